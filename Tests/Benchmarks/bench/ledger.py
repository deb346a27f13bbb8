"""okoced's ledger, for the baseline: its tables without their checks, and how many rows are there."""

import sqlite3
from pathlib import Path


def bare(ledger: Path, path: Path) -> None:
    """Makes a database with the tables and indexes of `ledger`, without checks, references and
    triggers, and with the rows that okoced makes once and not for each job."""
    source = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    target = sqlite3.connect(path)
    tables = source.execute(
        "SELECT name, wr, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for name, without_rowid, strict in tables:
        columns = source.execute(
            "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?)", (name,)
        ).fetchall()
        keys = [column for column in sorted(columns, key=lambda c: c[3]) if column[3]]
        parts = [
            f'"{column}" {kind}{" NOT NULL" if needed else ""}' for column, kind, needed, _ in columns
        ]
        if len(keys) == 1:
            parts[columns.index(keys[0])] += " PRIMARY KEY"
        elif keys:
            parts.append(f"PRIMARY KEY ({', '.join(key[0] for key in keys)})")
        for index, in source.execute(
            "SELECT name FROM pragma_index_list(?) WHERE origin = 'u'", (name,)
        ).fetchall():
            unique = source.execute("SELECT name FROM pragma_index_info(?)", (index,)).fetchall()
            parts.append(f"UNIQUE ({', '.join(column for column, in unique)})")
        options = [*(["STRICT"] if strict else []), *(["WITHOUT ROWID"] if without_rowid else [])]
        target.execute(f"CREATE TABLE {name} ({', '.join(parts)}) {', '.join(options)}")
    for sql, in source.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    ):
        target.execute(sql)
    target.execute("INSERT INTO counter VALUES (1, 1)")
    target.executemany("INSERT INTO source VALUES (?, ?)", [(1, "PORTAL"), (2, "KP-021")])
    target.commit()
    target.execute("PRAGMA journal_mode = wal")
    target.close()
    source.close()


# Written once a start, by who keeps a journal, and once a transaction: not a job's.
NOT_COUNTED = {"grdb_migrations", "judged_under", "sent", "sqlite_sequence", "tally_change"}


def rows(path: Path) -> dict[str, int]:
    """How many rows each table has that has any."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = [
        name
        for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if name not in NOT_COUNTED
    ]
    counts = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    database.close()
    return {name: count for name, count in counts.items() if count}
