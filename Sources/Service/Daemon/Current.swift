import Programme
import Spool
import Synchronization

/// The configuration in force. A reload replaces it as a whole: whoever reads it twice in one step
/// may see two, so each step reads it once.
final class Current: Sendable {
    private let held: Mutex<Configuration>
    private let pausedSources = Mutex<Set<SourceCode>>([])
    /// Held while a batch is recorded, and while the rules change.
    private let turn = Mutex(())

    init(_ configuration: Configuration) {
        held = Mutex(configuration)
    }

    var value: Configuration {
        held.withLock { $0 }
    }

    /// The sources whose files wait by an operator's word.
    var paused: Set<SourceCode> {
        get { pausedSources.withLock { $0 } }
        set { pausedSources.withLock { $0 = newValue } }
    }

    /// The sources whose files are taken.
    var open: [SourceSettings] {
        let paused = paused
        return value.sources.filter { !paused.contains($0.organisation.code) }
    }

    /// Records something under the configuration in force, which does not change meanwhile: facts
    /// folded under the old rules after the ledger has adopted the new ones would stay judged so.
    func recording<Result, Failure: Error>(
        _ body: (Configuration) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try turn.withLock { (_) throws(Failure) in try body(value) }
    }

    /// Puts another configuration in force, once `adopt` has judged the ledger by its rules.
    func replace<Result, Failure: Error>(
        with new: Configuration, _ adopt: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try turn.withLock { (_) throws(Failure) in
            let result = try adopt()
            held.withLock { $0 = new }
            return result
        }
    }
}

extension DaemonOptions {
    /// The configuration as its files are now, with what the command line overrides.
    func read() throws(StartError) -> Configuration {
        var configuration: Configuration
        do {
            configuration = try ConfigurationReader.read(directory: self.configuration)
        } catch {
            throw StartError(configuration: error)
        }
        if let spool { configuration.daemon.spool = spool }
        if let state { configuration.daemon.state = state }
        if let workers { configuration.daemon.workers = workers }
        return configuration
    }
}

extension SpoolConfiguration {
    /// What the spool needs of the daemon's settings.
    init(_ settings: DaemonSettings) {
        self.init(
            path: settings.spool, workers: settings.workers, settleTime: settings.settleTime,
            incompleteAfter: settings.incompleteAfter,
            maximumFileSize: Int64(settings.maximumFileSize), windowFiles: settings.window,
            maximumBatch: settings.maximumBatch, rescanInterval: settings.rescanInterval,
            suspects: "\(settings.state)/suspects")
    }
}
