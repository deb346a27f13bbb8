import Dispatch
import Glibc
import SystemPackage
import Synchronization

/// What the settler's queue owns.
struct SettlerDesk {
    var backlog = Line<SettleItem>()
    /// The disk is full or the like, so often in a row.
    var failures = 0
    /// A wake-up is under way.
    var isWaiting = false
}

/// The settler's stage: after the commit, outside the writer.
extension Spool {
    func settle(_ items: [SettleItem]) {
        leaving.withLock { for item in items { $0.insert(item.settlement.attempt) } }
        settler.async { desk in
            desk.backlog.append(contentsOf: items)
            let isDraining = self.brake.isDraining.load(ordering: .relaxed)
            if !desk.isWaiting || isDraining { self.settle(&desk) }
        }
    }

    /// A drain does not wait for a full disk.
    func stopWaitingToSettle() {
        settler.async { self.settle(&$0) }
    }

    /// Hands files in flight back to the intake.
    ///
    /// - Parameter attempts: those of them that are settled, or given up.
    func land(_ settled: [Settled], leaving attempts: [Int64] = []) {
        guard !settled.isEmpty else { return }
        intake.async { desk in
            self.leaving.withLock { $0.subtract(attempts) }
            desk.logic.settled(settled, now: Clock.monotonic)
            self.step(&desk)
        }
    }

    private func settle(_ desk: inout SettlerDesk) {
        pulses.settle.isBusy(true)
        defer { pulses.settle.isBusy(false) }
        var files = FileSettler(rules: tuning.withLock { $0.looker.rules })
        var settled: [Settled] = []
        var attempts: [Int64] = []
        var checked: SpoolPlace?
        var waiting: [(item: SettleItem, error: Errno)] = []
        while var item = desk.backlog.popFirst() {
            if checked !== item.ticket.handle.place {
                checked = item.ticket.handle.place
                check(item.ticket.handle.place)
            }
            do throws(Errno) {
                settled.append(try settle(&item, &files))
                attempts.append(item.settlement.attempt)
            } catch {
                waiting.append((item, error))
                break
            }
            pulses.settle.step()
        }
        for left in files.finish() {
            settled.removeAll { $0.isOf(left.item.ticket) }
            if left.error.stallsSettling {
                attempts.removeAll { $0 == left.item.settlement.attempt }
                waiting.append(left)
            } else {
                settled.append(
                    Settled(left.item.ticket, .unremovable(left.item, errno: left.error.rawValue)))
            }
        }
        for case .gone in settled.lazy.map(\.outcome) {
            counters.settled.wrappingAdd(1, ordering: .relaxed)
        }
        for left in waiting { desk.backlog.putBack(left.item) }
        if let first = waiting.first {
            wait(&desk, first.item, first.error)
        } else if desk.failures > 0, !settled.isEmpty {
            goOn(&desk)
        }
        land(settled, leaving: attempts)
    }

    /// - Throws: only what no other file would fare better with.
    private func settle(
        _ item: inout SettleItem, _ files: inout FileSettler
    ) throws(Errno) -> Settled {
        guard !brake.isStopped.load(ordering: .sequentiallyConsistent),
            !item.ticket.handle.isGone
        else {
            counters.unsettled.wrappingAdd(1, ordering: .relaxed)
            return Settled(item.ticket, .abandoned)
        }
        let note = notes.withLock { $0 }?.settler
        note?.note(box: item.ticket.handle.name, name: item.ticket.name, step: .settle)
        note?.note(item.ticket.identity)
        note?.note(attempt: item.settlement.attempt)
        defer { note?.clear() }
        do {
            try revise(&item)
            return Settled(item.ticket, try files.settle(&item))
        } catch {
            guard !error.stallsSettling else { throw error }
            return Settled(item.ticket, .unremovable(item, errno: error.rawValue))
        }
    }

    /// - Throws: what kept the file from being read, where the host asked for it.
    private func revise(_ item: inout SettleItem) throws(Errno) {
        let (ticket, attempt) = (item.ticket, item.settlement.attempt)
        var failure: Errno?
        let revised = host.revise(item.settlement) {
            do throws(Errno) {
                return try contents(of: ticket)
            } catch {
                failure = error
                return nil
            }
        }
        if let failure { throw failure }
        precondition(revised.attempt == attempt, "a revised settlement is of the same attempt")
        item.settlement = revised
    }

    /// The bytes of a file on its way out; nil of what was not read when it was taken either.
    private func contents(of ticket: Ticket) throws(Errno) -> [UInt8]? {
        let folder = ticket.handle.directory.descriptor
        do {
            let status = try System.status(at: folder, ticket.name)
            guard FileKind(mode: status.st_mode) == .regular, ticket.handle.mayOwn(status.st_uid),
                Int64(status.st_size) <= tuning.withLock({ $0.looker.maximumFileSize })
            else { return nil }
            let descriptor = try System.openForReading(at: folder, ticket.name)
            defer { Glibc.close(descriptor) }
            guard FileIdentity(try System.status(of: descriptor)).isSameContent(as: ticket.identity)
            else { return nil }
            return try System.read(descriptor, upTo: Int(status.st_size))
        } catch .noSuchFileOrDirectory {
            return nil
        }
    }

    /// Returns when what is being settled at this moment is settled: from then on every file leaves
    /// as ``SpoolHost/revise(_:contents:)`` says now. Not to be called from
    /// ``SpoolHost/prepare(_:)`` or ``SpoolHost/commit(_:)``.
    public func finishSettling() {
        settler.sync { _ in }
    }

    /// Before each pass: nothing is removed from a spool that was moved away.
    private func check(_ place: SpoolPlace) {
        guard !place.isGone, let errno = place.check() else { return }
        place.markGone()
        intake.async { desk in
            self.placeIsGone(&desk, place, errno: errno)
            self.step(&desk)
        }
    }

    /// All wait behind the one: the disk is full or read-only for each of them.
    private func wait(_ desk: inout SettlerDesk, _ item: SettleItem, _ failure: Errno) {
        guard !brake.isDraining.load(ordering: .relaxed) else {
            let rest = desk.backlog.take(desk.backlog.count)
            counters.unsettled.wrappingAdd(rest.count, ordering: .relaxed)
            land(
                rest.map { Settled($0.ticket, .abandoned) },
                leaving: rest.map(\.settlement.attempt))
            return
        }
        pulses.settle.waits(for: failure.description)
        if desk.failures == 0 {
            observe(.settleWaits(box: item.ticket.handle.name, errno: failure.rawValue))
            stall(true)
        }
        desk.failures += 1
        desk.isWaiting = true
        let delay = Int(Limits.backoff(after: desk.failures))
        settler.async(after: .nanoseconds(delay)) { desk in
            desk.isWaiting = false
            self.settle(&desk)
        }
    }

    private func goOn(_ desk: inout SettlerDesk) {
        desk.failures = 0
        pulses.settle.waits(for: nil)
        observe(.settleGoesOn)
        stall(false)
    }

    /// While committed files cannot leave, nothing more is taken that could not leave either.
    private func stall(_ isStalled: Bool) {
        intake.async { desk in
            desk.logic.isSettlingStalled = isStalled
            self.step(&desk)
        }
    }
}
