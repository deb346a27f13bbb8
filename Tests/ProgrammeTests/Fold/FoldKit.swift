@testable import Programme

/// Facts in one line each: every one is the only item of a job named by its label.
enum Told {
    static let ani = NIK(unchecked: 3_171_034_506_900_001)
    static let budi = NIK(unchecked: 3_171_030_506_900_002)
    static let monas = LocalID(unchecked: "MONAS")
    static let menteng = "31.71.06"
    static let gambir = "31.71.01"

    /// The portal, a city agency everywhere and one for Menteng only, two communities, the licence
    /// office, a lender, the operator.
    static let registry = Registry([
        organisation("PORTAL", .portal), organisation("SKPD", .skpd),
        organisation("SKPD-M", .skpd, scope: menteng), organisation("KP-1", .penggerak),
        organisation("KP-2", .penggerak), organisation("PTSP", .dpmptsp),
        organisation("BANK", .lender), organisation("OPERATOR", .operator),
    ])

    /// Asymmetric from 1 January 2020, unless said.
    static func rules(
        asymmetricFrom: String? = "2020-01-01", needs: Set<Stage> = []
    ) -> Rules {
        let product = Product(
            lender: SourceCode(unchecked: "BANK"), code: monas, name: "Monas",
            ceiling: Rupiah(10_000_000), needs: needs)
        return Rules(
            registry: registry, regions: Regions(names: [:]), products: [product],
            asymmetricFrom: asymmetricFrom.map(day))
    }

    static func organisation(
        _ code: String, _ kind: OrganisationKind, scope: String? = nil
    ) -> Organisation {
        Organisation(
            code: SourceCode(unchecked: code), name: code, kind: kind,
            scope: scope.map { [place($0).code] })
    }

    /// Traps on a text that is no day: a slip in a test.
    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
        return day
    }

    static func place(_ text: String) -> Place {
        guard let place = RegionCode(text).flatMap({ Place($0) }) else {
            preconditionFailure("no place: \(text)")
        }
        return place
    }

    /// - Parameters:
    ///   - label: the job's id.
    ///   - submitted: hours after the beginning of 2018, for those that are ordered by it.
    static func fact(
        _ label: String, by source: String, on occurred: String, submitted: Int = 0,
        item: String? = "1", position: Int = 0, _ content: Fact.Content
    ) -> Fact {
        Fact(
            key: FactKey(
                source: SourceCode(unchecked: source), jobID: JobID(unchecked: label),
                position: position),
            itemID: item.map { ItemID(unchecked: $0) },
            submittedAt: Instant(startOfJakartaDay: day("2018-01-01"))
                .adding(seconds: Int64(submitted) * 3600),
            occurredOn: day(occurred), content: content)
    }

    static func reference(
        _ label: String, by source: String, item: String = "1"
    ) -> FactReference {
        FactReference(
            source: SourceCode(unchecked: source), jobID: JobID(unchecked: label),
            itemID: ItemID(unchecked: item))
    }
}

// MARK: Members

extension Told {
    static func p1(
        _ label: String, on day: String, by source: String = "PORTAL", nik: NIK = ani,
        name: String = "Ani", at code: String = menteng, coach: String = "KP-1",
        submitted: Int = 0
    ) -> Fact {
        fact(
            label, by: source, on: day, submitted: submitted,
            .registration(
                nik,
                Registration(
                    name: PersonName(name), place: place(code),
                    penggerak: SourceCode(unchecked: coach),
                    consent: Consent(givenOn: Told.day(day), notice: "v1"))))
    }

    static func p3(
        _ label: String, on day: String, by source: String = "SKPD", nik: NIK = ani,
        submitted: Int = 0
    ) -> Fact {
        fact(
            label, by: source, on: day, submitted: submitted,
            .evidence(nik, .mentoring(mentor: "M-1")))
    }

    static func p4(
        _ label: String, on day: String, by source: String = "PTSP", nik: NIK = ani
    ) -> Fact {
        let licence = Evidence.Licence(kind: .iumk, number: "1", issuedOn: Told.day(day))
        return fact(label, by: source, on: day, .evidence(nik, .licence(licence)))
    }

    static func p5(
        _ label: String, on day: String, by source: String = "SKPD", nik: NIK = ani
    ) -> Fact {
        fact(label, by: source, on: day, .evidence(nik, .marketing(.offline, name: "Mart")))
    }

    static func p6(
        _ label: String, on day: String, by source: String = "SKPD", nik: NIK = ani,
        workers: Int64? = nil
    ) -> Fact {
        let accounts = Evidence.Accounts(
            period: Told.day(day), revenue: Rupiah(2), expenses: Rupiah(1), workers: workers)
        return fact(label, by: source, on: day, .evidence(nik, .accounts(accounts)))
    }

    static func correct(
        _ label: String, on day: String, by source: String = "SKPD", nik: NIK = ani,
        name: String? = nil, at code: String? = nil, coach: String? = nil
    ) -> Fact {
        let correction = Correction(
            place: code.map(place), penggerak: coach.map { SourceCode(unchecked: $0) },
            name: name.map { PersonName($0) }, business: nil, reason: "moved")
        return fact(label, by: source, on: day, .correction(nik, correction))
    }

    static func revoke(
        _ label: String, of target: FactReference, on day: String = "2018-12-01", nik: NIK = ani,
        by source: String? = nil, submitted: Int = 0
    ) -> Fact {
        fact(
            label, by: source ?? target.source.text, on: day, submitted: submitted,
            .revocation(nik, of: target, reason: "slip"))
    }

    static func decide(
        _ label: String, _ target: FactReference, _ ruling: OperatorItem.Ruling,
        submitted: Int = 0
    ) -> Fact {
        command(label, .decide(target, ruling), submitted)
    }

    static func override(
        _ label: String, _ target: FactReference, _ ruling: OperatorItem.OverrideRuling = .counts,
        submitted: Int = 0
    ) -> Fact {
        command(label, .override(target, ruling), submitted)
    }

    static func hold(
        _ label: String, _ target: FactReference, _ ruling: OperatorItem.HoldRuling = .held,
        submitted: Int = 0
    ) -> Fact {
        command(label, .hold(target, ruling), submitted)
    }

    static func act(_ label: String, _ act: OperatorItem.Act) -> Fact {
        command(label, .act(act), 0)
    }

    private static func command(_ label: String, _ item: OperatorItem, _ submitted: Int) -> Fact {
        fact(
            label, by: "OPERATOR", on: "2018-01-01", submitted: submitted,
            .command(item, Envelope.OperatorNote(name: "op", reason: "seen")))
    }
}

// MARK: Classes and applications

extension Told {
    static let class1 = ClassKey(
        organiser: SourceCode(unchecked: "KP-1"), classID: LocalID(unchecked: "C1"))
    static let loan = ApplicationKey(
        lender: SourceCode(unchecked: "BANK"), applicationID: LocalID(unchecked: "L1"))

    static func header(
        _ label: String, _ status: TrainingClass.Status, on day: String, key: ClassKey = class1,
        submitted: Int = 0
    ) -> Fact {
        let header = TrainingClass(
            key: key, track: .komunitas, skill: .soft, place: place(menteng), status: status,
            sessions: [TrainingClass.Session(date: Told.day(day), hours: 6)])
        return fact(
            label, by: "KP-1", on: day, submitted: submitted, item: nil, position: FactKey.header,
            .header(header))
    }

    static func row(
        _ label: String, _ attendance: Attendance, on day: String, nik: NIK = ani,
        key: ClassKey = class1, submitted: Int = 0
    ) -> Fact {
        fact(
            label, by: "KP-1", on: day, submitted: submitted, .attendance(nik, key, attendance))
    }

    static func claim(
        _ label: String, on day: String, by source: String = "SKPD", key: ClassKey = class1
    ) -> Fact {
        fact(label, by: source, on: day, .trainingClaim(ani, key))
    }

    static func funds(
        _ label: String, _ event: FundingEvent, on day: String, nik: NIK = ani,
        product: LocalID = monas, key: ApplicationKey = loan, item: String = "1", position: Int = 0
    ) -> Fact {
        fact(
            label, by: "BANK", on: day, item: item, position: position,
            .funding(nik, key, product: product, event))
    }

    static func approved(_ amount: Int64) -> FundingEvent {
        .approved(Rupiah(amount), tenorMonths: 18, rateBasisPoints: 700)
    }
}

extension FoldedState {
    /// The judgement of the first item of the job with this label.
    func judgement(_ label: String) -> Judgement? {
        judgements.first { $0.key.jobID.text == label && $0.key.position <= 0 }?.value
    }

    func verdict(_ label: String) -> Verdict? { judgement(label)?.verdict }

    func verdicts(_ labels: String...) -> [Verdict?] { labels.map(verdict) }

    func member(_ nik: NIK = Told.ani) -> MemberState? { members[nik] ?? nil }

    func reachDay(_ stage: Stage, of nik: NIK = Told.ani) -> String? {
        member(nik)?.reachDay(of: stage).map { "\($0)" }
    }

    var loan: ApplicationState? { applications[Told.loan] ?? nil }
}
