import Glibc
import SystemPackage

/// The small file that says which files are in work, for who comes after a death.
///
/// It is mapped shared: what was stored there survives the process, however that ends, and no
/// system call is made to store it. A power cut may lose it; nothing in the machine's memory killed
/// the process then.
///
/// One slot for each worker, one for the settler, one for each job of a batch; then as many for the
/// suspects of the runs before. Each part has one writer, the queue that it is named for, so that
/// nothing is locked.
final class SuspectFile: Sendable {
    private static let magic: UInt64 = 0x3153_5553_4C4F_4F50  // "POOLSUS1"
    private static let headerSize = 4096

    private enum Offset {
        static let magic = 0
        static let workers = 8
        static let batch = 12
        static let docket = 16
        static let isRunning = 20
        static let process = 24
        static let signal = 28
        static let alone = 32
        static let batchCount = 36
    }

    /// Who died with what in its hands, and whom that leaves to be examined.
    let lastRun: LastRun
    let suspects: [Suspect]
    /// Jobs that a batch may have.
    let batch: Int

    private let workers: Int
    private let size: Int
    /// Where the file is mapped.
    ///
    /// Unsafe because several queues store through it without a lock, which is what the file is for: a
    /// note costs no call and no wait. It never changes, what it points to is mapped for as long as
    /// this object lives, and each part of that has one writer, the queue that it is named for.
    nonisolated(unsafe) private let base: UnsafeMutableRawPointer

    /// Reads what the last run left, and begins a new file in its place.
    init(path: String, workers: Int, batch: Int) throws(Errno) {
        self.workers = workers
        self.batch = batch
        lastRun = try SuspectFile.read(path)
        let capacity = workers + 1 + batch
        let suspects = Array(Docket.after(lastRun).prefix(capacity))
        self.suspects = suspects
        size = SuspectFile.headerSize + 2 * capacity * SuspectSlot.size
        base = try SuspectFile.make(path, size: size) { bytes in
            bytes.storeBytes(of: SuspectFile.magic, toByteOffset: Offset.magic, as: UInt64.self)
            bytes.storeBytes(of: Int32(workers), toByteOffset: Offset.workers, as: Int32.self)
            bytes.storeBytes(of: Int32(batch), toByteOffset: Offset.batch, as: Int32.self)
            bytes.storeBytes(of: -1, toByteOffset: Offset.alone, as: Int32.self)
            bytes.storeBytes(of: getpid(), toByteOffset: Offset.process, as: Int32.self)
            bytes.storeBytes(of: 1, toByteOffset: Offset.isRunning, as: Int32.self)
            bytes.storeBytes(
                of: Int32(suspects.count), toByteOffset: Offset.docket, as: Int32.self)
            for (number, suspect) in suspects.enumerated() {
                SuspectFile.slot(capacity + number, of: bytes).write(suspect)
            }
        }
        DeathWitness.shows(base.advanced(by: Offset.signal))
    }

    deinit {
        DeathWitness.forgets(base.advanced(by: Offset.signal))
        munmap(base, size)
    }

    // MARK: Notes: plain stores

    /// The worker's slot; its own to write.
    func worker(_ number: Int) -> SuspectSlot { SuspectFile.slot(number, of: base) }

    /// The settler's slot.
    var settler: SuspectSlot { SuspectFile.slot(workers, of: base) }

    /// The writer begins a commit.
    func commits(_ tickets: some Collection<Ticket>) {
        var number = 0
        for ticket in tickets.prefix(batch) {
            let slot = SuspectFile.slot(workers + 1 + number, of: base)
            slot.note(box: ticket.handle.name, name: ticket.name, step: .commit)
            slot.note(ticket.identity)
            number += 1
        }
        store(Int32(number), Offset.batchCount)
    }

    /// The commit is over, one way or the other.
    func endsCommit() {
        let count: Int32 = base.load(fromByteOffset: Offset.batchCount, as: Int32.self)
        store(0, Offset.batchCount)
        for number in 0..<min(Int(count), batch) {
            SuspectFile.slot(workers + 1 + number, of: base).clear()
        }
    }

    /// From now on this suspect alone is in work. The intake's to say, as all below.
    func examines(_ number: Int) {
        store(Int32(number), Offset.alone)
    }

    func closes(_ number: Int) {
        let slot = SuspectFile.slot(workers + 1 + batch + number, of: base)
        slot.state(.over)
        store(-1, Offset.alone)
        slot.clear()
    }

    /// What ``DeathWitness`` stores.
    func noteSignal(_ signal: Int32) {
        store(signal, Offset.signal)
    }

    /// The process is about to end in order: what is in the slots says nothing any more.
    func endsInOrder() {
        store(0, Offset.isRunning)
    }

    private func store(_ value: Int32, _ offset: Int) {
        base.storeBytes(of: value, toByteOffset: offset, as: Int32.self)
    }

    private static func slot(_ number: Int, of base: UnsafeMutableRawPointer) -> SuspectSlot {
        SuspectSlot(base: base.advanced(by: headerSize + number * SuspectSlot.size))
    }

    // MARK: The file

    /// Made aside and renamed: a death on the way leaves the old one or the new one. Written, not
    /// only lengthened: a store into a hole of a full disk would be a SIGBUS.
    private static func make(
        _ path: String, size: Int, _ fill: (UnsafeMutableRawPointer) -> Void
    ) throws(Errno) -> UnsafeMutableRawPointer {
        let aside = path + ".new"
        let descriptor = try System.check {
            open(aside, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: size)
        bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { fill(start) }
        }
        do {
            try System.write(bytes, to: descriptor)
            try System.check { rename(aside, path) }
        } catch {
            unlink(aside)
            throw error
        }
        let base = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let base, base != MAP_FAILED else { throw Errno(rawValue: errno) }
        return base
    }

    /// What is in the file; nothing if there is none, or if it is none of ours.
    static func read(_ path: String) throws(Errno) -> LastRun {
        let descriptor: Int32
        do {
            descriptor = try System.check { open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
        } catch .noSuchFileOrDirectory {
            return LastRun()
        }
        defer { close(descriptor) }
        let length = try System.status(of: descriptor).st_size
        guard (headerSize..<(64 << 20)).contains(Int(length)) else { return LastRun() }
        var bytes = try System.read(descriptor, upTo: Int(length))
        return bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress, buffer.count == Int(length) else {
                return LastRun()
            }
            return parse(base, size: buffer.count)
        }
    }

    private static func parse(_ base: UnsafeMutableRawPointer, size: Int) -> LastRun {
        func number(_ offset: Int) -> Int {
            Int(base.load(fromByteOffset: offset, as: Int32.self))
        }
        let (workers, batch) = (number(Offset.workers), number(Offset.batch))
        guard base.load(fromByteOffset: Offset.magic, as: UInt64.self) == magic,
            (1...4096).contains(workers), (1...(1 << 16)).contains(batch),
            size == headerSize + 2 * (workers + 1 + batch) * SuspectSlot.size
        else { return LastRun() }
        let capacity = workers + 1 + batch
        let isUnclean = number(Offset.isRunning) != 0
        var run = LastRun(
            process: Int32(number(Offset.process)), isUnclean: isUnclean,
            signal: Int32(number(Offset.signal)))
        let docket = min(max(number(Offset.docket), 0), capacity)
        // A slot that cannot be read keeps its place: the number of who is alone counts them.
        let slots = (0..<docket).map { slot(capacity + $0, of: base).suspect }
        run.docket = slots.compactMap { $0 }
        let alone = number(Offset.alone)
        if isUnclean, slots.indices.contains(alone), slots[alone] != nil {
            run.alone = slots[..<alone].count { $0 != nil }
        }
        if isUnclean {
            let live = workers + 1 + min(max(number(Offset.batchCount), 0), batch)
            run.held = (0..<live).compactMap { slot($0, of: base).held }
        }
        return run
    }
}
