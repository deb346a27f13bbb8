/// What a process left in its ``SuspectFile``.
struct LastRun: Sendable, Equatable {
    var process: Int32 = 0
    /// It did not come to say that it ends.
    var isUnclean = false
    /// The signal that it died of, if it came to say so; 0 if not.
    var signal: Int32 = 0
    /// Who was to be examined.
    var docket: [Suspect] = []
    /// Which of these was being examined, alone.
    var alone: Int?
    /// Held at the end.
    var held: [HeldFile] = []
}

/// Who is to be examined after a run, and what is known of each. Pure.
enum Docket {
    /// The suspects that a run leaves to the next one, in the order in which they are examined:
    /// those that are to be set aside first, since that is safe; then those that never died alone.
    ///
    /// A file that was in work among others is suspected, no more. Only a death while it is in
    /// work alone counts against it.
    static func after(_ run: LastRun) -> [Suspect] {
        var suspects = run.docket
        if run.isUnclean {
            if let alone = run.alone, suspects.indices.contains(alone) {
                suspects[alone] = diedWith(suspects[alone], run)
            }
            for held in run.held where !suspects.contains(where: { $0.held.isSameFile(as: held) }) {
                let deaths = DeathRecord(
                    crashes: 0, kills: 0, process: run.process, signal: run.signal, step: held.step)
                suspects.append(Suspect(held: held, deaths: deaths))
            }
        }
        let open = suspects.filter { $0.state != .over }
        return open.filter(\.isCondemned)
            + open.filter { !$0.isCondemned }.enumerated().sorted {
                ($0.element.deaths.kills, $0.offset) < ($1.element.deaths.kills, $1.offset)
            }.map(\.element)
    }

    private static func diedWith(_ suspect: Suspect, _ run: LastRun) -> Suspect {
        var suspect = suspect
        let wasCondemned = suspect.isCondemned
        if let held = run.held.first(where: {
            $0.box == suspect.held.box
                && ($0.name == suspect.held.name || $0.isSameFile(as: suspect.held))
        }) {
            // Another file under the name: what is known of the old one does not count.
            if held.identity != nil, !held.isSameFile(as: suspect.held) {
                suspect.deaths.crashes = 0
                suspect.deaths.kills = 0
            }
            suspect.held = held
        }
        suspect.deaths.process = run.process
        suspect.deaths.signal = run.signal
        suspect.deaths.step = suspect.held.step
        if run.signal != 0 { suspect.deaths.crashes += 1 } else { suspect.deaths.kills += 1 }
        // Not read any more, and it kills still: even setting it aside does.
        if wasCondemned, run.signal != 0 || suspect.deaths.kills >= 2 * Suspect.kills {
            suspect.state = .shunned
        }
        return suspect
    }
}
