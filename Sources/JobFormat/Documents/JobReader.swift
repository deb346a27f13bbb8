package import Programme

/// Reads job files: bytes in, a `SentJob` out, with a complaint for everything that is malformed.
///
/// What it complains of can be seen in the file alone: the form of every value, fields that are
/// missing or unknown, two fields of one item that contradict each other. What needs the registry,
/// the clock or other items is for the intake check.
///
/// Keep one for each worker: it uses its memory again, file after file.
package struct JobReader: Sendable {
    /// The most items that a job may have (the rulebook, "Envelope").
    package static let maxItems = 5_000

    private var tape = JSONTape()
    private var list = ComplaintList(tape: JSONTape())

    /// A reader that has read nothing.
    package init() {}

    /// What a file turned out to be.
    package enum Reading: Hashable, Sendable {
        /// A JSON object. Whether anything of it is any good, its complaints say.
        case job(SentJob)
        /// The text ends inside its document: more may come. The complaint is for a file that has
        /// been waited for long enough.
        case incomplete(Complaint)
        /// Not JSON, not an object, or beyond the limits of size, depth and nodes.
        case unreadable([Complaint])
    }

    /// Reads a file.
    ///
    /// - Parameter bytes: the whole file as it was read, at most 4 MiB.
    package mutating func read(_ bytes: [UInt8]) -> Reading {
        list = ComplaintList(tape: JSONTape())
        do throws(JSONError) {
            try tape.read(bytes)
        } catch {
            return error.endsTooEarly
                ? .incomplete(error.complaint) : .unreadable([error.complaint])
        }
        list = ComplaintList(tape: tape)
        var reader = FieldReader(tape: tape)
        guard tape.kind(JSONTape.root) == .object, let fields = reader.fields(JSONTape.root) else {
            reader.complain(.notAnObject, at: JSONTape.root, "A job file is one JSON object.")
            reader.complain(of: tape.faults)
            return .unreadable(list.complaints(reader.findings))
        }
        return .job(job(fields))
    }

    /// The same complaint with its line and column in the file read last, found by its pointer: for
    /// complaints that were made after reading.
    package mutating func located(_ complaint: Complaint) -> Complaint {
        list.located(complaint)
    }

    /// The same result, each of its complaints with line and column in the file read last.
    package mutating func located(_ result: IntakeResult) -> IntakeResult {
        IntakeResult(
            outcome: result.outcome, complaints: result.complaints.map { located($0) },
            classOutcome: result.classOutcome,
            items: result.items.map { item in
                guard !item.complaints.isEmpty else { return item }
                return IntakeResult.Item(
                    position: item.position, itemID: item.itemID, outcome: item.outcome,
                    complaints: item.complaints.map { located($0) })
            },
            facts: result.facts, unaffiliated: result.unaffiliated,
            deferredUntil: result.deferredUntil)
    }
}

// MARK: - The job

extension JobReader {
    private mutating func job(_ fields: Fields) -> SentJob {
        var header = FieldReader(tape: tape)
        header.complain(of: faultsOutsideClassAndItems(fields))
        let envelope = header.envelope(fields)
        var complaints = list.complaints(header.findings)

        var trainingClass: TrainingClass?
        if envelope.schema == .trainingRoster {
            var reader = FieldReader(tape: tape, malformedDate: .classDateMalformed)
            let node = reader.required(.class, of: fields)
            let read = reader.trainingClass(node)
            if let node { reader.complain(of: tape.faults(in: node)) }
            trainingClass = reader.findings.isEmpty ? read : nil
            complaints += list.complaints(reader.findings)
        }

        var itemsReader = FieldReader(tape: tape)
        let nodes = itemNodes(fields, envelope.schema, &itemsReader)
        let body = body(envelope.schema, trainingClass, nodes, &itemsReader)
        complaints += list.complaints(itemsReader.findings)
        return SentJob(
            jobID: envelope.jobID, source: envelope.source, schema: envelope.schema,
            envelope: envelope.whole, body: body, complaints: complaints)
    }

    /// Faults of the text inside an item refuse that item, those inside the class its header; they
    /// are told where these are read.
    private func faultsOutsideClassAndItems(_ fields: Fields) -> some Sequence<JSONFault> {
        let inside = [fields[.items], fields[.class]].compactMap { node in
            node.map { $0..<Int(tape.nodes[$0].next) }
        }
        return tape.faults.lazy.filter { fault in
            !inside.contains { $0.contains(fault.node) }
        }
    }

    /// The items, if there are as many as there may be.
    private func itemNodes(
        _ fields: Fields, _ schema: JobSchema?, _ reader: inout FieldReader
    ) -> [Int]? {
        guard let node = reader.required(.items, of: fields),
            let elements = reader.elements(node)
        else { return nil }
        if elements.isEmpty, schema != .trainingRoster, schema != nil {
            reader.complain(.noItems, at: node, "A job has at least one item.")
        }
        guard elements.count <= JobReader.maxItems else {
            reader.complain(
                .limitPassed, at: node, "A job has at most \(JobReader.maxItems) items.")
            return nil
        }
        return elements
    }

    private mutating func body(
        _ schema: JobSchema?, _ trainingClass: TrainingClass?, _ nodes: [Int]?,
        _ reader: inout FieldReader
    ) -> SentJob.Body {
        guard let schema, let nodes else { return .none }
        switch schema {
        case .stageUpdate:
            return .stageUpdate(items(nodes, schema, &reader) { $0.stageItem($1) })
        case .trainingRoster:
            return .roster(trainingClass, items(nodes, schema, &reader) { $0.rosterItem($1) })
        case .fundingApplication:
            return .funding(items(nodes, schema, &reader) { $0.fundingItem($1) })
        case .operatorCommand:
            return .commands(items(nodes, schema, &reader) { $0.operatorItem($1) })
        }
    }

    /// Reads every item; a bad one is kept without content, beside its siblings.
    private mutating func items<Content>(
        _ nodes: [Int], _ schema: JobSchema, _ jobReader: inout FieldReader,
        _ read: (inout FieldReader, Fields) -> Content?
    ) -> [SentItem<Content>] {
        var seen: Set<ItemID> = []
        let itemsPointer = JSONPointer.root.appending(WireName.items.rawValue)
        return nodes.enumerated().map { position, node in
            var reader = FieldReader(tape: tape, malformedDate: schema.malformedDate)
            var content: Content?
            var itemID: ItemID?
            var amount: Int64?
            if let fields = reader.fields(node) {
                let idNode = reader.required(.itemID, of: fields)
                itemID = reader.identifier(ItemID.self, idNode)
                content = read(&reader, fields)
                amount = schema == .fundingApplication ? self.amount(fields[.amount]) : nil
                if let itemID, let idNode, !seen.insert(itemID).inserted {
                    jobReader.complain(
                        .itemIDRepeated, at: idNode, "This item_id stands in the job already.")
                }
            }
            reader.complain(of: tape.faults(in: node))
            guard reader.findings.isEmpty else {
                let item = ComplaintList.Item(
                    node: node, pointer: itemsPointer.appending(position), itemID: itemID)
                return SentItem(
                    position: position, itemID: itemID, content: nil, amount: amount,
                    complaints: list.complaints(reader.findings, in: item))
            }
            return SentItem(position: position, itemID: itemID, content: content, amount: amount)
        }
    }

    /// The amount as sent, for the sum in `control`: whatever else is wrong with it or its item.
    private func amount(_ node: Int?) -> Int64? {
        guard let node, tape.kind(node) == .number, case .value(let value) = tape.integer(node)
        else { return nil }
        return value
    }
}

extension JSONError {
    /// As it is told: E103 for a limit, else E101.
    fileprivate var complaint: Complaint {
        let location = Complaint.Location(line: position.line, column: position.column)
        let message =
            switch kind {
            case .notJSON where endsTooEarly: "The file ends inside its JSON: expected \(expected)."
            case .notJSON: "Not strict JSON (RFC 8259, UTF-8): expected \(expected)."
            case .tooLong, .tooDeep, .tooManyNodes: "A limit is passed: \(expected)."
            }
        let code: ComplaintCode = kind == .notJSON ? .notJSON : .limitPassed
        return Complaint(code, at: "", message: message, location: location)
    }
}
