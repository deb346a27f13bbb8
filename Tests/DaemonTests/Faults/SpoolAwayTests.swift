import Foundation
import Testing

/// The spool, or a drop box, is not where it was: said, waited out, and nothing made in its place.
@Suite struct SpoolAwayTests {
    @Test func `a spool that is moved away and back is missed, and taken up with all in it`() throws
    {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try faulty.drop(3)
        try machine.start()
        try faulty.waitUntilAllIsRecorded()

        let away = machine.root.appending(path: "away")
        try FileManager.default.moveItem(at: machine.spool, to: away)
        try faulty.expectTrouble("spool_gone", saying: "is gone (No such file or directory)")
        // Dropped where nobody watches.
        let (name, text) = faulty.nextJob()
        try Data(text.utf8).write(to: away.appending(path: "incoming/PORTAL/\(name)"))
        #expect(!FileManager.default.fileExists(atPath: machine.spool.path))
        try FileManager.default.moveItem(at: away, to: machine.spool)
        try faulty.expectRelief("spool_gone", saying: "is back and is being watched. It lasted ")
        try faulty.drop(2)
        try faulty.end()
    }

    @Test func `a spool that is removed and made anew is taken up`() throws {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try faulty.drop()
        try machine.start()
        try faulty.waitUntilAllIsRecorded()
        try FileManager.default.removeItem(at: machine.spool)
        try faulty.expectTrouble("spool_gone", saying: "Nothing is taken until it is back")
        // Half of a spool is none.
        try FileManager.default.createDirectory(
            at: machine.spool, withIntermediateDirectories: true)
        usleep(1_500_000)
        #expect(faulty.troubles() == ["spool_gone"])
        #expect(machine.names(in: ".").isEmpty, "the daemon made something")
        try FileManager.default.createDirectory(
            at: machine.spool.appending(path: "incoming/PORTAL"), withIntermediateDirectories: true)
        try faulty.expectRelief("spool_gone", saying: "is back and is being watched")
        try faulty.drop(3)
        try faulty.end()
    }

    @Test func `a drop box that is removed and made anew is taken up`() throws {
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try faulty.drop()
        try machine.start()
        try faulty.waitUntilAllIsRecorded()
        let box = machine.spool.appending(path: "incoming/PORTAL")
        try FileManager.default.removeItem(at: box)
        try faulty.expectTrouble("box_gone", saying: "the drop box PORTAL is gone")
        #expect(!FileManager.default.fileExists(atPath: box.path))
        try FileManager.default.createDirectory(at: box, withIntermediateDirectories: false)
        try faulty.drop(3)
        try faulty.expectRelief("box_gone", saying: "the drop box PORTAL is back")
        try faulty.end()
    }

    @Test func `a file system mounted over the spool or a box is noticed, and left alone`() throws {
        guard mayActAsRoot("mounting") else { return }
        let faulty = try FaultyMachine()
        let machine = faulty.machine
        try faulty.drop()
        try machine.start()
        try faulty.waitUntilAllIsRecorded()
        let box = machine.spool.appending(path: "incoming/PORTAL").path
        for (path, kind, gone, back) in [
            (machine.spool.path, "spool_gone", "it is gone", "is back and is being watched"),
            (box, "box_gone", "the drop box PORTAL is gone", "the drop box PORTAL is back"),
        ] {
            // Under what will be mounted over it, and so not to be reached by its path.
            let hidden = open(box, O_RDONLY | O_DIRECTORY)
            defer { close(hidden) }
            #expect(try shell("mount -t tmpfs none '\(path)'") == 0)
            defer { _ = try? shell("umount -l '\(path)' 2>/dev/null || true") }
            try faulty.expectTrouble(
                kind, saying: kind == "spool_gone" ? "Nothing is taken until" : gone)
            if kind == "spool_gone" {
                #expect(machine.names(in: ".").isEmpty)
            } else {
                try faulty.expectTrouble("box_trouble", saying: "another file system is mounted")
            }
            let (name, text) = faulty.nextJob()
            let file = openat(hidden, name, O_WRONLY | O_CREAT, 0o644)
            #expect(write(file, text, text.utf8.count) == text.utf8.count)
            close(file)
            #expect(try shell("umount '\(path)'") == 0)
            try faulty.expectRelief(kind, saying: back)
        }
        try faulty.end()
    }

    @Test func `a spool whose file system is unmounted lazily and mounted again is taken up`()
        throws
    {
        guard mayActAsRoot("mounting") else { return }
        let machine = try Machine()
        let disk = machine.root.appending(path: "disk")
        try FileManager.default.moveItem(at: machine.spool, to: disk)
        try FileManager.default.createDirectory(
            at: machine.spool, withIntermediateDirectories: false)
        #expect(try shell("mount --bind '\(disk.path)' '\(machine.spool.path)'") == 0)
        defer { _ = try? shell("umount -l '\(machine.spool.path)' 2>/dev/null || true") }
        let faulty = try FaultyMachine(machine)
        try faulty.drop(2)
        try machine.start()
        try faulty.waitUntilAllIsRecorded()

        #expect(try shell("umount -l '\(machine.spool.path)'") == 0)
        try faulty.expectTrouble("spool_gone", saying: "Nothing is taken until it is back")
        #expect(machine.names(in: ".").isEmpty)
        let (name, text) = faulty.nextJob()
        try Data(text.utf8).write(to: disk.appending(path: "incoming/PORTAL/\(name)"))
        #expect(try shell("mount --bind '\(disk.path)' '\(machine.spool.path)'") == 0)
        try faulty.expectRelief("spool_gone", saying: "is back and is being watched")
        try faulty.drop()
        try faulty.end()
    }
}
