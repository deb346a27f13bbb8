"""Ledgers as an office has them, made by the built programs: October 2021 at a hundredth, with what
the sample lacks (applications in every state, facts that wait, people outside DKI, work by who is not
part of the programme), and the first winter."""

import json
import os
import pathlib
import random
import re
import shutil
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]

# Of an organisation: nothing of it may be more than words.
HOSTILE = """Komunitas <img src=x onerror=alert(1)> & "Kopi" 'Selatan' {{title}}"""

# Names of people that are on no page.
NAMES = ["Rahasianto", "Tersembunyiwati"]


class Office:
    """One ledger, its configuration, and the programs that read it."""

    def __init__(self, programs, folder, as_of):
        self.programs = pathlib.Path(programs)
        self.folder = pathlib.Path(folder)
        self.as_of = as_of
        self.niks = []
        self.config = self.folder / "config"
        shutil.copytree(TOP / "Config", self.config)
        sources = self.config / "sources.yaml"
        quoted = HOSTILE.replace("'", "''")
        sources.write_text(
            re.sub(r"name: Komunitas Kopi Selatan", lambda _: f"name: '{quoted}'",
                   sources.read_text()))
        # Another line beside that of all DKI, whose day is to come.
        with (self.config / "targets.yaml").open("a") as targets:
            targets.write('\n  - indicator: P1\n    scope: "31.71"\n    by: 2021-12-31\n'
                          "    number: 900\n")

    def run(self, program, *arguments):
        where = ["--config", self.config, "--spool", self.folder / "spool",
                 "--state", self.folder / "state"]
        finished = subprocess.run(
            [self.programs / program, *where, *arguments], text=True, capture_output=True,
            check=False, env={"PATH": os.environ["PATH"]})
        if finished.returncode != 0:
            raise AssertionError(f"{program} {arguments}: {finished.stderr}")
        return finished.stdout

    def report(self, kind, *arguments):
        return self.run("okocectl", "report", kind, "--as-of", self.as_of, *arguments)

    def json(self, kind, by, language):
        return json.loads(
            self.report(kind, "--by", by, "--format", "json", "--language", language))

    def drop(self, jobs):
        """Puts job files in their boxes; the daemon takes them with the next once()."""
        for job in jobs:
            box = self.folder / "spool/incoming" / job["source"]
            box.mkdir(parents=True, exist_ok=True)
            (box / f"{job['job_id']}.json").write_text(json.dumps(job))

    def sample(self, *arguments):
        into = self.folder / "sample"
        self.run("okocectl", "sample", *arguments, "--into", into)
        for path in sorted(into.glob("*/*.json")):
            box = self.folder / "spool/incoming" / path.parent.name
            box.mkdir(parents=True, exist_ok=True)
            path.rename(box / path.name)

    def once(self):
        (self.folder / "state").mkdir(exist_ok=True)
        self.run("okoced", "--once")

    def nik(self, chance, region="317403"):
        while True:
            nik = f"{region}{chance.randint(1, 28):02}{chance.randint(1, 12):02}" \
                  f"{chance.randint(70, 99)}{chance.randint(1, 9999):04}"
            if nik not in self.niks:
                self.niks.append(nik)
                return nik


def first_winter(programs, folder):
    office = Office(programs, folder, "2018-01-22")
    office.sample("first-winter")
    office.once()
    return office


def october(programs, folder, scale=100):
    office = Office(programs, folder, "2021-10-27")
    office.sample("october-2021", "--scale", str(scale))
    chance = random.Random(2021)
    office.drop(applications(office, chance) + waiting(office, chance)
                + strangers(office, chance) + elsewhere(office, chance) + dear())
    office.once()
    return office


def job(schema, source, job_id, items, **more):
    return {"schema": f"okoce/{schema}/1", "job_id": job_id, "source": source,
            "submitted_at": "2021-10-27T17:00:00+07:00", **more, "items": items}


def register(office, nik, day, name, **place):
    return {"nik": nik, "action": "reach", "stage": "P1", "occurred_on": day, "name": name,
            "penggerak": "KP-001", "consent": {"given_on": day, "notice": "v1"}, **place}


def numbered(items):
    return [{"item_id": str(number), **item} for number, item in enumerate(items, 1)]


def applications(office, chance):
    """As many as each other state has, with the days between them."""
    ends = {"submitted": 9, "assessed": 14, "approved": 11, "rejected": 17, "withdrawn": 4,
            "disbursed": 23, "repaid": 8, "written_off": 2}
    offers = [("BANKDKI", "MONAS_PEMULA", 10), ("BANKDKI", "MONAS_25", 25), ("BRI", "KUR", 60)]
    items = {"BANKDKI": [], "BRI": []}
    for end, count in ends.items():
        for number in range(count):
            lender, product, ceiling = chance.choice(offers)
            amount = chance.randint(4, ceiling) * 1_000_000
            path = ["submitted", "assessed"]
            if end not in ("submitted", "assessed", "rejected", "withdrawn"):
                path += ["approved"]
            if end in ("disbursed", "repaid", "written_off"):
                path += ["disbursed"]
            if end in ("repaid",):
                path += ["repayment"]
            path = path[:1] if end == "submitted" else path + [end] * (end not in path)
            month, day = chance.randint(1, 4), chance.randint(1, 28)
            nik = office.nik(chance)
            for step, event in enumerate(path):
                item = {"application_id": f"E-{end}-{number}", "nik": nik, "product": product,
                        "event": event,
                        "occurred_on": f"2021-{month + step:02}-{min(28, day + step):02}"}
                if event in ("submitted", "approved", "disbursed", "repayment"):
                    item["amount"] = amount
                if event == "approved":
                    item |= {"tenor_months": 18, "rate_bp": 700}
                if event == "rejected":
                    item["reason"] = "agunan"
                items[lender].append(item)
    return [job("funding-application", lender, f"extra-{lender}", numbered(of))
            for lender, of in items.items()]


def waiting(office, chance):
    """Steps of who has not registered, and registrations under another name."""
    def step(stage, evidence):
        return {"nik": office.nik(chance), "action": "reach", "stage": stage,
                "occurred_on": "2021-09-01", "evidence": evidence}
    licence = {"type": "licence", "licence": "NIB", "number": "1", "issued_on": "2021-09-01"}
    held = [step("P3", {"type": "mentoring", "mentor": "M-1"}) for _ in range(23)]
    held += [step("P4", licence) for _ in range(12)]
    twice = [office.nik(chance) for _ in range(7)]
    names = [register(office, nik, "2021-08-02", name, kelurahan="31.74.03.1001")
             for name in NAMES for nik in twice]
    untrained = [{"nik": office.nik(chance), "action": "reach", "stage": "P2",
                  "occurred_on": "2021-09-01",
                  "evidence": {"type": "training", "class_id": f"none-{number}",
                               "organiser": "KP-001"}} for number in range(5)]
    return [job("stage-update", "DKUMKMP", "waits", numbered(held + names + untrained))]


def strangers(office, chance):
    """Classes by organisations that nobody knows."""
    def roster(organiser, place, people):
        attending = [{"nik": office.nik(chance), "attendance": "attended"} for _ in range(people)]
        header = {"class_id": "k-1", "organiser": organiser, "track": "komunitas", "skill": "soft",
                  "kecamatan": place, "status": "held",
                  "sessions": [{"date": "2021-09-11", "hours": 6}], "speakers": [],
                  "cost": 1_000_000}
        return job("training-roster", "DKUMKMP", f"by-{organiser}", numbered(attending),
                   **{"class": header})
    return [roster("OKOCE-TIMUR", "31.75.06", 43), roster("OKOCE-BARAT", "31.73.01", 18)]


def dear():
    """Classes in neighbouring kecamatan whose cost has as many digits as there are; one says none."""
    def header(number, place, **cost):
        return {"class_id": f"dear-{number}", "organiser": "DKUMKMP", "track": "pemprov",
                "skill": "both", "kecamatan": place, "status": "held",
                "sessions": [{"date": "2021-05-04", "hours": 6}], "speakers": [], **cost}
    places = ["31.71.01", "31.71.04", "31.71.08", "31.71.05"]
    headers = [header(number, place, cost=1_400_000_000 + 137 * number)
               for number, place in enumerate(places)] + [header("none", places[0])]
    return [job("training-roster", "DKUMKMP", one["class_id"], [], **{"class": one})
            for one in headers]


def elsewhere(office, chance):
    """Members outside DKI, and of whom only the kecamatan is known."""
    outside = [register(office, office.nik(chance, "327503"), "2021-07-05", NAMES[0],
                        kelurahan="32.75.01.1001") for _ in range(31)]
    coarse = [register(office, office.nik(chance), "2018-03-05", NAMES[1],
                       kecamatan="31.74.03") for _ in range(6)]
    return [job("stage-update", "PORTAL", "elsewhere", numbered(outside + coarse))]
