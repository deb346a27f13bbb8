/// What new facts may change.
///
/// When a fact arrives, fold again: its own NIK; all attendees of its class; the NIKs of its
/// application; for a revoke both sides (the rulebook, "Facts and verdicts"); for a decision or an
/// override the fact that it names; and for the fact itself whatever named it before it came.
struct Affected {
    /// Members to be folded anew; every fact about them is judged.
    private(set) var people: Set<NIK> = []
    /// Classes to be folded anew, with the verdicts on their headers.
    private(set) var classes: Set<ClassKey> = []
    /// Applications to be folded anew.
    private(set) var applications: Set<ApplicationKey> = []
    /// Names whose decisions and overrides are to be judged.
    private(set) var commandTargets: Set<FactReference> = []
    /// Classes that the people have to do with; their state is needed, and has not changed.
    private(set) var classesSeen: Set<ClassKey> = []
    /// Applications that the people have to do with, likewise.
    private(set) var applicationsSeen: Set<ApplicationKey> = []

    /// Everything there is.
    init(all history: History) {
        people = Set(history.people.keys)
        classes = Set(history.headers.keys)
        applications = Set(history.events.keys)
        commandTargets = history.targets
    }

    private init() {}

    /// Finds what facts just recorded may change, and reads all that its folds depend on.
    static func find<Store: FactStore>(
        after newFacts: [Fact], in reading: inout Reading<Store>
    ) throws(Store.Failure) -> Affected {
        reading.take(newFacts)
        var affected = Affected()
        try affected.followNames(from: newFacts, in: &reading)
        try affected.followClasses(of: newFacts, in: &reading)
        try affected.followApplications(in: &reading)
        try affected.readDependencies(in: &reading)
        return affected
    }

    /// The new facts' own people; for revokes, decisions and overrides both sides, whichever came
    /// first.
    private mutating func followNames<Store: FactStore>(
        from newFacts: [Fact], in reading: inout Reading<Store>
    ) throws(Store.Failure) {
        commandTargets = Set(newFacts.compactMap(\.target))
        // A header may share its name with an item that was there before it, and goes behind it.
        let headers = newFacts.filter { $0.itemID == nil }.map(\.address)
        try reading.read(named: commandTargets.union(headers))
        try reading.read(aimedAt: commandTargets)
        try reading.read(aimedAt: newFacts)
        for fact in newFacts where !reading.history.aimed(at: fact).isEmpty {
            commandTargets.insert(fact.address)
        }
        // The item may take its name from the header that was held by it.
        try reading.read(named: commandTargets.filter { $0.itemID == FactReference.header })
        var touched = newFacts
        for name in commandTargets {
            touched += reading.history.aimed(at: name)
            if let target = reading.history.fact(named: name) { touched.append(target) }
        }
        people.formUnion(touched.lazy.compactMap(\.nik))
        applications.formUnion(touched.lazy.compactMap(\.applicationKey))
    }

    /// All attendees of a class of which a new header says what changes something for them, or of
    /// which an operator holds a header or lets it go. Most headers change nothing: each file of a
    /// long roster repeats it.
    private mutating func followClasses<Store: FactStore>(
        of newFacts: [Fact], in reading: inout Reading<Store>
    ) throws(Store.Failure) {
        var new: Set<FactKey> = []
        for fact in newFacts {
            guard case .header(let header) = fact.content else { continue }
            classes.insert(header.key)
            new.insert(fact.key)
        }
        let named = reading.history.classes(ofHeadersNamed: commandTargets)
        classes.formUnion(named)
        // One that was superseded may stand again.
        try reading.read(allHeadersOf: named)
        try reading.read(headersOf: classes)
        try reading.read(aimedAtHeadersOf: classes)
        let history = reading.history
        let changed = classes.filter { key in
            if named.contains(key) { return true }
            let headers = history.headers[key] ?? []
            let old = headers.filter { !new.contains($0.key) }
            return ClassFold.standing(among: headers, in: history)?.bearing
                != ClassFold.standing(among: old, in: history)?.bearing
        }
        people.formUnion(try reading.people(in: changed))
    }

    /// All NIKs of an application with a new or a revoked event: whose application it is hangs on
    /// its first event.
    private mutating func followApplications<Store: FactStore>(
        in reading: inout Reading<Store>
    ) throws(Store.Failure) {
        try reading.read(eventsOf: applications)
        for application in applications {
            people.formUnion((reading.history.events[application] ?? []).compactMap(\.nik))
        }
    }

    /// Reads what the folds look at: all about the people, their classes and applications, and what
    /// is aimed at any of that.
    private mutating func readDependencies<Store: FactStore>(
        in reading: inout Reading<Store>
    ) throws(Store.Failure) {
        try reading.read(about: people)
        let aboutPeople = people.flatMap { reading.history.people[$0] ?? [] }
        classesSeen = Set(aboutPeople.compactMap(\.classKey))
        applicationsSeen = Set(aboutPeople.compactMap(\.applicationKey))
        try reading.read(headersOf: classes.union(classesSeen))
        try reading.read(aimedAtHeadersOf: classesSeen)
        try reading.read(eventsOf: applicationsSeen)
        let events = applicationsSeen.flatMap { reading.history.events[$0] ?? [] }
        try reading.read(named: Set(aboutPeople.compactMap(\.target)))
        try reading.read(aimedAt: aboutPeople + events)
    }
}
