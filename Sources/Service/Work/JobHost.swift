import Glibc
import JobFormat
import Ledger
import Programme
import Spool
import Synchronization

/// The daemon's side of the spool's contract: what a file means, and that it is recorded.
final class JobHost: SpoolHost {
    /// A prepared file on its way to the ledger.
    typealias Job = ReceivedJob

    private let ledger: any JobStore
    let settings: Current
    let people: ErasedPeople
    private let erasing: ErasingFacts
    private let announcer: Announcer
    private let hazard: Hazard?
    private let troubles: Troubles
    let preparer = Preparer()
    private let listeners = Mutex(Listeners())

    private struct Listeners {
        var committed: [@Sendable (Commit) -> Void] = []
        var incomplete: [@Sendable () -> Void] = []
        var stopped: [@Sendable (String) -> Void] = []
    }

    init(
        ledger: any JobStore, settings: Current, people: ErasedPeople, erasing: ErasingFacts,
        announcer: Announcer, troubles: Troubles, hazard: Hazard? = nil
    ) {
        self.hazard = hazard
        self.ledger = ledger
        self.settings = settings
        self.people = people
        self.erasing = erasing
        self.announcer = announcer
        self.troubles = troubles
    }

    /// Calls `listener` with what was recorded after every commit, on the queue that committed; it
    /// must return at once.
    func onCommit(_ listener: @escaping @Sendable (Commit) -> Void) {
        listeners.withLock { $0.committed.append(listener) }
    }

    /// Calls `listener` whenever a file was looked at whose end has not arrived, on the worker's
    /// queue; it must return at once.
    func onIncomplete(_ listener: @escaping @Sendable () -> Void) {
        listeners.withLock { $0.incomplete.append(listener) }
    }

    /// Calls `listener` with the reason when the ledger can record nothing more.
    func onStop(_ listener: @escaping @Sendable (String) -> Void) {
        listeners.withLock { $0.stopped.append(listener) }
    }

    // MARK: The three verbs

    func prepare(_ delivery: Delivery) -> Preparation<ReceivedJob> {
        let box = SourceCode(unchecked: delivery.box)
        let receivedAt = Instant(nanoseconds: delivery.receivedAt)
        switch delivery.contents {
        case .unreadable(let reason):
            return .job(
                ReceivedJob(
                    delivery, box, KnownBytes(without: people), receivedAt,
                    Preparer.Reading(unreadable: reason)))
        case .bytes(let bytes):
            hazard?.strike(.prepare, bytes)
            let known = KnownBytes(bytes, sha256: Preparer.digest(of: bytes), without: people)
            let reading = preparer.prepare(
                known.bytes, from: box, receivedAt: receivedAt, under: settings.value.rules)
            if reading.endsTooEarly, !delivery.isLastChance {
                listeners.withLock(\.incomplete).forEach { $0() }
                return .incomplete
            }
            return .job(ReceivedJob(delivery, box, known, receivedAt, reading))
        }
    }

    func commit(_ batch: [ReceivedJob]) throws(CommitFailure) -> [Settlement] {
        let configuration = settings.value
        let recorded = try record(batch)
        return zip(batch, recorded).map { job, record in
            Settlement(job, record, receipts: configuration.receipts(of: job.box))
        }
    }

    func catchUp() throws(CommitFailure) {
        do throws(LedgerError) {
            try ledger.keepLogShort()
        } catch {
            throw commitFailure(error)
        }
    }

    /// Of somebody who was erased while the file waited to leave, nothing is laid in the spool any
    /// more: who looks through it for them may have done so already.
    func revise(_ settlement: Settlement, contents: () -> [UInt8]?) -> Settlement {
        guard settlement.basis != people.generation else { return settlement }
        let redaction = people.redaction
        let texts = [settlement.name.map { Array($0.bytes) }, settlement.receipt].compactMap { $0 }
        guard
            texts.contains(where: { redaction.masked($0) != $0 })
                || contents().map({ redaction.redacted($0) != nil }) == true
        else { return settlement }
        return Settlement(
            attempt: settlement.attempt, disposition: .remove, basis: people.generation)
    }

    func observe(_ event: SpoolEvent) {
        // A paused source's folder is no stranger's: it is shown where the pause is.
        if case .folderIgnored(let name) = event,
            settings.paused.contains(SourceCode(unchecked: name.printable))
        {
            return
        }
        // A worker may come back from a box that was closed meanwhile: nothing would end its trouble.
        if let box = event.troubledBox, !settings.open.contains(where: { $0.box == box }) { return }
        event.tell(announcer, troubles)
    }

    /// Nothing more may be recorded: says so, and ends the daemon.
    func mustStop(because error: LedgerError) {
        let reason = "nothing more is acknowledged: \(error). Start again."
        let stopped = listeners.withLock { listeners in
            defer { listeners.stopped = [] }
            return listeners.stopped
        }
        guard !stopped.isEmpty else { return }
        announcer.say(.mustStop, reason)
        stopped.forEach { $0(reason) }
    }

    /// Gives back what memory only makes it faster. Waits for the store's turn.
    func releaseMemory() {
        preparer.releaseMemory()
        ledger.releaseMemory()
    }

    // MARK: Jobs without a file

    /// Records jobs, those without a file too: deferred ones whose time has come.
    func record(_ prepared: [ReceivedJob]) throws(CommitFailure) -> [RecordedJob] {
        var batch = prepared
        if let hazard { for job in batch { hazard.strike(.commit, job.bytes) } }
        let recorded: [RecordedJob]
        let begin = ContinuousClock.now
        do throws(LedgerError) {
            recorded = try settings.recording { (configuration) throws(LedgerError) in
                try erasing.erase(under: configuration)
                // Under this lock nobody is erased, so nobody can be missed.
                batch = batch.map { preparedAgain($0, under: configuration.rules) }
                let recorded = try ledger.record(
                    batch, under: configuration.rules, telling: configuration.notices)
                for (job, record) in zip(batch, recorded) where record.outcome.usesUpID {
                    erase(namedIn: job)
                }
                return recorded
            }
        } catch {
            throw commitFailure(error)
        }
        let commit = Commit(
            received: batch, recorded: recorded, took: ContinuousClock.now - begin,
            at: WallClock.now)
        listeners.withLock(\.committed).forEach { $0(commit) }
        return recorded
    }

    /// What an error of the ledger means to the spool; one after which nothing more may be recorded
    /// ends the daemon.
    private func commitFailure(_ error: LedgerError) -> CommitFailure {
        switch error.nextStep {
        case .retry: return .retry(reason: "\(error)")
        case .stop:
            mustStop(because: error)
            return .stop(reason: "\(error)")
        }
    }

    /// Checks a deferred job anew, as if it had come at its time.
    func prepare(_ job: DeferredJob, at now: Instant) -> ReceivedJob {
        let known = KnownBytes(job.bytes, sha256: job.sha256, without: people)
        let reading = preparer.prepare(
            known.bytes, from: job.box, receivedAt: now, under: settings.value.rules)
        return ReceivedJob(
            box: job.box, fileName: known.name(job.fileName), identity: job.identity,
            resumes: job.attempt, sha256: known.sha256, bytes: known.bytes, receivedAt: now,
            job: reading.job, result: reading.result, isRedacted: known.isRedacted,
            keyedSHA256: known.keyedSHA256, plainSHA256: known.plainSHA256,
            erasures: known.erasures)
    }

    // MARK: People who were erased

    /// The job as it would have been prepared now, if somebody was erased since it was.
    private func preparedAgain(_ job: ReceivedJob, under rules: Rules) -> ReceivedJob {
        guard job.erasures != people.generation, !job.bytes.isEmpty else { return job }
        let known = KnownBytes(job.bytes, sha256: job.sha256, without: people)
        let isFirst = job.keyedSHA256.isEmpty
        guard known.isRedacted || isFirst else { return job }
        // Somebody else was taken out of it before: its digest has the key already.
        let sha256 = job.isRedacted ? job.sha256 : known.sha256
        let reading = preparer.prepare(
            known.bytes, from: job.box, receivedAt: job.receivedAt, under: rules)
        return ReceivedJob(
            box: job.box, fileName: known.name(job.fileName), identity: job.identity,
            leftoverOf: job.leftoverOf, resumes: job.resumes, owner: job.owner, sha256: sha256,
            bytes: known.bytes, receivedAt: job.receivedAt, job: reading.job,
            result: reading.result, isRedacted: known.isRedacted || job.isRedacted,
            keyedSHA256: job.isRedacted ? sha256 : known.keyedSHA256,
            plainSHA256: job.plainSHA256, erasures: known.erasures)
    }

    /// From now on whatever comes in is prepared without the people whom this job erases.
    private func erase(namedIn job: ReceivedJob) {
        guard job.job?.schema == .operatorCommand else { return }
        for fact in job.result.facts {
            if case .command(.act(.person(.erase(let nik))), _) = fact.content {
                people.add(nik, at: fact.submittedAt)
            }
        }
    }
}

/// The bytes of a file as they may be known, now that some people were erased.
private struct KnownBytes {
    let bytes: [UInt8]
    let sha256: [UInt8]
    let keyedSHA256: [UInt8]
    let plainSHA256: [UInt8]
    let isRedacted: Bool
    let erasures: Int
    private let people: ErasedPeople

    init(_ bytes: [UInt8], sha256: [UInt8], without people: ErasedPeople) {
        self.people = people
        erasures = people.generation
        let redacted = people.isEmpty ? nil : people.redaction.redacted(bytes)
        isRedacted = redacted != nil
        self.bytes = redacted ?? bytes
        keyedSHA256 = people.isEmpty ? [] : people.keyed(sha256)
        self.sha256 = isRedacted ? keyedSHA256 : sha256
        plainSHA256 = sha256
    }

    /// Of a file that was not opened.
    init(without people: ErasedPeople) {
        self.people = people
        erasures = people.generation
        (bytes, sha256, keyedSHA256, plainSHA256) = ([], [], [], [])
        isRedacted = !people.isEmpty
    }

    /// The file's name, without those who were erased where the file was redacted: news may have any
    /// name.
    func name(_ name: [UInt8]) -> [UInt8] { isRedacted ? people.redaction.masked(name) : name }
}

extension ReceivedJob {
    fileprivate convenience init(
        _ delivery: Delivery, _ box: SourceCode, _ known: KnownBytes, _ receivedAt: Instant,
        _ reading: Preparer.Reading
    ) {
        let file = delivery.identity
        self.init(
            box: box, fileName: known.name(Array(delivery.name.bytes)),
            identity: LedgerFile(
                device: file.device, inode: file.inode, size: file.size, mtimeNs: file.modified,
                ctimeNs: file.changed),
            leftoverOf: delivery.leftoverOf, owner: file.owner, sha256: known.sha256,
            bytes: known.bytes, receivedAt: receivedAt, job: reading.job, result: reading.result,
            isRedacted: known.isRedacted && !known.bytes.isEmpty, keyedSHA256: known.keyedSHA256,
            plainSHA256: known.plainSHA256, erasures: known.erasures)
    }
}

extension Preparer.Reading {
    /// A file that was not read, and why, for its sender.
    init(unreadable reason: UnreadableReason) {
        self.init(job: nil, result: .unreadable([reason.complaint]), endsTooEarly: false)
    }
}

extension UnreadableReason {
    /// In words that its sender can act on.
    fileprivate var complaint: Complaint {
        switch self {
        case .notRegular(let kind):
            Complaint(
                .notARegularFile, at: "",
                message: "Not a regular file but a \(kind.rawValue). Deliver the file itself.")
        case .wrongOwner(let uid):
            Complaint(
                .wrongOwner, at: "",
                message: """
                    The file belongs to uid \(uid), which may not deliver to this drop box. Deliver \
                    it as the account that sources.yaml names.
                    """)
        case .tooLarge(let size, let limit):
            Complaint(
                .limitPassed, at: "",
                message: "The file has \(size) bytes; at most \(limit) are taken. Split the job.")
        case .noPermission:
            Complaint(
                .notReadable, at: "",
                message: "The daemon may not read the file. Make it readable: chmod 644.")
        case .deadly(let deaths):
            Complaint(.killsTheProgram, at: "", message: deaths.sentence)
        case .io(let errno):
            Complaint(
                .notReadable, at: "",
                message: "Reading the file failed (\(String(cString: strerror(errno)))).")
        }
    }
}
