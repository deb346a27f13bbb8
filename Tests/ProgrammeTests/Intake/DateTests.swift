import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct DateChecks {
        private func permit(issued: String, on date: String) -> StageItem {
            reach(
                .licence(
                    Evidence.Licence(kind: .nib, number: "1234567890123", issuedOn: day(issued))),
                on: date)
        }

        @Test func `nothing is reported before it occurred`() {
            #expect(check(update(from: portal, [registration(on: "2018-06-12")])).said == [])
            #expect(
                check(update(from: portal, [registration(on: "2018-06-13")])).said
                    == ["E502 /items/0/occurred_on", "E502 /items/0/consent/given_on"])
            #expect(check(funding([event(.assessed, on: "2018-06-12")])).said == [])
            #expect(
                check(funding([event(.assessed, on: "2018-06-13")])).said
                    == ["E702 /items/0/occurred_on"])
            #expect(check(update(from: skpd, [revoke(on: "2018-06-12")])).said == [])
            #expect(
                check(update(from: skpd, [revoke(on: "2018-06-13")])).said
                    == ["E502 /items/0/occurred_on"])
        }

        @Test func `the day of submission is Jakarta's`() {
            func said(_ submitted: String) -> [String] {
                let job = update(from: portal, [registration(on: "2018-06-12")]) {
                    $0.submittedAt = instant(submitted)
                }
                return check(job).said
            }
            #expect(said("2018-06-11T17:00:00Z") == [])
            #expect(said("2018-06-11T16:59:59Z").first == "E502 /items/0/occurred_on")
        }

        @Test func `consent is not given in the future`() {
            #expect(
                check(update(from: portal, [registration(on: "2018-06-11", consent: "2018-06-12")]))
                    .said
                    == [])
            #expect(
                check(update(from: portal, [registration(on: "2018-06-11", consent: "2018-06-13")]))
                    .said
                    == ["E502 /items/0/consent/given_on"])
        }

        @Test func `a licence is had from its issue on`() {
            #expect(
                check(update(from: skpd, [permit(issued: "2018-06-08", on: "2018-06-08")])).said
                    == [])
            #expect(
                check(update(from: skpd, [permit(issued: "2018-06-09", on: "2018-06-08")])).said
                    == ["E509 /items/0/evidence/issued_on"])
        }

        @Test func `the accounts of a month are not told before it begins`() {
            func said(_ month: String) -> [String] {
                let accounts = Evidence.Accounts(
                    period: day(month + "-01"), revenue: Rupiah(10), expenses: Rupiah(4))
                return check(update(from: skpd, [reach(.accounts(accounts))])).said
            }
            #expect(said("2018-06") == [])
            #expect(said("2018-07") == ["E502 /items/0/evidence/period"])
        }

        @Test func `the sessions of a held class are past, those of a planned one need not be`() {
            func said(_ status: TrainingClass.Status, _ date: String) -> [String] {
                let job = roster([]) {
                    $0.status = status
                    $0.dates = ["2018-06-09", date]
                }
                return check(job).said
            }
            #expect(said(.held, "2018-06-12") == [])
            #expect(said(.held, "2018-06-13") == ["E602 /class/sessions/1/date"])
            #expect(said(.planned, "2018-07-13") == [])
            #expect(said(.cancelled, "2018-07-13") == [])
        }
    }
}
