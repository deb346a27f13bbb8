import JobFormat
package import Ledger
package import Programme

/// The whole story of a job and its items: received, checked, recorded, judged, judged again and
/// because of what, and what each waits for now. NIKs are masked, and no name is told, unless the
/// veil is lifted.
package struct StoryText: Sendable {
    private let source: SourceCode
    private let jobID: JobID
    private let events: [StoryEvent]
    private let items: [ItemStory]
    private let veil: Veil
    private let removals: [JobRemoval]
    /// Whether something of what was asked about is recorded, or only deferred or validated.
    package let isGood: Bool

    /// - Parameters:
    ///   - item: an item's id, or `class` for the class header; nil for all.
    ///   - veil: whether it is told who it is about.
    /// - Returns: nil if no delivery of the job had such an item.
    package init?(
        _ story: JobStory, of source: SourceCode, _ jobID: JobID, item: ItemID? = nil,
        veil: Veil = .drawn
    ) {
        self.veil = veil
        self.source = source
        self.jobID = jobID
        removals = story.removals
        events = story.deliveries.flatMap { $0.events(veil) }
        var stories = ItemStories(story, veil)
        if let item { stories.keep(only: item) }
        items = stories.all
        guard item == nil || !items.isEmpty else { return nil }
        isGood =
            item == nil
            ? story.deliveries.contains { !$0.report.outcome.isRejected }
            : items.contains { $0.fact != nil }
    }

    /// The people whom the items are about, each once.
    package var people: [NIK] { Set(items.compactMap { $0.fact?.line.fact.nik }).sorted() }

    /// For a person at a terminal.
    ///
    /// - Parameter columns: how wide the terminal is.
    package func terminalText(columns: Int) -> String {
        var text = "\(source)/\(veil(jobID.text))\n"
        for event in events { text += lines(event, columns) }
        for removal in removals {
            text += Paragraph.wrapping(removal.sentence, to: columns, first: 2, hanging: 4)
        }
        for item in items {
            text += "\n" + Paragraph.wrapping(item.title, to: columns, hanging: 2)
            for event in item.events { text += lines(event, columns) }
            text += Paragraph.wrapping("now: \(item.now)", to: columns, first: 2, hanging: 4)
            for remark in item.remarks {
                text += Paragraph.wrapping(
                    "remark \(remark.code.rawValue): \(remark.words)", to: columns, first: 4,
                    hanging: 6)
            }
        }
        return text
    }

    private func lines(_ event: StoryEvent, _ columns: Int) -> String {
        let moment = TerminalTable.text(.instant(event.at))
        return Paragraph.wrapping(
            "\(moment) \(event.words)", to: columns, first: 2, hanging: 4)
            + ComplaintText.lines(event.complaints, columns: columns)
    }

    /// For programs.
    package var jsonText: String {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("source", source.text)
            json.member("job_id", veil(jobID.text))
            json.array("story") { json in for event in events { event.write(&json) } }
            json.array("removed") { json in for removal in removals { removal.write(&json) } }
            json.array("items") { json in
                for item in items { json.object { json in item.write(&json) } }
            }
        }
        return json.text + "\n"
    }
}

/// The items of all deliveries, each once, in the order in which they first came.
private struct ItemStories {
    private(set) var all: [ItemStory] = []
    private var indices: [Name: Int] = [:]

    /// What makes an item of one delivery and one of another the same.
    private enum Name: Hashable {
        case header
        case item(ItemID)
        case position(Int)
    }

    init(_ story: JobStory, _ veil: Veil) {
        // A duplicate only repeats the report of the job that it is the same as.
        for delivery in story.deliveries where delivery.report.outcome != .duplicate {
            let records = delivery.report.outcome.usesUpID
            if let header = delivery.report.header {
                add(
                    .header, ItemStory(itemID: nil, position: FactKey.header, veil: veil), delivery,
                    header.outcome, [], records ? story.facts[FactKey.header] : nil)
            }
            for item in delivery.report.items {
                add(
                    item.itemID.map(Name.item) ?? .position(item.position),
                    ItemStory(itemID: item.itemID?.text, position: item.position, veil: veil),
                    delivery,
                    item.outcome, item.complaints, records ? story.facts[item.position] : nil)
            }
        }
    }

    private mutating func add(
        _ name: Name, _ new: ItemStory, _ delivery: JobStory.Delivery, _ outcome: ItemOutcome,
        _ complaints: [Complaint], _ fact: FactHistory?
    ) {
        let index = indices[name] ?? all.count
        if index == all.count {
            all.append(new)
            indices[name] = index
        }
        all[index].add(delivery, outcome, complaints, fact)
    }

    /// An item goes before a header that is called the same, as for revokes.
    mutating func keep(only item: ItemID) {
        let header = item == FactReference.header ? indices[.header] : nil
        all = (indices[.item(item)] ?? header).map { [all[$0]] } ?? []
        indices = [:]
    }
}

extension JobStory.Delivery {
    /// What happened to the job in this delivery.
    fileprivate func events(_ veil: Veil) -> [StoryEvent] {
        let received: StoryEvent.What =
            if let deferred = report.resumes {
                .takenUp(delivery: report.attempt, deferred: deferred)
            } else {
                .received(
                    delivery: report.attempt, file: veil(JSONWriter.describing(report.fileName)),
                    sha256: sha256.isEmpty ? nil : sha256.hexadecimal)
            }
        return [
            StoryEvent(at: report.receivedAt, what: received),
            StoryEvent(
                at: recordedAt,
                what: .checked(
                    delivery: report.attempt, outcome: report.outcome.rawValue,
                    complaints: report.complaints.map { $0.nested(veil) })),
        ]
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
