import ArgumentParser
import Glibc
import JobFormat
import Programme
import Service
import Spool

/// `okocectl source`: an admin gives sources their drop boxes.
struct SourceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Gives a source's account its drop box, or takes it away (root).",
        subcommands: [Add.self, Remove.self])

    /// `okocectl source add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a source's folders for the account that delivers its files.",
            discussion: """
                Makes incoming/CODE, rejected/CODE and receipts/CODE as folders of okoced's own \
                user, open to the account by access control lists, and the spool's own folders if \
                they are missing. May be run again: what is there gets the owner, mode and list \
                that it should have, and a box changes hands with another --account. A running \
                okoced sees the box at once, if sources.yaml names the source.
                """)

        @Argument(help: ArgumentHelp("The source, as in sources.yaml.", valueName: "code"))
        var code: SourceCode

        @Option(
            help: ArgumentHelp(
                "The Unix account that delivers; else the one that sources.yaml names.",
                valueName: "name"))
        var account: String?

        @OptionGroup var daemon: DaemonAccount
        @OptionGroup var list: DocumentOptions
        @OptionGroup(title: "Where things are") var locations: Locations

        func run() throws {
            try requireRoot()
            try locations.refuseOperators(code)
            let settings = try locations.source(code)
            guard let name = account ?? settings.account else {
                throw CommandFailure(
                    .refusedOrAbsent,
                    """
                    sources.yaml names no account for \(code): add `account: NAME` there, and say \
                    the same with --account.
                    """)
            }
            guard settings.account == nil || settings.account == name else {
                throw CommandFailure(
                    .refusedOrAbsent,
                    """
                    sources.yaml says that \(settings.account ?? "") delivers for \(code), not \
                    \(name): what \(name) drops would be refused. Change one of them.
                    """)
            }
            guard let uid = Accounts.userID(name) else {
                throw CommandFailure(
                    .refusedOrAbsent, "there is no account \(name): make it first (useradd).")
            }
            let folders = try daemon.folders(of: locations)
            do throws(BoxFoldersError) {
                let changed = try folders.add(box: code.text, account: uid)
                try? list.format.write(changed.map { "\($0)\n" }.joined()) { json in
                    json.member("source", code.text)
                    json.member("account", name)
                    json.array("changed") { json in for path in changed { json.element(path) } }
                }
                if changed.isEmpty { Output.error("all is as it should be") }
            } catch {
                throw CommandFailure(error)
            }
            if settings.account == nil {
                Output.error(
                    """
                    Not done yet: sources.yaml does not say `account: \(name)` for \(code). Until \
                    it does, and okoced is reloaded, what \(name) drops is refused.
                    """)
            }
        }
    }

    /// `okocectl source remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes a source's drop box and removes its folders.",
            discussion: """
                Refuses while files are in incoming/CODE, and says how many. Receipts and rejected \
                files are kept, closed to the account; they are yours to delete. The source's \
                jobs, and its entry in sources.yaml, stay.
                """)

        @Argument(help: ArgumentHelp("The source.", valueName: "code"))
        var code: SourceCode

        @Flag(help: "Move what is still in incoming/CODE, folder and all, to rejected/CODE.")
        var force = false

        @OptionGroup var daemon: DaemonAccount
        @OptionGroup var list: DocumentOptions
        @OptionGroup(title: "Where things are") var locations: Locations

        func run() throws {
            try requireRoot()
            try locations.refuseOperators(code)
            let folders = try daemon.folders(of: locations)
            do throws(BoxFoldersError) {
                let removal = try folders.remove(box: code.text, movesFiles: force)
                if let path = removal.movedTo { Output.error("what was left is in \(path)") }
                for path in removal.kept { Output.error("kept: \(path)") }
                try? list.format.write("") { json in
                    json.member("source", code.text)
                    json.member("moved_to", removal.movedTo)
                    json.array("kept") { json in for path in removal.kept { json.element(path) } }
                }
            } catch {
                throw CommandFailure(error)
            }
        }
    }
}

/// Whose the folders are.
struct DaemonAccount: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The account that okoced runs as, and its group.", valueName: "name"))
    var daemonAccount = "okoce"

    func folders(of locations: Locations) throws -> BoxFolders {
        guard let owner = Accounts.userID(daemonAccount),
            let group = Accounts.primaryGroup(daemonAccount)
        else {
            throw CommandFailure(
                .refusedOrAbsent,
                """
                there is no account \(daemonAccount), which okoced would run as: install okoce \
                first, or name the account with --daemon-account.
                """)
        }
        return BoxFolders(spool: try locations.spoolPath(), owner: owner, group: group)
    }
}

private func requireRoot() throws {
    guard geteuid() == 0 else {
        throw CommandFailure(
            .noPermission, "only root gives out drop boxes: run it with sudo.")
    }
}

extension Locations {
    /// The operators' box is no source's: the package makes it, for a group and not for an account.
    /// Known by the registry, or by its group where the registry cannot be read.
    fileprivate func refuseOperators(_ code: SourceCode) throws {
        let path = "\(try spoolPath())/incoming/\(code)"
        let entry = try? configuration().sources.first { $0.organisation.code == code }
        var status = stat()
        let isGroups =
            stat(path, &status) == 0
            && Accounts.groupID(Owners.operatorGroup).map { $0 == status.st_gid } ?? false
        guard entry?.organisation.kind == .operator || isGroups else { return }
        throw CommandFailure(
            .refusedOrAbsent,
            """
            \(path) is the operators' drop box, through which every command to okoced comes: \
            nothing was changed. It is made by systemd-tmpfiles (okoce.conf), for the group \
            \(Owners.operatorGroup); who may use it is decided by who is in that group.
            """)
    }

    /// A source of the registry.
    fileprivate func source(_ code: SourceCode) throws -> SourceSettings {
        let sources = try configuration().sources
        guard let source = sources.first(where: { $0.organisation.code == code }) else {
            throw CommandFailure(
                .refusedOrAbsent,
                """
                sources.yaml has no source \(code): add it there first, then reload okoced. \
                (Small and large letters differ.)
                """)
        }
        return source
    }
}
