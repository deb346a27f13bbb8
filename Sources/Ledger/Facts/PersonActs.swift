internal import Programme

extension Session {
    func insert(_ act: PersonAct, as fact: Int64) throws(SQLFailure) {
        try run(
            "INSERT INTO person_act (fact, what, nik, wish, asked_at) VALUES (?, ?, ?, ?, ?)",
            fact, act.word, act.nik, act.wish, act.askedAt)
    }

    /// The act of a fact of that kind, if it is about a person.
    func personAct(_ fact: Int64) throws(SQLFailure) -> PersonAct? {
        try first("SELECT what, nik, wish, asked_at FROM person_act WHERE fact = ?", fact) {
            (row) throws(SQLFailure) in
            let act = PersonAct(
                row.text(0), row.nik(1), wish: try row.optionalWord(2),
                askedAt: row.isNull(3) ? nil : row.instant(3))
            guard let act else { throw .unexpected("no such act about a person") }
            return act
        }
    }
}

extension PersonAct.Wish: Bindable {}
