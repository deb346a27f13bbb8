import Foundation
import Testing

/// The daemon is killed while somebody is being erased, before each call that changes something (or
/// some of every kind, see `Effort`), and started again: nothing of the person is left, and every
/// figure is what it is without a crash.
struct ErasureCrashTests {
    private static let boxes = ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI", "OPERATOR"]

    @Test func `a crash at any moment of it ends as none does`() throws {
        let template = try Machine(boxes: ErasureCrashTests.boxes)
        try template.start()
        for file in ErasedPerson.files {
            try template.drop(file.text, as: file.name, from: file.source)
        }
        #expect(try template.okocectl("wait", "--timeout", "60").status == 0)
        #expect(try template.signal(SIGTERM) == 0)
        try dropAll(template)

        let undisturbed = try copy(of: template)
        let list = undisturbed.root.appending(path: "list")
        undisturbed.wrapper = syscallFault(undisturbed, ["--list", list.path])
        try finish(undisturbed)
        let figures = try figures(undisturbed)
        #expect(try undisturbed.signal(SIGTERM) == 0)
        try ErasedPerson.expectNoTrace(of: undisturbed, "without a crash")

        let lines = String(decoding: try Data(contentsOf: list), as: UTF8.self)
            .split(separator: "\n")
        var numbers = SeededNumbers(seed: 7)
        let points = CrashPoint.spread(
            lines.compactMap { CrashPoint($0, below: undisturbed.root) },
            most: Effort.pick(spread: 16, more: 120, full: .max), using: &numbers)
        #expect(points.count >= 16)
        var deaths = 0
        for point in points {
            let machine = try copy(of: template)
            machine.wrapper = syscallFault(machine, ["--kill", "\(point.number)"])
            let process = try machine.launch()
            try machine.wait("for its death, or the end of the work") {
                try !process.isRunning || isDone(machine)
            }
            if process.isRunning {
                // Threads take turns as they like: this time it made fewer calls.
                try machine.signal(SIGKILL)
            } else {
                deaths += 1
            }
            machine.wrapper = []
            try finish(machine)
            #expect(try self.figures(machine) == figures, "killed at \(point)")
            let verified = try machine.okocectl("verify")
            #expect(verified.status == 0, "killed at \(point): \(verified.out)")
            #expect(try machine.signal(SIGTERM) == 0)
            try ErasedPerson.expectNoTrace(of: machine, "killed at \(point)")
        }
        #expect(deaths >= points.count / 2)
        print("erasing: killed \(deaths) times at \(lines.count) calls")
    }

    /// The command, copies of what the ledger has, something new of the person, and others' work:
    /// all of it at once.
    private func dropAll(_ machine: Machine) throws {
        try machine.drop(ErasedPerson.command, as: "erase.json", from: "OPERATOR")
        for (index, file) in ErasedPerson.files.enumerated() {
            // Of names no trace is left by which to find them in a late file's name.
            let late = "late-\(index)-\(ErasedPerson.nik).json"
            try machine.drop(file.text, as: late, from: file.source)
        }
        try machine.drop(
            Jobs.registration(job: "new", nik: ErasedPerson.nik)
                .replacing("Contoh Satu", with: "Terlupakan"),
            as: "new.json", from: "PORTAL")
        for number in 1...30 {
            let nik = "317103010191\(String(format: "%04d", number))"
            try machine.drop(
                Jobs.registration(job: "o-\(number)", source: "DKUMKMP", nik: nik),
                as: "o-\(number).json", from: "DKUMKMP")
        }
    }

    private func copy(of template: Machine) throws -> Machine {
        let machine = try Machine(boxes: [])
        for folder in ["spool", "state"] {
            try Command.must(
                "cp", "-a", template.root.appending(path: folder).path, machine.root.path)
        }
        return machine
    }

    private func syscallFault(_ machine: Machine, _ options: [String]) -> [String] {
        [Machine.program("syscall-fault").path, "--changes", "--path", machine.root.path]
            + options + ["--"]
    }

    /// Lets a daemon work until nothing is left to be done.
    private func finish(_ machine: Machine) throws {
        try machine.start()
        try machine.wait("for the person to be erased") { try isDone(machine) }
        let finished = try machine.okocectl("wait", "--timeout", "60")
        #expect(finished.status == 0, "\(finished.err)")
    }

    /// Asks the ledger seldom: the daemon can empty its log only while nobody reads.
    private func isDone(_ machine: Machine) throws -> Bool {
        if machine.said.contains("a person is erased") { return true }
        usleep(500_000)
        let answer = try Command(words: [
            "sqlite3", "-readonly", machine.state.appending(path: "ledger.sqlite").path,
            "SELECT count(*) FROM erasure WHERE step = 'done'",
        ]).run()
        return answer.out == "1\n"
    }

    private func figures(_ machine: Machine) throws -> [String] {
        try ["stages", "evaluation", "training", "funding", "affiliation"].map {
            let report = try machine.okocectl(
                "report", $0, "--by", "kecamatan", "--as-of", "2018-12-31", "--format", "json")
            #expect(report.status == 0, "\(report.err)")
            return report.out
        }
    }
}
