import Foundation

/// How much of a matrix that is too slow to run whole each time this run does.
///
/// The environment's `OKOCE_EFFORT` says: `spread` (the default: some of every kind, in every run),
/// `more` (before a change is taken) or `full` (on demand, `Deploy/torture`). Anything else ends the
/// tests at once: a misspelt word must not pass for a full run.
enum Effort: String, CaseIterable {
    case spread, more, full

    static let current: Effort = {
        let word = ProcessInfo.processInfo.environment["OKOCE_EFFORT"] ?? "spread"
        guard let effort = Effort(rawValue: word) else {
            let words = Effort.allCases.map(\.rawValue).joined(separator: ", ")
            FileHandle.standardError.write(
                Data("OKOCE_EFFORT is '\(word)'; it may be \(words)\n".utf8))
            exit(64)
        }
        return effort
    }()

    /// The figure for this run's effort.
    static func pick<T>(spread: T, more: T, full: T) -> T {
        switch current {
        case .spread: spread
        case .more: more
        case .full: full
        }
    }

    /// Some of a list, evenly spread over all of it; the whole list if `most` is nil or larger.
    static func some<T>(of list: [T], most: Int?) -> [T] {
        guard let most, most < list.count else { return list }
        return (0..<most).map { list[$0 * list.count / most] }
    }
}
