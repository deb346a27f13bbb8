/// One file that a long run drops, and what must become of it.
struct LongRunFile: Sendable {
    /// The outcome that it must have, as the ledger calls it.
    let outcome: String
    /// Of a file that has one.
    let jobID: String?
    let text: String
    /// A second file of the same job: the two may be taken in either order, so of the pair one is
    /// recorded and one has this outcome.
    var again: (outcome: String, text: String)?
}

/// Which files a source sends: most are good, some of each way to be bad.
struct LongRunSource: Sendable {
    let code: String
    /// How many people the run is about; a source names anyone of them.
    let people: Int

    static func all(people: Int) -> [LongRunSource] {
        ["PORTAL", "DKUMKMP", "KP-021", "BANKDKI"].map { LongRunSource(code: $0, people: people) }
    }

    /// The `number`-th file, from 0.
    func file(_ number: Int, using random: inout SeededNumbers) -> LongRunFile {
        let job = "j-\(number)"
        let good = text(job, number, person: Int.random(in: 0..<people, using: &random))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<5:
            return LongRunFile(
                outcome: "refused", jobID: job, text: good.replacing("okoce/", with: "nobody/"))
        case 5..<8:
            return LongRunFile(outcome: "unreadable", jobID: nil, text: "{] \(job)")
        case 8..<12 where code == "PORTAL":
            return LongRunFile(outcome: "partially_accepted", jobID: job, text: withBadItem(good))
        case 12..<16:
            return LongRunFile(
                outcome: "accepted", jobID: job, text: good, again: ("duplicate", good))
        case 16..<20:
            let other = good.replacing("2018-06-12T", with: "2018-06-13T")
            return LongRunFile(
                outcome: "accepted", jobID: job, text: good, again: ("conflict", other))
        default:
            return LongRunFile(outcome: "accepted", jobID: job, text: good)
        }
    }

    /// A good file: registrations, each of another person, and what waits for them.
    private func text(_ job: String, _ number: Int, person: Int) -> String {
        let nik = LongRunSource.nik(person)
        switch code {
        case "PORTAL": return Jobs.registration(job: job, nik: LongRunSource.nik(number))
        case "KP-021":
            return Jobs.roster(job: job, nik: nik)
                .replacing(#""class_id": "KP-021-14""#, with: #""class_id": "C-\#(number)""#)
        case "BANKDKI":
            return Jobs.disbursal(job: job, nik: nik)
                .replacing(#""L-551""#, with: #""L-\#(number)""#)
        default:
            return """
                {"schema": "okoce/stage-update/1", "job_id": "\(job)", "source": "\(code)",
                 "submitted_at": "2018-06-12T09:00:00+07:00",
                 "items": [{"item_id": "a", "nik": "\(nik)", "action": "reach", "stage": "P3",
                   "occurred_on": "2018-06-08",
                   "evidence": {"type": "mentoring", "mentor": "M-19"}}]}
                """
        }
    }

    /// The job with its item a second time, under a NIK that cannot be.
    private func withBadItem(_ good: String) -> String {
        let start = good.firstRange(of: "[{")?.upperBound ?? good.endIndex
        let item = good[start...].dropLast(2)
        let bad = item.replacing(#""item_id": "1""#, with: #""item_id": "2""#)
            .replacing(#/"nik": "\d+"/#, with: #""nik": "3171034506900000""#)
        return good[..<start] + item + ", {" + bad + "]}"
    }

    /// A well-formed NIK for each number up to three million.
    static func nik(_ number: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let (serial, rest) = (number % 9000 + 1000, number / 9000)
        return "317103\(two(rest % 28 + 1))\(two(rest / 28 % 12 + 1))90\(serial)"
    }
}
