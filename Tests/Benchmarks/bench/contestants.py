"""Everyone who takes the files: okoced, the baseline, and what people would use instead."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import ledger
import work

HERE = Path(__file__).resolve().parent.parent
TOP = HERE.parent.parent


@dataclass
class Run:
    """One measured run: seconds, peak memory in MiB, processor seconds."""

    seconds: float
    memory: float
    processor: float


def measure(command: list, log: Path, **options) -> Run:
    """Runs a command to its end and asks the kernel what it took, all of its children too."""
    with open(log, "wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output,
            stderr=output, **options,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = log.read_bytes()[-2000:].decode(errors="replace")
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{tail}")
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


class Okoced:
    name = "okoced"

    def __init__(self, programs: Path):
        self.okoced, self.okocectl = programs / "okoced", programs / "okocectl"

    def command(self, folder: Path, *words) -> list:
        return [self.okoced, "--config", TOP / "Config", "--spool", folder / "spool",
                "--state", folder / "state", *words]

    def prepare(self, folder: Path) -> Path:
        """Makes an empty spool and state; the box."""
        (folder / "state").mkdir(parents=True)
        box = folder / "spool/incoming/PORTAL"
        box.mkdir(parents=True)
        return box

    def take(self, folder: Path) -> Run:
        """Takes all that is there and ends; everything is checked, folded and announced."""
        return measure(self.command(folder, "--once"), folder / "log")

    def database(self, folder: Path) -> Path:
        return folder / "state/ledger.sqlite"


class Baseline:
    name = "baseline"

    def __init__(self, program: Path, model: Path):
        self.program, self.model = program, model

    def prepare(self, folder: Path) -> Path:
        box = folder / "box"
        box.mkdir(parents=True)
        shutil.copyfile(self.model, self.database(folder))
        return box

    def take(self, folder: Path) -> Run:
        return measure(
            [self.program, "files", folder / "box", self.database(folder)], folder / "log")

    def bulk(self, folder: Path, files: int, items: int) -> Run:
        size = len(work.job(0, items))
        return measure(
            [self.program, "bulk", files, items, size, self.database(folder)], folder / "log")

    def database(self, folder: Path) -> Path:
        return folder / "ledger.sqlite"


class Peer:
    """What people would use instead: read, json.loads, one insert, unlink."""

    def __init__(self, name: str, files: int, *command):
        self.name, self.files, self.words = name, files, command

    def prepare(self, folder: Path) -> Path:
        box = folder / "box"
        box.mkdir(parents=True)
        return box

    def take(self, folder: Path) -> Run:
        words = [word.format(box=folder / "box", db=folder / "jobs.sqlite") for word in self.words]
        run = measure(words, folder / "log", cwd=HERE / "peers")
        left = len(os.listdir(folder / "box"))
        if left:
            sys.exit(f"{self.name} left {left} files")
        return run


def peers(python: str) -> list[Peer]:
    """With as many files as each takes in some seconds."""
    script = lambda name, *words: (python, f"{name}.py", "{box}", "{db}", *words)  # noqa: E731
    return [
        Peer("plain loop, a commit a hundred", 20_000, *script("plain_loop", "100")),
        Peer("plain loop, a commit a job", 5_000, *script("plain_loop", "1")),
        Peer("beanstalkd with fsync", 5_000, *script("beanstalk_queue")),
        Peer("Huey on SQLite with fsync", 2_000, *script("huey_queue")),
        Peer("Celery on its filesystem broker", 2_000, *script("celery_queue")),
        Peer("script of a path unit", 300, "./path_unit.sh", "{box}", "{db}"),
    ]


def compare_rows(ours: Path, theirs: Path) -> None:
    """The baseline is honest only as long as it inserts what okoced inserts."""
    left, right = ledger.rows(ours), ledger.rows(theirs)
    if left != right:
        sys.exit(f"the baseline inserts other rows than okoced: {right}, not {left}; mend baseline.c")
