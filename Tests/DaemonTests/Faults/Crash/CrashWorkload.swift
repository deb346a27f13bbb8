import Foundation

/// The jobs of the crash matrix: one of every kind that a daemon can be sent, in two parts.
///
/// What a fact of the second part changes was recorded in the first, and two facts never meet in
/// one part. So the end is the same, to the last notice, however a crash cuts the parts' batches.
struct CrashWorkload {
    /// One thing that is dropped.
    struct File {
        let box: String
        /// Raw bytes: a name need not be UTF-8.
        let name: [UInt8]
        let text: String
        /// Its owner, if it is not who runs the tests.
        var owner: uid_t?
        /// A directory of that name instead of a file.
        var isDirectory = false

        init(
            _ box: String, _ name: String, _ text: String, owner: uid_t? = nil,
            isDirectory: Bool = false
        ) {
            self.init(box, Array(name.utf8), text, owner: owner, isDirectory: isDirectory)
        }

        init(
            _ box: String, _ name: [UInt8], _ text: String, owner: uid_t? = nil,
            isDirectory: Bool = false
        ) {
            self.box = box
            self.name = name
            self.text = text
            self.owner = owner
            self.isDirectory = isDirectory
        }
    }

    static let boxes = ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI", "OPERATOR"]

    /// When a job that is deferred in the first part is due.
    let due: Date

    /// So late that no run of the tests comes to it, and so early that it is not refused.
    static let notYet = Date().addingTimeInterval(7 * 86_400)

    private static func person(_ number: Int) -> String { "317103010190000\(number)" }

    private static func registration(_ job: String, _ person: Int) -> String {
        Jobs.registration(job: job, nik: Self.person(person))
    }

    private func deferred(_ job: String, _ person: Int, until due: Date) -> String {
        Jobs.registration(job: job, nik: Self.person(person)).replacing(
            "\"items\":", with: "\"not_before\": \"\(due.ISO8601Format())\", \"items\":")
    }

    private static func stages(_ job: String, items: String, more: String = "") -> String {
        """
        {"schema": "okoce/stage-update/1", "job_id": "\(job)", "source": "PORTAL",
         "submitted_at": "2018-06-13T09:00:00+07:00", \(more)"items": [\(items)]}
        """
    }

    private static func roster(_ job: String, _ rows: [(Int, String)], more: String = "") -> String
    {
        let items = rows.enumerated().map {
            """
            {"item_id": "\($0 + 1)", "nik": "\(person($1.0))", "attendance": "\($1.1)"}
            """
        }.joined(separator: ", ")
        return """
            {"schema": "okoce/training-roster/1", "job_id": "\(job)", "source": "KP-021", \(more)
             "submitted_at": "2018-06-12T09:00:00+07:00",
             "class": {"class_id": "\(job)", "organiser": "KP-021", "track": "komunitas",
               "skill": "soft", "kecamatan": "31.71.03", "status": "held",
               "sessions": [{"date": "2018-06-09", "hours": 6}],
               "speakers": [{"speaker_id": "s1", "name": "Contoh Pembicara"}],
               "capacity": 50, "cost": 17250000},
             "items": [\(items)]}
            """
    }

    /// Of a person who is no member: held, and overdue when the second part comes.
    static let overdueJob = "r-overdue"

    var first: [File] {
        [
            File("PORTAL", "accepted.json", Self.registration("p-1", 1)),
            File("PORTAL", "to be revoked.json", Self.registration("p-3", 3)),
            File("PORTAL", "refused.json", Jobs.registration(job: "p-4", nik: "3171034506900000")),
            File("PORTAL", "unreadable.json", "{]"),
            File("PORTAL", "incomplete.json", #"{"schema": "okoce/st"#),
            File("PORTAL", "early.json", deferred("p-6", 6, until: due)),
            File("PORTAL", "not yet.json", deferred("p-7", 7, until: Self.notYet)),
            File("PORTAL", Array("na\u{1}me-".utf8) + [0xFF] + Array(".json".utf8), "[1]"),
            File("KP-021", "held.json", Self.roster("r-1", [(2, "attended")])),
            File("KP-021", "overdue.json", Self.roster(Self.overdueJob, [(8, "attended")])),
            File(
                "KP-021", "partly.json",
                Self.roster("r-2", [(4, "attended"), (4, "asleep")], more: #""mode": "each","#)),
            File("BANKDKI", "loan.json", Jobs.disbursal(job: "b-1", nik: Self.person(8))),
            File(
                "DKUMKMP", "not the source.json",
                Jobs.registration(job: "d-1", source: "PORTAL", nik: Self.person(5))),
        ]
    }

    /// Recorded between the parts: judged otherwise under the second part's rules.
    var between: [File] {
        let loan = Jobs.disbursal(job: "b-2", nik: Self.person(1))
        return [File("BANKDKI", "another loan.json", loan.replacing("L-551", with: "L-552"))]
    }

    var second: [File] {
        let corrected = """
            {"item_id": "1", "nik": "\(Self.person(1))", "action": "correct",
             "occurred_on": "2018-06-12", "reason": "moved", "kelurahan": "31.71.03.1002"}
            """
        let revoked = """
            {"item_id": "1", "nik": "\(Self.person(3))", "action": "revoke",
             "occurred_on": "2018-06-12", "reason": "twice",
             "corrects": {"job_id": "p-3", "item_id": "1"}}
            """
        let command = """
            {"schema": "okoce/operator-command/1", "job_id": "op-1", "source": "OPERATOR",
             "submitted_at": "2018-06-12T17:00:00+07:00", "operator": "rina", "reason": "saw it",
             "items": [{"item_id": "1", "command": "override", "ruling": "counts",
               "fact": {"source": "KP-021", "job_id": "r-2", "item_id": "1"}}]}
            """
        return [
            File("PORTAL", "duplicate.json", Self.registration("p-1", 1)),
            File("PORTAL", "conflict.json", Self.registration("p-1", 1) + "\n"),
            File("PORTAL", "late.json", Self.registration("p-2", 2)),
            File("PORTAL", "mended.json", Self.registration("p-4", 9)),
            File(
                "PORTAL", "refused again.json",
                Jobs.registration(job: "p-5", nik: "3171034506900000")),
            // The name of a file that lies in rejected/ already.
            File("PORTAL", "unreadable.json", "{]]"),
            File("PORTAL", "corrected.json", Self.stages("p-8", items: corrected)),
            File("PORTAL", "revoked.json", Self.stages("p-9", items: revoked)),
            File(
                "KP-021", "only asked.json",
                Self.roster("r-3", [(1, "attended")], more: #""validate_only": true,"#)),
            File("OPERATOR", "override.json", command),
            File("DKUMKMP", "of another account.json", "{}", owner: 65534),
            File("DKUMKMP", "a directory.json", "", isDirectory: true),
        ]
    }
}
