@testable import Programme

/// Facts in memory, answered by looking through all of them: exactly what is asked, so that a fold
/// which forgot to ask is seen. Counts the calls.
final class MemoryStore: FactStore {
    private(set) var all: [Fact] = []
    /// The headers that stood after the batch before.
    var standing: [ClassKey: FactKey] = [:]
    private(set) var calls: [String: Int] = [:]

    func record(_ facts: [Fact]) { all += facts }

    private func called(_ name: String = #function) { calls[name, default: 0] += 1 }

    func facts(about people: Set<NIK>) -> [Fact] {
        called()
        return all.filter { $0.nik.map(people.contains) ?? false }
    }

    func headers(of classes: Set<ClassKey>) -> [Fact] {
        called()
        return all.filter {
            guard case .header(let header) = $0.content, classes.contains(header.key) else {
                return false
            }
            return standing[header.key].map { [key = $0.key] in $0 == key } ?? true
        }
    }

    func allHeaders(of classes: Set<ClassKey>) -> [Fact] {
        called()
        return all.filter {
            if case .header(let header) = $0.content { classes.contains(header.key) } else { false }
        }
    }

    func people(in classes: Set<ClassKey>) -> Set<NIK> {
        called()
        return Set(all.filter { $0.classKey.map(classes.contains) ?? false }.compactMap(\.nik))
    }

    func events(of applications: Set<ApplicationKey>) -> [Fact] {
        called()
        return all.filter { $0.applicationKey.map(applications.contains) ?? false }
    }

    func facts(named references: Set<FactReference>) -> [Fact] {
        called()
        return all.filter { references.contains($0.address) }
    }

    func jobs(aimedAtAmong jobs: Set<JobKey>) -> Set<JobKey> {
        called()
        return jobs.intersection(
            all.compactMap(\.target).map { JobKey(source: $0.source, jobID: $0.jobID) })
    }

    func facts(aimedAt references: Set<FactReference>) -> [Fact] {
        called()
        return all.filter { $0.target.map(references.contains) ?? false }
    }
}

/// What a ledger keeps: it records a batch, folds what that touches, writes the answer over what it
/// had.
struct Bookkeeping {
    let store = MemoryStore()
    let rules: Rules
    private(set) var state = FoldedState()

    init(under rules: Rules) {
        self.rules = rules
    }

    mutating func record(_ batch: [Fact]) {
        store.record(batch)
        let changed = Fold.rejudge(after: batch, in: store, under: rules)
        state.members.merge(changed.members) { $1 }
        state.classes.merge(changed.classes) { $1 }
        store.standing = state.classes.compactMapValues { $0?.header }
        state.applications.merge(changed.applications) { $1 }
        state.judgements.merge(changed.judgements) { $1 }
    }
}
