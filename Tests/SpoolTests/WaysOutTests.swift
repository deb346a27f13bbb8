import Foundation
@testable import Spool
import SystemPackage
import Testing

/// Files that leave their box one over the other.
@Suite struct WaysOutTests {
    private let place: TemporarySpool
    private let spool: SpoolPlace
    private let rules = NameRules(SpoolNaming())

    init() throws {
        place = try TemporarySpool()
        try place.makeBox("B")
        spool = try SpoolPlace(path: place.path)
    }

    private func box(_ name: String) throws -> BoxHandle {
        BoxHandle(
            id: BoxID(number: 1), name: name, mayOwn: { _ in true },
            directory: try DirectoryHandle(at: spool.incoming, FileName(name)), place: spool)
    }

    /// A file as it was read, and is recorded as that attempt now.
    private func item(_ name: String, _ attempt: Int64, in box: BoxHandle) throws -> SettleItem {
        let name = FileName(name)
        let status = try System.status(at: box.directory.descriptor, name)
        return SettleItem(
            ticket: Ticket(
                handle: box, takenAs: name, name: name, given: name,
                identity: FileIdentity(status), bytes: 0),
            settlement: Settlement(attempt: attempt, disposition: .remove))
    }

    /// Drops and settles `a.json`, `b.json`... as attempts from 5 on.
    private func items(_ names: [String], in box: BoxHandle) throws -> [SettleItem] {
        try names.enumerated().map { index, name in
            try place.drop(name, "{\(name)}", box: box.name)
            return try item(name, 5 + Int64(index), in: box)
        }
    }

    private func isGone(_ outcome: SettleOutcome) -> Bool {
        if case .gone = outcome { true } else { false }
    }

    @Test func `files of a box leave under one name, and the last with the pass`() throws {
        let box = try box("A")
        var files = FileSettler(rules: rules)
        for var item in try items(["a.json", "b.json", "c.json"], in: box) {
            #expect(isGone(try files.settle(&item)))
            #expect(item.ticket.name == FileName(".okoce-5"))
        }
        #expect(place.names("incoming/A") == [".okoce-5"])
        #expect(place.text("incoming/A/.okoce-5") == "{c.json}")
        #expect(files.finish().isEmpty)
        #expect(place.names("incoming/A").isEmpty)
    }

    @Test(arguments: [0, 1, 2])
    func `a newer file is found out, whichever it takes the place of`(which: Int) throws {
        let box = try box("A")
        let names = ["a.json", "b.json", "c.json"]
        var files = FileSettler(rules: rules)
        let items = try items(names, in: box)
        try place.drop(names[which], "{newer}")
        for (index, var item) in items.enumerated() {
            let outcome = try files.settle(&item)
            guard index == which else {
                #expect(isGone(outcome))
                continue
            }
            guard case .newer(let name) = outcome else {
                Issue.record("\(names[which]) was not found out")
                return
            }
            // From which the host knows the sender's name.
            #expect(name == FileName(".okoce-\(5 + which)"))
        }
        #expect(files.finish().isEmpty)
        #expect(place.names("incoming/A") == [".okoce-\(5 + which)"])
        #expect(place.text("incoming/A/.okoce-\(5 + which)") == "{newer}")
    }

    @Test func `a file that its sender removed is gone, and the one before it too`() throws {
        let box = try box("A")
        var files = FileSettler(rules: rules)
        for var item in try items(["a.json", "b.json"], in: box) {
            if item.ticket.given == FileName("b.json") {
                unlink("\(place.folder("A"))/b.json")
            }
            #expect(isGone(try files.settle(&item)))
        }
        #expect(files.finish().isEmpty)
        #expect(place.names("incoming/A").isEmpty)
    }

    @Test func `two names of one file both leave`() throws {
        let box = try box("A")
        var files = FileSettler(rules: rules)
        var first = try items(["a.json"], in: box)[0]
        #expect(link("\(place.folder("A"))/a.json", "\(place.folder("A"))/b.json") == 0)
        var second = try item("b.json", 6, in: box)
        #expect(isGone(try files.settle(&first)))
        #expect(isGone(try files.settle(&second)))
        #expect(files.finish().isEmpty)
        #expect(place.names("incoming/A").isEmpty)
    }

    @Test func `each box has its own way out, and an attempt too far off too`() throws {
        let one = try box("A")
        let other = try box("B")
        var files = FileSettler(rules: rules)
        for name in ["a.json", "b.json"] {
            try place.drop(name, "{\(name)}")
            try place.drop(name, "{\(name)}", box: "B")
        }
        for (name, attempt) in [("a.json", Int64(5)), ("b.json", 5 + WaysOut.attempts)] {
            for box in [one, other] {
                var item = try item(name, attempt, in: box)
                #expect(isGone(try files.settle(&item)))
            }
        }
        // Found after a crash it would not be looked for among attempts so far off.
        #expect(place.names("incoming/A") == [".okoce-5"])
        #expect(place.text("incoming/B/.okoce-5") == "{a.json}")
        #expect(files.finish().isEmpty)
        #expect(place.names("incoming/A") + place.names("incoming/B") == [])
    }

    @Test func `what cannot be removed is told and stays`() throws {
        let box = try box("A")
        var files = FileSettler(rules: rules)
        for var item in try items(["a.json", "b.json"], in: box) { _ = try files.settle(&item) }
        // Root may remove whatever has the name, but not by this call.
        let own = "\(place.folder("A"))/.okoce-5"
        unlink(own)
        mkdir(own, 0o700)
        let left = files.finish()
        #expect(left.map(\.item.ticket.given) == [FileName("b.json")])
        #expect(left.map(\.error) == [Errno.isDirectory])
    }

    @Test func `the attempts that share a name`() {
        #expect(WaysOut.attempts(from: 7) == 7...(7 + 4095))
        #expect(WaysOut.attempts(from: .max) == .max ... .max)
    }
}
