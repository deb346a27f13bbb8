internal import Programme

/// A member as the folded tables hold it: one row, and more only for what few members have.
struct MemberRow: Hashable {
    let registration: Int64?
    /// The P1's first, then those that a `correct` brought.
    let details: [MemberState.Details]
    /// P1 to P6, where the step was reached once and for good.
    let reached: [Reached?]
    /// All other spans: those of P7.
    let spans: [Span]
    let workers: [MemberState.Workers]

    struct Reached: Hashable {
        let on: Day
        let by: Int64
        let source: SourceCode
    }

    struct Span: Hashable {
        let stage: Stage
        let number: Int
        let from: Day
        let until: Day?
        let by: Int64
    }

    /// The steps that have columns in `member`.
    static let columnStages = Stage.allCases.filter { $0 < .funding }

    var hasMore: Bool { details.count > 1 || !spans.isEmpty || !workers.isEmpty }

    init(
        registration: Int64?, details: [MemberState.Details], reached: [Reached?], spans: [Span],
        workers: [MemberState.Workers]
    ) {
        self.registration = registration
        self.details = details
        self.reached = reached
        self.spans = spans
        self.workers = workers
    }

    /// - Parameter number: a fact's number in the ledger.
    init(
        _ state: MemberState, number: (FactKey) throws(SQLFailure) -> Int64
    ) throws(SQLFailure) {
        var registration: Int64?
        if let fact = state.registration { registration = try number(fact) }
        var reached: [Reached?] = []
        for stage in MemberRow.columnStages {
            guard let spans = state.reached[stage], spans.count == 1, let span = spans.first,
                span.until == nil
            else {
                reached.append(nil)
                continue
            }
            reached.append(
                Reached(on: span.from, by: try number(span.by), source: span.by.source))
        }
        var others: [Span] = []
        for stage in Stage.allCases {
            let hasColumn = stage.rawValue <= reached.count && reached[stage.rawValue - 1] != nil
            guard !hasColumn else { continue }
            for (index, span) in (state.reached[stage] ?? []).enumerated() {
                others.append(
                    Span(
                        stage: stage, number: index, from: span.from, until: span.until,
                        by: try number(span.by)))
            }
        }
        self.init(
            registration: registration, details: state.details, reached: reached, spans: others,
            workers: state.workers)
    }
}
