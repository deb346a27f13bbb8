/// The facts at hand, to be found by what they are about.
struct History {
    private(set) var people: [NIK: [Fact]] = [:]
    private(set) var headers: [ClassKey: [Fact]] = [:]
    private(set) var events: [ApplicationKey: [Fact]] = [:]
    /// What the daemon was to do: about nobody, and aimed at no fact.
    private(set) var acts: [Fact] = []
    private var aimed: [FactReference: [Fact]] = [:]
    private var known: Set<FactKey> = []
    /// By name, once something is aimed at any: only then is a fact asked for by its name.
    private var named: [FactReference: Fact] = [:]
    /// Those that are not in `named` yet.
    private var unnamed: [Fact] = []

    var count: Int { known.count }

    /// Adds facts; those already here are passed over.
    mutating func add(_ facts: [Fact]) {
        for fact in facts where known.insert(fact.key).inserted {
            index(fact)
            unnamed.append(fact)
        }
        guard !aimed.isEmpty else { return }
        for fact in unnamed { name(fact) }
        unnamed = []
    }

    /// The same as if these had never been added.
    func without(_ facts: Set<FactKey>) -> History {
        var rest = History()
        func add(_ known: some Sequence<Fact>) {
            rest.add(known.filter { !facts.contains($0.key) })
        }
        add(people.values.joined())
        add(headers.values.joined())
        add(events.values.joined())
        add(aimed.values.joined())
        add(named.values)
        add(unnamed)
        return rest
    }

    private mutating func index(_ fact: Fact) {
        if let nik = fact.nik { people[nik, default: []].append(fact) }
        if let target = fact.target { aimed[target, default: []].append(fact) }
        if fact.act != nil { acts.append(fact) }
        if let application = fact.applicationKey {
            events[application, default: []].append(fact)
        }
        if case .header(let header) = fact.content {
            headers[header.key, default: []].append(fact)
        }
    }

    private mutating func name(_ fact: Fact) {
        // An item goes before a header that shares its name.
        if fact.itemID != nil || named[fact.address] == nil { named[fact.address] = fact }
    }

    /// The fact that a revoke or a command names. Not to be asked of other names.
    func fact(named reference: FactReference) -> Fact? { named[reference] }

    /// The classes whose headers go by one of these names, whatever else does.
    func classes(ofHeadersNamed names: Set<FactReference>) -> Set<ClassKey> {
        let names = names.filter { $0.itemID == FactReference.header }
        guard !names.isEmpty else { return [] }
        return Set(headers.filter { $0.value.contains { names.contains($0.address) } }.keys)
    }

    /// The revokes and commands that name a fact, known or not.
    func aimed(at reference: FactReference) -> [Fact] { aimed[reference] ?? [] }

    /// The revokes and commands that name this fact.
    func aimed(at fact: Fact) -> [Fact] {
        // Most facts are never revoked or decided on: spare them the hashing of their names.
        aimed.isEmpty ? [] : aimed(at: fact.address)
    }

    /// All names that revokes and commands are aimed at.
    var targets: Set<FactReference> { Set(aimed.keys) }
}
