/// Running text in lines that fit.
package enum Paragraph {
    /// The text broken at spaces, each line ended with a newline. A word longer than a line stays
    /// whole: it may be a path or a code that a person copies.
    ///
    /// - Parameters:
    ///   - text: of one paragraph.
    ///   - columns: what a line may take.
    ///   - first: spaces before the first line.
    ///   - hanging: spaces before each other line.
    package static func wrapping(
        _ text: String, to columns: Int, first: Int = 0, hanging: Int = 0
    ) -> String {
        var lines: [String] = []
        var line = ""
        for word in Printable.escaping(text).split(separator: " ") {
            if line.isEmpty {
                line = String(repeating: " ", count: first) + word
            } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) <= columns {
                line += " " + word
            } else {
                lines.append(line)
                line = String(repeating: " ", count: hanging) + word
            }
        }
        return (lines + [line]).map { $0 + "\n" }.joined()
    }
}
