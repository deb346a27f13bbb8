import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct Acts {
        @Test func `only a registered source's box can be paused, and never the operators' own`() {
            let result = check(
                acts(.pause(penggerak), .resume(stranger), .pause(operators), .retry(attempt: 9)))
            #expect(result.said == ["E415 /items/1/source", "E416 /items/2/source"])
            #expect(result.items.map(\.outcome) == [.recorded, .refused, .refused, .recorded])
            #expect(result.facts.map(\.act) == [.pause(penggerak), .retry(attempt: 9)])
        }
    }
}

extension IntakeTests {
    @Suite struct AuthorityChecks {
        @Test(arguments: [portal, skpd, penggerak, operators])
        func `a registration is taken from who may register`(source: SourceCode) {
            let result = check(update(from: source, [registration()]))
            #expect(result.outcome == .accepted)
            #expect(result.said == [])
        }

        @Test(arguments: [
            (licenceOffice, Evidence?.none), (bank, nil), (portal, mentoring),
            (licenceOffice, mentoring),
            (penggerak, licence), (portal, licence), (bank, licence),
        ])
        func `a step is refused from who may not report it`(source: SourceCode, evidence: Evidence?)
        {
            let result = check(update(from: source, [evidence.map { reach($0) } ?? registration()]))
            #expect(result.said == ["E405 /items/0/stage"])
            #expect(result.outcome == .refused)
        }

        @Test(arguments: [(licenceOffice, licence), (skpd, licence), (penggerak, mentoring)])
        func `a step is taken from who may report it`(source: SourceCode, evidence: Evidence) {
            #expect(check(update(from: source, [reach(evidence)])).said == [])
        }

        @Test func `the registry may allow a source fewer steps than its kind, never more`() {
            let rules = Rules(
                registry: Registry([
                    Organisation(code: skpd, name: "few", kind: .skpd, steps: [.mentoring]),
                    Organisation(
                        code: portal, name: "many", kind: .portal, steps: Set(Stage.allCases)),
                ]), regions: fixtureRules.regions)
            let check = IntakeCheck(rules: rules)
            let few = check.check(
                update(from: skpd, [reach(mentoring), reach(licence)]), from: skpd,
                receivedAt: receivedAt)
            #expect(few.said == ["E405 /items/1/stage"])
            let many = check.check(
                update(from: portal, [reach(mentoring)]), from: portal, receivedAt: receivedAt)
            #expect(many.said == ["E405 /items/0/stage"])
            let roster = check.check(
                roster(from: skpd, class: { $0.organiser = skpd }), from: skpd,
                receivedAt: receivedAt)
            #expect(roster.said == ["E405 /class", "E606 /items/0"])
        }

        @Test func `no stage update reaches P7`() {
            let item = StageItem(nik: siti, occurredOn: day("2018-06-08"), action: .claimFunding)
            #expect(check(update(from: skpd, [item])).said == ["E504 /items/0/stage"])
            #expect(check(update(from: bank, [item])).said == ["E504 /items/0/stage"])
        }

        @Test func `a training claim comes from who may report P2`() {
            let claim = StageItem(
                nik: siti, occurredOn: day("2018-06-08"),
                action: .claimTraining(local("c-14"), organiser: otherPenggerak))
            #expect(check(update(from: skpd, [claim])).said == [])
            #expect(check(update(from: portal, [claim])).said == ["E405 /items/0/stage"])
        }

        @Test func `a penggerak registers people for itself only`() {
            let job = update(from: penggerak, [registration(with: otherPenggerak)])
            #expect(check(job).said == ["E410 /items/0/penggerak"])
            #expect(check(update(from: skpd, [registration(with: otherPenggerak)])).said == [])
        }

        @Test func `the penggerak of a registration is registered, active and one that coaches`() {
            func said(_ coach: SourceCode, on date: String) -> [String] {
                check(update(from: skpd, [registration(on: date, with: coach)])).said
            }
            #expect(said(stranger, on: "2018-05-31") == ["E408 /items/0/penggerak"])
            #expect(said(bank, on: "2018-05-31") == ["E408 /items/0/penggerak"])
            #expect(said(formerPenggerak, on: "2018-05-31") == [])
            #expect(said(formerPenggerak, on: "2018-06-01") == ["E409 /items/0/penggerak"])
        }

        @Test func `a source is active on the day on which a thing occurred`() {
            func said(_ date: String) -> [String] {
                check(update(from: formerPenggerak, [reach(mentoring, on: date)])).said
            }
            #expect(said("2018-05-31") == [])
            #expect(said("2018-06-01") == ["E404 /items/0/occurred_on"])
            #expect(check(update(from: formerPenggerak, [revoke()])).said == ["E404 /items/0"])
            #expect(check(update(from: formerPenggerak, [revoke(on: "2018-05-30")])).said == [])
        }

        @Test func `an operator is active on the day of the command`() {
            func said(until last: String) -> [String] {
                let former = Organisation(
                    code: operators, name: "Operator", kind: .operator, activeUntil: day(last))
                let rules = Rules(registry: Registry([former]), regions: fixtureRules.regions)
                return IntakeCheck(rules: rules).check(
                    commands(from: operators), from: operators, receivedAt: receivedAt
                ).said
            }
            #expect(said(until: "2018-06-12") == [])
            #expect(said(until: "2018-06-11") == ["E404 /items/0"])
        }

        @Test func `a penggerak that was no longer active is told so once`() {
            let item = registration(on: "2018-06-01", with: formerPenggerak)
            #expect(
                check(update(from: formerPenggerak, [item])).said == ["E404 /items/0/occurred_on"])
        }

        @Test func `a registration lies in the kecamatan of its source`() {
            let outside = registration(in: "31.75.06.1001")
            #expect(check(update(from: penggerak, [outside])).said == ["E407 /items/0/kelurahan"])
            #expect(check(update(from: skpd, [outside])).said == [])
            let before = registration(on: "2018-06-10", in: "31.75.06")
            #expect(check(update(from: penggerak, [before])).said == ["E407 /items/0/kecamatan"])
            #expect(check(update(from: penggerak, [registration(in: "31.71.01.1001")])).said == [])
        }

        @Test(arguments: [portal, skpd, operators])
        func `portal, SKPD and operator correct a member`(source: SourceCode) {
            #expect(check(update(from: source, [correction(place: "31.75.06.1001")])).said == [])
        }

        @Test(arguments: [penggerak, licenceOffice, bank])
        func `nobody else corrects a member`(source: SourceCode) {
            #expect(check(update(from: source, [correction()])).said == ["E414 /items/0/action"])
        }

        @Test func `a correction names a place and a penggerak that a registration could`() {
            #expect(
                check(update(from: skpd, [correction(place: "31.75.06.1099")])).said
                    == ["E302 /items/0/kelurahan"])
            #expect(
                check(update(from: skpd, [correction(place: "31.75.06")])).said
                    == ["E304 /items/0/kelurahan"])
            #expect(
                check(update(from: skpd, [correction(penggerak: stranger)])).said
                    == ["E408 /items/0/penggerak"])
        }

        @Test(arguments: [portal, skpd, penggerak, licenceOffice, bank, operators])
        func `every source may revoke`(source: SourceCode) {
            let result = check(update(from: source, [revoke()]))
            #expect(result.said == [])
            #expect(
                result.facts.first?.target
                    == FactReference(
                        source: source, jobID: JobID(unchecked: "j-0"),
                        itemID: ItemID(unchecked: "a1")))
            #expect(result.facts.first?.occurredOn == day("2018-06-12"))
        }

        @Test func `a class is reported by its organiser, an SKPD or the operator`() {
            func said(_ source: SourceCode) -> [String] {
                check(roster(from: source, [], class: { $0.organiser = penggerak })).said
            }
            #expect(said(penggerak) == [])
            #expect(said(skpd) == [])
            #expect(said(operators) == [])
            #expect(said(otherPenggerak) == ["E413 /class/organiser"])
        }

        @Test func `the organiser of a class is registered and active on its last day`() {
            func said(_ organiser: SourceCode, last date: String) -> [String] {
                let job = roster(from: skpd, []) {
                    $0.organiser = organiser
                    $0.dates = [date, "2018-05-20"]
                }
                return check(job).said
            }
            #expect(said(formerPenggerak, last: "2018-05-31") == [])
            #expect(said(formerPenggerak, last: "2018-06-01") == ["E412 /class/organiser"])
            #expect(said(stranger, last: "2018-05-31") == ["E411 /class/organiser"])
            #expect(said(portal, last: "2018-05-31") == ["E411 /class/organiser"])
        }

        @Test func `the organiser that a training claim names is registered and active`() {
            func said(_ organiser: SourceCode) -> [String] {
                let action = StageItem.Action.claimTraining(local("c-14"), organiser: organiser)
                let item = StageItem(nik: siti, occurredOn: day("2018-06-08"), action: action)
                return check(update(from: skpd, [item])).said
            }
            #expect(said(stranger) == ["E411 /items/0/evidence/organiser"])
            #expect(said(formerPenggerak) == ["E412 /items/0/evidence/organiser"])
        }

        @Test func `a class is judged on its last session's day, wherever that stands`() {
            let job = roster(from: formerPenggerak, []) {
                $0.organiser = formerPenggerak
                $0.dates = ["2018-06-01", "2018-05-20"]
            }
            #expect(check(job).said == ["E404 /class/sessions"])
        }

        @Test func `a class lies in the kecamatan of its source`() {
            #expect(
                check(roster([], class: { $0.place = "31.75.06" })).said == [
                    "E407 /class/kecamatan"
                ])
            #expect(
                check(roster([], class: { $0.place = "31.75.06.1001" })).said == [
                    "E407 /class/kelurahan"
                ])
        }

        @Test(arguments: [portal, licenceOffice, bank])
        func `rosters come from SKPD, penggerak and operator`(source: SourceCode) {
            let result = check(roster(from: source, class: { $0.organiser = penggerak }))
            #expect(result.said == ["E406 /schema"])
            #expect(result.items.map(\.outcome) == [.refused])
            #expect(result.classOutcome == .refused)
        }

        @Test(arguments: [portal, skpd, penggerak, licenceOffice, operators])
        func `funding comes from lenders only`(source: SourceCode) {
            #expect(check(funding(from: source, [event(.assessed)])).said == ["E406 /schema"])
        }

        @Test func `a lender that may not report P7 sends no funding`() {
            let rules = Rules(
                registry: Registry([
                    Organisation(code: bank, name: "bank", kind: .lender, steps: [])
                ]),
                regions: fixtureRules.regions, products: fixtureRules.products)
            let result = IntakeCheck(rules: rules).check(
                funding([event(.assessed)]), from: bank, receivedAt: receivedAt)
            #expect(result.said == ["E405 /items/0/event"])
        }

        @Test func `commands come from the operator's drop box only`() {
            #expect(check(commands(from: operators)).said == [])
            #expect(check(commands(from: skpd)).said == ["E406 /schema"])
        }
    }
}
