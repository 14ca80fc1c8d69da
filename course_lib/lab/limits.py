"""Looks whether the computer lets the course open as many files at once as it needs."""

import sys

from course_lib.lab.trouble import CannotStartError

NEEDED = 256
"""A kernel holds about 75, the server about 15 for each kernel."""
WANTED = 4096


def demand_open_files() -> None:
    """Raise this process's limit of open files to what is allowed. Raises CannotStartError if that is too few.

    With too few, the page opens and no lesson in it ever answers.
    """
    if sys.platform == "win32":  # there is no such limit
        return
    import resource  # noqa: PLC0415

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = WANTED if most == resource.RLIM_INFINITY else min(WANTED, most)
    if allowed < NEEDED:
        raise CannotStartError(
            f"This computer lets the course open only {most} files at once, and it needs {NEEDED}.\n"
            "Start it in a new window. If that does not help, ask whoever looks after the computer to raise\n"
            "the limit (ulimit -n)."
        )
    if now != resource.RLIM_INFINITY and now < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
