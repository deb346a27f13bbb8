import Testing

@testable import Systemd

@Suite struct OneLineTests {
    @Test func `plain text stays as it is, in any script`() {
        let text = #"Pelatihan "Anyaman" di Koja \ 手工艺 — 50 orang"#
        #expect(OneLine.escaping(text) == text)
        #expect(OneLine.escaping(bytes: text.utf8) == text)
    }

    @Test func `newlines, terminal sequences and NULs come out as text`() {
        #expect(OneLine.escaping("a\nREADY=1\r\t") == #"a\nREADY=1\r\t"#)
        #expect(OneLine.escaping("\u{1b}[2J\u{0}\u{7f}\u{9b}31m") == #"\x1b[2J\x00\x7f\x9b31m"#)
    }

    @Test func `a carriage return and newline, one Character in Swift, are both escaped`() {
        #expect(OneLine.escaping("a\r\nb") == #"a\r\nb"#)
    }

    @Test func `marks that turn the reading direction or break the line come out as text`() {
        #expect(OneLine.escaping("x\u{202E}y\u{2028}z") == #"x\u{202e}y\u{2028}z"#)
    }

    @Test func `bytes that are not UTF-8 come out one by one, the rest around them intact`() {
        let bytes = Array("é".utf8) + [0xFF, 0xE2, 0x82] + Array("ok\n".utf8) + [0xC3]
        #expect(OneLine.escaping(bytes: bytes) == #"é\xff\xe2\x82ok\n\xc3"#)
        #expect(OneLine.escaping(bytes: [UInt8]()) == "")
    }
}
