import Foundation
import Spool
import Testing

/// Receipts without a delivery.
@Suite struct ReceiptTests {
    private let name = FileName("a.json.overdue")

    @Test func `a receipt is laid whole under its name, and again makes no second one`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        for _ in 1...2 {
            try running.spool.layReceipt(box: "A", name: name, number: 7, bytes: Array("{}".utf8))
        }
        #expect(place.names("receipts/A") == ["a.json.overdue.receipt.json"])
        #expect(place.text("receipts/A/a.json.overdue.receipt.json") == "{}")
        try running.drain()
    }

    @Test func `another receipt under a name that is taken gets its number`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        for number in Int64(7)...8 {
            try running.spool.layReceipt(
                box: "A", name: name, number: number, bytes: Array("{\(number)}".utf8))
        }
        #expect(
            place.names("receipts/A") == [
                "a.json.8.overdue.receipt.json", "a.json.overdue.receipt.json",
            ])
        try running.drain()
    }

    @Test func `one that is no longer true is not laid`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        for isTrue in [false, true] {
            #expect(place.names("receipts/A") == [])
            let isThere = try running.spool.layReceipt(
                box: "A", name: name, number: 7, bytes: Array("{}".utf8), while: { isTrue })
            #expect(isThere == isTrue)
        }
        #expect(place.names("receipts/A") == ["a.json.overdue.receipt.json"])
        try running.drain()
    }

    @Test func `where it cannot be laid is said, and it can be tried again`() throws {
        let place = try TemporarySpool()
        let running = try RunningSpool(place)
        try place.write("in the way", to: "\(place.path)/receipts")
        #expect(throws: SpoolError.cannotWrite(path: "receipts/A", errno: ENOTDIR)) {
            try running.spool.layReceipt(box: "A", name: name, number: 7, bytes: [])
        }
        try FileManager.default.removeItem(atPath: "\(place.path)/receipts")
        try running.spool.layReceipt(box: "A", name: name, number: 7, bytes: [])
        try running.drain()
        #expect(throws: SpoolError.cannotWrite(path: "receipts/A", errno: ESTALE)) {
            try running.spool.layReceipt(box: "A", name: name, number: 8, bytes: [])
        }
        #expect(place.names("receipts/A") == ["a.json.overdue.receipt.json"])
    }
}
