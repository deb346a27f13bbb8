/// A drawing with what it shows, in one or several figures between which the reader chooses.
struct Chart {
    /// What is drawn for one figure.
    struct Choice {
        /// The figure, as the switch names it.
        let label: String
        /// What it counts, and what stands out in it.
        let words: [Sentence]
        let wide: Canvas
        let narrow: Canvas

        init(_ label: String, _ words: [Sentence] = [], draw: (inout Canvas) -> Void) {
            self.label = label
            self.words = words
            func drawn(_ size: Canvas.Width) -> Canvas {
                var canvas = Canvas(size)
                draw(&canvas)
                return canvas
            }
            wide = drawn(.wide)
            narrow = drawn(.narrow)
        }
    }

    let title: String
    /// What the switch is about.
    let question: String
    let choices: [Choice]
    /// The report's tables that have its figures: they stand under it.
    let tables: [String]

    /// - Parameters:
    ///   - title: what is shown.
    ///   - tables: those with its figures.
    ///   - question: what the switch is about; of one figure there is none.
    ///   - choices: at least one.
    init(_ title: String, tables: [String], question: String = "", _ choices: [Choice]) {
        precondition(!choices.isEmpty, "a chart shows a figure")
        self.title = title
        self.tables = tables
        self.question = question
        self.choices = choices
    }
}
