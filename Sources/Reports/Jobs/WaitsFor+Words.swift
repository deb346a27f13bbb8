import Programme

extension Judgement {
    /// What has to come, as a sentence's end; nil of what waits for nothing.
    var waitingWords: String? {
        isHeldByOperator
            ? "the operators, who hold it or its class back: okocectl hold --release lets it go"
            : waitsFor?.words
    }
}

extension WaitsFor {
    /// What has to come, and from whom, as a sentence's end: "it waits for ...".
    var words: String {
        switch self {
        case .registration:
            "the person's registration (P1), from the portal, an SKPD or their penggerak"
        case .step(let stage): "the person to reach \(stage)"
        case .classHeader(let key): "the roster of class \(key.organiser)/\(key.classID)"
        case .classHeld(let key):
            "class \(key.organiser)/\(key.classID) to be reported as held"
        case .attendance(let key):
            "a roster that has the person attended in class \(key.organiser)/\(key.classID)"
        case .disbursal(let key):
            "the disbursal of application \(key.lender)/\(key.applicationID), from its lender"
        case .event(let key, let kind):
            "event \(kind.rawValue) of application \(key.lender)/\(key.applicationID)"
        case .fact(let fact):
            "the item that it names: \(fact.itemID) of job \(fact.source)/\(fact.jobID)"
        case .decision: "an operator's decision"
        case .revoke(let source): "\(source) to revoke what it contradicts, or this"
        }
    }
}
