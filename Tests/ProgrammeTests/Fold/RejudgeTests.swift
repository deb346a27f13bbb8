import Testing

@testable import Programme

/// What a batch costs the store, and what it touches.
@Suite struct RejudgeTests {
    @Test func `a batch of new people costs one call a kind, and none for what is empty`() {
        let batch = (1...500).map { number in
            Told.p1(
                "job-\(number)", on: "2018-06-01",
                nik: NIK(unchecked: 3_171_034_506_900_000 + Int64(number)))
        }
        var books = Bookkeeping(under: Told.rules())
        books.record(batch)
        #expect(books.state.members.count == 500)
        #expect(books.store.calls == ["facts(about:)": 1, "jobs(aimedAtAmong:)": 1])
    }

    @Test func `a roster costs a few calls, however many rows it has`() {
        let rows = (1...100).map { number in
            Told.row(
                "job-\(number)", .attended, on: "2018-06-09",
                nik: NIK(unchecked: 3_171_034_506_900_000 + Int64(number)))
        }
        var books = Bookkeeping(under: Told.rules())
        books.record(rows + [Told.header("class", .held, on: "2018-06-09")])
        #expect(books.store.calls.values.reduce(0, +) <= 6)
    }

    @Test func `a fact about one person changes nothing of another`() {
        var books = Bookkeeping(under: Told.rules())
        books.record([
            Told.p1("ani", on: "2018-06-01"), Told.p1("budi", on: "2018-06-01", nik: Told.budi),
        ])
        let licence = Told.p4("licence", on: "2018-07-01")
        books.store.record([licence])
        let changed = Fold.rejudge(after: [licence], in: books.store, under: books.rules)
        #expect(Set(changed.members.keys) == [Told.ani])
        #expect(changed.judgements.count == 2)
    }

    @Test func `a class held after all is told to everyone in it`() {
        var books = Bookkeeping(under: Told.rules())
        books.record([
            Told.p1("ani", on: "2020-02-01"), Told.p1("budi", on: "2020-02-01", nik: Told.budi),
            Told.header("plan", .planned, on: "2020-03-01"),
            Told.row("a", .attended, on: "2020-03-01"),
            Told.row("b", .attended, on: "2020-03-01", nik: Told.budi),
        ])
        #expect(books.state.verdicts("a", "b") == [.held, .held])
        books.record([Told.header("held", .held, on: "2020-03-01", submitted: 1)])
        #expect(books.state.verdicts("a", "b") == [.applied, .applied])
    }

    @Test func `a header that says the same of its class again folds nobody anew`() {
        var books = Bookkeeping(under: Told.rules())
        books.record([
            Told.p1("ani", on: "2020-02-01"), Told.row("a", .attended, on: "2020-03-01"),
            Told.header("first", .held, on: "2020-03-01"),
        ])
        let again = Told.header("again", .held, on: "2020-03-01", submitted: 1)
        let later = Told.header("later", .held, on: "2020-03-02", submitted: 2)
        let cases: [(Fact, Set<NIK>)] = [(again, []), (later, [Told.ani])]
        for (header, folded) in cases {
            books.store.record([header])
            let changed = Fold.rejudge(after: [header], in: books.store, under: books.rules)
            #expect(Set(changed.members.keys) == folded)
            #expect(changed.classes[Told.class1]??.header == header.key)
        }
    }

    @Test func `a header that comes after an item of its name leaves that item its name`() {
        let item = Told.fact(
            "roster", by: "KP-1", on: "2020-03-01", item: "class",
            .attendance(Told.ani, Told.class1, .attended))
        let target = Told.reference("roster", by: "KP-1", item: "class")
        var books = Bookkeeping(under: Told.rules())
        books.record([item, Told.override("odd", target)])
        books.record([Told.header("roster", .held, on: "2020-03-01")])
        books.record([Told.revoke("r", of: target)])
        #expect(books.state.judgements[item.key]?.verdict == .revoked)
        #expect(books.state.verdicts("odd", "r") == [.denied, .applied])
    }
}
