import Programme

/// Complaints for a person at a terminal.
enum ComplaintText {
    /// A complaint a paragraph, indented: severity, code, where, what.
    static func lines(_ complaints: [Complaint], columns: Int) -> String {
        complaints.map { complaint in
            let place = complaint.location.map { "line \($0.line), column \($0.column)" }
            let item = complaint.itemID.map { "item \(masked($0.text))" }
            let pointer = complaint.pointer.isEmpty ? nil : complaint.pointer
            let words = [item, pointer, place].compactMap { $0 }.joined(separator: ", ")
            let head = "\(complaint.severity.rawValue) \(complaint.code.rawValue)"
            return Paragraph.wrapping(
                "\(words.isEmpty ? head : "\(head) at \(words)"): \(complaint.message)",
                to: columns, first: 2, hanging: 6)
        }.joined()
    }
}
