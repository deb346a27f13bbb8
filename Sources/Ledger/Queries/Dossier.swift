package import Programme

/// All that the ledger holds of a person, and who touched it.
package struct Dossier: Hashable, Sendable {
    package let nik: NIK
    /// Nil if no fact is about them.
    package let member: MemberView?
    /// What was recorded of them with every change of its verdict, in the order of recording.
    package let facts: [FactHistory]
    /// What was delivered about them, recorded or not, the oldest first.
    package let deliveries: [Delivery]
    /// What operators did with their data, in the order of recording.
    package let acts: [FactLine]

    /// One delivery in which the person stands.
    package struct Delivery: Hashable, Sendable {
        /// Of all of its items: who shows it keeps to the person's.
        package let report: RecordedJob
        package let recordedAt: Instant
        /// The positions of the items that are about the person.
        package let positions: Set<Int>
        /// Those of them whose bytes are kept, as they were sent, by their position.
        package let sent: [Int: String]
        /// The numbers of what was told about the delivery.
        package let notices: [Int64]
    }
}

/// What the ledger needs of other rooms to find a person in the bytes of files.
package struct DossierTools: Sendable {
    /// The items of a document that are about the person, as they were sent, by their position; nil
    /// if the person is not in it.
    package let items: @Sendable ([UInt8]) -> [Int: String]?
    /// Whether the person's number stands in a text or a file's name.
    package let stands: @Sendable ([UInt8]) -> Bool

    package init(
        items: @escaping @Sendable ([UInt8]) -> [Int: String]?,
        stands: @escaping @Sendable ([UInt8]) -> Bool
    ) {
        self.items = items
        self.stands = stands
    }
}

extension LedgerReader {
    /// All that is held of a person, from one moment's state.
    ///
    /// No index says in which files somebody stands whose items were refused: all that are kept are
    /// looked through.
    package func dossier(
        of nik: NIK, with tools: DossierTools
    ) throws(LedgerError) -> Dossier {
        let member = try member(nik)
        return try read { (session) throws(SQLFailure) in
            let numbers = try session.rows(
                "SELECT id FROM fact WHERE nik = ? ORDER BY id", nik
            ) { (row) throws(SQLFailure) in row.integer(0) }
            var facts: [FactHistory] = []
            for number in numbers { facts += try session.histories(of: number...number) }
            let deliveries = try session.deliveries(of: facts, tools)
            return Dossier(
                nik: nik, member: member, facts: facts, deliveries: deliveries,
                acts: try session.acts(on: nik, facts, deliveries.map(\.report.attempt)))
        }
    }
}

extension Session {
    fileprivate func deliveries(
        of facts: [FactHistory], _ tools: DossierTools
    ) throws(SQLFailure) -> [Dossier.Delivery] {
        var sent: [Int64: [Int: String]] = [:]
        try each("SELECT id, bytes FROM document WHERE bytes IS NOT NULL") {
            (row) throws(SQLFailure) in
            if let items = tools.items(row.bytes(1)) { sent[row.integer(0)] = items }
        }
        var positions: [Int64: Set<Int>] = [:]
        for fact in facts {
            positions[fact.line.attempt, default: []].insert(fact.line.fact.key.position)
        }
        // Copies have no bytes of their own: the delivery that they are the same as comes before.
        var deliveries: [Dossier.Delivery] = []
        let rows = try rows(
            "SELECT id, document, same_as, file_name, job_id, recorded_at FROM attempt ORDER BY id"
        ) { (row) throws(SQLFailure) -> Found? in
            let (id, document) = (row.integer(0), row.optionalInteger(1))
            let found = document.flatMap { sent[$0] }
            let isCopy = row.optionalInteger(2).map { positions[$0] != nil } ?? false
            let isNamed =
                tools.stands(row.bytes(3)) || tools.stands(Array((row.optionalText(4) ?? "").utf8))
            guard found != nil || isCopy || isNamed || positions[id] != nil else { return nil }
            positions[id, default: []].formUnion(found?.keys.map { $0 } ?? [])
            if let original = row.optionalInteger(2), document == nil {
                positions[id, default: []].formUnion(positions[original] ?? [])
            }
            return Found(id: id, sent: found ?? [:], recordedAt: row.instant(5))
        }
        for case let found? in rows {
            guard let report = try report(of: found.id) else { continue }
            deliveries.append(
                Dossier.Delivery(
                    report: report, recordedAt: found.recordedAt,
                    positions: positions[found.id] ?? [], sent: found.sent,
                    notices: try self.rows(
                        "SELECT seq FROM notice WHERE attempt = ? ORDER BY seq", found.id
                    ) { (row) throws(SQLFailure) in row.integer(0) }))
        }
        return deliveries
    }

    private struct Found {
        let id: Int64
        let sent: [Int: String]
        let recordedAt: Instant
    }

    /// Acts about the person, rulings on facts of theirs, and who was shown their deliveries.
    fileprivate func acts(
        on nik: NIK, _ facts: [FactHistory], _ deliveries: [Int64]
    ) throws(SQLFailure) -> [FactLine] {
        var numbers = Set(
            try rows("SELECT fact FROM person_act WHERE nik = ?", nik) {
                (row) throws(SQLFailure) in row.integer(0)
            })
        for fact in facts.compactMap(\.line.fact.reference) {
            guard let source = try knownNumber(of: fact.source) else { continue }
            numbers.formUnion(
                try rows(
                    """
                    SELECT id FROM fact WHERE nik IS NULL
                      AND target_source = ? AND target_job = ? AND target_item = ?
                    """, source, fact.jobID, fact.itemID
                ) { (row) throws(SQLFailure) in row.integer(0) })
        }
        for delivery in deliveries {
            numbers.formUnion(
                try rows("SELECT fact FROM revealed WHERE attempt = ?", delivery) {
                    (row) throws(SQLFailure) in row.integer(0)
                })
        }
        var acts: [FactLine] = []
        for number in numbers.sorted() {
            acts += try histories(of: number...number).map(\.line)
        }
        return acts
    }
}
