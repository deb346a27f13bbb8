"""The race: files and links under one name swapped as fast as the kernel allows, while the daemon
looks, opens, reads, compares, moves aside and removes."""

import ctypes
import os

import machine
import test_attacks
from machine import do_as, incoming, wait
from test_attacks import ME, VICTIM, mine

RENAME_EXCHANGE = 2
AT_FDCWD = -100


class Race(test_attacks.AttackTest):
    def test_swapping_files_and_links_wins_nothing(self):
        rounds = machine.effort(10_000, 100_000, 1_000_000)
        before = len(machine.attempts(ME))
        exchanged = do_as(ME, swap, rounds)
        self.assertGreater(exchanged, rounds // 10, "there was hardly a race")
        wait("the box to be empty", lambda: not any(
            name.endswith(".json") or name.startswith(".okoce") for name in os.listdir(
                incoming(ME))))
        seen = machine.attempts(ME)[before:]
        self.assertTrue(any(row[3] for row in seen), "the daemon took no file of the race")
        self.assertTrue(any(not row[3] for row in seen), "the daemon saw no link of the race")
        # Whatever was recorded of it is the attacker's own, in whole files of its own.
        for job in machine.recorded(ME, "swap-"):
            self.assertRegex(job, "^swap-[0-9]+$")
        secrets = {p.read_bytes() for p in VICTIM.iterdir()}
        for kept, in machine.rows("SELECT bytes FROM document WHERE bytes IS NOT NULL"):
            self.assertNotIn(kept, secrets, "a victim's bytes were recorded")
        stolen = machine.rows("SELECT count(*) FROM attempt WHERE job_id LIKE 'stolen-%'")
        self.assertEqual(stolen, [(0,)])
        print(f"({rounds} rounds, {len(seen)} taken) ", end="", file=machine.sys.stderr)


def swap(rounds):
    """As the attacker: its own file and a link take turns under a few names."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.chdir(incoming(ME))
    names = [f"swap-{n}.json".encode() for n in range(4)]
    targets = [VICTIM / name for name in ("honest.json", "root-only.json", "daemons.json")]
    exchanged = 0
    for number in range(rounds):
        name, target = names[number % len(names)], targets[number % len(targets)]
        good, link = b".swap-good", b".swap-link"
        if number % 8 == 0 or not os.path.lexists(good):
            # A new file: what has the name may be a link to a victim's by now.
            with open(b".swap-new", "xb") as file:
                file.write(mine(f"swap-{number}"))
            os.rename(b".swap-new", good)
        if not os.path.lexists(link):
            make_link(target, link, hard=number % 2 == 0)
        try:
            if not os.path.lexists(name):
                os.rename(good if number % 3 else link, name)
            other = good if os.path.lexists(good) else link
            for _ in range(3):
                if libc.renameat2(AT_FDCWD, name, AT_FDCWD, other, RENAME_EXCHANGE) == 0:
                    exchanged += 1
        except FileNotFoundError:
            pass
    make_link(targets[0], b"swap-last.json", hard=False)
    return exchanged


def make_link(target, link, hard):
    if hard:
        try:
            os.link(target, link)
            return
        except PermissionError:
            # The kernel protects hard links: then it is a symbolic one.
            pass
    os.symlink(target, link)
