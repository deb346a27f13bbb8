// Who may report what, where and when (the rulebook, "The seven steps", "Affiliation").

extension Organisation {
    /// Whether a kind of file is for this kind of source.
    ///
    /// Stage updates are for all: a revoke may come from any source, for its own items.
    func maySend(_ schema: JobSchema) -> Bool {
        switch schema {
        case .stageUpdate: true
        case .trainingRoster: [.skpd, .penggerak, .operator].contains(kind)
        case .fundingApplication: kind == .lender
        case .operatorCommand: kind == .operator
        }
    }

    /// Whether it may report a step: its kind may, and the registry does not say fewer.
    func mayReport(_ stage: Stage) -> Bool {
        kind.mayReport.contains(stage) && steps.contains(stage)
    }

    /// `correct` comes from the portal, an SKPD or the operator.
    var mayCorrect: Bool { [.portal, .skpd, .operator].contains(kind) }

    /// Who a member may choose as coach: a community, or the SKPD that accompanies its members.
    var mayCoach: Bool { [.penggerak, .skpd].contains(kind) }

    /// Who may organise a class: who may report one.
    var mayOrganise: Bool { maySend(.trainingRoster) }
}

extension JobSchema {
    /// Who may send it, in words.
    var senders: String {
        switch self {
        case .stageUpdate: "any registered source"
        case .trainingRoster: "an SKPD, a penggerak or the operator"
        case .fundingApplication: "lenders only"
        case .operatorCommand: "the operator's drop box only"
        }
    }
}

extension IntakeContext {
    /// A source must be active on the day on which what it reports occurred.
    func sourceInactive(on day: Day, at path: String) -> Finding? {
        guard !source.isActive(on: day) else { return nil }
        return Finding(
            .sourceNotActive, at: path,
            "\(source.code) was not an active part of the programme on \(day)"
                + "\(source.activeSpan): check the date, or have the registry corrected.")
    }

    /// A step is reported by who may, and by nobody else.
    func stepNotForSource(_ stage: Stage, at path: String) -> Finding? {
        guard !source.mayReport(stage) else { return nil }
        return Finding(
            .stepNotForSource, at: path,
            "\(source.code) may not report \(stage): "
                + "let it be sent by an organisation that may.")
    }

    /// Only some may correct a member's details.
    func correctionNotForSource() -> Finding? {
        guard !source.mayCorrect else { return nil }
        return Finding(
            .actionNotForSource, at: "/action",
            "\(source.code) may not correct a member's details: the portal, an SKPD or the "
                + "operator may.")
    }

    /// A P1 and a class must lie in the source's kecamatan. Lenders have no scope.
    func outsideScope(_ place: Place, at path: String) -> Finding? {
        guard source.kind != .lender, !source.covers(place.code) else { return nil }
        return Finding(
            .outsideScope, at: path,
            "The place lies outside the kecamatan that \(source.code) is registered for: "
                + "check the code, or let who works there report it.")
    }

    /// The community chosen to coach is registered and active on the day, and a penggerak registers
    /// people for itself only ("portal, SKPD, penggerak (own community)"). Whether the source itself
    /// is active was asked of every item.
    func penggerakFindings(_ code: SourceCode, on day: Day, at path: String) -> [Finding] {
        guard code != source.code || !source.mayCoach else { return [] }
        var findings: [Finding] = []
        if source.kind == .penggerak {
            findings.append(
                Finding(
                    .penggerakNotItself, at: path,
                    "A penggerak registers people for its own community only: "
                        + "name \(source.code), or let the chosen community register them."))
        }
        switch rules.registry[code] {
        case .some(let coach) where !coach.mayCoach:
            findings.append(
                Finding(
                    .penggerakNotRegistered, at: path,
                    "\(code) is registered as \(coach.kind.rawValue), which coaches nobody: "
                        + "name the community that will coach."))
        case .some(let coach) where !coach.isActive(on: day):
            findings.append(
                Finding(
                    .penggerakNotActive, at: path,
                    "\(code) was not an active part of the programme on \(day)"
                        + "\(coach.activeSpan): check the date, or name another community."))
        case .some: break
        case nil:
            findings.append(
                Finding(
                    .penggerakNotRegistered, at: path,
                    "The penggerak is not in the registry of the programme: check its code, "
                        + "or have it registered with the programme office."))
        }
        return findings
    }

    /// Who organises a class is registered and active on its day.
    func organiserFinding(_ code: SourceCode, on day: Day, at path: String) -> Finding? {
        guard let organiser = rules.registry[code] else {
            return Finding(
                .organiserNotRegistered, at: path,
                "The organiser is not in the registry of the programme: check its code, "
                    + "or have it registered with the programme office.")
        }
        guard organiser.mayOrganise else {
            return Finding(
                .organiserNotRegistered, at: path,
                "\(code) is registered as \(organiser.kind.rawValue), which organises no classes: "
                    + "name who organised it.")
        }
        guard !organiser.isActive(on: day) else { return nil }
        return Finding(
            .organiserNotActive, at: path,
            "\(code) was not an active part of the programme on \(day)"
                + "\(organiser.activeSpan): check the dates, or have the registry corrected.")
    }

    /// "Only the organiser or an SKPD reports a class"; the operator may in anyone's place.
    func classNotForSource(_ organiser: SourceCode, at path: String) -> Finding? {
        guard organiser != source.code, ![.skpd, .operator].contains(source.kind) else {
            return nil
        }
        return Finding(
            .classNotForSource, at: path,
            "\(source.code) may report its own classes only: "
                + "let the organiser or an SKPD send this roster.")
    }
}

extension Organisation {
    /// ` (active from 2017-12-14 until 2018-05-31)`, or nothing where no day is set.
    fileprivate var activeSpan: String {
        let days = [activeFrom.map { "from \($0)" }, activeUntil.map { "until \($0)" }]
            .compactMap { $0 }
        return days.isEmpty ? "" : " (active \(days.joined(separator: " ")))"
    }
}
