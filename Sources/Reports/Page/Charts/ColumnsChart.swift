import Programme

/// Weeks or months beside each other, each as high as its figure.
struct ColumnsChart {
    let sheet: Sheet
    let column: String
    let unit: Axis.Unit
    let language: Language

    /// A week or a month, by the order in which they come.
    private struct Slot {
        let row: Int
        let number: Int
    }

    /// What was before the times that are shown is no time among them.
    private var slots: [Slot] {
        sheet.rows.compactMap { row in
            let code = sheet.text("code", row: row, language)
            return ColumnsChart.number(of: code).map { Slot(row: row, number: $0) }
        }
    }

    /// `2021-10`, `2021-W43` as a number that grows by one from each to the next.
    static func number(of code: String) -> Int? {
        let parts = code.split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]) else { return nil }
        if let month = Int(parts[1]) { return 12 * year + month }
        guard parts[1].first == "W", let week = Int(parts[1].dropFirst()),
            let first = Day(year: year, month: 1, day: 4)?.monday
        else { return nil }
        return Int(first.number) / 7 + week
    }

    func draw(on canvas: inout Canvas) {
        let height = canvas.isNarrow ? 160.0 : 180
        let slots = slots
        let axis = Axis(upTo: slots.map { value($0) }.max() ?? 0)
        let (left, right, top) = (axis.room(unit, language), 8.0, 28.0)
        let bottom = top + height
        canvas.text(unit.words, x: 0, y: 10, "soft small")
        for tick in axis.ticks {
            let y = bottom - height * axis.share(tick)
            canvas.line(x1: left, y1: y, x2: canvas.width - right, y2: y, "grid")
            canvas.text(
                axis.text(tick, unit, language), x: left - 6, y: y + 4, "soft small", .end)
        }
        guard let first = slots.first?.number, let last = slots.last?.number else { return }
        let width = min(60, (canvas.width - left - right) / Double(last - first + 1))
        var free = -1.0
        for slot in slots {
            let x = left + width * Double(slot.number - first)
            draw(slot.row, on: &canvas, x: x, width, bottom, height * axis.share(value(slot)))
            let label = sheet.text("code", row: slot.row, language)
            let half = Lettering.width(of: label) / 2
            let middle = min(x + width / 2, canvas.width - half)
            guard middle - half > free else { continue }
            free = middle + half + 10
            canvas.text(label, x: middle, y: bottom + 16, "soft small", .middle)
        }
        canvas.height = bottom + 24
    }

    private func value(_ slot: Slot) -> Double { sheet.figure(column, row: slot.row).value }

    private func draw(
        _ row: Int, on canvas: inout Canvas, x: Double, _ slot: Double, _ bottom: Double,
        _ height: Double
    ) {
        let figure = sheet.figure(column, row: row)
        let name = sheet.text("name", row: row, language)
        let heading = sheet.heading(column, language)
        canvas.mark("\(name): \(heading) \(figure.text(language))", [figure]) { mark in
            mark.rect(
                x: x + slot * 0.12, y: bottom - height, width: slot * 0.76, height: height, "bar")
            mark.measures(figure, by: "height")
        }
    }
}
