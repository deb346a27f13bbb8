package import JobFormat
import Programme

extension ReceiptDocument {
    /// For a person: what became of the delivery and of each item, then what is wrong.
    ///
    /// - Parameters:
    ///   - columns: how wide the terminal is.
    ///   - ink: whether it shows colours.
    package func terminalText(columns: Int, ink: Ink = .plain) -> String {
        let table = ReceiptDocument.table(of: [self]).without(column: 0)
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
        return heading + TerminalTable(columns: columns, ink: ink).text(table) + complaints
    }

    /// The items of deliveries, a row each; a class header is one before them.
    package static func table(of receipts: [ReceiptDocument]) -> Table {
        var table = Table(columns: [
            Table.Column("attempt", title: "#", .number),
            Table.Column("item_id", title: "ITEM", .code),
            Table.Column("outcome", title: "OUTCOME", .code),
            Table.Column("verdict", title: "VERDICT", .code),
            Table.Column("waits_for", title: "WAITS FOR", .text),
            Table.Column("complaints", title: "COMPLAINTS", .text),
        ])
        for receipt in receipts {
            if let header = receipt.classHeader {
                table.append(receipt.row(header, named: "class"))
            }
            for item in receipt.items {
                table.append(receipt.row(item, named: (item.itemID?.text).map(masked)))
            }
        }
        return table
    }

    private func row(_ part: Part, named name: String?) -> [Cell] {
        let codes = part.complaints.map(\.code.rawValue).joined(separator: " ")
        return [
            .integer(attempt), .optional(name), .text(part.outcome.rawValue),
            .optional(part.judgement?.verdict.rawValue),
            .optional((part.judgement?.waitsFor?.description).map(masked)),
            codes.isEmpty ? .missing : .text(codes),
        ]
    }
}
