import Dispatch
import Spool

/// `--once`: takes what is there, then ends; does not wait for ever for what cannot be taken.
extension Daemon {
    /// How long nothing may move, while something is wrong, before it gives up.
    private static let patience = Duration.seconds(10)

    /// Ends the daemon when all is taken that can be, with 75 if a trouble kept files from it.
    func endWhenDone() {
        endWhenIdle(done: 0)
        watch(since: .now, settled: 0)
    }

    /// - Parameter done: what operators' acts had done when it was last looked for files.
    private func endWhenIdle(done: Int) {
        spool.whenIdle { [self] in
            let acts = acts.finish()
            // What went back into a box, or a box that was opened, is taken by this run too.
            guard acts.done == done else {
                return afterPauses { $0.endWhenIdle(done: acts.done) }
            }
            let files = acts.waiting == 1 ? "1 file" : "\(acts.waiting) files"
            finish(
                because: acts.waiting == 0
                    ? "all is taken"
                    : "all is taken but \(files) that operators want judged anew: refused, and not "
                        + "moved to rejected/ yet",
                trouble: keepingFiles)
        }
    }

    private var keepingFiles: Trouble? { troubles.all.first { $0.kind.keepsFiles } }

    private func watch(since start: ContinuousClock.Instant, settled: UInt64) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(1)) { [weak self] in
            guard let self else { return }
            let now = spool.statistics().settled
            guard now == settled, let trouble = keepingFiles else {
                return watch(since: .now, settled: now)
            }
            guard ContinuousClock.now - start > Daemon.patience else {
                return watch(since: start, settled: settled)
            }
            finish(because: "nothing moves", trouble: trouble)
        }
    }

    private func finish(because reason: String, trouble: Trouble?) {
        if let trouble {
            stop(because: "\(reason), but \(trouble.what)", exitStatus: ExitCodes.unfinished)
        } else {
            stop(because: reason, exitStatus: 0)
        }
    }
}
