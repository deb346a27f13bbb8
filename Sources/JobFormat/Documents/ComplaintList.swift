import Programme

/// Turns findings into complaints: with pointer, line and column, and not more than people read.
///
/// Every refused item keeps its first complaint, whatever the job's number of them, so that each is
/// told why. So a job of 5,000 items has at most 11,000 complaints, and mostly far fewer.
struct ComplaintList {
    /// How many complaints one item, the envelope and the class header together, may have.
    static let maxPerPart = 20
    /// After how many complaints in one job only the first of each item is kept.
    static let maxPerJob = 1_000

    let tape: JSONTape
    private var madeSoFar = 0
    /// Made at the first complaint: most jobs have none.
    private var positions: JSONPositions?

    init(tape: JSONTape) {
        self.tape = tape
    }

    /// Where the findings of an item are: its node, its pointer, its id if it has one.
    struct Item {
        let node: Int
        let pointer: JSONPointer
        let itemID: ItemID?
    }

    /// The complaints for what was found in an item, or in envelope and class (nil).
    mutating func complaints(
        _ findings: [FieldReader.Finding], in item: Item? = nil
    ) -> [Complaint] {
        guard !findings.isEmpty else { return [] }
        let room = min(ComplaintList.maxPerPart, max(1, ComplaintList.maxPerJob - madeSoFar))
        var complaints = findings.prefix(room).map { complaint($0, in: item) }
        let more = findings.count - complaints.count
        if more > 0, let last = complaints.last {
            complaints.append(
                Complaint(
                    .moreComplaints, at: last.pointer, itemID: item?.itemID,
                    message: "\(more) more complaints are not listed.", location: last.location))
        }
        madeSoFar += complaints.count
        return complaints
    }

    /// The same complaint with line and column, found by its pointer.
    mutating func located(_ complaint: Complaint) -> Complaint {
        guard complaint.location == nil else { return complaint }
        let node = tape.nearestNode(to: JSONPointer(text: complaint.pointer))
        return Complaint(
            complaint.code, at: complaint.pointer, itemID: complaint.itemID,
            message: complaint.message, location: location(of: node))
    }

    private mutating func complaint(
        _ finding: FieldReader.Finding, in item: Item?
    ) -> Complaint {
        let start = item.map { ($0.node, $0.pointer) } ?? (JSONTape.root, .root)
        var pointer = tape.pointer(to: finding.node, from: start, canShow: tape.canShow)
        if let missing = finding.missing { pointer = pointer.appending(missing.rawValue) }
        return Complaint(
            finding.code, at: pointer.text, itemID: item?.itemID, message: finding.message,
            location: location(of: finding.node))
    }

    private mutating func location(of node: Int) -> Complaint.Location {
        let known = positions ?? tape.positions()
        positions = known
        let position = tape.locate(node: node, in: known)
        return Complaint.Location(line: position.line, column: position.column)
    }
}
