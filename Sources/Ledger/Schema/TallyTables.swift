internal import GRDB

extension Schema {
    /// What reports are made of, added up along with the members' rows. The tenth migration, which
    /// adds up the rows that are there: some four seconds for a million facts.
    static func addTallies(_ database: Database) throws {
        try database.execute(sql: tallied)
        try database.execute(sql: tallies)
        try database.execute(sql: filling)
    }

    /// From how many people at work a P6 is left out of the tallies: sums of fewer cannot overflow.
    static let peopleTallied: Int64 = 1_000_000_000

    private static let tallied = """
        -- Every step that a registered member reached, and where they were at first: a row for each,
        -- with the day of the step before; of P7 the day from which it no longer holds.
        CREATE VIEW reached_step AS
        \((1...6).map(reached).joined(separator: "\nUNION ALL "))
        UNION ALL SELECT member_span.nik, stage, place, attempt.source, member_span.from_day, p6_on,
          until_day
        FROM member_span JOIN member ON member.nik = member_span.nik
          JOIN attempt ON attempt.id = by_fact / 8192
        WHERE stage = 7 AND place IS NOT NULL;

        -- Who is in no tally of members: whom a `correct` has moved, for where they count depends on
        -- the day that is asked for; and who says that more people are at work than can be.
        CREATE VIEW untallied_member AS
        SELECT member_details.nik FROM member_details
          JOIN member ON member.nik = member_details.nik
        WHERE member_details.place <> member.place
        UNION SELECT nik FROM member_workers WHERE people > \(peopleTallied);
        CREATE INDEX member_workers_untallied ON member_workers (people)
        WHERE people > \(peopleTallied);
        -- P7 that has ended: it is in no tally either, for what held on a day depends on two.
        CREATE INDEX member_span_ended ON member_span (until_day) WHERE until_day IS NOT NULL;
        """

    private static func reached(_ stage: Int) -> String {
        """
        SELECT nik, \(stage) AS stage, place, p\(stage)_source AS source, p\(stage)_on AS on_day,
          \(stage == 1 ? "NULL" : "p\(stage - 1)_on") AS before_day, NULL AS until_day
        FROM member WHERE p\(stage)_on IS NOT NULL AND place IS NOT NULL
        """
    }

    private static let tallies = """
        -- How many members reached a step on a day (span 1) or in a month (span 2).
        CREATE TABLE step_tally (
          span INTEGER NOT NULL CHECK (span BETWEEN 1 AND 2),
          first_day INTEGER NOT NULL CHECK (\(day("first_day"))),
          stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 7),
          place INTEGER NOT NULL CHECK (\(place("place"))),
          source INTEGER NOT NULL REFERENCES source (id),
          members INTEGER NOT NULL,
          PRIMARY KEY (span, first_day, stage, place, source)
        ) STRICT, WITHOUT ROWID;

        -- The same by the days from the step before, of those who had reached that.
        CREATE TABLE gap_tally (
          span INTEGER NOT NULL CHECK (span BETWEEN 1 AND 2),
          first_day INTEGER NOT NULL CHECK (\(day("first_day"))),
          stage INTEGER NOT NULL CHECK (stage BETWEEN 2 AND 7),
          days INTEGER NOT NULL CHECK (days >= 0),
          members INTEGER NOT NULL,
          PRIMARY KEY (span, first_day, stage, days)
        ) STRICT, WITHOUT ROWID;

        -- By how many more, or fewer, people are at work from a day on.
        CREATE TABLE worker_tally (
          first_day INTEGER NOT NULL CHECK (\(day("first_day"))),
          place INTEGER NOT NULL CHECK (\(place("place"))),
          people INTEGER NOT NULL,
          PRIMARY KEY (first_day, place)
        ) STRICT, WITHOUT ROWID;

        -- What is yet to be added to all three: of each transaction its changes, in the form that
        -- TallyChanges has.
        CREATE TABLE tally_change (
          -- How many changes there are up to these.
          up_to INTEGER PRIMARY KEY,
          changes BLOB NOT NULL CHECK (length(changes) % 24 = 0)
        ) STRICT;

        -- How many people are on the roster of a class and on no other, attended or not.
        CREATE TABLE class_tally (
          class INTEGER NOT NULL REFERENCES class (id),
          attended INTEGER NOT NULL CHECK (attended BETWEEN 0 AND 1),
          people INTEGER NOT NULL,
          PRIMARY KEY (class, attended)
        ) STRICT, WITHOUT ROWID;

        -- Who is on several rosters.
        CREATE TABLE repeat_attendee (
          nik INTEGER PRIMARY KEY CHECK (\(nik("nik")))
        ) STRICT;
        """

    private static let filling = """
        INSERT INTO step_tally SELECT 1, on_day, stage, place, source, count(*)
        FROM reached_step WHERE until_day IS NULL AND nik NOT IN (SELECT nik FROM untallied_member)
        GROUP BY on_day, stage, place, source;
        INSERT INTO step_tally SELECT 2, \(month), stage, place, source, sum(members)
        FROM step_tally GROUP BY \(month), stage, place, source;

        INSERT INTO gap_tally SELECT 1, on_day, stage, on_day - before_day, count(*)
        FROM reached_step WHERE until_day IS NULL AND nik NOT IN (SELECT nik FROM untallied_member)
          AND before_day <= on_day
        GROUP BY on_day, stage, on_day - before_day;
        INSERT INTO gap_tally SELECT 2, \(month), stage, days, sum(members)
        FROM gap_tally GROUP BY \(month), stage, days;

        INSERT INTO worker_tally SELECT from_day, place, sum(more) FROM (
          SELECT member_workers.nik, member_workers.from_day, place,
            people - lag(people, 1, 0) OVER (
              PARTITION BY member_workers.nik ORDER BY member_workers.number) AS more
          FROM member_workers JOIN member ON member.nik = member_workers.nik
          WHERE place IS NOT NULL)
        WHERE nik NOT IN (SELECT nik FROM untallied_member)
        GROUP BY from_day, place;

        INSERT INTO repeat_attendee SELECT nik FROM attendance GROUP BY nik HAVING count(*) > 1;
        INSERT INTO class_tally SELECT class, attendance = 'attended', count(*) FROM attendance
        WHERE nik NOT IN (SELECT nik FROM repeat_attendee) GROUP BY class, attendance = 'attended';
        """

    private static let month =
        "strftime('%s', first_day * 86400, 'unixepoch', 'start of month') / 86400"
}
