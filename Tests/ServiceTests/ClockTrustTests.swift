import Programme
import Testing

@testable import Service

@Suite struct ClockTrustTests {
    private func instant(_ seconds: Int64) -> Instant {
        Instant(nanoseconds: (1_600_000_000 + seconds) * 1_000_000_000)
    }

    @Test func `a clock that goes on as time does is believed, and so is a small correction`() {
        var trust = ClockTrust()
        func believes(_ now: Instant, _ passed: Int64) -> Bool { trust.believes(now, at: passed) }
        for hour in Int64(0)..<100 {
            #expect(believes(instant(hour * 3600 + hour % 2 * 1800), hour * 3600))
        }
    }

    @Test func `one that leaps forth is believed a day later`() {
        var trust = ClockTrust()
        func believes(_ now: Instant, _ passed: Int64) -> Bool { trust.believes(now, at: passed) }
        let year: Int64 = 365 * 86_400
        #expect(believes(instant(0), 0))
        for hour in Int64(1)...24 {
            #expect(!believes(instant(year + hour * 3600), hour * 3600), "\(hour)")
        }
        #expect(believes(instant(year + 25 * 3600), 25 * 3600))
    }

    @Test func `one that was set back is believed at once`() {
        var trust = ClockTrust()
        func believes(_ now: Instant, _ passed: Int64) -> Bool { trust.believes(now, at: passed) }
        #expect(believes(instant(0), 0))
        #expect(!believes(instant(1_000_000), 60))
        #expect(believes(instant(120), 120))
        #expect(believes(instant(-1_000_000), 180))
    }
}
