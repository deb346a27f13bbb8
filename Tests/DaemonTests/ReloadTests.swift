import Foundation
import Testing

/// SIGHUP: the configuration is read again, or refused and the old one stays.
@Suite struct ReloadTests {
    @Test func `a source that is registered meanwhile is served after a reload`() throws {
        let machine = try Machine(boxes: ["PORTAL", "KP-999"])
        try machine.start()
        try machine.drop(
            Jobs.roster(job: "r-1", source: "KP-999"), as: "r.json", from: "KP-999")
        let entry = "\n  - code: KP-999\n    name: Komunitas Baru\n    kind: penggerak\n"
        try machine.append(entry, to: "sources.yaml")
        try machine.signal(SIGHUP)
        try machine.wait("for the reload") { machine.said.contains("read again") }
        try machine.wait("for the job") { machine.names(in: "incoming/KP-999").isEmpty }
        #expect(try verdict(of: "r-1", from: "KP-999", on: machine) == "held")
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `a bad configuration is refused with file and line and the old one stays`() throws {
        let machine = try Machine()
        try machine.start()
        try machine.append("\nno_such_key: 1\n", to: "okoced.yaml")
        try machine.signal(SIGHUP)
        try machine.wait("for the refusal") { machine.said.contains("refused") }
        #expect(machine.said.contains("no_such_key"))
        #expect(machine.said.contains("okoced.yaml:"))
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        #expect(try machine.okocectl("wait", "--timeout", "60").status == 78)
        try machine.wait("for the job") { machine.names(in: "incoming/PORTAL").isEmpty }
        #expect(try machine.signal(SIGTERM) == 0)
    }

    @Test func `a daemon does not start with a bad configuration`() throws {
        let machine = try Machine()
        try machine.append("\nno_such_key: 1\n", to: "okoced.yaml")
        let finished = try machine.once()
        #expect(finished.status == 78)
        #expect(finished.err.contains("no_such_key"))
        #expect(!FileManager.default.fileExists(atPath: machine.state.path))
    }

    @Test func `another policy judges what was recorded before anew`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.drop(Jobs.disbursal(job: "b-1"), as: "b.json", from: "BANKDKI")
        #expect(try machine.once().status == 0)
        #expect(try verdict(of: "b-1", from: "BANKDKI", on: machine) == "applied")
        try machine.change("asymmetric_from", to: "never", in: "okoced.yaml")
        #expect(try machine.once().status == 0)
        #expect(try verdict(of: "b-1", from: "BANKDKI", on: machine) == "held")
    }

    @Test func `what another policy changes is told without another job`() throws {
        let machine = try Machine()
        try machine.drop(Jobs.registration(job: "p-1"), as: "p.json", from: "PORTAL")
        try machine.drop(Jobs.disbursal(job: "b-1"), as: "b.json", from: "BANKDKI")
        #expect(try machine.once().status == 0)
        try machine.start()
        try machine.change("asymmetric_from", to: "never", in: "okoced.yaml")
        try machine.signal(SIGHUP)
        try machine.wait("for the change to be told") {
            machine.said.contains("verdict changed: BANKDKI/b-1")
        }
        #expect(try machine.signal(SIGTERM) == 0)
    }
}

extension Machine {
    /// Adds a text to the end of a file of the configuration.
    func append(_ text: String, to file: String) throws {
        let handle = try FileHandle(forWritingTo: config.appending(path: file))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }
}
