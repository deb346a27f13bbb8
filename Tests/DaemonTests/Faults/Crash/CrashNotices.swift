/// What was told of jobs, over all runs of one site.
struct CrashNotices {
    /// By `OKOCE_SEQ`; of those told again, what they said the first time.
    private(set) var numbered: [Int: [String: String]] = [:]
    /// Messages on standard error, which has no numbers.
    private(set) var messages: Set<String> = []
    /// Numbers that were told again with other words.
    private(set) var changed: [Int] = []
    private(set) var repeats = 0

    mutating func add(_ entry: [String: String]) {
        guard let seq = entry["OKOCE_SEQ"].flatMap({ Int($0) }) else { return }
        if let before = numbered[seq] {
            repeats += 1
            if before != entry { changed.append(seq) }
        } else {
            numbered[seq] = entry
        }
    }

    /// Takes them out of the lines that a daemon run by hand writes.
    mutating func add(lines: String) {
        for line in lines.split(separator: "\n") {
            guard let end = line.firstRange(of: " okoced: ")?.upperBound else { continue }
            messages.insert(LedgerDump.withoutNumbers(String(line[end...])))
        }
    }

    /// A line for each notice, without the numbers of attempts.
    var lines: [String] {
        numbered.values.map { entry in
            entry.filter { !["OKOCE_SEQ", "OKOCE_ATTEMPT", "OKOCE_BECAUSE"].contains($0.key) }
                .sorted { $0.key < $1.key }
                .map { "\($0.key)=\(LedgerDump.withoutNumbers($0.value))" }
                .joined(separator: " ")
        }.sorted()
    }
}
