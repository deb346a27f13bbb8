import Programme
import Testing

@testable import Ledger

/// What is added up along the way is what a pass over all members says.
struct TallyTests {
    private let state: StateDirectory
    private let ledger: Ledger

    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
    }

    private static let times: [@Sendable (Day) -> Int] = [
        { _ in 0 },
        { $0 < Made.day(400) ? 0 : 1 },
        { ($0.number < Made.day(700).number) ? 0 : 1 + Int($0.number - Made.day(700).number) / 7 },
        { max(0, $0.civil.year * 12 + $0.civil.month - 2018 * 12) },
    ]

    /// Both on some days, by several times.
    private func compare(_ jobs: inout RandomJobs, _ comment: Comment) throws {
        let tallied = try LedgerReader(path: state.path)
        // Of now too: a report of an earlier moment goes over the members.
        let recounted = try LedgerReader(
            path: state.path, known: KnownThen(at: Ledger.Options().clock(), under: Made.rules))
        for _ in 0..<4 {
            let day = Made.day(jobs.number(0..<950))
            for time in TallyTests.times {
                let (one, other) = try (
                    tallied.stageFigures(asOf: day, time: time),
                    recounted.stageFigures(asOf: day, time: time)
                )
                #expect(Set(one.counts) == Set(other.counts), comment)
                #expect(one.counts.count == other.counts.count, comment)
                #expect(one.days == other.days, comment)
            }
        }
        let days = [100, 350, 360, 900].map { Made.day($0) }
        #expect(try Set(tallied.workers(on: days)) == Set(recounted.workers(on: days)), comment)
        #expect(try Rosters(tallied) == Rosters(recounted), comment)
        #expect(try tallied.verify(under: Made.rules) == [], comment)
    }

    /// Who was on rosters: by class, and how many people in all.
    private struct Rosters: Equatable {
        private(set) var places: [String: Int] = [:]
        private(set) var people = 0
        private var last: NIK?

        init(_ reader: LedgerReader) throws {
            self = try reader.training { _ in
                Rosters()
            } addAll: { rosters, people, id, attended in
                rosters.places["\(id) \(attended)", default: 0] += people
                rosters.people += people
            } add: { rosters, nik, id, attended in
                rosters.places["\(id) \(attended)", default: 0] += 1
                if rosters.last != nik { rosters.people += 1 }
                rosters.last = nik
            }
            last = nil
        }

        private init() {}
    }

    private func tally(keeping pending: Int, by slice: Int) throws {
        try ledger.transaction { (session) throws(SQLFailure) in
            try session.tallyOldest(keeping: pending, by: slice)
        }.get(orThrow: state.path)
    }

    private func rows(_ table: String) throws -> Int {
        try ledger.write { (session) throws(SQLFailure) in
            switch table {
            case "step_tally": try session.count("SELECT count(*) FROM step_tally")
            case "gap_tally": try session.count("SELECT count(*) FROM gap_tally")
            default: try session.count("SELECT count(*) FROM tally_change")
            }
        }
    }

    @Test(arguments: [2, 3])
    func `reports say what a pass over the members says, after any jobs`(seed: UInt64) throws {
        var jobs = RandomJobs(seed: seed)
        for round in 0..<30 {
            let batch = (0..<jobs.number(1..<12)).map { _ in jobs.next() }
            _ = try ledger.record(batch, under: Made.rules)
            if round % 4 == 3 { try tally(keeping: jobs.number(0..<9), by: jobs.number(1..<20)) }
            if round % 3 == 0 { try compare(&jobs, "seed \(seed), round \(round)") }
        }
        // All of it was there: some are moved, some have lost P7, months and days are added up.
        let seen = try ledger.write { (session) throws(SQLFailure) in
            try [
                session.untalliedMembers().count,
                session.count("SELECT count(*) FROM member_span WHERE until_day IS NOT NULL"),
                session.count("SELECT count(*) FROM member_span WHERE until_day IS NULL"),
                session.count("SELECT count(*) FROM tally_change"),
                session.count("SELECT count(*) FROM step_tally WHERE span = 2"),
                session.count("SELECT count(*) FROM gap_tally WHERE span = 2"),
                session.count("SELECT count(*) FROM worker_tally"),
                session.count("SELECT count(*) FROM class_tally"),
                session.count("SELECT count(*) FROM repeat_attendee"),
            ]
        }
        #expect(seen.allSatisfy { $0 > 0 }, "\(seen)")
        _ = try ledger.rebuild(under: Made.rules)
        try compare(&jobs, "seed \(seed), made anew")
        try tally(keeping: 0, by: 1000)
        #expect(try rows("tally_change") == 0)
        try compare(&jobs, "seed \(seed), all added up")
    }

    @Test func `a transaction writes one row of changes, and too many are added up by themselves`()
        throws
    {
        var jobs = RandomJobs(seed: 4)
        _ = try ledger.record((0..<40).map { _ in jobs.next() }, under: Made.rules)
        #expect(try rows("tally_change") == 1)
        #expect(try rows("step_tally") == 0)
        let add = { (number: Int) throws(LedgerError) in
            try ledger.transaction { (session) throws(SQLFailure) in
                for _ in 0..<number {
                    for members in [Int64(1), -1] {
                        session.tallyChanges.append(
                            .step(
                                MemberTally.Step(
                                    stage: 1, day: Made.day(1), place: 317_101, source: 1),
                                days: nil, members: members))
                    }
                }
            }.get(orThrow: state.path)
        }
        try add(MemberTally.pending / 2 - MemberTally.slice)
        #expect(try rows("tally_change") == 2)
        try add(MemberTally.slice)
        #expect(try rows("tally_change") < 3)
        #expect(try rows("step_tally") > 0)
        try compare(&jobs, "with as many again")
    }

    @Test func `somebody who is erased counts as before`() throws {
        var jobs = RandomJobs(seed: 5)
        let nik = Made.nik(20)
        _ = try ledger.record((0..<60).map { _ in jobs.next() }, under: Made.rules)
        let note = Envelope.OperatorNote(name: "rina", reason: "a letter")
        let make = jobs.make
        _ = try ledger.record(
            [
                make.job(Made.portal, "p", [.registration(nik, Made.registration())]),
                make.job(
                    Made.community, "r", schema: .trainingRoster,
                    [
                        .header(Made.trainingClass()),
                        .attendance(nik, Made.trainingClass().key, .attended),
                    ]),
                make.job(Made.agency, "m", [.evidence(nik, .mentoring(mentor: "M"))]),
                make.job(
                    SourceCode(unchecked: "OPERATOR"), "o", schema: .operatorCommand, submitted: 3,
                    [.command(.act(.person(.erase(nik))), note)]),
            ], under: Made.rules)
        try compare(&jobs, "before")
        let erasure = try #require(ledger.pendingErasures().first)
        _ = try ledger.eraseFacts(
            erasure, known: try ledger.traces(of: nik), as: .tombstone(1_234_567_890),
            mac: Array(repeating: 7, count: 32), under: Made.rules, with: .masking(nik),
            random: { "random" })
        #expect(try LedgerReader(path: state.path).member(nik) == nil)
        try compare(&jobs, "after")
    }

    @Test func `a ledger of before is added up when it is opened`() throws {
        var jobs = RandomJobs(seed: 6)
        _ = try ledger.record((0..<200).map { _ in jobs.next() }, under: Made.rules)
        try ledger.write { (session) throws(SQLFailure) in
            try session.run("DROP VIEW reached_step")
            try session.run("DROP VIEW untallied_member")
            try session.run("DROP INDEX member_span_ended")
            try session.run("DROP INDEX member_workers_untallied")
            try session.run("DROP TABLE worker_tally")
            try session.run("DROP TABLE class_tally")
            try session.run("DROP TABLE repeat_attendee")
            try session.run("DROP TABLE step_tally")
            try session.run("DROP TABLE gap_tally")
            try session.run("DROP TABLE tally_change")
            try session.run("DELETE FROM grdb_migrations WHERE identifier LIKE '10 %'")
        }
        _ = try Ledger(path: state.path)
        #expect(try rows("step_tally") > 0)
        #expect(try rows("gap_tally") > 0)
        try compare(&jobs, "migrated")
    }

    @Test func `verify finds wrong numbers, and rebuild mends them`() throws {
        var jobs = RandomJobs(seed: 7)
        _ = try ledger.record((0..<100).map { _ in jobs.next() }, under: Made.rules)
        try tally(keeping: 0, by: 1000)
        try ledger.write { (session) throws(SQLFailure) in
            try session.run("UPDATE step_tally SET members = members + 1 WHERE span = 1")
            try session.run("UPDATE worker_tally SET people = people + 1")
            try session.run("UPDATE class_tally SET people = people + 1")
            try session.run("DELETE FROM repeat_attendee")
        }
        let reader = try LedgerReader(path: state.path)
        let found = try reader.verify(under: Made.rules)
        #expect(found.contains { if case .tally = $0 { true } else { false } })
        #expect(found.contains { if case .tallyOfMonth = $0 { true } else { false } })
        #expect(found.contains { if case .workers = $0 { true } else { false } })
        #expect(found.contains { if case .roster = $0 { true } else { false } })
        #expect(found.contains { if case .rosters = $0 { true } else { false } })
        _ = try ledger.rebuild(under: Made.rules)
        #expect(try reader.verify(under: Made.rules) == [])
        try ledger.write { (session) throws(SQLFailure) in
            try session.run("DELETE FROM tally_change")
        }
        #expect(try reader.verify(under: Made.rules) != [])
    }
}

struct TallyRangeTests {
    private func ranges(
        _ first: Int, _ last: Int, _ time: (Day) -> Int = { _ in 0 }
    ) -> [String] {
        TallyRange.all(from: Made.day(first), asOf: Made.day(last), time: time).map {
            "\($0.span) \($0.days.lowerBound) \($0.days.upperBound)"
        }
    }

    @Test func `whole months are read as months, the last one's days as days`() {
        // Made.day(0) is 1 June 2018.
        #expect(
            ranges(20, 69) == [
                "month 2018-06-01 2018-07-01", "day 2018-08-01 2018-08-09",
            ])
        #expect(ranges(0, 29) == ["month 2018-06-01 2018-06-01"])
        #expect(ranges(0, 28) == ["day 2018-06-01 2018-06-29"])
        #expect(ranges(40, 28) == [])
    }

    @Test func `a month of two times is read as days`() {
        #expect(
            ranges(0, 121) { $0 < Made.day(40) ? 0 : 1 } == [
                "month 2018-06-01 2018-06-01", "day 2018-07-01 2018-07-31",
                "month 2018-08-01 2018-09-01",
            ])
    }
}
