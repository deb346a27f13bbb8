/// Whether a terminal shows colours; what is written elsewhere has none.
package enum Ink: Sendable {
    case plain
    case coloured

    /// What a word says to a person who only glances at it.
    package enum Tone: String, Sendable {
        case good = "32"
        case waits = "33"
        case bad = "31"
        case heading = "1"

        /// The tone of an outcome or a verdict; nil for words that need no eye.
        package init?(word: String) {
            switch word {
            case "refused", "conflict", "unreadable", "contradicted", "denied": self = .bad
            case "held", "deferred", "waiting", "partially_accepted", "paused": self = .waits
            case "accepted", "applied", "confirmed", "valid", "validated": self = .good
            default: return nil
            }
        }
    }

    /// The text in a tone (ECMA-48's SGR), or as it is.
    package func paint(_ text: String, _ tone: Tone?) -> String {
        guard self == .coloured, let tone, !text.isEmpty else { return text }
        return "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
    }

    /// What the environment asks for: colours on a terminal only, unless `NO_COLOR` is set
    /// (no-color.org) or the terminal is `dumb`.
    ///
    /// - Parameters:
    ///   - isTerminal: whether the output goes to one.
    ///   - noColor: the environment's `NO_COLOR`; empty counts as not set.
    ///   - term: the environment's `TERM`.
    package init(isTerminal: Bool, noColor: String?, term: String?) {
        let isWanted = isTerminal && (noColor ?? "").isEmpty && term != "dumb"
        self = isWanted ? .coloured : .plain
    }
}
