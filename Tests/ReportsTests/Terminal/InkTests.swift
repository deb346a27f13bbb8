import Testing

@testable import Reports

struct InkTests {
    private static let table = {
        var table = Table(columns: [
            Table.Column("job", title: "JOB", .code),
            Table.Column("outcome", title: "OUTCOME", .text),
            Table.Column("name", title: "NAME", .code),
        ])
        table.append([.text("refused"), .text("refused"), .text("x")])
        return table
    }()

    @Test func `only outcomes and verdicts have a colour, and nothing moves for it`() {
        let plain = TerminalTable(columns: 80).text(Self.table)
        let coloured = TerminalTable(columns: 80, ink: .coloured).text(Self.table)
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("refused  \u{1B}[31mrefused\u{1B}[0m  x"))
        let bare = coloured.replacing("\u{1B}[31m", with: "").replacing("\u{1B}[1m", with: "")
            .replacing("\u{1B}[0m", with: "")
        #expect(bare == plain)
    }

    @Test(
        arguments: [
            (true, nil, "xterm", Ink.coloured), (true, "", "xterm", .coloured),
            (true, "1", "xterm", .plain), (true, nil, "dumb", .plain),
            (false, nil, "xterm", .plain),
        ] as [(Bool, String?, String, Ink)])
    func `colours are for terminals that nobody asked to do without`(
        isTerminal: Bool, noColor: String?, term: String, ink: Ink
    ) {
        #expect(Ink(isTerminal: isTerminal, noColor: noColor, term: term) == ink)
    }
}
