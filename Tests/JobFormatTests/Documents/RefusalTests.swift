import Programme
import Testing

@testable import JobFormat

/// What refuses a job, and what only an item.
@Suite struct RefusalTests {
    @Test(arguments: [
        (
            #""schema": "okoce/stage-update/1""#, #""schema": "okoce/stage-update/2""#,
            "E116 /schema"
        ),
        (#""schema": "okoce/stage-update/1", "#, "", "E110 /schema"),
        (#""job_id": "kumkmp-2018w24-007", "#, "", "E110 /job_id"),
        (#""kumkmp-2018w24-007""#, #""../../x""#, "E114 /job_id"),
        (#""kumkmp-2018w24-007""#, #""a\u0000b""#, "E114 /job_id"),
        (#""kumkmp-2018w24-007""#, "7", "E112 /job_id"),
        (#""DKUMKMP""#, "null", "E112 /source"), (#""DKUMKMP""#, #""""#, "E114 /source"),
        ("2018-06-12T09:00:00+07:00", "2018-06-12T09:00:00", "E118 /submitted_at"),
        (#""mode": "each""#, #""mode": "some""#, "E113 /mode"),
        (#""mode": "each""#, #""mode": true"#, "E112 /mode"),
        (#""mode": "each""#, #""foo": 1"#, "E111 /foo"),
        (#""mode": "each""#, #""a/b~c": 1"#, "E111 /a~1b~0c"),
        (#""mode": "each""#, #""nik": 1"#, "E111 /nik"),
        (#""mode": "each""#, #""3171034506900001": 1"#, "E111 "),
        (#""mode": "each""#, #""class": {}"#, "E111 /class"),
        (#""mode": "each""#, #""mode": "each", "mode": "each""#, "E102 /mode"),
        (#""mode": "each""#, #""mode": "each", "mod\u0065": "all""#, "E102 "),
        (#""mode": "each""#, #""validate_only": "yes""#, "E112 /validate_only"),
        (#""mode": "each""#, #""not_before": "tomorrow""#, "E118 /not_before"),
        (#""mode": "each""#, #""control": []"#, "E112 /control"),
        (#""mode": "each""#, #""control": {"items": 1.5}"#, "E112 /control/items"),
        (#""mode": "each""#, #""control": {"items": -1}"#, "E115 /control/items"),
        (#""mode": "each""#, #""control": {"total": 1}"#, "E111 /control/total"),
        (#""mode": "each""#, #""operator": "rina""#, "E127 /reason"),
    ])
    func `a bad envelope refuses the job, and its items are read all the same`(
        _ part: String, _ other: String, _ complaint: String
    ) throws {
        let text = Documents.stageUpdate.replacing(part, by: other)
        #expect(text != Documents.stageUpdate)
        let job = try job(text)
        #expect(summary(job.complaints) == [complaint])
        #expect(job.envelope == nil)
        #expect(job.complaints.allSatisfy { $0.severity == .error && $0.location != nil })
        if job.schema != nil { #expect(stageItems(job).first?.content != nil) }
    }

    @Test(arguments: [
        (#""items":["#, #""foo":["#, ["E111 /foo", "E110 /items"]),
        (#""items":["#, #""items":{},"x":["#, ["E111 /x", "E112 /items"]),
    ])
    func `a job needs items`(_ part: String, _ other: String, _ complaints: [String]) throws {
        let text = Documents.stageUpdate(items: "1").replacing(part, by: other)
        #expect(summary(try job(text).complaints) == complaints)
    }

    @Test func `a job needs one item at least, a roster does not`() throws {
        #expect(summary(try job(Documents.stageUpdate(items: "")).complaints) == ["E121 /items"])
        let row = #"{"item_id": "1", "nik": "3171034506900001", "attendance": "attended"}"#
        #expect(try job(Documents.roster.replacing(row, by: "")).complaints.isEmpty)
    }

    @Test func `a repeated item_id refuses the job`() throws {
        let job = try job(
            Documents.stageUpdate(
                items: Documents.item("a", Documents.mentoring),
                Documents.item("b", Documents.mentoring),
                Documents.item("\\u0061", Documents.mentoring)))
        #expect(summary(job.complaints) == ["E120 /items/2/item_id"])
    }

    @Test(arguments: [
        ("1", "E112 /items/1"), ("[]", "E112 /items/1"), ("null", "E112 /items/1"),
        (Documents.item("a b", Documents.mentoring), "E114 /items/1/item_id"),
        (Documents.item("x", Documents.mentoring + #","foo":1"#), "E111 /items/1/foo"),
        (Documents.item("x", Documents.mentoring + #","name":"Siti""#), "E111 /items/1/name"),
        (Documents.item("x", Documents.mentoring + #","Siti Aminah":1"#), "E111 /items/1"),
        (Documents.item("x", Documents.mentoring + #","stage":"P3""#), "E102 /items/1/stage"),
        (Documents.item("x", #""action":"reach","stage":"P9""#), "E113 /items/1/stage"),
        (Documents.item("x", #""action":"reach""#), "E110 /items/1/stage"),
        (Documents.item("x", #""action":"do""#), "E113 /items/1/action"),
        (Documents.item("x", #""stage":"P1""#), "E110 /items/1/action"),
        (Documents.item("x", #""action":"reach","stage":"P3""#), "E110 /items/1/evidence"),
        (
            Documents.item("x", Documents.mentoring).replacing("2018-06-08", by: "2018-02-29"),
            "E501 /items/1/occurred_on"
        ),
        (
            Documents.item("x", Documents.mentoring).replacing(
                #""occurred_on":"2018-06-08","#, by: ""),
            "E110 /items/1/occurred_on"
        ),
        (
            Documents.item("x", Documents.mentoring).replacing("M-19", by: "\\ud800"),
            "E104 /items/1/evidence/mentor"
        ),
        (
            Documents.item("x", Documents.mentoring).replacing("M-19", by: "a\\u0000"),
            "E117 /items/1/evidence/mentor"
        ),
        (
            Documents.item("x", Documents.mentoring).replacing("M-19", by: "  "),
            "E117 /items/1/evidence/mentor"
        ),
        (
            Documents.item("x", Documents.mentoring).replacing("mentoring", by: "licence"),
            "E503 /items/1/evidence/type"
        ),
    ])
    func `what is wrong inside an item refuses that item only`(
        _ item: String, _ complaint: String
    ) throws {
        let good = (0..<2).map { Documents.item("good\($0)", Documents.mentoring) }
        let job = try job(Documents.stageUpdate(items: good[0], item, good[1]))
        #expect(job.complaints.isEmpty)
        #expect(job.envelope != nil)
        let items = stageItems(job)
        #expect(items.map { $0.content != nil } == [true, false, true])
        #expect(summary(items[1].complaints) == [complaint])
        #expect(items[1].complaints.allSatisfy { $0.itemID == items[1].itemID })
    }

    @Test(arguments: [
        (#""capacity": 50"#, #""capacity": 0"#, "E115 /class/capacity"),
        (#""capacity": 50"#, #""room": 1"#, "E111 /class/room"),
        (#""capacity": 50"#, #""cost": 1"#, "E102 /class/cost"),
        (#""kecamatan": "31.71.03", "#, "", "E306 /class/kecamatan"),
        ("31.71.03", "31.71", "E303 /class/kecamatan"), ("31.71.03", "x", "E301 /class/kecamatan"),
        (#""soft""#, #""mild""#, "E113 /class/skill"),
        (#"[{"date": "2018-06-09", "hours": 6}]"#, "[]", "E603 /class/sessions"),
        (#""hours": 6"#, #""hours": 25"#, "E115 /class/sessions/0/hours"),
        ("2018-06-09", "2018-13-01", "E601 /class/sessions/0/date"),
        (#""name": "...""#, #""name": """#, "E117 /class/speakers/0/name"),
        (#""kecamatan""#, #""kelurahan": "31.71.01.1001", "kecamatan""#, "E305 /class/kelurahan"),
    ])
    func `a bad class header refuses the job`(
        _ part: String, _ other: String, _ complaint: String
    ) throws {
        let job = try job(Documents.roster.replacing(part, by: other))
        #expect(summary(job.complaints) == [complaint])
        guard case .roster(nil, let rows) = job.body else { throw NotAJob() }
        #expect(rows.first?.content != nil)
    }

    @Test(arguments: [
        (#""event":"submitted""#, ["E703 /items/0/amount"]),
        (#""event":"submitted","amount":1.5"#, ["E112 /items/0/amount"]),
        (#""event":"submitted","amount":"5""#, ["E112 /items/0/amount"]),
        (#""event":"submitted","amount":0"#, ["E115 /items/0/amount"]),
        (#""event":"submitted","amount":1e16"#, ["E115 /items/0/amount"]),
        (#""event":"assessed","amount":5"#, ["E704 /items/0/amount"]),
        (#""event":"repaid","reason":"x""#, ["E704 /items/0/reason"]),
        (#""event":"rejected""#, ["E703 /items/0/reason"]),
        (#""event":"lost""#, ["E113 /items/0/event"]),
        (
            #""event":"approved","amount":5"#,
            ["E703 /items/0/tenor_months", "E703 /items/0/rate_bp"]
        ),
        (#""event":"disbursed","amount":5,"foo":{}"#, ["E111 /items/0/foo"]),
        (#""event":"submitted","amount":10e6"#, []),
        (#""event":"approved","amount":5.0,"tenor_months":18,"rate_bp":7e2"#, []),
    ])
    func `each funding event has its own fields`(_ item: String, _ complaints: [String]) throws {
        let job = try job(Documents.funding(item: item))
        guard case .funding(let items) = job.body else { throw NotAJob() }
        #expect(summary(items[0].complaints) == complaints)
        #expect((items[0].content != nil) == complaints.isEmpty)
    }

    @Test func `the amount of a refused item is there for the control sum`() throws {
        let job = try job(Documents.funding(item: #""event":"lost","amount":-2.5e1"#))
        guard case .funding(let items) = job.body else { throw NotAJob() }
        #expect(items[0].content == nil)
        #expect(items[0].amount == -25)
    }

    @Test(arguments: [
        (#""revenue":10,"expenses":4,"profit":6"#, []),
        (#""revenue":4,"expenses":10,"profit":-6,"workers":1"#, []),
        (#""revenue":10,"expenses":4,"profit":5"#, ["E505 /items/0/evidence/profit"]),
        (#""revenue":-1,"expenses":0,"profit":-1"#, ["E115 /items/0/evidence/revenue"]),
        (#""revenue":1,"expenses":0,"profit":1,"workers":0"#, ["E115 /items/0/evidence/workers"]),
    ])
    func `profit is revenue less expenses`(_ figures: String, _ complaints: [String]) throws {
        let evidence = #""action":"reach","stage":"P6","evidence":{"type":"accounts","#
        let item = Documents.item("a", evidence + #""period":"2018-05",\#(figures)}"#)
        let items = stageItems(try job(Documents.stageUpdate(items: item)))
        #expect(summary(items[0].complaints) == complaints)
    }

    @Test(arguments: [
        ("NIB", "1234567890123", []), ("NIB", "123456789012", ["E507 /items/0/evidence/number"]),
        ("NIB", "123456789012x", ["E507 /items/0/evidence/number"]), ("IUMK", "12/x", []),
        ("IUMK", String(repeating: "x", count: 65), ["E117 /items/0/evidence/number"]),
        ("KTP", "1", ["E113 /items/0/evidence/licence"]),
    ])
    func `a licence has a number of its kind`(
        _ kind: String, _ number: String, _ complaints: [String]
    ) throws {
        let item = Documents.item(
            "a",
            #""action":"reach","stage":"P4","evidence":{"type":"licence","licence":"\#(kind)","#
                + #""number":"\#(number)","issued_on":"2018-06-01"}"#)
        let items = stageItems(try job(Documents.stageUpdate(items: item)))
        #expect(summary(items[0].complaints) == complaints)
    }

    @Test(arguments: [
        ("", ["E306 /items/0/kelurahan"]), (#","kecamatan":"31.71.03""#, []),
        (#","kelurahan":"31.71.03.1001""#, []), (#","kelurahan":"32.75.01.1001""#, []),
        (#","kelurahan":"31.71.03""#, ["E303 /items/0/kelurahan"]),
        (#","kelurahan":"Gambir""#, ["E301 /items/0/kelurahan"]),
        (#","kelurahan":"31.71.03.1001","kecamatan":"31.71.03""#, []),
        (#","kelurahan":"31.71.03.1001","kecamatan":"31.71.04""#, ["E305 /items/0/kelurahan"]),
    ])
    func `a registration has a place`(_ place: String, _ complaints: [String]) throws {
        let item = Documents.item("a", Documents.registration + place)
        let items = stageItems(try job(Documents.stageUpdate(items: item)))
        #expect(summary(items[0].complaints) == complaints)
    }

    @Test(arguments: [
        (#""317103450690000""#, "E201"), (#""3171034506900000""#, "E203"),
        (#""3333333333333333""#, "E204"), (#""3171033113900001""#, "E202"),
        ("3171034506900001", "E112"), (#""３171034506900001""#, "E201"),
    ])
    func `a NIK that cannot be one refuses its item`(_ nik: String, _ code: String) throws {
        let item = Documents.item("a", Documents.mentoring)
            .replacing(#""3171034506900001""#, by: nik)
        let items = stageItems(try job(Documents.stageUpdate(items: item)))
        #expect(summary(items[0].complaints) == ["\(code) /items/0/nik"])
    }

    @Test(arguments: [
        (#""action":"revoke","corrects":{"job_id":"j","item_id":"i"},"reason":"typing""#, []),
        (
            #""action":"revoke","corrects":{"job_id":"j"},"reason":"x""#,
            ["E110 /items/0/corrects/item_id"]
        ),
        (#""action":"revoke","corrects":{"job_id":"j","item_id":"i"}"#, ["E110 /items/0/reason"]),
        (#""action":"correct","reason":"moved","kelurahan":"31.71.03.1001""#, []),
        (#""action":"correct","reason":"moved""#, ["E508 /items/0"]),
        (#""action":"reach","stage":"P7""#, []),
        (#""action":"reach","stage":"P2","evidence":{"type":"training","class_id":"c"}"#, []),
        (
            #""action":"reach","stage":"P2","evidence":{"type":"training"}"#,
            ["E110 /items/0/evidence/class_id"]
        ),
    ])
    func `corrections, revokes and claims have fields of their own`(
        _ rest: String, _ complaints: [String]
    ) throws {
        let items = stageItems(
            try job(Documents.stageUpdate(items: Documents.item("a", rest))))
        #expect(summary(items[0].complaints) == complaints)
        #expect((items[0].content != nil) == complaints.isEmpty)
    }
}
