import JobFormat
import Ledger
import Programme
import Spool

/// At the start: whoever is on the list of those who were erased, and is in the ledger all the same,
/// came back with a copy of it that was made before; they are erased again.
///
/// Nobody has to remember who they were: the key tells them among those whom the ledger has facts
/// about. It is a command like an operator's, with the time of the first one, so that what the person
/// has begun since is still theirs. A ledger is looked through once for the same people.
struct ErasingAgain {
    let ledger: any JobStore
    let people: ErasedPeople
    let settings: Current
    let host: JobHost
    let announcer: Announcer

    /// - Throws: what keeps the ledger from being read or written: then the daemon does not start, and
    ///   the next start does it.
    func run() throws(StartError) {
        do throws(LedgerError) {
            let missing = try missing()
            guard !missing.isEmpty else { return }
            let asked = people.keyed(
                missing.sorted { $0.key.lexicographicallyPrecedes($1.key) }
                    .flatMap { $0.key + Array("\($0.value)".utf8) })
            guard try ledger.erasingKey()?.reconciled != asked else { return }
            let found = try ledger.people { missing[people.mac(of: $0.number)] != nil }
            let again = found.map { (nik: $0, at: missing[people.mac(of: $0.number)]) }
            if !found.isEmpty {
                guard try erase(again) else { return }
            }
            try ledger.keep(ErasingKey(digest: people.digest, reconciled: asked))
        } catch {
            throw StartError(ledger: error)
        }
    }

    /// Those of the list whom the ledger does not know as erased, or erased earlier only.
    private func missing() throws(LedgerError) -> [[UInt8]: Instant] {
        var missing = people.all.missing(among: try ledger.erasedPeople())
        for erasure in try ledger.pendingErasures() where erasure.step == .facts {
            missing[people.mac(of: erasure.nik.number)] = nil
        }
        return missing
    }

    /// - Returns: false if there is nobody who could command it.
    private func erase(_ found: [(nik: NIK, at: Instant?)]) throws(LedgerError) -> Bool {
        let operators = settings.value.sources.map(\.organisation).first { $0.kind == .operator }
        guard let operators else {
            announcer.say(
                .trouble,
                """
                people who were erased (\(found.count)) are in the ledger again, since a copy of it \
                was put back: no source of kind operator is in sources.yaml, by which they could be \
                erased again. Add one and start again.
                """)
            return false
        }
        for person in found {
            guard let moment = person.at else { continue }
            do throws(CommitFailure) {
                try host.eraseAgain(person.nik, at: moment, as: operators.code)
            } catch {
                throw .unavailable(path: "the ledger", reason: "\(error)")
            }
        }
        announcer.say(
            .operatorActed,
            """
            people who were erased (\(found.count)) were in the ledger again, since a copy of it \
            was put back: they are erased again.
            """)
        return true
    }
}

extension JobHost {
    /// Records a command to erase somebody, as an operator gave it before.
    fileprivate func eraseAgain(
        _ nik: NIK, at moment: Instant, as source: SourceCode
    ) throws(CommitFailure) {
        let now = WallClock.now
        let name = "erase-again-\(now.nanoseconds)"
        let bytes = Array(
            """
            {"schema": "okoce/operator-command/1", "job_id": "\(name)", "source": "\(source.text)",
             "submitted_at": "\(moment)", "operator": "okoced",
             "reason": "erased before; a copy of the ledger was put back",
             "items": [{"item_id": "1", "command": "person", "act": "erase", "nik": "\(nik.digits)"}]}
            """.utf8)
        // Not looked through for those who were erased, as a file would be: it is about one.
        let reading = preparer.prepare(
            bytes, from: source, receivedAt: now, under: settings.value.rules)
        let recorded = try record([
            ReceivedJob(
                box: source, fileName: Array("\(name).json".utf8),
                identity: LedgerFile(
                    device: 0, inode: 0, size: Int64(bytes.count), mtimeNs: now.nanoseconds,
                    ctimeNs: now.nanoseconds),
                sha256: Preparer.digest(of: bytes), bytes: bytes, receivedAt: now,
                job: reading.job, result: reading.result, erasures: people.generation)
        ])
        guard recorded.first?.outcome.usesUpID == true else {
            throw .retry(reason: "the command to erase somebody again was not recorded")
        }
    }
}
