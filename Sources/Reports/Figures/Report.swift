package import Programme

/// Figures ready to be shown: what they count, as of when, in rows with a total.
///
/// Every report is brought into this form, and every format made from it.
package struct Report: Equatable, Sendable {
    /// What a figure counts, said with the figure.
    package struct Indicator: Equatable, Sendable {
        /// The column, or the range of columns (`P1-P7`), that it explains.
        package let key: String
        package let meaning: String

        package init(_ key: String, _ meaning: String) {
            self.key = key
            self.meaning = meaning
        }
    }

    /// `training`, `stages`.
    package let name: String
    package let title: String
    /// The last day that counts, in Jakarta.
    package let asOf: Day
    /// By what the rows are grouped, as it is asked for: `kecamatan`.
    package let grouping: String
    package let indicators: [Indicator]
    /// A row a group. The first two columns are `code` and `name`; the total stands for all groups.
    package let table: Table
    /// What a reader must know before using these figures; often nothing.
    package let notes: [String]

    package init(
        name: String, title: String, asOf: Day, grouping: String, indicators: [Indicator],
        table: Table, notes: [String] = []
    ) {
        self.name = name
        self.title = title
        self.asOf = asOf
        self.grouping = grouping
        self.indicators = indicators
        self.table = table
        self.notes = notes
    }
}
