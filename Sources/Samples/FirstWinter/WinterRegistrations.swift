import Programme

extension FirstWinter {
    /// The version of the notice under which consent was given.
    private static let notice = "okoce-2017-1"

    /// Files with one registration each from the portal, and bulk files from the organisers of
    /// classes.
    static func registrations(
        _ classes: [WinterClass], _ members: [WinterMember], _ portal: SourceCode,
        _ random: inout RandomNumbers
    ) -> [SampleJob] {
        let online = members.filter { !$0.isRegisteredByOrganiser }
        let byOrganiser = Dictionary(grouping: members.filter(\.isRegisteredByOrganiser)) {
            $0.attends ?? 0
        }
        let bulk = classes.indices.flatMap { index in
            bulkFiles(classes[index], byOrganiser[index] ?? [], &random)
        }
        return portalFiles(online, portal, &random) + bulk
    }

    /// Numbered in the order in which they were sent, as a portal does.
    private static func portalFiles(
        _ members: [WinterMember], _ portal: SourceCode, _ random: inout RandomNumbers
    ) -> [SampleJob] {
        let sent = members.map { (at: random.moment(on: $0.registeredOn), member: $0) }
        let inOrder = sent.sorted {
            ($0.at, $0.member.person.nik) < ($1.at, $1.member.person.nik)
        }
        return inOrder.enumerated().map { index, sent in
            let day = sent.member.registeredOn.description.filter { $0 != "-" }
            return file("daftar-\(day)-\(index + 1)", portal, sent.at, [sent.member])
        }
    }

    /// An organiser types its lists some days later, some twenty people a file.
    private static func bulkFiles(
        _ held: WinterClass, _ members: [WinterMember], _ random: inout RandomNumbers
    ) -> [SampleJob] {
        var rest = members[...]
        var files: [SampleJob] = []
        while let first = rest.first {
            let some = Array(rest.prefix(random.number(in: 12...30)))
            rest = rest.dropFirst(some.count)
            let latest = some.reduce(first.registeredOn) { max($0, $1.registeredOn) }
            let day = min(latest.adding(days: random.number(in: 0...4)), lastDay)
            let name = "\(held.key.classID)-anggota-\(files.count + 1)"
            files.append(file(name, held.key.organiser, random.moment(on: day), some))
        }
        return files
    }

    private static func file(
        _ jobID: String, _ source: SourceCode, _ sent: Instant, _ members: [WinterMember]
    ) -> SampleJob {
        let envelope = Envelope(
            schema: .stageUpdate, jobID: JobID(unchecked: jobID), source: source,
            submittedAt: sent)
        return SampleJob(envelope, .stageUpdate(numbered(members.map(item))))
    }

    private static func item(_ member: WinterMember) -> StageItem {
        let registration = Registration(
            name: member.person.name, place: member.place, penggerak: member.penggerak,
            consent: Consent(givenOn: member.registeredOn, notice: notice),
            sex: member.person.sex, birthDate: member.person.birthDate, business: member.business)
        return StageItem(
            nik: member.person.nik, occurredOn: member.registeredOn,
            action: .register(registration))
    }
}
