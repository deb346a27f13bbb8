import SystemPackage

/// Where the committed files of each box stand last: each is renamed over the one before it, which
/// is thereby removed.
///
/// So a file's leaving changes its folder once and not twice (aside, then away), which saves 8 of
/// the 31 microseconds that the kernel takes for both. What a rename replaces has been compared with
/// what was read, so that nothing is removed that was not recorded.
struct WaysOut {
    private struct Way {
        /// The first of the attempts whose files stand under the name in turn.
        let first: Int64
        /// Compared, under our name.
        var last: SettleItem
    }

    private var ways: [ObjectIdentifier: Way] = [:]

    /// How many attempts share a name, so that a start after a crash knows which to look among.
    static let attempts: Int64 = 4096

    /// The attempts of whose files the one under `.okoce-N` may be.
    static func attempts(from first: Int64) -> ClosedRange<Int64> {
        first...max(first, first.addingReportingOverflow(attempts - 1).partialValue)
    }

    /// Has a committed file stand where it is, under its attempt's name, until the next one of its
    /// box replaces it.
    ///
    /// - Returns: false when there is another one already.
    mutating func open(with item: SettleItem) -> Bool {
        let box = ObjectIdentifier(item.ticket.handle)
        guard ways[box] == nil else { return false }
        ways[box] = Way(first: item.settlement.attempt, last: item)
        return true
    }

    /// Renames a committed file over the one before it.
    ///
    /// - Parameters:
    ///   - item: its name follows the file.
    ///   - rules: says how a newer file is called that turns out to stand there.
    /// - Returns: nil when it is where it was, and has to leave as the first of its box does.
    mutating func follow(_ item: inout SettleItem, _ rules: NameRules) -> SettleOutcome? {
        let box = ObjectIdentifier(item.ticket.handle)
        // Of two names of one file a rename leaves both.
        guard let way = ways[box],
            WaysOut.attempts(from: way.first).contains(item.settlement.attempt),
            way.last.ticket.identity.inode != item.ticket.identity.inode
        else { return nil }
        let folder = item.ticket.handle.directory.descriptor
        let name = way.last.ticket.name
        do {
            try System.replace(at: folder, name, with: item.ticket.name)
        } catch .noSuchFileOrDirectory {
            // Its sender removed it. The job is recorded all the same.
            return .gone
        } catch {
            return nil
        }
        item.ticket.name = name
        guard let status = try? System.status(at: folder, name) else {
            ways[box] = nil
            return .gone
        }
        guard FileIdentity(status).isSameContent(as: item.ticket.identity) else {
            ways[box] = nil
            return .newer(at: setApart(item, rules))
        }
        ways[box]?.last = item
        return .gone
    }

    /// Gives a newer file the name of the attempt that met it, from which its sender's name is known.
    ///
    /// - Returns: where it stands.
    private func setApart(_ item: SettleItem, _ rules: NameRules) -> FileName {
        let folder = item.ticket.handle.directory.descriptor
        for own in rules.ownNames(attempt: item.settlement.attempt)
        where (try? System.rename(at: folder, item.ticket.name, to: folder, own)) != nil {
            return own
        }
        return item.ticket.name
    }

    /// Removes the last file of each box.
    ///
    /// - Returns: what could not be removed, and why.
    mutating func close() -> [(item: SettleItem, error: Errno)] {
        var left: [(item: SettleItem, error: Errno)] = []
        // Of a folder that is not under its path any more the next start removes them.
        for way in ways.values where !way.last.ticket.handle.isGone {
            do {
                try System.unlink(
                    at: way.last.ticket.handle.directory.descriptor, way.last.ticket.name)
            } catch .noSuchFileOrDirectory {
            } catch {
                left.append((way.last, error))
            }
        }
        ways.removeAll()
        return left
    }
}
