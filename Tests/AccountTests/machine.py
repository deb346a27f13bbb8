"""The installed daemon on this machine, its accounts, and what can be seen of both.

Everything is real: the unit's daemon as its own user, accounts made by useradd, boxes made by
okocectl. Tests run as root and do as an account what it could do itself.
"""

import contextlib
import json
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import threading
import sys
import time
import unittest
import zlib

SPOOL = pathlib.Path("/var/spool/okoce")
LEDGER = "/var/lib/okoce/ledger.sqlite"
SETTLE_S = 0.5
EFFORT = os.environ.get("OKOCE_EFFORT", "spread")
PROTECTED = os.environ.get("OKOCE_PROTECTED", "as-they-are")
# No wait is a measure of speed: it is a limit for a hung daemon on a busy machine.
LIMIT_S = int(os.environ.get("OKOCE_LIMIT", "60"))

ACCOUNTS = {"honest": "KP-007", "portal": "PORTAL", "mallory": "KP-666", "okoce-kp021": "KP-021"}


def effort(spread, more, full):
    return {"spread": spread, "more": more, "full": full}[EFFORT]


def incoming(account):
    return SPOOL / "incoming" / ACCOUNTS[account]


def rejected(account):
    return SPOOL / "rejected" / ACCOUNTS[account]


def receipts(account):
    return SPOOL / "receipts" / ACCOUNTS[account]


def wait(what, condition):
    """Until the condition holds; its value."""
    deadline = time.monotonic() + LIMIT_S
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {LIMIT_S} s in vain for {what}")
        time.sleep(0.02)
    return value


# How files are delivered does not depend on it: once is enough in a short run.
unprotected_too = unittest.skipIf(
    PROTECTED == "off" and EFFORT == "spread", "run with the link protections on"
)


class TimedTest(unittest.TestCase):
    """Says how long it took."""

    def setUp(self):
        self.began = time.monotonic()

    def tearDown(self):
        print(f"{time.monotonic() - self.began:.1f} s ", end="", file=sys.stderr, flush=True)


# ---------------------------------------------------------------- accounts


def as_account(account, *command, **options):
    """The command line that runs a command as an account, with nothing of root's left."""
    entry = pwd.getpwnam(account)
    return [
        "setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--init-groups",
        "--inh-caps=-all", "env", f"HOME={entry.pw_dir}", f"USER={account}", *command,
    ]


def run_as(account, *command, check=True, text=True, **options):
    finished = subprocess.run(
        as_account(account, *command), capture_output=True, text=text,
        stdin=options.pop("stdin", subprocess.DEVNULL), **options,
    )
    if check and finished.returncode != 0:
        raise AssertionError(f"{account}: {command}: {finished.stderr}")
    return finished


def shell_as(account, script, check=True, **variables):
    """A shell script with its variables set, stopping at the first command that fails."""
    settings = [f"{name}={value}" for name, value in variables.items()]
    return run_as(account, *settings, "bash", "-euc", script, check=check)


def child_as(account, work, *arguments):
    """Runs a Python function in a process of the account; what it raises fails the test."""
    entry = pwd.getpwnam(account)
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            os.initgroups(account, entry.pw_gid)
            os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
            os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
            os.environ["HOME"] = entry.pw_dir
            os.write(writer, json.dumps(work(*arguments)).encode())
            status = 0
        except BaseException as error:
            os.write(writer, json.dumps(f"{type(error).__name__}: {error}").encode())
        finally:
            os._exit(status)
    os.close(writer)
    return Child(pid, reader)


class Child:
    """A function that runs as an account, and its result."""

    def __init__(self, pid, reader):
        self.pid, self.reader = pid, reader

    def result(self):
        with os.fdopen(self.reader) as file:
            text = file.read()
        _, status = os.waitpid(self.pid, 0)
        if status != 0:
            raise AssertionError(f"the account's work failed: {text}")
        return json.loads(text)


def do_as(account, work, *arguments):
    return child_as(account, work, *arguments).result()


# ---------------------------------------------------------------- what the daemon did


def rows(query, *values):
    with contextlib.closing(sqlite3.connect(f"file:{LEDGER}?mode=ro", uri=True)) as ledger:
        return ledger.execute(query, values).fetchall()


def attempts(account, *names):
    """Of the account's source, newest last: file name, job id, outcome, recorded."""
    found = rows(
        "SELECT file_name, job_id, outcome, recorded FROM attempt JOIN source"
        " ON source.id = attempt.source WHERE code = ? ORDER BY attempt.id",
        ACCOUNTS[account],
    )
    wanted = {os.fsencode(name) for name in names}
    return [row for row in found if not names or row[0] in wanted]


def recorded(account, prefix=""):
    """How often each job of the account was recorded."""
    counts = {}
    for _, job, _, is_recorded in attempts(account):
        if is_recorded and job.startswith(prefix):
            counts[job] = counts.get(job, 0) + 1
    return counts


def daemon(key):
    shown = subprocess.run(
        ["systemctl", "show", "--value", "--property", key, "okoced"],
        capture_output=True, text=True, check=True,
    )
    return shown.stdout.strip()


def daemon_status(key):
    """A line of /proc/PID/status of the daemon, such as VmHWM, as a number."""
    for line in pathlib.Path(f"/proc/{daemon('MainPID')}/status").read_text().splitlines():
        if line.startswith(f"{key}:"):
            return int(line.split()[1])
    raise AssertionError(f"no {key}")


def journal(*matches):
    said = subprocess.run(
        ["journalctl", "-u", "okoced", "--no-pager", "-o", "json", "--all", *matches],
        capture_output=True, text=True, check=True,
    )
    return [json.loads(line) for line in said.stdout.splitlines()]


def access(path):
    """Owner, mode and access list of a folder."""
    shown = subprocess.run(
        f"stat -c '%U:%G %a' '{path}'; getfacl -cpE '{path}'", shell=True,
        capture_output=True, text=True, check=True,
    )
    return shown.stdout


def is_settled():
    """Whether no file waits in any box that the daemon has yet to take."""
    return subprocess.run(["okocectl", "wait", "--timeout", str(LIMIT_S)]).returncode == 0


# ---------------------------------------------------------------- job files


def roster(job, source="KP-007", items=1, **changes):
    """A training roster; good as it is."""
    document = {
        "schema": "okoce/training-roster/1",
        "job_id": job,
        "source": source,
        "submitted_at": "2018-06-12T09:00:00+07:00",
        "class": {
            "class_id": job, "organiser": source, "track": "komunitas", "skill": "soft",
            "kecamatan": "31.71.03", "status": "held",
            "sessions": [{"date": "2018-06-09", "hours": 6}],
        },
        "items": [
            {"item_id": str(n), "nik": f"317103450690{n:04}", "attendance": "attended"}
            for n in range(1, items + 1)
        ],
    }
    document.update(changes)
    return json.dumps(document).encode()


def person(job):
    """A NIK for each job. All of them one person's would be folded together each time."""
    number = zlib.crc32(job.encode())
    day, number = 1 + number % 28, number // 28
    month, number = 1 + number % 12, number // 12
    year, number = 60 + number % 36, number // 36
    return f"317103{day:02}{month:02}{year:02}{1 + number % 9999:04}"


def registration(job, source="PORTAL", nik=None, **changes):
    """A registration by the portal; good as it is."""
    document = {
        "schema": "okoce/stage-update/1",
        "job_id": job,
        "source": source,
        "submitted_at": "2018-06-12T09:00:00+07:00",
        "items": [
            {
                "item_id": "1", "nik": nik or person(job), "action": "reach", "stage": "P1",
                "occurred_on": "2018-06-07", "name": "Contoh Satu",
                "kelurahan": "31.71.03.1001", "penggerak": "KP-007",
                "consent": {"given_on": "2018-06-07", "notice": "okoce-2018"},
            }
        ],
    }
    document.update(changes)
    return json.dumps(document).encode()


class HonestTraffic:
    """An honest source that delivers all the while, and is owed every one of its jobs."""

    def __init__(self, pause_s=0.02):
        self.pause_s = pause_s
        self.prefix = f"h{time.monotonic_ns()}"
        self.jobs = []
        self.slowest_s = 0.0

    def __enter__(self):
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.deliver)
        self.thread.start()
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            wait("honest traffic", lambda: len(self.jobs) >= 20)
        self.stop.set()
        self.thread.join()
        if kind is None:
            self.check()

    def deliver(self):
        box, entry = incoming("honest"), pwd.getpwnam("honest")
        while not self.stop.wait(self.pause_s):
            job = f"{self.prefix}-{len(self.jobs)}"
            hidden = box / f".{job}"
            # Made by root and given away before it has a name that counts.
            hidden.write_bytes(roster(job))
            os.chown(hidden, entry.pw_uid, entry.pw_gid)
            os.rename(hidden, box / f"{job}.json")
            self.jobs.append(job)

    def check(self):
        """Each of its jobs is recorded, and recorded once; none waits, none was rejected."""
        wanted = dict.fromkeys(self.jobs, 1)
        wait("the honest jobs", lambda: recorded("honest", self.prefix).keys() == wanted.keys())
        assert recorded("honest", self.prefix) == wanted, "an honest job was recorded twice"
        assert self.jobs, "there was no honest traffic"
        wait("the honest box to be empty", lambda: not any(incoming("honest").glob("*.json")))
        astray = [p.name for p in rejected("honest").iterdir() if self.prefix in p.name]
        assert not astray, f"honest files were rejected: {astray}"
