import Testing

@testable import JobFormat

@Suite struct JSONPointerTests {
    @Test func `a pointer is escaped as RFC 6901 says`() {
        let pointer = JSONPointer.root.appending("items").appending(3).appending("a/b~c").appending(
            "")
        #expect(pointer.text == "/items/3/a~1b~0c/")
    }

    @Test(arguments: [
        ("", 1, 1), ("/items", 2, 11), ("/items/0", 3, 3), ("/items/1/n~1k", 4, 22), ("/é", 6, 7),
        ("/items/1/missing", 4, 3), ("/items/9", 2, 11), ("/none", 1, 1), ("/n~0", 6, 16),
    ])
    func `a pointer is found with line and column`(_ text: String, _ line: Int, _ column: Int)
        throws
    {
        let tape = try read(
            """
            {
             "items": [
              {"a": 1},
              {"日本": "é", "n/k": [true]}
             ],
             "é": 0, "n~": "end"
            }
            """)
        let found = tape.locate(JSONPointer(text: text), in: tape.positions())
        #expect(found == JSONPosition(line: line, column: column))
    }

    @Test func `positions agree with a count from the beginning, in long lines too`() {
        var generator = SplitMix(seed: 7)
        let alphabet = Array("aé日\u{1F600}\n\r\"".unicodeScalars)
        var text = ""
        for _ in 0..<9_000 {
            text.unicodeScalars.append(alphabet[Int(generator.next() % UInt64(alphabet.count))])
        }
        let bytes = Array(text.utf8)
        let positions = JSONPositions(bytes)
        for offset in stride(from: 0, through: bytes.count, by: 211) {
            let counted = bytes.withUnsafeBufferPointer { JSONPosition(of: offset, in: $0) }
            #expect(positions.position(ofByte: offset) == counted)
        }
    }

    @Test(arguments: [
        ("", 1, 1), ("{\n  \"a\": 01}", 2, 9), ("{\"é\": x}", 1, 7), ("[1,\r\n2,\r\n]", 3, 1),
        ("[\"\u{1F600}\" 1]", 1, 6), ("{}\n\nx", 3, 1),
    ])
    func `an error has line and column`(_ text: String, _ line: Int, _ column: Int) throws {
        let error = try #require(failure(Array(text.utf8)))
        #expect(error.position == JSONPosition(line: line, column: column))
    }
}

/// A generator of random numbers whose seed is known, so that a failure can be had again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
