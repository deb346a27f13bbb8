/// Reads from a store into a ``History``, each thing once: what was asked for is not asked again,
/// and nothing is asked for nobody. So a batch costs a few calls, however many facts it has.
struct Reading<Store: FactStore> {
    private(set) var history = History()
    private let store: Store
    private var people: Set<NIK> = []
    private var classes: Set<ClassKey> = []
    private var applications: Set<ApplicationKey> = []
    private var names: Set<FactReference> = []
    private var targets: Set<FactReference> = []
    private var jobs: Set<JobKey> = []
    private var jobsAimedAt: Set<JobKey> = []

    init(of store: Store) {
        self.store = store
    }

    /// Takes facts that are at hand.
    mutating func take(_ facts: [Fact]) {
        history.add(facts)
    }

    /// Reads everything about people.
    mutating func read(about wanted: Set<NIK>) throws(Store.Failure) {
        let missing = wanted.subtracting(people)
        guard !missing.isEmpty else { return }
        history.add(try store.facts(about: missing))
        people.formUnion(missing)
    }

    /// Reads the headers of classes.
    mutating func read(headersOf wanted: Set<ClassKey>) throws(Store.Failure) {
        let missing = wanted.subtracting(classes)
        guard !missing.isEmpty else { return }
        history.add(try store.headers(of: missing))
        classes.formUnion(missing)
    }

    /// Reads the headers of classes, also those that were superseded.
    mutating func read(allHeadersOf wanted: Set<ClassKey>) throws(Store.Failure) {
        guard !wanted.isEmpty else { return }
        history.add(try store.allHeaders(of: wanted))
        classes.formUnion(wanted)
    }

    /// Reads the events of applications.
    mutating func read(eventsOf wanted: Set<ApplicationKey>) throws(Store.Failure) {
        let missing = wanted.subtracting(applications)
        guard !missing.isEmpty else { return }
        history.add(try store.events(of: missing))
        applications.formUnion(missing)
    }

    /// Reads the facts with these names.
    mutating func read(named wanted: Set<FactReference>) throws(Store.Failure) {
        let missing = wanted.subtracting(names)
        guard !missing.isEmpty else { return }
        history.add(try store.facts(named: missing))
        names.formUnion(missing)
    }

    /// Reads the revokes and commands that name one of these facts.
    mutating func read(aimedAt wanted: Set<FactReference>) throws(Store.Failure) {
        let missing = wanted.subtracting(targets)
        guard !missing.isEmpty else { return }
        history.add(try store.facts(aimedAt: missing))
        targets.formUnion(missing)
    }

    /// Reads the commands that name a header of one of these classes, and what else has its name.
    mutating func read(aimedAtHeadersOf classes: Set<ClassKey>) throws(Store.Failure) {
        let headers = classes.flatMap { history.headers[$0] ?? [] }
        try read(aimedAt: headers)
        try read(named: Set(headers.filter { !history.aimed(at: $0).isEmpty }.map(\.address)))
    }

    /// Reads the revokes and commands that name one of these facts.
    mutating func read(aimedAt facts: [Fact]) throws(Store.Failure) {
        let missing = Set(facts.lazy.map(\.key.job)).subtracting(jobs)
        if !missing.isEmpty {
            jobsAimedAt.formUnion(try store.jobs(aimedAtAmong: missing))
            jobs.formUnion(missing)
        }
        guard !jobsAimedAt.isEmpty else { return }
        let candidates = facts.lazy.filter { [jobsAimedAt] in jobsAimedAt.contains($0.key.job) }
        try read(aimedAt: Set(candidates.map(\.address)))
    }

    /// Who has an attendance in, or a claim on, one of these classes.
    func people(in classes: Set<ClassKey>) throws(Store.Failure) -> Set<NIK> {
        classes.isEmpty ? [] : try store.people(in: classes)
    }
}
