package import Ledger
package import Programme

/// Applications for funding and their rupiah at each state.
package struct FundingReport: Equatable, Sendable {
    package struct Line: Equatable, Sendable {
        package let group: Group
        package let figures: FundingFigures
    }

    package let question: ReportQuestion
    /// Those with an application, in the order of their codes.
    package let groups: [Line]
    /// The same by who lends.
    package let lenders: [Line]
    package let total: FundingFigures

    /// The figures of a ledger.
    package init(
        from ledger: LedgerReader, _ question: ReportQuestion, products: [Product],
        names: GroupNames
    ) throws(LedgerError) {
        var tally = FundingTally(question, products: products, names: names)
        try ledger.forEachApplication(asOf: question.asOf) { tally.add($0) }
        self = tally.report
    }

    fileprivate init(
        _ question: ReportQuestion, groups: [Line], lenders: [Line], total: FundingFigures
    ) {
        self.question = question
        self.groups = groups
        self.lenders = lenders
        self.total = total
    }
}

/// What adds up to one row of the funding report.
package struct FundingFigures: Equatable, Sendable {
    package typealias Phase = ApplicationState.Phase

    package private(set) var applications = 0
    /// Applications by the state that they are in.
    package private(set) var byPhase: [Phase: Int] = [:]
    /// Those that were approved, whatever came after.
    package private(set) var approvedEver = 0
    /// Those that were rejected.
    package private(set) var rejected = 0
    package private(set) var disbursals = 0
    // Hostile amounts may each be 10^15: sums of them must not trap.
    private var exactRupiah: [Phase: Int128] = [:]
    private var exactDisbursed: Int128 = 0
    private var exactRepaid: Int128 = 0
    private var days: [Int: Int] = [:]

    mutating func add(_ line: FundingLine) {
        applications += 1
        byPhase[line.phase, default: 0] += 1
        let amount = line.amount.map { Int128($0.amount) } ?? 0
        exactRupiah[line.phase, default: 0] += amount
        if line.isApproved { approvedEver += 1 }
        if line.phase == .rejected { rejected += 1 }
        if let disbursed = line.disbursed {
            disbursals += 1
            exactDisbursed += Int128(disbursed.amount)
        }
        exactRepaid += Int128(line.repaid.amount)
        if let days = line.daysToDisbursal { self.days[days, default: 0] += 1 }
    }

    /// Rupiah of the applications in a state.
    package func rupiah(_ phase: Phase) -> Int64 { Int64(clamping: exactRupiah[phase] ?? 0) }

    package var disbursed: Int64 { Int64(clamping: exactDisbursed) }
    package var repaid: Int64 { Int64(clamping: exactRepaid) }

    /// Applications that were approved or rejected.
    package var decided: Int { approvedEver + rejected }

    /// Median days from submitted to disbursed; nil where none has both.
    package var medianDays: Int? { Median.of(days) }
}

extension FundingLine {
    /// The rupiah that the state is of: what was asked for, granted, or paid out; nil if that has
    /// not been reported.
    fileprivate var amount: Rupiah? {
        switch phase {
        case .submitted, .assessed, .rejected, .withdrawn: requested
        case .approved: approved ?? requested
        case .disbursed, .repaid, .writtenOff: disbursed
        }
    }
}

/// Adds up a funding report, application by application.
package struct FundingTally {
    private let question: ReportQuestion
    private let names: GroupNames
    private let products: [Product]
    private var groups: [Group: FundingFigures] = [:]
    private var lenders: [Group: FundingFigures] = [:]
    private var total = FundingFigures()

    package init(_ question: ReportQuestion, products: [Product], names: GroupNames) {
        self.question = question
        self.products = products
        self.names = names
    }

    /// Counts an application that began in the days asked for.
    package mutating func add(_ line: FundingLine) {
        if let from = question.from, line.began < from { return }
        groups[group(of: line), default: FundingFigures()].add(line)
        lenders[names.group(of: line.key.lender), default: FundingFigures()].add(line)
        total.add(line)
    }

    package var report: FundingReport {
        func lines(_ groups: [Group: FundingFigures]) -> [FundingReport.Line] {
            groups.sorted { $0.key < $1.key }.map {
                FundingReport.Line(group: $0.key, figures: $0.value)
            }
        }
        return FundingReport(
            question, groups: lines(groups), lenders: lines(lenders), total: total)
    }

    /// A product with its lender's name: several lend under the same one.
    private func named(_ product: Product?, by lender: SourceCode) -> Phrase {
        let name = names.name(of: lender)
        let what =
            product.map { Phrase($0.name) }
            ?? Phrase("(product not configured)", "(produk tidak terdaftar)")
        return Phrase(
            "\(what[.english]), \(name[.english])", "\(what[.indonesian]), \(name[.indonesian])")
    }

    private func group(of line: FundingLine) -> Group {
        if let level = question.by.level { return names.group(of: line.place?.code, at: level) }
        switch question.by {
        case .week, .month: return question.by.group(of: line.began)
        case .source: return names.group(of: line.key.lender)
        default:
            // The name it has now, where its code has been several products.
            let product = products.last {
                $0.lender == line.key.lender && $0.code == line.product
            }
            return Group(
                code: Masking.maskingPeople(in: "\(line.key.lender)/\(line.product)"),
                name: named(product, by: line.key.lender))
        }
    }
}
