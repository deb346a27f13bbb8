import Testing

@testable import JobFormat

@Suite struct JSONTapeTests {
    @Test func `the tape has every value in its place`() throws {
        let tape = try read(#" {"a": [1, {"b": null}, "x"], "c": true, "d": {}} "#)
        let members = Array(tape.members(of: JSONTape.root))
        #expect(members.map { tape.text($0.key) } == ["a", "c", "d"])
        #expect(members.map { tape.kind($0.value) } == [.array, .true, .object])
        let elements = Array(tape.elements(of: members[0].value))
        #expect(elements.map { tape.kind($0) } == [.number, .object, .string])
        #expect(tape.integer(elements[0]) == .value(1))
        #expect(tape.nodes[JSONTape.root].length == 3)
        #expect(Array(tape.members(of: members[2].value)).isEmpty)
        #expect(Array(tape.members(of: elements[0])).isEmpty)
        #expect(Array(tape.elements(of: JSONTape.root)).isEmpty)
        #expect(MemoryLayout<JSONNode>.stride == 16)
    }

    @Test(arguments: [
        (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
        (#"\ud834\udd1e x"#, "\u{1D11E} x"), (#"\uDBFF\uDFFF"#, "\u{10FFFF}"),
        (#"a\u0000b"#, "a\u{0}b"),
        ("日本", "日本"), (#"日\u672c"#, "日本"), ("", ""), (#"\\u0041"#, "\\u0041"),
    ])
    func `escapes are resolved`(_ written: String, _ text: String) throws {
        let tape = try read("[\"\(written)\"]")
        #expect(Array(tape.text(1).utf8) == Array(text.utf8))
        #expect(tape.faults.isEmpty)
    }

    @Test func `text is compared byte by byte after unescaping`() throws {
        let tape = try read("[\"nik\", \"n\\u0069k\", \"nik2\", \"e\u{301}\"]")
        #expect(tape.text(1, is: Array("nik".utf8)))
        #expect(tape.text(2, is: Array("nik".utf8)))
        #expect(!tape.text(3, is: Array("nik".utf8)))
        #expect(!tape.text(4, is: Array("é".utf8)))
        #expect(tape.text(4, is: Array("e\u{301}".utf8)))
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, [3]), (#"{"a":1,"\u0061":2}"#, [3]), (#"{"\n":1,"\u000a":2}"#, [3]),
        (#"{"a":1,"b":2,"a":3,"a":4}"#, [5, 7]), (#"{"a":{"a":1},"b":{"a":1}}"#, []),
        (#"[{"a":1},{"a":1}]"#, []), (#"{"a":1,"A":2}"#, []), ("{\"é\":1,\"e\u{301}\":2}", []),
        (#"{"x":{"b":[{"c":0,"c":0}]},"":1,"":2}"#, [8, 12]), (#"{"\ud83d\ude00":1,"😀":2}"#, [3]),
        (#"{"a":1,"a\u0000":2}"#, []),
    ])
    func `duplicate keys are found in every object`(_ text: String, _ nodes: [Int]) throws {
        let tape = try read(text)
        #expect(tape.faults == nodes.map { JSONFault(kind: .duplicateKey, node: $0) })
    }

    @Test func `duplicate keys are found in an object of many keys`() throws {
        let keys = (0..<50_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(try read("{\(keys)}").faults.isEmpty)
        #expect(try read("{\(keys),\"k77\":1,\"\\u006b0\":1}").faults.count == 2)
    }

    @Test(arguments: [
        (#"["\ud800"]"#, [1]), (#"["\udfff"]"#, [1]), (#"["\ud800\ud800\udc00"]"#, [1]),
        (#"["ok","\udc00\ud800","\ud800\u0041"]"#, [2, 3]), (#"{"\ud800":1}"#, [1]),
        (#"["\ud800\\udc00"]"#, [1]), (#"["\ud83d\ude00"]"#, []),
    ])
    func `a lone surrogate is a fault at its string`(_ text: String, _ nodes: [Int]) throws {
        #expect(try read(text).faults == nodes.map { JSONFault(kind: .loneSurrogate, node: $0) })
    }

    @Test func `two different lone surrogates are two different keys`() throws {
        let tape = try read(#"{"\ud800":1,"\ud801":2,"\ud800":3}"#)
        #expect(tape.faults.filter { $0.kind == .duplicateKey }.map(\.node) == [5])
    }

    @Test func `a fault belongs to the subtree that has it`() throws {
        let tape = try read(#"{"items":[{"a":1,"a":2},{"b":"\ud800"},{}]}"#)
        let items = Array(tape.elements(of: 2))
        #expect(
            items.map { tape.faults(in: $0).map(\.kind) } == [
                [.duplicateKey], [.loneSurrogate], [],
            ])
    }

    @Test func `a tape is used again, and is empty after an error`() throws {
        var tape = JSONTape()
        try tape.read(Array(#"{"a":1,"a":2}"#.utf8))
        try tape.read(Array("[1,2]".utf8))
        #expect(tape.nodes.count == 3)
        #expect(tape.faults.isEmpty)
        #expect(throws: JSONError.self) { try tape.read(Array("[1,2".utf8)) }
        #expect(tape.nodes.isEmpty)
        #expect(tape.bytes.isEmpty)
    }
}
