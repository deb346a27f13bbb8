import Ledger

/// The ledger's record of which file a delivery was. Spool and ledger each have a `FileIdentity`,
/// and where both are imported this one needs another name.
typealias LedgerFile = FileIdentity
