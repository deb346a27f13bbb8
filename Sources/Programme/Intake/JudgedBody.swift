/// A job's header and items, each judged for itself.
struct JudgedBody {
    /// An item; with a fact if it is good, without if it is refused.
    struct Item {
        let position: Int
        let itemID: ItemID?
        var complaints: [Complaint]
        var fact: Fact?

        init<Content>(_ item: SentItem<Content>, _ complaints: [Complaint], _ fact: Fact?) {
            position = item.position
            itemID = item.itemID
            self.complaints = complaints
            self.fact = fact
        }
    }

    /// What becomes of a roster's class header.
    enum Header {
        /// The file is not a roster.
        case none
        case good(Fact)
        case bad
    }

    var header: Header = .none
    /// Complaints of the header, besides those from reading.
    var complaints: [Complaint] = []
    var items: [Item]

    init(header: Header = .none, complaints: [Complaint] = [], items: [Item]) {
        self.header = header
        self.complaints = complaints
        self.items = items
    }

    /// Items of a job that is refused before they are judged: with what reading complained of.
    init(asRead body: SentJob.Body) {
        func unjudged<Content>(_ items: [SentItem<Content>]) -> [Item] {
            items.map { Item($0, $0.complaints, nil) }
        }
        switch body {
        case .stageUpdate(let items): self.init(items: unjudged(items))
        case .roster(_, let rows): self.init(header: .bad, items: unjudged(rows))
        case .funding(let items): self.init(items: unjudged(items))
        case .commands(let items): self.init(items: unjudged(items))
        case .none: self.init(items: [])
        }
    }
}
