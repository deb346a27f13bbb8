internal import GRDB
internal import GRDBSQLite
internal import Programme

/// One use of a connection: from the opening of a transaction to its end.
///
/// GRDB prepares and keeps the statements; binding and stepping go straight to SQLite, so that no
/// value is boxed on its way. A session looks each statement up once by the address of its literal,
/// so that a batch of many jobs does not hash the same SQL text again and again.
///
/// It also knows the numbers of the organisations it has met. A session ends with its transaction,
/// so a number given in a transaction that was rolled back is forgotten with it.
final class Session {
    let connection: OpaquePointer
    /// Of the writing connection; nil for a reader, whom nobody watches.
    let pulse: LedgerPulse?
    /// What the transaction does to the number of facts that wait.
    var waitingChange = WaitingFacts()
    /// What the transaction does to the tallies, as far as that is not written down.
    var tallyChanges = TallyChanges()
    var classTally = ClassTally()
    private let database: Database
    private var statements: [UnsafePointer<UInt8>: GRDB.Statement] = [:]
    private var numbers: [SourceCode: Int64] = [:]
    private var codes: [Int64: SourceCode] = [:]

    init(_ database: Database, _ pulse: LedgerPulse? = nil) throws(SQLFailure) {
        guard let connection = database.sqliteConnection else {
            throw SQLFailure(code: SQLITE_MISUSE, message: "the connection is closed")
        }
        self.database = database
        self.connection = connection
        self.pulse = pulse
    }

    /// Whether it is the writing connection's.
    var isWriting: Bool { pulse != nil }

    /// Runs a statement to its end.
    func run<each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value
    ) throws(SQLFailure) {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        try bind(repeat each values, to: statement)
        while try step(statement) {}
    }

    /// All rows of a query, read one by one.
    func rows<each Value: Bindable, Result>(
        _ sql: StaticString, _ values: repeat each Value,
        read: (borrowing ResultRow) throws(SQLFailure) -> Result
    ) throws(SQLFailure) -> [Result] {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        try bind(repeat each values, to: statement)
        var results: [Result] = []
        while try step(statement) {
            results.append(try read(ResultRow(statement: statement)))
        }
        return results
    }

    /// Visits all rows of a query, one by one and in flat memory.
    func each<each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value,
        visit: (borrowing ResultRow) throws(SQLFailure) -> Void
    ) throws(SQLFailure) {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        try bind(repeat each values, to: statement)
        while try step(statement) { try visit(ResultRow(statement: statement)) }
    }

    /// The first row of a query, nil if there is none.
    func first<each Value: Bindable, Result>(
        _ sql: StaticString, _ values: repeat each Value,
        read: (borrowing ResultRow) throws(SQLFailure) -> Result
    ) throws(SQLFailure) -> Result? {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        try bind(repeat each values, to: statement)
        guard try step(statement) else { return nil }
        return try read(ResultRow(statement: statement))
    }

    /// The row that the last INSERT made.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(connection) }

    /// How many rows the last statement changed.
    var changedRows: Int { Int(sqlite3_changes(connection)) }

    /// Whether a transaction is open. SQLite ends one by itself on some errors, FULL among them.
    var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    /// What SQLite has to say of its last call.
    func failure() -> SQLFailure {
        SQLFailure(
            code: sqlite3_extended_errcode(connection),
            message: String(cString: sqlite3_errmsg(connection)))
    }

    private func prepared(_ sql: StaticString) throws(SQLFailure) -> OpaquePointer {
        if let statement = statements[sql.utf8Start] { return idle(statement.sqliteStatement) }
        do {
            let statement = try database.cachedStatement(sql: sql.description)
            statements[sql.utf8Start] = statement
            return idle(statement.sqliteStatement)
        } catch {
            throw SQLFailure(error)
        }
    }

    private func idle(_ statement: OpaquePointer) -> OpaquePointer {
        precondition(sqlite3_stmt_busy(statement) == 0, "a statement is used inside itself")
        return statement
    }

    private func bind<each Value: Bindable>(
        _ values: repeat each Value, to statement: OpaquePointer
    ) throws(SQLFailure) {
        var index: Int32 = 0
        var code = SQLITE_OK
        for value in repeat each values {
            index += 1
            let result = value.bind(to: statement, at: index)
            if result != SQLITE_OK { code = result }
        }
        precondition(
            index == sqlite3_bind_parameter_count(statement), "one value for each parameter")
        guard code == SQLITE_OK else { throw failure() }
    }

    private func step(_ statement: OpaquePointer) throws(SQLFailure) -> Bool {
        defer { pulse?.step() }
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }
}

// MARK: - Organisations

extension Session {
    /// The number that stands for an organisation's code, given to it now if it has none.
    func number(of code: SourceCode) throws(SQLFailure) -> Int64 {
        if let number = try knownNumber(of: code) { return number }
        try run("INSERT INTO source (code) VALUES (?)", code.text)
        remember(code, as: lastInsertedRow)
        return lastInsertedRow
    }

    /// The number of an organisation that the ledger has met, else nil.
    func knownNumber(of code: SourceCode) throws(SQLFailure) -> Int64? {
        if let number = numbers[code] { return number }
        let found = try first("SELECT id FROM source WHERE code = ?", code.text) {
            (row) throws(SQLFailure) in row.integer(0)
        }
        if let found { remember(code, as: found) }
        return found
    }

    /// The organisation that a number stands for.
    func code(_ number: Int64) throws(SQLFailure) -> SourceCode {
        if let code = codes[number] { return code }
        let found = try first("SELECT code FROM source WHERE id = ?", number) {
            (row) throws(SQLFailure) in SourceCode(unchecked: row.text(0))
        }
        guard let found else { throw .unexpected("no source \(number)") }
        remember(found, as: number)
        return found
    }

    private func remember(_ code: SourceCode, as number: Int64) {
        numbers[code] = number
        codes[number] = code
    }
}
