internal import Programme

extension Session {
    /// Writes a member's rows over those that are stored, where they have changed; nil removes them.
    func write(
        member nik: NIK, _ new: MemberRow?, over old: MemberRow?
    ) throws(SQLFailure) {
        guard old != new else { return }
        try tally(from: old, to: new)
        guard let new else { return try remove(member: nik) }
        if let old {
            try update(nik, new, over: old)
        } else {
            try insert(nik, new)
        }
        try writeLaterDetails(of: nik, new, over: old)
        try writeSpans(of: nik, new, over: old)
        try writeWorkers(of: nik, new, over: old)
    }

    private func remove(member nik: NIK) throws(SQLFailure) {
        try run("DELETE FROM member_details WHERE nik = ?", nik)
        try run("DELETE FROM member_span WHERE nik = ?", nik)
        try run("DELETE FROM member_workers WHERE nik = ?", nik)
        try run("DELETE FROM member WHERE nik = ?", nik)
    }

    private func insert(_ nik: NIK, _ row: MemberRow) throws(SQLFailure) {
        guard !row.reached.dropFirst().allSatisfy({ $0 == nil }) else {
            return try insertNewcomer(nik, row)
        }
        try writeDetails(
            row, of: nik,
            with: """
                INSERT INTO member (registration, has_more, from_day, name, place, penggerak,
                  business_name, business_sector, nik)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (index, reached) in row.reached.enumerated() where reached != nil {
            try write(reached, index, of: nik)
        }
    }

    /// Only the columns that have changed: for each that is written SQLite looks into the tables
    /// that it refers to, and most changes are one step.
    private func update(
        _ nik: NIK, _ new: MemberRow, over old: MemberRow
    ) throws(SQLFailure) {
        if (old.registration, old.hasMore, old.details.first)
            != (new.registration, new.hasMore, new.details.first)
        {
            try writeDetails(
                new, of: nik,
                with: """
                    UPDATE member SET registration = ?, has_more = ?, from_day = ?, name = ?,
                      place = ?, penggerak = ?, business_name = ?, business_sector = ?
                    WHERE nik = ?
                    """)
        }
        for (index, reached) in new.reached.enumerated() where reached != old.reached[index] {
            try write(reached, index, of: nik)
        }
    }

    private func write(
        _ reached: MemberRow.Reached?, _ index: Int, of nik: NIK
    ) throws(SQLFailure) {
        try run(
            Session.writingStep[index], reached?.on, reached?.by,
            try optionalNumber(of: reached?.source), nik)
    }

    private static let writingStep: [StaticString] = [
        "UPDATE member SET p1_on = ?, p1_by = ?, p1_source = ? WHERE nik = ?",
        "UPDATE member SET p2_on = ?, p2_by = ?, p2_source = ? WHERE nik = ?",
        "UPDATE member SET p3_on = ?, p3_by = ?, p3_source = ? WHERE nik = ?",
        "UPDATE member SET p4_on = ?, p4_by = ?, p4_source = ? WHERE nik = ?",
        "UPDATE member SET p5_on = ?, p5_by = ?, p5_source = ? WHERE nik = ?",
        "UPDATE member SET p6_on = ?, p6_by = ?, p6_source = ? WHERE nik = ?",
    ]

    /// Someone who has reached no more than P1, as nearly everyone when first heard of: half of the
    /// columns are NULL and need not be bound.
    private func insertNewcomer(_ nik: NIK, _ row: MemberRow) throws(SQLFailure) {
        let details = row.details.first
        try run(
            """
            INSERT INTO member (nik, registration, has_more, from_day, name, place, penggerak,
              business_name, business_sector, p1_on, p1_by, p1_source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            nik, row.registration, row.hasMore, details?.from, details?.name, details?.place,
            try optionalNumber(of: details?.penggerak), details?.business?.name,
            details?.business?.sector, row.reached[0]?.on, row.reached[0]?.by,
            try optionalNumber(of: row.reached[0]?.source))
    }

    private func writeDetails(
        _ row: MemberRow, of nik: NIK, with sql: StaticString
    ) throws(SQLFailure) {
        let details = row.details.first
        try run(
            sql, row.registration, row.hasMore, details?.from, details?.name, details?.place,
            try optionalNumber(of: details?.penggerak), details?.business?.name,
            details?.business?.sector, nik)
    }

    private func writeLaterDetails(
        of nik: NIK, _ new: MemberRow, over old: MemberRow?
    ) throws(SQLFailure) {
        let stored = old?.details.dropFirst() ?? []
        guard stored != new.details.dropFirst() else { return }
        if !stored.isEmpty { try run("DELETE FROM member_details WHERE nik = ?", nik) }
        for (index, details) in new.details.enumerated().dropFirst() {
            try run(
                "INSERT INTO member_details VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                nik, index, details.from, details.name, details.place,
                try number(of: details.penggerak), details.business?.name,
                details.business?.sector)
        }
    }

    private func writeSpans(
        of nik: NIK, _ new: MemberRow, over old: MemberRow?
    ) throws(SQLFailure) {
        let stored = old?.spans ?? []
        guard stored != new.spans else { return }
        if !stored.isEmpty { try run("DELETE FROM member_span WHERE nik = ?", nik) }
        for span in new.spans {
            try run(
                "INSERT INTO member_span VALUES (?, ?, ?, ?, ?, ?)",
                nik, span.stage, span.number, span.from, span.until, span.by)
        }
    }

    private func writeWorkers(
        of nik: NIK, _ new: MemberRow, over old: MemberRow?
    ) throws(SQLFailure) {
        let stored = old?.workers ?? []
        guard stored != new.workers else { return }
        if !stored.isEmpty { try run("DELETE FROM member_workers WHERE nik = ?", nik) }
        for (index, workers) in new.workers.enumerated() {
            try run(
                "INSERT INTO member_workers VALUES (?, ?, ?, ?)",
                nik, index, workers.from, workers.count)
        }
    }
}
