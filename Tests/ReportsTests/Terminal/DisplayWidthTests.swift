import Testing

@testable import Reports

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("Gambir", 6), ("é", 1), ("e\u{301}", 1), ("家", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👨‍👩‍👧", 2), ("❤️", 2), ("❤", 1), ("…", 1), ("─", 1),
        ("a\u{200B}b", 2), ("Ⅷ", 1), ("🇮🇩", 2), ("ꦗꦮ", 2),
    ])
    func `a text takes the columns that a terminal gives it`(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: [
        ("Gambir", 6, "Gambir"), ("Gambir", 5, "Gamb…"), ("Gambir", 1, "…"), ("家家", 4, "家家"),
        ("家家", 3, "家…"), ("家家家", 4, "家…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func `a cut text ends in an ellipsis and never passes its columns`(
        text: String, columns: Int, expected: String
    ) {
        #expect(DisplayWidth.cut(text, to: columns) == expected)
    }

    @Test(arguments: [
        ("a/b-1234.json", 9, "…234.json"), ("a.json", 6, "a.json"), ("家家", 3, "…家"),
        ("abc", 1, "…"),
    ])
    func `a path is cut at its beginning`(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.cut(text, to: columns, keepingEnd: true) == expected)
    }
}

struct TerminalTests {
    @Test func `without a terminal COLUMNS counts, and without that eighty`() {
        // Descriptor -1 is no terminal wherever the test runs.
        #expect(Terminal.columns(of: -1, columns: "132") == 132)
        #expect(Terminal.columns(of: -1, columns: nil) == 80)
        #expect(Terminal.columns(of: -1, columns: "-4") == 80)
        #expect(Terminal.columns(of: -1, columns: "wide") == 80)
    }
}
