import Spool

/// The spool's name for a file that was read; see ``LedgerFile``.
typealias SpoolFile = FileIdentity
