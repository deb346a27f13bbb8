import Foundation
import Testing

/// `okocectl source add` and `remove`: drop boxes as design and documentation say, made by root.
///
/// Accounts that every Debian has stand for the daemon's and the sources'.
@Suite(.enabled(if: isRoot("SourceCommandTests")))
struct SourceCommandTests {
    private let machine: Machine
    private let daemon = "daemon"

    init() throws {
        machine = try Machine(boxes: [])
        let file = machine.config.appending(path: "sources.yaml")
        let shipped = try String(contentsOf: file, encoding: .utf8)
        let code = "  - code: KP-021\n"
        try #require(shipped.contains(code))
        try shipped.replacing(code, with: code + "    account: nobody\n")
            .write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(
            at: machine.spool, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
    }

    private func source(_ arguments: String...) throws -> Machine.Finished {
        try machine.run(
            "okocectl",
            machine.folders + ["source"] + arguments + ["--daemon-account", daemon])
    }

    /// Owners, modes and access lists of these folders below the spool.
    private func lists(_ folders: [String], below spool: URL) throws -> String {
        try machine.tool(
            "/bin/sh", "-ec",
            """
            cd "$0"; for f in "$@"; do stat -c '%n %U:%G %a' "$f"; getfacl -cpE "$f"; done
            """, arguments: [spool.path] + folders
        ).out
    }

    private let boxes = ["incoming/KP-021", "rejected/KP-021", "receipts/KP-021"]

    @Test func `a box is as if made by hand as the design says, and again makes no difference`()
        throws
    {
        let added = try source("add", "KP-021")
        #expect(added.status == 0, "\(added.err)")
        let byHand = machine.root.appending(path: "by-hand")
        try machine.tool(
            "/bin/sh", "-ec",
            """
            umask 022; mkdir "$0"; cd "$0"
            install -d -o root -g daemon -m 0751 incoming receipts rejected
            for f in incoming receipts rejected; do
                install -d -o daemon -g daemon -m 2770 "$f/KP-021"
            done
            setfacl -m u:nobody:rwx incoming/KP-021
            setfacl -m u:nobody:rwx,d:u:nobody:r rejected/KP-021
            setfacl -m u:nobody:rx,d:u:nobody:r receipts/KP-021
            """, arguments: [byHand.path])
        let all = [".", "incoming", "rejected", "receipts"] + boxes
        let wanted = try lists(all, below: byHand)
        #expect(wanted.contains("user:nobody:rwx"))
        #expect(try lists(all, below: machine.spool) == wanted)

        let again = try source("add", "KP-021")
        #expect(again.status == 0)
        #expect(again.out.isEmpty)
        #expect(again.err.contains("all is as it should be"))

        // Whatever was done to it by hand, it is put right.
        try machine.tool(
            "/bin/sh", "-ec", "setfacl -b \"$0\"; chown nobody:nogroup \"$0\"; chmod 777 \"$0\"",
            arguments: [machine.spool.appending(path: boxes[0]).path])
        let mended = try source("add", "KP-021", "--account", "nobody")
        #expect(mended.out.split(separator: "\n").count == 1)
        #expect(try lists(all, below: machine.spool) == wanted)
    }

    @Test func `a box changes hands`() throws {
        #expect(try source("add", "PORTAL", "--account", "nobody").status == 0)
        let added = try source("add", "PORTAL", "--account", "sys")
        #expect(added.status == 0)
        #expect(added.err.contains("sources.yaml does not say `account: sys`"))
        let lists = try lists(["incoming/PORTAL", "receipts/PORTAL"], below: machine.spool)
        #expect(lists.contains("user:sys:rwx"))
        #expect(!lists.contains("nobody"))
    }

    @Test(arguments: [
        (["KP-999"], 1, "no source KP-999"),
        (["PORTAL"], 1, "names no account for PORTAL"),
        (["KP-021", "--account", "sys"], 1, "sources.yaml says that nobody delivers"),
        (["PORTAL", "--account", "no-such-one"], 1, "there is no account no-such-one"),
    ])
    func `what cannot be added is refused, and nothing is made`(
        arguments: [String], status: Int32, words: String
    ) throws {
        let finished = try machine.run(
            "okocectl",
            machine.folders + ["source", "add"] + arguments + ["--daemon-account", daemon])
        #expect(finished.status == status)
        #expect(finished.err.contains(words), "\(finished.err)")
        #expect(machine.names(in: ".").isEmpty)
    }

    @Test func `only root gives out boxes`() throws {
        // A program and a configuration that nobody else may read would be another error.
        try machine.tool("/bin/chmod", "-R", "a+rX", arguments: [machine.root.path])
        for arguments in [["add", "KP-021"], ["remove", "KP-021"]] {
            let finished = try machine.tool(
                "/usr/bin/setpriv", "--reuid", "nobody", "--clear-groups",
                arguments: [Machine.program("okocectl").path] + machine.folders + ["source"]
                    + arguments, status: 77)
            #expect(finished.err.contains("only root"))
        }
    }

    @Test func `no link is followed, and nothing is put in its place`() throws {
        let victim = machine.root.appending(path: "victim")
        try FileManager.default.createDirectory(
            at: victim, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        #expect(try source("add", "PORTAL", "--account", "nobody").status == 0)
        for link in ["incoming/KP-021", "rejected/KP-021", "receipts/KP-021"] {
            let path = machine.spool.appending(path: link)
            try? FileManager.default.removeItem(at: path)
            try FileManager.default.createSymbolicLink(at: path, withDestinationURL: victim)
            let show = ["-c", "%U %a %Z", victim.path]
            let before = try machine.tool("/usr/bin/stat", arguments: show)
            let added = try source("add", "KP-021")
            #expect(added.status == 69)
            #expect(added.err.contains("\(link) is no folder but a link"), "\(added.err)")
            #expect(try machine.tool("/usr/bin/stat", arguments: show).out == before.out)
            try FileManager.default.removeItem(at: path)
        }
    }

    @Test func `a file system without access lists is named`() throws {
        let finished = try machine.tool(
            "/usr/bin/unshare", "--mount", "/bin/sh", "-c",
            "mount -t ramfs none \"$0\" && exec \"$@\"",
            arguments: [machine.spool.path, Machine.program("okocectl").path] + machine.folders + [
                "source", "add", "KP-021", "--daemon-account", daemon,
            ], status: 69)
        #expect(finished.err.contains("keeps no access control lists"), "\(finished.err)")
    }

    @Test func `a box is removed when nothing waits in it`() throws {
        #expect(try source("add", "KP-021").status == 0)
        let box = machine.spool.appending(path: "incoming/KP-021")
        for name in ["a.json", "b.json", ".c.json.Xy12"] {
            try Data("{".utf8).write(to: box.appending(path: name))
        }
        let receipt = machine.spool.appending(path: "receipts/KP-021/a.json.receipt.json")
        try Data("{}".utf8).write(to: receipt)
        let before = try lists(boxes, below: machine.spool)
        let refused = try source("remove", "KP-021")
        #expect(refused.status == 1)
        #expect(refused.err.contains("2 deliveries wait, beside 1 other files"), "\(refused.err)")
        #expect(try lists(boxes, below: machine.spool) == before)

        let forced = try source("remove", "KP-021", "--force")
        #expect(forced.status == 0, "\(forced.err)")
        #expect(machine.names(in: "incoming").isEmpty)
        #expect(machine.names(in: "rejected/KP-021/removed-1") == ["a.json", "b.json"])
        #expect(machine.names(in: "receipts/KP-021") == ["a.json.receipt.json"])
        let kept = try lists(
            ["rejected/KP-021", "rejected/KP-021/removed-1", "receipts/KP-021"],
            below: machine.spool)
        #expect(!kept.contains("nobody"))
        #expect(!kept.contains("default"))
        #expect(try source("remove", "KP-021").status == 0)
    }

    @Test func `a box that nobody used leaves nothing behind`() throws {
        #expect(try source("add", "KP-021").status == 0)
        #expect(try source("remove", "KP-021").status == 0)
        for folder in ["incoming", "rejected", "receipts"] {
            #expect(machine.names(in: folder).isEmpty)
        }
    }
}

/// Whether this is root; prints once a suite why its tests are skipped if not.
func isRoot(_ suite: String) -> Bool {
    guard getuid() != 0 else { return true }
    print("\(suite): skipped: only root can give files to other accounts")
    return false
}
