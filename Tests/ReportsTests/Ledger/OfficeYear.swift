import Programme

@testable import Reports

extension OfficeLedger {
    typealias Job = (source: String, job: String, schema: String, body: String)

    /// A year of the programme in small: everything that can happen to a fact happens, in the order
    /// in which an office would hear of it, which is not the order in which it happened.
    static let year: [Job] = [
        (
            "KP-021", "r1", "training-roster",
            roster("c1", [(1, "attended"), (2, "attended"), (3, "invited"), (9, "attended")])
        ),
        (
            "PORTAL", "p1", "stage-update",
            items(register(1), register(2, "31.71.01.1001"), register(3))
        ),
        (
            "BANKDKI", "f1", "funding-application",
            items(
                funding("L-1", 1, "submitted", "2018-01-05", amount: 900),
                funding("L-1", 1, "disbursed", "2018-02-01", amount: 500))
        ),
        (
            "DKUMKMP", "s1", "stage-update",
            items(
                step(1, "P3", #"{"type": "mentoring", "mentor": "M"}"#),
                step(1, "P4", licence), step(1, "P5", marketing), step(1, "P6", accounts(4)))
        ),
        ("NOBODY", "u1", "training-roster", roster("c9", [(7, "attended")])),
        ("PORTAL", "p2", "stage-update", items(register(1, name: "Orang lain"), register(4))),
        (
            "DKUMKMP", "m1", "stage-update",
            items(correct(2, to: "31.71.01.1001", on: "2018-03-01"))
        ),
        (
            "BANKDKI", "f2", "funding-application",
            items(
                funding("L-1", 1, "repayment", "2018-03-01", amount: 200),
                funding("L-2", 2, "submitted", "2018-03-02", amount: 700),
                funding("L-2", 2, "rejected", "2018-03-20", reason: "skor"))
        ),
        ("KP-021", "r2", "training-roster", roster("c1", status: "cancelled", [])),
        ("PORTAL", "v1", "stage-update", items(revoke(3, "PORTAL", "p1", "r3"))),
        (
            "KP-021", "r3", "training-roster",
            roster("c1", on: "2017-12-10", [(2, "absent"), (4, "attended")])
        ),
        (
            "BANKDKI", "f3", "funding-application",
            items(funding("L-1", 1, "disbursal_undone", "2018-04-01", reason: "salah"))
        ),
        (
            "DKUMKMP", "s2", "stage-update",
            items(step(8, "P3", #"{"type": "mentoring", "mentor": "M"}"#))
        ),
    ]

    /// Drops jobs of the year.
    func drop(_ jobs: some Sequence<Job>) throws {
        for job in jobs {
            try drop(job.source, job.job, schema: job.schema, job.body)
        }
    }

    // MARK: Items

    static func register(_ serial: Int64, name: String) -> String {
        register(serial).replacing("Rahasia", with: name).replacing("\"r\(serial)\"", with: "\"n\"")
    }

    static func step(_ serial: Int64, _ stage: String, _ evidence: String) -> String {
        """
        {"item_id": "\(stage)-\(serial)", "nik": "\(Fixture.nik(serial).digits)",
         "action": "reach", "stage": "\(stage)", "occurred_on": "2018-01-10",
         "evidence": \(evidence)}
        """
    }

    static let licence =
        #"{"type": "licence", "licence": "IUMK", "number": "1", "issued_on": "2018-01-10"}"#
    static let marketing = #"{"type": "marketing", "channel": "online", "name": "T"}"#

    static func accounts(_ workers: Int) -> String {
        """
        {"type": "accounts", "period": "2017-12", "revenue": 1, "expenses": 0, "profit": 1,
         "workers": \(workers)}
        """
    }

    static func correct(_ serial: Int64, to place: String, on day: String) -> String {
        """
        {"item_id": "m", "nik": "\(Fixture.nik(serial).digits)", "action": "correct",
         "occurred_on": "\(day)", "kelurahan": "\(place)", "reason": "pindah"}
        """
    }

    static func revoke(_ serial: Int64, _ source: String, _ job: String, _ item: String) -> String {
        """
        {"item_id": "v\(item)", "nik": "\(Fixture.nik(serial).digits)", "action": "revoke",
         "corrects": {"job_id": "\(job)", "item_id": "\(item)"}, "reason": "salah"}
        """
    }

    static func funding(
        _ id: String, _ serial: Int64, _ event: String, _ day: String, amount: Int? = nil,
        reason: String? = nil
    ) -> String {
        let terms = event == "approved" ? "\"tenor_months\": 12, \"rate_bp\": 700" : nil
        let more = [
            amount.map { "\"amount\": \($0)" }, reason.map { "\"reason\": \"\($0)\"" }, terms,
        ].compactMap { $0 }.joined(separator: ", ")
        return """
            {"item_id": "\(id)-\(event)", "application_id": "\(id)",
             "nik": "\(Fixture.nik(serial).digits)", "product": "MONAS", "event": "\(event)",
             "occurred_on": "\(day)", \(more)}
            """
    }
}
