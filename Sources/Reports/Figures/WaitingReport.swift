package import Ledger
package import Programme

/// What is held or contradicted: for what, since when, whose turn it is.
package struct WaitingReport: Equatable, Sendable {
    package struct Figures: Equatable, Sendable {
        package fileprivate(set) var held = 0
        /// Of the held ones those that an operator holds back.
        package fileprivate(set) var heldByOperator = 0
        package fileprivate(set) var contradicted = 0
        /// Of the held ones those that are so for longer than `hold_for`; none that an operator holds.
        package fileprivate(set) var overdue = 0
        /// Since when the first of them waits.
        package fileprivate(set) var since: Instant?
        fileprivate var everyone: Set<NIK> = []

        package init() {}

        /// Distinct people whom the facts are about.
        package var people: Int { everyone.count }
        package var facts: Int { held + contradicted }
    }

    package struct Line: Equatable, Sendable {
        package let group: Group
        package let figures: Figures
    }

    package let question: ReportQuestion
    /// Until when the waiting is counted.
    package let until: Instant
    package let groups: [Line]
    package let total: Figures
    /// Those that wait longest, at most ``listed``.
    package let longest: [WaitingLine]
    /// What people had asked for by law and were not answered by ``until``, the longest ago first.
    package let requests: [PersonRequest]

    /// How many facts are listed one by one.
    static let listed = 50

    /// The figures of a ledger.
    ///
    /// - Parameters:
    ///   - now: until when the waiting is counted, if that is not another moment's report.
    ///   - holdForDays: a fact held for longer is overdue.
    package init(
        from ledger: LedgerReader, _ question: ReportQuestion, now: Instant, holdForDays: Int,
        names: GroupNames
    ) throws(LedgerError) {
        var tally = WaitingTally(question, now: now, holdForDays: holdForDays, names: names)
        tally.restricted = Set(try ledger.restricted().keys)
        try ledger.forEachWaiting(asOf: question.asOf) { tally.add($0) }
        for request in try ledger.personRequests() { tally.add(request) }
        self = tally.report
    }

    fileprivate init(
        _ question: ReportQuestion, until: Instant, groups: [Line], total: Figures,
        longest: [WaitingLine], requests: [PersonRequest]
    ) {
        self.question = question
        self.until = until
        self.groups = groups
        self.total = total
        self.longest = longest
        self.requests = requests
    }
}

/// Adds up a waiting report, fact by fact.
package struct WaitingTally {
    private let question: ReportQuestion
    private let names: GroupNames
    private let until: Instant
    private let overdueBefore: Instant
    private var groups: [Group: WaitingReport.Figures] = [:]
    private var total = WaitingReport.Figures()
    private var longest: [WaitingLine] = []
    private var requests: [PersonRequest] = []
    /// They count, and stand in no list.
    package var restricted: Set<NIK> = []

    package init(
        _ question: ReportQuestion, now: Instant, holdForDays: Int, names: GroupNames
    ) {
        self.question = question
        self.names = names
        // The end of an earlier day, or the moment at which it was known; never what is to come.
        let endOfDay = Instant(startOfJakartaDay: question.asOf.adding(days: 1))
        until = min(endOfDay, question.knownAt ?? now, now)
        overdueBefore = until.adding(seconds: -Int64(holdForDays) * 86_400)
    }

    package mutating func add(_ line: WaitingLine) {
        if let from = question.from, line.since.jakartaDay < from { return }
        let isOverdue =
            line.verdict == .held && !line.isHeldByOperator && line.since < overdueBefore
        groups[group(of: line), default: WaitingReport.Figures()].add(line, isOverdue)
        total.add(line, isOverdue)
        if let nik = line.nik, restricted.contains(nik) { return }
        longest.append(line)
        if longest.count >= 4 * WaitingReport.listed { keepLongest() }
    }

    /// - Parameter request: with the others in the order in which they are to be shown.
    package mutating func add(_ request: PersonRequest) {
        if let from = question.from, request.askedAt.jakartaDay < from { return }
        guard request.askedAt <= until, request.answeredAt.map({ $0 > until }) ?? true else {
            return
        }
        requests.append(request)
    }

    private mutating func keepLongest() {
        longest.sort { ($0.since, $0.key) < ($1.since, $1.key) }
        longest.removeLast(max(0, longest.count - WaitingReport.listed))
    }

    package var report: WaitingReport {
        var tally = self
        tally.keepLongest()
        return WaitingReport(
            question, until: until,
            groups: groups.sorted { $0.key < $1.key }.map {
                WaitingReport.Line(group: $0.key, figures: $0.value)
            }, total: total, longest: tally.longest, requests: requests)
    }

    private func group(of line: WaitingLine) -> Group {
        if let level = question.by.level { return names.group(of: line.place?.code, at: level) }
        switch question.by {
        case .week, .month: return question.by.group(of: line.since.jakartaDay)
        case .source: return names.group(of: line.key.source)
        default:
            guard !line.isHeldByOperator else {
                return Group(
                    code: "hold",
                    name: Phrase(
                        "held by an operator: okocectl hold --release",
                        "ditahan operator: okocectl hold --release"))
            }
            return line.waitsFor.turn(names)
        }
    }
}

extension WaitingReport.Figures {
    fileprivate mutating func add(_ line: WaitingLine, _ isOverdue: Bool) {
        if line.verdict == .held { held += 1 } else { contradicted += 1 }
        if line.isHeldByOperator { heldByOperator += 1 }
        if isOverdue { overdue += 1 }
        since = min(since ?? line.since, line.since)
        if let nik = line.nik { everyone.insert(nik) }
    }
}

extension WaitsFor {
    /// Whose turn it is, and what they have to send.
    fileprivate func turn(_ names: GroupNames) -> Group {
        func of(_ organisation: SourceCode) -> Group { names.group(of: organisation) }
        switch self {
        case .registration:
            return Group(
                code: "P1",
                name: Phrase(
                    "registration: portal, SKPD, penggerak",
                    "pendaftaran: portal, SKPD, penggerak"))
        case .step(let stage):
            return Group(
                code: stage.description,
                name: Phrase(
                    "\(stage.words[.english]): \(stage.reporters)",
                    "\(stage.words[.indonesian]): \(stage.reporters)"))
        case .decision:
            return Group(
                code: "operator",
                name: Phrase("a decision: the operator", "keputusan: operator"))
        case .classHeader(let key), .classHeld(let key), .attendance(let key):
            return of(key.organiser)
        case .disbursal(let key), .event(let key, _): return of(key.lender)
        case .fact(let fact): return of(fact.source)
        case .revoke(let lender): return of(lender)
        }
    }
}

extension Stage {
    /// Who may report it (the rulebook, "The seven steps").
    fileprivate var reporters: String {
        switch self {
        case .registration: "portal, SKPD, penggerak"
        case .licensing: "DPMPTSP, SKPD"
        case .funding: "lender"
        default: "SKPD, penggerak"
        }
    }
}
