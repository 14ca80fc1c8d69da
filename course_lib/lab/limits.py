"""Looks whether the computer lets the course open as many files at once as it needs."""

import sys

from course_lib.lab.trouble import CannotStartError

NEEDED = 256
"""A kernel holds about 75, the server about 15 for each kernel."""
WANTED = 4096
FOR_A_CLASS = 10_000
"""Room for 200 learners, each on two devices, with some to spare; macOS gives no program more."""


def open_files() -> int | None:
    """Return how many files this process may have open at once; None where there is no limit."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415

    now, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if now == resource.RLIM_INFINITY else now


def demand_open_files(wanted: int = WANTED) -> None:
    """Raise this process's limit of open files to what is wanted, or as far as is allowed.

    Raises CannotStartError if that is too few.

    With too few, the page opens and no lesson in it ever answers.
    """
    if sys.platform == "win32":  # there is no such limit
        return
    import resource  # noqa: PLC0415

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if allowed < NEEDED:
        raise CannotStartError(
            f"This computer lets the course open only {most} files at once, and it needs {NEEDED}.\n"
            "Start it in a new window. If that does not help, ask whoever looks after the computer to raise\n"
            "the limit (ulimit -n)."
        )
    if now != resource.RLIM_INFINITY and now < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
