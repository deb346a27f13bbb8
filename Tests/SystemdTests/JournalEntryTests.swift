import Testing

@testable import Systemd

@Suite struct JournalEntryTests {
    @Test func `an entry becomes one assignment a field, the message on one line`() {
        let entry = JournalEntry(
            message: "KP-021: a\nPRIORITY=0",
            id: JournalMessageID("0123456789abcdef0123456789abcdef"),
            priority: .warning, identifier: "okoced",
            fields: [JournalField("OKOCE_FILE", [0x61, 0x0A, 0xFF, 0x00])])
        var block = JournalBlock()
        // What it held before is gone.
        block.fill(with: JournalEntry(message: "before", priority: .info, identifier: "okoced"))
        block.fill(with: entry)
        let assignments = zip([0] + block.ends, block.ends).map { Array(block.bytes[$0..<$1]) }
        let text = assignments.dropLast().map { String(decoding: $0, as: UTF8.self) }
        #expect(
            text == [
                #"MESSAGE=KP-021: a\nPRIORITY=0"#, "PRIORITY=4", "SYSLOG_IDENTIFIER=okoced",
                "MESSAGE_ID=0123456789abcdef0123456789abcdef",
            ])
        #expect(assignments.last == Array("OKOCE_FILE=a\n".utf8) + [0xFF, 0x00])
    }

    @Test func `a field's name that journald would drop stops the program`() async {
        await #expect(processExitsWith: .failure) { _ = JournalField("_PID", "1") }
        await #expect(processExitsWith: .failure) { _ = JournalField("1ST", "1") }
        await #expect(processExitsWith: .failure) { _ = JournalField("okoce_seq", "1") }
        await #expect(processExitsWith: .failure) { _ = JournalField("", "1") }
        await #expect(processExitsWith: .success) { _ = JournalField("OKOCE_SEQ2", "1") }
    }

    @Test func `a field cannot stand in for what the entry writes itself`() async {
        await #expect(processExitsWith: .failure) { _ = JournalField("MESSAGE_ID", "1") }
    }

    @Test func `a malformed message id stops the program`() async {
        await #expect(processExitsWith: .failure) { _ = JournalMessageID("0123") }
        await #expect(processExitsWith: .failure) {
            _ = JournalMessageID("0123456789ABCDEF0123456789abcdef")
        }
    }
}
