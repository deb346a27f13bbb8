import Testing

@testable import Reports

private func record(_ cells: Cell...) -> String {
    var table = Table(
        columns: cells.indices.map { Table.Column("k\($0)", title: "K", .text) })
    table.append(cells)
    let lines = CSVTable.text(table).split(separator: "\r\n", omittingEmptySubsequences: false)
    return String(lines[1])
}

struct CSVTableTests {
    @Test func `heading, records and total, each ending in CR LF`() {
        var table = Table(columns: [
            Table.Column("code", title: "CODE", .code), Table.Column("P1", title: "P1", .number),
        ])
        table.append([.text("31.71"), .integer(1_234_567)])
        table.setTotal([.nothing, .integer(1_234_567)])
        #expect(CSVTable.text(table) == "code,P1\r\n31.71,1234567\r\ntotal,1234567\r\n")
    }

    @Test func `commas and quotes are quoted, nothing else is`() {
        #expect(record(.text("a b"), .text("a,b"), .text(#"the "M""#)) == #"a b,"a,b","the ""M""""#)
    }

    @Test(arguments: ["=1+1", "+62", "-1", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0"])
    func `no text is a formula to a spreadsheet`(text: String) {
        #expect(record(.text(text)) == "'" + text)
    }

    @Test func `a negative number is a number, and nothing is nothing`() {
        #expect(
            record(.integer(-5), .decimal(FixedPoint(scaled: -5, digits: 1)), .missing, .nothing)
                == "-5,-0.5,,")
    }

    @Test func `control characters are written out, so that a record is a line`() {
        #expect(record(.text("a\r\nb\u{1B}[31m"), .text("\t=1")) == #"a\r\nb\x1b[31m,\t=1"#)
    }
}
