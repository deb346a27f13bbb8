import ArgumentParser
import Glibc
import JobFormat
import Programme
import Service

/// `okocectl reload`: has the daemon read its configuration again, and says what became of it.
struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Has okoced read its configuration again, and says what became of it.",
        discussion: """
            Exits 0 when the configuration is in force, and says what has changed and what needs a \
            restart. One with a fault is refused (78), with file and line, and the old one stays. \
            69: okoced does not run, or ended meanwhile; 75: it has not answered in time and may \
            still do so; 77: only its own account and root may ask it. systemctl reload okoced \
            runs this command.
            """)

    @Option(help: ArgumentHelp("Give up after so many seconds (exit 75).", valueName: "seconds"))
    var timeout = 100.0

    @OptionGroup var list: DocumentOptions
    @OptionGroup(title: "Where things are") var locations: Locations

    func validate() throws {
        guard (0...1e9).contains(timeout) else {
            throw ValidationError("--timeout takes seconds, 0 or more.")
        }
    }

    func run() throws {
        // By systemd it is told where the daemon is, and needs no configuration, which may be bad.
        let runtime = environment("RUNTIME_DIRECTORY").flatMap {
            $0.split(separator: ":").first.map(String.init)
        }
        let state = try runtime == nil ? locations.statePath() : locations.state
        let request = ReloadRequest(
            path: ReloadRequest.path(state: state, runtime: runtime),
            mainProcess: environment("MAINPID").flatMap { Int32($0) })
        let answer: ReloadState
        do throws(ReloadRequest.Failure) {
            answer = try request.send(until: .now + .milliseconds(Int64(timeout * 1000)))
        } catch {
            throw CommandFailure(error)
        }
        let messages = answer.messages.joined(separator: "\n")
        guard answer.outcome == .taken else { throw CommandFailure(.configuration, messages) }
        try list.format.write(messages + "\n") { json in
            json.member("outcome", answer.outcome.rawValue)
            json.member("at", answer.at.description)
            json.array("messages") { json in
                for message in answer.messages { json.element(message) }
            }
        }
    }
}

extension CommandFailure {
    fileprivate init(_ failure: ReloadRequest.Failure) {
        switch failure {
        case .notRunning(let file):
            self.init(
                .unavailable,
                """
                okoced does not run (by \(file)): there is nothing to reload.
                It reads its configuration when it starts. Another one is named with --state.
                """)
        case .notPermitted:
            self.init(
                .noPermission,
                """
                okoced takes this from its own account and root only: sudo systemctl reload okoced
                """)
        case .ended(let process):
            self.init(
                .unavailable,
                """
                okoced (process \(process)) ended before it had read its configuration again.
                journalctl -u okoced says why; systemctl status okoced, whether it runs again.
                """)
        case .noAnswer(let process):
            self.init(
                .timedOut,
                """
                okoced (process \(process)) has not said yet what became of its configuration. \
                It may still take it: changed rules have all facts judged anew.
                journalctl -u okoced will tell.
                """)
        }
    }
}
