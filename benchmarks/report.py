"""A line of the benchmarks' table: what was measured, against what, and whether the goal is met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One measurement. `goal` is the bound in words, `met` whether it holds, None where there is no goal."""

    what: str
    value: str
    against: str
    result: str
    goal: str = ""
    met: bool | None = None


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    rows = [("What", "Course", "Against", "Result", "Goal", "Met"), ("---",) * 6]
    for f in figures:
        met = "" if f.met is None else "yes" if f.met else "**no**"
        rows.append((f.what, f.value, f.against, f.result, f.goal, met))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def in_turn(
    ours: Callable[[], float], peer: Callable[[], float], rounds: int, warm_up: int = 1
) -> tuple[float, float, float]:
    """Measure two things in turn and return the median of each, and of the ratios pair by pair.

    In turn, because these machines are shared: what slows one of a pair slows the other.
    """
    for _ in range(warm_up):
        ours(), peer()
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)
