import Glibc
import Ledger
import Programme
import Reports
import Service
import Spool

/// Asks everyone how things stand: configuration, spool, ledger, and the daemon by what it left.
struct StandingReader {
    /// Over so many seconds jobs are counted for the rate; tenths of a job a second are exact so.
    private static let rateSeconds: Int64 = 10

    let locations: Locations

    /// How things stand now; only a ledger that cannot be read ends the command.
    func standing() throws -> Standing {
        var problems: [String] = []
        var configuration: Configuration?
        do throws(ConfigurationError) {
            configuration = try locations.readConfiguration()
        } catch {
            problems.append(
                "the configuration cannot be used; a daemon that runs keeps the one it has: "
                    + error.description.replacing("\n", with: "; "))
        }
        let places = try locations.places(configuration)
        let recent = WallClock.now.adding(seconds: -StandingReader.rateSeconds)
        let (status, pauses) = try locations.reading(places.state) {
            (ledger) throws(LedgerError) in
            (try ledger.status(recentSince: recent), try ledger.pauses())
        }
        let paused = Dictionary(pauses.map { ($0.source, $0) }) { $1 }
        let sources = organisations(configuration, status).map {
            source($0, places.spool, status, paused[$0.code], &problems)
        }
        let presence = DaemonPresence.of(spool: places.spool)
        let said = DaemonState.read(in: places.state)
        let isThere = presence != .notRunning
        if !isThere, sources.contains(where: { ($0.waiting ?? 0) > 0 }) {
            problems.append("files wait and okoced does not run; systemctl start okoced")
        }
        // What a daemon said that does not run any more is not how things stand, but why it ended.
        if !isThere, case .stopped(let reason?) = said?.phase {
            problems.append("okoced stopped: \(reason)")
        }
        let last =
            isThere ? said?.lastOver.flatMap { $0.isRecent(at: WallClock.now) ? $0 : nil } : nil
        return Standing(
            daemon: presence.description,
            phase: isThere ? said.map { Standing.Phase($0.phase.word, since: $0.since) } : nil,
            rate: FixedPoint(scaled: status.recent, digits: 1),
            logBytes: size(of: "\(places.state)/\(Ledger.fileName)-wal"), spool: places.spool,
            state: places.state, sources: sources,
            notices: (status.notices.last, status.notices.sent), removals: status.removals,
            troubles: isThere ? (said?.troubles ?? []).map(Standing.Trouble.init) : [],
            lastProblem: last.map {
                Standing.PastTrouble(Standing.Trouble($0.trouble), until: $0.until)
            }, problems: problems)
    }

    /// The registry's sources; without a registry those that the ledger has met, without names.
    private func organisations(
        _ configuration: Configuration?, _ status: LedgerStatus
    ) -> [(code: SourceCode, name: String)] {
        if let configuration {
            return configuration.sources.map { ($0.organisation.code, $0.organisation.name) }
                .sorted { $0.0 < $1.0 }
        }
        let met = Set(status.outcomes.keys).union(status.waiting.keys)
        return met.sorted().map { ($0, "") }
    }

    private func source(
        _ organisation: (code: SourceCode, name: String), _ spool: String, _ status: LedgerStatus,
        _ pause: Pause?, _ problems: inout [String]
    ) -> Standing.Source {
        var census: BoxCensus?
        do {
            census = try BoxCensus(of: organisation.code, spool: spool)
        } catch {
            problems.append("\(error)")
        }
        return Standing.Source(
            code: organisation.code, name: organisation.name, waiting: census?.waiting,
            oldest: census?.oldest,
            pause: pause.map {
                Standing.Pause(by: $0.operatorName, since: $0.since, reason: $0.reason)
            }, outcomes: status.outcomes[organisation.code] ?? [:],
            facts: status.waiting[organisation.code] ?? [:],
            heldByOperator: status.heldByOperators[organisation.code] ?? 0)
    }

    private func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}

extension Standing.Trouble {
    fileprivate init(_ trouble: Trouble) {
        self.init(
            kind: trouble.kind.rawValue, subject: trouble.subject, since: trouble.since,
            what: trouble.what, remedy: trouble.kind.remedy)
    }
}
