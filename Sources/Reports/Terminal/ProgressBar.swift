/// One line that says how far something is.
package enum ProgressBar {
    /// `[#####.....]  50 % 2,153 of 4,306 recorded`, never wider than the terminal.
    ///
    /// - Parameters:
    ///   - done: so many are.
    ///   - all: so many there are.
    ///   - what: the word behind the numbers.
    ///   - columns: how wide the terminal is.
    package static func line(_ done: Int, of all: Int, _ what: String, columns: Int) -> String {
        let share = all > 0 ? min(1, Double(done) / Double(all)) : 1
        let numbers =
            "\(Int(share * 100)) % \(NumberText.grouped(Int64(done))) of "
            + "\(NumberText.grouped(Int64(all))) \(what)"
        // One column stays free: a full line makes some terminals wrap.
        let width = min(40, columns - numbers.utf8.count - 4)
        guard width >= 5 else { return String(numbers.prefix(max(0, columns - 1))) }
        let filled = Int(share * Double(width))
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled) + "] " + numbers
    }
}
