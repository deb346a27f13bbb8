@testable import Programme

/// A small programme to check jobs against, and jobs that are good unless a test says otherwise.
enum IntakeTests {
    /// Days and codes of the fixtures are known to be well formed.
    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
    static func instant(_ text: String) -> Instant { Instant(text) ?? Instant(nanoseconds: 0) }
    static func code(_ text: String) -> SourceCode { SourceCode(unchecked: text) }
    static func region(_ text: String) -> RegionCode {
        RegionCode(text) ?? RegionCode(unchecked: 31)
    }
    static func local(_ text: String) -> LocalID { LocalID(unchecked: text) }

    static let portal = code("PORTAL")
    static let skpd = code("DKUMKMP")
    /// A penggerak that works in Jakarta Pusat only.
    static let penggerak = code("KP-021")
    static let otherPenggerak = code("KP-002")
    /// A penggerak that was active until 31 May 2018.
    static let formerPenggerak = code("KP-009")
    static let licenceOffice = code("DPMPTSP")
    static let bank = code("BANKDKI")
    static let operators = code("OPERATOR")
    static let stranger = code("KP-999")

    static let siti = NIK(unchecked: 3_171_034_506_900_001)
    static let budi = NIK(unchecked: 3_171_030_506_900_001)
    /// Registered first in Bekasi.
    static let ani = NIK(unchecked: 3_275_014_506_900_001)

    static let fixtureRules = Rules(
        registry: Registry([
            Organisation(code: portal, name: "Portal", kind: .portal),
            Organisation(code: skpd, name: "Dinas KUMKMP", kind: .skpd),
            Organisation(
                code: penggerak, name: "Komunitas 21", kind: .penggerak, scope: [region("31.71")]),
            Organisation(code: otherPenggerak, name: "Komunitas 2", kind: .penggerak),
            Organisation(
                code: formerPenggerak, name: "Komunitas 9", kind: .penggerak,
                activeUntil: day("2018-05-31")),
            Organisation(code: licenceOffice, name: "DPMPTSP", kind: .dpmptsp),
            Organisation(code: bank, name: "Bank DKI", kind: .lender),
            Organisation(code: operators, name: "Operator", kind: .operator),
        ]),
        regions: Regions(
            names: Dictionary(
                uniqueKeysWithValues: [
                    "31.71", "31.71.01", "31.71.01.1001", "31.71.03", "31.71.03.1003", "31.75",
                    "31.75.06", "31.75.06.1001",
                ].map { (region($0), "a region") })),
        products: [
            Product(
                lender: bank, code: local("MONAS_PEMULA"), name: "Monas Pemula",
                ceiling: Rupiah(10_000_000), from: day("2018-01-01"), until: day("2019-12-31"))
        ])

    static let receivedAt = instant("2018-06-12T10:00:00+07:00")

    /// The check's answer to a job received on 12 June 2018.
    static func check(
        _ job: SentJob, from box: SourceCode? = nil, at received: Instant = receivedAt
    )
        -> IntakeResult
    {
        IntakeCheck(rules: fixtureRules).check(
            job, from: box ?? job.source ?? portal, receivedAt: received)
    }

    /// What a test changes of the envelope.
    struct EnvelopeChanges {
        var submittedAt = instant("2018-06-12T09:00:00+07:00")
        var mode = Envelope.Mode.each
        var control: Envelope.Control?
        var validateOnly = false
        var notBefore: Instant?
        var note: Envelope.OperatorNote?
    }

    static func job(
        _ schema: JobSchema, from source: SourceCode, _ body: SentJob.Body,
        complaints: [Complaint] = [], with change: (inout EnvelopeChanges) -> Void = { _ in }
    ) -> SentJob {
        var changes = EnvelopeChanges()
        if source == operators {
            changes.note = Envelope.OperatorNote(name: "Rina", reason: "a letter of 11 June")
        }
        change(&changes)
        let envelope = Envelope(
            schema: schema, jobID: JobID(unchecked: "j-1"), source: source,
            submittedAt: changes.submittedAt, mode: changes.mode, control: changes.control,
            validateOnly: changes.validateOnly, notBefore: changes.notBefore,
            operatorNote: changes.note)
        return SentJob(
            jobID: envelope.jobID, source: source, schema: schema, envelope: envelope, body: body,
            complaints: complaints)
    }

    /// Items as they are read, with the identifiers `i0`, `i1`...; nil is one that reading refused.
    static func sent<Content>(_ contents: [Content?], amounts: [Int64?] = []) -> [SentItem<Content>]
    {
        contents.enumerated().map { position, content in
            let itemID = ItemID(unchecked: "i\(position)")
            return SentItem(
                position: position, itemID: itemID, content: content,
                amount: amounts.indices.contains(position) ? amounts[position] : nil,
                complaints: content == nil ? [unread(position, itemID)] : [])
        }
    }

    private static func unread(_ position: Int, _ itemID: ItemID) -> Complaint {
        Complaint(.fieldMissing, at: "/items/\(position)/nik", itemID: itemID, message: "Missing.")
    }

    // MARK: - Stage updates

    static func update(
        from source: SourceCode, _ items: [StageItem?],
        with change: (inout EnvelopeChanges) -> Void = { _ in }
    ) -> SentJob {
        job(.stageUpdate, from: source, .stageUpdate(sent(items)), with: change)
    }

    static func registration(
        of nik: NIK = siti, on date: String = "2018-06-11", in place: String = "31.71.03.1003",
        with coach: SourceCode = penggerak, consent: String? = nil, sex: Sex? = nil,
        birth: String? = nil
    ) -> StageItem? {
        Place(region(place)).map { place in
            StageItem(
                nik: nik, occurredOn: day(date),
                action: .register(
                    Registration(
                        name: PersonName("Siti"), place: place, penggerak: coach,
                        consent: Consent(givenOn: day(consent ?? date), notice: "v1"), sex: sex,
                        birthDate: birth.map(day))))
        }
    }

    static let mentoring = Evidence.mentoring(mentor: "M-19")
    static let licence = Evidence.licence(
        Evidence.Licence(kind: .iumk, number: "1/2018", issuedOn: day("2018-06-08")))

    static func reach(_ evidence: Evidence, on date: String = "2018-06-08") -> StageItem {
        StageItem(nik: siti, occurredOn: day(date), action: .reach(evidence))
    }

    static func correction(
        place: String? = nil, penggerak: SourceCode? = nil, on date: String = "2018-06-11"
    ) -> StageItem {
        StageItem(
            nik: siti, occurredOn: day(date),
            action: .correct(
                Correction(
                    place: place.flatMap { Place(region($0)) }, penggerak: penggerak, name: nil,
                    business: Business(name: "Warung", sector: "food"), reason: "she moved")))
    }

    static func revoke(on date: String? = nil) -> StageItem {
        StageItem(
            nik: siti, occurredOn: date.map(day),
            action: .revoke(
                Revocation(
                    jobID: JobID(unchecked: "j-0"), itemID: ItemID(unchecked: "a1"),
                    reason: "sent by mistake")))
    }

    // MARK: - Rosters

    /// What a test changes of a class.
    struct ClassChanges {
        var organiser = penggerak
        var place = "31.71.03"
        var status = TrainingClass.Status.held
        var dates = ["2018-06-08", "2018-06-09"]
        var speakers = ["s1", "s2"]
        var capacity: Int64 = 50
    }

    static func roster(
        from source: SourceCode = penggerak, _ rows: [RosterItem?] = [attended(siti)],
        class change: (inout ClassChanges) -> Void = { _ in },
        with envelope: (inout EnvelopeChanges) -> Void = { _ in }
    ) -> SentJob {
        var changes = ClassChanges()
        change(&changes)
        let header = Place(region(changes.place)).map { place in
            TrainingClass(
                key: ClassKey(organiser: changes.organiser, classID: local("c-14")),
                track: .komunitas, skill: .soft, place: place, status: changes.status,
                sessions: changes.dates.map { TrainingClass.Session(date: day($0), hours: 6) },
                speakers: changes.speakers.map {
                    TrainingClass.Speaker(speakerID: local($0), name: PersonName("Pak Guru"))
                }, capacity: changes.capacity)
        }
        return job(.trainingRoster, from: source, .roster(header, sent(rows)), with: envelope)
    }

    static func attended(_ nik: NIK) -> RosterItem { RosterItem(nik: nik, attendance: .attended) }

    // MARK: - Funding

    static func funding(
        from source: SourceCode = bank, _ events: [FundingItem?], amounts: [Int64?] = [],
        with change: (inout EnvelopeChanges) -> Void = { _ in }
    ) -> SentJob {
        job(
            .fundingApplication, from: source, .funding(sent(events, amounts: amounts)),
            with: change)
    }

    static func event(
        _ event: FundingEvent, product: String = "MONAS_PEMULA", on date: String = "2018-06-11"
    ) -> FundingItem {
        FundingItem(
            applicationID: local("L-551"), nik: siti, product: local(product),
            occurredOn: day(date),
            event: event)
    }

    static func commands(
        from source: SourceCode, with change: (inout EnvelopeChanges) -> Void = { _ in }
    )
        -> SentJob
    {
        let fact = FactReference(
            source: portal, jobID: JobID(unchecked: "j-0"), itemID: ItemID(unchecked: "a1"))
        return job(
            .operatorCommand, from: source,
            .commands(sent([OperatorItem.decide(fact, .samePerson)])), with: change)
    }

    static func acts(_ acts: OperatorItem.Act...) -> SentJob {
        job(.operatorCommand, from: operators, .commands(sent(acts.map { .act($0) }))) { _ in }
    }
}

extension IntakeResult {
    /// Every complaint as `E502 /items/0/occurred_on`, the envelope's and the class's first.
    var said: [String] {
        (complaints + items.flatMap(\.complaints)).map { "\($0.code.rawValue) \($0.pointer)" }
    }
}
