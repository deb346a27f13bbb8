"""The goals that take minutes: F1, F2, F3, F6, F9, F10."""

import itertools
import shutil
import subprocess
from pathlib import Path

import contestants
import latency
import ledger
import work
from contestants import TOP, Baseline, Okoced, Run
from pairs import Figure, in_turn

LIMIT_OF_MEMORY = 64


class Bench:
    """Fresh folders for each run, below one workplace."""

    def __init__(self, folder: Path, programs: Path, baseline: Path, python: str, pairs: int):
        self.folder, self.pairs, self.python = folder, pairs, python
        self.numbers = itertools.count()
        self.okoced = Okoced(programs)
        model = folder / "model.sqlite"
        self.once(self.okoced, 1, keep=lambda base: ledger.bare(self.okoced.database(base), model))
        self.baseline = Baseline(baseline, model)

    def once(self, contestant, files: int, items: int = 1, keep=None) -> Run:
        """One contestant takes so many files out of a fresh folder."""
        base = self.folder / f"run-{next(self.numbers)}"
        work.fill(contestant.prepare(base), files, items)
        run = contestant.take(base)
        if keep:
            keep(base)
        shutil.rmtree(base)
        return run

    def same_rows(self, ours, theirs) -> None:
        """Runs both once, and compares what they have inserted."""
        kept = {}

        def keep(name, database):
            def copy(base):
                kept[name] = self.folder / f"{name}.sqlite"
                connection = ledger.sqlite3.connect(database(base))
                connection.execute("VACUUM INTO ?", (str(kept[name]),))
                connection.close()
            return copy

        ours(keep("ours", self.okoced.database))
        theirs(keep("theirs", self.baseline.database))
        contestants.compare_rows(kept["ours"], kept["theirs"])
        for path in kept.values():
            path.unlink()


def one_item_files(bench: Bench, files: int = 20_000) -> list[Figure]:
    """F1, F6: one-item files against the baseline."""
    bench.same_rows(
        lambda keep: bench.once(bench.okoced, 50, keep=keep),
        lambda keep: bench.once(bench.baseline, 50, keep=keep))
    ours, theirs = in_turn(
        bench.pairs, lambda: bench.once(bench.okoced, files),
        lambda: bench.once(bench.baseline, files))
    rate = lambda runs: [files / run.seconds for run in runs]  # noqa: E731
    return [
        Figure("F1", f"{files:,} one-item files", "jobs/s", rate(ours), "baseline", rate(theirs),
               at_least=0.8),
        Figure("F1", "processor time a job", "us", [run.processor / files * 1e6 for run in ours],
               "baseline", [run.processor / files * 1e6 for run in theirs]),
        memory("one-item files", ours),
    ]


def memory(what: str, runs: list[Run]) -> Figure:
    """Resident memory at its peak, SQLite's page cache (32 MiB) within."""
    return Figure("F6", f"peak memory, {what}", "MiB", [run.memory for run in runs], "", [],
                  limit=LIMIT_OF_MEMORY + 32)


def bulk_files(bench: Bench, files: int = 20, items: int = 5_000) -> list[Figure]:
    """F2, F6: files of 5,000 items against the same items from memory."""

    def baseline(keep=None, files=files) -> Run:
        base = bench.folder / f"run-{next(bench.numbers)}"
        bench.baseline.prepare(base)
        run = bench.baseline.bulk(base, files, items)
        if keep:
            keep(base)
        shutil.rmtree(base)
        return run

    bench.same_rows(
        lambda keep: bench.once(bench.okoced, 2, items, keep=keep),
        lambda keep: baseline(keep, files=2))
    ours, theirs = in_turn(
        bench.pairs, lambda: bench.once(bench.okoced, files, items), baseline)
    rate = lambda runs: [files * items / run.seconds for run in runs]  # noqa: E731
    return [
        Figure("F2", f"{files} files of {items:,} items", "items/s", rate(ours), "baseline",
               rate(theirs), at_least=0.5),
        memory("bulk files", ours),
    ]


def one_at_a_time(bench: Bench, files: int = 1_000) -> list[Figure]:
    """F3: rename to committed, one file at a time."""

    def measure(contestant, command) -> list[float]:
        base = bench.folder / f"run-{next(bench.numbers)}"
        path = contestant.prepare(base)
        process = subprocess.Popen(
            [str(word) for word in command(base)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        process.stdout.readline()  # Watching.
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
        times = latency.measure(path, contestant.database(base), base / "made", files)
        process.terminate()
        process.wait()
        drain.wait()
        shutil.rmtree(base)
        return times

    ours, theirs = in_turn(
        bench.pairs,
        lambda: measure(bench.okoced, bench.okoced.command),
        lambda: measure(
            bench.baseline,
            lambda base: [bench.baseline.program, "watch", base / "box", base / "ledger.sqlite"]))
    at = lambda part, runs: [latency.percentile(run, part) for run in runs]  # noqa: E731
    return [
        Figure("F3", f"rename to committed, p{round(part * 100)}", "ms", at(part, ours),
               "baseline", at(part, theirs), at_most=bound)
        for part, bound in [(0.5, 1.5), (0.99, 2)]
    ]


def instead(bench: Bench, files: int = 20_000) -> list[Figure]:
    """F9: what people would use instead."""
    figures = []
    for peer in contestants.peers(bench.python):
        ours, theirs = in_turn(
            bench.pairs, lambda: bench.once(bench.okoced, files),
            lambda: bench.once(peer, peer.files))
        figures.append(
            Figure("F9", "one-item files", "jobs/s", [files / run.seconds for run in ours],
                   peer.name, [peer.files / run.seconds for run in theirs], at_least=1))
    return figures


class Journalled(Okoced):
    """okoced under a journald of its own, which keeps its journal in memory."""

    def __init__(self, okoced: Okoced, configuration: Path):
        self.okoced, self.configuration = okoced.okoced, configuration

    def take(self, folder: Path) -> Run:
        command = self.command(folder, "--once")
        command[2] = self.configuration
        return contestants.measure(
            ["unshare", "--mount", "--propagation", "private",
             TOP / "Tests/Benchmarks/under-journald", *command], folder / "log")


def journal(bench: Bench, files: int = 20_000) -> list[Figure]:
    """F10: what a notice a job costs, journald's own work on the same processors included."""
    quiet = bench.folder / "quiet"
    shutil.copytree(TOP / "Config", quiet)
    sources = (quiet / "sources.yaml").read_text()
    (quiet / "sources.yaml").write_text(
        sources.replace("kind: portal\n", "kind: portal\n    notices: summary\n", 1))
    told, untold = Journalled(bench.okoced, TOP / "Config"), Journalled(bench.okoced, quiet)
    ours, theirs = in_turn(
        bench.pairs, lambda: bench.once(told, files), lambda: bench.once(untold, files))
    rate = lambda runs: [files / run.seconds for run in runs]  # noqa: E731
    return [Figure("F10", "a notice a job in the journal", "jobs/s", rate(ours),
                   "a summary only", rate(theirs), at_least=0.8)]


GOALS = {"F1": one_item_files, "F2": bulk_files, "F3": one_at_a_time, "F9": instead, "F10": journal}
