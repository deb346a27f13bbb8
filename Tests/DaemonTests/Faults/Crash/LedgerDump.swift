import Foundation

/// All that a ledger holds, row by row, without what a crash may change: attempts' numbers (the
/// order in which concurrent jobs are taken), instants, files' identities.
///
/// It is made from the schema that is found there: a table or a column that is added later is
/// compared too. A number that names a row of another table is replaced by what it names.
struct LedgerDump {
    let lines: [String]
    /// How many notices there are.
    let notices: Int

    /// Differs between two runs of the same jobs.
    private static let instants: Set<String> = [
        "received_at", "recorded_at", "announced_at", "device", "inode", "mtime_ns", "ctime_ns",
        "boot_id", "uptime_s", "next_notice", "seq", "since", "until",
    ]
    /// What a batch did to the tallies is a row: it differs with the batches. `okocectl verify`
    /// holds the rows against the members.
    private static let leftOut: Set<String> = [
        "document", "sqlite_sequence", "source", "sent", "tally_change",
    ]

    /// - Parameter state: the state directory; the daemon must have ended.
    init(_ state: URL) throws {
        let file = state.appending(path: "ledger.sqlite").path
        let query = try LedgerDump.query.get(from: file)
        let all = try LedgerDump.sqlite(file, query).split(separator: "\n").map(String.init)
        lines = all.filter { !$0.hasPrefix("notices ") }.map(LedgerDump.withoutNumbers).sorted()
        notices = all.first { $0.hasPrefix("notices ") }.flatMap { Int($0.dropFirst(8)) } ?? -1
    }

    /// Complaints and notices name other attempts by their number.
    static func withoutNumbers(_ text: String) -> String {
        text.replacing(#/attempt \d+/#, with: "attempt N")
    }

    private static func sqlite(_ file: String, _ query: String) throws -> String {
        try Command.must("sqlite3", "-readonly", "-bail", file, query)
    }

    // MARK: The query

    /// The schema is the same in all runs of one test: the query is made once.
    private static let query = Once()

    private final class Once: @unchecked Sendable {
        // Guarded by the lock.
        private var made: String?
        private let lock = NSLock()

        func get(from file: String) throws -> String {
            try lock.withLock {
                if let made { return made }
                let query = try LedgerDump.makeQuery(file)
                made = query
                return query
            }
        }
    }

    private static let names = """
        CREATE TEMP VIEW attempt_name AS SELECT attempt.id, source.code || '/' || coalesce(job_id,
          '-') || '/' || outcome || '/' || hex(file_name) || iif(resumes IS NULL, '', '/resumed')
          AS name FROM attempt JOIN source ON source.id = attempt.source;
        CREATE TEMP VIEW fact_name AS SELECT fact.id, attempt_name.name || '/' || position AS name
          FROM fact JOIN attempt_name ON attempt_name.id = fact.job;
        CREATE TEMP VIEW verdict_change_name AS SELECT verdict_change.id, fact_name.name || '/' ||
          was || '/' || became AS name FROM verdict_change JOIN fact_name
          ON fact_name.id = verdict_change.fact;
        CREATE TEMP VIEW class_name AS SELECT class.id, source.code || '/' || class_id AS name
          FROM class JOIN source ON source.id = class.organiser;
        CREATE TEMP VIEW source_name AS SELECT id, code AS name FROM source;
        CREATE TEMP VIEW document_name AS SELECT id, hex(bytes) AS name FROM document;
        """

    private static func makeQuery(_ file: String) throws -> String {
        let columns = try sqlite(
            file,
            """
            SELECT t.name, c.name, coalesce(f."table", '-') FROM pragma_table_list AS t
            JOIN pragma_table_xinfo(t.name) AS c LEFT JOIN pragma_foreign_key_list(t.name) AS f
              ON f."from" = c.name
            WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
            """)
        var tables: [String: [String]] = [:]
        for line in columns.split(separator: "\n") {
            let words = line.split(separator: "|").map(String.init)
            guard words.count == 3, !leftOut.contains(words[0]) else { continue }
            tables[words[0], default: []] += expression(words[0], words[1], words[2])
        }
        let selects = tables.map { table, parts in
            let row = parts.map { "\($0)" }.joined(separator: " || '|' || ")
            return "SELECT replace('\(table)|' || \(row), char(10), '\\n') FROM \"\(table)\";"
        }
        // The outbox: one notice of each, numbered without a gap.
        let checks = """
            SELECT 'integrity ' || integrity_check FROM pragma_integrity_check;
            SELECT 'broken reference ' || "table" || rowid FROM pragma_foreign_key_check;
            SELECT 'notices ' || count(*) FROM notice;
            SELECT 'gaps ' || (count(*) - coalesce(max(seq), 0)) || ' next '
              || ((SELECT next_notice FROM counter) - coalesce(max(seq), 0)) FROM notice;
            """
        return ([names] + selects + [checks]).joined(separator: "\n")
    }

    private static let organisations: Set<String> = [
        "source", "organiser", "penggerak", "lender", "organisation", "target_source",
    ]

    private static func expression(
        _ table: String, _ column: String, _ target: String
    ) -> [String] {
        guard !instants.contains(column), !(column == "id" && target == "-") else { return [] }
        let target =
            ["-", "application"].contains(target) && organisations.contains(column)
            ? "source" : target
        switch target {
        case "attempt", "fact", "verdict_change", "class", "source", "document":
            return [
                """
                coalesce((SELECT '\(column)=' || name FROM \(target)_name
                  WHERE id = "\(table)"."\(column)"), '')
                """
            ]
        case "notice": return []
        default: return ["'\(column)=' || quote(\"\(column)\")"]
        }
    }
}
