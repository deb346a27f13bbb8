import Programme

/// Makes the job files of a block of members.
struct OctoberBlockMaker: Sendable {
    let stage: OctoberStage
    private var people = PeopleMaker()

    init(stage: OctoberStage) {
        self.stage = stage
    }

    mutating func jobs(of block: OctoberBlock, _ random: inout RandomNumbers) -> [SampleJob] {
        let members = members(of: block, &random)
        var files = OctoberFiles(block: block.number)
        for stage in [Stage.registration, .mentoring, .licensing, .marketing, .accounts] {
            let items = members.filter { $0.steps.contains(stage) }.map { member in
                stage == .registration
                    ? registration(of: member, &random) : evidence(of: stage, member, &random)
            }
            files.addStageUpdates(stage, items, &random)
        }
        files.addRosters(members.filter { $0.steps.contains(.training) }, self.stage, &random)
        let disbursals = members.filter { $0.steps.contains(.funding) }.enumerated().map {
            disbursal(to: $1, "\(block.number + 1)-\($0 + 1)", &random)
        }
        files.addFunding(disbursals, &random)
        return files.jobs
    }

    private mutating func members(
        of block: OctoberBlock, _ random: inout RandomNumbers
    ) -> [OctoberMember] {
        var members: [OctoberMember] = []
        for steps in drawSteps(block.counts, &random) {
            let index = random.below(stage.locals.count)
            let local = stage.locals[index]
            // Every fifth NIK was issued in another kecamatan of DKI.
            let isFromHere = random.chance(percent: 80)
            let birthplace = isFromHere ? local.kecamatan : random.pick(stage.locals).kecamatan
            members.append(
                OctoberMember(
                    person: people.person(from: birthplace, &random), local: index,
                    place: random.pick(local.homes), penggerak: random.pick(local.penggerak),
                    registeredOn: random.day(in: block.days), steps: steps))
        }
        return members
    }

    /// P1: the portal mostly, an SKPD, or the community itself.
    private func registration(
        of member: OctoberMember, _ random: inout RandomNumbers
    ) -> OctoberFiles.Sent<StageItem> {
        let sources = [stage.portal, stage.portal, stage.portal, member.penggerak]
        let source = random.pick(sources + [random.pick(stage.locals[member.local].skpd)])
        let registration = Registration(
            name: member.person.name, place: member.place, penggerak: member.penggerak,
            consent: Consent(givenOn: member.registeredOn, notice: "jakpreneur-2020-1"),
            sex: member.person.sex, birthDate: member.person.birthDate)
        let item = StageItem(
            nik: member.person.nik, occurredOn: member.registeredOn,
            action: .register(registration))
        return OctoberFiles.Sent(source: source, day: member.registeredOn, content: item)
    }

    /// P3, P5, P6: an SKPD or the member's own community. P4: the licence office or an SKPD.
    private func evidence(
        of step: Stage, _ member: OctoberMember, _ random: inout RandomNumbers
    ) -> OctoberFiles.Sent<StageItem> {
        let local = stage.locals[member.local]
        let others = step == .licensing ? local.dpmptsp : [member.penggerak]
        let source = random.pick(random.chance(percent: 50) ? local.skpd : others)
        let day = member.laterDay(&random)
        let item = StageItem(
            nik: member.person.nik, occurredOn: day,
            action: .reach(random.evidence(of: step, on: day)))
        return OctoberFiles.Sent(source: source, day: day, content: item)
    }

    /// P7 by `disbursed` alone: what came before is implied.
    private func disbursal(
        to member: OctoberMember, _ number: String, _ random: inout RandomNumbers
    ) -> OctoberFiles.Sent<FundingItem> {
        let lender = random.pick(stage.lenders)
        let day = member.laterDay(&random)
        let offers = stage.products(of: lender, on: day)
        let product = offers.isEmpty ? nil : random.pick(offers)
        let ceiling = Int(product?.ceiling.amount ?? 10_000_000)
        let amount = min(ceiling, random.number(in: 4...40) * 500_000)
        let item = FundingItem(
            applicationID: LocalID(unchecked: "L-\(number)"), nik: member.person.nik,
            product: product?.code ?? LocalID(unchecked: "UMUM"), occurredOn: day,
            event: .disbursed(Rupiah(Int64(amount))))
        return OctoberFiles.Sent(source: lender, day: day, content: item)
    }
}

extension RandomNumbers {
    /// What makes a step from P3 to P6 a fact.
    mutating func evidence(of step: Stage, on day: Day) -> Evidence {
        switch step {
        case .licensing:
            return .licence(
                Evidence.Licence(
                    kind: pick([.iumk, .sku, .pirt]), number: "\(number(in: 1...9999))/2021",
                    issuedOn: day))
        case .marketing:
            let isOnline = chance(percent: 60)
            return .marketing(
                isOnline ? .online : .offline, name: isOnline ? "lokapasar" : "OK OCE Mart")
        case .accounts:
            let (year, month, _) = day.civil
            let revenue = Int64(number(in: 10...300)) * 100_000
            return .accounts(
                Evidence.Accounts(
                    period: Day.of(year, month, 1), revenue: Rupiah(revenue),
                    expenses: Rupiah(revenue * Int64(number(in: 40...110)) / 100),
                    workers: Int64(number(in: 1...5))))
        default:
            return .mentoring(mentor: "M-\(number(in: 1...300))")
        }
    }
}
