import Testing

@testable import Spool

/// The logic against a make-believe directory that does everything in any order.
@Suite struct IntakeChaosTests {
    @Test(arguments: 0..<30)
    func `whatever happens in whatever order, every file is taken in the end`(seed: Int) {
        var world = World(seed: UInt64(seed))
        for _ in 0..<1_500 {
            world.happen()
            world.check()
        }
        world.comeToRest()
        #expect(world.waiting.isEmpty, "seed \(seed): not taken")
        #expect(world.state.inFlight == 0)
    }
}

private struct World {
    var state: IntakeState
    var ids: [BoxID] = []
    /// What is in the folders and was not settled.
    var waiting: Set<String> = []
    var now: UInt64 = 0
    private var random: Generator
    private var made = 0
    private var working: [(slot: Int, chunk: [Candidate])] = []
    private var committed: [Candidate] = []
    private var scans: [BoxID: [String]] = [:]
    private var asked: [BoxID] = []
    private var isIdle = false
    /// A suspect is being examined.
    private var isAlone = false

    init(seed: UInt64) {
        random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
        var configuration = SpoolConfiguration(path: "/nowhere", workers: 3)
        configuration.windowFiles = 40
        configuration.windowBytes = 1_000
        state = IntakeState(settings: IntakeSettings(configuration))
        for number in 0..<3 { ids.append(state.addBox(name: "\(number)", weight: number + 1)) }
        // Every other world begins after a death.
        if seed.isMultiple(of: 2) { suspectSome() }
        for id in ids { state.boxOpened(id) }
    }

    private mutating func suspectSome() {
        let names = ["0-1.json", "1-5.json", "0-2.json", "2-gone.json"]
        waiting.formUnion(names.dropLast())
        let deaths = DeathRecord(crashes: 0, kills: 0, process: 1, signal: 4, step: .prepare)
        state.suspect(
            names.map { name in
                Suspect(
                    held: HeldFile(
                        box: FileName(String(name.prefix(1))), name: FileName(name), step: .prepare),
                    deaths: deaths)
            })
    }

    /// One random event.
    mutating func happen() {
        now += 10_000_000
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: drop()
        case 3...4: workerReports(isCalm: false)
        case 5: settle()
        case 6: readSlice()
        case 7: state.tick(now: now)
        case 8 where Int.random(in: 0..<10, using: &random) == 0: closeAndOpen()
        case 9 where Int.random(in: 0..<10, using: &random) == 0: state.hintsLost(now: now)
        default: break
        }
        act()
    }

    /// Nothing new comes; all goes well from now on.
    mutating func comeToRest() {
        state.askIdle()
        act()
        for _ in 0..<5_000 where !isIdle {
            now += 100_000_000
            workerReports(isCalm: true)
            settle()
            readSlice()
            state.tick(now: now)
            act()
            check()
        }
    }

    /// What must hold at any time.
    func check() {
        var flying = 0
        for box in state.boxes.values {
            let inLine = box.taken.values.count { !$0.isFlying }
            #expect(
                inLine == box.queued + box.scan.filling.count, "a name is in no line, or in two")
            #expect(box.taken.count - inLine == box.inFlight)
            flying += box.inFlight
        }
        #expect(flying == state.inFlight)
        if isAlone { #expect(flying <= 1, "a suspect in work, and others") }
    }

    private mutating func act() {
        // Often there is no room for 900 more.
        for action in state.next(now: now, bytesInFlight: min(1_000, committed.count * 40)) {
            switch action {
            case .look(let slot, let chunk, _): working.append((slot, chunk))
            case .scan(let id, let isFirst, _):
                if isFirst {
                    scans[id] = waiting.filter { $0.hasPrefix("\(id.number)-") }.sorted()
                }
                asked.append(id)
            case .idle: isIdle = true
            case .examine: isAlone = true
            case .close: isAlone = false
            case .settleAgain, .checkPlace, .observe, .drained: break
            }
        }
    }

    private mutating func drop() {
        let id = ids.randomElement(using: &random) ?? ids[0]
        made += 1
        // Names are used again now and then.
        let name = "\(id.number)-\(Bool.random(using: &random) ? made : made % 7).json"
        waiting.insert(name)
        // Some hints are lost.
        if Int.random(in: 0..<5, using: &random) > 0 {
            state.hinted(id, FileName(name), Bool.random(using: &random) ? .whole : .made)
        }
    }

    private mutating func workerReports(isCalm: Bool) {
        guard !working.isEmpty else { return }
        let (slot, chunk) = working.removeFirst()
        var found: [Found] = []
        for candidate in chunk {
            if !waiting.contains(candidate.name.printable) {
                found.append(Found(candidate: candidate, finding: .vanished))
            } else if let finding = isCalm ? nil : randomFinding() {
                found.append(Found(candidate: candidate, finding: finding))
            } else {
                committed.append(candidate)
            }
        }
        state.looked(slot: slot, found, now: now)
    }

    private mutating func randomFinding() -> Finding? {
        let identity = FileIdentity(
            device: 1, inode: UInt64.random(in: 0..<3, using: &random), size: 1, modified: 0,
            changed: 0, owner: 0)
        let all: [Finding] = [
            .notReached, .noRoom(900), .noResources(errno: 24), .young(identity),
            .trouble(identity, errno: 5),
        ]
        return Int.random(in: 0..<3, using: &random) == 0 ? all.randomElement(using: &random) : nil
    }

    private mutating func settle() {
        let batch = committed
        committed = []
        for candidate in batch { waiting.remove(candidate.name.printable) }
        state.settled(
            batch.map { Settled(box: $0.box, name: $0.name, given: $0.name, outcome: .gone) },
            now: now)
    }

    private mutating func readSlice() {
        guard !asked.isEmpty else { return }
        let id = asked.removeFirst()
        var rest = scans[id] ?? []
        let names = rest.prefix(5)
        rest.removeFirst(names.count)
        scans[id] = rest
        let entries = names.map { DirectoryStream.Entry(name: FileName($0), isSpecial: false) }
        state.scanned(
            id, DirectoryStream.Slice(entries: entries, isAtEnd: rest.isEmpty), now: now)
    }

    private mutating func closeAndOpen() {
        let id = ids.randomElement(using: &random) ?? ids[0]
        asked.removeAll { $0 == id }
        state.boxClosed(id)
        state.boxOpened(id)
    }
}

/// xorshift64, so that a seed is a run.
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
