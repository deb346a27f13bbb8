internal import GRDBSQLite
internal import Programme

/// A value that a statement's parameter takes, without a detour over a boxed database value.
protocol Bindable {
    /// Binds to the parameter at `index`, from 1; SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// `SQLITE_TRANSIENT`: SQLite copies the bytes before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, self)
    }
}

extension Int: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Bool: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, self ? 1 : 0)
    }
}

extension String: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            // An empty string may come without an address, which would bind NULL.
            guard let base = bytes.baseAddress else {
                return sqlite3_bind_text(statement, index, "", 0, copied)
            }
            return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(statement, index, $0, Int32(bytes.count), copied)
            }
        }
    }
}

extension [UInt8]: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, !bytes.isEmpty else {
                return sqlite3_bind_zeroblob(statement, index, 0)
            }
            return sqlite3_bind_blob(statement, index, base, Int32(bytes.count), copied)
        }
    }
}

extension TallyChanges: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        words.withUnsafeBytes {
            sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), copied)
        }
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .some(let value): value.bind(to: statement, at: index)
        case .none: sqlite3_bind_null(statement, index)
        }
    }
}

// MARK: - The programme's values

extension Bindable where Self: RawRepresentable, RawValue: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        rawValue.bind(to: statement, at: index)
    }
}

extension Attendance: Bindable {}
extension Evidence.Channel: Bindable {}
extension Evidence.Licence.Kind: Bindable {}
extension FundingEvent.Kind: Bindable {}
extension ItemOutcome: Bindable {}
extension JobOutcome: Bindable {}
extension JobSchema: Bindable {}
extension OperatorItem.OverrideRuling: Bindable {}
extension RetryOutcome: Bindable {}
extension OperatorItem.Ruling: Bindable {}
extension Sex: Bindable {}
extension Stage: Bindable {}
extension TrainingClass.Skill: Bindable {}
extension TrainingClass.Status: Bindable {}
extension TrainingClass.Track: Bindable {}
extension UnaffiliatedActivity.Role: Bindable {}
extension Verdict: Bindable {}
extension ApplicationState.Phase: Bindable {}
extension ComplaintCode: Bindable {}

/// Identifiers as text; organisations are bound by their number instead (`Session.number(of:)`).
extension Bindable where Self: Identifier {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        text.bind(to: statement, at: index)
    }
}

extension JobID: Bindable {}
extension ItemID: Bindable {}
extension LocalID: Bindable {}

extension PersonName: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        text.bind(to: statement, at: index)
    }
}

extension NIK: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        number.bind(to: statement, at: index)
    }
}

extension RegionCode: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        number.bind(to: statement, at: index)
    }
}

extension Place: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        code.bind(to: statement, at: index)
    }
}

extension Rupiah: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        amount.bind(to: statement, at: index)
    }
}

extension Day: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(number))
    }
}

extension Instant: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        nanoseconds.bind(to: statement, at: index)
    }
}

extension Removal: Bindable {}
extension TallySpan: Bindable {}
extension Revelation.View: Bindable {}
