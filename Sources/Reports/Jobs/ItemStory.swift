import JobFormat
import Ledger
import Programme

/// What happened to one item of a job, or to its class header, over all deliveries.
struct ItemStory: Hashable {
    /// Its id as it was sent, `class` for the header; nil where it has none that can be read.
    let itemID: String?
    /// Place in `items` from 0; ``FactKey/header`` for the class header.
    let position: Int
    private(set) var fact: FactHistory?
    private(set) var events: [StoryEvent] = []
    private let veil: Veil

    init(itemID: String?, position: Int, veil: Veil) {
        self.veil = veil
        self.itemID = itemID
        self.position = position
    }

    /// Adds what a delivery did.
    ///
    /// - Parameter fact: the fact that it recorded, if it did.
    mutating func add(
        _ delivery: JobStory.Delivery, _ outcome: ItemOutcome, _ complaints: [Complaint],
        _ fact: FactHistory?
    ) {
        let attempt = delivery.report.attempt
        let conflict = delivery.report.outcome == .conflict
        events.append(
            StoryEvent(
                at: delivery.report.receivedAt,
                what: .checked(
                    delivery: attempt, outcome: outcome.rawValue + (conflict ? " (conflict)" : ""),
                    complaints: complaints.map { $0.nested(veil) })))
        guard let fact else { return }
        self.fact = fact
        let first = fact.changes.first
        events.append(StoryEvent(at: fact.line.recordedAt, what: .recorded(delivery: attempt)))
        events.append(
            StoryEvent(
                at: fact.line.recordedAt,
                what: .judged(
                    first?.was ?? fact.line.judgement.verdict,
                    waitsFor: (first == nil
                        ? fact.line.judgement.waitsFor?.description : first?.wasWaitingFor)
                        .map { veil($0) })))
        var later = fact.changes.map { change in
            StoryEvent(
                at: change.at,
                what: .judgedAgain(
                    change.became, waitsFor: change.waitsFor.map { veil($0) },
                    because: StoryEvent.Cause(
                        delivery: change.becauseOf, source: change.source,
                        jobID: (change.jobID?.text).map { veil($0) })))
        }
        if let overdue = fact.overdue {
            // Told between two changes of its verdict, or after the last.
            let place = later.firstIndex { $0.at > overdue.at } ?? later.count
            later.insert(
                StoryEvent(at: overdue.at, what: .overdue(notice: overdue.notice)), at: place)
        }
        events += later
    }

    /// How it is called: `item a1: P3 evidence of 317103******0001 on 2018-06-08`.
    var title: String {
        let name = position == FactKey.header ? "class" : "item \(itemID.map { veil($0) } ?? "-")"
        guard let fact = fact?.line.fact else { return name }
        let person = fact.nik.map { " of \(veil($0))\(nameGiven(in: fact))" } ?? ""
        return "\(name): \(fact.content.kind)\(person) on \(fact.occurredOn)"
    }

    /// The name that a fact gives to its person, for who may see it.
    private func nameGiven(in fact: Fact) -> String {
        guard veil == .lifted, let name = fact.content.name else { return "" }
        return ", \(name.text),"
    }

    /// Where it stands now, as one sentence.
    var now: String {
        guard let judgement = fact?.line.judgement else { return "not recorded" }
        let waits = judgement.waitingWords.map { "; it waits for \(veil($0))" } ?? ""
        return judgement.verdict.rawValue + waits
    }

    /// What history remarks, in words.
    var remarks: [(code: ComplaintCode, words: String)] {
        (fact?.line.judgement.remarks ?? []).map {
            ($0, ComplaintCatalogue.entry(for: $0)?.english.when ?? "")
        }
    }

    /// Writes the members into an object that is open.
    func write(_ json: inout JSONWriter) {
        json.member("item_id", position == FactKey.header ? "class" : itemID.map { veil($0) })
        if position != FactKey.header { json.member("position", position) }
        let line = fact?.line
        json.member("outcome", line == nil ? "refused" : "recorded")
        json.member("kind", line?.fact.content.kind)
        json.member("nik", (line?.fact.nik).map { veil($0) })
        if veil == .lifted { json.member("name", line?.fact.content.name?.text) }
        json.member("occurred_on", line?.fact.occurredOn.description)
        json.member("verdict", line?.judgement.verdict.rawValue)
        json.memberIfPresent("waits_for", (line?.judgement.waitsFor?.description).map { veil($0) })
        json.member("now", now)
        json.array("remarks") { json in
            for remark in remarks {
                json.object { json in
                    json.member("code", remark.code.rawValue)
                    json.member("message", remark.words)
                }
            }
        }
        json.array("story") { json in for event in events { event.write(&json) } }
    }
}

extension Complaint {
    /// Without the item's id, which stands above it.
    func nested(_ veil: Veil) -> Complaint {
        Complaint(code, at: pointer, message: veil(message), location: location)
    }
}

/// A text that its sender chose, with NIKs in it masked.
func masked(_ text: String) -> String { Masking.maskingPeople(in: text) }
