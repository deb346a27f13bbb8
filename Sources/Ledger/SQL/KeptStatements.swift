internal import GRDB

/// A connection's prepared statements, found by the address of their literal.
///
/// GRDB keeps them too, by their text, which a transaction of one job would hash some thirty times.
///
/// Nothing guards them but their connection's queue: they are for a ``Session`` and for who has the
/// connection's turn.
final class KeptStatements: @unchecked Sendable {  // Touched in the connection's turns alone.
    private var statements: [UnsafePointer<UInt8>: Statement] = [:]

    /// The statement of a literal, prepared if it is the first time.
    func statement(_ sql: StaticString, in database: Database) throws -> Statement {
        if let statement = statements[sql.utf8Start] { return statement }
        let statement = try database.cachedStatement(sql: sql.description)
        statements[sql.utf8Start] = statement
        return statement
    }

    /// Gives back the memory of all of them.
    func forget() { statements = [:] }
}
