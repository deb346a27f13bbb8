"""What the benchmark runs on: the machine in words, a folder to work in, how noisy it is."""

import hashlib
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path


def words(folder: Path) -> dict:
    model = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if "MemTotal" in line)
    return {
        "processor": model,
        "processors": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory / 2**20, 1),
        "kernel": platform.release(),
        "load_before": round(os.getloadavg()[0], 2),
        "file_system": subprocess.run(
            ["findmnt", "-n", "-o", "FSTYPE,OPTIONS", "-T", folder],
            capture_output=True, text=True, check=False,
        ).stdout.strip(),
    }


def noise(folder: Path) -> dict:
    """How much the same work differs from one time to the next: (largest - median) / median."""

    def spread(work) -> float:
        times = []
        for _ in range(9):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        middle = statistics.median(times)
        return round((max(times) - middle) / middle, 2)

    block = os.urandom(1 << 20)

    def compute():
        for _ in range(40):
            hashlib.sha256(block).digest()

    def force():
        with open(folder / "noise", "wb") as file:
            for _ in range(50):
                file.write(block[:4096])
                file.flush()
                os.fdatasync(file.fileno())

    return {"computing": spread(compute), "forcing_to_disk": spread(force)}


class Workplace:
    """A folder on a file system of its own: ext4 with a journal in a file, when we are root.

    Removing a file is what a spool does all day, and costs six times as much on a file system
    without a journal that discards blocks, as build machines have: such a figure tells nothing.
    """

    def __init__(self, folder: Path | None, gib: int = 24):
        self.given, self.gib = folder, gib

    def __enter__(self) -> Path:
        self.outer = Path(tempfile.mkdtemp(prefix="okoce-bench.", dir=self.given))
        self.folder = self.outer / "work"
        self.folder.mkdir()
        self.is_mounted = False
        if os.geteuid() == 0:
            image = self.outer / "disk"
            with open(image, "wb") as file:
                file.truncate(self.gib << 30)
            subprocess.run(
                ["mkfs.ext4", "-q", "-F", "-i", "8192", "-E", "lazy_itable_init=0,nodiscard", image],
                check=True,
            )
            self.is_mounted = not subprocess.run(
                ["mount", "-o", "loop", image, self.folder], check=False
            ).returncode
        if not self.is_mounted:
            print("no file system of its own (needs root): the folder's own counts")
        return self.folder

    def __exit__(self, *_):
        if self.is_mounted:
            self.unmount()
        shutil.rmtree(self.outer)

    def unmount(self) -> None:
        """After a million files are removed the kernel is at it for some seconds more."""
        for _ in range(60):
            if subprocess.run(["umount", self.folder], check=False).returncode == 0:
                return
            time.sleep(1)
        subprocess.run(["umount", self.folder], check=True)
