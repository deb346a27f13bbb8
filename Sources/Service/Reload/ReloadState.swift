import Glibc
import JobFormat
package import Programme

/// What became of the configuration when the daemon last read it: ``fileName``, in the unit
/// `/run/okoce/reload.json`, for who asked it to (`okocectl reload`).
///
///     {"schema": "okoce/reload/1", "process": 1234, "process_started": 5678,
///      "state": "/var/lib/okoce", "generation": 3, "outcome": "taken",
///      "at": "2018-06-12T09:00:00+07:00", "messages": ["the configuration was read again: ..."],
///      "more_messages": 0}
///
/// It is written when a reading begins and when it is over. Who asks notes the generation first: an
/// answer of a later one was read after that, whoever else asked at the same time.
package struct ReloadState: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable {
        /// A reading is under way.
        case reading
        /// The one that the process started with holds.
        case started
        case taken
        /// The one before holds.
        case refused
    }

    /// Whose word it is.
    package let process: ProcessMark
    /// The daemon's state directory.
    package let state: String
    /// One more with each reading that begins, also over a restart.
    package let generation: Int64
    package let outcome: Outcome
    package let at: Instant
    /// Sentences: what changed, what is wrong and how to mend it. No personal data.
    package let messages: [String]

    package static let schema = "okoce/reload/1"
    /// The file's name, in the runtime directory or else in the state directory.
    package static let fileName = "reload.json"

    /// - Parameter shown: how many messages, at most; the rest is counted.
    func json(shown: Int = .max) -> [UInt8] {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("schema", ReloadState.schema)
            json.member("process", process.id)
            json.member("process_started", process.started)
            json.member("state", state)
            json.member("generation", generation)
            json.member("outcome", outcome.rawValue)
            json.member("at", at.description)
            json.array("messages") { json in
                for message in messages.prefix(shown) { json.element(message) }
            }
            json.member("more_messages", max(0, messages.count - shown))
        }
        return Array(json.text.utf8)
    }

    /// The same, with as many messages as a ``StateFile`` has room for.
    var page: [UInt8] {
        var shown = messages.count
        var bytes = json()
        while bytes.count >= StateFile.size, shown > 0 {
            shown -= 1
            bytes = json(shown: shown)
        }
        return bytes
    }

    /// What the file at a path says; nil where there is none, or one of another format.
    package static func read(at path: String) -> ReloadState? {
        guard let bytes = try? JobFileBytes.read(path) else { return nil }
        var tape = JSONTape()
        guard (try? tape.read(bytes)) != nil else { return nil }
        let root = tape.fields(of: JSONTape.root)
        guard tape.text(root["schema"]) == schema,
            let id = tape.whole(root["process"]).flatMap({ Int32(exactly: $0) }),
            let started = tape.whole(root["process_started"]),
            let state = tape.text(root["state"]),
            let generation = tape.whole(root["generation"]),
            let outcome = tape.text(root["outcome"]).flatMap(Outcome.init(rawValue:)),
            let at = tape.text(root["at"]).flatMap({ Instant($0) }),
            let list = root["messages"]
        else { return nil }
        var messages = tape.elements(of: list).compactMap { tape.text($0) }
        if let more = tape.whole(root["more_messages"]), more > 0 {
            messages.append("And \(more) more: journalctl -u okoced.")
        }
        return ReloadState(
            process: ProcessMark(id: id, started: started), state: state, generation: generation,
            outcome: outcome, at: at, messages: messages)
    }
}
