import Foundation
import Testing

/// Somebody who asks to be forgotten: a little of everything that the ledger may hold of a person,
/// and how to find what is left of it.
enum ErasedPerson {
    static let nik = "3171036712850042"
    /// Somebody in the same files, who stays.
    static let other = "3171036712850043"

    /// Each with the source that sends it and a name of a file that tells who it is about.
    static let files: [(source: String, name: String, text: String)] = [
        ("PORTAL", "\(nik).json", registration),
        ("KP-021", "Melati Terlupakan.json", roster),
        ("DKUMKMP", "steps.json", steps),
        ("BANKDKI", "loan.json", loan),
        (
            "DKUMKMP", "other name.json",
            document(
                "stage-update", "other-\(nik)", "DKUMKMP", [registered("Mawar Terlupakan")])
        ),
        (
            "DKUMKMP", "conflict.json",
            document(
                "stage-update", "steps-1", "DKUMKMP", [registered("Anggrek Terlupakan")])
        ),
        ("PORTAL", "refused \(nik).json", refused),
        (
            "DKUMKMP", "tried.json",
            document(
                "stage-update", "tried", "DKUMKMP", [registered("Kenanga Terlupakan")],
                #""validate_only": true, "#)
        ),
        (
            "DKUMKMP", "later.json",
            document(
                "stage-update", "later", "DKUMKMP", [registered("Cempaka Terlupakan")],
                #""not_before": "2090-01-01T00:00:00Z", "#)
        ),
        (
            "DKUMKMP", "taken back.json",
            document(
                "stage-update", "back", "DKUMKMP",
                [
                    """
                    "nik": "\(nik)", "action": "revoke", "occurred_on": "2018-06-11",
                    "corrects": {"job_id": "later-\(nik)", "item_id": "1"},
                    "reason": "Terlupakan had it twice"
                    """
                ])
        ),
        ("PORTAL", "no json.json", #"{"job_id": "broken", "nik": "31.71.03.671285.0042", no}"#),
    ]

    private static let registration = document(
        "stage-update", "p-\(nik)", "PORTAL",
        [
            registered(
                "Melati Terlupakan",
                more: """
                    "sex": "P", "birth_date": "1985-12-27",
                    "business": {"name": "Warung Terlupakan", "sector": "terlupakan"},
                    """),
            registered("Siti", nik: other),
        ])

    private static let refused = document(
        "stage-update", "refused-\(nik)", "PORTAL",
        [registered("Dahlia Terlupakan", kelurahan: "31.99.99.9999")])

    private static let roster = document(
        "training-roster", "roster-1", "KP-021",
        [
            #""nik": "\#(nik)", "attendance": "attended""#,
            #""nik": "\#(other)", "attendance": "attended""#,
        ],
        """
        "class": {"class_id": "KP-021-14", "organiser": "KP-021", "track": "komunitas",
          "skill": "soft", "kecamatan": "31.71.03", "status": "held",
          "sessions": [{"date": "2018-06-09", "hours": 6}],
          "speakers": [{"speaker_id": "s1", "name": "Contoh Pembicara"}],
          "capacity": 50, "cost": 17250000},
        """)

    private static let steps = document(
        "stage-update", "steps-1", "DKUMKMP",
        [
            ("P3", #""type": "mentoring", "mentor": "Kakak Terlupakan""#),
            (
                "P4",
                """
                "type": "licence", "licence": "IUMK", "number": "Terlupakan/7",
                "issued_on": "2018-06-09"
                """
            ),
            ("P5", #""type": "marketing", "channel": "online", "name": "toko-terlupakan""#),
            (
                "P6",
                """
                "type": "accounts", "period": "2018-05", "revenue": 76543219, "expenses": 5,
                "profit": 76543214, "workers": 2
                """
            ),
        ].map { stage, evidence in
            """
            "nik": "\(nik)", "occurred_on": "2018-06-10", "action": "reach", "stage": "\(stage)",
            "evidence": {\(evidence)}
            """
        })

    private static let loan = document(
        "funding-application", "loan-1", "BANKDKI",
        [("submitted", "2018-06-10"), ("disbursed", "2018-06-11"), ("repayment", "2018-06-12")].map
        {
            event, day in
            """
            "application_id": "Terlupakan-551", "nik": "\(nik)", "product": "MONAS_PEMULA",
            "event": "\(event)", "occurred_on": "\(day)",
            "amount": \(event == "repayment" ? 500_000 : 10_000_000)
            """
        })

    private static func registered(
        _ name: String, nik: String = nik, kelurahan: String = "31.71.03.1001", more: String = ""
    ) -> String {
        """
        "nik": "\(nik)", "action": "reach", "stage": "P1", "occurred_on": "2018-06-07",
        "name": "\(name)", "kelurahan": "\(kelurahan)", "penggerak": "KP-021", \(more)
        "consent": {"given_on": "2018-06-07", "notice": "\(nik == other ? "okoce-2018" : "read to Terlupakan")"}
        """
    }

    private static func document(
        _ schema: String, _ job: String, _ source: String, _ items: [String], _ more: String = ""
    ) -> String {
        let items = items.enumerated().map { #"{"item_id": "\#($0)-\#(nik)", \#($1)}"# }
        return """
            {"schema": "okoce/\(schema)/1", "job_id": "\(job)", "source": "\(source)", \(more)
             "submitted_at": "2018-06-13T09:00:00+07:00",
             "items": [\(items.joined(separator: ",\n"))]}
            """
    }

    /// The operator's command to forget the person.
    static var command: String {
        """
        {"schema": "okoce/operator-command/1", "job_id": "erase-1", "source": "OPERATOR",
         "submitted_at": "\(Date.now.ISO8601Format())", "operator": "rina",
         "reason": "letter of Melati Terlupakan",
         "items": [{"item_id": "1", "command": "person", "act": "erase", "nik": "\(nik)"}]}
        """
    }

    // MARK: What is left

    /// Where anything of the person is still found below a folder: in names of files, and in their
    /// bytes in each form that SQLite or JSON may give them.
    static func traces(below folder: URL) throws -> [String] {
        let files = try #require(FileManager.default.enumerator(atPath: folder.path))
        var found: [String] = []
        for case let path as String in files {
            if !places(in: Data(path.utf8)).isEmpty { found.append("name of \(path)") }
            let file = folder.appending(path: path)
            // Gone meanwhile, or a folder.
            guard let data = try? Data(contentsOf: file) else { continue }
            found += places(in: data).map { "\(path): \($0)" }
        }
        return found
    }

    /// Neither the state nor the spool has anything of the person.
    static func expectNoTrace(of machine: Machine, _ when: String) throws {
        for folder in [machine.state, machine.spool] {
            let traces = try ErasedPerson.traces(below: folder)
            #expect(traces.isEmpty, "\(when): \(traces)")
        }
    }

    private static func places(in data: Data) -> [String] {
        patterns.compactMap { name, pattern in
            data.range(of: pattern).map { place in
                let around = data[
                    max(0, place.lowerBound - 60)..<min(data.count, place.upperBound + 20)]
                return
                    "\(name) at byte \(place.lowerBound): \(String(decoding: around, as: UTF8.self))"
            }
        }
    }

    private static let patterns: [(String, Data)] = {
        let number = UInt64(nik) ?? 0
        let bytes = withUnsafeBytes(of: number.bigEndian) { Data($0.drop { $0 == 0 }) }
        // Seven bits a byte, the first the most significant: a row's own number.
        var groups: [UInt8] = []
        var rest = number
        while rest > 0 {
            groups.insert(UInt8(rest & 0x7F) | (groups.isEmpty ? 0 : 0x80), at: 0)
            rest >>= 7
        }
        let words = ["erlupakan", "ERLUPAKAN", "Melati", "76543219", nik, "671285.0042"]
        return [("the number", bytes), ("the row's number", Data(groups))]
            + words.map { ($0, Data($0.utf8)) }
    }()
}
