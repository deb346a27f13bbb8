"""bench: okoced beside a baseline and beside what people would use instead, in the same run."""

import argparse
import json
import sys
import time
from pathlib import Path

import chart
import large
import machine
import quick


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Deploy/bench", description=__doc__)
    parser.add_argument("--programs", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--baseline", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--python", default=sys.executable, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="the goals that take minutes")
    parser.add_argument("--only", default="", metavar="F1,F2", help="these goals alone")
    parser.add_argument("--pairs", type=int, default=5, help="runs of each of two (5)")
    parser.add_argument("--folder", type=Path, help="where to work: the file system to measure on")
    parser.add_argument("--into", type=Path, default=Path(".build/bench"),
                        help="where figures.json and figures.svg go (.build/bench)")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    goals = dict(quick.GOALS) if options.quick else {**quick.GOALS, **large.GOALS}
    if options.only:
        goals = {name: {**quick.GOALS, **large.GOALS}[name] for name in options.only.split(",")}
    figures = []
    with machine.Workplace(options.folder) as folder:
        words = machine.words(folder)
        words["noise"] = machine.noise(folder)
        print("machine:", ", ".join(f"{key} {value}" for key, value in words.items()), flush=True)
        bench = quick.Bench(
            folder, Path(options.programs), Path(options.baseline), options.python, options.pairs)
        for name, goal in goals.items():
            start = time.monotonic()
            for figure in goal(bench):
                figures.append(figure)
                print(figure.text(), flush=True)
            print(f"     ({name} took {time.monotonic() - start:.0f} s)", flush=True)
    options.into.mkdir(parents=True, exist_ok=True)
    (options.into / "figures.json").write_text(
        json.dumps({"machine": words, "figures": [f.json() for f in figures]}, indent=1) + "\n")
    (options.into / "figures.svg").write_text(chart.svg(figures, "okoced: ratios to others"))
    print(f"written: {options.into}/figures.json, figures.svg")


main()
