import Ledger
import Programme
import Spool
import Testing

@testable import Service

/// The text that Prometheus reads.
@Suite struct MetricsTextTests {
    @Test func `a family has its help, its type and its samples, escaped as the format says`() {
        var page = MetricsText()
        page.family(
            "okoce_x_total", .counter, "One\\two\n\"three\".",
            [
                MetricSample([("a", "b\\c\n\"d\""), ("e", "f")], .count(.max)),
                MetricSample([("a", ""), ("e", "g")], .whole(-1)),
            ])
        page.family("okoce_y_seconds", .gauge, "Y.", .instant(nanoseconds: 1_500_000_000))
        page.family("okoce_z", .gauge, "Not known now.", nil)
        page.family("okoce_none", .gauge, "None at all.", [])
        #expect(
            page.text == #"""
                # HELP okoce_x_total One\\two\n"three".
                # TYPE okoce_x_total counter
                okoce_x_total{a="b\\c\n\"d\"",e="f"} 18446744073709551615
                okoce_x_total{a="",e="g"} -1
                # HELP okoce_y_seconds Y.
                # TYPE okoce_y_seconds gauge
                okoce_y_seconds 1.5

                """#)
    }

    @Test func `a histogram's buckets add up, bounds included, and what is larger is counted`() {
        var histogram = Histogram(.batch)
        for value: Int64 in [-5, 1, 2, 3, 5000, 5001] { histogram.add(value) }
        var page = MetricsText()
        page.family("okoce_h", "H.", histogram)
        let lines = page.text.split(separator: "\n").map(String.init)
        #expect(lines[1] == "# TYPE okoce_h histogram")
        #expect(lines[2] == "okoce_h_bucket{le=\"1.0\"} 2")
        #expect(lines[3] == "okoce_h_bucket{le=\"2.0\"} 3")
        #expect(lines[4] == "okoce_h_bucket{le=\"5.0\"} 4")
        #expect(
            lines.suffix(4) == [
                "okoce_h_bucket{le=\"5000.0\"} 5", "okoce_h_bucket{le=\"+Inf\"} 6",
                "okoce_h_sum 10007.0", "okoce_h_count 6",
            ])
    }

    @Test func `times are shown in seconds`() {
        var histogram = Histogram(.commit)
        histogram.add(2_500_000)
        var page = MetricsText()
        page.family("okoce_h_seconds", "H.", histogram)
        #expect(page.text.contains("okoce_h_seconds_bucket{le=\"0.001\"} 0\n"))
        #expect(page.text.contains("okoce_h_seconds_bucket{le=\"0.0025\"} 1\n"))
        #expect(page.text.contains("okoce_h_seconds_sum 0.0025\n"))
    }

    @Test func `every kind of trouble is there from the start, so that its begin is seen`() {
        var snapshot = MetricsSnapshot(startedAt: Instant(nanoseconds: 0))
        let text = snapshot.text
        for kind in Trouble.Kind.allCases {
            #expect(text.contains("okoce_troubles{kind=\"\(kind.rawValue)\"} 0\n"))
            #expect(text.contains("okoce_troubles_begun_total{kind=\"\(kind.rawValue)\"} 0\n"))
        }
        // Two boxes may have the same.
        let gone = ["A", "B"].map {
            Trouble(.boxGone, of: $0, "gone", since: Instant(nanoseconds: 0))
        }
        snapshot.troubles = TroubleView(open: gone, begun: [.boxGone: 7])
        #expect(snapshot.text.contains("okoce_troubles{kind=\"box_gone\"} 2\n"))
        #expect(snapshot.text.contains("okoce_troubles_begun_total{kind=\"box_gone\"} 7\n"))
    }

    @Test func `what could not be asked is left out, and nobody is named`() {
        var snapshot = MetricsSnapshot(startedAt: Instant(nanoseconds: 0))
        snapshot.spool.boxes["3171034506900001"] = BoxStatistics()
        let text = snapshot.text
        #expect(!text.contains("okoce_notices_total"))
        #expect(!text.contains("okoce_ledger_size_bytes"))
        #expect(!text.contains("okoce_oldest_waiting_file"))
        #expect(text.contains("okoce_waiting_files{source=\"317103******0001\"} 0\n"))
        #expect(!text.contains("3171034506900001"))
    }
}
