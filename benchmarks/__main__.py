"""Runs every benchmark and prints the table of docs/figures.md: medians, with the machine named first."""

import platform
import sys

import psutil

from benchmarks import final_check, growth, imports, memory, opening, record
from benchmarks.report import table


def main() -> int:
    """Measure everything, print the table, and return 0: a missed goal is told, not failed."""
    size = psutil.virtual_memory().total / 1e9
    print(f"{platform.system()}, Python {platform.python_version()}, {psutil.cpu_count()} cores, {size:.0f} GB")
    figures = []
    for part in (imports, memory, opening, record, growth, final_check):
        print(f"measuring {part.__name__.rpartition('.')[2]} …", file=sys.stderr, flush=True)
        figures += part.measure()
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
