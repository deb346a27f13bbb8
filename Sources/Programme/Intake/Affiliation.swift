// Work under the programme's name by who is not part of it. Activities in Jakarta Timur and Jakarta
// Barat used the OK OCE name so: it is refused, and kept (the rulebook, "Affiliation").

extension IntakeCheck {
    /// Who in the job is in no registry, or was not active on the day: one record for each role,
    /// code, place and day, with the number of different people, in the order of the file.
    func unaffiliated(in job: SentJob, from box: SourceCode) -> [UnaffiliatedActivity] {
        var tally = Tally(rules: rules, source: job.source, isSender: job.source == box)
        let sentOn = job.envelope?.submittedAt.jakartaDay
        switch job.body {
        case .stageUpdate(let items):
            for item in items.compactMap(\.content) {
                tally.note(item, on: item.occurredOn ?? sentOn)
            }
        case .roster(let header, let rows):
            tally.note(header, people: Set(rows.compactMap { $0.content?.nik }))
        case .funding(let items):
            for item in items.compactMap(\.content) {
                tally.noteSource(place: nil, day: item.occurredOn, people: [item.nik])
            }
        case .commands(let items):
            if !items.isEmpty { tally.noteSource(place: nil, day: sentOn, people: []) }
        case .none: break
        }
        // A file of which nothing could be read still shows that someone was at work.
        if tally.isEmpty, let source = job.source, rules.registry[source] == nil {
            tally.noteSource(place: nil, day: sentOn, people: [])
        }
        return tally.records
    }
}

/// Counts people by role, code, place and day.
private struct Tally {
    struct Activity: Hashable {
        let role: UnaffiliatedActivity.Role
        let code: SourceCode
        let place: RegionCode?
        let day: Day?
    }

    let rules: Rules
    let source: SourceCode?
    /// Whether the file lay in the drop box of the source that it names. If not, a registered
    /// source is not to be blamed for what another wrote in its name.
    let isSender: Bool
    private var order: [Activity] = []
    private var people: [Activity: Set<NIK>] = [:]

    init(rules: Rules, source: SourceCode?, isSender: Bool) {
        self.rules = rules
        self.source = source
        self.isSender = isSender
    }

    var isEmpty: Bool { order.isEmpty }

    var records: [UnaffiliatedActivity] {
        order.map {
            UnaffiliatedActivity(
                role: $0.role, code: $0.code, place: $0.place, day: $0.day,
                people: people[$0]?.count ?? 0)
        }
    }

    /// An item of a stage update: its source, the penggerak or the organiser that it names.
    mutating func note(_ item: StageItem, on day: Day?) {
        let people: Set = [item.nik]
        switch item.action {
        case .register(let registration):
            let place = registration.place.code
            noteSource(place: place, day: day, people: people)
            noteOther(
                .penggerak, registration.penggerak, place: place, day: day, people: people)
        case .correct(let correction):
            let place = correction.place?.code
            noteSource(place: place, day: day, people: people)
            noteOther(.penggerak, correction.penggerak, place: place, day: day, people: people)
        case .claimTraining(_, let organiser):
            noteSource(place: nil, day: day, people: people)
            noteOther(.organiser, organiser, place: nil, day: day, people: people)
        case .reach, .claimFunding, .revoke: noteSource(place: nil, day: day, people: people)
        }
    }

    /// A roster: its source and its organiser.
    mutating func note(_ header: TrainingClass?, people: Set<NIK>) {
        let (place, day) = (header?.place.code, header?.lastDay)
        noteSource(place: place, day: day, people: people)
        noteOther(.organiser, header?.key.organiser, place: place, day: day, people: people)
    }

    mutating func noteSource(place: RegionCode?, day: Day?, people: Set<NIK>) {
        guard let source, isSender || rules.registry[source] == nil else { return }
        note(.source, source, place: place, day: day, people: people)
    }

    /// Whom the source names beside itself.
    private mutating func noteOther(
        _ role: UnaffiliatedActivity.Role, _ code: SourceCode?, place: RegionCode?, day: Day?,
        people: Set<NIK>
    ) {
        guard let code, code != source else { return }
        note(role, code, place: place, day: day, people: people)
    }

    private mutating func note(
        _ role: UnaffiliatedActivity.Role, _ code: SourceCode, place: RegionCode?, day: Day?,
        people: Set<NIK>
    ) {
        if let known = rules.registry[code] {
            guard let day, !known.isActive(on: day) else { return }
        }
        let activity = Activity(role: role, code: code, place: place, day: day)
        if self.people[activity] == nil { order.append(activity) }
        self.people[activity, default: []].formUnion(people)
    }
}
