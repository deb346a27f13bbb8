import Testing

@testable import JobFormat

@Suite struct JSONConformanceTests {
    @Test(arguments: JSONCases.valid)
    func `a valid text is read`(_ text: String) {
        #expect(throws: Never.self) { try read(text) }
    }

    @Test(arguments: JSONCases.invalid)
    func `a text that is not JSON is refused as that, whatever else it is`(_ text: String) {
        #expect(kindOfError(text) == .notJSON)
    }

    @Test(arguments: JSONCases.invalidBytes)
    func `bytes that are no UTF-8 are refused wherever they stand`(_ bad: [UInt8]) {
        let places = [
            bad, [0x5B, 0x22] + bad + [0x22, 0x5D], [0x5B] + bad + [0x5D],
            [0x7B, 0x22] + bad + [0x22, 0x3A, 0x31, 0x7D], [0x7B, 0x7D] + bad,
            [0x5B, 0x22, 0x61] + bad + [0x61, 0x22, 0x5D], [0x5B, 0x31] + bad + [0x5D],
            [0x5B, 0x22, 0x5C] + bad + [0x22, 0x5D],
            [0x5B, 0x22, 0x5C, 0x75] + bad + [0x22, 0x5D],
        ]
        for bytes in places { #expect(kindOfError(bytes) == .notJSON) }
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D],
            [0x7B, 0x00, 0x7D, 0x00], [0x00, 0x7B, 0x00, 0x7D], [0x00, 0x00, 0x00, 0x7B],
            [0xEF, 0xBB], [0xEF], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], [0x1F, 0x8B, 0x08],
            [0x00, 0x00, 0x31],
        ] as [[UInt8]])
    func `other encodings and byte order marks are refused at once`(_ bytes: [UInt8]) throws {
        let error = try #require(failure(bytes))
        #expect(error.kind == .notJSON)
        #expect(!error.endsTooEarly)
    }

    @Test func `every single byte is refused unless it is a digit`() {
        for byte in UInt8.min...UInt8.max {
            let isDigit = (0x30...0x39).contains(byte)
            #expect((kindOfError([byte]) == nil) == isDigit)
        }
    }
}

/// Reads a text onto a new tape.
@discardableResult
func read(_ text: String, limits: JSONLimits = .jobFile) throws(JSONError) -> JSONTape {
    try read(Array(text.utf8), limits: limits)
}

/// Reads bytes onto a new tape.
@discardableResult
func read(_ bytes: [UInt8], limits: JSONLimits = .jobFile) throws(JSONError) -> JSONTape {
    var tape = JSONTape()
    try tape.read(bytes, limits: limits)
    return tape
}

func failure(_ bytes: [UInt8], limits: JSONLimits = .jobFile) -> JSONError? {
    do throws(JSONError) {
        try read(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

func kindOfError(_ bytes: [UInt8]) -> JSONError.Kind? { failure(bytes)?.kind }

func kindOfError(_ text: String) -> JSONError.Kind? { kindOfError(Array(text.utf8)) }
