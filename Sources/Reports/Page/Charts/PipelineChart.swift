import Programme

/// The states of applications below each other, each as long as it has applications.
struct PipelineChart {
    struct State {
        let name: String
        let count: Figure
        let rupiah: Figure
        /// Whether it leads no further.
        let hasEnded: Bool
    }

    let stages: [State]
    let language: Language

    func draw(on canvas: inout Canvas) {
        let left = canvas.isNarrow ? 0 : 150.0
        let right = canvas.isNarrow ? 0 : 220.0
        let (rowHeight, barHeight) = canvas.isNarrow ? (40.0, 12.0) : (30.0, 18.0)
        let axis = Axis(upTo: stages.map(\.count.value).max() ?? 0, steps: 3)
        let width = canvas.width - left - right
        let top = 30.0
        let bottom = top + Double(stages.count) * rowHeight
        axis.drawAcross(
            &canvas, Axis.Unit(language.of("applications", "pengajuan")), language,
            in: Axis.Area(left: left, width: width, top: top, bottom: bottom))
        if stages.contains(where: { $0.hasEnded && $0.count.value > 0 }) {
            canvas.legend(
                [
                    ("bar", language.of("on its way or paid", "berjalan atau cair")),
                    ("bar2", language.of("ended otherwise", "berakhir lain")),
                ], y: 10)
        }
        let language = language
        for (index, state) in stages.enumerated() {
            let y = top + Double(index) * rowHeight
            let (count, rupiah) = (state.count.text(language), state.rupiah.text(language))
            let words = language.of(
                "\(state.name): \(count) applications, \(rupiah)",
                "\(state.name): \(count) pengajuan, \(rupiah)")
            canvas.mark(words, [state.count, state.rupiah]) { mark in
                let barY = mark.isNarrow ? y + 20 : y + (rowHeight - barHeight) / 2
                let baseline = mark.isNarrow ? y + 14 : y + rowHeight / 2 + 4
                mark.rect(
                    x: left, y: barY, width: width * axis.share(state.count.value),
                    height: barHeight, state.hasEnded ? "bar2" : "bar")
                mark.measures(state.count, by: "width")
                mark.text(state.name, x: 0, y: baseline, "ink")
                mark.text(
                    state.count, language, x: mark.width - (mark.isNarrow ? 136 : 150), y: baseline,
                    "ink strong", .end)
                mark.text(state.rupiah, language, x: mark.width, y: baseline, "soft small", .end)
            }
        }
        canvas.height = bottom + 6
    }
}
