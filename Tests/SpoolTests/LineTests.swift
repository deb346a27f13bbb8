import Testing

@testable import Spool

@Suite struct LineTests {
    private final class Load {}

    @Test func `what was taken out of a line is not held by it any more`() {
        var line = Line<Load>()
        weak var popped: Load?
        weak var taken: Load?
        do {
            let (first, second) = (Load(), Load())
            (popped, taken) = (first, second)
            line.append(contentsOf: [first, second, Load()])
        }
        #expect(popped != nil && taken != nil)
        _ = line.popFirst()
        #expect(popped == nil)
        _ = line.take(1)
        #expect(taken == nil)
        #expect(line.count == 1)
    }

    @Test func `first in is first out, through putting back, taking and tidying`() {
        var line = Line(Array(0..<1_000))
        var out: [Int] = []
        while let one = line.popFirst() {
            line.putBack(one)
            out += line.take(one % 90 + 1)
            if let next = line.popFirst() { out.append(next) }
        }
        #expect(out == Array(0..<1_000))
    }
}
