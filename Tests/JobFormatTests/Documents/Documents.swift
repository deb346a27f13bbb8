import Programme
import Testing

@testable import JobFormat

/// Texts of job files to start from: the rulebook's own examples.
enum Documents {
    static let stageUpdate = #"""
        {"schema": "okoce/stage-update/1", "job_id": "kumkmp-2018w24-007", "source": "DKUMKMP",
         "submitted_at": "2018-06-12T09:00:00+07:00", "mode": "each",
         "items": [
          {"item_id": "a1", "nik": "3171034506900001", "action": "reach", "stage": "P3",
           "occurred_on": "2018-06-08", "evidence": {"type": "mentoring", "mentor": "M-19"}}]}
        """#

    static let roster = #"""
        {"schema": "okoce/training-roster/1", "job_id": "r-88", "source": "KP-021",
         "submitted_at": "2018-06-12T09:00:00+07:00",
         "class": {"class_id": "KP-021-14", "organiser": "KP-021", "track": "komunitas",
           "skill": "soft", "kecamatan": "31.71.03", "status": "held",
           "sessions": [{"date": "2018-06-09", "hours": 6}],
           "speakers": [{"speaker_id": "s1", "name": "..."}], "capacity": 50, "cost": 17250000},
         "items": [{"item_id": "1", "nik": "3171034506900001", "attendance": "attended"}]}
        """#

    static let funding = #"""
        {"schema": "okoce/funding-application/1", "job_id": "bdki-0612", "source": "BANKDKI",
         "submitted_at": "2018-06-12T17:00:00+07:00",
         "control": {"items": 1, "amount_total": 10000000},
         "items": [{"item_id": "9", "application_id": "L-551", "nik": "3171034506900001",
           "product": "MONAS_PEMULA", "event": "disbursed", "occurred_on": "2018-06-11",
           "amount": 10000000}]}
        """#

    static let command = #"""
        {"schema": "okoce/operator-command/1", "job_id": "op-1", "source": "OPERATOR",
         "submitted_at": "2018-06-12T17:00:00+07:00", "operator": "rina", "reason": "saw the KTP",
         "items": [{"item_id": "1", "command": "decide", "ruling": "same_person",
           "fact": {"source": "PORTAL", "job_id": "p-1", "item_id": "x"}}]}
        """#

    /// A stage update with these items.
    static func stageUpdate(items: String...) -> String {
        #"{"schema":"okoce/stage-update/1","job_id":"j","source":"S","#
            + #""submitted_at":"2018-06-12T09:00:00+07:00","items":["#
            + items.joined(separator: ",") + "]}"
    }

    /// A funding application with this item.
    static func funding(item: String) -> String {
        #"{"schema":"okoce/funding-application/1","job_id":"j","source":"S","#
            + #""submitted_at":"2018-06-12T09:00:00+07:00","items":[{"item_id":"9","#
            + #""application_id":"L","nik":"3171034506900001","product":"P","#
            + #""occurred_on":"2018-06-11",\#(item)}]}"#
    }

    /// An item of a stage update, with what comes after its first fields.
    static func item(_ id: String, _ rest: String) -> String {
        #"{"item_id":"\#(id)","nik":"3171034506900001","occurred_on":"2018-06-08",\#(rest)}"#
    }

    /// The fields of a P1 but for its place.
    static let registration =
        #""action":"reach","stage":"P1","name":"Siti","penggerak":"KP-021","#
        + #""consent":{"given_on":"2018-06-08","notice":"v1"}"#

    static let mentoring =
        #""action":"reach","stage":"P3","evidence":{"type":"mentoring","mentor":"M-19"}"#
}

/// The job in a text that is JSON.
func job(_ text: String) throws -> SentJob {
    var reader = JobReader()
    guard case .job(let job) = reader.read(Array(text.utf8)) else {
        throw NotAJob()
    }
    return job
}

struct NotAJob: Error {}

/// The items of a stage update.
func stageItems(_ job: SentJob) -> [SentItem<StageItem>] {
    if case .stageUpdate(let items) = job.body { items } else { [] }
}

/// `E111 /items/0/foo`, for each complaint.
func summary(_ complaints: [Complaint]) -> [String] {
    complaints.map { "\($0.code.rawValue) \($0.pointer)" }
}

extension String {
    func replacing(_ part: String, by other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return String(self[..<range.lowerBound]) + other + self[range.upperBound...]
    }
}
