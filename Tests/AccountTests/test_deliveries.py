"""Every way to deliver, as a real account, at the umasks that there are (clause: deliveries)."""

import contextlib
import os
import pathlib
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import machine
from machine import incoming, receipts, rejected, shell_as, wait

# Shell: $file is the sender's own file, on the spool's file system; $far on another; $to is the
# name in its box.
WAYS = {
    "mv": 'cp "$file" "$file.mv"; mv "$file.mv" "$to"',
    "mv-from-another-file-system": 'cp "$file" "$far"; mv "$far" "$to"',
    "cp": 'cp "$file" "$to"',
    "cp-p": 'cp -p "$file" "$to"',
    "cp-a": 'cp -a "$file" "$to"',
    "install": 'install "$file" "$to"',
    "install-m-600": 'install -m 600 "$file" "$to"',
    "ln": 'ln "$file" "$to"',
    "mktemp-mv": 'tmp=$(mktemp "$box/.XXXXXX"); cat "$file" >"$tmp"; mv "$tmp" "$to"',
    "mktemp-elsewhere-mv": 'tmp=$(mktemp); cat "$file" >"$tmp"; mv "$tmp" "$to"',
    "redirect": 'cat "$file" >"$to"',
    "redirect-noclobber": 'set -C; cat "$file" >"$to"',
    "tee": 'tee "$to" <"$file" >/dev/null',
    "dd-bs-100": 'dd bs=100 if="$file" of="$to" status=none',
    "dd-fsync": 'dd conv=fsync if="$file" of="$to" status=none',
    "rsync-rt": 'rsync -rt "$file" "$to"',
    "rsync-a": 'rsync -a "$file" "$to"',
    "rsync-inplace": 'rsync -rt --inplace "$file" "$to"',
    "rsync-delay-updates": 'rsync -rt --delay-updates "$file" "$to"',
    "vim-saveas": 'vi -es -u NONE -c "saveas $to" -c q "$file"',
    "vim-backup": 'vi -es -u NONE -c "set backup backupcopy=no" -c "saveas $to" -c q "$file"',
    "ed": 'printf "w %s\\nq\\n" "$to" | ed -s "$file"',
    "python-NamedTemporaryFile-rename": """/usr/bin/python3 - "$file" "$box" "$to" <<'END'
import os, sys, tempfile
text, box, to = open(sys.argv[1]).read(), sys.argv[2], sys.argv[3]
with tempfile.NamedTemporaryFile("w", dir=box, prefix=".", delete=False) as file:
    file.write(text)
os.rename(file.name, to)
END""",
    "python-written-in-place": """/usr/bin/python3 - "$file" "$to" <<'END'
import sys
with open(sys.argv[2], "w") as file:
    for piece in open(sys.argv[1]):
        file.write(piece)
        file.flush()
END""",
    "python-O_TMPFILE-linkat": """/usr/bin/python3 - "$file" "$box" "$to" <<'END'
import os, sys
fd = os.open(sys.argv[2], os.O_TMPFILE | os.O_WRONLY, 0o600)
os.write(fd, open(sys.argv[1], "rb").read())
# With a folder's descriptor Python says AT_SYMLINK_FOLLOW, without one it does not.
root = os.open("/", os.O_PATH)
os.link(f"/proc/self/fd/{fd}", sys.argv[3], src_dir_fd=root, follow_symlinks=True)
END""",
    "okocectl-submit": 'okocectl submit "$file" >/dev/null',
}
UMASKS = ["022", "027", "077"]
# They close the file and then set its mode or time by its name, which it may have left by then: it
# was whole, and is recorded.
FINISH_BY_NAME = {"install", "install-m-600", "rsync-inplace", "vim-saveas", "vim-backup"}
# Files of several runs meet in one folder, `.~tmp~`, which the first that is done removes.
ONE_AT_A_TIME = {"rsync-delay-updates": threading.Lock()}


@machine.unprotected_too
class Deliveries(machine.TimedTest):
    """One account, portal, delivers in all ways; the daemon takes each once and answers."""

    account = "portal"

    def setUp(self):
        super().setUp()
        self.box_before = [machine.access(f(self.account)) for f in (incoming, rejected, receipts)]

    def tearDown(self):
        super().tearDown()
        box = [machine.access(f(self.account)) for f in (incoming, rejected, receipts)]
        self.assertEqual(box, self.box_before, "a delivery changed the box itself")

    def deliver(self, way, umask, name, content):
        home = pathlib.Path(f"/home/{self.account}")
        file = home / name
        file.write_bytes(content)
        os.chown(file, *[os.stat(home).st_uid, os.stat(home).st_gid])
        box = incoming(self.account)
        with ONE_AT_A_TIME.get(way, contextlib.nullcontext()):
            finished = shell_as(
                self.account, f"umask {umask}; {WAYS[way]}", check=False,
                file=file, far=f"/tmp/{name}", box=box, to=box / name,
            )
        if finished.returncode != 0:
            self.assertIn(way, FINISH_BY_NAME, f"{umask}: {finished.stderr}")
            self.assertIn("No such file", finished.stderr)

    def deliver_all(self, bad):
        """Each way at each umask; what the daemon is to make of it, by file name."""
        cases = {}
        for way in WAYS:
            for umask in UMASKS:
                job = f"{'bad' if bad else 'good'}-{way}-{umask}"
                changes = {"surprise": 1} if bad else {}
                cases[f"{job}.json"] = (way, umask, job, machine.registration(job, **changes))
        with ThreadPoolExecutor(4) as pool:
            futures = [
                pool.submit(self.deliver, way, umask, name, content)
                for name, (way, umask, _, content) in cases.items()
            ]
            for future in futures:
                future.result()
        names = set(map(os.fsencode, cases))
        wait(
            "every delivery to be recorded or refused",
            lambda: names <= {row[0] for row in machine.attempts(self.account)},
        )
        wait("the box to be empty", lambda: not any(incoming(self.account).glob("*.json")))
        return cases

    def test_every_way_at_every_umask_is_recorded_once_and_its_receipt_can_be_read(self):
        cases = self.deliver_all(bad=False)
        counts = machine.recorded(self.account, "good-")
        self.assertEqual(counts, {job: 1 for _, _, job, _ in cases.values()})
        for name in cases:
            receipt = receipts(self.account) / f"{name}.receipt.json"
            wait(f"the receipt of {name}", receipt.exists)
            said = machine.run_as(self.account, "cat", str(receipt)).stdout
            self.assertIn('"outcome"', said)

    def test_every_way_at_every_umask_is_refused_with_a_file_and_a_receipt_to_read(self):
        cases = self.deliver_all(bad=True)
        for name, (_, _, job, _) in cases.items():
            found = machine.attempts(self.account, name)
            # rsync --inplace closes the file and sets its time after that: if it has been read
            # meanwhile it is another delivery, and refused again.
            self.assertIn(len(found), (1, 2) if "inplace" in name else (1,), found)
            for _, _, outcome, is_recorded in found:
                self.assertFalse(is_recorded, f"{name}: {outcome}")
            file = rejected(self.account) / name
            wait(f"the rejected {name}", file.exists)
            for path in (file, f"{file}.receipt.json"):
                self.assertIn(job, machine.run_as(self.account, "cat", str(path)).stdout, path)

    def test_a_rejected_file_that_is_mended_and_moved_back_is_recorded(self):
        bad = machine.registration("mended", surprise=1)
        self.deliver("mv", "077", "mended.json", bad)
        file = rejected(self.account) / "mended.json"
        wait("the rejected file", file.exists)
        shell_as(
            self.account, """sed -i 's/, "surprise": 1//' "$file"; mv "$file" "$box"/""",
            file=file, box=incoming(self.account),
        )
        wait("the mended job", lambda: machine.recorded(self.account, "mended"))
        wait("no file", lambda: not any(incoming(self.account).glob("*.json")))

    def test_rsync_of_a_whole_folder_leaves_the_box_as_it_was(self):
        folder = "/home/portal/outbox"
        jobs = [f"folder-{flags}-{n}" for flags in ("a", "rt") for n in range(20)]
        for flags in ("a", "rt"):
            shell_as(self.account, f"rm -rf {folder}; mkdir -m 700 {folder}")
            for n in range(20):
                job = f"folder-{flags}-{n}"
                file = pathlib.Path(folder, f"{job}.json")
                file.write_bytes(machine.registration(job))
                os.chown(file, os.stat(folder).st_uid, os.stat(folder).st_gid)
            # 23: the folder's own mode and time are not the account's to change.
            finished = machine.run_as(
                self.account, "rsync", f"-{flags}", f"{folder}/", f"{incoming(self.account)}/",
                check=False,
            )
            self.assertIn(finished.returncode, (0, 23), finished.stderr)
        wait(
            "all of both folders",
            lambda: machine.recorded(self.account, "folder-") == dict.fromkeys(jobs, 1),
        )

    def test_a_name_used_again_while_its_last_delivery_is_settled_loses_nothing(self):
        # A name that is linked in waits for settle_time: its one link looks like an open file's.
        for way, rounds in (
            ("link", machine.effort(10, 30, 200)), ("renameat2", machine.effort(100, 1000, 20_000))
        ):
            machine.do_as(self.account, reuse_name, way, rounds)
            jobs = {f"again-{way}-{n}": 1 for n in range(rounds)}
            wait(f"the last of {way}", lambda: f"again-{way}-{rounds - 1}" in machine.recorded(
                self.account, f"again-{way}-"))
            wait("all", lambda: machine.recorded(self.account, f"again-{way}-") == jobs)

    def test_an_upload_that_stalls_for_longer_than_settle_time_is_taken_whole(self):
        names = machine.do_as(self.account, stall)
        wait(
            "the stalled uploads",
            lambda: machine.recorded(self.account, "stall-") == {n: 1 for n in names},
        )
        outcomes = [row[2] for row in machine.attempts(self.account, *[f"{n}.json" for n in names])]
        self.assertEqual(len(outcomes), len(names), "a half was condemned")

    def test_an_editor_that_mends_a_half_file_in_the_box_is_waited_for(self):
        for number, setting in enumerate(("backupcopy=yes", "backupcopy=no", "nobackup")):
            job = f"edited-{number}"
            text = machine.registration(job).decode()
            shell_as(
                self.account, 'printf %s "$half" >"$to"', half=text[:-2],
                to=incoming(self.account) / f"{job}.json",
            )
            time.sleep(2 * machine.SETTLE_S)
            shell_as(
                self.account, f'vi -es -u NONE -c "set {setting}" -c "normal Go]}}" -c wq "$to"',
                to=incoming(self.account) / f"{job}.json", check=False,
            )
            wait(f"what was edited with {setting}", lambda: machine.recorded(self.account, job))
            self.assertEqual(len(machine.attempts(self.account, f"{job}.json")), 1)


def reuse_name(way, rounds):
    """As the account: the next file takes the name in the moment in which it is free."""
    box = incoming("portal")
    name = box / "again.json"
    renameat2 = no_replace()
    for number in range(rounds):
        hidden = box / f".again-{number}"
        hidden.write_bytes(machine.registration(f"again-{way}-{number}"))
        while True:
            try:
                if way == "link":
                    os.link(hidden, name)
                    os.unlink(hidden)
                else:
                    renameat2(hidden, name)
                break
            except FileExistsError:
                pass


def no_replace():
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)

    def rename(old, new):
        if libc.renameat2(-100, os.fsencode(old), -100, os.fsencode(new), 1) != 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))

    return rename


def stall():
    """As the account: halves, a pause of several settle times, the rest."""
    box = incoming("portal")
    cuts = {"start": 0, "brace": 1, "middle": 200, "end": -1}
    open_files = {}
    for kept in ("open", "closed"):
        for word, cut in cuts.items():
            job = f"stall-{kept}-{word}"
            content = machine.registration(job)
            file = open(box / f"{job}.json", "wb", buffering=0)
            file.write(content[:cut])
            if kept == "closed":
                file.close()
            open_files[job] = (file, content[cut:])
    time.sleep(5 * machine.SETTLE_S)
    for job, (file, rest) in open_files.items():
        with file if not file.closed else open(box / f"{job}.json", "ab") as file:
            file.write(rest)
    return list(open_files)


if __name__ == "__main__":
    unittest.main()
