import Testing

@testable import JobFormat

@Suite struct JSONHostileTests {
    @Test(arguments: ["[", "{\"a\":", "[{\"a\":", "[1,", "\"", "{\"a\":[", "[[],"])
    func `a hundred thousand openings end at a limit or as no JSON`(_ opening: String) {
        let bytes = Array(String(repeating: opening, count: 100_000).utf8)
        #expect(failure(bytes) != nil)
    }

    @Test func `the depth limit is exact`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(kindOfError(nested(32)) == nil)
        #expect(kindOfError(nested(33)) == .tooDeep(limit: 32))
        #expect(kindOfError(nested(100_000)) == .tooDeep(limit: 32))
        let wide = "[" + Array(repeating: nested(31), count: 100).joined(separator: ",") + "]"
        #expect(kindOfError(wide) == nil)
    }

    @Test func `the size limit is exact, and what is longer is not even looked at`() {
        let limit = JSONLimits.jobFile.maxSizeBytes
        let padding = [UInt8](repeating: 0x20, count: limit - 2)
        #expect(kindOfError(padding + Array("{}".utf8)) == nil)
        #expect(kindOfError(padding + Array("{} ".utf8)) == .tooLong(limitBytes: limit))
        let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000)
        #expect(kindOfError(brackets) == .tooLong(limitBytes: limit))
    }

    @Test func `the node limit is exact`() {
        let limits = JSONLimits(maxSizeBytes: 1_000, maxDepth: 4, maxNodes: 5)
        #expect(failure(Array("[1,2,3,4]".utf8), limits: limits) == nil)
        #expect(failure(Array("{\"a\":1,\"b\":2}".utf8), limits: limits) == nil)
        let passed = failure(Array("[1,2,3,4,5]".utf8), limits: limits)
        #expect(passed?.kind == .tooManyNodes(limit: 5))
    }

    @Test func `four mebibytes of ones or of keys cost no more than the node limit`() {
        let limit = JSONLimits.jobFile.maxNodes
        let ones = Array(("[" + String(repeating: "1,", count: 2_000_000) + "1]").utf8)
        #expect(kindOfError(ones) == .tooManyNodes(limit: limit))
        let objects = Array(("[" + String(repeating: "{},", count: 1_000_000) + "{}]").utf8)
        #expect(kindOfError(objects) == .tooManyNodes(limit: limit))
    }

    @Test func `bytes changed at random are read or refused, never more`() {
        var random = SplitMix(seed: 20_180_612)
        let seeds = JSONCases.valid.filter { $0.utf8.count < 400 }.map { Array($0.utf8) }
        let interesting = Array("{}[]\",:\\u0-e.tfn \u{0}".utf8) + [0x80, 0xC2, 0xED, 0xF4, 0xFF]
        var tape = JSONTape()
        for _ in 0..<8_000 {
            var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
            for _ in 0...(random.next() % 4) {
                let place = Int(random.next() % UInt64(bytes.count + 1))
                let byte = interesting[Int(random.next() % UInt64(interesting.count))]
                switch random.next() % 3 {
                case 0: bytes.insert(byte, at: place)
                case 1 where place < bytes.count: bytes.remove(at: place)
                default: if place < bytes.count { bytes[place] = byte }
                }
            }
            check(bytes, on: &tape)
        }
    }

    /// What must hold of any bytes at all.
    private func check(_ bytes: [UInt8], on tape: inout JSONTape) {
        do throws(JSONError) {
            try tape.read(bytes)
            #expect(Int(tape.nodes[JSONTape.root].next) == tape.nodes.count)
            for node in tape.nodes.indices {
                #expect(Int(tape.nodes[node].next) > node)
                switch tape.kind(node) {
                case .string: _ = tape.text(node)
                case .number: _ = tape.integer(node)
                default: break
                }
            }
            // JSON with anything in front of it, or one more bracket behind, is none.
            #expect(throws: JSONError.self) { try tape.read([0x2C] + bytes) }
            #expect(throws: JSONError.self) { try tape.read(bytes + [0x5D]) }
        } catch {
            #expect(error.offset <= bytes.count)
            #expect(tape.nodes.isEmpty)
        }
    }
}
