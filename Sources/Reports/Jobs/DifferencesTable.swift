package import Ledger
import Programme

/// What `okocectl verify` lists.
package enum DifferencesTable {
    /// One difference a row: what it is of, and for a verdict both sides.
    package static func table(_ differences: [Difference]) -> Table {
        var table = Table(columns: [
            Table.Column("kind", title: "KIND", .code),
            Table.Column("subject", title: "OF", .tail),
            Table.Column("ledger", title: "LEDGER", .text),
            Table.Column("facts", title: "BY ITS FACTS", .text),
        ])
        for difference in differences {
            let row = row(difference)
            table.append([
                .text(row.kind), .text(Masking.maskingPeople(in: row.subject)),
                .optional(row.ledger.map(Masking.maskingPeople)),
                .optional(row.facts.map(Masking.maskingPeople)),
            ])
        }
        return table
    }

    private struct Row {
        let kind: String
        let subject: String
        var ledger: String?
        var facts: String?
    }

    private static func row(_ difference: Difference) -> Row {
        switch difference {
        case .rules:
            Row(kind: "rules", subject: "start or reload okoced: it folds under the new ones")
        case .verdict(let key, let stored, let folded):
            Row(
                kind: "verdict", subject: "\(key.source)/\(key.jobID) \(place(key))",
                ledger: Difference.words(stored), facts: Difference.words(folded))
        case .member(let nik): Row(kind: "member", subject: nik.masked)
        case .attendances(let nik): Row(kind: "attendances", subject: nik.masked)
        case .header(let key): Row(kind: "class", subject: "\(key.organiser)/\(key.classID)")
        case .application(let key):
            Row(kind: "application", subject: "\(key.lender)/\(key.applicationID)")
        case .tally(let stage, let day): Row(kind: "tally", subject: "\(stage) on \(day)")
        case .tallyOfMonth(let stage, let day):
            Row(kind: "tally", subject: "\(stage) in the month from \(day)")
        case .workers(let day): Row(kind: "tally", subject: "people at work from \(day)")
        case .roster(let key):
            Row(kind: "tally", subject: "roster of \(key.organiser)/\(key.classID)")
        case .rosters(let nik): Row(kind: "tally", subject: "rosters of \(nik.masked)")
        case .items(let attempt): Row(kind: "items", subject: "delivery \(attempt)")
        case .notices(let missing): Row(kind: "notices", subject: "\(missing) missing")
        case .untold(let attempts): Row(kind: "deliveries", subject: "\(attempts) untold")
        }
    }

    private static func place(_ key: FactKey) -> String {
        key.position == FactKey.header ? "class" : "#\(key.position + 1)"
    }
}
