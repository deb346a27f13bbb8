import Programme
import Testing

@testable import JobFormat

@Suite struct ReceiptDocumentTests {
    @Test func `a receipt says for every item what happened and why`() throws {
        let refusal = Complaint(
            .nikSerialZero, at: "/items/1/nik", itemID: ItemID("b"), message: "why",
            location: .init(line: 3, column: 9))
        let receipt = ReceiptDocument(
            fileName: Array("x\u{1B}[31m\n.json".utf8) + [0xFF],
            source: SourceCode(unchecked: "KP-021"),
            jobID: JobID("r-1"), schema: .stageUpdate, attempt: 7,
            receivedAt: Instant(nanoseconds: 1_528_768_800_000_000_000), sha256: "ab12",
            outcome: .partiallyAccepted,
            items: [
                .init(
                    itemID: ItemID("a"), outcome: .recorded,
                    judgement: Judgement(.held, waitsFor: .registration)),
                .init(itemID: ItemID("b"), outcome: .refused, complaints: [refusal]),
            ])
        #expect(receipt.bytes.last == UInt8(ascii: "\n"))
        let tape = try read(receipt.bytes)
        func text(_ pointer: String) -> String {
            let node = tape.nearestNode(to: JSONPointer(text: pointer))
            return tape.kind(node) == .null
                ? "null" : String(decoding: tape.rawBytes(node), as: UTF8.self)
        }
        #expect(text("/file") == #"x\u001b[31m\n.json%FF"#)
        #expect(text("/outcome") == "partially_accepted")
        #expect(text("/received_at") == "2018-06-12T09:00:00+07:00")
        #expect(text("/note").contains("new job_id"))
        #expect(["items", "recorded", "refused"].map { text("/counts/\($0)") } == ["2", "1", "1"])
        #expect(text("/items/0/verdict") == "held")
        #expect(text("/items/0/waits_for") == "P1")
        #expect(text("/items/1/outcome") == "refused")
        #expect(text("/items/1/verdict") == "null")
        #expect(text("/items/1/complaints/0/code") == "E203")
        #expect(text("/items/1/complaints/0/severity") == "error")
        #expect(text("/items/1/complaints/0/line") == "3")
        #expect(tape.faults.isEmpty)
    }

    @Test func `a receipt of an unreadable file says so`() throws {
        let receipt = ReceiptDocument(
            fileName: Array("x.json".utf8), source: SourceCode(unchecked: "KP-021"), jobID: nil,
            schema: nil, attempt: 1, receivedAt: Instant(nanoseconds: 0), sha256: nil,
            outcome: .unreadable,
            complaints: [Complaint(.notJSON, at: "", message: "why")])
        let text = String(decoding: receipt.bytes, as: UTF8.self)
        #expect(text.contains(#""job_id": null"#))
        #expect(text.contains(#""code": "E101""#))
        #expect(!text.contains(#""class""#))
    }
}
