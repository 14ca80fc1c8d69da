"""Seconds to import the course and load what a lesson asks, beyond importing ipywidgets alone."""

import subprocess
import sys
import time
from statistics import median

from benchmarks.report import Figure, in_turn

OURS = """
import course_lib
from course_lib.catalog import catalog
known = catalog()
plan = known.plans["heat-and-ice"]
asked = [known.items[name] for name in (*plan.pretest, *plan.practice, *plan.exit)]
"""
PEER = "import ipywidgets"
GOAL = 0.25


def seconds(code: str) -> float:
    """Return how long a new Python takes to run a line of code and end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def measure(rounds: int = 15) -> list[Figure]:
    """Return the figure for importing."""
    extra: list[float] = []

    def ours() -> float:
        extra.append(seconds(OURS))
        return extra[-1]

    def peer() -> float:
        alone = seconds(PEER)
        extra[-1] -= alone
        return alone

    course, alone, ratio = in_turn(ours, peer, rounds)
    more = median(extra)
    return [
        Figure(
            "`import course_lib`, a lesson's items loaded",
            f"{course:.2f} s",
            f"`import ipywidgets` {alone:.2f} s",
            f"{more:+.2f} s ({ratio:.2f}×)",
            f"at most +{GOAL} s",
            more <= GOAL,
        )
    ]
