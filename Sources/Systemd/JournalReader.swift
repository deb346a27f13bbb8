import CSystemd
import Glibc

/// Reads what journald keeps.
package struct JournalReader {
    /// Whose journals: the system's own, or the files in a directory (of another machine, say).
    package enum Place: Hashable, Sendable {
        case system
        case directory(String)
    }

    private let place: Place

    package init(_ place: Place = .system) {
        self.place = place
    }

    /// Gives the value of a field of every entry that has it, in the order of the journal.
    ///
    /// - Parameters:
    ///   - field: the field's name. Of an entry that has it several times, the first counts.
    ///   - identifier: whose entries, by `SYSLOG_IDENTIFIER`.
    ///   - users: the accounts that may have sent them, by number. journald itself notes the
    ///     sender, so nobody else's entry can pass for one of theirs. Not empty.
    ///   - since: leave out what was written earlier; microseconds since 1970. 0 for all.
    ///   - visit: takes the value's bytes.
    /// - Throws: ``SystemdError/call(function:errno:)``; with `EACCES` when there is a journal and
    ///   this account may not read it.
    package func values(
        of field: String, identifier: String, users: Set<UInt32>, since: UInt64,
        _ visit: (ArraySlice<UInt8>) -> Void
    ) throws(SystemdError) {
        let journal = try open()
        defer { sd_journal_close(journal) }
        try check("sd_journal_add_match", match(journal, "SYSLOG_IDENTIFIER=\(identifier)"))
        for user in users {
            try check("sd_journal_add_match", match(journal, "_UID=\(user)"))
        }
        try check("sd_journal_seek_realtime_usec", sd_journal_seek_realtime_usec(journal, since))
        while try check("sd_journal_next", sd_journal_next(journal)) > 0 {
            var start: UnsafeRawPointer?
            var count = 0
            let result = sd_journal_get_data(journal, field, &start, &count)
            // An entry without the field is none that was asked for; one that was lost to a
            // damaged file cannot be read.
            guard result != -ENOENT, result != -EBADMSG else { continue }
            try check("sd_journal_get_data", result)
            let assignment = Array(UnsafeRawBufferPointer(start: start, count: count))
            visit(assignment.dropFirst(field.utf8.count + 1))
        }
    }

    private func open() throws(SystemdError) -> OpaquePointer? {
        var journal: OpaquePointer?
        switch place {
        case .system:
            let flags = CInt(SD_JOURNAL_LOCAL_ONLY) | CInt(SD_JOURNAL_SYSTEM)
            try check("sd_journal_open", sd_journal_open(&journal, flags))
            // Without the right to read them libsystemd leaves files out and says nothing.
            for folder in ["/var/log/journal", "/run/log/journal"] {
                try requireReadable(folder)
            }
        case .directory(let path):
            try check(
                "sd_journal_open_directory \(path)", sd_journal_open_directory(&journal, path, 0))
        }
        return journal
    }

    /// Refuses a folder of journals of which this account may not read the system's.
    private func requireReadable(_ folder: String) throws(SystemdError) {
        var machine = sd_id128_t()
        guard sd_id128_get_machine(&machine) >= 0 else { return }
        let name = withUnsafeBytes(of: &machine) { bytes in
            bytes.map { (($0 < 0x10) ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let file = "\(folder)/\(name)/system.journal"
        guard access(file, R_OK) != 0, errno == EACCES else { return }
        throw .call(function: "open \(file)", errno: EACCES)
    }

    private func match(_ journal: OpaquePointer?, _ text: String) -> CInt {
        sd_journal_add_match(journal, text, text.utf8.count)
    }

    @discardableResult
    private func check(_ function: String, _ result: CInt) throws(SystemdError) -> CInt {
        guard result >= 0 else { throw .call(function: function, errno: -result) }
        return result
    }
}
