"""The goals that need a million files or ten million facts: F4, F5, F7, F8, F11."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import latency
import work
from contestants import TOP
from pairs import Figure, in_turn
from quick import Bench, memory
from years import repeat

WAITING = 1_000_000
FACTS = 10_000_000


@contextmanager
def running(bench: Bench, base: Path):
    """okoced as a unit runs it: gives the seconds until it was ready, and the process."""
    address = base / "notify"
    address.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready, open(base / "log", "wb") as log:
        ready.bind(str(address))
        ready.settimeout(300)
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in bench.okoced.command(base)], stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, env={**os.environ, "NOTIFY_SOCKET": str(address)})
        while b"READY=1" not in ready.recv(65536):
            pass
        seconds = time.perf_counter() - start
        ready.settimeout(None)
        # Nobody would read on; and a daemon that tells a full socket waits for it.
        reader = subprocess.Popen(
            [sys.executable, "-c", "import socket,sys\ns=socket.socket(fileno=0)\n"
             "while True: s.recv(65536)"], stdin=ready.fileno())
        try:
            yield seconds, process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
            reader.kill()
            reader.wait()


def peak(process) -> float:
    """Peak resident memory of a process that still runs, in MiB."""
    for line in open(f"/proc/{process.pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(process.pid)


def wait_for_jobs(database: Path, count: int, seconds: float = 600) -> None:
    """Until so many deliveries are in the ledger."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    end = time.monotonic() + seconds
    while (connection.execute("SELECT max(id) FROM attempt").fetchone()[0] or 0) < count:
        if time.monotonic() > end:
            raise TimeoutError(f"{count} jobs were not recorded within {seconds} s")
        time.sleep(0.02)
    connection.close()


def forget_cached() -> None:
    """Of a million files that were made some minutes ago, some are in memory and some are not; of
    those that were made just now, all. So both are read from the disk."""
    os.sync()
    with open("/proc/sys/vm/drop_caches", "w") as switch:
        switch.write("3")


def million_waiting(bench: Bench, jobs: int = 100_000) -> list[Figure]:
    """F4, F5, F6, F7 with a million files waiting. The same million serves all: a run takes a part
    of it and puts back new ones of that part."""
    full, empty = bench.folder / "full", bench.folder / "empty"
    box = bench.okoced.prepare(full)
    work.fill(box, WAITING)
    given = WAITING
    starts, rates, memories = ([], []), ([], []), []

    def take(base: Path, which: int) -> None:
        forget_cached()
        started = time.perf_counter()
        with running(bench, base) as (seconds, process):
            wait_for_jobs(bench.okoced.database(base), jobs)
            rates[which].append(jobs / (time.perf_counter() - started))
            starts[which].append(seconds)
            if which == 0:
                memories.append(peak(process))

    for _ in range(bench.pairs):
        take(full, 0)
        shutil.rmtree(full / "state")
        (full / "state").mkdir()
        missing = WAITING - len(os.listdir(box))
        work.fill(box, missing, first=given)
        given += missing
        work.fill(bench.okoced.prepare(empty), jobs)
        take(empty, 1)
        shutil.rmtree(empty)

    rival = full / "spool/incoming/DKUMKMP"
    rival.mkdir(parents=True)
    idle_base = bench.folder / "idle"
    bench.okoced.prepare(idle_base)
    (idle_base / "spool/incoming/DKUMKMP").mkdir()
    with running(bench, idle_base):
        idle = single_files(bench, idle_base)
    with running(bench, full) as (_, process):
        counter = latency.CommitCounter(bench.okoced.database(full))
        time.sleep(5)
        # Batches of the million alone: the rival's own are short, and none of what it waits for.
        before, since = counter.value, time.monotonic()
        time.sleep(5)
        batch = (time.monotonic() - since) / (counter.value - before) * 1000
        beside = single_files(bench, full)
    shutil.rmtree(full)
    shutil.rmtree(idle_base)
    bound = 2 * latency.percentile(idle, 0.99) + 2 * batch
    return [
        Figure("F5", f"{jobs:,} jobs with {WAITING:,} waiting", "jobs/s", rates[0],
               "with these only", rates[1], at_least=0.9),
        Figure("F7", f"start to READY with {WAITING:,} waiting", "s", starts[0],
               "with few", starts[1], at_most=1.2),
        Figure("F6", f"peak memory, {WAITING:,} waiting", "MiB", memories, "", [], limit=96),
        Figure("F4", f"a rival's single file beside {WAITING:,}, p99 (a batch takes {batch:.1f} ms)",
               "ms", [latency.percentile(beside, 0.99)], "idle",
               [latency.percentile(idle, 0.99)], limit=bound),
    ]


def single_files(bench: Bench, base: Path, files: int = 300) -> list[float]:
    """Milliseconds from rename until a reader of the ledger sees the job."""
    connection = sqlite3.connect(
        f"file:{bench.okoced.database(base)}?mode=ro", uri=True, isolation_level=None)
    box, times = base / "spool/incoming/DKUMKMP", []
    for number in range(files):
        made = base / "made"
        made.write_bytes(work.job(90_000_000 + number, 1, "rival", source="DKUMKMP"))
        start = time.perf_counter_ns()
        os.rename(made, box / f"rival-{number}.json")
        while not connection.execute(
            "SELECT 1 FROM attempt JOIN source ON source.id = source WHERE code = 'DKUMKMP'"
            " AND job_id = ? AND recorded = 1", (f"rival-{90_000_000 + number:09}",)
        ).fetchone():
            time.sleep(0.0001)
        times.append((time.perf_counter_ns() - start) / 1e6)
        time.sleep(0.01)
    return times


def ten_million_facts(bench: Bench, jobs: int = 20_000) -> list[Figure]:
    """F5: with ten million facts recorded, made once by the baseline in okoced's own tables."""
    prepared = bench.folder / "ten-million"
    bench.okoced.prepare(prepared)
    bench.okoced.take(prepared)
    ledger = bench.okoced.database(prepared)
    connection = sqlite3.connect(ledger)
    connection.executemany("INSERT INTO source VALUES (?, ?)", [(1, "PORTAL"), (2, "KP-021")])
    connection.commit()
    connection.close()
    subprocess.run(
        [bench.baseline.program, "bulk", str(FACTS // 5_000), "5000", "1", ledger], check=True,
        env={**os.environ, "BASELINE_CACHE_MIB": "4096"})
    # The baseline adds nothing up; a ledger of that age has long done so.
    connection = sqlite3.connect(ledger)
    connection.execute("DELETE FROM tally_change")
    connection.commit()
    connection.close()

    def take(prepare) -> float:
        base = bench.folder / "taking"
        box = bench.okoced.prepare(base)
        prepare(base)
        work.fill(box, jobs, first=FACTS)
        seconds = bench.okoced.take(base).seconds
        shutil.rmtree(base)
        return jobs / seconds

    def copy(base: Path) -> None:
        shutil.rmtree(base / "state")
        subprocess.run(["cp", "-a", prepared / "state", base / "state"], check=True)

    large, small = in_turn(bench.pairs, lambda: take(copy), lambda: take(lambda _: None))
    figures = [Figure("F5", f"one-item files with {FACTS:,} facts recorded", "jobs/s", large,
                      "with none", small, at_least=0.9)]
    shutil.rmtree(prepared)
    return figures


def years(bench: Bench) -> list[Figure]:
    """F11: reports of ten million facts, of which a history of 850,425 is a twelfth."""
    sample, base = bench.folder / "october", bench.folder / "years"
    subprocess.run(
        [bench.okoced.okocectl, "--config", TOP / "Config", "sample", "october-2021", "--into",
         sample], check=True, stdout=subprocess.DEVNULL)
    bench.okoced.prepare(base)
    bulk(sample, base / "spool/incoming")
    shutil.rmtree(sample)
    os.sync()
    time.sleep(work.SETTLE_TIME + 0.1)
    bench.okoced.take(base)
    facts = repeat(bench.okoced.database(base))
    bench.okoced.take(base)
    figures = [
        Figure("F11", f"report {' '.join(report)} over {facts:,} facts", "s",
               reports(bench, base, report), "", [], limit=1)
        for report in (
            ["stages"], ["stages", "--by", "week"], ["stages", "--by", "source"], ["evaluation"],
            ["training"], ["funding"], ["affiliation"], ["waiting"])
    ]
    shutil.rmtree(base)
    return figures


def reports(bench: Bench, base: Path, words: list[str]) -> list[float]:
    times = []
    for _ in range(bench.pairs):
        start = time.perf_counter()
        subprocess.run(
            [bench.okoced.okocectl, "--config", TOP / "Config", "--state", base / "state",
             "report", *words], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return times


def october(bench: Bench) -> list[Figure]:
    """F8: the history of October 2021, as files of many items and as files of one."""
    sample = bench.folder / "october"
    subprocess.run(
        [bench.okoced.okocectl, "--config", TOP / "Config", "sample", "october-2021", "--into",
         sample], check=True, stdout=subprocess.DEVNULL)
    figures = []
    for what, lay, limit in [("bulk files", bulk, 20), ("one-item files", single, 60)]:
        seconds, memories = [], []
        for _ in range(max(1, bench.pairs // 2)):
            base = bench.folder / "taking"
            bench.okoced.prepare(base)
            facts = lay(sample, base / "spool/incoming")
            os.sync()
            time.sleep(work.SETTLE_TIME + 0.1)
            run = bench.okoced.take(base)
            seconds.append(run.seconds)
            memories.append(run)
            if what == "bulk files":
                report = reports(bench, base, ["stages"])
            shutil.rmtree(base)
        figures += [
            Figure("F8", f"October 2021, {facts:,} facts as {what}", "s", seconds, "", [],
                   limit=limit),
            memory(f"October 2021 as {what}", memories),
        ]
        if what == "bulk files":
            figures.append(Figure("F8", "report stages after it", "s", report, "", [], limit=0.3))
    shutil.rmtree(sample)
    return figures


def bulk(sample: Path, incoming: Path) -> int:
    facts = 0
    for folder in sample.iterdir():
        shutil.copytree(folder, incoming / folder.name, dirs_exist_ok=True)
        facts += sum(path.read_bytes().count(b'"item_id"') for path in folder.glob("*.json"))
    return facts


def single(sample: Path, incoming: Path) -> int:
    """Each item as a file of its own; of a roster too, which repeats its class."""
    facts = 0
    for folder in sample.iterdir():
        box = incoming / folder.name
        box.mkdir(exist_ok=True)
        for path in folder.glob("*.json"):
            job = json.loads(path.read_bytes())
            items, name = job["items"], job["job_id"]
            job.pop("control", None)
            for number, item in enumerate(items):
                job["job_id"], job["items"] = f"{name}-{number}", [item]
                (box / f"{name}-{number}.json").write_text(json.dumps(job))
            facts += len(items)
    return facts


GOALS = {"F4": million_waiting, "F5": ten_million_facts, "F8": october,
         "F11": years}
