internal import Programme

/// What a transaction does to how many people are on the rosters of classes.
///
/// Who is on one roster is counted there, by whether they attended; who is on several is in
/// `repeat_attendee`, and read person by person, for reports count people once.
struct ClassTally {
    struct Roster: Hashable {
        let classNumber: Int64
        let attended: Bool
    }

    private(set) var people: [Roster: Int64] = [:]

    mutating func add(_ people: Int64, to row: AttendanceRow) {
        let roster = Roster(
            classNumber: row.classNumber, attended: row.attendance == .attended)
        self.people[roster, default: 0] += people
    }
}

extension Session {
    /// Notes what a person's new attendances do to the tally.
    func tally(
        attendancesOf nik: NIK, from old: [AttendanceRow], to new: [AttendanceRow]
    ) throws(SQLFailure) {
        // What a reader folds for itself is of another moment.
        guard isWriting else { return }
        if old.count == 1 { classTally.add(-1, to: old[0]) }
        if new.count == 1 { classTally.add(1, to: new[0]) }
        if old.count > 1, new.count <= 1 {
            try run("DELETE FROM repeat_attendee WHERE nik = ?", nik)
        } else if old.count <= 1, new.count > 1 {
            try run("INSERT INTO repeat_attendee VALUES (?)", nik)
        }
    }

    /// Writes down what the transaction does to the tally: a row for each class.
    func writeClassTally() throws(SQLFailure) {
        for (roster, people) in classTally.people where people != 0 {
            try run(
                """
                INSERT INTO class_tally VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET people = people + excluded.people
                """, roster.classNumber, roster.attended, people)
        }
        classTally = ClassTally()
    }
}
