internal import GRDBSQLite
internal import Programme

/// The row that a statement stands on. Good only until the statement's next step.
struct ResultRow: ~Copyable {
    let statement: OpaquePointer

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    /// The column's text; empty for NULL.
    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// The column's bytes; empty for NULL.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Looks at the column's bytes where they lie.
    func withBytes<Result>(
        _ column: Int32, _ look: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return look(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    // MARK: The programme's values

    func day(_ column: Int32) -> Day { Day(number: Int32(truncatingIfNeeded: integer(column))) }

    func optionalDay(_ column: Int32) -> Day? { isNull(column) ? nil : day(column) }

    func instant(_ column: Int32) -> Instant { Instant(nanoseconds: integer(column)) }

    func nik(_ column: Int32) -> NIK { NIK(unchecked: integer(column)) }

    func rupiah(_ column: Int32) -> Rupiah { Rupiah(integer(column)) }

    func optionalRupiah(_ column: Int32) -> Rupiah? { isNull(column) ? nil : rupiah(column) }

    func place(_ column: Int32) throws(SQLFailure) -> Place {
        guard let place = Place(RegionCode(unchecked: integer(column))) else {
            throw .unexpected("a place that is neither kecamatan nor kelurahan")
        }
        return place
    }

    func optionalPlace(_ column: Int32) throws(SQLFailure) -> Place? {
        isNull(column) ? nil : try place(column)
    }

    func id<ID: Identifier>(_ column: Int32, as type: ID.Type = ID.self) -> ID {
        ID(unchecked: text(column))
    }

    func optionalID<ID: Identifier>(_ column: Int32, as type: ID.Type = ID.self) -> ID? {
        isNull(column) ? nil : id(column)
    }

    /// A word of one of the programme's lists.
    func word<Word: RawRepresentable<String>>(
        _ column: Int32, as type: Word.Type = Word.self
    ) throws(SQLFailure) -> Word {
        let text = text(column)
        guard let word = Word(rawValue: text) else {
            throw .unexpected("\(text) is not a \(Word.self)")
        }
        return word
    }

    func optionalWord<Word: RawRepresentable<String>>(
        _ column: Int32, as type: Word.Type = Word.self
    ) throws(SQLFailure) -> Word? {
        isNull(column) ? nil : try word(column)
    }
}
