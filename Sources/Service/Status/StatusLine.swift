import Ledger
import Programme
import Spool
import Systemd

/// The line of `systemctl status`: what is wrong, what the daemon does and how fast, whose files
/// wait, what is held, and what was wrong last.
///
///     working, 812 jobs/s; 3206 files wait: PORTAL 3000, KP-021 190, BANKDKI 10 and 6 more of
///     others (2); paused by an operator: DINSOS; 91044 jobs since the start; 57 facts held; last problem
///     2018-06-12T14:02:11+07:00, over after 12 s: the spool ...
///
/// One line of at most ``limit`` characters, without control characters and with NIKs masked. It
/// says nothing that changes by itself, so that it need not be written when nothing has happened.
struct StatusLine {
    /// In characters. A terminal shows as much on a few lines.
    static let limit = 1000
    /// Of what a trouble has to say, in characters: the rest of the line must have its place.
    private static let troubleLimit = 200
    /// Sources that are named.
    private static let named = 3

    let text: String

    /// - Parameter rate: jobs a second.
    init(
        _ statistics: SpoolStatistics, rate: Double, facts: WaitingFacts, paused: [String] = [],
        troubles: TroubleView
    ) {
        var parts: [String] = []
        if let first = troubles.open.first {
            let others = troubles.open.count > 1 ? " (and \(troubles.open.count - 1) more)" : ""
            parts.append("TROUBLE since \(first.since): \(StatusLine.cut(first.what))\(others)")
        }
        let boxes = statistics.boxes.map { Waiting(source: $0.key, $0.value) }
        let isWaiting = boxes.contains { $0.files > 0 }
        let isKept = troubles.open.contains { $0.kind.keepsFiles }
        parts.append(
            (isKept ? "waiting" : isWaiting ? "working" : "idle") + StatusLine.words(rate: rate))
        if isWaiting { parts.append(StatusLine.words(waiting: boxes)) }
        if !paused.isEmpty { parts.append(StatusLine.words(paused: paused)) }
        parts.append(
            "\(statistics.settled) \(statistics.settled == 1 ? "job" : "jobs") since the start")
        parts += StatusLine.leftovers(statistics, facts)
        if let last = troubles.lastOver {
            parts.append(
                """
                last problem \(last.trouble.since), over after \(last.seconds) s: \
                \(StatusLine.cut(last.trouble.what))
                """)
        }
        let line = OneLine.escaping(Masking.maskingPeople(in: parts.joined(separator: "; ")))
        text = StatusLine.cut(line, to: StatusLine.limit)
    }

    /// Files of a source that are there to be taken.
    private struct Waiting {
        let source: String
        let files: Int
        let hasMore: Bool

        init(source: String, _ box: BoxStatistics) {
            self.source = source
            files = max(0, box.waiting - box.incomplete)
            hasMore = files > 0 && box.hasMore
        }
    }

    private static func words(rate: Double) -> String {
        guard rate > 0 else { return "" }
        let tenths = Int((rate * 10).rounded(.up))
        return tenths >= 100 ? ", \(tenths / 10) jobs/s" : ", \(tenths / 10).\(tenths % 10) jobs/s"
    }

    private static func words(waiting boxes: [Waiting]) -> String {
        let waiting = boxes.filter { $0.files > 0 }
            .sorted { ($1.files, $0.source) < ($0.files, $1.source) }
        let all = waiting.reduce(0) { $0 + $1.files }
        let more = waiting.contains(where: \.hasMore) ? "at least " : ""
        let names = waiting.prefix(named).map { "\($0.source) \($0.files)" }
        let others = waiting.dropFirst(named)
        let rest =
            others.isEmpty
            ? ""
            : " and \(others.reduce(0) { $0 + $1.files }) more of others (\(others.count))"
        let files = all == 1 ? "file waits" : "files wait"
        return "\(more)\(all) \(files): \(names.joined(separator: ", "))\(rest)"
    }

    private static func words(paused: [String]) -> String {
        let more = paused.count - named
        return "paused by an operator: \(paused.sorted().prefix(named).joined(separator: ", "))"
            + (more > 0 ? " and \(more) more" : "")
    }

    /// What stays where it is until somebody does something.
    private static func leftovers(
        _ statistics: SpoolStatistics, _ facts: WaitingFacts
    ) -> [String] {
        let incomplete = statistics.boxes.values.reduce(0) { $0 + $1.incomplete }
        let stuck = statistics.boxes.values.reduce(0) { $0 + $1.unremovable }
        return [
            (incomplete, "file", "incomplete"), (stuck, "file", "cannot be removed"),
            (facts.held, "fact", "held"), (facts.contradicted, "fact", "contradicted"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s") \($0.2)" }
    }

    private static func cut(_ text: String, to limit: Int = troubleLimit) -> String {
        text.count <= limit ? text : text.prefix(limit - 3) + "..."
    }
}
