import Foundation

/// The notices that the journal has, by their numbers: that none is missing, and that those told
/// twice were the same.
struct LongRunNotices {
    private var seen: [Int: Int] = [:]
    private(set) var repeats = 0
    /// Numbers under which two different notices stand.
    private(set) var changed: [Int] = []

    /// Reads on. Not while journald stands still.
    mutating func read(_ journal: PrivateJournal) throws {
        for entry in try journal.newEntries() {
            guard let number = entry["OKOCE_SEQ"].flatMap({ Int($0) }) else { continue }
            let content = entry.filter { $0.key == "MESSAGE" || $0.key.hasPrefix("OKOCE_") }
            let hash = content.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.hashValue
            if let before = seen.updateValue(hash, forKey: number) {
                repeats += 1
                if before != hash { changed.append(number) }
            }
        }
    }

    var count: Int { seen.count }
    var last: Int { seen.keys.max() ?? 0 }
    /// The first numbers that are not there.
    var gaps: [Int] { Array((1...max(1, last)).lazy.filter { seen[$0] == nil }.prefix(10)) }
}
