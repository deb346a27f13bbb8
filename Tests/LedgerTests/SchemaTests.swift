import GRDBSQLite
import Programme
import Testing

@testable import Ledger

/// Which rows cannot be, whoever writes them.
struct SchemaTests {
    let state: StateDirectory
    let ledger: Ledger

    /// Attempt 1 of PORTAL has recorded a P1 (fact 8193); attempt 2 of KP-021 a roster.
    init() throws {
        state = try StateDirectory()
        ledger = try Ledger(path: state.path)
        let make = Deliveries()
        _ = try ledger.record(
            [
                make.job(Made.portal, "j1", [.registration(Made.nik(1), Made.registration())]),
                make.job(
                    Made.community, "r1", schema: .trainingRoster,
                    [
                        .header(Made.trainingClass()),
                        .attendance(Made.nik(1), Made.trainingClass().key, .attended),
                    ]),
            ], under: Made.rules)
    }

    /// SQLite's answer to a statement, as another program would run it.
    private func answer(_ sql: String) -> Int32 {
        var connection: OpaquePointer?
        guard sqlite3_open("\(state.path)/ledger.sqlite", &connection) == SQLITE_OK else {
            return SQLITE_CANTOPEN
        }
        defer { sqlite3_close(connection) }
        sqlite3_exec(connection, "PRAGMA foreign_keys = ON; BEGIN", nil, nil, nil)
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
        return code
    }

    private static let attempt = """
        INSERT INTO attempt (id, source, job_id, submitted_at, recorded, outcome, schema,
          received_at, recorded_at, sha256, document, file_name, device, inode, size, mtime_ns,
          ctime_ns, items, items_recorded, complaints) VALUES
        """

    private static let good = """
        (9, 1, 'j9', 0, 1, 'accepted', 'okoce/stage-update/1', 0, 0, zeroblob(32), 1, x'78', 1, 1,
          1, 1, 1, 1, 1, 0)
        """

    @Test func `a whole attempt passes`() {
        #expect(answer(Self.attempt + Self.good) == SQLITE_OK)
    }

    @Test func `an attempt that cannot be is refused`() throws {
        for (part, instead) in Self.wrongAttempts {
            let wrong = Self.good.replacing(part, with: instead)
            try #require(wrong != Self.good)
            #expect(answer(Self.attempt + wrong) == SQLITE_CONSTRAINT, "\(instead)")
        }
    }

    private static let wrongAttempts = [
        ("'accepted'", "'splendid'"), ("1, 'accepted'", "0, 'accepted'"),
        ("zeroblob(32)", "zeroblob(31)"), ("zeroblob(32)", "NULL"), ("'j9'", "'j1'"),
        ("'j9'", "'j 9'"), ("'j9'", "''"), ("'j9'", "NULL"), ("(9, 1,", "(9, 99,"),
        ("zeroblob(32), 1,", "zeroblob(32), 77,"), ("x'78', 1, 1", "x'78', NULL, 1"),
        ("1, 1, 0)", "1, 2, 0)"), ("1, 1, 0)", "1, 1, -1)"), ("x'78'", "x''"), ("x'78'", "'x'"),
        ("'j9', 0", "'j9', 'yesterday'"), ("okoce/stage-update/1", "okoce/stage-update/2"),
    ]

    private static func fact(_ kind: String, _ columns: String, _ values: String) -> String {
        """
        INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, \(columns))
        VALUES (8200, 1, 7, 'i7', '\(kind)', 3171014506900001, 17683, \(values))
        """
    }

    @Test func `a whole fact passes`() {
        for sql in Self.wholeFacts {
            #expect(answer(sql) == SQLITE_OK, "\(sql)")
        }
    }

    private static let wholeFacts = [
        fact("mentoring", "mentor", "'M-19'"),
        fact("accounts", "period, revenue, expenses", "0, 5, 9"),
        fact(
            "funding", "lender, application_id, product, event, amount",
            "1, 'L', 'P', 'disbursed', 5"),
    ]

    @Test func `a fact that cannot be is refused`() {
        for sql in Self.wrongFacts {
            #expect(answer(sql) == SQLITE_CONSTRAINT, "\(sql)")
        }
    }

    private static let wrongFacts = [
        fact("mentoring", "mentor", "NULL"), fact("mentoring", "mentor, amount", "'M-19', 5"),
        fact("dancing", "mentor", "'M-19'"),
        fact("licence", "licence, licence_number", "'SKU', '1'"),
        fact("licence", "licence, licence_number, issued_on", "'XYZ', '1', 0"),
        fact("funding", "lender, application_id, product, event", "1, 'L', 'P', 'disbursed'"),
        fact(
            "funding", "lender, application_id, product, event, amount",
            "1, 'L', 'P', 'assessed', 5"),
        fact(
            "funding", "lender, application_id, product, event, amount",
            "1, 'L', 'P', 'disbursed', -5"),
        fact("funding", "lender, application_id, product, event", "1, 'L', 'P', 'rejected'"),
        fact("attendance", "organiser, class_id, attendance", "1, 'c', 'slept'"),
        fact("attendance", "organiser, class_id, attendance", "88, 'c', 'attended'"),
        fact("correction", "reason", "'why'"),
        fact(
            "decide", "target_source, target_job, target_item, ruling, operator_name, reason",
            "1, 'j', 'i', 'same_person', 'op', 'why'"),
        fact("mentoring", "mentor", "'M'").replacing("8200", with: "8201"),
        fact("mentoring", "mentor", "'M'").replacing("3171014506900001", with: "31710145069000010"),
        fact("mentoring", "mentor", "'M'").replacing("3171014506900001", with: "3171014506900000"),
        fact("mentoring", "mentor", "'M'").replacing("17683", with: "9999999"),
        fact("mentoring", "mentor", "'M'").replacing("'i7'", with: "NULL"),
        fact("mentoring", "mentor", "'M'").replacing("(8200, 1, 7", with: "(73736, 9, 7"),
    ]

    @Test func `a verdict, member or notice that cannot be is refused`() {
        for sql in Self.wrongFolds {
            #expect(answer(sql) == SQLITE_CONSTRAINT, "\(sql)")
        }
    }

    private static let wrongFolds = [
        "UPDATE verdict SET verdict = 'held' WHERE fact = 8193",
        "UPDATE verdict SET waits_for = 'registration' WHERE fact = 8193",
        "UPDATE verdict SET verdict = 'held', waits_for = 'step' WHERE fact = 8193",
        "UPDATE verdict SET verdict = 'held', waits_for = 'attendance' WHERE fact = 8193",
        "INSERT INTO verdict (fact, verdict) VALUES (1, 'applied')",
        "UPDATE member SET p2_on = NULL", "UPDATE member SET place = 31",
        "INSERT INTO notice VALUES (5, 'verdict', 1, NULL, NULL, NULL, 0)",
        "INSERT INTO notice VALUES (5, 'item', 1, NULL, NULL, NULL, 0)",
        "INSERT INTO notice VALUES (5, 'items', 1, NULL, NULL, 0, 0)",
        "INSERT INTO summary_count VALUES (9, 'job', 'accepted', 1, 1, 1, 0)",
        "INSERT INTO header_session VALUES (16384, 9, 0, 25)",
        "INSERT INTO member (nik, has_more) VALUES (3171014506900099, 0), (3171014506900099, 0)",
    ]

    @Test func `what has happened cannot be edited`() {
        for sql in Self.edits {
            #expect(answer(sql) == SQLITE_CONSTRAINT, "\(sql)")
        }
    }

    private static let edits = [
        "UPDATE attempt SET items = 5", "DELETE FROM attempt", "UPDATE fact SET mentor = 'x'",
        "UPDATE fact SET nik = nik + 1", "DELETE FROM fact", "DELETE FROM header_session",
        "UPDATE header_speaker SET name = 'x'", "UPDATE document SET bytes = x'00'",
        "DELETE FROM document", "UPDATE notice SET attempt = 2",
    ]

    @Test func `a document's bytes can be forgotten`() {
        #expect(answer("UPDATE document SET bytes = NULL WHERE id = 1") == SQLITE_OK)
    }

    private static let erasing = "INSERT INTO erasing VALUES (1, 'person');"
    private static let retaining = "INSERT INTO erasing VALUES (1, 'retention');"

    @Test func `who erases a person may change what tells who it is, and nothing else`() {
        for sql in [
            "UPDATE fact SET nik = 17, name = '-' WHERE id = 8193",
            "UPDATE attempt SET job_id = 'x', sha256 = zeroblob(32), file_name = x'78' WHERE id = 1",
            "UPDATE document SET bytes = zeroblob(length(bytes))",
        ] {
            #expect(answer(Self.erasing + sql) == SQLITE_OK, "\(sql)")
            #expect(answer(Self.retaining + sql) == SQLITE_CONSTRAINT, "\(sql)")
            #expect(answer(sql) == SQLITE_CONSTRAINT, "\(sql)")
        }
        for sql in [
            "UPDATE fact SET occurred_on = 5", "UPDATE fact SET place = 317103", "DELETE FROM fact",
            "UPDATE attempt SET outcome = 'refused'", "UPDATE attempt SET recorded_at = 5",
            "DELETE FROM attempt", "UPDATE document SET bytes = x'00'", "DELETE FROM document",
        ] {
            #expect(answer(Self.erasing + sql) == SQLITE_CONSTRAINT, "\(sql)")
        }
    }

    @Test func `what applies the retention may remove the story of a fact, but no fact`() {
        let refused = """
            INSERT INTO attempt (id, source, recorded, outcome, received_at, recorded_at, file_name,
              device, inode, size, mtime_ns, ctime_ns, items, items_recorded, complaints)
            VALUES (9, 1, 0, 'unreadable', 0, 0, x'78', 1, 1, 1, 1, 1, 0, 0, 0);
            INSERT INTO complaint VALUES (9, 0, NULL, NULL, 'E101', '', 'no', NULL, NULL);
            """
        let remove = "DELETE FROM complaint WHERE attempt = 9; DELETE FROM attempt WHERE id = 9"
        #expect(answer(refused + Self.retaining + remove) == SQLITE_OK)
        #expect(answer(refused + Self.erasing + remove) == SQLITE_CONSTRAINT)
        #expect(answer(refused + remove) == SQLITE_CONSTRAINT)
        #expect(answer(Self.retaining + "DELETE FROM fact") == SQLITE_CONSTRAINT)
        #expect(answer(Self.retaining + "DELETE FROM header_session") == SQLITE_CONSTRAINT)
    }
}
