"""Wrong codes are counted, by address and for the whole class, so that nobody gets in by trying codes."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable

WINDOW = 900.0
"""Seconds in which wrong codes count."""

BY_ADDRESS = 20
BY_CLASS = 100
"""How many wrong codes are taken in that time. A whole room can sit behind one address: its typos must fit."""


class Guesses:
    """Who may try a code now."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock`: seconds of a clock that nobody can set."""
        self._clock = clock
        self._wrong: dict[str, deque[float]] = defaultdict(deque)

    def wait(self, address: str) -> int:
        """Return after how many seconds an address may try a code; 0 is now."""
        now = self._clock()
        return max(self._wait(address, BY_ADDRESS, now), self._wait("", BY_CLASS, now))

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        for key in (address, ""):
            self._wrong[key].append(self._clock())

    def _wait(self, key: str, most: int, now: float) -> int:
        times = self._wrong.get(key)
        while times and times[0] <= now - WINDOW:
            times.popleft()
        if not times:
            self._wrong.pop(key, None)
            return 0
        return 0 if len(times) < most else int(times[-most] + WINDOW - now) + 1
