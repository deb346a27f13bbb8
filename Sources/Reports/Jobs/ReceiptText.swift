package import JobFormat
import Programme

extension ReceiptDocument {
    /// For a person: what became of the delivery and of each item, then what is wrong.
    ///
    /// - Parameters:
    ///   - columns: how wide the terminal is.
    ///   - ink: whether it shows colours.
    ///   - veil: whether the sender's names are shown as they were sent.
    package func terminalText(
        columns: Int, ink: Ink = .plain, veil: Veil = .drawn
    ) -> String {
        let table = ReceiptDocument.table(of: [self], veil).without(column: 0)
        let job = jobID.map { "\(source)/\(veil($0.text))" } ?? "\(source), no job_id"
        let recorded = items.count { $0.outcome == .recorded }
        let heading = Paragraph.wrapping(
            "\(job): \(outcome.rawValue), \(recorded) of \(items.count) items recorded "
                + "(attempt \(attempt), received \(TerminalTable.text(.instant(receivedAt))), "
                + "file \(veil(JSONWriter.describing(fileName))))",
            to: columns, hanging: 2)
        let complaints = ComplaintText.lines(
            complaints + items.flatMap(\.complaints), columns: columns)
        guard !table.rows.isEmpty else { return heading + complaints }
        return heading + TerminalTable(columns: columns, ink: ink).text(table) + complaints
    }

    /// The items of deliveries, a row each; a class header is one before them.
    ///
    /// - Parameters:
    ///   - receipts: of the deliveries.
    ///   - veil: whether the sender's names are shown as they were sent.
    package static func table(of receipts: [ReceiptDocument], _ veil: Veil = .drawn) -> Table {
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
                table.append(receipt.row(header, named: "class", veil))
            }
            for item in receipt.items {
                table.append(receipt.row(item, named: (item.itemID?.text).map { veil($0) }, veil))
            }
        }
        return table
    }

    private func row(_ part: Part, named name: String?, _ veil: Veil) -> [Cell] {
        let codes = part.complaints.map(\.code.rawValue).joined(separator: " ")
        return [
            .integer(attempt), .optional(name), .text(part.outcome.rawValue),
            .optional(part.judgement?.verdict.rawValue),
            .optional((part.judgement?.waitsFor?.description).map { veil($0) }),
            codes.isEmpty ? .missing : .text(codes),
        ]
    }

    /// Whether something of it is hidden unless the veil is lifted.
    package var isVeiled: Bool {
        Veil.hides(jobID?.text) || Veil.hides(JSONWriter.describing(fileName))
            || ([classHeader].compactMap(\.self) + items).contains { part in
                Veil.hides(part.itemID?.text)
                    || Veil.hides(part.judgement?.waitsFor?.description)
            }
    }
}
