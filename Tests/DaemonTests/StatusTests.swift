import Foundation
import Testing

/// What the daemon says of itself in one line, to the service manager and to `okocectl status`.
@Suite struct StatusTests {
    @Test func `the status line says what is done, held and incomplete, and then is silent`() throws
    {
        let faulty = try FaultyMachine()
        let (machine, manager) = (faulty.machine, faulty.manager)
        try machine.start()
        try machine.wait("for an idle line, not \(manager.status)") {
            manager.status == "idle; 0 jobs since the start"
        }
        // The loan waits for a registration.
        try machine.drop(Jobs.disbursal(job: "b-1"), as: "b-1.json", from: "BANKDKI")
        try machine.wait("for the rate") {
            manager.statusLines.contains {
                $0.hasSuffix("1 job since the start; 1 fact held") && $0.contains(" jobs/s")
            }
        }
        try machine.drop("{\"schema\": \"okoce/st", as: "half.json", from: "PORTAL")
        try machine.wait("for the incomplete file") {
            manager.status
                == "idle; 1 job since the start; 1 file incomplete; 1 fact held"
        }
        let lines = manager.statusLines
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0 != $1 }, "said twice: \(lines)")
        #expect(try machine.signal(SIGTERM) == 0)
    }

    /// What it does stood under what the start said last, whichever was first.
    @Test func `the start's words do not stay`() throws {
        for _ in 1...3 {
            let faulty = try FaultyMachine()
            let (machine, manager) = (faulty.machine, faulty.manager)
            try machine.start()
            try machine.wait("for an idle line, not \(manager.statusLines)") {
                manager.status == "idle; 0 jobs since the start"
            }
            let lines = manager.statusLines
            #expect(lines.count == 2 && lines[0].hasPrefix("watching "), "\(lines)")
            #expect(try machine.signal(SIGTERM) == 0)
        }
    }

    @Test func `what was wrong last is shown after it is over, by both`() throws {
        let faulty = try FaultyMachine()
        let (machine, manager) = (faulty.machine, faulty.manager)
        try machine.start()
        // It is ready before it has opened its boxes: a file that is taken says that this one is open.
        try machine.drop("{}", as: "refused.json", from: "PORTAL")
        try machine.wait("for the box to be open") {
            machine.names(in: "incoming/PORTAL").isEmpty
        }
        let box = machine.spool.appending(path: "incoming/PORTAL").path
        let aside = machine.root.appending(path: "aside").path
        #expect(rename(box, aside) == 0)
        try faulty.expectTrouble("box_gone", saying: "the drop box PORTAL is gone.")
        #expect(rename(aside, box) == 0)
        try faulty.expectRelief("box_gone", saying: "the drop box PORTAL is back.")
        try machine.wait("for the last problem in \(manager.status)") {
            manager.status.contains("; last problem ")
                && manager.status.hasSuffix(
                    "s: the drop box PORTAL is gone. It is watched again "
                        + "when it is back.")
        }
        let table = try machine.okocectl("status").out.replacing(/\n +/, with: " ")
        #expect(table.contains(/last problem .*, over since .*: the drop box PORTAL is gone\./))
        let shown = try machine.okocectl("status", "--format", "json").json() as? [String: Any]
        let last = try #require(shown?["last_problem"] as? [String: Any])
        #expect(last["kind"] as? String == "box_gone")
        #expect(last["subject"] as? String == "PORTAL")
        let (since, until) = try (
            #require(last["since"] as? String), #require(last["until"] as? String)
        )
        #expect(since <= until)
        #expect(manager.status.contains("last problem \(since), over after "))
        #expect(try machine.signal(SIGTERM) == 0)
        let ended = try machine.okocectl("status", "--format", "json").json() as? [String: Any]
        #expect(ended?["last_problem"] is NSNull)
    }
}
