internal import Programme

extension Session {
    /// Writes a member's rows over those that are stored, if they have changed; nil removes them.
    func write(
        member nik: NIK, _ new: MemberRow?, over old: MemberRow?
    ) throws(SQLFailure) {
        guard old != new else { return }
        if old?.hasMore == true {
            try run("DELETE FROM member_details WHERE nik = ?", nik)
            try run("DELETE FROM member_span WHERE nik = ?", nik)
            try run("DELETE FROM member_workers WHERE nik = ?", nik)
        }
        guard let new else { return try run("DELETE FROM member WHERE nik = ?", nik) }
        try writeMainRow(of: nik, new, isNew: old == nil)
        if new.hasMore { try insertMore(of: nik, new) }
    }

    private func writeMainRow(
        of nik: NIK, _ row: MemberRow, isNew: Bool
    ) throws(SQLFailure) {
        if isNew, row.reached.dropFirst().allSatisfy({ $0 == nil }) {
            try insertNewcomer(nik, row)
        } else if isNew {
            try write(
                row, of: nik,
                with: """
                    INSERT INTO member (registration, has_more, from_day, name, place, penggerak,
                      business_name, business_sector, p1_on, p1_by, p1_source, p2_on, p2_by,
                      p2_source, p3_on, p3_by, p3_source, p4_on, p4_by, p4_source, p5_on, p5_by,
                      p5_source, p6_on, p6_by, p6_source, nik)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                      ?, ?, ?)
                    """)
        } else {
            try write(
                row, of: nik,
                with: """
                    UPDATE member SET registration = ?, has_more = ?, from_day = ?, name = ?,
                      place = ?, penggerak = ?, business_name = ?, business_sector = ?, p1_on = ?,
                      p1_by = ?, p1_source = ?, p2_on = ?, p2_by = ?, p2_source = ?, p3_on = ?,
                      p3_by = ?, p3_source = ?, p4_on = ?, p4_by = ?, p4_source = ?, p5_on = ?,
                      p5_by = ?, p5_source = ?, p6_on = ?, p6_by = ?, p6_source = ?
                    WHERE nik = ?
                    """)
        }
    }

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

    private func write(
        _ row: MemberRow, of nik: NIK, with sql: StaticString
    ) throws(SQLFailure) {
        let details = row.details.first
        let (p1, p2, p3) = (row.reached[0], row.reached[1], row.reached[2])
        let (p4, p5, p6) = (row.reached[3], row.reached[4], row.reached[5])
        try run(
            sql, row.registration, row.hasMore, details?.from, details?.name, details?.place,
            try optionalNumber(of: details?.penggerak), details?.business?.name,
            details?.business?.sector,
            p1?.on, p1?.by, try optionalNumber(of: p1?.source),
            p2?.on, p2?.by, try optionalNumber(of: p2?.source),
            p3?.on, p3?.by, try optionalNumber(of: p3?.source),
            p4?.on, p4?.by, try optionalNumber(of: p4?.source),
            p5?.on, p5?.by, try optionalNumber(of: p5?.source),
            p6?.on, p6?.by, try optionalNumber(of: p6?.source), nik)
    }

    private func insertMore(of nik: NIK, _ row: MemberRow) throws(SQLFailure) {
        for (index, details) in row.details.enumerated().dropFirst() {
            try run(
                "INSERT INTO member_details VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                nik, index, details.from, details.name, details.place,
                try number(of: details.penggerak), details.business?.name,
                details.business?.sector)
        }
        for span in row.spans {
            try run(
                "INSERT INTO member_span VALUES (?, ?, ?, ?, ?, ?)",
                nik, span.stage, span.number, span.from, span.until, span.by)
        }
        for (index, workers) in row.workers.enumerated() {
            try run(
                "INSERT INTO member_workers VALUES (?, ?, ?, ?)",
                nik, index, workers.from, workers.count)
        }
    }
}
