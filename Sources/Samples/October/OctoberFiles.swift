import Programme

/// Puts the items of a block into files: by source, in the order of their days, some hundred each.
struct OctoberFiles {
    /// An item with who sends it.
    struct Sent<Content: Hashable & Sendable> {
        let source: SourceCode
        let day: Day
        let content: Content
    }

    /// Items in a file of stage updates or disbursals.
    private static let itemsPerFile = 200

    private(set) var jobs: [SampleJob] = []
    private let block: Int

    init(block: Int) {
        self.block = block + 1
    }

    mutating func addStageUpdates(
        _ stage: Stage, _ items: [Sent<StageItem>], _ random: inout RandomNumbers
    ) {
        for (number, file) in Self.files(items).enumerated() {
            let envelope = envelope(.stageUpdate, "\(stage)", number, file, &random)
            jobs.append(
                SampleJob(envelope, .stageUpdate(numbered(file.map(\.content)))))
        }
    }

    mutating func addFunding(_ items: [Sent<FundingItem>], _ random: inout RandomNumbers) {
        for (number, file) in Self.files(items).enumerated() {
            let total = file.compactMap(\.content.event.amount).reduce(Rupiah(0), +)
            let control = Envelope.Control(items: Int64(file.count), amountTotal: total)
            let envelope = envelope(
                .fundingApplication, "P7", number, file, &random, control: control)
            jobs.append(SampleJob(envelope, .funding(numbered(file.map(\.content)))))
        }
    }

    /// Classes of at most 60, on the day on which the last of the class is free.
    mutating func addRosters(
        _ members: [OctoberMember], _ stage: OctoberStage, _ random: inout RandomNumbers
    ) {
        var rest = members.map { (day: $0.laterDay(&random), member: $0) }
            .sorted { ($0.day, $0.member.person.nik) < ($1.day, $1.member.person.nik) }[...]
        var number = 0
        while let last = rest.prefix(60).last {
            let rows = rest.prefix(60).map {
                RosterItem(nik: $0.member.person.nik, attendance: .attended)
            }
            rest = rest.dropFirst(60)
            number += 1
            addRoster(rows, on: last.day, number, random.pick(stage.locals), &random)
        }
    }

    private mutating func addRoster(
        _ rows: [RosterItem], on day: Day, _ number: Int, _ local: OctoberStage.Local,
        _ random: inout RandomNumbers
    ) {
        guard let place = Place(local.kecamatan) else { return }
        let isPemprov = random.chance(percent: 50)
        let organiser = random.pick(isPemprov ? local.skpd : local.penggerak)
        let key = ClassKey(
            organiser: organiser, classID: LocalID(unchecked: "\(organiser)-\(block)-\(number)"))
        let speaker = TrainingClass.Speaker(
            speakerID: LocalID(unchecked: "N-\(random.number(in: 1...40))"),
            name: PersonName("\(random.pick(Names.women)) \(random.pick(Names.last))"))
        let header = TrainingClass(
            key: key, track: isPemprov ? .pemprov : .komunitas,
            skill: random.pick(TrainingClass.Skill.allCases), place: place, status: .held,
            sessions: [TrainingClass.Session(date: day, hours: 6)], speakers: [speaker],
            capacity: 60, cost: Rupiah(15_000_000))
        let envelope = Envelope(
            schema: .trainingRoster, jobID: JobID(unchecked: "\(key.classID)-hadir"),
            source: organiser, submittedAt: random.moment(on: day))
        jobs.append(SampleJob(envelope, .roster(header, numbered(rows))))
    }

    private func envelope<Content>(
        _ schema: JobSchema, _ step: String, _ number: Int, _ file: [Sent<Content>],
        _ random: inout RandomNumbers, control: Envelope.Control? = nil
    ) -> Envelope {
        Envelope(
            schema: schema, jobID: JobID(unchecked: "\(step)-\(block)-\(number + 1)"),
            source: file[0].source, submittedAt: random.moment(on: file[file.count - 1].day),
            control: control)
    }

    /// Every file has at least one item, all of one source; the last day stands last.
    private static func files<Content>(_ items: [Sent<Content>]) -> [[Sent<Content>]] {
        let bySource = Dictionary(grouping: items, by: \.source)
        return bySource.keys.sorted().flatMap { source -> [[Sent<Content>]] in
            // Sorted by position too, because sorting alone promises nothing of equal days.
            let ordered = (bySource[source] ?? []).enumerated()
                .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
                .map(\.element)
            return stride(from: 0, to: ordered.count, by: itemsPerFile).map {
                Array(ordered[$0..<min($0 + itemsPerFile, ordered.count)])
            }
        }
    }
}
