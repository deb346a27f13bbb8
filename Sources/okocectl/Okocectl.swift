import ArgumentParser
import Service

/// The command line of operators, sources and the programme office.
struct Okocectl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "okocectl",
        abstract: "Hands job files in, and shows what okoced has made of them.",
        discussion: """
            Every job of OK OCE is a file, dropped in the spool and recorded by okoced in its \
            ledger. okocectl drops such files safely, checks them beforehand, and reads the ledger \
            without ever writing to it.

            Where things are: --config, --spool and --state, before or after the command; else the \
            variables OKOCE_CONFIG, OKOCE_SPOOL and OKOCE_STATE; else what okoced.yaml says; else \
            /etc/okoce, /var/spool/okoce and /var/lib/okoce.

            Exit codes: 0 done; 1 what was asked about is refused or absent; 64 usage; 69 the \
            ledger, the spool or a file cannot be used; 74 the output could not be written; \
            75 not done yet, look again later; 77 this needs root, or the group okoce-operators; \
            78 the configuration cannot be used.
            """,
        version: "okocectl \(Version.current)",
        subcommands: [
            SubmitCommand.self, WaitCommand.self, CheckCommand.self, StatusCommand.self,
            JobsCommand.self, JobCommand.self, MemberCommand.self, ReportCommand.self,
            ExplainCommand.self, VerifyCommand.self, JournalCommand.self,
            RetryCommand.self, PauseCommand.self, ResumeCommand.self, HoldCommand.self,
            DecideCommand.self, OverrideCommand.self, ReloadCommand.self, BackupCommand.self,
            RestoreCommand.self, SourceCommand.self,
            PersonCommand.self, SampleCommand.self,
        ])

    @OptionGroup(title: "Where things are") var locations: Locations

    /// Says what parsing has to say, help or a usage error, and ends the process. What was typed is
    /// repeated with NIKs in it masked: standard error ends in logs.
    static func say(_ error: any Error) -> Never {
        let status = exitCode(for: error)
        if status == .success { exit(withError: error) }
        Output.error(fullMessage(for: error))
        exit(withError: status)
    }
}
