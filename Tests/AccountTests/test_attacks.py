"""Every attack of the list, by a real account of its own, next to honest traffic.

Each ends in a complaint to its sender (a receipt in rejected/), costs the others nothing, and is
seen by the admin (a notice in the journal, or the daemon's count of what it leaves alone).
"""

import os
import pathlib
import socket
import stat
import subprocess

import machine
from machine import do_as, incoming, receipts, rejected, wait

ME = "mallory"
VICTIM = pathlib.Path("/srv/victim")
# Of the whole daemon, all attacks together; it has 32 MiB of files in hand at most.
MOST_MEMORY_KIB = 300 << 10


def deep(depth):
    return b"[" * depth + b"]" * depth


def mine(job, **changes):
    return machine.roster(job, source="KP-666", **changes)


def replaced(job, old, new):
    data = mine(job)
    assert old in data, old
    return data.replace(old, new)


SQL = "'); DROP TABLE attempt; --"
FORGED = 'x"\nNov 22 00:00:00 vm okoced[1]: accepted: KP-007/h-1\x1b[2J\x1b]0;gotcha\x07\r'

# What is in the file; each is refused or unreadable.
CONTENTS = {
    "deep": deep(100_000),
    "deep-objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "ten-million-bytes": b"[" + b"0," * 5_000_000 + b"0]",
    "four-million-bytes": b"[" + b"0," * 2_000_000 + b"0]",
    "empty-arrays": b"[" + b"[]," * 1_300_000 + b"[]]",
    "duplicate-keys": replaced("dup", b'"job_id": "dup"', b'"job_id": "dup", "job_id": "dup"'),
    "huge-number": replaced("huge", b'"hours": 6', b'"hours": 1e999999999'),
    "long-number": replaced("long", b'"hours": 6', b'"hours": ' + b"9" * 100_000),
    "byte-order-mark": b"\xef\xbb\xbf" + mine("bom"),
    "utf-16": mine("utf16").decode().encode("utf-16"),
    "bad-utf-8": replaced("bad8", b"komunitas", b"komu\xff\xfenitas"),
    "overlong-utf-8": replaced("over", b"komunitas", b"komu\xc0\xafnitas"),
    "lone-surrogate": replaced("lone", b"komunitas", b"komu\\ud800nitas"),
    "null-character": replaced("null", b"komunitas", b"komu\\u0000nitas"),
    "null-byte": replaced("nul", b"komunitas", b"komu\x00nitas"),
    "dots-in-id": mine("../../../etc/passwd"),
    "control-in-id": mine("a\x07\x1b[2Jb"),
    "newline-in-id": mine("a\nb"),
    "long-id": mine("a" * 10_000),
    "sql-in-id": mine(SQL),
    "sql-in-source": mine("sql-source").replace(b'"KP-666"', f'"{SQL}"'.encode()),
    "sql-in-everything": machine.json.dumps(
        {key: SQL for key in ("schema", "job_id", "source", "submitted_at", "class", "items")}
    ).encode(),
    "forged-log-line": mine(FORGED),
    "forged-log-in-key": replaced("forged", b'"track"', machine.json.dumps(FORGED).encode()),
    "a-rival's-source": machine.roster("rival", source="KP-007"),
    "a-rival's-class": mine("rivals-class").replace(
        b'"organiser": "KP-666"', b'"organiser": "KP-007"'),
    "unknown-organiser": mine("unknown").replace(
        b'"organiser": "KP-666"', b'"organiser": "KP-999"'),
    "lender's-work": machine.registration("lenders", source="KP-666").replace(b'"P1"', b'"P7"'),
    "an-operator's-command": machine.json.dumps({
        "schema": "okoce/operator-command/1", "job_id": "op", "source": "OPERATOR",
        "submitted_at": "2018-06-12T09:00:00+07:00",
        "items": [{"item_id": "1", "command": "revoke"}]}).encode(),
}

# Bytes, as the kernel has them; each holds a good job and is recorded.
NAMES = {
    "newline": b"a\nb.json",
    "not-utf-8": b"\xff\xfe\x80.json",
    "255-bytes": b"n" * 250 + b".json",
    "255-bytes-of-utf-8": "é".encode() * 125 + b".json",
    "leading-dash": b"-rf.json",
    "terminal": b"\x1b[2J\x1b]0;x\x07.json",
    "only-controls": bytes(range(1, 32)) + b".json",
    "percent": b"%2e%2e%2f.json",
    "blank": b" .json",
    "long-suffix": b"x.json" * 40 + b".json",
    "like-a-receipt": b"x.json.receipt.json",
}


class AttackTest(machine.TimedTest):
    """One account attacks; another delivers all the while and is owed each of its jobs."""

    def setUp(self):
        super().setUp()
        self.pid = machine.daemon("MainPID")
        make_victims()
        self.victims = snapshot()
        self.honest = machine.HonestTraffic()
        self.honest.__enter__()

    def tearDown(self):
        self.honest.__exit__(None)
        self.assertEqual(machine.daemon("MainPID"), self.pid, "the daemon died")
        self.assertEqual(snapshot(), self.victims, "a victim's file was touched")
        self.assertLess(machine.daemon_status("VmHWM"), MOST_MEMORY_KIB)
        done = subprocess.run(["okocectl", "verify"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        super().tearDown()


class Attacks(AttackTest):
    """Each line of the list."""

    def complaint(self, name):
        """The receipt in rejected/ that the attacker can read; its text."""
        path = rejected(ME) / f"{name}.receipt.json"
        wait(f"the complaint about {name}", lambda: os.path.lexists(path))
        return machine.run_as(ME, "cat", str(path)).stdout

    def notices(self, count):
        """The admin is told of each."""
        wait(
            f"{count} notices", lambda: len(machine.journal("OKOCE_SOURCE=KP-666")) >= count
        )

    def test_hostile_contents_are_refused_with_a_complaint(self):
        before = len(machine.journal("OKOCE_SOURCE=KP-666"))
        do_as(ME, drop_all, [(f"{what}.json", data.hex()) for what, data in CONTENTS.items()])
        mine_alone = ("name-", "left-", "mode-", "replay", "swap-")
        for what in CONTENTS:
            receipt = self.complaint(f"{what}.json")
            self.assertRegex(receipt, '"code": *"E[0-9]{3}"', what)
            self.assertFalse([c for c in receipt if ord(c) < 32 and c != "\n"], what)
        self.notices(before + len(CONTENTS))
        for entry in machine.journal("OKOCE_SOURCE=KP-666"):
            message = entry["MESSAGE"]
            text = bytes(message).decode() if isinstance(message, list) else message
            self.assertFalse([c for c in text if ord(c) < 32 or ord(c) == 127], repr(text))
        self.assertFalse(
            [job for job in machine.recorded(ME) if not job.startswith(mine_alone)])

    def test_hostile_names_are_taken_and_answered_under_safe_names(self):
        jobs = {what: f"name-{what}" for what in NAMES}
        drops = [(name.hex(), mine(jobs[what]).hex()) for what, name in NAMES.items()]
        do_as(ME, drop_raw, drops)
        wait("all names", lambda: machine.recorded(ME, "name-") == {j: 1 for j in jobs.values()})
        wait("receipts", lambda: len(os.listdir(receipts(ME))) >= len(NAMES))
        for folder in (receipts(ME), rejected(ME)):
            for name in os.listdir(os.fsencode(folder)):
                name.decode()
                self.assertFalse([c for c in name if c < 32 or c == 127], name)

    def test_replayed_and_forged_ids_are_a_duplicate_and_a_conflict(self):
        do_as(ME, drop_all, [("replay.json", mine("replay").hex())])
        wait("the first", lambda: machine.recorded(ME, "replay"))
        do_as(ME, drop_all, [("replay-again.json", mine("replay").hex()),
                             ("replay-forged.json", mine("replay", items=2).hex())])
        self.complaint("replay-forged.json")
        outcomes = [machine.attempts(ME, f"replay-{w}.json")[0][2] for w in ("again", "forged")]
        self.assertEqual(outcomes, ["duplicate", "conflict"])
        # A rival's id is one's own in one's own box.
        job = self.honest.jobs[0] if self.honest.jobs else "h"
        do_as(ME, drop_all, [("replay-rival.json", machine.roster(job, source="KP-666").hex())])
        wait("it", lambda: machine.attempts(ME, "replay-rival.json"))
        self.assertNotIn("conflict", machine.attempts(ME, "replay-rival.json")[0][2])

    def test_what_is_no_file_is_moved_away_with_a_complaint(self):
        made = do_as(ME, make_specials)
        os.mknod(incoming(ME) / "device.json", stat.S_IFCHR | 0o666, os.makedev(1, 5))
        for name in [*made, "device.json"]:
            receipt = self.complaint(name)
            self.assertIn("E", receipt)
            wait(f"{name} to leave", lambda: not os.path.lexists(incoming(ME) / name))

    def test_links_to_the_files_of_others_give_nothing_and_take_nothing(self):
        made, refused = do_as(ME, make_hard_links)
        if machine.PROTECTED == "off":
            self.assertEqual(refused, [])
        for name in made:
            self.assertIn("E401", self.complaint(name))
        secret = (VICTIM / "root-only.json").read_bytes()
        for row in machine.rows("SELECT bytes FROM document WHERE bytes IS NOT NULL"):
            self.assertNotEqual(row[0], secret)

    def test_unreadable_sparse_and_growing_files_end_in_a_complaint(self):
        do_as(ME, make_large)
        for name in ("sparse.json", "growing.json"):
            self.assertIn("at most", self.complaint(name))
        do_as(ME, drop_modes)
        wait("mode 000", lambda: set(machine.recorded(ME, "mode")) == {
            "mode-0", "mode-acl"})

    def test_its_own_folders_of_answers_are_traps_for_nobody_else(self):
        do_as(ME, set_traps)
        names = [f"trap-{kind}.json" for kind in ("link", "folder", "fifo", "victim")]
        do_as(ME, drop_all, [(name, b"{}".hex()) for name in names])
        for name in names:
            wait(f"{name} to be judged", lambda: machine.attempts(ME, name))
            wait(f"{name} to leave", lambda: not os.path.lexists(incoming(ME) / name))
        for account in ("honest", "root-only"):
            self.assertFalse((VICTIM / f"{account}.receipt").exists())
        # Not even to empty or to fill the folder does it any good.
        do_as(ME, litter)
        do_as(ME, drop_all, [("after-litter.json", b"{}".hex())])
        self.complaint("after-litter.json")

    def test_forged_leftovers_are_deliveries_like_others(self):
        wait("rivals' attempts", lambda: len(machine.attempts("honest")) > 3)
        numbers = [n for n, in machine.rows("SELECT id FROM attempt ORDER BY id DESC LIMIT 20")]
        last = max(numbers)
        numbers += [last + n for n in range(1, 50)] + [0, 2**63 - 1, 2**63 - 1 - last]
        drops = [(f".okoce-{n}".encode().hex(), mine(f"left-{n}").hex()) for n in numbers]
        do_as(ME, drop_raw, drops)
        jobs = {f"left-{n}": 1 for n in numbers}
        wait("them", lambda: machine.recorded(ME, "left-") == jobs)

    def test_a_flood_of_files_does_not_keep_another_waiting(self):
        count = machine.effort(2_000, 20_000, 1_000_000)
        flood = machine.child_as(ME, flood_of, count)
        slowest = 0.0
        for number in range(10):
            job = f"single-{number}"
            began = machine.time.monotonic()
            machine.shell_as(
                "portal", 'cat >"$to.part" <<<"$text"; mv "$to.part" "$to"',
                text=machine.registration(job).decode(), to=incoming("portal") / f"{job}.json")
            wait(job, lambda: job in machine.recorded("portal"))
            slowest = max(slowest, machine.time.monotonic() - began)
        flood.result()
        print(f"(slowest {slowest:.2f} s of {count}) ", end="", file=machine.sys.stderr)
        self.assertLess(slowest, 20)
        machine.LIMIT_S = 3600
        wait("the flood to be over", lambda: not any(incoming(ME).glob("flood-*")))


# ---------------------------------------------------------------- as the attacker


def drop_all(files):
    for name, data in files:
        drop(os.fsencode(name), bytes.fromhex(data))


def drop_raw(files):
    for name, data in files:
        drop(bytes.fromhex(name), bytes.fromhex(data))


def drop(name, data):
    box = os.fsencode(incoming(ME))
    hidden = os.path.join(box, b".hidden")
    with open(hidden, "wb") as file:
        file.write(data)
    os.rename(hidden, os.path.join(box, name))


def make_specials():
    box = incoming(ME)
    os.symlink("/etc/shadow", box / "link-to-shadow.json")
    os.symlink(VICTIM / "honest.json", box / "link-to-victim.json")
    os.symlink("nowhere", box / "link-to-nowhere.json")
    os.symlink("link-to-itself.json", box / "link-to-itself.json")
    os.symlink(rejected("honest"), box / "link-to-folder.json")
    os.mkfifo(box / "fifo.json", 0o666)
    os.mkdir(box / "folder.json", 0o777)
    os.chmod(box / "folder.json", 0o777)
    (box / "folder.json" / "x.json").write_bytes(mine("inside"))
    here = os.getcwd()
    os.chdir(box)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.json")
    os.chdir(here)
    return [
        "link-to-shadow.json", "link-to-victim.json", "link-to-nowhere.json",
        "link-to-itself.json", "link-to-folder.json", "fifo.json", "folder.json", "socket.json",
    ]


def make_hard_links():
    made, refused = [], []
    for name in ("honest.json", "root-only.json", "daemons.json"):
        try:
            os.link(VICTIM / name, incoming(ME) / f"hard-{name}")
            made.append(f"hard-{name}")
        except PermissionError:
            refused.append(name)
    return made, refused


def make_large():
    box = incoming(ME)
    with open(box / "sparse.json", "wb") as file:
        file.truncate(10 << 30)
    end = machine.time.monotonic() + 3
    with open(box / "growing.json", "wb", buffering=0) as file:
        while machine.time.monotonic() < end:
            file.write(b"[" * 65536)
            machine.time.sleep(0.01)


def drop_modes():
    for job, change in (("mode-0", ["chmod", "000"]),
                        ("mode-acl", ["setfacl", "-m", "u:okoce:-,g::-"])):
        hidden = incoming(ME) / f".{job}"
        hidden.write_bytes(mine(job))
        subprocess.run([*change, str(hidden)], check=True)
        os.rename(hidden, incoming(ME) / f"{job}.json")


def set_traps():
    box = rejected(ME)
    os.symlink(VICTIM / "honest.receipt", box / "trap-link.json.receipt.json")
    os.mkdir(box / "trap-folder.json.receipt.json")
    os.mkfifo(box / "trap-fifo.json.receipt.json")
    os.symlink(VICTIM / "root-only.receipt", box / "trap-victim.json")
    # The names of receipts that are being written: attempts are numbered, so they can be guessed.
    for number in range(machine.effort(6_000, 40_000, 40_000)):
        os.symlink(VICTIM / "root-only.receipt", box / f".okoce-{number}.tmp")


def litter():
    box = rejected(ME)
    for path in box.iterdir():
        if path.is_dir() and not path.is_symlink():
            continue
        path.unlink()
    for number in range(3000):
        (box / f"after-litter.{number}.json").touch()
    (box / "after-litter.json").touch()
    (box / "after-litter.json").unlink()


def flood_of(count):
    box = incoming(ME)
    data = b'{"flood": 1}'
    for number in range(count):
        with open(box / f"flood-{number}.json", "wb") as file:
            file.write(data)


# ---------------------------------------------------------------- the victims


def make_victims():
    """Files of others, of the honest, of root and of the daemon, in a folder that all may enter."""
    if VICTIM.exists():
        return
    VICTIM.mkdir(mode=0o755)
    VICTIM.chmod(0o755)
    for name, owner in (("honest", "honest"), ("root-only", "root"), ("daemons", "okoce")):
        file = VICTIM / f"{name}.json"
        file.write_bytes(mine(f"stolen-{name}"))
        machine.shutil.chown(file, owner, owner)
        file.chmod(0o600)


def snapshot():
    return sorted(
        (p.name, p.stat().st_uid, p.stat().st_mode, p.stat().st_mtime_ns, p.read_bytes())
        for p in VICTIM.iterdir()
    )
