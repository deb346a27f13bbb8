package import JobFormat
package import Programme

/// What the intake check says of a file that is tried out and not handed in.
package struct CheckedFile: Hashable, Sendable {
    /// The path that was given.
    package let path: String
    package let outcome: JobOutcome
    /// Complaints of the file, the envelope and the class header.
    package let complaints: [Complaint]
    /// The class header's outcome; rosters only.
    package let classOutcome: ItemOutcome?
    /// In the order of the file.
    package let items: [ReceiptDocument.Part]

    /// - Parameters:
    ///   - path: as it was given.
    ///   - result: what the check said.
    package init(path: String, _ result: IntakeResult) {
        self.path = path
        outcome = result.outcome
        complaints = result.complaints
        classOutcome = result.classOutcome
        items = result.items.map {
            ReceiptDocument.Part(itemID: $0.itemID, outcome: $0.outcome, complaints: $0.complaints)
        }
    }

    /// Writes an object into the array that is open.
    package func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("file", masked(path))
            json.member("outcome", outcome.rawValue)
            if let classOutcome {
                json.object("class") { json in json.member("outcome", classOutcome.rawValue) }
            }
            json.array("items") { json in
                for item in items {
                    json.object { json in
                        json.member("item_id", (item.itemID?.text).map(masked))
                        item.write(&json, ids: masked)
                    }
                }
            }
            json.complaints(complaints, ids: masked)
        }
    }

    /// Of many files a row for each complaint; of a file without one a row that says so.
    package static func table(of files: [CheckedFile]) -> Table {
        var table = Table(columns: [
            Table.Column("file", title: "FILE", .tail),
            Table.Column("outcome", title: "OUTCOME", .text),
            Table.Column("code", title: "CODE", .code),
            Table.Column("item_id", title: "ITEM", .code),
            Table.Column("pointer", title: "AT", .text),
            Table.Column("line", title: "LINE", .number),
            Table.Column("column", title: "COLUMN", .number),
            Table.Column("message", title: "MESSAGE", .text),
        ])
        for file in files {
            let told: [Cell] = [.text(masked(file.path)), .text(file.outcome.rawValue)]
            let complaints = file.complaints + file.items.flatMap(\.complaints)
            if complaints.isEmpty { table.append(told + [Cell](repeating: .missing, count: 6)) }
            for complaint in complaints {
                table.append(
                    told + [
                        .text(complaint.code.rawValue),
                        .optional((complaint.itemID?.text).map(masked)),
                        .text(complaint.pointer),
                        (complaint.location?.line).map(Cell.integer) ?? .missing,
                        (complaint.location?.column).map(Cell.integer) ?? .missing,
                        .text(complaint.message),
                    ])
            }
        }
        return table
    }

    /// For a person: the outcome, then what is wrong, a complaint a line.
    ///
    /// - Parameter columns: how wide the terminal is.
    package func terminalText(columns: Int) -> String {
        let recorded = items.count { $0.outcome != .refused }
        let heading =
            "\(masked(path)): \(outcome.rawValue), \(recorded) of \(items.count) items good"
        return Paragraph.wrapping(heading, to: columns, hanging: 2)
            + ComplaintText.lines(complaints + items.flatMap(\.complaints), columns: columns)
    }
}
