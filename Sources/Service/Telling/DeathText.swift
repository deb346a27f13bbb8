import Glibc
import Spool

/// What is known of a file that killed, in words: in its receipt, and in the journal.
extension DeathRecord {
    var sentence: String {
        """
        \(story) The file was set aside without being read. This is a fault of the program: tell \
        its operator.
        """
    }

    /// How often and of what it died, whatever became of the file.
    var story: String {
        let times = crashes + kills == 1 ? "once" : "\(crashes + kills) times"
        return """
            okoced died \(times) while it had this file in work and no other. The last one, process \
            \(process), \(DeathRecord.words(signal)), \(step.words).
            """
    }

    /// How a process ended.
    static func words(_ signal: Int32) -> String {
        guard signal != 0 else { return "was killed, or the machine went down" }
        let name = strsignal(signal).map { String(cString: $0) } ?? "unknown"
        return "died of signal \(signal) (\(name))"
    }
}

extension WorkStep {
    fileprivate var words: String {
        switch self {
        case .read: "while it read it"
        case .prepare: "while it prepared it"
        case .commit: "while it recorded it"
        case .settle: "while it took it out of its drop box"
        }
    }
}
