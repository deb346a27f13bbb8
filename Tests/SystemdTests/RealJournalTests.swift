import Foundation
import Testing

@testable import Systemd

/// Against a real journald. libsystemd knows one socket, `/run/systemd/journal/socket`, so this
/// test program starts itself again in a mount namespace whose `/run` is empty but for a journald
/// of its own, and there runs ``InsideJournalNamespace``.
@Suite struct RealJournalTests {
    @Test(.enabled(if: JournalNamespace.obstacle == nil, JournalNamespace.comment))
    func `entries reach a real journald, and one that stands still holds up nobody`() throws {
        let (status, output) = try JournalNamespace.run(suite: "InsideJournalNamespace")
        #expect(status == 0, "\(output)")
        #expect(output.contains("4 tests in 1 suite passed"), "\(output)")
    }
}

/// Run by ``RealJournalTests`` only.
@Suite(
    .serialized,
    .enabled(if: JournalNamespace.isInside, "RealJournalTests runs these beside their own journald")
)
struct InsideJournalNamespace {
    @Test func `every field arrives as it was sent, whatever its bytes`() throws {
        let foreign = Array("x\nOKOCE_SEQ=666\u{1b}[2J".utf8) + [0xFF, 0x00, 0x0A]
        let large = [UInt8](repeating: UInt8(ascii: "y"), count: 3_000_000)
        let entry = JournalEntry(
            message: "recorded KP-021\u{1b}[2J\nforged",
            id: JournalMessageID("6f6b6f636500000000000000000000ff"),
            priority: .notice, identifier: "okoced-test",
            fields: [
                JournalField("OKOCE_SEQ", "1"), JournalField("OKOCE_FILE", foreign),
                JournalField("OKOCE_LARGE", large),
            ])
        #expect(Journal.send([entry]) == .delivered)

        let found = try JournalNamespace.entries(
            matching: "MESSAGE_ID=6f6b6f636500000000000000000000ff")
        try #require(found.count == 1)
        #expect(found[0]["MESSAGE"] as? String == #"recorded KP-021\x1b[2J\nforged"#)
        #expect(found[0]["PRIORITY"] as? String == "5")
        #expect(found[0]["SYSLOG_IDENTIFIER"] as? String == "okoced-test")
        #expect(found[0]["OKOCE_SEQ"] as? String == "1")
        #expect(found[0]["OKOCE_FILE"] as? [Int] == foreign.map(Int.init))
        #expect((found[0]["OKOCE_LARGE"] as? String)?.utf8.count == large.count)
    }

    @Test func `a field is read back of those who may have sent it, and of nobody else`() throws {
        for number in 1...3 {
            let entry = JournalEntry(
                message: "one", priority: .info, identifier: "okoced-reader",
                fields: number == 2 ? [] : [JournalField("OKOCE_SEQ", "\(number)")])
            #expect(Journal.send([entry]) == .delivered)
        }
        _ = try JournalNamespace.entries(matching: "SYSLOG_IDENTIFIER=okoced-reader")
        func read(of user: UInt32, since: UInt64 = 0) throws -> [String] {
            var values: [String] = []
            try JournalReader().values(
                of: "OKOCE_SEQ", identifier: "okoced-reader", users: [user], since: since
            ) { values.append(String(decoding: $0, as: UTF8.self)) }
            return values
        }
        #expect(try read(of: getuid()) == ["1", "3"])
        #expect(try read(of: getuid() + 1).isEmpty)
        #expect(try read(of: getuid(), since: 4_000_000_000_000_000).isEmpty)
    }

    @Test func `a journald that stands still is given up in time, and nothing is lost after it`()
        throws
    {
        let sender = JournalSender()
        let journald = try JournalNamespace.journald()
        #expect(sender.send(burst(1...10), within: .seconds(60)) == .delivered)
        kill(journald, SIGSTOP)
        // More than the kernel's queue takes: 10 or 512 datagrams, by net.unix.max_dgram_qlen.
        let start = ContinuousClock.now
        #expect(sender.send(burst(11...5000), within: .milliseconds(300)) == .stalled)
        #expect(ContinuousClock.now - start < .seconds(30))
        kill(journald, SIGCONT)
        #expect(sender.send(burst(11...5000), within: .seconds(60)) == .delivered)

        let numbers = try JournalNamespace.entries(matching: "SYSLOG_IDENTIFIER=okoced-burst")
            .compactMap { $0["OKOCE_SEQ"] as? String }.compactMap(Int.init)
        #expect(Set(numbers) == Set(1...5000))
    }

    @Test func `without a journald nothing counts as delivered`() throws {
        let entry = JournalEntry(message: "m", priority: .info, identifier: "okoced-absent")
        #expect(Journal.isPresent())
        try FileManager.default.moveItem(
            atPath: Journal.socketPath, toPath: Journal.socketPath + ".away")
        #expect(!Journal.isPresent())
        #expect(Journal.send([entry]) == .absent)
        try FileManager.default.moveItem(
            atPath: Journal.socketPath + ".away", toPath: Journal.socketPath)
        // Gone in the middle of a burst: libsystemd says nothing, the second probe does.
        var asked = 0
        let delivery = Journal.send([entry, entry]) {
            asked += 1
            if asked == 2 { rename(Journal.socketPath, Journal.socketPath + ".away") }
            return true
        }
        #expect(delivery == .absent)
        rename(Journal.socketPath + ".away", Journal.socketPath)
        #expect(Journal.send([entry]) == .delivered)
    }

    private func burst(_ numbers: ClosedRange<Int>) -> [JournalEntry] {
        numbers.map {
            JournalEntry(
                message: "notice \($0)", priority: .info, identifier: "okoced-burst",
                fields: [JournalField("OKOCE_SEQ", "\($0)")])
        }
    }
}
