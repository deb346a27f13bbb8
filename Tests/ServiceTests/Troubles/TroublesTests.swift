import Testing

@testable import Service

struct TroublesTests {
    /// state.json shows some and counts the rest, and the status line the first alone.
    @Test func `what is wrong with the whole goes before what is wrong with boxes`() {
        let troubles = Troubles(announcer: Announcer(descriptor: -1))
        troubles.begin(.boxTrouble, of: "KP-021", "the box cannot be watched.")
        troubles.begin(.boxTrouble, of: "BRI", "the box cannot be watched.")
        troubles.begin(.intakeWaits, "no file can be opened.")
        // Returns when all before it is shown.
        troubles.enter(.working)
        #expect(troubles.all.map(\.kind) == [.intakeWaits, .boxTrouble, .boxTrouble])
        #expect(troubles.all.map(\.subject) == ["", "KP-021", "BRI"])
    }
}
