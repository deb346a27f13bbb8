internal import Programme

/// What operators were shown unmasked: with the acts about a person, so that an export of all that
/// is held of one tells it, and erasing one reaches it.
extension Session {
    func insert(_ revelation: Revelation, as fact: Int64) throws(SQLFailure) {
        var (nik, attempt): (NIK?, Int64?) = (nil, nil)
        switch revelation.subject {
        case .person(let person): nik = person
        case .delivery(let number): attempt = number
        }
        try run("INSERT INTO person_act (fact, what, nik) VALUES (?, 'reveal', ?)", fact, nik)
        try run("INSERT INTO revealed VALUES (?, ?, ?)", fact, revelation.view, attempt)
    }

    /// What was shown by an act; nil if it is another.
    func revelation(_ fact: Int64) throws(SQLFailure) -> Revelation? {
        try first(
            """
            SELECT view, attempt, nik FROM revealed JOIN person_act USING (fact) WHERE fact = ?
            """, fact
        ) { (row) throws(SQLFailure) in
            Revelation(
                try row.word(0),
                row.isNull(1) ? .person(row.nik(2)) : .delivery(row.integer(1)))
        }
    }

    /// What a command showed, by all of its items; nil if it showed nothing.
    ///
    /// - Parameter attempt: that recorded it.
    func revealed(by attempt: Int64) throws(SQLFailure) -> Notice.RevealNotice? {
        let facts = FactNumber.all(of: attempt)
        var notice: Notice.RevealNotice?
        try each(
            """
            SELECT view, person_act.nik, fact.operator_name, reason, owner
            FROM revealed JOIN person_act USING (fact) JOIN fact ON fact.id = revealed.fact
              JOIN attempt ON attempt.id = fact.job
            WHERE revealed.fact BETWEEN ? AND ? ORDER BY revealed.fact
            """, facts.lowerBound, facts.upperBound
        ) { (row) throws(SQLFailure) in
            if notice == nil {
                notice = Notice.RevealNotice(
                    view: try row.word(0), operatorName: row.text(2), reason: row.text(3),
                    owner: row.optionalInteger(4))
            }
            notice?.add(row.isNull(1) ? nil : row.nik(1))
        }
        return notice
    }
}
