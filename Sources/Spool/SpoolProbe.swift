/// Whether a spool can be had, before a daemon touches anything else.
public enum SpoolProbe {
    /// Looks whether ``Spool/start(isReady:)`` would find the spool, and nobody else at work in it.
    ///
    /// Takes the lock and gives it back at once: only `start()` keeps it, so this is for a daemon
    /// that has more to open first, and wants to leave no trace where another one is at work.
    ///
    /// - Parameter path: the folder that holds `incoming/`.
    /// - Throws: ``SpoolError/cannotOpen(path:errno:)``, ``SpoolError/locked(path:)``.
    public static func look(at path: String) throws(SpoolError) {
        try SpoolPlace(path: path).markGone()
    }
}
