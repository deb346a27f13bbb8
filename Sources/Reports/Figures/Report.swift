package import Programme

/// Figures ready to be shown: what they count, as of when, in rows with a total.
///
/// Every report is brought into this form, and every format made from it, in either language.
package struct Report: Equatable, Sendable {
    /// What a figure counts, said with the figure.
    package struct Indicator: Equatable, Sendable {
        /// The column, or the range of columns (`P1-P7`), that it explains.
        package let key: String
        package let meaning: Phrase

        package init(_ key: String, _ english: String, _ indonesian: String) {
            self.key = key
            meaning = Phrase(english, indonesian)
        }
    }

    /// One table of a report, with what its columns count.
    package struct Part: Equatable, Sendable {
        /// `groups`, `funnel`: its name in JSON and of its CSV file.
        package let key: String
        package let title: Phrase
        package let table: Table
        package let indicators: [Indicator]

        package init(_ key: String, title: Phrase, table: Table, indicators: [Indicator] = []) {
            self.key = key
            self.title = title
            self.table = table
            self.indicators = indicators
        }
    }

    package let kind: ReportKind
    package let title: Phrase
    package let question: ReportQuestion
    /// The days that "new" figures look at; nil where the report has none.
    package let period: ClosedRange<Day>?
    /// The first one has a row a group.
    package let parts: [Part]
    /// What a reader must know before using these figures; often nothing.
    package let notes: [Phrase]

    package init(
        _ kind: ReportKind, title: Phrase, _ question: ReportQuestion,
        period: ClosedRange<Day>? = nil, parts: [Part], notes: [Phrase] = []
    ) {
        precondition(!parts.isEmpty, "a report has a table")
        self.kind = kind
        self.title = title
        self.question = question
        self.period = period
        self.parts = parts
        self.notes = notes
    }
}
