import Programme

/// The seven steps below each other, each as long as it has members.
struct FunnelChart {
    let sheet: Sheet
    let language: Language

    var chart: Chart {
        Chart(
            language.of(
                "Members who had reached each step", "Anggota yang sudah mencapai tiap langkah"),
            tables: ["funnel"],
            [Chart.Choice("") { draw(on: &$0) }])
    }

    private func draw(on canvas: inout Canvas) {
        let left = canvas.isNarrow ? 0 : 172.0
        let right = canvas.isNarrow ? 0 : 142.0
        let (rowHeight, barHeight) = canvas.isNarrow ? (54.0, 20.0) : (46.0, 28.0)
        let axis = Axis(upTo: sheet.rows.map { sheet.figure("members", row: $0).value }.max() ?? 0)
        let width = canvas.width - left - right
        let top = 26.0
        let bottom = top + Double(sheet.rows.count) * rowHeight
        axis.drawAcross(
            &canvas, Axis.Unit(""), language,
            in: Axis.Area(left: left, width: width, top: top, bottom: bottom))
        for row in sheet.rows {
            let y = top + Double(row) * rowHeight
            drawRow(row, on: &canvas, left: left, width: width, y: y, axis, rowHeight, barHeight)
        }
        if !canvas.isNarrow {
            canvas.text(
                language.of("members", "anggota"), x: canvas.width - 60, y: top - 7, "soft small",
                .end)
            canvas.text(
                language.of("of P1", "dari P1"), x: canvas.width, y: top - 7, "soft small", .end)
        }
        canvas.height = bottom + 4
    }

    private func drawRow(
        _ row: Int, on canvas: inout Canvas, left: Double, width: Double, y: Double, _ axis: Axis,
        _ rowHeight: Double, _ barHeight: Double
    ) {
        let members = sheet.figure("members", row: row)
        let share = sheet.figure("percent_of_p1", row: row)
        let new = sheet.figure("new", row: row)
        let name = sheet.text("step", row: row, language)
        let words = sheet.text("name", row: row, language)
        let title = language.of(
            "\(name) \(words): \(members.text(language)) members, \(share.text(language)) of those "
                + "at P1, \(new.text(language)) of them new in the period",
            "\(name) \(words): \(members.text(language)) anggota, \(share.text(language)) dari "
                + "yang mencapai P1, \(new.text(language)) di antaranya baru dalam kurun")
        let language = language
        canvas.mark(title, [members, share, new]) { mark in
            let bar = width * axis.share(members.value)
            let barY = mark.isNarrow ? y + 20 : y + (rowHeight - barHeight) / 2
            mark.rect(x: left, y: barY, width: bar, height: barHeight, "bar")
            mark.measures(members, by: "width")
            let baseline = mark.isNarrow ? y + 14 : barY + barHeight / 2 + 5
            mark.text(name, x: 0, y: baseline, "ink strong")
            mark.text(words, x: 28, y: baseline, "ink")
            if mark.isNarrow {
                mark.text(members, language, x: mark.width - 62, y: baseline, "ink strong", .end)
                mark.text(share, language, x: mark.width, y: baseline, "soft", .end)
            } else {
                mark.text(members, language, x: mark.width - 60, y: baseline, "ink strong", .end)
                mark.text(share, language, x: mark.width, y: baseline, "soft", .end)
            }
        }
    }
}
