import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct OutcomeChecks {
        private let bekasi = registration(of: ani)

        @Test func `warnings show in the outcome of a job that is accepted whole`() {
            #expect(check(update(from: portal, [registration()])).outcome == .accepted)
            #expect(
                check(update(from: portal, [registration(), bekasi])).outcome
                    == .acceptedWithWarnings)
            #expect(check(update(from: portal, [nil, bekasi])).outcome == .partiallyAccepted)
        }

        @Test func `a job of which nothing is good is refused`() {
            let result = check(update(from: portal, [nil, nil]))
            #expect(result.outcome == .refused)
            #expect(result.items.map(\.outcome) == [.refused, .refused])
        }

        @Test func `good items are recorded beside refused ones, in their order`() {
            let result = check(update(from: portal, [nil, registration(), nil, bekasi]))
            #expect(result.items.map(\.outcome) == [.refused, .recorded, .refused, .recorded])
            #expect(result.facts.map(\.key.position) == [1, 3])
            #expect(result.facts.map(\.itemID?.text) == ["i1", "i3"])
        }

        @Test func `under mode all one refused item refuses the job and tells the others`() {
            let result = check(
                update(from: portal, [registration(), nil], with: { $0.mode = .all }))
            #expect(result.outcome == .refused)
            #expect(result.said == ["E125 /items/0", "E110 /items/1/nik"])
            #expect(result.facts == [])
            #expect(
                check(update(from: portal, [registration()], with: { $0.mode = .all })).outcome
                    == .accepted
            )
        }

        @Test func `under mode all one refused row refuses the class`() {
            let result = check(
                roster([attended(siti), nil], class: { _ in }, with: { $0.mode = .all }))
            #expect(result.said == ["E125 /class", "E125 /items/0", "E110 /items/1/nik"])
            #expect(result.classOutcome == .refused)
            #expect(result.outcome == .refused)
        }

        @Test func `a job that only asks is told what would be recorded, and leaves no trace`() {
            let job = update(from: portal, [registration(with: stranger), bekasi]) {
                $0.validateOnly = true
            }
            let result = check(job)
            #expect(result.outcome == .validated)
            #expect(result.items.map(\.outcome) == [.refused, .valid])
            #expect(result.facts == [])
            #expect(result.unaffiliated == [])
            let header = check(roster([nil], class: { _ in }, with: { $0.validateOnly = true }))
            #expect(header.outcome == .validated)
            #expect(header.classOutcome == .valid)
        }

        @Test func `a job that only asks and of which nothing would be recorded is refused`() {
            let none = check(update(from: portal, [nil], with: { $0.validateOnly = true }))
            #expect(none.outcome == .refused)
            let all = update(from: portal, [registration(), nil]) {
                $0.validateOnly = true
                $0.mode = .all
            }
            #expect(check(all).outcome == .refused)
            #expect(check(all).items.map(\.outcome) == [.refused, .refused])
        }

        @Test func `good items of a job with a bad envelope are refused without a complaint`() {
            let result = check(
                update(from: portal, [registration(), nil]) {
                    $0.control = Envelope.Control(items: 3, amountTotal: nil)
                    $0.mode = .all
                })
            #expect(result.said == ["E122 /control/items", "E110 /items/1/nik"])
            #expect(result.items.map(\.outcome) == [.refused, .refused])
        }

        @Test func `under mode all a bad class is the rows' one reason`() {
            let job = roster(
                [attended(siti), nil], class: { $0.place = "31.71.99" },
                with: { $0.mode = .all })
            #expect(
                check(job).said == ["E302 /class/kecamatan", "E606 /items/0", "E110 /items/1/nik"])
        }

        @Test func `each item as sent has its outcome, whatever refused the job`() {
            for job in [
                update(from: stranger, [registration(), nil]), update(from: portal, [nil, nil]),
                roster(from: bank, [attended(siti), nil]), commands(from: skpd),
            ] {
                let result = check(job)
                let expected = job.schema == .operatorCommand ? [0] : [0, 1]
                #expect(result.items.map(\.position) == expected)
                #expect(result.items.allSatisfy { $0.outcome == .refused })
            }
        }

        @Test func `a command is a fact of the day it was submitted`() {
            let fact = check(commands(from: operators)).facts.first
            #expect(fact?.occurredOn == day("2018-06-12"))
            #expect(fact?.nik == nil)
        }

        @Test func `no complaint quotes what a person wrote`() {
            let nik = "3171034506900001"
            let leaking = SourceCode(unchecked: nik)
            let jobs = [
                update(from: leaking, [registration()]),
                update(from: skpd, [registration(of: ani, on: "2018-06-13", with: leaking)]),
                roster(from: skpd, class: { $0.organiser = leaking }),
                funding([event(.assessed, product: nik)]),
            ]
            for job in jobs {
                let result = check(job)
                let complaints = result.complaints + result.items.flatMap(\.complaints)
                #expect(!complaints.isEmpty)
                #expect(complaints.allSatisfy { !$0.message.contains("345069") })
            }
        }
    }
}
