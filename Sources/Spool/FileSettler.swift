import Glibc
import SystemPackage

/// Removes or rejects one committed file, so that at any moment at which the process may die the
/// next start can tell what was done, and so that no newer delivery is lost.
///
/// 1. The receipt is written, complete or not at all.
/// 2. The file is renamed to our own name in its box, which replaces nothing but a file that has come
///    to step 4; see ``WaysOut``.
/// 3. What now stands there is compared with what was read. Only our own name is compared and
///    removed, so a sender that uses a name again cannot have its newer file removed: it is found
///    out here, and taken from where it stands.
/// 4. It is replaced by the next one, unlinked, or moved to `rejected/`.
struct FileSettler {
    let rules: NameRules
    /// Open for one pass only, as the folders are.
    private var ways = WaysOut()
    /// Open for one pass only: an admin may replace these folders at any time.
    private var folders: [Folder: DirectoryHandle] = [:]

    private struct Folder: Hashable {
        let kind: String
        let box: String
    }

    init(rules: NameRules) {
        self.rules = rules
    }

    /// - Parameter item: its ticket's name follows the file, so that another attempt goes on from
    ///   where this one failed.
    /// - Returns: `gone` also of a file that goes with ``finish()`` at the latest.
    /// - Throws: what stopped it. The file is still there, under `item.ticket.name`.
    mutating func settle(_ item: inout SettleItem) throws(Errno) -> SettleOutcome {
        if try isGoneAlready(item) { return .gone }
        var target: Target?
        if item.settlement.disposition == .reject { target = try prepareRejection(item) }
        if item.settlement.keepsReceipt, let receipt = item.settlement.receipt {
            try lay(
                receipt, for: item.settlement.name ?? item.ticket.given,
                attempt: item.settlement.attempt, box: item.ticket.handle.name,
                in: item.ticket.handle.place)
        }
        if target == nil, let outcome = ways.follow(&item, rules) { return outcome }
        if let outcome = try moveAside(&item) { return outcome }
        do {
            let box = item.ticket.handle.directory.descriptor
            let status = try System.status(at: box, item.ticket.name)
            guard FileIdentity(status).isSameContent(as: item.ticket.identity) else {
                return .newer(at: item.ticket.name)
            }
            if let target {
                try reject(item, to: target)
            } else if !ways.open(with: item) {
                try System.unlink(at: box, item.ticket.name)
            }
        } catch .noSuchFileOrDirectory {
            // Its sender removed it. The job is recorded all the same.
        }
        return .gone
    }

    /// Ends a pass: removes what was compared last.
    ///
    /// - Returns: what is there still, and what stopped it.
    mutating func finish() -> [(item: SettleItem, error: Errno)] { ways.close() }

    /// A scan may meet the name that a file has on its way out, and take the file for a leftover
    /// before it is gone. By the time it is settled again there is nothing to be told of: a receipt
    /// in `rejected/` would stand there without its file.
    private func isGoneAlready(_ item: SettleItem) throws(Errno) -> Bool {
        guard case .leftover = rules.kind(of: item.ticket.name) else { return false }
        return try !exists(item.ticket.name, in: item.ticket.handle.directory)
    }

    // MARK: Aside

    /// - Returns: nil when the file stands under our name.
    private func moveAside(_ item: inout SettleItem) throws(Errno) -> SettleOutcome? {
        let names = rules.ownNames(attempt: item.settlement.attempt)
        if names.contains(item.ticket.name) { return nil }
        for own in names {
            do {
                if try move(&item, to: own) { return nil }
            } catch .noSuchFileOrDirectory {
                return .gone
            }
        }
        return .blocked(item, by: names[0])
    }

    /// - Returns: false when another file has the name.
    private func move(_ item: inout SettleItem, to own: FileName) throws(Errno) -> Bool {
        let box = item.ticket.handle.directory.descriptor
        // Twice: what has the name may be this very file, linked there.
        for _ in 0..<2 {
            do {
                try System.rename(at: box, item.ticket.name, to: box, own)
                item.ticket.name = own
                return true
            } catch .fileExists {
                let status = try System.status(at: box, own)
                guard FileIdentity(status).isSameContent(as: item.ticket.identity) else { break }
                try System.unlink(at: box, own)
            }
        }
        return false
    }

    // MARK: Rejection

    /// Where a rejected file goes.
    private struct Target {
        let folder: DirectoryHandle
        let names: WrittenName
        /// Which of the names is free.
        var turn: Int
    }

    /// Chooses the name and writes the receipt beside it.
    private mutating func prepareRejection(_ item: SettleItem) throws(Errno) -> Target {
        let target = Target(
            folder: try folder(
                "rejected", box: item.ticket.handle.name, in: item.ticket.handle.place),
            names: WrittenName(
                item.settlement.name ?? item.ticket.given, attempt: item.settlement.attempt),
            turn: 0)
        return try placeReceipt(item, target)
    }

    /// - Returns: the target with the first name from its turn on that no file has. A receipt
    ///   without its file is of one that was mended and sent again: the new one replaces it.
    private func placeReceipt(_ item: SettleItem, _ target: Target) throws(Errno) -> Target {
        for turn in target.turn..<Self.turns {
            let name = target.names.candidate(turn)
            guard try !exists(name, in: target.folder) else { continue }
            if let receipt = item.settlement.receipt {
                let beside = WrittenName.receipt(of: name)
                let attempt = item.settlement.attempt
                // Its sender's only word of why: it must not be empty after a power cut.
                if try !write(
                    receipt, to: beside, in: target.folder, attempt: attempt, synced: true)
                {
                    // Not ours to remove if it is a directory: then the next name.
                    guard (try? System.unlink(at: target.folder.descriptor, beside)) != nil,
                        try write(
                            receipt, to: beside, in: target.folder, attempt: attempt, synced: true)
                    else { continue }
                }
            }
            var chosen = target
            chosen.turn = turn
            return chosen
        }
        throw .fileExists
    }

    private func reject(_ item: SettleItem, to target: Target) throws(Errno) {
        var target = target
        while true {
            do {
                try System.rename(
                    at: item.ticket.handle.directory.descriptor, item.ticket.name,
                    to: target.folder.descriptor, target.names.candidate(target.turn))
                return
            } catch .fileExists {
                // Someone was faster with this name: the receipt goes to the next one.
                target.turn += 1
                target = try placeReceipt(item, target)
            }
        }
    }

    private func exists(_ name: FileName, in folder: DirectoryHandle) throws(Errno) -> Bool {
        do {
            _ = try System.status(at: folder.descriptor, name)
            return true
        } catch .noSuchFileOrDirectory {
            return false
        }
    }

    // MARK: Receipts

    /// Writes a receipt into the box's folder below `receipts/`.
    ///
    /// - Parameter name: that of the file that it is about.
    mutating func lay(
        _ receipt: [UInt8], for name: FileName, attempt: Int64, box: String, in place: SpoolPlace
    ) throws(Errno) {
        let folder = try folder("receipts", box: box, in: place)
        let names = WrittenName(name, attempt: attempt)
        for turn in 0..<Self.turns {
            let name = WrittenName.receipt(of: names.candidate(turn))
            if try write(receipt, to: name, in: folder, attempt: attempt) { return }
        }
        throw .fileExists
    }

    /// Writes under a temporary name, then renames: nobody sees half a receipt.
    ///
    /// - Parameter synced: brings the bytes to the disk before they get their name. The name is
    ///   the file system's to keep, in the order of what is done after it.
    /// - Returns: false when the name is taken by something else. The same bytes count as
    ///   written: an earlier try got so far.
    private func write(
        _ receipt: [UInt8], to name: FileName, in folder: DirectoryHandle, attempt: Int64,
        synced: Bool = false
    ) throws(Errno) -> Bool {
        if try exists(name, in: folder) { return holds(receipt, name, in: folder) }
        let own = rules.ownNames(attempt: attempt)[0]
        let temporary = FileName(bytes: Array(own.bytes) + Array(".tmp".utf8))
        let descriptor = try create(temporary, in: folder)
        do {
            defer { close(descriptor) }
            try System.write(receipt, to: descriptor)
            // Whatever the umask: its source is to read it.
            try System.check { fchmod(descriptor, 0o640) }
            if synced { try System.check { fdatasync(descriptor) } }
        } catch {
            try? System.unlink(at: folder.descriptor, temporary)
            throw error
        }
        do {
            try System.rename(at: folder.descriptor, temporary, to: folder.descriptor, name)
            return true
        } catch .fileExists {
            try System.unlink(at: folder.descriptor, temporary)
            return holds(receipt, name, in: folder)
        }
    }

    /// A temporary file that is there already was left by a crash.
    private func create(
        _ temporary: FileName, in folder: DirectoryHandle
    ) throws(Errno) -> Int32 {
        do {
            return try System.create(at: folder.descriptor, temporary)
        } catch .fileExists {
            try System.unlink(at: folder.descriptor, temporary)
            return try System.create(at: folder.descriptor, temporary)
        }
    }

    private func holds(_ receipt: [UInt8], _ name: FileName, in folder: DirectoryHandle) -> Bool {
        guard let descriptor = try? System.openForReading(at: folder.descriptor, name) else {
            return false
        }
        defer { close(descriptor) }
        guard let status = try? System.status(of: descriptor),
            FileKind(mode: status.st_mode) == .regular, Int(status.st_size) == receipt.count,
            let bytes = try? System.read(descriptor, upTo: receipt.count)
        else { return false }
        return bytes == receipt
    }

    // MARK: Folders

    /// How many names are tried before a folder counts as full of them.
    private static let turns = 1000

    private mutating func folder(
        _ kind: String, box: String, in place: SpoolPlace
    ) throws(Errno) -> DirectoryHandle {
        let key = Folder(kind: kind, box: box)
        if let open = folders[key] { return open }
        // A batch of many boxes must not hold many descriptors.
        if folders.count >= 32 { folders.removeAll() }
        let opened = try place.openFolder(kind, box: box)
        folders[key] = opened
        return opened
    }
}
