import JobFormat
import Ledger
import Programme

/// What the retention has removed, in words and for programs.
extension Removal {
    /// What it is, as the end of a sentence.
    var words: String {
        switch self {
        case .documents: "bytes of job files"
        case .deliveries: "items and complaints of deliveries that recorded nothing"
        case .notices: "notices that are sent"
        case .verdicts: "changes of verdicts"
        }
    }

    /// The setting of okoced.yaml by which it goes.
    var setting: String {
        switch self {
        case .documents: "documents_kept_for"
        case .deliveries, .notices, .verdicts: "audit_kept_for"
        }
    }
}

extension JobRemoval {
    /// `removed on 2028-06-01: the bytes of job files of delivery 5 (documents_kept_for)`.
    var sentence: String {
        let whose = attempt.map { " of delivery \($0)" } ?? ""
        let when = before.map { " before \(TerminalTable.text(.instant($0)))" } ?? ""
        return "removed on \(on): \(what.words)\(whose)\(when) (\(what.setting))"
    }

    /// Writes an object into the array that is open.
    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("what", what.rawValue)
            json.member("setting", what.setting)
            json.member("on", on.description)
            json.memberIfPresent("attempt", attempt)
            json.memberIfPresent("before", before?.description)
        }
    }
}

extension RemovalTotal {
    /// `1,234 bytes of job files (56 MiB), recorded until 2026-06-01`.
    var words: String {
        let size = bytes > 0 ? ", \(NumberText.grouped((bytes + 1023) >> 10)) KiB" : ""
        return "\(what.words): \(NumberText.grouped(rows))\(size), up to those of "
            + TerminalTable.text(.instant(before))
    }
}
