/// Applications for funding (the rulebook, "Application").
///
/// Events are folded by occurred_on, then kind, then canonical order. The first that is applied
/// says whose the application is and of which product; events for others are `contradicted`.
struct ApplicationFold {
    /// Nil while no event is applied.
    let state: ApplicationState?
    /// The verdicts on its events, of all people. A disbursal that stands, or repeats one that
    /// does, is `applied` or `confirmed` here; its verdict is the member's step.
    let judgements: [FactKey: Judgement]

    /// The applications with these keys.
    static func fold(
        _ keys: Set<ApplicationKey>, in history: History
    ) -> [ApplicationKey: ApplicationFold] {
        var applications: [ApplicationKey: ApplicationFold] = [:]
        for key in keys {
            let events = (history.events[key] ?? [])
                .filter {
                    !Revocations.isRevoked($0, in: history) && !Decisions.isHeld($0, in: history)
                }
                .compactMap(ApplicationEvent.init)
                .sorted(by: ApplicationEvent.foldsBefore)
            applications[key] = fold(key, events)
        }
        return applications
    }

    private static func fold(_ key: ApplicationKey, _ events: [ApplicationEvent]) -> ApplicationFold
    {
        var progress = ApplicationProgress(key)
        var first: ApplicationEvent?
        for event in events {
            if let first, event.nik != first.nik || event.product != first.product {
                progress.contradict(event)
                continue
            }
            progress.take(event)
            if first == nil, progress.judgements[event.fact.key]?.verdict == .applied {
                first = event
            }
        }
        progress.compareSums()
        return ApplicationFold(
            state: first.flatMap { progress.state(nik: $0.nik, product: $0.product) },
            judgements: progress.judgements)
    }
}

/// An event of an application, taken out of its fact.
struct ApplicationEvent {
    let fact: Fact
    let nik: NIK
    let product: LocalID
    let event: FundingEvent

    /// Nil for facts of other kinds.
    init?(_ fact: Fact) {
        guard case .funding(let nik, _, let product, let event) = fact.content else { return nil }
        self.fact = fact
        self.nik = nik
        self.product = product
        self.event = event
    }

    /// By occurred_on, then kind, then canonical order.
    static func foldsBefore(_ left: ApplicationEvent, _ right: ApplicationEvent) -> Bool {
        let (day, otherDay) = (left.fact.occurredOn, right.fact.occurredOn)
        let (kind, otherKind) = (left.event.kind.rank, right.event.kind.rank)
        guard (day, kind) == (otherDay, otherKind) else {
            return (day, kind) < (otherDay, otherKind)
        }
        return Fact.canonicalOrder(left.fact, right.fact)
    }
}
