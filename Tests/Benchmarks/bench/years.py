"""A ledger of ten million facts: the history of October 2021, twelve times with other people."""

import sqlite3
from pathlib import Path

COPIES = 12
# An attempt's facts have the numbers from 8192 times its own.
FACTS_OF_ATTEMPT = 8192
ATTEMPTS, CLASSES, INODES = 20_000, 10_000, 10**9

# What a copy has otherwise than the first, by column: added number of attempts, facts, classes...
TABLES = {
    "attempt": {"id": "attempt", "job_id": "text", "inode": "inode"},
    "fact": {"id": "fact", "job": "attempt", "nik": "nik", "class_id": "text",
             "application_id": "text"},
    "header_session": {"fact": "fact"},
    "header_speaker": {"fact": "fact"},
    "verdict": {"fact": "fact"},
    "member": {"nik": "nik", "registration": "fact",
               **{f"p{step}_by": "fact" for step in range(1, 7)}},
    "member_span": {"nik": "nik", "by_fact": "fact"},
    "member_workers": {"nik": "nik"},
    "class": {"id": "class", "class_id": "text", "header": "fact"},
    "attendance": {"nik": "nik", "class": "class", "by_fact": "fact"},
    "application": {"nik": "nik", "application_id": "text"},
    "application_disbursal": {"application_id": "text", "fact": "fact"},
}


def moved(column: str, kind: str | None, copy: int) -> str:
    """SQL for what a copy has in a column."""
    if kind == "text":
        return f"{column} || '-{copy}'"
    by = {
        "attempt": ATTEMPTS * copy,
        "fact": ATTEMPTS * copy * FACTS_OF_ATTEMPT,
        "class": CLASSES * copy,
        "inode": INODES * copy,
        # Months after December, then another region: nobody has such a number.
        "nik": 12 * (copy % 6) * 10**6 + copy // 6 * 5 * 10**15,
    }
    return f"{column} + {by[kind]}" if kind else column


def repeat(ledger: Path) -> int:
    """Writes the copies beside what is there, and forgets what was added up of it: okoced's next
    start adds it up as it does for a ledger of before. Returns how many facts there are."""
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -1000000;"
        "PRAGMA ignore_check_constraints = on;")
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for table in TABLES:
        connection.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")
    for copy in range(1, COPIES):
        connection.execute("BEGIN")
        for table, kinds in TABLES.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(moved(column, kinds.get(column), copy) for column in columns)
            connection.execute(f"INSERT INTO {table} SELECT {values} FROM first_{table}")
        connection.execute("COMMIT")
    for _, sql in triggers:
        connection.execute(sql)
    forget_tallies(connection)
    facts = connection.execute("SELECT count(*) FROM fact").fetchone()[0]
    connection.execute("PRAGMA journal_mode = wal")
    connection.close()
    return facts


def forget_tallies(connection: sqlite3.Connection) -> None:
    """Takes the tenth migration back."""
    for table in ["step_tally", "gap_tally", "worker_tally", "tally_change", "class_tally",
                  "repeat_attendee"]:
        connection.execute(f"DROP TABLE {table}")
    for index in ["member_workers_untallied", "member_span_ended"]:
        connection.execute(f"DROP INDEX {index}")
    for view in ["reached_step", "untallied_member"]:
        connection.execute(f"DROP VIEW {view}")
    connection.execute("DELETE FROM grdb_migrations WHERE identifier = '10 tallies'")
