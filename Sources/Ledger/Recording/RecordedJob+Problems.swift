package import Programme

extension RecordedJob {
    /// Whether anything was refused, warned of, or waits.
    package var hasProblems: Bool {
        switch outcome {
        case .partiallyAccepted, .acceptedWithWarnings, .refused, .conflict, .unreadable: true
        case .accepted, .validated, .deferred, .duplicate:
            !complaints.isEmpty
                || items.contains { item in
                    !item.complaints.isEmpty || item.judgement.map { $0.verdict.isProblem } ?? false
                }
        }
    }
}

extension Verdict {
    /// Whether somebody has to do something, or wait.
    package var isProblem: Bool {
        switch self {
        case .held, .contradicted, .denied: true
        case .applied, .confirmed, .superseded, .revoked: false
        }
    }
}
