/// From judged items to the outcome of the job (the rulebook, "The job files" and "Jobs").
struct JobVerdict {
    let envelope: Envelope?
    let envelopeIsGood: Bool
    /// Of envelope and class header.
    let complaints: [Complaint]
    let body: JudgedBody

    /// What the job's sender is told and the ledger is given.
    func result(unaffiliated: [UnaffiliatedActivity]) -> IntakeResult {
        // Who only asks leaves no trace: nothing at all is recorded of a job with validate_only.
        let unaffiliated = envelope?.validateOnly == true ? [] : unaffiliated
        guard !refusesJob else { return refused(unaffiliated) }
        guard let envelope, !goodFacts.isEmpty else { return refused(unaffiliated) }
        let good = envelope.validateOnly ? ItemOutcome.valid : .recorded
        return IntakeResult(
            outcome: outcome(of: envelope), complaints: complaints,
            classOutcome: classOutcome(good),
            items: body.items.map {
                IntakeResult.Item(
                    position: $0.position, itemID: $0.itemID,
                    outcome: $0.fact == nil ? .refused : good, complaints: $0.complaints)
            },
            facts: envelope.validateOnly ? [] : goodFacts, unaffiliated: unaffiliated)
    }

    /// The header, then the good items in their order.
    private var goodFacts: [Fact] {
        let items = body.items.compactMap(\.fact)
        guard case .good(let header) = body.header else { return items }
        return [header] + items
    }

    private var someItemIsRefused: Bool { body.items.contains { $0.fact == nil } }

    /// A bad envelope refuses the job, a bad class header does, and under `mode: all` a bad item.
    private var refusesJob: Bool { !envelopeIsGood || headerIsBad || modeAllRefuses }

    private var headerIsBad: Bool {
        if case .bad = body.header { true } else { false }
    }

    private var modeAllRefuses: Bool { envelope?.mode == .all && someItemIsRefused }

    private func outcome(of envelope: Envelope) -> JobOutcome {
        if envelope.validateOnly { return .validated }
        if someItemIsRefused { return .partiallyAccepted }
        let warned = complaints.hasWarning || body.items.contains { $0.complaints.hasWarning }
        return warned ? .acceptedWithWarnings : .accepted
    }

    private func classOutcome(_ outcome: ItemOutcome) -> ItemOutcome? {
        if case .none = body.header { nil } else { outcome }
    }

    /// The whole job refused, every item with it. Under `mode: all` the good ones are told why.
    private func refused(_ unaffiliated: [UnaffiliatedActivity]) -> IntakeResult {
        let forOthers = envelopeIsGood && !headerIsBad && modeAllRefuses
        let items = body.items.map { item in
            let place = "/items/\(item.position)"
            let added =
                forOthers && item.fact != nil
                ? [JobVerdict.otherRefused.complaint(under: place, itemID: item.itemID)] : []
            return IntakeResult.Item(
                position: item.position, itemID: item.itemID, outcome: .refused,
                complaints: item.complaints + added)
        }
        var complaints = complaints
        if forOthers, case .good = body.header {
            complaints.append(JobVerdict.otherRefused.complaint(under: "/class"))
        }
        return IntakeResult(
            outcome: .refused, complaints: complaints, classOutcome: classOutcome(.refused),
            items: items, unaffiliated: unaffiliated)
    }

    private static let otherRefused = Finding(
        .otherItemRefused, at: "",
        "Good in itself, but the job says mode all and another of its items is refused: "
            + "mend that one, or leave it out, and send the job again.")
}
