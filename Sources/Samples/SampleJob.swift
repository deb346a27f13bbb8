import JobFormat
package import Programme

/// One job file of a sample, ready to be dropped.
package struct SampleJob: Hashable, Sendable {
    /// In whose drop box it belongs.
    package let source: SourceCode
    /// Ends in `.json`.
    package let fileName: String
    /// The whole file.
    package let bytes: [UInt8]
    package let submittedAt: Instant

    init(_ envelope: Envelope, _ body: SentJob.Body) {
        source = envelope.source
        fileName = "\(envelope.jobID).json"
        bytes = JobDocumentWriter.bytes(envelope, body)
        submittedAt = envelope.submittedAt
    }
}

/// Items numbered from 1, as in a file.
func numbered<Content>(_ contents: [Content]) -> [SentItem<Content>] {
    contents.enumerated().map { index, content in
        SentItem(
            position: index, itemID: ItemID(unchecked: String(index + 1)), content: content)
    }
}
