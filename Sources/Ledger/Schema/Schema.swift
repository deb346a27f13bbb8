internal import GRDB

/// The ledger's tables, as the migrations that made them.
///
/// A migration, once released, is never edited: a change is a new one. All tables are STRICT, and
/// their constraints say which rows cannot be; a row that breaks one is a bug of ours, and its job
/// is set aside. Days are counted from 1970-01-01, instants are nanoseconds since then (UTC), money
/// is whole rupiah. Words are those of the rulebook.
enum Schema {
    /// `application_id` of SQLite's header: "OKOC". Another program's database is refused by it.
    static let applicationID: Int64 = 0x4F4B_4F43

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 attempts, facts, folds, outbox", foreignKeyChecks: .immediate)
        {
            try $0.execute(sql: "PRAGMA application_id = \(applicationID)")
            try $0.execute(sql: attempts)
            try $0.execute(sql: facts)
            try $0.execute(sql: judgements)
            try $0.execute(sql: recordedFacts)
            try $0.execute(sql: folded)
            try $0.execute(sql: outbox)
            try $0.execute(sql: keeping)
        }
        // Notices are made anew under the same name, while what is overdue refers to them.
        migrator = migrator.disablingDeferredForeignKeyChecks()
        migrator.registerMigration("2 notices of items, summaries") {
            try $0.execute(sql: summaries)
            try $0.checkForeignKeys(in: "notice")
            try $0.checkForeignKeys(in: "overdue")
        }
        migrator.registerMigration("3 holds, acts") { try addActs($0) }
        migrator.registerMigration("4 persons") { try addPersons($0) }
        migrator.registerMigration("5 reveals") { try addReveals($0) }
        migrator.registerMigration("6 retention") { try addRetention($0) }
        migrator.registerMigration("7 redactions") { try addRedactions($0) }
        migrator.registerMigration("8 holds are nobody's delay") { try exceptOperatorsHolds($0) }
        migrator.registerMigration("9 erasing key") { try addErasingKey($0) }
        migrator.registerMigration("10 tallies") { try addTallies($0) }
        return migrator
    }

    /// SQL for "an identifier": `[A-Za-z0-9._-]{1,64}`.
    static func identifier(_ column: String) -> String {
        "(length(\(column)) BETWEEN 1 AND 64 AND \(column) NOT GLOB '*[^A-Za-z0-9._-]*')"
    }

    /// SQL for "one of the words of a list of the programme's".
    static func word<Word: CaseIterable & RawRepresentable<String>>(
        _ column: String, _ list: Word.Type
    ) -> String {
        oneOf(column, list.allCases.map(\.rawValue))
    }

    /// SQL for "one of these words".
    ///
    /// Written out with OR: for IN with more than two words SQLite makes a table of them each time
    /// the check is run, which took a tenth of all that recording a job costs.
    static func oneOf(_ column: String, _ words: [String]) -> String {
        "(\(words.map { "\(column) = '\($0)'" }.joined(separator: " OR ")))"
    }

    /// The same for words that stand in the schema only.
    static func oneOf(_ column: String, _ words: String...) -> String {
        oneOf(column, words)
    }

    /// SQL for "a day of the years 1 to 9999".
    static func day(_ column: String) -> String { "\(column) BETWEEN -719162 AND 2932896" }

    /// SQL for "a kecamatan's or a kelurahan's code".
    static func place(_ column: String) -> String {
        "(\(column) BETWEEN 100000 AND 999999 OR \(column) BETWEEN 1000000000 AND 9999999999)"
    }

    /// SQL for "a NIK": sixteen digits, its serial not zero.
    static func nik(_ column: String) -> String {
        "(\(column) BETWEEN 1 AND 9999999999999999 AND \(column) % 10000 <> 0)"
    }
}
