"""Two contestants in turn, A B A B..., and what their figures come to."""

import statistics
from dataclasses import asdict, dataclass, field


@dataclass
class Figure:
    """A figure of ours beside one of somebody else's, pair by pair."""

    goal: str  # F1...
    what: str
    unit: str
    ours: list[float]
    beside: str
    theirs: list[float]
    # The goal, a bound of the ratio; None if the goal is about our figure itself, or only shown.
    at_least: float | None = None
    at_most: float | None = None
    # For goals that are a number and not a ratio.
    limit: float | None = None
    ratios: list[float] = field(init=False)

    def __post_init__(self):
        self.ratios = [a / b for a, b in zip(self.ours, self.theirs)]

    @property
    def ratio(self) -> float | None:
        return statistics.median(self.ratios) if self.ratios else None

    @property
    def is_met(self) -> bool | None:
        if self.limit is not None:
            return statistics.median(self.ours) <= self.limit
        if self.at_least is not None:
            return self.ratio >= self.at_least
        if self.at_most is not None:
            return self.ratio <= self.at_most
        return None

    @property
    def bound(self) -> str:
        if self.limit is not None:
            return f"<= {self.limit:g} {self.unit}"
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return f"<= {self.at_most:g}" if self.at_most is not None else ""

    def json(self) -> dict:
        return {**asdict(self), "ratio": self.ratio, "goal_is_met": self.is_met}

    def text(self) -> str:
        verdict = {True: "met", False: "NOT MET", None: ""}[self.is_met]
        line = f"{self.goal:4} {self.what}: {spread(self.ours)} {self.unit}"
        if self.theirs:
            line += f", {self.beside} {spread(self.theirs)}"
        if self.ratios:
            line += f", ratio {spread(self.ratios)}"
        return f"{line}  {self.bound} {verdict}".rstrip()


def spread(values: list[float]) -> str:
    """Median, and smallest to largest."""
    show = lambda value: f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: E731
    return f"{show(statistics.median(values))} ({show(min(values))} to {show(max(values))})"


def in_turn(count: int, *runs) -> list[list]:
    """Calls each of `runs` `count` times, in turn; what each gave, run by run."""
    results = [[] for _ in runs]
    for _ in range(count):
        for run, result in zip(runs, results):
            result.append(run())
    return results
