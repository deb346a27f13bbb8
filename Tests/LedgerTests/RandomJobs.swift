import Programme

@testable import Ledger

/// Random jobs about few people in few places: registrations, all steps, moves, what undoes them.
struct RandomJobs {
    let make = Deliveries()
    private var random: SplitMix
    private var items: [FactReference] = []
    private var niks: [FactReference: NIK] = [:]
    private var count = 0

    init(seed: UInt64) { random = SplitMix(state: seed) }

    private static let places = [317_101, 3_171_011_001, 3_171_011_002, 3_275_011_001].compactMap {
        Place(RegionCode(unchecked: $0))
    }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func next() -> ReceivedJob {
        count += 1
        // From before the day on which steps need only P1 to after it.
        let day = number(0..<900)
        let nik = Made.nik(Int64(number(1..<15)))
        let (source, schema, contents) = contents(nik, day)
        let id = "j\(count)"
        for content in contents {
            var whose = nik
            switch content {
            case .header: continue
            case .attendance(let other, _, _): whose = other
            default: break
            }
            let item = FactReference(
                source: source, jobID: JobID(unchecked: id),
                itemID: ItemID(unchecked: whose == nik ? "i0" : "i1"))
            items.append(item)
            niks[item] = whose
        }
        return make.job(
            source, id, schema: schema, submitted: 900 + count % 7, occurred: day, contents)
    }

    private mutating func contents(
        _ nik: NIK, _ day: Int
    ) -> (SourceCode, JobSchema, [Fact.Content]) {
        let place = RandomJobs.places[number(0..<RandomJobs.places.count)]
        switch number(0..<12) {
        case 0, 1:
            let registration = Registration(
                name: PersonName("Siti"), place: place, penggerak: Made.community,
                consent: Consent(givenOn: Made.day(0), notice: "v1"))
            let source = number(0..<2) == 0 ? Made.portal : Made.agency
            return (source, .stageUpdate, [.registration(nik, registration)])
        case 2, 3:
            let roster = Made.trainingClass("c\(count)", on: day)
            let other = Made.nik(Int64(number(15..<40)))
            return (
                Made.community, .trainingRoster,
                [
                    .header(roster), .attendance(nik, roster.key, .attended),
                    .attendance(other, roster.key, number(0..<2) == 0 ? .invited : .attended),
                ]
            )
        case 4: return (Made.agency, .stageUpdate, [.evidence(nik, .mentoring(mentor: "M"))])
        case 5:
            let licence = Evidence.Licence(kind: .sku, number: "7", issuedOn: Made.day(1))
            return (Made.agency, .stageUpdate, [.evidence(nik, .licence(licence))])
        case 6:
            return (
                Made.community, .stageUpdate, [.evidence(nik, .marketing(.offline, name: "bazar"))]
            )
        case 7:
            // Seldom more than there can be, of which ten thousand could not be added up.
            let workers = number(0..<6) == 0 ? 1_000_000_000_000_000 : Int64(number(1..<9))
            let accounts = Evidence.Accounts(
                period: Made.day(0), revenue: Rupiah(9), expenses: Rupiah(5), workers: workers)
            return (Made.agency, .stageUpdate, [.evidence(nik, .accounts(accounts))])
        case 8, 9:
            let loan = ApplicationKey(
                lender: Made.bank, applicationID: LocalID(unchecked: "L-\(nik.number % 10_000)"))
            let event: FundingEvent =
                number(0..<2) == 0 ? .disbursalUndone(reason: "salah") : .disbursed(Rupiah(5))
            let product = LocalID(unchecked: "P")
            return (
                Made.bank, .fundingApplication, [.funding(nik, loan, product: product, event)]
            )
        case 10:
            let correction = Correction(
                place: place, penggerak: nil, name: nil, business: nil, reason: "moved")
            return (Made.agency, .stageUpdate, [.correction(nik, correction)])
        default:
            guard let target = items.randomElement(using: &random), let whose = niks[target] else {
                return (Made.agency, .stageUpdate, [.evidence(nik, .mentoring(mentor: "M"))])
            }
            return (
                target.source, .stageUpdate, [.revocation(whose, of: target, reason: "wrong")]
            )
        }
    }
}
