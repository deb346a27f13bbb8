import Ledger
import Programme
import Spool
import Testing

@testable import Service

/// What `systemctl status` says in one line.
@Suite struct StatusLineTests {
    @Test func `an idle daemon says so, and how much it has done`() {
        #expect(line(settled: 12) == "idle; 12 jobs since the start")
    }

    @Test func `work shows its rate and the sources with most files, the rest counted`() {
        let boxes = ["A": 5, "B": 3000, "C": 7, "D": 190, "E": 1, "F": 0]
        #expect(
            line(boxes.mapValues { box(waiting: $0) }, settled: 12, rate: 812.34) == """
                working, 812 jobs/s; 3203 files wait: B 3000, D 190, C 7 and 6 more of others \
                (2); 12 jobs since the start
                """)
        #expect(line(rate: 0.01) == "idle, 0.1 jobs/s; 0 jobs since the start")
        #expect(line(rate: 9.96) == "idle, 10 jobs/s; 0 jobs since the start")
    }

    @Test func `one of a kind is one`() {
        #expect(
            line(["A": box(waiting: 1)], settled: 1, facts: WaitingFacts(held: 1))
                == "working; 1 file waits: A 1; 1 job since the start; 1 fact held")
    }

    @Test func `a box that was not read to its end has at least so many`() {
        var more = box(waiting: 4)
        more.hasMore = true
        #expect(line(["A": more]).contains("at least 4 files wait: A 4;"))
        more.waiting = 0
        #expect(line(["A": more]) == "idle; 0 jobs since the start")
    }

    @Test func `what stays until somebody does something is counted`() {
        var one = box(waiting: 2)
        (one.incomplete, one.unremovable) = (2, 3)
        #expect(
            line(["A": one], facts: WaitingFacts(held: 57, contradicted: 2)) == """
                idle; 0 jobs since the start; 2 files incomplete; 3 files cannot be removed; \
                57 facts held; 2 facts contradicted
                """)
    }

    @Test func `what is wrong comes first, what was wrong last`() {
        let (gone, log) = (trouble(.spoolGone, "the spool is gone."), trouble(.logGrows, "grown."))
        let time = "1970-01-01T07:00:00+07:00"
        #expect(
            line(troubles: TroubleView(open: [gone, log]))
                == "TROUBLE since \(time): the spool is gone. (and 1 more); waiting; "
                + "0 jobs since the start")
        let past = PastTrouble(gone, until: Instant(nanoseconds: 12_900_000_000))
        let after = line(troubles: TroubleView(open: [log], lastOver: past))
        #expect(after.hasPrefix("TROUBLE since \(time): grown.; idle; "))
        #expect(after.hasSuffix("; last problem \(time), over after 12 s: the spool is gone."))
    }

    @Test func `what was wrong is news for an hour`() {
        let past = PastTrouble(trouble(.spoolGone, "gone"), until: Instant(nanoseconds: 0))
        let view = TroubleView(open: [trouble(.logGrows, "grown")], lastOver: past)
        #expect(view.shown(at: Instant(nanoseconds: 3599_999_999_999)).lastOver == past)
        #expect(view.shown(at: Instant(nanoseconds: 3_600_000_000_000)).lastOver == nil)
        #expect(view.shown(at: Instant(nanoseconds: 3_600_000_000_000)).open.count == 1)
    }

    @Test func `it is one short line without control characters, and nobody is named in it`() {
        let what = "bad \u{1B}[2J\n3171034506900001 " + String(repeating: "long ", count: 200)
        let one = trouble(.fileTrouble, what)
        let past = PastTrouble(one, until: Instant(nanoseconds: 0))
        let boxes = Dictionary(
            uniqueKeysWithValues: (0..<100).map {
                (String(repeating: "X", count: 60) + "\($0)", box(waiting: 1_000_000_000))
            })
        let line = line(boxes, rate: 1e6, troubles: TroubleView(open: [one], lastOver: past))
        #expect(line.count <= StatusLine.limit)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        #expect(!line.contains("3171034506900001"))
        #expect(line.contains("317103******0001"))
        #expect(line.contains("last problem"), "the last part must have its place")
    }

    @Test func `who is paused is named, the first three`() {
        #expect(line(paused: ["KP-021"]).contains("; paused by an operator: KP-021;"))
        #expect(line(paused: ["D", "B", "C", "A"]).contains("operator: A, B, C and 1 more;"))
        #expect(!line().contains("paused"))
    }

    private func line(
        _ boxes: [String: BoxStatistics] = [:], settled: UInt64 = 0, rate: Double = 0,
        facts: WaitingFacts = WaitingFacts(), paused: [String] = [],
        troubles: TroubleView = TroubleView()
    ) -> String {
        var statistics = SpoolStatistics()
        statistics.boxes = boxes
        statistics.settled = settled
        return StatusLine(
            statistics, rate: rate, facts: facts, paused: paused, troubles: troubles
        ).text
    }

    private func box(waiting: Int) -> BoxStatistics {
        var box = BoxStatistics()
        box.waiting = waiting
        return box
    }

    private func trouble(_ kind: Trouble.Kind, _ what: String) -> Trouble {
        Trouble(kind, of: "", what, since: Instant(nanoseconds: 0))
    }
}

@Suite struct JobRateTests {
    private let start = ContinuousClock.now

    @Test func `the rate is that of the last ten seconds, of less after a start`() {
        var rate = JobRate(since: start)
        #expect(rate.note(10, at: start + .seconds(2)) == 5)
        #expect(rate.note(100, at: start + .seconds(10)) == 10)
        #expect(rate.note(100, at: start + .seconds(12)) == 9)
        #expect(rate.note(100, at: start + .seconds(20)) == 0)
    }

    @Test func `after a long rest a job counts as one of the last ten seconds`() {
        var rate = JobRate(since: start)
        _ = rate.note(50, at: start + .seconds(1))
        #expect(rate.note(51, at: start + .seconds(1000)) == 0.1)
        #expect(rate.note(51, at: start + .seconds(1011)) == 0)
    }

    @Test func `no time is no rate`() {
        var rate = JobRate(since: start)
        #expect(rate.note(50, at: start) == 0)
    }
}
