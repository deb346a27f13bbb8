import Programme

/// A figure week by week as a line, with the targets that are set for it.
struct TargetChart {
    /// A target in the table of them.
    struct Goal {
        let by: Day
        let number: Figure
        let course: Figure
    }

    let weeks: Sheet
    let column: String
    let goals: [Goal]
    let asOf: Day
    let language: Language

    private struct Point {
        let day: Day
        let figure: Figure
    }

    private var points: [Point] {
        weeks.rows.compactMap { row in
            guard case .day(let day) = weeks.figure("week_end", row: row).cell else { return nil }
            return Point(day: day, figure: weeks.figure(column, row: row))
        }
    }

    /// Where days and numbers lie.
    private struct Frame {
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double
        let days: ClosedRange<Day>
        let axis: Axis

        func x(_ day: Day) -> Double {
            let all = Double(max(1, days.upperBound.number - days.lowerBound.number))
            return left + (right - left) * Double(day.number - days.lowerBound.number) / all
        }

        func y(_ value: Double) -> Double { bottom - (bottom - top) * axis.share(value) }
    }

    /// The days that the chart shows; nil without a point.
    private var shown: ClosedRange<Day>? { points.first.map { $0.day...lastDay(after: $0.day) } }

    /// Whether the way to a target is drawn.
    var hasWay: Bool { goals.contains(where: leads) }

    /// Whether a target's day was before the chart begins.
    var hasEarlierGoal: Bool {
        shown.map { days in goals.contains { $0.by < days.lowerBound } } ?? false
    }

    /// Whether a target's day comes after the chart ends.
    var hasFarGoal: Bool {
        shown.map { days in goals.contains { $0.by > days.upperBound } } ?? false
    }

    /// Whether a target is still to be reached, on a day that the chart shows.
    private func leads(to goal: Goal) -> Bool {
        guard let days = shown, let last = points.last else { return false }
        return goal.by > asOf && days.contains(goal.by) && last.figure.value < goal.number.value
    }

    func draw(on canvas: inout Canvas) {
        let points = points
        guard let first = points.first?.day else { return }
        let largest = (points.map(\.figure.value) + goals.map(\.number.value)).max() ?? 0
        let axis = Axis(upTo: largest * 1.05)
        let frame = Frame(
            left: axis.room(Axis.Unit(""), language), right: canvas.width - 10,
            top: 30, bottom: canvas.isNarrow ? 170 : 196, days: first...lastDay(after: first),
            axis: axis)
        drawAxes(frame, on: &canvas)
        for goal in goals { drawRule(goal, points.last, frame, on: &canvas) }
        canvas.path(points.map { (frame.x($0.day), frame.y($0.figure.value)) }, "curve")
        for point in points { draw(point, frame, on: &canvas) }
        canvas.height = frame.bottom + 24
    }

    /// The as-of day, or a target's that is not too far: beyond twice the time that is shown a line
    /// of weeks would be a dot.
    private func lastDay(after first: Day) -> Day {
        let span = max(28, Int(asOf.number - first.number))
        let near = goals.map(\.by).filter { $0.number - asOf.number <= Int32(2 * span) }
        return max(asOf, near.max() ?? asOf, first.adding(days: 7))
    }

    private func drawAxes(_ frame: Frame, on canvas: inout Canvas) {
        canvas.text(language.of("people", "orang"), x: 0, y: 10, "soft small")
        for tick in frame.axis.ticks {
            let y = frame.y(tick)
            canvas.line(x1: frame.left, y1: y, x2: frame.right, y2: y, "grid")
            canvas.text(
                frame.axis.text(tick, Axis.Unit(""), language), x: frame.left - 6, y: y + 4,
                "soft small", .end)
        }
        let days = frame.days.upperBound.number - frame.days.lowerBound.number
        let steps = canvas.isNarrow ? 2 : 5
        for step in 0...steps {
            let day = frame.days.lowerBound.adding(days: Int(days) * step / steps)
            let anchor: Canvas.Anchor = step == 0 ? .start : step == steps ? .end : .middle
            let x = frame.x(day)
            canvas.line(x1: x, y1: frame.bottom, x2: x, y2: frame.bottom + 4, "rule")
            canvas.text(
                DayText.short(day, language), x: x, y: frame.bottom + 18, "soft small", anchor)
        }
        if frame.days.upperBound > asOf {
            let x = frame.x(asOf)
            canvas.line(x1: x, y1: frame.top, x2: x, y2: frame.bottom, "rule")
            canvas.text(
                language.of("as-of day", "hari laporan"), x: x, y: frame.top - 8,
                "soft small", .middle)
        }
    }

    /// The target's number across the whole width, its day as a mark, and the way there.
    private func drawRule(
        _ goal: Goal, _ last: Point?, _ frame: Frame, on canvas: inout Canvas
    ) {
        let y = frame.y(goal.number.value)
        let day = DayText.long(goal.by, language)
        let language = language
        let number = goal.number
        let words = language.of(
            "Target \(number.text(language)) by \(day)",
            "Target \(number.text(language)) sampai \(day)")
        canvas.line(x1: frame.left, y1: y, x2: frame.right, y2: y, "goal")
        let status = goal.course.text(language)
        canvas.mark("\(words): \(status)", [number]) { mark in
            let label = mark.isNarrow ? words : "\(words): \(status)"
            mark.text(label, x: frame.left + 6, y: y - 6, "goaltext small halo")
            if frame.days.contains(goal.by) {
                mark.circle(x: frame.x(goal.by), y: y, radius: 5, "goalmark")
                mark.measures(number, by: "cy")
            }
        }
        if let last, leads(to: goal) {
            canvas.path(
                [(frame.x(last.day), frame.y(last.figure.value)), (frame.x(goal.by), y)], "way")
        }
    }

    private func draw(_ point: Point, _ frame: Frame, on canvas: inout Canvas) {
        let until = DayText.long(point.day, language)
        let figure = point.figure
        let words = language.of(
            "By \(until): \(figure.text(language))", "Sampai \(until): \(figure.text(language))")
        let isLast = point.day == points.last?.day
        let language = language
        canvas.mark(words, [figure]) { mark in
            let (x, y) = (frame.x(point.day), frame.y(figure.value))
            mark.circle(x: x, y: y, radius: isLast ? 5 : 3, "dot")
            mark.measures(figure, by: "cy")
            guard isLast else { return }
            // Above the line, but for the words over the chart.
            let hasRoom = y > frame.top + (frame.days.upperBound > asOf ? 24 : 4)
            mark.text(
                figure, language, x: x - 2, y: y + (hasRoom ? -9 : 18), "ink strong halo", .end)
        }
    }
}
