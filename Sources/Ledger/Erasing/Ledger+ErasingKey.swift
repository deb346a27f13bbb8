internal import Foundation
internal import GRDB
package import Programme

/// What a ledger knows of the key by which its erased people are known, and of the list beside it.
package struct ErasingKey: Hashable, Sendable {
    /// Tells the key from others, 32 bytes.
    package let digest: [UInt8]
    /// Of whom the ledger was looked through for, 32 bytes; nil if it never had to be.
    package let reconciled: [UInt8]?

    package init(digest: [UInt8], reconciled: [UInt8]? = nil) {
        self.digest = digest
        self.reconciled = reconciled
    }
}

extension Ledger {
    /// The key that it knows; nil before the first one.
    package func erasingKey() throws(LedgerError) -> ErasingKey? {
        try write { (session) throws(SQLFailure) in
            try session.first("SELECT digest, reconciled FROM erasing_key") {
                (row) throws(SQLFailure) in
                ErasingKey(
                    digest: row.bytes(0), reconciled: row.isNull(1) ? nil : row.bytes(1))
            }
        }
    }

    /// Writes down which key is its own.
    package func keep(_ key: ErasingKey) throws(LedgerError) {
        try transaction { (session) throws(SQLFailure) in
            try session.run(
                "INSERT OR REPLACE INTO erasing_key VALUES (1, ?, ?)", key.digest, key.reconciled)
        }.get(orThrow: path)
    }

    /// Whom facts or what operators did about people are about, of those who are asked for. Looks at
    /// all of both.
    package func people(where isAsked: (NIK) -> Bool) throws(LedgerError) -> [NIK] {
        try write { (session) throws(SQLFailure) in
            var found: [NIK] = []
            try session.each(
                "SELECT nik FROM fact WHERE nik IS NOT NULL UNION SELECT nik FROM person_act"
            ) { (row) throws(SQLFailure) in
                let nik = row.nik(0)
                if isAsked(nik) { found.append(nik) }
            }
            return found
        }
    }
}

extension LedgerCopy {
    /// Who is erased in a copy, and by which key; nobody in one from before there was that.
    package static func erased(
        in file: String
    ) throws(LedgerError) -> (people: [ErasedPerson], key: [UInt8]?) {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { database in
                var people: [ErasedPerson] = []
                if try database.tableExists("erasure") {
                    people = try Row.fetchAll(database, sql: "SELECT mac, erased_at FROM erasure")
                        .map { row in
                            ErasedPerson(
                                mac: Array(row["mac"] as Data),
                                erasedAt: Instant(nanoseconds: row["erased_at"]))
                        }
                }
                let key: Data? =
                    try database.tableExists("erasing_key")
                    ? Data.fetchOne(database, sql: "SELECT digest FROM erasing_key") : nil
                return (people, key.map { Array($0) })
            }
        } catch {
            throw SQLFailure(error).readingError(path: file)
        }
    }
}
