import Systemd

/// Tells: to the journal when standard error is connected to it, else in lines on standard error.
///
/// Never blocks the work: the journal's sender has a queue of its own and a deadline.
package struct Announcer: Sendable {
    /// Where it is told.
    private enum Voice: Sendable {
        case journal(JournalSender)
        case lines(ErrorLines)
    }

    private let voice: Voice

    /// How long a burst may take before it counts as not sent.
    private static let patience = Duration.seconds(2)

    /// To the journal in a unit, else to standard error.
    package init() {
        voice = Journal.stderrIsJournal ? .journal(JournalSender()) : .lines(ErrorLines())
    }

    /// Into a file, for tests.
    init(descriptor: Int32) {
        voice = .lines(ErrorLines(descriptor: descriptor))
    }

    /// Whether what is told arrives in the journal, which is only synced every five minutes.
    var tellsJournal: Bool {
        if case .journal = voice { true } else { false }
    }

    /// Where it is told just now; nil if there is no journal, or nothing is told there.
    var journal: JournalSocket? { tellsJournal ? Journal.socket : nil }

    /// Tells about the daemon itself. Not repeated if nobody hears it: the same can be seen in
    /// `systemctl status`.
    package func say(_ kind: EventKind, _ message: String) {
        say(Announcement(kind, message))
    }

    /// Tells about the daemon itself.
    func say(_ announcement: Announcement) {
        _ = deliver([announcement])
    }

    /// Tells a burst in its order; false if it must be told again.
    package func deliver(_ burst: [Announcement]) -> Bool {
        switch voice {
        case .journal(let sender):
            return sender.send(burst.map(\.entry), within: Announcer.patience) == .delivered
        case .lines(let lines):
            lines.write(burst)
            return true
        }
    }
}
