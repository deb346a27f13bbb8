import Programme
import Testing

@testable import JobFormat

@Suite struct ComplaintListTests {
    @Test func `all that is wrong with an item is told at once, with line and column`() throws {
        let items = stageItems(
            try job(
                Documents.stageUpdate.replacing("2018-06-08", by: "?")
                    .replacing("3171034506900001", by: "1").replacing("M-19", by: "")))
        #expect(
            summary(items[0].complaints) == [
                "E201 /items/0/nik", "E117 /items/0/evidence/mentor", "E501 /items/0/occurred_on",
            ])
        let places = items[0].complaints.map { $0.location.map { [$0.line, $0.column] } }
        #expect(places == [[4, 28], [5, 68], [5, 19]])
    }

    @Test func `an item has twenty complaints at most, then how many more`() throws {
        let fields = (0..<50).map { #","x\#($0)":1"# }.joined()
        let item = Documents.item("a", Documents.mentoring + fields)
        let complaints = stageItems(try job(Documents.stageUpdate(items: item)))[0].complaints
        #expect(complaints.count == 21)
        #expect(complaints.last?.code == .moreComplaints)
        #expect(complaints.last?.message.contains("30") == true)
    }

    @Test func `every one of five thousand bad items is told why`() throws {
        let items = (0..<5_000).map { #"{"item_id":"\#($0)","a":1,"b":2}"# }
        let job = try job(Documents.stageUpdate(items: items.joined(separator: ",")))
        let sent = stageItems(job)
        #expect(sent.allSatisfy { !$0.complaints.isEmpty && $0.content == nil })
        #expect(sent.reduce(0) { $0 + $1.complaints.count } < 11_000)
        #expect(job.complaints.isEmpty)
        #expect(sent.last?.complaints.last?.pointer.hasPrefix("/items/4999") == true)
    }

    @Test func `no complaint repeats what a person wrote`() throws {
        let secrets = ["Siti Nurhaliza", "3171034506900009", "Jalan Mawar", "0812345678"]
        var text = Documents.stageUpdate(
            items:
                #"{"item_id":"Siti Nurhaliza","nik":"31710345069000090812345678","Siti Nurhaliza":1}"#,
            #"{"item_id":"a","nik":"3171034506900009","action":"Siti Nurhaliza","stage":"Jalan Mawar"}"#,
            Documents.item("b", #""action":"reach","stage":"P3","3171034506900009":{"x":1,"x":2}"#),
            Documents.item("c", #""action":"reach","stage":"P3","evidence":{"type":"0812345678"}"#))
        text = text.replacing(#""source":"S""#, by: #""source":"Siti Nurhaliza","Jalan Mawar":1"#)
        let job = try job(text)
        let complaints = job.complaints + stageItems(job).flatMap(\.complaints)
        #expect(complaints.count > 8)
        for secret in secrets {
            #expect(!complaints.contains { "\($0.message) \($0.pointer)".contains(secret) })
        }
    }
}
