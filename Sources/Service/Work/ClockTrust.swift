import Programme

/// Whether the wall clock may be believed for what cannot be undone.
///
/// Somebody who sets it a year ahead by mistake would have a year of what is kept removed in
/// minutes. So one that leaps forth while the daemon runs is believed a day later, if nobody has set
/// it back by then. One that was wrong before the start is not found out.
struct ClockTrust {
    /// Of a leap; a clock that NTP puts right moves less. In seconds.
    private static let leap: Int64 = 3600
    /// From a leap until it is believed, in seconds.
    private static let doubt: Int64 = 86_400

    /// What the clock was ahead of the time that passes, at the look before.
    private var ahead: Int64?
    private var leaptAt: Int64?

    /// - Parameters:
    ///   - now: what the clock says.
    ///   - passed: since any moment of this boot, in seconds, time asleep counted in.
    mutating func believes(_ now: Instant, at passed: Int64) -> Bool {
        let ahead = now.nanoseconds / 1_000_000_000 - passed
        if let before = self.ahead {
            if ahead > before + ClockTrust.leap { leaptAt = passed }
            if ahead < before - ClockTrust.leap { leaptAt = nil }
        }
        self.ahead = ahead
        return leaptAt.map { passed - $0 >= ClockTrust.doubt } ?? true
    }
}
