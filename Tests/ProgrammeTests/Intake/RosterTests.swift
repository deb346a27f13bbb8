import Testing

@testable import Programme

extension IntakeTests {
    @Suite struct RosterChecks {
        @Test func `a roster is a header and its rows, all on the class's last day`() {
            let result = check(roster([attended(siti), attended(budi)]))
            #expect(result.outcome == .accepted)
            #expect(result.classOutcome == .recorded)
            #expect(result.facts.map(\.key.position) == [-1, 0, 1])
            #expect(result.facts.map(\.itemID?.text) == [nil, "i0", "i1"])
            #expect(result.facts.allSatisfy { $0.occurredOn == day("2018-06-09") })
        }

        @Test func `a roster may have no rows`() {
            let result = check(roster([]))
            #expect(result.outcome == .accepted)
            #expect(result.facts.map(\.key.position) == [FactKey.header])
        }

        @Test func `a person twice in a roster is refused in all rows`() {
            let result = check(roster([attended(siti), attended(budi), attended(siti)]))
            #expect(result.said == ["E604 /items/0/nik", "E604 /items/2/nik"])
            #expect(result.items.map(\.outcome) == [.refused, .recorded, .refused])
            #expect(result.outcome == .partiallyAccepted)
        }

        @Test func `a good header with all rows refused is accepted in part`() {
            let result = check(roster([attended(siti), attended(siti)]))
            #expect(result.outcome == .partiallyAccepted)
            #expect(result.classOutcome == .recorded)
            #expect(result.facts.map(\.key.position) == [FactKey.header])
        }

        @Test func `a bad header refuses the job and tells its rows`() {
            let result = check(
                roster([attended(siti), nil], class: { $0.speakers = ["s1", "s2", "s1"] }))
            #expect(
                result.said == [
                    "E605 /class/speakers/2/speaker_id", "E606 /items/0", "E110 /items/1/nik",
                ])
            #expect(result.outcome == .refused)
            #expect(result.classOutcome == .refused)
            #expect(result.facts == [])
        }

        @Test func `a header that cannot be read refuses the job and tells its rows`() {
            let complaint = Complaint(.sessionsMissing, at: "/class/sessions", message: "Missing.")
            let job = job(
                .trainingRoster, from: penggerak, .roster(nil, sent([attended(siti)])),
                complaints: [complaint])
            let result = check(job)
            #expect(result.said == ["E603 /class/sessions", "E606 /items/0"])
            #expect(result.outcome == .refused)
            #expect(result.classOutcome == .refused)
        }

        @Test func `a roster of which nothing could be read has a refused class`() {
            let complaint = Complaint(.fieldMissing, at: "/items", message: "Missing.")
            let job = job(.trainingRoster, from: penggerak, .none, complaints: [complaint])
            #expect(check(job).classOutcome == .refused)
        }

        @Test func `rows under a bad envelope and a good header have no complaint of their own`() {
            let control = Envelope.Control(items: 9, amountTotal: nil)
            let result = check(roster(class: { _ in }, with: { $0.control = control }))
            #expect(result.said == ["E122 /control/items"])
            #expect(result.classOutcome == .refused)
            #expect(result.items.map(\.outcome) == [.refused])
        }

        @Test func `more attended than there is room for is a warning`() {
            func result(_ rows: [RosterItem?], capacity: Int64) -> IntakeResult {
                check(roster(rows, class: { $0.capacity = capacity }))
            }
            let rows = [attended(siti), attended(budi), RosterItem(nik: ani, attendance: .invited)]
            #expect(result(rows, capacity: 2).said == ["W202 /items/2/nik"])
            #expect(
                result(rows, capacity: 1).said == ["W601 /class/capacity", "W202 /items/2/nik"])
            #expect(result(Array(rows.prefix(2)), capacity: 1).outcome == .acceptedWithWarnings)
        }
    }
}
