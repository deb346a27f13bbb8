package import Programme

/// How far a target is, and whether the pace of late is enough for it.
package struct TargetProgress: Equatable, Sendable {
    /// Where a target stands.
    package enum Course: String, Sendable, CaseIterable {
        /// Reached, by its day.
        case met
        /// Its day is over and it was not reached.
        case missed
        /// At the pace of late it is not reached by its day.
        case behind
        /// It is reached within the last fortnight before its day.
        case onCourse
        /// It is reached earlier than that.
        case ahead

        var words: Phrase {
            switch self {
            case .met: Phrase("met", "tercapai")
            case .missed: Phrase("missed", "tidak tercapai")
            case .behind: Phrase("behind", "tertinggal")
            case .onCourse: Phrase("on course", "sesuai")
            case .ahead: Phrase("ahead", "mendahului")
            }
        }
    }

    package let target: Target
    /// So many by the as-of day, or by the target's day if that is earlier.
    package let reached: Int
    /// Gained in each of the last three fortnights, the latest first.
    package let gains: [Int]
    /// Gained in the fortnight up to the as-of day.
    package var inFortnight: Int { gains[0] }
    /// A fortnight's number on average of the last three; nil where there are fewer than before.
    package let pace: FixedPoint?
    /// How many a fortnight it would take to reach the target on its day; nil when that is over.
    package let needed: FixedPoint?
    package let course: Course

    /// The evaluation's rhythm, in days.
    static let fortnight = 14
    /// How many fortnights the pace is taken of.
    static let fortnights = 3

    /// The days at whose ends a target's figure must be known, ascending: the as-of day, those a
    /// fortnight and all fortnights before it, and the target's own.
    static func days(_ targets: [Target], asOf: Day) -> [Day] {
        let own = targets.map { min($0.by, asOf) }
        let rhythm = (0...fortnights).map { asOf.adding(days: -$0 * fortnight) }
        return Set(own + rhythm).sorted()
    }

    /// - Parameter figure: the number by the end of each of ``days(_:asOf:)``.
    init(_ target: Target, asOf: Day, figure: (Day) -> Int) {
        self.target = target
        let now = figure(asOf)
        let span = TargetProgress.fortnight * TargetProgress.fortnights
        let gained = now - figure(asOf.adding(days: -span))
        reached = figure(min(target.by, asOf))
        let ends = (0...TargetProgress.fortnights).map {
            figure(asOf.adding(days: -$0 * TargetProgress.fortnight))
        }
        gains = zip(ends, ends.dropFirst()).map { $0 - $1 }
        pace = FixedPoint(
            dividing: Int64(gained), by: Int64(TargetProgress.fortnights), digits: 1)
        let left = Int(target.by.number - asOf.number)
        needed =
            left > 0
            ? FixedPoint(
                dividing: Int64(
                    clamping: Int128(max(0, target.number - now))
                        * Int128(TargetProgress.fortnight)),
                by: Int64(left), digits: 1) : nil
        // At this pace so many by a day that is so many days ahead.
        func expected(in days: Int) -> Int {
            let more = Int128(max(0, gained)) * Int128(max(0, days)) / Int128(span)
            return Int(clamping: Int128(now) + more)
        }
        course =
            if reached >= target.number { .met } else if left <= 0 {
                .missed
            } else if expected(in: left) < target.number {
                .behind
            } else if expected(in: left - TargetProgress.fortnight) < target.number {
                .onCourse
            } else { .ahead }
    }
}

extension Target {
    /// The columns that say which target a row is of.
    static let columns = [
        Table.Column(
            "indicator", title: Phrase("OF", "DARI"), .code,
            official: Phrase("Indicator", "Indikator")),
        Table.Column(
            "target", title: Phrase("TARGET", "TARGET"), .text,
            official: Phrase("Target", "Target")),
        Table.Column(
            "scope", title: Phrase("SCOPE", "WILAYAH"), .code,
            official: Phrase("Scope", "Wilayah")),
        Table.Column(
            "by", title: Phrase("BY", "PADA"), .code, official: Phrase("By", "Batas waktu")),
        Table.Column(
            "number", title: Phrase("NUMBER", "JUMLAH"), .number,
            official: Phrase("Target number", "Angka target")),
        Table.Column(
            "reached", title: Phrase("REACHED", "TERCAPAI"), .number,
            official: Phrase("Reached", "Tercapai")),
        Table.Column(
            "percent", title: Phrase("%", "%"), .number,
            official: Phrase("Per cent of the target", "Persen dari target")),
    ]

    /// Their cells.
    func cells(reached: Int, _ names: GroupNames) -> [Cell] {
        [
            .text(indicator.rawValue), .phrase(TargetWeeks.Subject(self).words(names)),
            .text(scope?.description ?? "DKI"), .day(by), .integer(number), .integer(reached),
            .percent(reached, of: number),
        ]
    }

    static let indicators = [
        Report.Indicator(
            "reached",
            "by the as-of day, or by the target's day where that is earlier; in the target's scope; "
                + "who lives outside DKI counts for no target",
            "sampai hari laporan, atau sampai batas waktu target bila lebih awal; dalam wilayah "
                + "target; yang tinggal di luar DKI tidak dihitung untuk target"),
        Report.Indicator("percent", "reached / number", "tercapai / angka target"),
    ]
}
