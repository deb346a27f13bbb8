import Testing

@testable import Reports

private func table(_ names: [String]) -> Table {
    var table = Table(columns: [
        Table.Column("code", title: "CODE", .code), Table.Column("name", title: "NAME", .text),
        Table.Column("file", title: "FILE", .text), Table.Column("P1", title: "P1", .number),
    ])
    for name in names {
        table.append([.text("31.71.01.1001"), .text(name), .text("a.json"), .integer(1234)])
    }
    return table
}

struct TerminalTableTests {
    @Test func `texts stand left, numbers right and in groups of three, with a total below`() {
        var table = table(["Gambir", "Cideng"])
        table.setTotal([.nothing, .nothing, .nothing, .integer(2_468_000)])
        #expect(
            TerminalTable(columns: 80).text(table) == """
                CODE           NAME    FILE           P1
                31.71.01.1001  Gambir  a.json      1,234
                31.71.01.1001  Cideng  a.json      1,234
                ────────────────────────────────────────
                TOTAL                          2,468,000

                """)
    }

    @Test(arguments: 40...120)
    func `figures without rows have their total in a line too`(columns: Int) {
        var table = Table(
            columns: [Table.Column("code", title: "CODE", .code)]
                + (1...12).map { Table.Column("f\($0)", title: "FIGURE", .number) })
        table.setTotal([.nothing] + Array(repeating: .integer(0), count: 12))
        let lines = TerminalTable(columns: columns).strips(table).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("TOTAL") } == lines.count { $0.hasPrefix("CODE") })
        #expect(lines.allSatisfy { $0.count <= columns })
    }

    @Test(arguments: 20...100)
    func `no line is wider than the terminal, and no code or number is cut`(columns: Int) {
        let table = table([String(repeating: "Pulau Harapan ", count: 9), "家家家家家家家家家家家家家家"])
        let text = TerminalTable(columns: columns).text(table)
        for line in text.split(separator: "\n") {
            #expect(DisplayWidth.of(String(line)) <= columns)
        }
        #expect(text.components(separatedBy: "31.71.01.1001") == 3)
        #expect(text.components(separatedBy: "1,234") == 3)
    }

    @Test func `the widest text is cut first, a short one beside it stays whole`() {
        let lines = TerminalTable(columns: 50).text(table(["A name that is much too long for it"]))
            .split(separator: "\n")
        #expect(lines[1] == "31.71.01.1001  A name that is much…  a.json  1,234")
    }

    @Test func `where cutting is not enough each row is a block`() {
        #expect(
            TerminalTable(columns: 30).text(table(["Kepulauan Seribu Utara, Pulau"])) == """
                CODE  31.71.01.1001
                NAME  Kepulauan Seribu Utara,…
                FILE  a.json
                P1    1,234

                """)
    }

    @Test func `foreign text forges no row and commands no terminal`() {
        let text = TerminalTable(columns: 120).text(
            table(["a\n31.71.01.1001 b", "\u{1B}[2J\u{9B}31m", "\u{202E}evil\u{2028}\u{7F}"]))
        #expect(text.split(separator: "\n").count == 4)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
        #expect(text.contains("a\\n31.71.01.1001 b"))
        #expect(text.contains("\\x1b[2J\\x9b31m"))
        #expect(text.contains("\\u{202e}evil\\u{2028}\\x7f"))
    }

    @Test func `a table without rows is its heading, a missing value a dash`() {
        #expect(TerminalTable(columns: 80).text(table([])) == "CODE  NAME  FILE  P1\n")
        var one = Table(columns: [Table.Column("x", title: "X", .number)])
        one.append([.missing])
        one.append([.decimal(FixedPoint(scaled: 12_345, digits: 1))])
        #expect(TerminalTable(columns: 80).text(one) == "      X\n      –\n1,234.5\n")
    }
}

extension String {
    /// How many parts a separator makes; Foundation's word without Foundation.
    fileprivate func components(separatedBy separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}
