import Foundation

/// One call of the undisturbed run that changes something.
struct CrashPoint {
    /// Counted from 1 over all threads.
    let number: Int
    /// The call and the kind of file: points of one group are like each other.
    let group: String

    /// - Parameter line: NUMBER CALL PATH, as `syscall-fault --list` writes it.
    init?(_ line: Substring, below root: URL) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let number = Int(words[0]) else { return nil }
        self.number = number
        let parts = words[2].replacing(root.path, with: "").split(separator: "/").prefix(2)
        group = "\(words[1]) \(parts.joined(separator: "/"))"
            .replacing(#/socket:.*/#, with: "socket")
    }

    /// So many points, of each group about as many: a commit's rare `fdatasync` weighs no less than
    /// its many writes. Which ones of a group, the numbers say.
    static func spread(
        _ points: [CrashPoint], most: Int, using numbers: inout SeededNumbers
    ) -> [CrashPoint] {
        guard most < points.count else { return points }
        var groups = Dictionary(grouping: points, by: \.group).sorted { $0.key < $1.key }
            .map { $0.value.shuffled(using: &numbers) }
        var chosen: [CrashPoint] = []
        while chosen.count < most {
            for index in groups.indices where chosen.count < most {
                if let point = groups[index].popLast() { chosen.append(point) }
            }
        }
        return chosen
    }
}
