internal import Programme

/// A fact's number in the ledger: its job's attempt and its position in one integer.
enum FactNumber {
    /// Positions a job: -1 for the header, then at most 8,191 items. The schema checks the sum.
    static let positions: Int64 = 8192

    /// The number of the fact at a position of a job.
    static func of(position: Int, in attempt: Int64) -> Int64 {
        attempt * positions + Int64(position) + 1
    }

    /// The position of a fact in its job.
    static func position(of fact: Int64) -> Int { Int(fact % positions) - 1 }

    /// The attempt that recorded a fact.
    static func attempt(of fact: Int64) -> Int64 { fact / positions }

    /// The numbers that facts of an attempt can have.
    static func all(of attempt: Int64) -> ClosedRange<Int64> {
        attempt * positions...attempt * positions + positions - 1
    }
}
