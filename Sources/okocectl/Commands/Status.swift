import ArgumentParser
import Ledger
import Programme
import Reports
import Service
import Spool

/// `okocectl status`: how things stand, on one screen.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows how things stand.",
        discussion: """
            Whether okoced runs, what waits in each drop box, what became of all deliveries, what \
            waits for something or for somebody's decision, and whether all notices are sent. \
            csv gives the table of sources alone.
            """)

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func run() throws {
        let standing = try standing()
        switch list.format {
        case .table: try Output.write(standing.terminalText(columns: Output.columns))
        case .json: try Output.write(standing.jsonText)
        case .csv: try Output.write(CSVTable.text(standing.table))
        }
    }

    private func standing() throws -> Standing {
        let configuration = try locations.configuration()
        let spool = try locations.spoolPath()
        let status = try locations.reading { (ledger) throws(LedgerError) in try ledger.status() }
        var problems: [String] = []
        let sources = configuration.sources.sorted { $0.box < $1.box }.map { source in
            self.source(source.organisation, spool, status, &problems)
        }
        let presence = DaemonPresence.of(spool: spool)
        if presence == .notRunning, sources.contains(where: { ($0.waiting ?? 0) > 0 }) {
            problems.append("files wait and okoced does not run")
        }
        // What a daemon said that does not run any more is not how things stand, but why it ended.
        let said = DaemonState.read(in: try locations.statePath())
        if presence == .notRunning, case .stopped(let reason?) = said?.phase {
            problems.append("okoced stopped: \(reason)")
        }
        let troubles = presence == .notRunning ? [] : said?.troubles ?? []
        let last = presence == .notRunning ? nil : said?.lastOver
        let lastProblem = last.flatMap { $0.isRecent(at: WallClock.now) ? $0 : nil }.map {
            Standing.PastTrouble(Standing.Trouble($0.trouble), until: $0.until)
        }
        return Standing(
            daemon: presence.description, spool: spool, state: try locations.statePath(),
            sources: sources, notices: (status.notices.last, status.notices.sent),
            troubles: troubles.map(Standing.Trouble.init), lastProblem: lastProblem,
            problems: problems)
    }

    private func source(
        _ organisation: Organisation, _ spool: String, _ status: LedgerStatus,
        _ problems: inout [String]
    ) -> Standing.Source {
        var census: BoxCensus?
        do {
            census = try BoxCensus(of: organisation.code, spool: spool)
        } catch {
            problems.append("\(error)")
        }
        return Standing.Source(
            code: organisation.code, name: organisation.name, waiting: census?.waiting,
            oldest: census?.oldest, outcomes: status.outcomes[organisation.code] ?? [:],
            facts: status.waiting[organisation.code] ?? [:])
    }
}

extension Standing.Trouble {
    fileprivate init(_ trouble: Trouble) {
        self.init(
            kind: trouble.kind.rawValue, subject: trouble.subject, since: trouble.since,
            what: trouble.what, remedy: trouble.kind.remedy)
    }
}
