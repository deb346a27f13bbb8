import Foundation

/// What happens to the daemon of a long run: one fault after another, some of them at once.
struct LongRunFaults {
    let daemon: SupervisedDaemon
    let disk: LoopDisk
    let journal: PrivateJournal
    var random: SeededNumbers
    private(set) var tally: [String: Int] = [:]
    /// Until when the disk is full, and journald stands still.
    private var fullUntil: Date?
    private var stoppedUntil: Date?
    private(set) var badStops = 0

    init(daemon: SupervisedDaemon, disk: LoopDisk, journal: PrivateJournal, random: SeededNumbers) {
        self.daemon = daemon
        self.disk = disk
        self.journal = journal
        self.random = random
    }

    var journalStands: Bool { stoppedUntil != nil }

    /// Lets one thing happen, or nothing.
    mutating func next() throws {
        try daemon.keepUp()
        endWhatIsOver()
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<12: try kill()
        case 12..<16: try stop()
        case 16..<24: try reload()
        case 24..<30 where fullUntil == nil:
            count("full disk")
            disk.fill()
            fullUntil = later(200...2500)
        case 30..<36 where stoppedUntil == nil:
            count("journald stopped")
            journal.signal(SIGSTOP)
            stoppedUntil = later(200...4000)
        default: break
        }
        usleep(UInt32.random(in: 20_000...300_000, using: &random))
    }

    /// Puts everything right again.
    mutating func end() throws {
        disk.free()
        journal.signal(SIGCONT)
        (fullUntil, stoppedUntil) = (nil, nil)
        try daemon.keepUp()
    }

    private mutating func kill() throws {
        count("SIGKILL")
        daemon.end(by: SIGKILL)
        // Nobody says that the next start is at once: files gather meanwhile.
        if Bool.random(using: &random) {
            usleep(UInt32.random(in: 0...500_000, using: &random))
        }
        try daemon.start()
        // Some of the kills come during the recovery from the one before.
        if Int.random(in: 0..<4, using: &random) == 0 {
            usleep(UInt32.random(in: 0...300_000, using: &random))
            count("SIGKILL in recovery")
            daemon.end(by: SIGKILL)
            try daemon.start()
        }
    }

    private mutating func stop() throws {
        count("SIGTERM")
        // A full disk cannot be waited out by a daemon that is to end: it may say so.
        if !daemon.end(by: SIGTERM), fullUntil == nil { badStops += 1 }
        try daemon.start()
    }

    private mutating func reload() throws {
        if Int.random(in: 0..<3, using: &random) > 0 {
            count("reload")
            let weight = Int.random(in: 1...9, using: &random)
            try daemon.rewrite("sources.yaml") {
                $0.replacing(#/weight: \d/#, with: "weight: \(weight)")
            }
            return daemon.reload()
        }
        // Mended before any other fault: a start with it would be refused, and rightly.
        count("bad reload")
        let fault = "\n  - code: [\n"
        try daemon.rewrite("sources.yaml") { $0 + fault }
        daemon.reload()
        usleep(UInt32.random(in: 0...300_000, using: &random))
        try daemon.rewrite("sources.yaml") { $0.replacing(fault, with: "") }
        daemon.reload()
    }

    private mutating func endWhatIsOver() {
        if let until = fullUntil, until < Date() {
            disk.free()
            fullUntil = nil
        }
        if let until = stoppedUntil, until < Date() {
            journal.signal(SIGCONT)
            stoppedUntil = nil
        }
    }

    private mutating func later(_ milliseconds: ClosedRange<Int>) -> Date {
        Date().addingTimeInterval(Double(Int.random(in: milliseconds, using: &random)) / 1000)
    }

    private mutating func count(_ fault: String) { tally[fault, default: 0] += 1 }
}
