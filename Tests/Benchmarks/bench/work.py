"""Job files to be taken: registrations of people who do not exist, the same for everyone."""

import json
import os
import time
from pathlib import Path

# As in Config/okoced.yaml: a scan takes a file only when it is this old, in seconds.
SETTLE_TIME = 2


def nik(person: int) -> str:
    """A NIK that nobody has yet, in no order; baseline.c has the same."""
    number = person * 7919 % (28 * 12 * 80 * 9999)
    serial, year = number % 9999 + 1, number // 9999 % 80 + 20
    month, day = number // (9999 * 80) % 12 + 1, number // (9999 * 80 * 12) + 1
    return f"317103{day:02}{month:02}{year % 100:02}{serial:04}"


def item(person: int, position: int) -> dict:
    return {
        "item_id": str(position + 1),
        "nik": nik(person),
        "action": "reach",
        "stage": "P1",
        "occurred_on": "2018-06-07",
        "name": "Contoh Satu",
        "kelurahan": "31.71.03.1001",
        "penggerak": "KP-021",
        "consent": {"given_on": "2018-06-07", "notice": "okoce-2018"},
    }


def job(number: int, items: int, prefix: str = "job", source: str = "PORTAL") -> bytes:
    """Job `number`, of `items` people of its own."""
    first = number * items
    return json.dumps(
        {
            "schema": "okoce/stage-update/1",
            "job_id": f"{prefix}-{number:09}",
            "source": source,
            "submitted_at": "2018-06-12T09:00:00+07:00",
            "items": [item(first + position, position) for position in range(items)],
        },
        indent=1,
    ).encode()


def fill(box: Path, files: int, items: int = 1, first: int = 0) -> None:
    """Writes job files and waits until they are on the disk and old enough to be read."""
    box.mkdir(parents=True, exist_ok=True)
    if items == 1:
        # One template, since making a million documents takes longer than what is measured.
        template = job(0, 1).decode()
        before, between, after = (
            template.replace(nik(0), "\0").replace("job-000000000", "\0").split("\0")
        )
        for number in range(first, first + files):
            text = f"{before}job-{number:09}{between}{nik(number)}{after}"
            with open(box / f"job-{number:09}.json", "w") as file:
                file.write(text)
    else:
        for number in range(first, first + files):
            (box / f"job-{number:09}.json").write_bytes(job(number, items))
    os.sync()
    time.sleep(SETTLE_TIME + 0.1)
