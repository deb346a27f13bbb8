import Testing

@testable import JobFormat

@Suite struct JSONWriterTests {
    @Test func `a document is written in the order given`() {
        var json = JSONWriter()
        json.object { json in
            json.member("a", 1)
            json.member("b", nil as String?)
            json.memberIfPresent("c", nil as Int?)
            json.array("d") { json in
                json.element("x")
                json.object { json in json.member("e", true) }
                json.array { _ in }
            }
            json.object("f") { _ in }
            json.member("g", 22.9245, fractionDigits: 1)
            json.member("h", -0.05, fractionDigits: 1)
            json.member("i", Double.nan, fractionDigits: 1)
        }
        #expect(
            json.text
                == #"{"a":1,"b":null,"d":["x",{"e":true},[]],"f":{},"g":22.9,"h":-0.1,"i":null}"#)
    }

    @Test func `a document can be indented`() {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("a", 1)
            json.array("b") { json in json.element(2) }
            json.array("c") { _ in }
        }
        #expect(json.text == "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ],\n  \"c\": []\n}")
    }

    @Test func `every scalar comes back from the reader as it went in, and none breaks a line`()
        throws
    {
        var text = ""
        for value in UInt32(0)...0x3000 {
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        text += "\u{FEFF}\u{FFFF}\u{10FFFF}"
        var json = JSONWriter()
        json.array { json in json.element(text) }
        let tape = try read(json.bytes)
        #expect(Array(tape.text(1).utf8) == Array(text.utf8))
        let unsafe = json.text.unicodeScalars.filter {
            $0.value < 0x20 || (0x7F..<0xA0).contains($0.value)
                || [0x2028, 0x2029].contains($0.value)
        }
        #expect(unsafe.isEmpty)
    }

    @Test func `bytes that are no text are described`() {
        #expect(JSONWriter.describing([0x61, 0xFF, 0xC3, 0xA9, 0x25, 0xC3]) == "a%FFé%25%C3")
        #expect(JSONWriter.describing([0x0A]) == "\n")
    }
}
