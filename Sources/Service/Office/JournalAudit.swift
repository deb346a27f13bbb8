package import Ledger
import Programme
package import Systemd

/// Holds the journal against the ledger: `OKOCE_SEQ` has no gaps, so a number that the ledger gave
/// and the journal does not have is a notice that is missing there, and nothing else is.
package struct JournalAudit: Sendable {
    /// Notices of the period that the journal has.
    package private(set) var found = 0
    /// Entries that came twice or more: what a crash forgets is told again.
    package private(set) var repeated = 0
    /// Numbers that the journal was sent and does not have.
    package private(set) var missing: [ClosedRange<Int64>] = []
    /// How many those are.
    package var missingCount: Int { missing.reduce(0) { $0 + $1.count } }
    /// Notices of the period that wait to be sent: the daemon is stopped, or the journal was.
    package private(set) var unsent = 0

    /// Compares.
    ///
    /// - Parameters:
    ///   - span: the period's notices, by the ledger.
    ///   - journal: where to look.
    ///   - users: the accounts whose entries count: the daemon's, and root's for what
    ///     ``sendAgain(_:from:)`` sent.
    /// - Throws: what keeps the journal from being read.
    package init(
        of span: NoticeSpan, in journal: JournalReader, users: Set<UInt32>
    ) throws(SystemdError) {
        guard let numbers = span.numbers else { return }
        // A bit a notice: ten million take 1.3 MB.
        var seen = [UInt64](repeating: 0, count: numbers.count / 64 + 1)
        // An entry is sent after its notice is recorded. The clock may have been set meanwhile.
        let hour: Int64 = 3_600_000_000
        let since = (span.since.map { $0.nanoseconds / 1000 } ?? 0) - hour
        var (found, repeated) = (0, 0)
        try journal.values(
            of: "OKOCE_SEQ", identifier: "okoced", users: users, since: UInt64(max(0, since))
        ) { bytes in
            guard let number = Int64(String(decoding: bytes, as: UTF8.self)),
                numbers.contains(number)
            else { return }
            let place = Int(number - numbers.lowerBound)
            let bit: UInt64 = 1 << UInt64(place % 64)
            if seen[place / 64] & bit == 0 { found += 1 } else { repeated += 1 }
            seen[place / 64] |= bit
        }
        self.found = found
        self.repeated = repeated
        for number in numbers {
            let place = Int(number - numbers.lowerBound)
            guard seen[place / 64] & (1 << UInt64(place % 64)) == 0 else { continue }
            if number > span.sent {
                unsent += 1
            } else if let last = missing.last, last.upperBound == number - 1 {
                missing[missing.count - 1] = last.lowerBound...number
            } else {
                missing.append(number...number)
            }
        }
    }

    /// Sends the journal notices again, as root: marked as root's, they are shown by
    /// `journalctl -u okoced` all the same.
    ///
    /// - Parameters:
    ///   - numbers: which, in rising order.
    ///   - ledger: where they are.
    /// - Returns: how many were sent; fewer than asked for when the journal took no more.
    package static func sendAgain(
        _ numbers: [ClosedRange<Int64>], from ledger: LedgerReader
    ) throws(LedgerError) -> Int {
        let sender = JournalSender()
        var sent = 0
        for range in numbers {
            var next = range.lowerBound
            while next <= range.upperBound {
                let limit = min(256, Int(range.upperBound - next) + 1)
                let notices = try ledger.notices(after: next - 1, limit: limit)
                guard let last = notices.last else { break }
                let burst = notices.map { notice in
                    var entry = notice.announcement.entry
                    entry.fields += [
                        JournalField("OBJECT_SYSTEMD_UNIT", "okoced.service"),
                        JournalField("OKOCE_SENT_AGAIN", "1"),
                        JournalField("OKOCE_RECORDED_AT", "\(notice.recordedAt)"),
                    ]
                    return entry
                }
                guard sender.send(burst, within: .seconds(10)) == .delivered else { return sent }
                sent += notices.count
                next = last.seq + 1
            }
        }
        return sent
    }
}
