package import Programme

/// A fact that is held or contradicted, and for what.
package struct WaitingLine: Hashable, Sendable {
    package let key: FactKey
    /// Nil for a class header.
    package let itemID: ItemID?
    package let occurredOn: Day
    package let verdict: Verdict
    package let waitsFor: WaitsFor
    package let nik: NIK?
    /// Where the person was on the day asked for; nil while not registered, and of what is about
    /// nobody.
    package let place: Place?
    /// Since when it waits: since it was recorded, or since a later job took away what it had, or since
    /// an operator held it back or let it go.
    package let since: Instant

    /// Whether an operator holds it back: it waits for nobody else.
    package var isHeldByOperator: Bool {
        Judgement(verdict, waitsFor: waitsFor).isHeldByOperator
    }

    package init(
        key: FactKey, itemID: ItemID?, occurredOn: Day, verdict: Verdict, waitsFor: WaitsFor,
        nik: NIK?, place: Place?, since: Instant
    ) {
        self.key = key
        self.itemID = itemID
        self.occurredOn = occurredOn
        self.verdict = verdict
        self.waitsFor = waitsFor
        self.nik = nik
        self.place = place
        self.since = since
    }
}
