import Foundation

/// Holds what a long run left against what was sent.
struct LongRunJudge {
    let sent: LongRunSent
    let daemon: SupervisedDaemon

    /// What is wrong, each with its place; empty if nothing is.
    func failures() throws -> [String] {
        try jobs() + receipts() + leftovers() + ledgerItself()
    }

    /// Each job as often as it was sent, with the outcomes that it must have.
    private func jobs() throws -> [String] {
        var recorded: [String: [String: Int]] = [:]
        for row in try rows(
            """
            SELECT code || '|' || coalesce(job_id, CAST(file_name AS TEXT)), outcome, count(*)
            FROM attempt JOIN source ON source.id = attempt.source GROUP BY 1, 2
            """)
        {
            recorded[row[0], default: [:]][row[1]] = Int(row[2])
        }
        let strange = Set(recorded.keys).subtracting(sent.expected.keys)
            .map { "\($0) was never sent" }
        let wrong = sent.expected.compactMap { key, expected -> String? in
            let found = recorded[key] ?? [:]
            return isRight(found, expected, isLinked: sent.linked.contains(key))
                ? nil : "\(key) should be \(expected), is \(found)"
        }
        return strange.sorted() + wrong.sorted()
    }

    /// Of a file whose change time changed after it was recorded more attempts may stand, but
    /// what was recorded was recorded once.
    private func isRight(
        _ found: [String: Int], _ expected: [String: Int], isLinked: Bool
    ) -> Bool {
        guard isLinked else { return found == expected }
        for outcome in ["accepted", "partially_accepted"] where found[outcome] != expected[outcome]
        {
            return false
        }
        let isRecorded = expected["accepted"] != nil || expected["partially_accepted"] != nil
        return expected.allSatisfy { found[$0.key, default: 0] >= $0.value }
            && found.keys.allSatisfy {
                expected[$0] != nil || isRecorded && ["duplicate", "conflict"].contains($0)
            }
    }

    /// Each file that was rejected has its receipt beside it, and a source that wants all
    /// receipts has all of them.
    private func receipts() throws -> [String] {
        var failures: [String] = []
        for source in LongRunSource.all(people: 1).map(\.code) {
            let rejected = names("rejected/\(source)")
            var attempts: Set<String> = []
            for folder in ["rejected/\(source)", "receipts/\(source)"] {
                for name in names(folder) where name.hasSuffix(".receipt.json") {
                    let data = try Data(
                        contentsOf: daemon.spool.appending(path: "\(folder)/\(name)"))
                    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
                    attempts.insert("\(object?["attempt"] as? Int ?? -1)")
                }
            }
            for name in rejected where !name.hasSuffix(".receipt.json") {
                guard !rejected.contains("\(name).receipt.json") else { continue }
                failures.append("rejected/\(source)/\(name) has no receipt")
            }
            let due =
                source == "DKUMKMP"
                ? "1" : "outcome IN ('refused', 'partially_accepted', 'conflict', 'unreadable')"
            for row in try rows(
                """
                SELECT attempt.id, code || '|' || coalesce(job_id, CAST(file_name AS TEXT)), outcome
                FROM attempt JOIN source ON source.id = attempt.source
                WHERE code = '\(source)' AND \(due)
                """)
            where !attempts.contains(row[0]) && !sent.linked.contains(row[1]) {
                failures.append("attempt \(row[0]) of \(row[1]), \(row[2]), has no receipt")
            }
        }
        return failures
    }

    /// Nothing lies in a drop box, under any name.
    private func leftovers() throws -> [String] {
        LongRunSource.all(people: 1).flatMap { source in
            names("incoming/\(source.code)").map { "incoming/\(source.code)/\($0) is left" }
        }
    }

    private func ledgerItself() throws -> [String] {
        var failures: [String] = []
        let integrity = try rows("PRAGMA integrity_check")
        if integrity != [["ok"]] { failures.append("integrity_check: \(integrity.prefix(5))") }
        let verify = try daemon.okocectl("verify")
        if verify.status != 0 { failures.append("okocectl verify: \(verify.out.prefix(2000))") }
        return failures
    }

    /// What the ledger answers, read as an admin would with the `sqlite3` shell.
    func rows(_ query: String) throws -> [[String]] {
        let ledger = daemon.state.appending(path: "ledger.sqlite").path
        let finished = try Command(
            words: ["sqlite3", "-readonly", "-separator", "\t", ledger, query], limit: 600
        ).run()
        guard finished.status == 0 else {
            throw Command.Failure(description: "sqlite3: \(finished.out)")
        }
        return finished.out.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private func names(_ folder: String) -> Set<String> {
        let path = daemon.spool.appending(path: folder).path
        return Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
    }
}
