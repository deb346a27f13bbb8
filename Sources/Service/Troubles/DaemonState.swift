import Glibc
package import JobFormat
package import Programme

/// How the daemon says of itself that it is: `STATE/state.json`, for `okocectl status` and for
/// monitoring.
///
///     {"schema": "okoce/daemon-state/1", "process": 1234, "phase": "working",
///      "since": "2018-06-12T09:00:00+07:00", "reason": null,
///      "troubles": [{"kind": "spool_gone", "subject": "", "since": "...", "what": "...",
///                    "remedy": "..."}], "more_troubles": 0,
///      "last_problem": {"kind": "...", "subject": "", "since": "...", "until": "...",
///                       "what": "..."}}
///
/// It is written when it changes, whole or not at all, and never waited for: a disk that takes
/// nothing keeps the older one. It is as old as its process: compare with who has the spool's lock.
package struct DaemonState: Hashable, Sendable {
    package enum Phase: Hashable, Sendable {
        case starting
        case working
        case stopping
        /// With the reason, if it was not asked to.
        case stopped(because: String?)
    }

    package let phase: Phase
    /// When it entered its phase.
    package let since: Instant
    /// The longest first.
    package let troubles: [Trouble]
    /// The one that passed last; nil if none has since the start.
    package let lastOver: PastTrouble?

    package init(
        phase: Phase, since: Instant, troubles: [Trouble], lastOver: PastTrouble? = nil
    ) {
        self.phase = phase
        self.since = since
        self.troubles = troubles
        self.lastOver = lastOver
    }

    package static let schema = "okoce/daemon-state/1"
    /// The file's name in the state directory.
    package static let fileName = "state.json"
}

// MARK: - As JSON

extension DaemonState {
    /// - Parameter shown: how many troubles, at most; the rest is counted.
    func json(processID: Int32, shown: Int = .max) -> [UInt8] {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("schema", DaemonState.schema)
            json.member("process", processID)
            json.member("phase", phase.word)
            json.member("since", since.description)
            json.member("reason", phase.reason)
            json.array("troubles") { json in
                for trouble in troubles.prefix(shown) {
                    json.object { json in trouble.write(to: &json) }
                }
            }
            json.member("more_troubles", max(0, troubles.count - shown))
            guard let lastOver else { return json.member("last_problem", String?.none) }
            json.object("last_problem") { json in
                json.member("kind", lastOver.trouble.kind.rawValue)
                json.member("subject", lastOver.trouble.subject)
                json.member("since", lastOver.trouble.since.description)
                json.member("until", lastOver.until.description)
                json.member("what", lastOver.trouble.what)
            }
        }
        return Array(json.text.utf8) + [UInt8(ascii: "\n")]
    }

    /// The same, with as many troubles as a ``StateFile`` has room for.
    func page(processID: Int32) -> [UInt8] {
        var shown = troubles.count
        var bytes = json(processID: processID)
        while bytes.count >= StateFile.size, shown > 0 {
            shown -= 1
            bytes = json(processID: processID, shown: shown)
        }
        return bytes
    }

    /// What the daemon of a state directory last said; nil if it never did, or in a format that
    /// this program does not know.
    package static func read(in directory: String) -> DaemonState? {
        guard let bytes = try? JobFileBytes.read("\(directory)/\(fileName)") else { return nil }
        var tape = JSONTape()
        guard (try? tape.read(bytes)) != nil else { return nil }
        let root = tape.fields(of: JSONTape.root)
        guard root["schema"].map(tape.text) == schema,
            let phase = Phase(
                word: root["phase"].map(tape.text), reason: tape.text(root["reason"])),
            let since = root["since"].flatMap({ Instant(tape.text($0)) }),
            let list = root["troubles"]
        else { return nil }
        return DaemonState(
            phase: phase, since: since,
            troubles: tape.elements(of: list).compactMap { Trouble(tape, $0) },
            lastOver: root["last_problem"].flatMap { PastTrouble(tape, $0) })
    }
}

extension DaemonState.Phase {
    package var word: String {
        switch self {
        case .starting: "starting"
        case .working: "working"
        case .stopping: "stopping"
        case .stopped: "stopped"
        }
    }

    fileprivate var reason: String? {
        if case .stopped(let reason) = self { reason } else { nil }
    }

    fileprivate init?(word: String?, reason: String?) {
        switch word {
        case "starting": self = .starting
        case "working": self = .working
        case "stopping": self = .stopping
        case "stopped": self = .stopped(because: reason)
        default: return nil
        }
    }
}

extension Trouble {
    /// As members of the object that is open.
    package func write(to json: inout JSONWriter) {
        json.member("kind", kind.rawValue)
        json.member("subject", subject)
        json.member("since", since.description)
        json.member("what", what)
        json.member("remedy", kind.remedy)
    }

    fileprivate init?(_ tape: JSONTape, _ node: Int) {
        let fields = tape.fields(of: node)
        guard let kind = tape.text(fields["kind"]).flatMap(Kind.init(rawValue:)),
            let since = tape.text(fields["since"]).flatMap({ Instant($0) })
        else { return nil }
        self.init(
            kind, of: tape.text(fields["subject"]) ?? "", tape.text(fields["what"]) ?? "",
            since: since)
    }
}

extension PastTrouble {
    fileprivate init?(_ tape: JSONTape, _ node: Int) {
        guard tape.kind(node) == .object, let trouble = Trouble(tape, node),
            let until = tape.text(tape.fields(of: node)["until"]).flatMap({ Instant($0) })
        else { return nil }
        self.init(trouble, until: until)
    }
}
