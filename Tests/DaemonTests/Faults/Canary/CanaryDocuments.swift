import Foundation

/// A document of one item for each form that an item has, with every field that it may have; the
/// person in it is the canary.
enum CanaryDocuments {
    /// Each with the source that sends it.
    static func all() throws -> [(source: String, document: Any)] {
        var texts: [(String, String)] = []
        for (stage, item) in reports {
            let source = stage == "P1" ? "PORTAL" : "DKUMKMP"
            texts.append((source, document("stage-update", item, from: source)))
        }
        for item in events {
            texts.append(("BANKDKI", document("funding-application", item, from: "BANKDKI")))
        }
        for item in commands {
            texts.append(("OPERATOR", document("operator-command", item, from: "OPERATOR", note)))
        }
        let step = reports[1].item
        texts += [
            ("KP-021", document("training-roster", attendance, from: "KP-021", trainingClass)),
            ("OPERATOR", document("stage-update", step, from: "OPERATOR", note)),
            ("DKUMKMP", document("stage-update", step, from: "DKUMKMP", onlyTried)),
            ("DKUMKMP", document("stage-update", step, from: "DKUMKMP", later)),
        ]
        return try texts.map { ($0, try JSONSerialization.jsonObject(with: Data($1.utf8))) }
    }

    private static func document(
        _ schema: String, _ item: String, from source: String, _ more: String = ""
    ) -> String {
        """
        {"schema": "okoce/\(schema)/1", "job_id": "job", "source": "\(source)", "mode": "each",
         "submitted_at": "2018-06-12T09:00:00+07:00", "control": {"items": 1}, \(more)
         "items": [{"item_id": "1", \(item)}]}
        """
    }

    private static let note = #""operator": "\#(Canary.name)", "reason": "for \#(Canary.name)","#
    private static let onlyTried = #""validate_only": true,"#
    private static let later = #""not_before": "2090-01-01T00:00:00Z","#

    private static let person = #""nik": "\#(Canary.nik)", "occurred_on": "2018-06-11""#

    private static let details = """
        "name": "\(Canary.name)", "penggerak": "KP-021", "kelurahan": "31.71.03.1001",
        "kecamatan": "31.71.03",
        "business": {"name": "Warung \(Canary.name)", "sector": "kuliner"}
        """

    private static let reports: [(stage: String, item: String)] =
        [
            (
                "P1",
                """
                \(person), \(details), "action": "reach", "stage": "P1", "sex": "P",
                "birth_date": "1990-11-05",
                "consent": {"given_on": "2018-06-11", "notice": "read to \(Canary.name)"}
                """
            )
        ]
        + [
            ("P3", #""type": "mentoring", "mentor": "\#(Canary.name)""#),
            ("P2", #""type": "training", "class_id": "C-1", "organiser": "KP-021""#),
            (
                "P4",
                #""type": "licence", "licence": "IUMK", "number": "1", "issued_on": "2018-06-07""#
            ),
            ("P5", #""type": "marketing", "channel": "online", "name": "\#(Canary.name)""#),
            (
                "P6",
                """
                "type": "accounts", "period": "2018-05", "revenue": 3, "expenses": 5,
                "profit": -2, "workers": 2
                """
            ),
        ].map {
            ($0, #"\#(person), "action": "reach", "stage": "\#($0)", "evidence": {\#($1)}"#)
        } + [
            ("", #"\#(person), \#(details), "action": "correct", "reason": "\#(Canary.name)""#),
            (
                "",
                """
                \(person), "action": "revoke", "reason": "\(Canary.name) twice",
                "corrects": {"job_id": "j", "item_id": "i"}
                """
            ),
        ]

    private static let attendance = #""nik": "\#(Canary.nik)", "attendance": "attended""#

    private static let trainingClass = """
        "class": {"class_id": "C-1", "organiser": "KP-021", "track": "komunitas",
          "skill": "soft", "kecamatan": "31.71.03", "kelurahan": "31.71.03.1001",
          "status": "held", "sessions": [{"date": "2018-06-09", "hours": 6}],
          "speakers": [{"speaker_id": "s1", "name": "\(Canary.name)"}],
          "capacity": 50, "cost": 17250000},
        """

    private static let events = [
        #""event": "approved", "amount": 10000000, "tenor_months": 18, "rate_bp": 700"#,
        #""event": "assessed""#, #""event": "disbursed", "amount": 10000000"#,
        #""event": "rejected", "reason": "\#(Canary.name) has no papers""#,
    ].map { #"\#(person), "application_id": "L-551", "product": "MONAS_PEMULA", \#($0)"# }

    private static let commands = [("decide", "same_person"), ("override", "counts")].map {
        """
        "command": "\($0)", "ruling": "\($1)",
        "fact": {"source": "PORTAL", "job_id": "c-0", "item_id": "1"}
        """
    }
}
