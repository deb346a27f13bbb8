internal import Programme

/// What a person stands as in a class.
struct AttendanceRow: Hashable {
    let classNumber: Int64
    let attendance: Attendance
    let fact: Int64
}

extension Session {
    /// The number of a class, given to it now if it has none.
    func number(of key: ClassKey) throws(SQLFailure) -> Int64 {
        let organiser = try number(of: key.organiser)
        let found = try first(
            "SELECT id FROM class WHERE organiser = ? AND class_id = ?", organiser, key.classID
        ) { (row) throws(SQLFailure) in row.integer(0) }
        if let found { return found }
        try run("INSERT INTO class (organiser, class_id) VALUES (?, ?)", organiser, key.classID)
        return lastInsertedRow
    }

    /// Writes which header stands; nil when none does.
    func write(classOf key: ClassKey, header: Int64?) throws(SQLFailure) {
        try run(
            "UPDATE class SET header = ? WHERE id = ? AND header IS NOT ?",
            header, try number(of: key), header)
    }

    /// Writes what a person stands as in all classes.
    func write(attendancesOf nik: NIK, _ rows: [AttendanceRow]) throws(SQLFailure) {
        let old = try self.rows(
            "SELECT class, attendance, by_fact FROM attendance WHERE nik = ?", nik
        ) { (row) throws(SQLFailure) in
            AttendanceRow(
                classNumber: row.integer(0), attendance: try row.word(1), fact: row.integer(2))
        }
        guard old != rows else { return }
        try tally(attendancesOf: nik, from: old, to: rows)
        for row in old where !rows.contains(row) {
            try run("DELETE FROM attendance WHERE nik = ? AND class = ?", nik, row.classNumber)
        }
        for row in rows where !old.contains(row) {
            try run(
                "INSERT INTO attendance VALUES (?, ?, ?, ?)",
                nik, row.classNumber, row.attendance, row.fact)
        }
    }
}
