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
        let source: SourceCode
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
        var reached = [Reached?](repeating: nil, count: MemberRow.columnStages.count)
        var others: [Span] = []
        for (stage, spans) in state.reached {
            if stage.rawValue <= reached.count, spans.count == 1, spans[0].until == nil {
                reached[stage.rawValue - 1] = Reached(
                    on: spans[0].from, by: try number(spans[0].by), source: spans[0].by.source)
                continue
            }
            for (index, span) in spans.enumerated() {
                others.append(
                    Span(
                        stage: stage, number: index, from: span.from, until: span.until,
                        by: try number(span.by), source: span.by.source))
            }
        }
        others.sort { ($0.stage, $0.number) < ($1.stage, $1.number) }
        self.init(
            registration: registration, details: state.details, reached: reached, spans: others,
            workers: state.workers)
    }
}
