import ArgumentParser
import Programme
import Reports
import Service

// Arguments that are the programme's own values: what is malformed is a usage error.

extension Day: ExpressibleByArgument {
    /// Reads `YYYY-MM-DD`, `today` or `yesterday`.
    package init?(argument: String) {
        switch argument {
        case "today": self = WallClock.now.jakartaDay
        case "yesterday": self = WallClock.now.jakartaDay.adding(days: -1)
        default: self.init(argument)
        }
    }
}

extension RegionCode: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension SourceCode: ExpressibleByArgument {
    /// Reads an identifier.
    package init?(argument: String) { self.init(argument) }

    /// The codes of the registry, for who may read the ledger. Words that every shell understands.
    static var defaultCompletionKind: CompletionKind {
        // The first line is the heading, the last the total.
        .shellCommand(
            "okocectl status --format csv 2>/dev/null | cut -d, -f1 | head -n -1 | tail -n +2")
    }
}

extension JobID: ExpressibleByArgument {
    /// Reads an identifier.
    package init?(argument: String) { self.init(argument) }

    /// Those of the latest deliveries.
    static var defaultCompletionKind: CompletionKind {
        .shellCommand("okocectl jobs --format csv 2>/dev/null | tail -n +2 | cut -d, -f4 | sort -u")
    }
}

extension ItemID: ExpressibleByArgument {
    /// Reads an identifier.
    package init?(argument: String) { self.init(argument) }

    /// None; fish's script counts only arguments that are said to have some, and what comes after this
    /// one would be offered in its place.
    static var defaultCompletionKind: CompletionKind { .list([]) }
}

extension JobOutcome: ExpressibleByArgument {}

extension Grouping: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}

extension Instant: ExpressibleByArgument {
    /// Reads an RFC 3339 instant, or a day, whose end in Jakarta is meant.
    package init?(argument: String) {
        if let day = Day(argument) {
            let next = Instant(startOfJakartaDay: day.adding(days: 1))
            self = Instant(nanoseconds: next.nanoseconds - 1)
        } else {
            self.init(argument)
        }
    }
}

/// An id as it is shown: a NIK in it masked.
func shown(_ id: JobID) -> String { Masking.maskingPeople(in: id.text) }
