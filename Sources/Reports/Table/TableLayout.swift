/// How wide each column of a table is on a terminal of a given width.
struct TableLayout: Equatable {
    /// Columns of the terminal between two columns of the table.
    static let gap = 2

    /// A column of text is not cut below this: less says nothing.
    static let shortestText = 8

    /// One for each column of the table.
    let widths: [Int]

    /// The layout, or nil if the table does not fit however its texts are cut.
    ///
    /// The widest texts are cut first, all to the same width, so that a short one stays whole
    /// beside a long one. Codes and numbers are never cut.
    ///
    /// - Parameter natural: what each column takes when nothing is cut, its heading included.
    init?(natural: [Int], kinds: [Table.Kind], columns: Int) {
        let gaps = TableLayout.gap * max(0, natural.count - 1)
        let isText = kinds.map(\.mayBeCut)
        let fixed = zip(natural, isText).reduce(0) { $1.1 ? $0 : $0 + $1.0 }
        let texts = zip(natural, isText).compactMap { $1 ? $0 : nil }
        let available = columns - gaps - fixed
        guard texts.reduce(0, { $0 + min($1, TableLayout.shortestText) }) <= available else {
            return nil
        }
        var cap = texts.max() ?? 0
        while texts.reduce(0, { $0 + min($1, cap) }) > available { cap -= 1 }
        var spare = available - texts.reduce(0) { $0 + min($1, cap) }
        widths = zip(natural, isText).map { width, isText in
            guard isText, width > cap else { return width }
            // What equal widths leave over goes to the first ones that were cut.
            guard spare > 0 else { return cap }
            spare -= 1
            return cap + 1
        }
    }
}
