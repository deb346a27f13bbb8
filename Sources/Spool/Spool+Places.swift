import Dispatch
import SystemPackage

/// Folders: opened, watched, missed, found again. Never made.
extension Spool {
    func start(_ desk: inout Desk, _ isReady: () -> Void) throws(SpoolError) {
        guard !desk.isStarted, desk.drained == nil, desk.logic.mode == .running else {
            throw .alreadyStarted
        }
        let place = try open(&desk)
        desk.isStarted = true
        isReady()
        refreshBoxes(&desk, place)
        tellOfShunned(desk)
        let timer = DispatchSource.makeTimerSource(queue: intake.queue)
        timer.setEventHandler { [weak self] in self?.timeHasCome() }
        timer.schedule(deadline: .distantFuture)
        timer.activate()
        desk.timer = timer
        watchMounts(&desk)
        desk.logic.planPlaceCheck(now: Clock.monotonic)
        desk.logic.nextRescan = Clock.monotonic &+ desk.logic.settings.rescanInterval
        step(&desk)
    }

    private func watchMounts(_ desk: inout Desk) {
        desk.mounts = try? MountWatch(queue: intake.queue) { [weak self] in
            guard let self else { return }
            intake.onQueue { desk in
                desk.logic.mountsChanged(now: Clock.monotonic)
                self.step(&desk)
            }
        }
        desk.logic.isDeafToMounts = desk.mounts == nil
    }

    /// Opens and locks the place, without its boxes.
    private func open(_ desk: inout Desk) throws(SpoolError) -> SpoolPlace {
        let place = try SpoolPlace(path: desk.path)
        do {
            let watcher = try Watcher(queue: intake.queue) { [weak self] in self?.hear() }
            try watcher.watch(place.spool, as: .spool)
            try watcher.watch(place.incoming, as: .incoming)
            watcher.watchAbove(place.path)
            desk.watcher = watcher
        } catch {
            throw .cannotWatch(path: desk.path, errno: error.rawValue)
        }
        desk.place = place
        if !desk.isStarted { openNotes(&desk) }
        return place
    }

    /// Whether all is where it was; what is missing is closed, what is new is opened.
    func checkPlace(_ desk: inout Desk) {
        guard let place = desk.place else { return }
        if let errno = place.check() {
            placeIsGone(&desk, place, errno: errno)
        } else {
            refreshBoxes(&desk, place)
        }
    }

    func placeIsGone(_ desk: inout Desk, _ place: SpoolPlace, errno: Int32) {
        guard desk.place === place else { return }
        place.markGone()
        desk.place = nil
        desk.watcher = nil
        for id in desk.boxes.keys {
            desk.boxes[id]?.handle = nil
            desk.boxes[id]?.stream = nil
            desk.boxes[id]?.lastErrno = 0
        }
        desk.logic.spoolGone(path: desk.path, errno: errno)
        lookForPlace()
    }

    /// Every second until it is back. There is nothing to be told by: the path may be anywhere.
    private func lookForPlace() {
        intake.async(after: .seconds(1)) { desk in
            guard desk.place == nil, desk.drained == nil else { return }
            do throws(SpoolError) {
                // Its boxes are opened in a logic that knows it to be back.
                desk.logic.isGone = false
                self.refreshBoxes(&desk, try self.open(&desk))
                desk.logic.isGone = true
                desk.logic.spoolBack(path: desk.path, now: Clock.monotonic)
                self.step(&desk)
            } catch {
                desk.logic.isGone = true
                self.lookForPlace()
            }
        }
    }

    // MARK: Boxes

    private func refreshBoxes(_ desk: inout Desk, _ place: SpoolPlace) {
        // Gone ones first: a folder that was given another box's name must be let go of.
        for (id, box) in desk.boxes {
            guard let handle = box.handle else { continue }
            if !place.leads(to: handle.directory, box: FileName(box.box.name)) {
                close(id, &desk)
                observe(.boxGone(box: box.box.name))
            }
        }
        for (id, box) in desk.boxes where box.handle == nil { open(id, &desk, place) }
        for (id, box) in desk.boxes where box.handle != nil && !box.isWatched {
            watch(id, &desk)
        }
        retryBoxes(&desk)
        reportIgnored(&desk, place)
    }

    private func open(_ id: BoxID, _ desk: inout Desk, _ place: SpoolPlace) {
        guard var box = desk.boxes[id] else { return }
        do throws(Errno) {
            let directory = try DirectoryHandle(at: place.incoming, FileName(box.box.name))
            // Mounted over it, most likely; and no file could be moved from there to rejected/.
            guard directory.device == place.incoming.device else { throw Errno.improperLink }
            box.handle = BoxHandle(
                id: id, name: box.box.name, mayOwn: box.box.mayOwn, directory: directory,
                place: place)
            box.isWatched = false
            desk.boxes[id] = box
            desk.logic.boxes[id]?.isShortOfResources = false
            observe(.boxOpened(box: box.box.name))
            // Watched before it is read, so that nothing falls between.
            watch(id, &desk)
            desk.logic.boxOpened(id)
        } catch {
            desk.logic.boxes[id]?.isShortOfResources = error.isShortage
            // A box without a folder is simply not there yet.
            report(id, &desk, error == .noSuchFileOrDirectory ? nil : error)
        }
    }

    private func watch(_ id: BoxID, _ desk: inout Desk) {
        guard let directory = desk.boxes[id]?.handle?.directory else { return }
        do throws(Errno) {
            try desk.watcher?.watch(directory, as: .box(id))
            desk.boxes[id]?.isWatched = true
            report(id, &desk, nil)
            // What came while nobody listened.
            desk.logic.boxes[id]?.scan.isWanted = true
        } catch {
            report(id, &desk, error)
        }
    }

    /// Tells that a box cannot be opened or watched, or that it can again: each once.
    private func report(_ id: BoxID, _ desk: inout Desk, _ failure: Errno?) {
        guard let box = desk.boxes[id], box.lastErrno != failure?.rawValue ?? 0 else { return }
        desk.boxes[id]?.lastErrno = failure?.rawValue ?? 0
        if let failure {
            observe(.boxTrouble(box: box.box.name, errno: failure.rawValue))
        } else {
            observe(.boxRecovered(box: box.box.name))
        }
    }

    /// Tries again soon what could not be opened or watched, ever more slowly.
    private func retryBoxes(_ desk: inout Desk) {
        guard desk.boxes.values.contains(where: { $0.lastErrno != 0 }) else {
            desk.boxFailures = 0
            return
        }
        guard !desk.isRetryingBoxes else { return }
        desk.isRetryingBoxes = true
        desk.boxFailures += 1
        let wait = Int(Limits.backoff(after: desk.boxFailures))
        intake.async(after: .nanoseconds(wait)) { desk in
            desk.isRetryingBoxes = false
            self.checkPlace(&desk)
            self.step(&desk)
        }
    }

    private func close(_ id: BoxID, _ desk: inout Desk) {
        desk.watcher?.unwatch(.box(id))
        desk.boxes[id]?.handle?.markGone()
        desk.boxes[id]?.handle = nil
        desk.boxes[id]?.stream = nil
        desk.boxes[id]?.lastErrno = 0
        desk.logic.boxClosed(id)
    }

    private func reportIgnored(_ desk: inout Desk, _ place: SpoolPlace) {
        guard let folders = try? DirectoryStream.folders(in: place.incoming) else { return }
        let known = Set(desk.boxes.values.map { FileName($0.box.name) })
        let ignored = Set(folders).subtracting(known)
        for name in ignored.subtracting(desk.ignored).sorted() {
            observe(.folderIgnored(name: name))
        }
        // One that was away and is back is reported again.
        desk.ignored = ignored
    }

    func reconfigure(_ desk: inout Desk, boxes: [Box], configuration: SpoolConfiguration) {
        guard desk.drained == nil else { return }
        var settings = IntakeSettings(configuration)
        settings.workers = desk.logic.settings.workers
        desk.logic.change(settings, now: Clock.monotonic)
        desk.rules = desk.logic.rules
        let wanted = Dictionary(boxes.map { ($0.name, $0) }) { first, _ in first }
        var known: Set<String> = []
        for (id, open) in desk.boxes {
            if let box = wanted[open.box.name] {
                known.insert(box.name)
                change(id, to: box, &desk)
            } else {
                close(id, &desk)
                desk.boxes[id] = nil
                desk.logic.removeBox(id)
            }
        }
        for box in boxes where known.insert(box.name).inserted { desk.add(box) }
        checkPlace(&desk)
    }

    private func change(_ id: BoxID, to box: Box, _ desk: inout Desk) {
        desk.boxes[id]?.box = box
        desk.logic.boxes[id]?.weight = box.weight
        if let handle = desk.boxes[id]?.handle {
            desk.boxes[id]?.handle = BoxHandle(
                id: id, name: box.name, mayOwn: box.mayOwn, directory: handle.directory,
                place: handle.place)
        }
    }

    /// The end: lets go of everything, the lock too.
    func close(_ desk: inout Desk) {
        desk.timer?.cancel()
        desk.timer = nil
        desk.watcher = nil
        // At once, whoever still holds a reference.
        desk.place?.markGone()
        desk.place = nil
        for id in desk.boxes.keys {
            desk.boxes[id]?.handle = nil
            desk.boxes[id]?.stream = nil
        }
    }
}
