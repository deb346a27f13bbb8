import Programme

/// Items of `okoce/operator-command/1`.
extension FieldReader {
    private enum Command: String, CaseIterable {
        case decide, override, hold, pause, resume, retry, person, reveal
    }

    mutating func operatorItem(_ fields: Fields) -> OperatorItem? {
        let command = choice(Command.self, required(.command, of: fields))
        switch command {
        case .decide:
            return ruled(fields, "same_person, not_the_same", OperatorItem.Ruling.init) {
                .decide($0, $1)
            }
        case .override:
            return ruled(fields, "counts, stands", OperatorItem.OverrideRuling.init) {
                .override($0, $1)
            }
        case .hold:
            return ruled(fields, "held, released", OperatorItem.HoldRuling.init) { .hold($0, $1) }
        case .pause:
            return box(fields).map { .act(.pause($0)) }
        case .resume:
            return box(fields).map { .act(.resume($0)) }
        case .retry:
            allow([.itemID, .command, .attempt], in: fields)
            return integer(required(.attempt, of: fields), atLeast: 1)
                .map { .act(.retry(attempt: $0)) }
        case .person:
            return personAct(fields).map { .act(.person($0)) }
        case .reveal:
            return revelation(fields).map { .act(.reveal($0)) }
        case nil:
            return nil
        }
    }

    /// Something about a person's data.
    private mutating func personAct(_ fields: Fields) -> PersonAct? {
        allow([.itemID, .command, .act, .nik, .wish, .askedAt], in: fields)
        let words = PersonAct.words
        let word = choice(required(.act, of: fields), words.joined(separator: ", ")) {
            words.contains($0) ? $0 : nil
        }
        let nik = nik(required(.nik, of: fields))
        let needsWish = word == "request" || word == "answer"
        let wish = choice(
            PersonAct.Wish.self, needsWish ? required(.wish, of: fields) : fields[.wish])
        let asked = instant(
            word == "request" ? required(.askedAt, of: fields) : fields[.askedAt])
        guard let word, let nik else { return nil }
        if let act = PersonAct(word, nik, wish: wish, askedAt: asked) { return act }
        for name in [WireName.wish, .askedAt] {
            guard let node = fields[name], word != "request", name == .askedAt || !needsWish
            else { continue }
            complain(.fieldUnknown, at: node, "An act \(word) has no such field.")
        }
        return nil
    }

    /// A ruling on a fact.
    private mutating func ruled<Ruling>(
        _ fields: Fields, _ rulings: String, _ read: (String) -> Ruling?,
        _ make: (FactReference, Ruling) -> OperatorItem
    ) -> OperatorItem? {
        allow([.itemID, .command, .fact, .ruling], in: fields)
        let fact = factReference(required(.fact, of: fields))
        let ruling = choice(required(.ruling, of: fields), rulings, read)
        guard let fact, let ruling else { return nil }
        return make(fact, ruling)
    }

    private mutating func box(_ fields: Fields) -> SourceCode? {
        allow([.itemID, .command, .source], in: fields)
        return identifier(SourceCode.self, required(.source, of: fields))
    }

    /// What was shown to an operator: of a person, or of a delivery.
    private mutating func revelation(_ fields: Fields) -> Revelation? {
        let names = fields[.nik] == nil ? WireName.attempt : .nik
        allow([.itemID, .command, .view, names], in: fields)
        let view = choice(Revelation.View.self, required(.view, of: fields))
        let subject: Revelation.Subject? =
            if let node = fields[.nik] {
                nik(node).map { .person($0) }
            } else {
                integer(required(.attempt, of: fields), atLeast: 1).map { .delivery($0) }
            }
        guard let view, let subject else { return nil }
        return Revelation(view, subject)
    }

    private mutating func factReference(_ node: Int?) -> FactReference? {
        guard let fields = fields(node, only: [.source, .jobID, .itemID]) else { return nil }
        let source = identifier(SourceCode.self, required(.source, of: fields))
        let jobID = identifier(JobID.self, required(.jobID, of: fields))
        let itemID = identifier(ItemID.self, required(.itemID, of: fields))
        guard let source, let jobID, let itemID else { return nil }
        return FactReference(source: source, jobID: jobID, itemID: itemID)
    }
}
