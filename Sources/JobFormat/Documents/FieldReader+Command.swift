import Programme

/// Items of `okoce/operator-command/1`.
extension FieldReader {
    mutating func operatorItem(_ fields: Fields) -> OperatorItem? {
        allow([.itemID, .command, .fact, .ruling], in: fields)
        let command = choice(required(.command, of: fields), "decide, override") {
            ["decide", "override"].contains($0) ? $0 : nil
        }
        let fact = factReference(required(.fact, of: fields))
        let ruling = required(.ruling, of: fields)
        switch command {
        case "decide":
            let ruling = choice(ruling, "same_person, not_the_same") {
                OperatorItem.Ruling(rawValue: $0)
            }
            guard let fact, let ruling else { return nil }
            return .decide(fact, ruling)
        case "override":
            let ruling = choice(ruling, "counts, stands") {
                OperatorItem.OverrideRuling(rawValue: $0)
            }
            guard let fact, let ruling else { return nil }
            return .override(fact, ruling)
        default:
            return nil
        }
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
