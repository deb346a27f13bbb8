#if canImport(Glibc)
    import Glibc
#endif

/// What is known of the terminal that a person reads on.
package enum Terminal {
    /// Columns to write in when neither the terminal nor `COLUMNS` says how many there are.
    package static let defaultColumns = 80

    /// Whether the descriptor is a terminal (`isatty`).
    package static func isTerminal(_ descriptor: CInt) -> Bool {
        isatty(descriptor) == 1
    }

    /// How many lines the terminal behind the descriptor has; nil if it does not say.
    package static func lines(of descriptor: CInt = STDOUT_FILENO) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return Int(size.ws_row)
    }

    /// How many columns there are: those of the terminal behind the descriptor (`TIOCGWINSZ`), else
    /// what `COLUMNS` says, else ``defaultColumns``.
    ///
    /// - Parameters:
    ///   - descriptor: where the output goes.
    ///   - columns: the environment's `COLUMNS`.
    package static func columns(of descriptor: CInt = STDOUT_FILENO, columns: String?) -> Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return columns.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? defaultColumns
    }
}
