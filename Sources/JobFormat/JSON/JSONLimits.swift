/// What the reader is willing to hold. Each limit is checked before memory is spent.
package struct JSONLimits: Sendable {
    /// The longest text, in bytes.
    package var maxSizeBytes: Int
    /// How many arrays and objects may be open at once.
    package var maxDepth: Int
    /// How many nodes (values and keys) a text may have. One node is 16 bytes of tape.
    package var maxNodes: Int

    /// Limits of any choice; tests use small ones.
    package init(maxSizeBytes: Int, maxDepth: Int, maxNodes: Int) {
        self.maxSizeBytes = maxSizeBytes
        self.maxDepth = maxDepth
        self.maxNodes = maxNodes
    }

    /// The limits of a job file: 4 MiB, depth 32, and nodes enough for 5,000 items of the longest
    /// kind (a registration with all its fields is 33 nodes), so that a tape is at most 4 MiB too.
    package static let jobFile = JSONLimits(
        maxSizeBytes: 4 * 1024 * 1024, maxDepth: 32, maxNodes: 256 * 1024)
}
