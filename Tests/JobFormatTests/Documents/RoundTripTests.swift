import Programme
import Testing

@testable import JobFormat

@Suite struct RoundTripTests {
    @Test(arguments: 0..<200)
    func `a job that was written is read as the same job`(_ seed: Int) throws {
        var random = RandomJobs(seed: UInt64(seed))
        let (envelope, body) = random.job()
        let bytes = JobDocumentWriter.bytes(envelope, body, indent: seed % 2 == 0 ? 2 : nil)
        var reader = JobReader()
        guard case .job(let job) = reader.read(bytes) else { throw NotAJob() }
        #expect(job.complaints.isEmpty)
        #expect(job.envelope == envelope)
        #expect(job.body == body)
    }

    @Test func `a written job with bytes changed is read, or complained of, or no job`() {
        var random = RandomJobs(seed: 99)
        var reader = JobReader()
        for _ in 0..<300 {
            let (envelope, body) = random.job()
            var bytes = JobDocumentWriter.bytes(envelope, body)
            for _ in 0..<4 { bytes[random.number(bytes.count)] = UInt8(random.number(256)) }
            guard case .job(let job) = reader.read(bytes) else { continue }
            #expect(job.envelope != nil || !job.complaints.isEmpty)
            #expect(stageItems(job).allSatisfy { ($0.content == nil) == !$0.complaints.isEmpty })
        }
    }
}

/// Jobs drawn by a seed, with every field that may be there sometimes there.
struct RandomJobs {
    private var source: SplitMix

    init(seed: UInt64) {
        source = SplitMix(seed: seed)
    }

    mutating func number(_ bound: Int) -> Int { Int(source.next() % UInt64(bound)) }

    mutating func sometimes<Value>(_ value: Value) -> Value? { number(2) == 0 ? value : nil }

    mutating func id<ID: Identifier>(_ type: ID.Type) -> ID {
        let alphabet = Array("AZaz09._-")
        return ID(unchecked: String((0...number(63)).map { _ in alphabet[number(9)] }))
    }

    mutating func words() -> String {
        let alphabet = Array("aé日😀\"\\/ ~'<&e\u{301}")
        return "x" + String((0...number(30)).map { _ in alphabet[number(alphabet.count)] })
    }

    mutating func day() -> Day { Day(number: Int32(16_000 + number(5_000))) }

    mutating func instant() -> Instant {
        Instant(
            nanoseconds: Int64(1_500_000_000 + number(100_000_000)) * 1_000_000_000
                + Int64(number(3)))
    }

    mutating func nik() -> NIK {
        let day = 1 + number(28) + 40 * number(2)
        let birth = (day * 100 + 1 + number(12)) * 100 + number(100)
        return NIK(unchecked: Int64((317_103 * 1_000_000 + birth) * 10_000 + 1 + number(9_999)))
    }

    mutating func place() -> Place {
        let kecamatan = Int64(317_101 + number(8))
        let code = number(2) == 0 ? kecamatan : kecamatan * 10_000 + 1_001
        guard let place = Place(RegionCode(unchecked: code)) else { preconditionFailure("level") }
        return place
    }

    mutating func business() -> Business { Business(name: words(), sector: words()) }

    mutating func rupiah() -> Rupiah { Rupiah(Int64(1 + number(1_000_000_000_000_000))) }

    mutating func evidence() -> Evidence {
        switch number(4) {
        case 0: return .mentoring(mentor: words())
        case 1:
            let kinds = Evidence.Licence.Kind.allCases
            let kind = kinds[number(kinds.count)]
            let number = kind == .nib ? "1234567890123" : words()
            return .licence(.init(kind: kind, number: number, issuedOn: day()))
        case 2: return .marketing(number(2) == 0 ? .online : .offline, name: words())
        default:
            let month = Day(year: 2018, month: 1 + number(12), day: 1) ?? day()
            return .accounts(
                .init(
                    period: month, revenue: rupiah(), expenses: rupiah(),
                    workers: sometimes(Int64(1 + number(9)))))
        }
    }

    mutating func stageItem() -> StageItem {
        let action: StageItem.Action
        switch number(6) {
        case 0:
            action = .register(
                Registration(
                    name: PersonName(words()), place: place(), penggerak: id(SourceCode.self),
                    consent: Consent(givenOn: day(), notice: words()),
                    sex: sometimes(number(2) == 0 ? .male : .female), birthDate: sometimes(day()),
                    business: sometimes(business())))
        case 1: action = .reach(evidence())
        case 2:
            action = .claimTraining(id(LocalID.self), organiser: sometimes(id(SourceCode.self)))
        case 3: action = .claimFunding
        case 4:
            action = .correct(
                Correction(
                    place: sometimes(place()), penggerak: sometimes(id(SourceCode.self)),
                    name: PersonName(words()), business: sometimes(business()), reason: words()))
        default:
            let target = Revocation(
                jobID: id(JobID.self), itemID: id(ItemID.self), reason: words())
            return StageItem(nik: nik(), occurredOn: sometimes(day()), action: .revoke(target))
        }
        return StageItem(nik: nik(), occurredOn: day(), action: action)
    }

    mutating func fundingItem() -> FundingItem {
        let events: [FundingEvent] = [
            .submitted(rupiah()), .assessed, .disbursed(rupiah()), .repayment(rupiah()),
            .approved(
                rupiah(), tenorMonths: Int64(1 + number(60)), rateBasisPoints: Int64(number(900))),
            .approvalUndone(reason: words()), .disbursalUndone(reason: words()),
            .rejected(reason: words()), .withdrawn, .repaid, .writtenOff,
        ]
        return FundingItem(
            applicationID: id(LocalID.self), nik: nik(), product: id(LocalID.self),
            occurredOn: day(), event: events[number(events.count)])
    }

    mutating func operatorItem() -> OperatorItem {
        let fact = FactReference(
            source: id(SourceCode.self), jobID: id(JobID.self), itemID: id(ItemID.self))
        let items: [OperatorItem] = [
            .decide(fact, number(2) == 0 ? .samePerson : .notTheSame),
            .override(fact, number(2) == 0 ? .counts : .stands),
            .hold(fact, number(2) == 0 ? .held : .released), .act(.pause(fact.source)),
            .act(.resume(fact.source)), .act(.retry(attempt: Int64(number(1_000_000)) + 1)),
        ]
        return items[number(items.count)]
    }

    mutating func trainingClass() -> TrainingClass {
        TrainingClass(
            key: ClassKey(organiser: id(SourceCode.self), classID: id(LocalID.self)),
            track: number(2) == 0 ? .pemprov : .komunitas, skill: .both, place: place(),
            status: TrainingClass.Status.allCases[number(3)],
            sessions: (0...number(3)).map { _ in .init(date: day(), hours: Int64(1 + number(24))) },
            speakers: (0..<number(3)).map { _ in
                .init(speakerID: id(LocalID.self), name: PersonName(words()))
            },
            capacity: Int64(1 + number(100)), cost: sometimes(rupiah()))
    }

    mutating func items<Content>(
        _ amount: (Content) -> Int64? = { _ in nil }, _ make: (inout RandomJobs) -> Content
    ) -> [SentItem<Content>] {
        (0...number(5)).map { position in
            let content = make(&self)
            return SentItem(
                position: position, itemID: ItemID(unchecked: "i\(position)"), content: content,
                amount: amount(content))
        }
    }

    mutating func job() -> (Envelope, SentJob.Body) {
        let schema = JobSchema.allCases[number(4)]
        let body: SentJob.Body =
            switch schema {
            case .stageUpdate: .stageUpdate(items { $0.stageItem() })
            case .trainingRoster:
                .roster(
                    trainingClass(),
                    items {
                        RosterItem(nik: $0.nik(), attendance: Attendance.allCases[$0.number(5)])
                    })
            case .fundingApplication:
                .funding(items({ $0.event.amount?.amount }) { $0.fundingItem() })
            case .operatorCommand: .commands(items { $0.operatorItem() })
            }
        let envelope = Envelope(
            schema: schema, jobID: id(JobID.self), source: id(SourceCode.self),
            submittedAt: instant(), mode: number(2) == 0 ? .each : .all,
            control: sometimes(
                .init(items: sometimes(Int64(number(10))), amountTotal: sometimes(rupiah()))),
            validateOnly: number(2) == 0, notBefore: sometimes(instant()),
            operatorNote: sometimes(.init(name: words(), reason: words())))
        return (envelope, body)
    }
}
