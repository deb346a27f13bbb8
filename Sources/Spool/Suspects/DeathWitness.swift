import Glibc
import Synchronization

/// Says in the file of suspects by which signal the process dies, so that a crash can be told from
/// anybody's SIGKILL.
///
/// A signal's handler belongs to the whole process, so no spool installs one unasked: a daemon does
/// once, at its start. The handler stores a number, puts back what was there before and lets the
/// signal have its way. Nothing is caught, nothing is printed, no core dump is lost.
public enum DeathWitness {
    /// What a process dies of by itself, a watchdog's SIGABRT among them.
    private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS]
    private static let most = 16

    /// Where the number is stored. The cells, a word each, are written under `turn` and read by the
    /// handler as they are.
    ///
    /// Unsafe because a signal's handler reads them and may take no lock, so no `Mutex` can hold them.
    /// The pointer never changes and its memory is never given back; a cell is one aligned word, which
    /// is read whole.
    nonisolated(unsafe) private static let cells = forGood(most, UnsafeMutableRawPointer?.none)
    /// The actions that were there before, by signal. Each is written once, under `turn`, by the call
    /// that installs the handler that reads it.
    ///
    /// Unsafe for the same reason. The pointer never changes; a handler that comes before the one write
    /// finds the default action, by which the process dies too.
    nonisolated(unsafe) private static let before = forGood(65, sigaction())
    private static let turn = Mutex(false)

    /// Installs the handlers, and lets this thread die of the signals. To be called on the main
    /// thread. A second call does nothing.
    public static func install() {
        turn.withLock { isInstalled in
            guard !isInstalled else { return }
            isInstalled = true
            _ = cells
            var deadly = sigset_t()
            sigemptyset(&deadly)
            for signal in signals {
                var action = sigaction()
                action.__sigaction_handler.sa_sigaction = { signal, info, _ in
                    DeathWitness.witness(signal, isSent: (info?.pointee.si_code ?? 1) <= 0)
                }
                action.sa_flags = Int32(SA_SIGINFO) | SA_ONSTACK
                sigaction(signal, &action, before + Int(signal))
                sigaddset(&deadly, signal)
            }
            // Whoever started the process may have had them blocked, and a watchdog's SIGABRT must
            // end it. Dispatch's own threads block them anyway.
            pthread_sigmask(SIG_UNBLOCK, &deadly, nil)
        }
    }

    /// Memory that is never given back: the handler may run at any time.
    private static func forGood<Value>(
        _ count: Int, _ value: Value
    ) -> UnsafeMutablePointer<Value> {
        let memory = UnsafeMutablePointer<Value>.allocate(capacity: count)
        memory.initialize(repeating: value, count: count)
        return memory
    }

    static func shows(_ cell: UnsafeMutableRawPointer) {
        turn.withLock { _ in
            for number in 0..<most where cells[number] == nil {
                cells[number] = cell
                return
            }
        }
    }

    static func forgets(_ cell: UnsafeMutableRawPointer) {
        turn.withLock { _ in
            for number in 0..<most where cells[number] == cell { cells[number] = nil }
        }
    }

    /// On the dying thread: no lock, no allocation.
    private static func witness(_ signal: Int32, isSent: Bool) {
        var number = 0
        while number < most {
            if let cell = cells[number] { cell.storeBytes(of: signal, as: Int32.self) }
            number += 1
        }
        sigaction(signal, before + Int(signal), nil)
        // A faulting instruction runs again and faults again; what was sent must be sent again.
        if isSent { raise(signal) }
    }
}
