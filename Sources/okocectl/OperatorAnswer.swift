import Ledger
import Programme
import Reports

extension OperatorDesk {
    /// Gives commands and says what became of each, and how the facts that they are about are
    /// judged now. Ends with 1 if history denies one.
    func carryOut(_ items: [OperatorItem], _ format: ListFormat) throws {
        let record = try give(items)
        try show(items, as: record, format)
        if record.items.contains(where: { $0.judgement?.verdict == .denied }) {
            throw CommandFailure(
                .refusedOrAbsent,
                "history denies the command: it is recorded, and changes nothing. "
                    + "okocectl explain tells of the fact.")
        }
        for (item, told) in zip(items, record.items) where told.judgement?.verdict == .held {
            guard let fact = item.fact else { continue }
            Output.error(
                """
                okocectl: no item \(fact.itemID) of job \(fact.source)/\(fact.jobID) is recorded. The \
                command waits for it; if it was mistyped, nothing will come of it. okocectl job \
                \(fact.source) \(fact.jobID) lists the items.
                """)
        }
    }

    /// Shows what became of commands that were given.
    func show(_ items: [OperatorItem], as record: RecordedJob, _ format: ListFormat) throws {
        var table = Table(columns: [
            Table.Column("command", title: "COMMAND", .code),
            Table.Column("about", title: "ABOUT", .code),
            Table.Column("verdict", title: "VERDICT", .text),
            Table.Column("waits_for", title: "WAITS FOR", .text, isSpare: true),
            Table.Column("fact_verdict", title: "FACT NOW", .text),
            Table.Column("operator", title: "BY", .text, isSpare: true),
            Table.Column("job_id", title: "RECORDED AS", .code, isSpare: true),
        ])
        for (item, told) in zip(items, record.items) {
            let judgement = told.judgement
            table.append([
                .text(item.command), .text(Masking.maskingPeople(in: item.about)),
                .optional(judgement?.verdict.rawValue),
                .optional((judgement?.waitsFor?.description).map(Masking.maskingPeople)),
                .optional(try verdict(on: item.fact)?.rawValue),
                .text(Masking.maskingPeople(in: word.name)),
                .optional((record.jobID?.text).map(Masking.maskingPeople)),
            ])
        }
        try format.write(table)
    }

    /// The verdict that a fact has now; nil while it is not there.
    private func verdict(on fact: FactReference?) throws -> Verdict? {
        guard let fact else { return nil }
        let job = try locations.reading { (ledger) throws(LedgerError) in
            try ledger.job(fact.source, fact.jobID)
        }
        if let item = job?.items.first(where: { $0.itemID == fact.itemID }) {
            return item.judgement?.verdict
        }
        return fact.itemID == FactReference.header ? job?.header?.judgement?.verdict : nil
    }
}

extension OperatorItem {
    /// Its word on the wire.
    fileprivate var command: String {
        switch self {
        case .decide(_, let ruling): "decide \(ruling.rawValue)"
        case .override(_, let ruling): "override \(ruling.rawValue)"
        case .hold(_, let ruling): ruling == .held ? "hold" : "hold, released"
        case .act(.pause): "pause"
        case .act(.resume): "resume"
        case .act(.retry): "retry"
        case .act(.person(let act)): "person \(act.word)"
        case .act(.reveal): "reveal"
        }
    }

    /// What it is about, for a person.
    fileprivate var about: String {
        switch self {
        case .decide(let fact, _), .override(let fact, _), .hold(let fact, _):
            "\(fact.source)/\(fact.jobID)/\(fact.itemID)"
        case .act(.pause(let source)), .act(.resume(let source)): source.text
        case .act(.retry(let attempt)): "\(attempt)"
        case .act(.person(let act)): act.nik.masked
        case .act(.reveal(let revelation)):
            switch revelation.subject {
            case .person(let nik): nik.masked
            case .delivery(let attempt): "\(attempt)"
            }
        }
    }
}
