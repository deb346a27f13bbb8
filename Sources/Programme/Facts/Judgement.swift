/// What history says of a fact.
package enum Verdict: String, Hashable, Sendable, CaseIterable {
    case applied
    /// Already so by an earlier fact.
    case confirmed
    /// Waits for something named.
    case held
    /// A person must decide.
    case contradicted
    /// History shows that its source had no right.
    case denied
    /// A later one took its place.
    case superseded
    case revoked
}

/// What a held or contradicted fact waits for. Indirect, so that a judgement stays small: most
/// facts wait for nothing.
package indirect enum WaitsFor: Hashable, Sendable {
    /// The member's P1.
    case registration
    /// A step of the same member.
    case step(Stage)
    /// The header of a class.
    case classHeader(ClassKey)
    /// A class that is planned to be held.
    case classHeld(ClassKey)
    /// A roster that has the person attended in a held class.
    case attendance(ClassKey)
    /// The disbursement of the application.
    case disbursal(ApplicationKey)
    /// An event of the application that an undo acts on.
    case event(ApplicationKey, FundingEvent.Kind)
    /// The fact that a revoke, a decision or an override names.
    case fact(FactReference)
    /// An operator's decision.
    case decision
    /// A revoke by its lender.
    case revoke(by: SourceCode)
}

extension WaitsFor: CustomStringConvertible {
    /// As in receipts and listings: `P1`, `class KP-021/KP-021-14 held`. No personal data.
    package var description: String {
        switch self {
        case .registration: "P1"
        case .step(let stage): stage.description
        case .classHeader(let key): "class \(key.organiser)/\(key.classID)"
        case .classHeld(let key): "class \(key.organiser)/\(key.classID) held"
        case .attendance(let key): "class \(key.organiser)/\(key.classID) attended"
        case .disbursal(let key): "application \(key.lender)/\(key.applicationID) disbursed"
        case .event(let key, let kind):
            "application \(key.lender)/\(key.applicationID) \(kind.rawValue)"
        case .fact(let fact): "fact \(fact.source)/\(fact.jobID)/\(fact.itemID)"
        case .decision: "decision"
        case .revoke(let source): "revoke by \(source)"
        }
    }
}

/// A verdict, with what it waits for and what history remarks. A remark changes no outcome.
package struct Judgement: Hashable, Sendable {
    package let verdict: Verdict
    /// There when held or contradicted, else nil.
    package let waitsFor: WaitsFor?
    /// Remarks (`R...`) in the order of their codes.
    package let remarks: [ComplaintCode]

    package init(_ verdict: Verdict, waitsFor: WaitsFor? = nil, remarks: [ComplaintCode] = []) {
        self.verdict = verdict
        self.waitsFor = waitsFor
        self.remarks = remarks
    }

    /// Whether an operator holds the fact back: it waits for nobody else.
    package var isHeldByOperator: Bool { verdict == .held && waitsFor == .decision }

    /// The same with one remark more.
    package func remarking(_ remark: ComplaintCode) -> Judgement {
        let remarks = (remarks + [remark]).sorted { $0.rawValue < $1.rawValue }
        return Judgement(verdict, waitsFor: waitsFor, remarks: remarks)
    }
}
