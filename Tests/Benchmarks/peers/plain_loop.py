"""A plain loop, as one would write it first: read, json.loads, one insert, unlink.

usage: plain_loop.py BOX DB JOBS_A_COMMIT
"""

import json
import os
import sqlite3
import sys

box, path, jobs_a_commit = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = sqlite3.connect(path)
database.execute("PRAGMA journal_mode = wal")
database.execute("PRAGMA synchronous = full")
database.execute("CREATE TABLE IF NOT EXISTS job (id TEXT PRIMARY KEY, bytes BLOB)")
done = []


def commit():
    database.commit()
    for name in done:
        os.unlink(name)
    done.clear()


for entry in os.scandir(box):
    with open(entry.path, "rb") as file:
        text = file.read()
    database.execute("INSERT INTO job VALUES (?, ?)", (json.loads(text)["job_id"], text))
    done.append(entry.path)
    if len(done) == jobs_a_commit:
        commit()
commit()
