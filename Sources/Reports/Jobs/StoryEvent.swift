import JobFormat
import Ledger
import Programme

/// One thing that happened to a job or to an item, and when.
struct StoryEvent: Hashable {
    let at: Instant
    let what: What

    enum What: Hashable {
        /// A file came: the delivery's number, its file, its SHA-256 in hexadecimal if it was read.
        case received(delivery: Int64, file: String, sha256: String?)
        /// A deferred delivery came due and was taken up as this one.
        case takenUp(delivery: Int64, deferred: Int64)
        /// The intake check said this of the delivery, or of the item in it.
        case checked(delivery: Int64, outcome: String, complaints: [Complaint])
        /// It became a fact.
        case recorded(delivery: Int64)
        /// The first verdict, by all facts recorded until then.
        case judged(Verdict, waitsFor: String?)
        /// Another verdict, or something else to wait for, because of this delivery.
        case judgedAgain(Verdict, waitsFor: String?, because: Cause)
        /// It was held for too long, and its source was told, with this notice.
        case overdue(notice: Int64)
    }

    /// The delivery that changed a verdict.
    struct Cause: Hashable {
        let delivery: Int64
        let source: SourceCode
        let jobID: String?
    }

    /// Its name for programs.
    var name: String {
        switch what {
        case .received: "received"
        case .takenUp: "taken_up"
        case .checked: "checked"
        case .recorded: "recorded"
        case .judged: "judged"
        case .judgedAgain: "judged_again"
        case .overdue: "overdue"
        }
    }

    /// In words, without its complaints.
    var words: String {
        switch what {
        case .received(let delivery, let file, let sha256):
            "received: file \(file), delivery \(delivery)"
                + (sha256.map { ", sha256 \($0.prefix(12))..." } ?? ", not read")
        case .takenUp(let delivery, let deferred):
            "taken up: delivery \(deferred) came due, as delivery \(delivery)"
        case .checked(_, let outcome, let complaints):
            "checked: \(outcome)"
                + (complaints.isEmpty
                    ? "" : ", " + complaints.map(\.code.rawValue).joined(separator: " "))
        case .recorded(let delivery): "recorded by delivery \(delivery)"
        case .judged(let verdict, let waitsFor):
            "judged: \(StoryEvent.words(verdict, waitsFor))"
        case .judgedAgain(let verdict, let waitsFor, let because):
            "judged again: \(StoryEvent.words(verdict, waitsFor)), because of "
                + "\(because.source)/\(because.jobID ?? "-") (delivery \(because.delivery))"
        case .overdue(let notice):
            "overdue: held for too long, its source was told (notice \(notice))"
        }
    }

    /// What is wrong, if that is what it tells.
    var complaints: [Complaint] {
        guard case .checked(_, _, let complaints) = what else { return [] }
        return complaints
    }

    private static func words(_ verdict: Verdict, _ waitsFor: String?) -> String {
        verdict.rawValue + (waitsFor.map { ", waits for \($0)" } ?? "")
    }

    /// Writes an object into the array that is open.
    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("at", at.description)
            json.member("event", name)
            switch what {
            case .received(let delivery, let file, let sha256):
                json.member("attempt", delivery)
                json.member("file", file)
                json.member("sha256", sha256)
            case .takenUp(let delivery, let deferred):
                json.member("attempt", delivery)
                json.member("deferred", deferred)
            case .checked(let delivery, let outcome, let complaints):
                json.member("attempt", delivery)
                json.member("outcome", outcome)
                json.complaints(complaints)
            case .recorded(let delivery): json.member("attempt", delivery)
            case .judged(let verdict, let waitsFor):
                StoryEvent.write(verdict, waitsFor, &json)
            case .judgedAgain(let verdict, let waitsFor, let because):
                StoryEvent.write(verdict, waitsFor, &json)
                json.object("because_of") { json in
                    json.member("attempt", because.delivery)
                    json.member("source", because.source.text)
                    json.member("job_id", because.jobID)
                }
            case .overdue(let notice): json.member("notice", notice)
            }
        }
    }

    private static func write(_ verdict: Verdict, _ waitsFor: String?, _ json: inout JSONWriter) {
        json.member("verdict", verdict.rawValue)
        json.memberIfPresent("waits_for", waitsFor)
    }
}
