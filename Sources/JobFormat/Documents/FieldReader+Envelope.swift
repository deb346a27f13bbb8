import Programme

/// What a job says of itself.
extension FieldReader {
    /// The envelope as far as it could be read.
    struct PartialEnvelope {
        let jobID: JobID?
        let source: SourceCode?
        let schema: JobSchema?
        /// Nil if something in it was found wrong.
        let whole: Envelope?
    }

    mutating func envelope(_ fields: Fields) -> PartialEnvelope {
        let schema = choice(
            required(.schema, of: fields),
            JobSchema.allCases.map(\.rawValue).joined(separator: ", "), else: .schemaUnknown
        ) { JobSchema(rawValue: $0) }
        allow(FieldReader.envelopeFields(schema), in: fields)
        let jobID = identifier(JobID.self, required(.jobID, of: fields))
        let source = identifier(SourceCode.self, required(.source, of: fields))
        let submittedAt = instant(required(.submittedAt, of: fields))
        let mode = choice(fields[.mode], "each, all") { Envelope.Mode(rawValue: $0) }
        let control = control(fields[.control])
        let validateOnly = boolean(fields[.validateOnly])
        let notBefore = instant(fields[.notBefore])
        let note = operatorNote(fields)

        var whole: Envelope?
        if findings.isEmpty, let schema, let jobID, let source, let submittedAt {
            whole = Envelope(
                schema: schema, jobID: jobID, source: source, submittedAt: submittedAt,
                mode: mode ?? .each, control: control, validateOnly: validateOnly ?? false,
                notBefore: notBefore, operatorNote: note)
        }
        return PartialEnvelope(jobID: jobID, source: source, schema: schema, whole: whole)
    }

    /// `class` belongs to rosters; of an unknown kind of file nothing can be said.
    private static func envelopeFields(_ schema: JobSchema?) -> [WireName] {
        let ofAll: [WireName] = [
            .schema, .jobID, .source, .submittedAt, .mode, .control, .validateOnly, .notBefore,
            .operator, .reason, .items,
        ]
        return schema == nil || schema == .trainingRoster ? ofAll + [.class] : ofAll
    }

    private mutating func control(_ node: Int?) -> Envelope.Control? {
        guard let fields = fields(node, only: [.items, .amountTotal]) else { return nil }
        return Envelope.Control(
            items: integer(fields[.items], atLeast: 0), amountTotal: rupiah(fields[.amountTotal]))
    }

    /// `operator` and `reason` come together. Who must and who must not give them is for the
    /// intake check, which knows the drop box.
    private mutating func operatorNote(_ fields: Fields) -> Envelope.OperatorNote? {
        guard fields[.operator] != nil || fields[.reason] != nil else { return nil }
        let name = text(required(.operator, of: fields, else: .operatorNoteMissing))
        let reason = reason(required(.reason, of: fields, else: .operatorNoteMissing))
        guard let name, let reason else { return nil }
        return Envelope.OperatorNote(name: name, reason: reason)
    }
}
