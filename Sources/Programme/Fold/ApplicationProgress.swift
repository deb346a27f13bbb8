/// How far an application has come, event by event (the rulebook, "Funding" and "Application"):
///
///     submitted -> assessed -> approved -> disbursed -> (repayment)* -> repaid | written_off
///                     |            \-> approval_undone      \-> disbursal_undone
///                     \-> rejected        withdrawn: any time before disbursed
struct ApplicationProgress {
    /// The states that an application passes through in order, and can be moved back from.
    enum Step: Int, CaseIterable {
        case submitted
        case assessed
        case approved
        case disbursed
    }

    /// How a step was reached.
    enum Mark {
        /// By a later event: the event of its own has not been reported.
        case implied
        /// By its event.
        case reported(ApplicationEvent)
    }

    private(set) var judgements: [FactKey: Judgement] = [:]
    private let key: ApplicationKey
    /// The steps that stand. With a step all before it stand too, if only implied.
    private var marks: [Step: Mark] = [:]
    /// Events that reported a step, the first and those that repeat it.
    private var reports: [Step: [FactKey]] = [:]
    /// The last event, after which no new step can be reached.
    private var end: ApplicationEvent?
    /// Steps that were undone and not reached again since.
    private var undone: Set<Step> = []
    private var repayments = Repayments()
    private var undoneDisbursals: [ApplicationState.Disbursal] = []

    init(_ key: ApplicationKey) {
        self.key = key
    }

    /// Judges the next event, in the order of ``ApplicationEvent/foldsBefore(_:_:)``.
    mutating func take(_ event: ApplicationEvent) {
        switch event.event {
        case .submitted: advance(to: .submitted, by: event)
        case .assessed: advance(to: .assessed, by: event)
        case .approved: advance(to: .approved, by: event)
        case .disbursed: advance(to: .disbursed, by: event)
        case .repayment(let amount): repay(amount, by: event)
        case .approvalUndone: undo(.approved, by: event)
        case .disbursalUndone: undo(.disbursed, by: event)
        case .rejected: finish(by: event, after: .assessed, before: .approved)
        case .withdrawn: finish(by: event, after: .submitted, before: .disbursed)
        case .repaid, .writtenOff: finish(by: event, after: .disbursed, before: nil)
        }
    }

    /// What cannot be: a person must see to it. The way out is a revoke by the lender.
    mutating func contradict(_ event: ApplicationEvent) {
        judge(event, .contradicted, waitsFor: .revoke(by: key.lender))
    }

    /// A forward event. It never waits: the steps between are implied. One that comes late fills
    /// in what was implied; one that already stands is confirmed, with another amount contradicted.
    private mutating func advance(to step: Step, by event: ApplicationEvent) {
        switch marks[step] {
        case .reported(let first):
            guard first.event.amount == event.event.amount else { return contradict(event) }
            judge(event, .confirmed)
        case .implied:
            marks[step] = .reported(event)
            judge(event, .applied)
        case nil:
            guard end == nil else { return contradict(event) }
            judge(event, .applied, remarks: imply(upTo: step) ? [.eventsImplied] : [])
            marks[step] = .reported(event)
            undone.remove(step)
        }
        reports[step, default: []].append(event.fact.key)
    }

    /// A last event: needs one step, and can no more come once another has been reached.
    private mutating func finish(
        by event: ApplicationEvent, after needed: Step, before limit: Step?
    ) {
        if let end {
            guard end.event.kind == event.event.kind else { return contradict(event) }
            return judge(event, .confirmed)
        }
        if let limit, marks[limit] != nil { return contradict(event) }
        let implied = imply(upTo: needed, itself: true)
        judge(event, .applied, remarks: implied ? [.eventsImplied] : [])
        end = event
    }

    /// Marks the steps before one, or also the step itself, as implied where they are missing.
    ///
    /// - Returns: whether one was missing.
    private mutating func imply(upTo step: Step, itself: Bool = false) -> Bool {
        let missing = Step.allCases.filter {
            marks[$0] == nil && ($0.rawValue < step.rawValue || itself && $0 == step)
        }
        for step in missing {
            marks[step] = .implied
            undone.remove(step)
        }
        return !missing.isEmpty
    }

    /// An undo moves back only from its state. Without anything to act on it waits; one that
    /// repeats an undo that still stands is confirmed.
    private mutating func undo(_ step: Step, by event: ApplicationEvent) {
        guard let mark = marks[step] else {
            guard !undone.contains(step) else { return judge(event, .confirmed) }
            let awaited: FundingEvent.Kind = step == .approved ? .approved : .disbursed
            return judge(event, .held, waitsFor: .event(key, awaited))
        }
        guard end == nil, current == step else { return contradict(event) }
        supersede(reports.removeValue(forKey: step) ?? [])
        if step == .disbursed {
            if case .reported(let first) = mark,
                let disbursal = disbursal(first, undoneOn: event.fact.occurredOn)
            {
                undoneDisbursals.append(disbursal)
            }
            supersede(repayments.facts)
            repayments = Repayments()
        }
        marks[step] = nil
        undone.insert(step)
        judge(event, .applied)
    }

    /// Principal paid back: before a disbursal it waits; under an implied one, which has no amount,
    /// it counts without limit. It counts after `repaid` and `written_off` too while something is
    /// left: those are what the lender says, not what was summed up.
    private mutating func repay(_ amount: Rupiah, by event: ApplicationEvent) {
        guard let mark = marks[.disbursed] else {
            return judge(event, .held, waitsFor: .disbursal(key))
        }
        var owed: Rupiah?
        if case .reported(let first) = mark { owed = first.event.amount }
        switch repayments.take(event.fact, amount, owed: owed) {
        case .counted: judge(event, .applied)
        case .repeated: judge(event, .confirmed)
        case .tooMuch: contradict(event)
        }
    }

    private mutating func supersede(_ facts: [FactKey]) {
        for fact in facts { judgements[fact] = Judgement(.superseded) }
    }

    private mutating func judge(
        _ event: ApplicationEvent, _ verdict: Verdict, waitsFor: WaitsFor? = nil,
        remarks: [ComplaintCode] = []
    ) {
        judgements[event.fact.key] = Judgement(verdict, waitsFor: waitsFor, remarks: remarks)
    }

    /// The last step that stands.
    private var current: Step? { Step.allCases.last { marks[$0] != nil } }

    private func reported(_ step: Step) -> ApplicationEvent? {
        if case .reported(let event) = marks[step] { event } else { nil }
    }

    private func disbursal(
        _ event: ApplicationEvent, undoneOn: Day? = nil
    ) -> ApplicationState.Disbursal? {
        event.event.amount.map {
            ApplicationState.Disbursal(
                fact: event.fact.key, on: event.fact.occurredOn, amount: $0, undoneOn: undoneOn)
        }
    }
}

extension ApplicationProgress {
    /// `repaid` is the lender's event: a remark if what was repaid is not what was disbursed. To be
    /// asked when all events are taken.
    mutating func compareSums() {
        guard let end, end.event.kind == .repaid,
            let disbursed = reported(.disbursed)?.event.amount,
            disbursed != repayments.sum, let judgement = judgements[end.fact.key]
        else { return }
        judgements[end.fact.key] = judgement.remarking(.repaidSumDiffers)
    }

    /// What the events add up to; nil while nothing stands.
    func state(nik: NIK, product: LocalID) -> ApplicationState? {
        guard let current else { return nil }
        var reachedOn: [ApplicationState.Phase: Day] = [:]
        for step in Step.allCases {
            reachedOn[step.phase] = reported(step)?.fact.occurredOn
        }
        let phase = end?.event.endPhase ?? current.phase
        if let end { reachedOn[phase] = end.fact.occurredOn }
        var terms: (tenor: Int64, rate: Int64)?
        if case .approved(_, let tenor, let rate) = reported(.approved)?.event {
            terms = (tenor, rate)
        }
        return ApplicationState(
            key: key, nik: nik, product: product, phase: phase, reachedOn: reachedOn,
            requested: reported(.submitted)?.event.amount,
            approved: reported(.approved)?.event.amount, tenorMonths: terms?.tenor,
            rateBasisPoints: terms?.rate,
            disbursals: undoneDisbursals
                + [reported(.disbursed).flatMap { disbursal($0) }].compactMap(\.self),
            repaid: repayments.sum)
    }
}

extension ApplicationProgress.Step {
    fileprivate var phase: ApplicationState.Phase {
        switch self {
        case .submitted: .submitted
        case .assessed: .assessed
        case .approved: .approved
        case .disbursed: .disbursed
        }
    }
}

extension FundingEvent {
    /// The phase in which this event ends an application; nil for others.
    fileprivate var endPhase: ApplicationState.Phase? {
        switch self {
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        case .repaid: .repaid
        case .writtenOff: .writtenOff
        default: nil
        }
    }
}
