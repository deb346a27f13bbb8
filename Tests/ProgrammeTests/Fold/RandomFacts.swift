@testable import Programme

/// Random facts that collide: a few people, classes and applications, jobs with a few items each,
/// days around the change of policy, and revokes, decisions and overrides that hit something, or
/// nothing, or what they may not.
struct RandomFacts {
    private var random: SplitMix64
    private let people: [NIK]
    private var nextPosition: [String: Int] = [:]
    private var submitted: [String: Instant] = [:]
    private var made: [Fact] = []
    private let theme: Theme

    /// What half of a case's facts are about, so that they hit each other.
    private enum Theme: CaseIterable {
        case people
        case classes
        case applications
        case everything
    }

    private static let classes = [
        Told.class1,
        ClassKey(organiser: SourceCode(unchecked: "SKPD"), classID: LocalID(unchecked: "C2")),
    ]
    private static let loans = [
        Told.loan,
        ApplicationKey(
            lender: SourceCode(unchecked: "BANK"), applicationID: LocalID(unchecked: "L2")),
    ]
    private static let days = [
        "2019-12-10", "2019-12-20", "2019-12-31", "2020-01-01", "2020-01-05", "2020-01-20",
    ].map(Told.day)
    private static let reporters = ["SKPD", "SKPD-M", "KP-1", "KP-2", "OPERATOR"]

    private init(_ random: SplitMix64) {
        self.random = random
        theme = self.random.pick(Theme.allCases)
        people = (1...3).map { NIK(unchecked: 3_171_034_506_900_000 + $0) }
    }

    /// The facts of one case.
    static func make(_ random: inout SplitMix64, sizes: ClosedRange<Int>) -> [Fact] {
        var maker = RandomFacts(random)
        let count = sizes.lowerBound + Int(maker.random.next() % UInt64(sizes.count))
        for _ in 0..<count { maker.made.append(maker.fact()) }
        random = maker.random
        return maker.made
    }

    private mutating func fact() -> Fact {
        let nik = random.pick([people[0], people[0], people[0], people[1], people[1], people[2]])
        switch kind() {
        case 0..<14:
            return item(by: random.pick(["PORTAL", "PORTAL", "OPERATOR", "KP-1"]), p1(nik))
        case 14..<30: return item(by: random.pick(Self.reporters), .evidence(nik, evidence()))
        case 30..<34:
            return item(by: random.pick(Self.reporters), .trainingClaim(nik, someClass()))
        case 34..<40: return item(by: random.pick(Self.reporters), correction(nik))
        case 40..<46: return header()
        case 46..<58:
            let attendance = random.pick(Attendance.allCases + [.attended, .attended])
            return item(by: "KP-1", .attendance(nik, someClass(), attendance))
        case 58..<80: return item(by: "BANK", funding(nik))
        case 80..<91: return revoke(nik)
        default: return command()
        }
    }

    /// A number below 100 that chooses the kind of the next fact.
    private mutating func kind() -> UInt64 {
        let any = random.next() % 100
        guard random.chance(50) else { return any }
        switch theme {
        case .people: return any % 40
        case .classes: return 40 + any % 18
        case .applications: return 58 + any % 33
        case .everything: return any
        }
    }

    private mutating func item(by source: String, _ content: Fact.Content) -> Fact {
        let (job, at) = job(of: source)
        let position = nextPosition[source + job, default: 0]
        nextPosition[source + job] = position + 1
        return Fact(
            key: key(source, job, position), itemID: Self.itemID(position), submittedAt: at,
            occurredOn: random.pick(Self.days), content: content)
    }

    private mutating func header() -> Fact {
        let session = TrainingClass.Session(date: random.pick(Self.days), hours: 6)
        let header = TrainingClass(
            key: someClass(), track: .komunitas, skill: .soft, place: Told.place(Told.menteng),
            status: random.pick(TrainingClass.Status.allCases + [.held, .held]), sessions: [session]
        )
        // A job has one header: a second one gets a job of its own.
        let (job, at) = job(of: "KP-1")
        let label = "header" + job
        let again = nextPosition[label, default: 0]
        nextPosition[label] = again + 1
        return Fact(
            key: key("KP-1", again == 0 ? job : "\(job)-\(again)", FactKey.header), itemID: nil,
            submittedAt: at, occurredOn: header.lastDay, content: .header(header))
    }

    private mutating func job(of source: String) -> (String, Instant) {
        let job = random.pick(["J1", "J2", "J3"])
        let hours = Int64(random.next() % 3)
        let at =
            submitted[source + job]
            ?? Instant(startOfJakartaDay: Self.days[0]).adding(seconds: hours * 3600)
        submitted[source + job] = at
        return (job, at)
    }

    private func key(_ source: String, _ job: String, _ position: Int) -> FactKey {
        FactKey(
            source: SourceCode(unchecked: source), jobID: JobID(unchecked: job),
            position: position)
    }

    /// The second item of a job has the name that stands for its header.
    private static func itemID(_ position: Int) -> ItemID {
        position == 1 ? FactReference.header : ItemID(unchecked: "\(position)")
    }
}

// MARK: Contents

extension RandomFacts {
    private mutating func someClass() -> ClassKey { random.pick(Self.classes) }

    private mutating func name() -> PersonName {
        PersonName(random.pick(["Ani", "Ani", "ANI ", "A Ni", "Anita"]))
    }

    private mutating func p1(_ nik: NIK) -> Fact.Content {
        .registration(
            nik,
            Registration(
                name: name(), place: Told.place(random.pick([Told.menteng, Told.gambir])),
                penggerak: SourceCode(unchecked: random.pick(["KP-1", "KP-2"])),
                consent: Consent(givenOn: Self.days[0], notice: "v1")))
    }

    private mutating func evidence() -> Evidence {
        switch random.next() % 4 {
        case 0: return .mentoring(mentor: "M")
        case 1: return .licence(.init(kind: .iumk, number: "1", issuedOn: Self.days[0]))
        case 2: return .marketing(.online, name: "Mart")
        default:
            let workers: Int64? = random.chance(60) ? Int64(random.next() % 4) : nil
            return .accounts(
                .init(
                    period: Self.days[0], revenue: Rupiah(2), expenses: Rupiah(1), workers: workers)
            )
        }
    }

    private mutating func correction(_ nik: NIK) -> Fact.Content {
        let place = random.chance(50) ? Told.place(random.pick([Told.menteng, Told.gambir])) : nil
        let coach = random.chance(50) ? SourceCode(unchecked: random.pick(["KP-1", "KP-2"])) : nil
        return .correction(
            nik,
            Correction(
                place: place, penggerak: coach, name: random.chance(50) ? name() : nil,
                business: nil, reason: "moved"))
    }

    private mutating func funding(_ nik: NIK) -> Fact.Content {
        let amount = Rupiah(random.pick([1, 1, 2, 3]))
        let event: FundingEvent
        switch random.pick(FundingEvent.Kind.allCases + [.disbursed, .disbursed, .repayment]) {
        case .submitted: event = .submitted(amount)
        case .assessed: event = .assessed
        case .approved: event = .approved(amount, tenorMonths: 18, rateBasisPoints: 700)
        case .disbursed: event = .disbursed(amount)
        case .repayment: event = .repayment(amount)
        case .approvalUndone: event = .approvalUndone(reason: "slip")
        case .disbursalUndone: event = .disbursalUndone(reason: "slip")
        case .rejected: event = .rejected(reason: "no")
        case .withdrawn: event = .withdrawn
        case .repaid: event = .repaid
        case .writtenOff: event = .writtenOff
        }
        let product = random.chance(95) ? Told.monas : LocalID(unchecked: "OTHER")
        return .funding(nik, random.pick(Self.loans), product: product, event)
    }

    private mutating func reference(by source: String) -> FactReference {
        let position = Int(random.pick([0, 0, 1, 2]))
        return FactReference(
            source: SourceCode(unchecked: source),
            jobID: JobID(unchecked: random.pick(["J1", "J2", "J3"])),
            itemID: Self.itemID(position))
    }

    private mutating func revoke(_ nik: NIK) -> Fact {
        let revocable = made.filter { $0.nik != nil && $0.target == nil }
        if !revocable.isEmpty, random.chance(70) {
            let fact = random.pick(revocable)
            return item(
                by: fact.key.source.text,
                .revocation(fact.nik ?? nik, of: fact.address, reason: "slip"))
        }
        let source = random.pick(Self.reporters + ["BANK", "BANK", "BANK", "PORTAL", "PORTAL"])
        let other = random.pick(["SKPD", "BANK"])
        let target = reference(by: random.chance(95) ? source : other)
        return item(by: source, .revocation(nik, of: target, reason: "slip"))
    }

    /// The name of a fact that a command may be aimed at, or any name.
    private mutating func someTarget(
        by sources: [String], _ isFit: (Fact) -> Bool
    ) -> FactReference {
        let fit = made.filter(isFit)
        if !fit.isEmpty, random.chance(70) { return random.pick(fit).address }
        return reference(by: random.pick(sources))
    }

    private mutating func command() -> Fact {
        let note = Envelope.OperatorNote(name: "op", reason: "seen")
        if random.chance(5) {
            return item(by: "OPERATOR", .command(.act(.retry(attempt: 1)), note))
        }
        if random.chance(30) {
            let target = someTarget(by: ["PORTAL", "SKPD", "BANK", "KP-1"]) { _ in true }
            let ruling: OperatorItem.HoldRuling = random.chance(60) ? .held : .released
            return item(by: "OPERATOR", .command(.hold(target, ruling), note))
        }
        if random.chance(50) {
            let target = someTarget(by: ["PORTAL", "PORTAL", "KP-1", "OPERATOR"]) {
                if case .registration = $0.content { true } else { false }
            }
            let ruling: OperatorItem.Ruling = random.chance(50) ? .samePerson : .notTheSame
            return item(by: "OPERATOR", .command(.decide(target, ruling), note))
        }
        let target = someTarget(
            by: ["SKPD-M", "KP-1", "KP-2", "OPERATOR"], Authority.isJudgedByVerdict)
        let ruling: OperatorItem.OverrideRuling = random.chance(70) ? .counts : .stands
        return item(by: "OPERATOR", .command(.override(target, ruling), note))
    }
}
