import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct EnvelopeChecks {
        private func good() -> SentJob { update(from: portal, [registration()]) }

        @Test func `the source is that of the drop box`() {
            let result = check(good(), from: skpd)
            #expect(result.said == ["E402 /source"])
            #expect(result.outcome == .refused)
            #expect(result.items.map(\.outcome) == [.refused])
            #expect(result.facts == [])
        }

        @Test func `of a file in another's drop box nobody's rights are asked`() {
            #expect(
                check(update(from: skpd, [reach(licence)]), from: portal).said == ["E402 /source"])
            #expect(check(roster(from: skpd), from: bank).said == ["E402 /source"])
        }

        @Test func `the source is registered`() {
            let job = update(from: stranger, [registration()])
            #expect(check(job).said == ["E403 /source"])
            #expect(check(job, from: portal).said == ["E402 /source", "E403 /source"])
        }

        @Test func `a source is judged even where the rest of the envelope cannot be read`() {
            let job = SentJob(
                jobID: nil, source: stranger, schema: nil, envelope: nil, body: .none,
                complaints: [Complaint(.fieldMissing, at: "/job_id", message: "Missing.")])
            let result = check(job, from: portal)
            #expect(result.said == ["E110 /job_id", "E402 /source", "E403 /source"])
            #expect(result.outcome == .refused)
        }

        @Test func `a job is submitted at most 24 hours after it was received`() {
            func said(_ text: String) -> [String] {
                check(update(from: portal, [registration()]) { $0.submittedAt = instant(text) })
                    .said
            }
            #expect(said("2018-06-13T10:00:00+07:00") == [])
            #expect(said("2018-06-13T05:00:00+02:00") == [])
            #expect(said("2018-06-13T10:00:00.000000001+07:00") == ["E119 /submitted_at"])
        }

        @Test func `what the operator sends says who and why, and nothing else does`() {
            #expect(check(update(from: operators, [registration()])).said == [])
            #expect(
                check(update(from: operators, [registration()], with: { $0.note = nil })).said
                    == ["E127 /operator"])
            let note = Envelope.OperatorNote(name: "Rina", reason: "a letter")
            #expect(
                check(update(from: skpd, [registration()], with: { $0.note = note })).said
                    == ["E128 /operator"])
        }

        @Test func `control counts the items as sent, refused ones too`() {
            func said(_ items: Int64) -> [String] {
                let control = Envelope.Control(items: items, amountTotal: nil)
                return check(
                    update(from: portal, [registration(), nil], with: { $0.control = control })
                )
                .said
            }
            #expect(said(2) == ["E110 /items/1/nik"])
            #expect(said(1) == ["E122 /control/items", "E110 /items/1/nik"])
        }

        @Test func `control adds up the amounts as sent, refused ones too`() {
            func said(_ total: Int64) -> [String] {
                let control = Envelope.Control(items: nil, amountTotal: Rupiah(total))
                let job = funding(
                    [event(.submitted(Rupiah(5_000_000))), nil, event(.assessed)],
                    amounts: [5_000_000, 3, nil], with: { $0.control = control })
                return check(job).said
            }
            #expect(said(5_000_003) == ["E110 /items/1/nik"])
            #expect(said(5_000_000) == ["E123 /control/amount_total", "E110 /items/1/nik"])
        }

        @Test func `amounts too large to add up match no total`() {
            let control = Envelope.Control(items: nil, amountTotal: Rupiah(-2))
            let job = funding(
                [event(.assessed), event(.assessed)], amounts: [.max, .max],
                with: { $0.control = control })
            #expect(check(job).said == ["E123 /control/amount_total"])
        }

        @Test func `only a funding application has a total of amounts`() {
            let control = Envelope.Control(items: 1, amountTotal: Rupiah(0))
            #expect(
                check(update(from: portal, [registration()], with: { $0.control = control })).said
                    == ["E124 /control/amount_total"])
        }

        @Test func `a job for later is deferred, and checked when its time has come`() {
            let moment = instant("2018-06-20T08:00:00+07:00")
            let job = update(from: portal, [registration(), nil]) { $0.notBefore = moment }
            let before = check(job)
            #expect(before.outcome == .deferred)
            #expect(before.deferredUntil == moment)
            #expect(before.facts == [] && before.items == [])
            let then = check(job, at: moment)
            #expect(then.outcome == .partiallyAccepted)
            #expect(then.deferredUntil == nil)
        }

        @Test func `a job for later with a bad envelope is refused at once`() {
            let job = update(from: portal, [registration()]) {
                $0.notBefore = instant("2018-06-20T08:00:00+07:00")
                $0.control = Envelope.Control(items: 7, amountTotal: nil)
            }
            #expect(check(job).outcome == .refused)
            #expect(check(job).deferredUntil == nil)
        }

        @Test func `a complaint that reading made is not made twice`() {
            let complaint = Complaint(.operatorNoteMissing, at: "/operator", message: "Missing.")
            let job = job(
                .operatorCommand, from: operators, .commands([]), complaints: [complaint],
                with: { $0.note = nil })
            #expect(check(job).said == ["E127 /operator"])
        }
    }
}
