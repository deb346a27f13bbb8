package import Programme

/// A class whose standing header says that it was held.
package struct HeldClass: Hashable, Sendable {
    /// The ledger's own number of it, by which its attendances are told.
    package let id: Int64
    /// The source of the standing header.
    package let source: SourceCode
    package let standing: TrainingClass

    package init(id: Int64, source: SourceCode, standing: TrainingClass) {
        self.id = id
        self.source = source
        self.standing = standing
    }
}
