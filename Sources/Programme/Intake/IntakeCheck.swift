/// The intake check: what of a job file is recorded, what is refused, and why.
///
/// Judged by the job, the rules (registry, regions, products) and the clock at receipt alone; what
/// history knows is for the folds to say (the rulebook, "Facts and verdicts"). So the same job
/// received at the same moment under the same rules gets the same answer, whatever came before.
package struct IntakeCheck: Sendable {
    package let rules: Rules

    package init(rules: Rules) {
        self.rules = rules
    }

    /// Judges a job.
    ///
    /// - Parameters:
    ///   - job: as it was sent.
    ///   - box: the source whose drop box the file lay in.
    ///   - receivedAt: the clock when it was received; for a deferred job, when its time had come.
    package func check(
        _ job: SentJob, from box: SourceCode, receivedAt: Instant
    ) -> IntakeResult {
        var complaints = job.complaints
        // A rule that the reader has applied already is not complained of twice.
        for new in envelopeComplaints(of: job, from: box, receivedAt: receivedAt)
        where !complaints.contains(where: { ($0.code, $0.pointer) == (new.code, new.pointer) }) {
            complaints.append(new)
        }
        let envelopeIsGood = job.envelope != nil && !complaints.hasError
        if envelopeIsGood, let moment = job.envelope?.notBefore, receivedAt < moment {
            return IntakeResult(
                outcome: .deferred, complaints: complaints, deferredUntil: moment)
        }
        // Items are judged even where the envelope refuses the job, so that its sender learns all
        // that is to be mended at once; not if it is unclear by whose rights to judge them.
        var judged =
            context(of: job, from: box).map { $0.judge(job.body) } ?? JudgedBody(asRead: job.body)
        if job.schema == .trainingRoster, case .none = job.body { judged.header = .bad }
        let verdict = JobVerdict(
            envelope: job.envelope, envelopeIsGood: envelopeIsGood,
            complaints: complaints + judged.complaints, body: judged)
        return verdict.result(unaffiliated: unaffiliated(in: job, from: box))
    }

    /// Who sent the job and when, or nil if that is unclear or the kind of file is not for them.
    private func context(of job: SentJob, from box: SourceCode) -> IntakeContext? {
        guard let envelope = job.envelope, envelope.source == box,
            let source = rules.registry[box], source.maySend(envelope.schema)
        else { return nil }
        return IntakeContext(rules: rules, source: source, envelope: envelope)
    }
}

/// What a rule about an item or a class header may look at: the rules, the sender, the envelope.
///
/// The rules themselves stand in extensions, one file a concern.
struct IntakeContext {
    let rules: Rules
    /// The registered organisation whose drop box the file lay in and that it names as its source.
    let source: Organisation
    let envelope: Envelope
    /// The name that all facts of the job share.
    let job: JobKey

    init(rules: Rules, source: Organisation, envelope: Envelope) {
        self.rules = rules
        self.source = source
        self.envelope = envelope
        job = JobKey(source: source.code, jobID: envelope.jobID)
    }

    /// The Jakarta day of `submitted_at`: nothing reported may lie after it.
    var sentOn: Day { envelope.submittedAt.jakartaDay }

    /// Judges every item, and a roster's header.
    func judge(_ body: SentJob.Body) -> JudgedBody {
        switch body {
        case .stageUpdate(let items):
            JudgedBody(items: items.map { judge($0, findings: findings, fact: fact) })
        case .roster(let header, let rows): judgeRoster(header, rows)
        case .funding(let items):
            JudgedBody(items: items.map { judge($0, findings: findings, fact: fact) })
        case .commands(let items):
            JudgedBody(items: items.map { judge($0, findings: findings, fact: fact) })
        case .none: JudgedBody(items: [])
        }
    }

    /// Judges an item: its complaints from reading and from the rules; a fact unless one refuses.
    func judge<Content>(
        _ item: SentItem<Content>, findings: (Content) -> [Finding],
        fact: (Content) -> (Day, Fact.Content)?
    ) -> JudgedBody.Item {
        var complaints = item.complaints
        guard let content = item.content else { return JudgedBody.Item(item, complaints, nil) }
        let place = "/items/\(item.position)"
        complaints += findings(content).map { $0.complaint(under: place, itemID: item.itemID) }
        guard !complaints.hasError, let itemID = item.itemID,
            let (day, content) = fact(content)
        else { return JudgedBody.Item(item, complaints, nil) }
        let fact = Fact(
            key: FactKey(job, position: item.position), itemID: itemID,
            submittedAt: envelope.submittedAt, occurredOn: day, content: content)
        return JudgedBody.Item(item, complaints, fact)
    }
}
