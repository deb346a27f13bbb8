package import Ledger
package import Programme

/// Makes the office's reports: one question, one report, the same for every format and language.
package struct Office: Sendable {
    private let ledger: LedgerReader
    private let rules: Rules
    private let targets: [Target]
    private let names: GroupNames

    /// - Parameter ledger: that knows what was known at the moment asked for, if one is.
    package init(_ ledger: LedgerReader, rules: Rules, targets: [Target]) {
        self.ledger = ledger
        self.rules = rules
        self.targets = targets
        names = GroupNames(regions: rules.regions, registry: rules.registry)
    }

    /// All of DKI's, with their names.
    package var kecamatan: [Group] { names.all(of: .kecamatan) }

    /// Answers a question, from one moment's state of the ledger.
    ///
    /// - Parameter now: until when what waits has waited.
    package func report(
        _ kind: ReportKind, _ question: ReportQuestion, now: Instant
    ) throws(LedgerError) -> Report {
        switch kind {
        case .stages:
            try StagesReport(from: ledger, question, names: names)
                .report(targets: targets, names: names)
        case .evaluation:
            try EvaluationReport(from: ledger, question, targets: targets, names: names).report
        case .training: try TrainingReport(from: ledger, question, names: names).report
        case .funding:
            try FundingReport(from: ledger, question, products: rules.products, names: names).report
        case .affiliation: try AffiliationReport(from: ledger, question, names: names).report
        case .waiting:
            try WaitingReport(
                from: ledger, question, now: now, holdForDays: rules.holdForDays, names: names
            ).report()
        }
    }

    /// The waiting report with its people unmasked, and who they are.
    ///
    /// - Parameter now: until when what waits has waited.
    package func waitingUnveiled(
        _ question: ReportQuestion, now: Instant
    ) throws(LedgerError) -> (report: Report, people: [NIK]) {
        let report = try WaitingReport(
            from: ledger, question, now: now, holdForDays: rules.holdForDays, names: names)
        let people = Set(report.longest.compactMap(\.nik) + report.requests.map(\.nik))
        return (report.report(.lifted), people.sorted())
    }
}
