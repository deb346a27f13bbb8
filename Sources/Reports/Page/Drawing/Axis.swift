/// The values of a chart's axis, from 0 up, at round steps.
struct Axis {
    /// The end of the axis; never 0.
    let end: Double
    let step: Double

    /// - Parameters:
    ///   - largest: what must find room on it.
    ///   - steps: about so many.
    init(upTo largest: Double, steps: Int = 4) {
        let rough = max(largest, 1) / Double(steps)
        var magnitude = 1.0
        while magnitude * 10 <= rough { magnitude *= 10 }
        let step = [1.0, 2, 5, 10].first { $0 * magnitude >= rough } ?? 10
        // What is counted here comes in whole numbers.
        self.step = max(1, step * magnitude)
        end = max(1, (max(largest, 1) / self.step).rounded(.up)) * self.step
    }

    var ticks: [Double] {
        Array(stride(from: 0, through: end + step / 2, by: step))
    }

    /// How far along the axis a value is, from 0 to 1.
    func share(_ value: Double) -> Double { min(1, max(0, value / end)) }

    /// The value as a person reads it; large sums of rupiah are in millions, see ``Unit``.
    func text(_ tick: Double, _ unit: Unit, _ language: Language) -> String {
        NumberText.grouped(Int64(tick / unit.scale), language)
    }

    /// Draws it from left to right, with lines down through what is measured by it.
    ///
    /// - Parameters:
    ///   - unit: in the corner, unless it has no words.
    ///   - area: where the bars lie.
    func drawAcross(_ canvas: inout Canvas, _ unit: Unit, _ language: Language, in area: Area) {
        canvas.text(unit.words, x: area.left, y: area.top - 20, "soft small")
        for (index, tick) in ticks.enumerated() {
            let x = area.left + area.width * share(tick)
            canvas.line(x1: x, y1: area.top - 2, x2: x, y2: area.bottom, "grid")
            // The last number would leave a drawing that the bars fill.
            let atEnd = index == ticks.count - 1 && area.left + area.width == canvas.width
            canvas.text(
                text(tick, unit, language), x: x, y: area.top - 7, "soft small",
                index == 0 ? .start : atEnd ? .end : .middle)
        }
    }

    /// Where the values of a chart lie.
    struct Area {
        let left: Double
        let width: Double
        let top: Double
        let bottom: Double
    }

    /// How much room its numbers take beside it.
    func room(_ unit: Unit, _ language: Language) -> Double {
        Lettering.width(of: text(end, unit, language)) + 12
    }

    /// What an axis measures in.
    struct Unit {
        let words: String
        let scale: Double

        init(_ words: String, scale: Double = 1) {
            self.words = words
            self.scale = scale
        }

        /// Rupiah, in millions if there are many.
        static func rupiah(upTo largest: Double, _ language: Language) -> Unit {
            largest >= 4_000_000
                ? Unit(language.of("million rupiah", "juta rupiah"), scale: 1_000_000)
                : Unit("rupiah")
        }
    }
}
