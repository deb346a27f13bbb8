"""From the rename of a file into the box to its commit, one file at a time.

The commit is seen where every reader of SQLite sees it: in the shared index of the write-ahead log,
whose change counter moves after the log has been forced to the disk. It is looked at every 30 us or
so, which is in everybody's times. Who looks without a rest keeps one of two processors, and threads
that the kernel puts behind it there wait for its time slice, some 3 ms: that measures the scheduler.
"""

import ctypes
import mmap
import os
import time
from pathlib import Path

import work


NAP = 30e-6
WARM_UP = 500
PR_SET_TIMERSLACK = 29


class CommitCounter:
    """The number of the last commit in a WAL database that somebody has open."""

    def __init__(self, database: Path):
        with open(f"{database}-shm", "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 136, prot=mmap.PROT_READ)
        self.words = memoryview(self.memory).cast("I")

    def wait_for_change(self, before: int, seconds: float) -> None:
        words, end = self.words, time.monotonic() + seconds
        while words[2] == before:
            time.sleep(NAP)
            if time.monotonic() > end:
                raise TimeoutError(f"nothing was committed within {seconds} s")

    @property
    def value(self) -> int:
        return self.words[2]


def measure(box: Path, database: Path, made: Path, files: int) -> list[float]:
    """Milliseconds for each of `files` files, given one by one, each when the last is gone.

    Before them go some that are not measured: while a new database's log grows to the length that it
    keeps, each commit has the file system's journal written too. A daemon's ledger is new once.

    - made: where a file is written before it is renamed, on the box's file system.
    """
    ctypes.CDLL(None).prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0)
    counter = CommitCounter(database)
    times = []
    for number in range(WARM_UP + files):
        made.write_bytes(work.job(number, 1))
        target = box / f"late-{number:09}.json"
        before = counter.value
        start = time.perf_counter_ns()
        os.rename(made, target)
        counter.wait_for_change(before, 60)
        times.append((time.perf_counter_ns() - start) / 1e6)
        while target.exists():
            time.sleep(0.0002)
    return times[WARM_UP:]


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
