import JobFormat
import Programme
import Testing

/// A stored document without one person, and with everybody else.
struct RedactionTests {
    private static let nik: Int64 = 3_171_034_506_900_001
    /// 2018-07-01T12:00:00+07:00.
    private static let moment = Instant(
        nanoseconds: 1_530_421_200_000_000_000)

    private let redaction = Redaction(
        isErased: { number, submitted, day in
            guard number == RedactionTests.nik else { return false }
            guard let submitted, submitted > RedactionTests.moment else { return true }
            return day.map { $0 < RedactionTests.moment.jakartaDay } ?? false
        }, letters: { _ in Array("abcdefghijklmnop".utf8) })

    private func redacted(_ text: String) -> String? {
        redaction.redacted(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func job(_ items: String, at: String = "2018-06-12T09:00:00+07:00") -> String {
        #"{"schema": "okoce/stage-update/1", "job_id": "j-3171034506900001", "source": "PORTAL", "#
            + #""submitted_at": "\#(at)", "items": [\#(items)]}"#
    }

    private func item(_ nik: String, _ id: String, on day: String = "2018-06-07") -> String {
        #"{"item_id": "\#(id)", "nik": "\#(nik)", "action": "reach", "stage": "P1", "#
            + #""occurred_on": "\#(day)", "name": "Budi \"B\" Rahasia", "kelurahan": "#
            + #""31.71.03.1001", "penggerak": "KP-021", "birth_date": "1990-06-05", "sex": "P", "#
            + #""consent": {"given_on": "2018-06-07", "notice": "v1"}, "business": {"name": "#
            + #""Warung Budi", "sector": "kuliner"}, "revenue": 7654321, "amount": 5000}"#
    }

    @Test func `who it was goes, what is counted stays, and the length with it`() throws {
        let text = job(item("3171034506900001", "a-3171034506900001"))
        let result = try #require(redacted(text))
        #expect(result.utf8.count == text.utf8.count)
        for trace in [
            "3171034506900001", "Budi", "Rahasia", "Warung", "kuliner", "1990", "7654321",
            #""sex": "P""#, "v1",
        ] {
            #expect(!result.contains(trace), "\(trace)")
        }
        for kept in [
            "2018-06-07", "31.71.03.1001", "KP-021", "P1", "reach", #""amount": 5000"#,
            "j-abcdefghijklmnop", "a-abcdefghijklmnop", #""nik": "xxxxxxxxxxxxxxxx""#,
        ] {
            #expect(result.contains(kept), "\(kept)")
        }
        var reader = JobReader()
        guard case .job(let read) = reader.read(Array(result.utf8)),
            case .stageUpdate(let items) = read.body
        else {
            Issue.record("it is no job any more")
            return
        }
        #expect(items[0].complaints.map(\.code).contains(.personErased))
    }

    @Test func `other people's items keep every byte`() throws {
        let other = item("3171034506900002", "b").replacing("Budi", with: "Siti")
        let text = job(item("3171034506900001", "a") + "," + other)
        let result = try #require(redacted(text))
        #expect(result.hasSuffix(other + "]}"))
        #expect(redacted(job(other).replacing("j-3171034506900001", with: "j-1")) == nil)
    }

    @Test func `a number is found behind escapes, as a number, with separators and alone`() throws {
        let escaped = "3171034506900001".utf8.map { "\\u00\(String($0, radix: 16))" }.joined()
        for hidden in [escaped, "317103450690000\\u0031"] {
            let result = try #require(
                redacted(job(item(hidden, "a")).replacing("j-3171034506900001", with: "j")))
            #expect(!result.contains(hidden) && !result.contains("Budi"), "\(hidden)")
        }
        let number = job(item("3171034506900001", "a")).replacing(
            #""3171034506900001""#, with: "3171034506900001")
        let plain = try #require(redacted(number))
        #expect(!plain.contains("Rahasia"))
        let note = job(item("3171034506900002", "b")).replacing(
            "Warung", with: "31.71.03.450690.0001")
        let result = try #require(redacted(note))
        #expect(!result.contains("31.71.03.450690") && result.contains("Budi"))
        #expect(redacted("no JSON 3171034506900001, at all") == "no JSON abcdefghijklmnop, at all")
    }

    @Test func `an item whose number was written otherwise goes as a whole`() throws {
        let plain = #""nik": "3171034506900001""#
        let escaped = "3171034506900001".utf8.map { "\\u00\(String($0, radix: 16))" }.joined()
        for other in [
            #""nik": "31.71.03.450690.0001""#, #""nik": " 3171034506900001""#,
            #""NIK": "3171034506900001""#, #""nik": "NIK 3171034506900001""#,
            #""nik": "-", "note": "\#(escaped)""#, #""nik": ["3171034506900001"]"#,
        ] {
            let text = job(item("3171034506900001", "a").replacing(plain, with: other))
            let result = try #require(redacted(text))
            #expect(!result.contains("Budi") && !result.contains("Warung"), "\(other): \(result)")
            #expect(result.utf8.count == text.utf8.count)
        }
        // Somebody else's item with the number in its id is theirs.
        let theirs = try #require(redacted(job(item("3171034506900002", "a-3171034506900001"))))
        #expect(theirs.contains("Budi") && theirs.contains("a-abcdefghijklmnop"))
    }

    @Test func `a speaker goes with the number that is their id`() throws {
        let result = try #require(
            redacted(
                #"{"schema": "okoce/training-roster/1", "submitted_at": "2018-06-12T09:00:00+07:00", "#
                    + #""class": {"speakers": [{"speaker_id": "3171034506900001", "name": "Budi"}, "#
                    + #"{"speaker_id": "s2", "name": "Siti"}]}, "items": []}"#))
        #expect(!result.contains("Budi") && result.contains("Siti"))
        #expect(result.contains("abcdefghijklmnop"))
    }

    @Test func `news of the same person stay, and old things sent later go`() throws {
        let later = "2018-07-02T09:00:00+07:00"
        #expect(redacted(job(item("3171034506900001", "a", on: "2018-07-02"), at: later)) == nil)
        let both = job(
            item("3171034506900001", "old", on: "2018-06-30") + ","
                + item("3171034506900001", "new", on: "2018-07-02"), at: later)
        let result = try #require(redacted(both))
        #expect(result.contains(item("3171034506900001", "new", on: "2018-07-02")))
        #expect(
            !result.contains(
                #""nik": "3171034506900001", "action": "reach", "stage": "P1", "#
                    + #""occurred_on": "2018-06-30""#))
    }

    @Test func `a roster's rows are as old as its last session`() throws {
        func roster(_ day: String) -> String {
            #"{"schema": "okoce/training-roster/1", "job_id": "r", "source": "KP-021", "#
                + #""submitted_at": "2018-07-02T09:00:00+07:00", "class": {"sessions": "#
                + #"[{"date": "2018-06-01", "hours": 6}, {"date": "\#(day)", "hours": 6}]}, "#
                + #""items": [{"item_id": "1", "nik": "3171034506900001", "#
                + #""attendance": "attended"}]}"#
        }
        #expect(redacted(roster("2018-07-02")) == nil)
        let old = try #require(redacted(roster("2018-06-30")))
        #expect(old.contains("attended") && !old.contains("3171034506900001"))
    }

    @Test func `why an operator did something about somebody goes too`() throws {
        let text =
            #"{"schema": "okoce/operator-command/1", "job_id": "o", "source": "OPERATOR", "#
            + #""submitted_at": "2018-06-12T09:00:00+07:00", "operator": "rina", "#
            + #""reason": "letter of Budi", "items": [{"item_id": "1", "command": "person", "#
            + #""act": "erase", "nik": "3171034506900001"}]}"#
        let result = try #require(redacted(text))
        #expect(!result.contains("Budi") && result.contains("rina") && result.contains("erase"))
    }
}
