package import Programme

/// Writes job files: what ``JobReader`` reads back as the same values. For samples, operators'
/// commands and tests.
package enum JobDocumentWriter {
    /// The bytes of a job file.
    ///
    /// - Parameters:
    ///   - envelope: its schema must be that of the body.
    ///   - body: items in their order. One without id or content has no form on the wire and is
    ///     left out, as is a class that is nil.
    ///   - indent: spaces a level; nil writes one line.
    package static func bytes(
        _ envelope: Envelope, _ body: SentJob.Body, indent: Int? = nil
    ) -> [UInt8] {
        var json = JSONWriter(indent: indent)
        json.object { json in
            write(envelope, &json)
            switch body {
            case .stageUpdate(let items):
                write(items, &json) { $0.write($1) }
            case .roster(let trainingClass, let items):
                if let trainingClass { json.write(trainingClass) }
                write(items, &json) { $0.write($1) }
            case .funding(let items):
                write(items, &json) { $0.write($1) }
            case .commands(let items):
                write(items, &json) { $0.write($1) }
            case .none:
                break
            }
        }
        return json.bytes
    }

    private static func write(_ envelope: Envelope, _ json: inout JSONWriter) {
        json.member(.schema, envelope.schema.rawValue)
        json.member(.jobID, envelope.jobID)
        json.member(.source, envelope.source)
        json.member(.submittedAt, envelope.submittedAt)
        if envelope.mode != .each { json.member(.mode, envelope.mode.rawValue) }
        if envelope.validateOnly { json.member(WireName.validateOnly.rawValue, true) }
        if let notBefore = envelope.notBefore { json.member(.notBefore, notBefore) }
        if let note = envelope.operatorNote {
            json.member(.operator, note.name)
            json.member(.reason, note.reason)
        }
        if let control = envelope.control {
            json.object(.control) { json in
                if let items = control.items { json.member(.items, items) }
                if let total = control.amountTotal { json.member(.amountTotal, total) }
            }
        }
    }

    private static func write<Content>(
        _ items: [SentItem<Content>], _ json: inout JSONWriter,
        _ members: (inout JSONWriter, Content) -> Void
    ) {
        let whole = items.compactMap { item in
            item.itemID.flatMap { id in item.content.map { (id, $0) } }
        }
        json.array(.items, of: whole) { json, item in
            json.member(.itemID, item.0)
            members(&json, item.1)
        }
    }
}
