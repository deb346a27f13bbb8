import JobFormat
package import Ledger
import Programme

/// Listings of deliveries.
package enum JobsTable {
    /// One delivery a row.
    ///
    /// - Parameter veil: whether ids and names of files are shown as they were sent.
    package static func table(_ lines: [LedgerReader.JobLine], _ veil: Veil = .drawn) -> Table {
        var table = Table(columns: [
            Table.Column("attempt", title: "#", .number),
            Table.Column("received_at", title: "RECEIVED", .code),
            Table.Column("source", title: "SOURCE", .code),
            Table.Column("job_id", title: "JOB", .tail),
            Table.Column("outcome", title: "OUTCOME", .text),
            Table.Column("items", title: "ITEMS", .number),
            Table.Column("recorded", title: "GOOD", .number),
            Table.Column("file", title: "FILE", .tail, isSpare: true),
            Table.Column("complaints", title: "CODES", .text, isSpare: true),
        ])
        for line in lines {
            table.append([
                .integer(line.attempt), .instant(line.receivedAt), .text(line.source.text),
                .optional((line.jobID?.text).map { veil($0) }), .text(line.outcome.rawValue),
                .integer(line.counts.sent), .integer(line.counts.recorded),
                .text(veil(JSONWriter.describing(line.fileName))),
                line.complaints.isEmpty
                    ? .missing : .text(line.complaints.joined(separator: " ")),
            ])
        }
        return table
    }
}

extension LedgerReader.JobLine {
    /// Whether something of it is hidden unless the veil is lifted.
    package var isVeiled: Bool {
        Veil.hides(jobID?.text) || Veil.hides(JSONWriter.describing(fileName))
    }
}
