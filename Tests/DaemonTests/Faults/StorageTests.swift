import Foundation
import Testing

/// The disk is full, has no inodes, is read-only; descriptors are gone; the ledger is locked, read
/// without end, damaged.
@Suite struct StorageTests {
    /// A machine with its spool, or its state, on a file system of its own.
    private func machine(spoolOn options: String) throws -> FaultyMachine {
        let machine = try Machine()
        let boxes = machine.spool.appending(path: "incoming").path
        try shell("mv '\(boxes)' '\(machine.root.path)/boxes'")
        #expect(try shell("mount -t tmpfs -o \(options) none '\(machine.spool.path)'") == 0)
        try shell("mkdir '\(boxes)' '\(boxes)/PORTAL' '\(machine.spool.path)'/receipts")
        return try FaultyMachine(machine)
    }

    private func limit(of process: Int32) throws -> String {
        let text = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        return String(try #require(line?.split(separator: " ").dropFirst(3).first))
    }

    /// The lowest number of a descriptor that is not in use.
    private func firstFree(of process: Int32) throws -> Int {
        let used = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
        return (0...).first { !used.contains(String($0)) } ?? 0
    }

    private func unmount(_ path: String) { _ = try? shell("umount -l '\(path)' 2>/dev/null") }

    @Test func `a spool without room or inodes keeps its files, and goes on when there is room`()
        throws
    {
        guard mayActAsRoot("mounting") else { return }
        for (name, fill) in [
            ("room", "dd if=/dev/zero of=$SPOOL/ballast bs=4k 2>/dev/null; rm $SPOOL/crumb"),
            ("inodes", "i=0; while : > $SPOOL/ballast.$i; do i=$((i+1)); done 2>/dev/null"),
        ] {
            let faulty = try machine(spoolOn: "size=1M,nr_inodes=20")
            let machine = faulty.machine
            defer { unmount(machine.spool.path) }
            let sources = machine.config.appending(path: "sources.yaml")
            try String(contentsOf: sources, encoding: .utf8)
                .replacing("kind: portal\n", with: "kind: portal\n    receipts: all\n")
                .write(to: sources, atomically: true, encoding: .utf8)
            try machine.start()
            // Delivered before the disk is full: what then fails is the receipt.
            let stop = try #require(machine.daemon).processIdentifier
            kill(stop, SIGSTOP)
            try faulty.drop(2)
            let spool = machine.spool.path
            try shell(
                "SPOOL='\(spool)'; dd if=/dev/zero of=$SPOOL/crumb bs=4k count=1 2>/dev/null; \(fill); dd if=/dev/zero of=$SPOOL/last bs=4k 2>/dev/null"
            )
            kill(stop, SIGCONT)
            try faulty.expectTrouble("settle_waits", saying: "No space left on device")
            #expect(!machine.names(in: "incoming/PORTAL").isEmpty, "full of \(name)")
            try shell("rm -f '\(spool)'/ballast* '\(spool)'/last")
            try faulty.expectRelief("settle_waits", saying: "files leave their boxes again")
            try faulty.drop(2)
            try faulty.end()
        }
    }

    @Test func `a ledger without room takes nothing, shows it, and goes on when there is room`()
        throws
    {
        guard mayActAsRoot("mounting") else { return }
        let machine = try Machine()
        try FileManager.default.createDirectory(
            at: machine.state, withIntermediateDirectories: false)
        #expect(try shell("mount -t tmpfs -o size=8M none '\(machine.state.path)'") == 0)
        defer { unmount(machine.state.path) }
        let faulty = try FaultyMachine(machine)
        try faulty.drop(2)
        try machine.start()
        try faulty.waitUntilAllIsRecorded()
        let ballast = machine.state.appending(path: "ballast").path
        try shell("dd if=/dev/zero of='\(ballast)' bs=4k 2>/dev/null")
        // Some commits still fit into what the log has already.
        for _ in 0..<200 where faulty.troubles().isEmpty {
            try faulty.drop(5)
            usleep(50_000)
        }
        try faulty.expectTrouble("ledger_waits", saying: "no room on the disk")
        // A start waits as well, and nothing of it is lost.
        #expect(try machine.signal(SIGTERM) == 0)
        try FileManager.default.removeItem(atPath: ballast)
        try machine.start()
        try faulty.end()
    }

    @Test func `a read-only spool keeps what is in it, and a writable one gives it up`() throws {
        guard mayActAsRoot("mounting") else { return }
        let faulty = try machine(spoolOn: "size=8M")
        let machine = faulty.machine
        defer { unmount(machine.spool.path) }
        try faulty.drop(2)
        try machine.start()
        try faulty.waitUntilAllIsRecorded()
        let daemon = try #require(machine.daemon).processIdentifier
        kill(daemon, SIGSTOP)
        try faulty.drop(3)
        #expect(try shell("mount -o remount,ro '\(machine.spool.path)'") == 0)
        kill(daemon, SIGCONT)
        try faulty.expectTrouble("settle_waits", saying: "Read-only file system")
        #expect(try shell("mount -o remount,rw '\(machine.spool.path)'") == 0)
        try faulty.expectRelief("settle_waits", saying: "files leave their boxes again")
        try faulty.drop(2)
        try faulty.end()
    }

    @Test func `a daemon that may open too few files says so, and leaves all as it is`() throws {
        for limit in [16, 24, 40] {
            let faulty = try FaultyMachine()
            let machine = faulty.machine
            try faulty.drop(3)
            let arguments =
                ["--nofile=\(limit)", Machine.program("okoced").path] + machine.folders + ["--once"]
            let short = try machine.run("prlimit", at: "/usr/bin/prlimit", arguments)
            #expect(short.status == 69)
            #expect(short.err.contains("only \(limit) files may be open"))
            #expect(machine.names(in: "incoming/PORTAL").count == 3)
            #expect(!FileManager.default.fileExists(atPath: machine.state.path))
            #expect(try machine.once().status == 0)
            try faulty.expectAllRecordedOnce()
        }
    }

    @Test func `once ends with a code that says so when files are left for a trouble`() throws {
        guard mayActAsRoot("mounting") else { return }
        let faulty = try machine(spoolOn: "size=8M")
        let machine = faulty.machine
        defer { unmount(machine.spool.path) }
        try faulty.drop(2)
        #expect(try shell("mount -o remount,ro '\(machine.spool.path)'") == 0)
        let left = try machine.once()
        #expect(left.status == 75, "\(left.err)")
        #expect(left.err.contains("nothing moves, but files of PORTAL are recorded"))
        #expect(try shell("mount -o remount,rw '\(machine.spool.path)'") == 0)
        #expect(try machine.once().status == 0)
        try faulty.expectAllRecordedOnce()
    }

    @Test func `a daemon that is given descriptors again goes on by itself`() throws {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try machine.start()
        try faulty.drop()
        try faulty.waitUntilAllIsRecorded()
        let daemon = try #require(machine.daemon).processIdentifier
        let usual = try limit(of: daemon)
        let used = try firstFree(of: daemon)
        // No number below that is free, and the spare one is among them.
        try shell("prlimit --pid \(daemon) --nofile=\(used):")
        try faulty.drop(3)
        try machine.wait("for a trouble with descriptors") {
            !Set(faulty.troubles()).isDisjoint(with: ["intake_waits", "settle_waits"])
        }
        try machine.wait("for the status line") { faulty.manager.status.hasPrefix("TROUBLE") }
        #expect(machine.said.contains("Too many open files"))
        try shell("prlimit --pid \(daemon) --nofile=\(usual):")
        try machine.wait("for peace") { faulty.troubles().isEmpty }
        #expect(machine.said.contains("It lasted "))
        try faulty.end()
    }

    @Test func `a ledger that another program keeps locked is waited for`() throws {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try machine.start()
        try faulty.drop()
        try faulty.waitUntilAllIsRecorded()
        let shell = try LedgerShell(machine)
        try shell.say("BEGIN IMMEDIATE; SELECT 'locked';", until: "locked")
        try faulty.drop(3)
        try faulty.expectTrouble("ledger_waits", saying: "locked by another process")
        #expect(try faulty.recorded() == 1)
        shell.end()
        try faulty.expectRelief("ledger_waits", saying: "the ledger records again")
        try faulty.end()
    }

    @Test func `a start waits for a locked ledger, and is told to end meanwhile`() throws {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try faulty.drop()
        #expect(try machine.once().status == 0)
        let shell = try LedgerShell(machine)
        try shell.say("BEGIN EXCLUSIVE; SELECT 'locked';", until: "locked")
        let process = Process()
        process.executableURL = Machine.program("okoced")
        process.arguments = machine.folders
        process.environment = ProcessInfo.processInfo.environment.merging(
            machine.environment
        ) { $1 }
        try process.run()
        try machine.wait("for the start to wait") { faulty.troubles() == ["start_waits"] }
        try machine.wait("for the status line") {
            faulty.manager.status.contains("cannot be opened yet")
        }
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        shell.end()
        try faulty.drop(2)
        try machine.start()
        try faulty.end()
    }

    @Test func `a reader that never ends lets the log grow, which is shown`() throws {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try machine.start()
        try faulty.drop()
        try faulty.waitUntilAllIsRecorded()
        let shell = try LedgerShell(machine)
        try shell.say("BEGIN; SELECT 'reading' FROM attempt LIMIT 1;", until: "reading")
        // Each file of so many jobs writes pages to the log that cannot be used again.
        for _ in 0..<400 where faulty.troubles().isEmpty {
            try faulty.drop(25)
            usleep(20_000)
        }
        try faulty.expectTrouble("log_grows", saying: "somebody reads the ledger without end")
        shell.end()
        // The next commits move the log into the file, and begin it anew.
        for _ in 0..<100 where !faulty.troubles().isEmpty {
            try faulty.drop()
            usleep(100_000)
        }
        try faulty.expectRelief("log_grows", saying: "the ledger's log is cut again")
        try faulty.end()
    }

    @Test func `a damaged ledger is refused, and left as it is`() throws {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try faulty.drop(3)
        #expect(try machine.once().status == 0)
        let file = machine.state.appending(path: "ledger.sqlite")
        try machine.edit("PRAGMA wal_checkpoint(TRUNCATE)")
        let sound = try Data(contentsOf: file)
        for place in [0, 20, 4096, 5 * 4096 + 8] {
            var damaged = sound
            for byte in place..<(place + 8) { damaged[byte] ^= 0xff }
            try damaged.write(to: file)
            let refused = try machine.once()
            #expect(refused.status == 65, "damaged at \(place): \(refused.err)")
            #expect(refused.err.contains("damaged, or not a ledger"))
            #expect(try Data(contentsOf: file) == damaged, "the evidence is kept")
            #expect(
                try machine.okocectl("status").out.contains("okoced stopped:")
                    || machine.okocectl("status").status != 0)
        }
        try sound.write(to: file)
        #expect(try machine.once().status == 0)
        try faulty.expectAllRecordedOnce()
    }

    @Test func `a second daemon on the spool or on the state ends before it touches anything`()
        throws
    {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try machine.start()
        try faulty.drop()
        try faulty.waitUntilAllIsRecorded()
        let other = try Machine()
        func second(_ spool: Machine, _ state: Machine) throws -> Machine.Finished {
            try machine.run(
                "okoced",
                [
                    "--config", machine.config.path, "--spool", spool.spool.path, "--state",
                    state.state.path, "--once",
                ])
        }
        let onSpool = try second(machine, other)
        #expect(onSpool.status == 69)
        #expect(onSpool.err.contains("another daemon has the spool"))
        #expect(!FileManager.default.fileExists(atPath: other.state.path))
        let before = try Data(contentsOf: machine.state.appending(path: "state.json"))
        let onState = try second(other, machine)
        #expect(onState.status == 69)
        #expect(onState.err.contains("another daemon has this state directory"))
        #expect(try Data(contentsOf: machine.state.appending(path: "state.json")) == before)
        #expect(try machine.once().status == 69)
        try faulty.drop(2)
        try faulty.end()
    }
}
