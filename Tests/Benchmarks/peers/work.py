"""What a worker of each of the queues does with a file: read, json.loads, one insert, unlink."""

import json
import os
import sqlite3
import threading

local = threading.local()


def connection(path):
    if not hasattr(local, "database"):
        local.database = sqlite3.connect(path, timeout=60, isolation_level=None)
        local.database.execute("PRAGMA journal_mode = wal")
        local.database.execute("PRAGMA synchronous = full")
        local.database.execute("CREATE TABLE IF NOT EXISTS job (id TEXT PRIMARY KEY, bytes BLOB)")
    return local.database


def take(name, path):
    with open(name, "rb") as file:
        text = file.read()
    connection(path).execute("INSERT INTO job VALUES (?, ?)", (json.loads(text)["job_id"], text))
    os.unlink(name)
