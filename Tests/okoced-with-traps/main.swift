import Glibc
import Service

// okoced, and jobs that kill it: what a fault of ours in reading or recording a job would do. For
// tests of what follows; never installed. The shipped okoced has no such place (see Hazard).
//
// A file that holds one of these words dies where the word says: by a trap, as a failed precondition
// does, or by a SIGKILL of its own, as the kernel's want of memory does; or it hangs for ever.
Okoced.main(
    Hazard { moment, bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        switch moment {
        case .prepare:
            precondition(!text.contains("trap-in-prepare"), "a trap, as the test asked for")
            if text.contains("kill-in-prepare") { kill(getpid(), SIGKILL) }
        case .commit:
            precondition(!text.contains("trap-in-commit"), "a trap, as the test asked for")
            if text.contains("hang-in-commit") { while true { pause() } }
        }
    })
