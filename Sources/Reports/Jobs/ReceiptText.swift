package import JobFormat
import Programme

extension ReceiptDocument {
    /// For a person: what became of the delivery and of each item, then what is wrong.
    ///
    /// - Parameter columns: how wide the terminal is.
    package func terminalText(columns: Int) -> String {
        var table = Table(columns: [
            Table.Column("item_id", title: "ITEM", .code),
            Table.Column("outcome", title: "OUTCOME", .code),
            Table.Column("verdict", title: "VERDICT", .code),
            Table.Column("waits_for", title: "WAITS FOR", .text),
            Table.Column("complaints", title: "COMPLAINTS", .text),
        ])
        if let classHeader { table.append(row(classHeader, named: "class")) }
        for item in items { table.append(row(item, named: (item.itemID?.text).map(masked))) }
        let job = jobID.map { "\(source)/\(masked($0.text))" } ?? "\(source), no job_id"
        let recorded = items.count { $0.outcome == .recorded }
        let heading = Paragraph.wrapping(
            "\(job): \(outcome.rawValue), \(recorded) of \(items.count) items recorded "
                + "(attempt \(attempt), received \(TerminalTable.text(.instant(receivedAt))), "
                + "file \(masked(JSONWriter.describing(fileName))))",
            to: columns, hanging: 2)
        let complaints = ComplaintText.lines(
            complaints + items.flatMap(\.complaints), columns: columns)
        guard !table.rows.isEmpty else { return heading + complaints }
        return heading + TerminalTable(columns: columns).text(table) + complaints
    }

    private func row(_ part: Part, named name: String?) -> [Cell] {
        let codes = part.complaints.map(\.code.rawValue).joined(separator: " ")
        return [
            .optional(name), .text(part.outcome.rawValue),
            .optional(part.judgement?.verdict.rawValue),
            .optional((part.judgement?.waitsFor?.description).map(masked)),
            codes.isEmpty ? .missing : .text(codes),
        ]
    }
}
