import Programme

/// Groups below each other, each with a bar, the longest first.
struct BarsChart {
    /// What a bar is made of, from the left.
    struct Part {
        let column: String
        /// A class of the style sheet.
        let style: String
    }

    let sheet: Sheet
    let parts: [Part]
    /// The figure at a bar's end, by which they are ordered.
    let column: String
    let unit: Axis.Unit
    let language: Language
    /// What the bars are called.
    var names = "name"

    /// More bars than this say nothing: the table has them all.
    static let most = 16

    /// The rows that are shown, in their order.
    var rows: [Int] {
        let ordered = sheet.rows.sorted {
            let (left, right) = (sheet.figure(column, row: $0), sheet.figure(column, row: $1))
            return (right.value, $0) < (left.value, $1)
        }
        return Array(ordered.prefix(BarsChart.most))
    }

    func draw(on canvas: inout Canvas) {
        let left = canvas.isNarrow ? 0 : 262.0
        let right = canvas.isNarrow ? 0 : 112.0
        let (rowHeight, barHeight) = canvas.isNarrow ? (38.0, 12.0) : (26.0, 14.0)
        let rows = rows
        let axis = Axis(
            upTo: rows.map { length($0) }.max() ?? 0, steps: canvas.isNarrow ? 3 : 4)
        let width = canvas.width - left - right
        let top = 30.0
        let bottom = top + Double(rows.count) * rowHeight
        axis.drawAcross(
            &canvas, unit, language,
            in: Axis.Area(left: left, width: width, top: top, bottom: bottom))
        if parts.count > 1 {
            canvas.legend(
                parts.map { ($0.style, sheet.heading($0.column, language)) }, y: 10)
        }
        for (index, row) in rows.enumerated() {
            let y = top + Double(index) * rowHeight
            draw(row, on: &canvas, y: y, left, width, axis, rowHeight, barHeight)
        }
        canvas.height = bottom + 6
    }

    private func length(_ row: Int) -> Double {
        max(
            sheet.figure(column, row: row).value,
            parts.reduce(0) { $0 + sheet.figure($1.column, row: row).value })
    }

    private func draw(
        _ row: Int, on canvas: inout Canvas, y: Double, _ left: Double, _ width: Double,
        _ axis: Axis, _ rowHeight: Double, _ barHeight: Double
    ) {
        let label = sheet.text(names, row: row, language)
        let figures = parts.map { sheet.figure($0.column, row: row) }
        let ofParts = parts.map(\.column)
        let columns = ofParts.contains(column) ? ofParts : [column] + ofParts
        let said = columns.map { sheet.figure($0, row: row) }
        let title = zip(columns, said).map {
            "\(sheet.heading($0, language)) \($1.text(language))"
        }.joined(separator: "; ")
        canvas.mark("\(label): \(title)", said) { mark in
            let barY = mark.isNarrow ? y + 20 : y + (rowHeight - barHeight) / 2
            let baseline = mark.isNarrow ? y + 14 : y + rowHeight / 2 + 4
            var x = left
            for (part, figure) in zip(parts, figures) {
                let length = width * axis.share(figure.value)
                mark.rect(x: x, y: barY, width: length, height: barHeight, part.style)
                mark.measures(figure, by: "width")
                x += length
            }
            let end = sheet.figure(column, row: row)
            // On a phone the figure, in bold, stands in the same line.
            let room =
                mark.isNarrow
                ? mark.width - 16 - 1.2 * Lettering.width(of: end.text(language)) : left - 10
            mark.text(Lettering.fitting(label, in: room), x: 0, y: baseline, "ink")
            if mark.isNarrow {
                mark.text(end, language, x: mark.width, y: baseline, "ink strong", .end)
            } else {
                mark.text(end, language, x: x + 6, y: baseline, "ink strong halo")
            }
        }
    }
}

/// How much room letters take, about: a browser's fonts are not known here.
enum Lettering {
    /// Pixels of a letter, on average, at the charts' 12 pixels.
    private static let letter = 6.5

    /// About how wide a small text is.
    static func width(of text: String) -> Double { Double(text.count) * 6.2 }

    /// The text, cut with an ellipsis if it is longer than the room.
    static func fitting(_ text: String, in room: Double, scale: Double = 1) -> String {
        let letters = Int(room / (letter * scale))
        return text.count <= letters ? text : text.prefix(max(1, letters - 1)) + "…"
    }

    /// The text in at most two lines, parted where they are shortest.
    static func lines(_ text: String) -> [String] {
        let words = text.split(separator: " ")
        guard words.count > 1, text.count > 10 else { return [text] }
        let parted = (1..<words.count).map {
            [words[..<$0].joined(separator: " "), words[$0...].joined(separator: " ")]
        }
        return parted.min {
            ($0.map(\.count).max() ?? 0) < ($1.map(\.count).max() ?? 0)
        } ?? [text]
    }
}
