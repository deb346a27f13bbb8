/// The seven steps, "7 PAS" (Instruksi Gubernur 152/2017).
package enum Stage: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// *Pendaftaran*: registers and chooses the penggerak that will coach.
    case registration = 1
    /// *Pelatihan*: attended a class that was held.
    case training
    /// *Pendampingan*: mentored by an instructor.
    case mentoring
    /// *Perizinan*: has a licence that the trade needs.
    case licensing
    /// *Pemasaran*: reaches buyers.
    case marketing
    /// *Pelaporan keuangan*: keeps accounts that show profit or loss.
    case accounts
    /// *Permodalan*: a lender reported the disbursement.
    case funding

    /// The step before it under the sequential policy, nil for P1.
    package var previous: Stage? { Stage(rawValue: rawValue - 1) }

    package static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
}

extension Stage: CustomStringConvertible {
    /// `P1` to `P7`, as on the wire.
    package var description: String { "P\(rawValue)" }

    /// Reads `P1` to `P7`.
    package init?(_ text: String) {
        guard let stage = Stage.allCases.first(where: { $0.description == text }) else {
            return nil
        }
        self = stage
    }
}
