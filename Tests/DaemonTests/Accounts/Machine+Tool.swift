import Foundation
import Testing

extension Machine {
    /// Runs a program of the system to its end, which must be as expected.
    @discardableResult
    func tool(_ words: String..., arguments: [String] = [], status: Int32 = 0) throws -> Finished {
        let finished = try run(words[0], at: words[0], words.dropFirst() + arguments)
        try #require(finished.status == status, "\(words): \(finished.err)")
        return finished
    }
}
