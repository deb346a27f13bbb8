"""Deliveries over the network: scp and sftp, whole and cut off, in a shell's account and in one that
may do nothing but SFTP (Deploy/okoce-sftp.conf)."""

import os
import pathlib
import signal
import subprocess
import time

import machine
from machine import incoming, receipts, wait

SSH = [
    "-i", "/etc/ssh/test/client", "-P", "2222", "-q",
    "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
    "-o", "BatchMode=yes",
]
# A name in the box, as each account's server says it: one sees all, one only the spool.
PREFIX = {"portal": f"{incoming('portal')}/", "okoce-kp021": ""}


def content(account, job, items=1):
    if account == "portal":
        return machine.registration(job)
    return machine.roster(job, source=machine.ACCOUNTS[account], items=items)


def local(name, data):
    path = pathlib.Path("/tmp", name)
    path.write_bytes(data)
    return path


def scp(account, path, *options):
    return [
        "scp", *SSH, *options, str(path), f"{account}@127.0.0.1:{PREFIX[account]}{path.name}",
    ]


def sftp(account, *commands):
    return subprocess.run(
        ["sftp", *SSH, "-b", "-", f"{account}@127.0.0.1"], input="\n".join(commands),
        capture_output=True, text=True,
    )


@machine.unprotected_too
class OverSSH(machine.TimedTest):
    def setUp(self):
        super().setUp()
        wait("sshd", lambda: sftp("okoce-kp021", "pwd").returncode == 0)

    def all_of(self, account, jobs):
        wait(f"{jobs}", lambda: set(jobs) <= machine.recorded(account).keys())
        counts = machine.recorded(account)
        self.assertEqual([counts[job] for job in jobs], [1] * len(jobs))
        for job in jobs:
            receipt = receipts(account) / f"{job}.json.receipt.json"
            wait(f"{receipt}", receipt.exists)
            self.assertIn(job, machine.run_as(account, "cat", str(receipt)).stdout)

    def test_scp_and_sftp_are_recorded_once_each(self):
        for account in PREFIX:
            # The old protocol of scp needs a shell, which only the one account has.
            ways = {"scp": [], "scp-p": ["-p"]} | ({"scp-O": ["-O"]} if account == "portal" else {})
            for way, options in ways.items():
                file = local(f"{way}.json", content(account, way))
                subprocess.run(scp(account, file, *options), check=True, capture_output=True)
            file = local("sftp.json", content(account, "sftp"))
            renamed = local("sftp-renamed.json", content(account, "sftp-renamed"))
            done = sftp(
                account, f"put {file} {PREFIX[account]}sftp.json",
                f"put {renamed} {PREFIX[account]}.part",
                f"rename {PREFIX[account]}.part {PREFIX[account]}sftp-renamed.json",
            )
            self.assertEqual(done.returncode, 0, done.stderr)
            self.all_of(account, [*ways, "sftp", "sftp-renamed"])

    def test_an_upload_that_is_cut_off_waits_and_is_taken_when_it_is_sent_again(self):
        account, job = "okoce-kp021", "cut-off"
        data = content(account, job, items=4000)
        file = local(f"{job}.json", data)
        there = incoming(account) / file.name
        # Slow enough to be cut, in Kbit/s.
        client = subprocess.Popen(scp(account, file, "-l", "400"), stderr=subprocess.DEVNULL)
        wait("the first half", lambda: there.exists() and there.stat().st_size > 0)
        client.send_signal(signal.SIGKILL)
        client.wait()
        size = wait("the end of the connection", lambda: still(there))
        self.assertLess(size, len(data), "it was not cut off")
        # Several settle times, and the daemon has looked: a delivery made afterwards is through.
        time.sleep(3 * machine.SETTLE_S)
        other = local("after-cut.json", content(account, "after-cut"))
        subprocess.run(scp(account, other), check=True, capture_output=True)
        self.all_of(account, ["after-cut"])
        self.assertEqual(machine.attempts(account, file.name), [], "half a file was judged")
        self.assertTrue(there.exists(), "half a file was taken")
        subprocess.run(scp(account, file), check=True, capture_output=True)
        self.all_of(account, [job])
        self.assertEqual(len(machine.attempts(account, file.name)), 1)

    def test_an_account_of_the_drop_in_can_do_nothing_but_sftp_into_its_box(self):
        account = "okoce-kp021"
        shell = subprocess.run(
            ["ssh", "-p", "2222", *SSH[:2], *SSH[4:], f"{account}@127.0.0.1", "id"],
            capture_output=True, text=True, timeout=30,
        )
        self.assertNotIn("uid=", shell.stdout)
        for command in (
            "ls /incoming", "ls /incoming/KP-007", "get /incoming/../../../../etc/passwd /tmp/stolen",
            f"put {local('x', b'x')} /incoming/KP-007/x.json", "mkdir /incoming/NEW",
            f"put {local('y', b'y')} /receipts/KP-021/y.json", "rename /incoming/KP-021 /incoming/X",
            "chmod 777 /incoming/KP-021", "symlink /etc /incoming/KP-007/etc",
        ):
            self.assertNotEqual(sftp(account, command).returncode, 0, command)
        self.assertFalse(os.path.exists("/tmp/stolen"))
        wait("its own answer", lambda: sftp(account, "ls /receipts/KP-021").returncode == 0)


def still(path):
    """The file's size, once nobody has it open any more."""
    users = subprocess.run(["fuser", str(path)], capture_output=True)
    if users.returncode == 0:
        return None
    return path.stat().st_size
