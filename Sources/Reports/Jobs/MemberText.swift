import JobFormat
package import Ledger
package import Programme

/// A person as `okocectl member` shows them: the NIK masked, no name, no loan's amount, unless the
/// veil is lifted.
package struct MemberText: Sendable {
    private let view: MemberView
    private let asOf: Day
    private let names: GroupNames
    private let policy: SequencePolicy
    private let veil: Veil

    /// - Parameters:
    ///   - view: what the ledger holds of the person.
    ///   - asOf: the day for which place, penggerak and steps are shown.
    ///   - rules: for names, and the policy of that day.
    ///   - veil: whether it is told who it is.
    package init(_ view: MemberView, asOf: Day, rules: Rules, veil: Veil = .drawn) {
        self.veil = veil
        self.view = view
        self.asOf = asOf
        names = GroupNames(regions: rules.regions, registry: rules.registry)
        policy = rules.policy(on: asOf)
    }

    /// The highest unbroken step under the sequential policy, else the highest reached; nil before
    /// P1.
    package var stage: Stage? {
        let reached = reached
        return switch policy {
        case .sequential: Stage.allCases.prefix { reached[$0] != nil }.last
        case .asymmetric: reached.keys.max()
        }
    }

    /// The steps that are reached on the day, with the day since when.
    package var reached: [Stage: Day] {
        view.state.reached.compactMapValues { spans in
            spans.first { span in span.from <= asOf && span.until.map { asOf < $0 } ?? true }?.from
        }
    }

    /// What holds on the day; the P1's details hold for all earlier days too. Nil while the person
    /// is not registered.
    private var details: MemberState.Details? {
        view.state.details.last { $0.from <= asOf } ?? view.state.details.first
    }

    /// What was reported of the person, in canonical order, and what became of it.
    package var facts: Table {
        var columns = [
            Table.Column("occurred_on", title: "DAY", .code),
            Table.Column("fact", title: "FACT", .text),
            Table.Column("source", title: "SOURCE", .code),
            Table.Column("job_id", title: "JOB", .tail),
            Table.Column("item_id", title: "ITEM", .tail),
            Table.Column("verdict", title: "VERDICT", .code),
            Table.Column("waits_for", title: "WAITS FOR", .text),
        ]
        if veil == .lifted { columns.append(Table.Column("amount", title: "RUPIAH", .number)) }
        var table = Table(columns: columns)
        for line in view.facts.sorted(by: { Fact.canonicalOrder($0.fact, $1.fact) }) {
            var cells: [Cell] = [
                .text(line.fact.occurredOn.description), .text(line.fact.content.kind),
                .text(line.fact.key.source.text), .text(veil(line.fact.key.jobID.text)),
                .optional((line.fact.itemID?.text).map { veil($0) }),
                .text(line.judgement.verdict.rawValue),
                .optional((line.judgement.waitsFor?.description).map { veil($0) }),
            ]
            if veil == .lifted {
                cells.append(line.fact.content.amount.map(Cell.rupiah) ?? .missing)
            }
            table.append(cells)
        }
        return table
    }

    /// All that is shown of somebody whose data is restricted.
    package static func restricted(_ nik: NIK, since: Instant, isJSON: Bool) -> String {
        guard isJSON else {
            return "\(nik.masked): restricted since \(since.jakartaDay), nothing of them is shown; "
                + "okocectl person export gives it to the person.\n"
        }
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("nik", nik.masked)
            json.member("restricted_since", since.description)
        }
        return json.text + "\n"
    }

    /// For a person at a terminal.
    ///
    /// - Parameter columns: how wide the terminal is.
    package func terminalText(columns: Int) -> String {
        var lines = ["\(veil(view.state.nik)), as of \(asOf)"]
        if let details {
            if veil == .lifted {
                lines.append("name: \(details.name.text)")
                if let business = details.business {
                    lines.append("business: \(business.name) (\(business.sector))")
                }
            }
            let place = names.group(of: details.place.code, at: details.place.code.level)
            let coach = names.group(of: details.penggerak)
            lines.append("place: \(details.place.code) \(place.name[.english])")
            lines.append("penggerak: \(coach.code) \(coach.name[.english])")
            lines.append("stage: \(stage?.description ?? "none yet") (\(policy.rawValue) policy)")
        } else {
            lines.append("not registered")
        }
        for (stage, day) in reached.sorted(by: { $0.key < $1.key }) {
            lines.append("\(stage): reached on \(day)")
        }
        return lines.map { Paragraph.wrapping($0, to: columns, hanging: 4) }.joined() + "\n"
            + TerminalTable(columns: columns).text(facts)
    }

    /// For programs.
    package var jsonText: String {
        let facts = facts
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("nik", veil(view.state.nik))
            if veil == .lifted {
                json.member("name", details?.name.text)
                json.member("business", details?.business?.name)
                json.member("business_sector", details?.business?.sector)
            }
            json.member("as_of", asOf.description)
            json.member("registered", view.state.registration != nil)
            json.member("place", details?.place.code.description)
            json.member("penggerak", details?.penggerak.text)
            json.member("policy", policy.rawValue)
            json.member("stage", stage?.description)
            json.object("reached") { json in
                for (stage, day) in reached.sorted(by: { $0.key < $1.key }) {
                    json.member(stage.description, day.description)
                }
            }
            json.array("facts") { json in
                for row in facts.rows {
                    json.object { json in JSONTable.write(row, of: facts, to: &json) }
                }
            }
        }
        return json.text + "\n"
    }
}

extension Fact.Content {
    /// What kind of fact it is, in a word or two; nothing of what it says of the person.
    var kind: String {
        switch self {
        case .registration: "P1 registration"
        case .evidence(_, let evidence): "\(evidence.stage) evidence"
        case .trainingClaim: "P2 claim"
        case .correction: "correct"
        case .revocation: "revoke"
        case .header: "class"
        case .attendance(_, _, let attendance): "P2 \(attendance.rawValue)"
        case .funding(_, _, _, let event): "P7 \(event.kind.rawValue)"
        case .command: "command"
        }
    }
}
