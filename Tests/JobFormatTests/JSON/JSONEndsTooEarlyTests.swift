import Testing

@testable import JobFormat

@Suite struct JSONEndsTooEarlyTests {
    static let documents =
        JSONCases.valid.filter {
            $0.first { !$0.isWhitespace } == "{" && $0.utf8.count < 2_000
        } + [
            #"{"s":"aé\u00e9\ud834\udd1e\n/日本","n":-12.50e+07,"t":true,"f":false,"z":null,"a":[1,{}]}"#,
            "{\"k\u{1F600}\":\"\u{10FFFF}\",\"\\ud800\":[[[0]]]}",
        ]

    @Test(arguments: documents)
    func `every proper prefix of an object ends too early, the object does not`(
        _ document: String
    ) throws {
        let bytes = Array(document.utf8)
        let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
        for length in 0...end {
            let error = try #require(failure(Array(bytes[..<length])))
            #expect(error.endsTooEarly, "\(length) bytes of \(document)")
            #expect(error.kind == .notJSON)
        }
        #expect(failure(bytes) == nil)
    }

    @Test(arguments: documents)
    func `a prefix with a tail of NULs ends too early, a whole object with one does not`(
        _ document: String
    ) throws {
        let bytes = Array(document.utf8)
        let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
        for length in 0...end {
            let error = try #require(failure(bytes[..<length] + [0, 0, 0]))
            #expect(error.endsTooEarly, "\(length) bytes of \(document)")
        }
        let error = try #require(failure(bytes + [0, 0, 0]))
        #expect(error.kind == .notJSON)
        #expect(!error.endsTooEarly)
    }

    @Test(arguments: [
        "{}x", "{} {}", "{\"a\":01", "{\"a\":tru]", "{a", "{\"a\":1,}", "[1,,", "{\"\\x", "{\"\n",
        "nul ", "{\"a\":\u{0}1", "\u{FEFF}", "\u{FEFF}{", "{}\u{0}", "[1 2", "{\"\\ud800\\u00g",
        "{\"a\" 1", "}", "/", "{\"a\":-x", "{\"a\":1.x", "{\"a\":1ex", "{\"a\":1e+x",
    ])
    func `what no ending could mend does not wait for one`(_ text: String) throws {
        let error = try #require(failure(Array(text.utf8)))
        #expect(!error.endsTooEarly)
    }

    @Test func `a limit is not an early end`() throws {
        let deep = Array(String(repeating: "[", count: 40).utf8)
        #expect(try !#require(failure(deep)).endsTooEarly)
    }
}
