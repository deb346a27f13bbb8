import Foundation

/// What there is when the daemon has done all its work, to be compared with the undisturbed end.
struct CrashEnd {
    let ledger: LedgerDump
    let files: [String]
    let stateFiles: [String]
    let notices: CrashNotices
    let tellsJournal: Bool

    init(_ site: CrashSite) throws {
        ledger = try LedgerDump(site.state)
        files = try SpoolDump.lines(of: site.spool)
        stateFiles = try FileManager.default.contentsOfDirectory(atPath: site.state.path).sorted()
        notices = site.notices
        tellsJournal = site.tellsJournal
    }

    /// What differs from the undisturbed end; empty if nothing does.
    ///
    /// - Parameter first: the number of the first notice that this site had to tell.
    func differences(from undisturbed: CrashEnd, firstNotice first: Int) -> [String] {
        var found = CrashEnd.difference("ledger", ledger.lines, undisturbed.ledger.lines)
        found += CrashEnd.difference("file", files, undisturbed.files)
        found += CrashEnd.difference("state", stateFiles, undisturbed.stateFiles)
        guard tellsJournal else {
            let silent = undisturbed.toldMessages.subtracting(notices.messages)
            return found + silent.sorted().map { "not told: \($0)" }
        }
        found += CrashEnd.difference("notice", notices.lines, undisturbed.notices.lines)
        let wanted = Set(first..<max(first, ledger.notices + 1))
        let told = Set(notices.numbered.keys)
        if wanted != told {
            found.append(
                "OKOCE_SEQ: never told \(wanted.subtracting(told).sorted()), "
                    + "told too much \(told.subtracting(wanted).sorted())")
        }
        found += notices.changed.map { "OKOCE_SEQ \($0) was told again with other words" }
        return found
    }

    /// The words of all notices, as they stand on standard error too.
    private var toldMessages: Set<String> {
        Set(
            notices.numbered.values.compactMap { $0["MESSAGE"] }.map(LedgerDump.withoutNumbers))
    }

    private static func difference(
        _ what: String, _ found: [String], _ wanted: [String]
    ) -> [String] {
        found.difference(from: wanted).map { change in
            switch change {
            case .insert(_, let line, _): "\(what) too much: \(line)"
            case .remove(_, let line, _): "\(what) missing: \(line)"
            }
        }
    }
}
