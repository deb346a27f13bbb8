import Foundation
import Testing

/// Somebody is erased while files about them are on their way out of the spool.
struct ErasedInFlightTests {
    private let machine: Machine

    init() throws {
        machine = try Machine(boxes: ["PORTAL", "OPERATOR"])
    }

    private func erase() throws -> Machine.Finished {
        try machine.okocectl(
            "person", "erase", ErasedPerson.nik, "--reason", "a letter", "--operator", "rina",
            "--timeout", "60")
    }

    @Test func `a refused file that cannot leave yet comes nowhere to lie afterwards`() throws {
        let files = FileManager.default
        let rejected = machine.spool.appending(path: "rejected")
        try files.createDirectory(at: rejected, withIntermediateDirectories: true)
        let obstacle = rejected.appending(path: "PORTAL")
        try Data("in the way".utf8).write(to: obstacle)
        try machine.start()
        let refused = try #require(ErasedPerson.files.first { $0.name.hasPrefix("refused") })
        try machine.drop(refused.text, as: refused.name, from: refused.source)
        let other = refused.text.replacing(ErasedPerson.nik, with: ErasedPerson.other)
            .replacing("Terlupakan", with: "Teringat")
        try machine.drop(other, as: "other.json", from: refused.source)
        try machine.wait("for both to be in the way") {
            machine.said.components(separatedBy: "refused: PORTAL").count == 3
        }
        let erased = try erase()
        #expect(erased.status == 0, "\(erased.err)")

        try files.removeItem(at: obstacle)
        let box = machine.spool.appending(path: "incoming/PORTAL").path
        try machine.wait("for both to leave") { try files.contentsOfDirectory(atPath: box).isEmpty }
        #expect(machine.names(in: "rejected/PORTAL") == ["other.json", "other.json.receipt.json"])
        for folder in [machine.spool, machine.state] {
            let traces = try ErasedPerson.traces(below: folder)
            #expect(traces.isEmpty, "\(traces)")
        }
        #expect(try machine.signal(SIGTERM) == 0)
    }
}
