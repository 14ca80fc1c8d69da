"""What keeps JupyterLab from starting, told to the learner, and what course.py can do about it."""

import errno
from pathlib import Path

DAMAGED = 3
"""The exit code that asks course.py to install the packages again."""
COMPILED = 4
"""The exit code that asks course.py to delete what Python compiled, and to start once more."""
EXHAUSTED = {
    "full": "The disk is full. Free about 1 GB, then start again.",
    "memory": "The computer is out of memory. Close other programs, then start again.",
    "files": "The computer has too many files open. Close other programs, then start again.",
}
"""What a computer can run out of, and the sentence for it."""
_CODES = {
    errno.ENOSPC: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.ENOMEM: "memory",
    errno.EAGAIN: "memory",
    errno.EMFILE: "files",
    errno.ENFILE: "files",
}
SETUP_AGAIN = "If that does not help, set everything up from scratch:\n  python3 course.py setup --again"


class CannotStartError(Exception):
    """JupyterLab cannot be started; the message says why and what to do. `code` is the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        self.code = code
        super().__init__(message)


def damaged(what: str, repaired: bool) -> CannotStartError:
    """Say that the packages cannot be used; they are worth one more installation, unless that was just done."""
    if repaired:
        return CannotStartError(
            f"The packages of the course do not work on this computer ({what}).\n"
            "Ask whoever looks after the computer: a virus protection or a setting may be in their way."
        )
    return CannotStartError(
        f"The packages of the course are damaged ({what}). They have to be installed again.", DAMAGED
    )


def exhausted(error: BaseException) -> str:
    """Return what the computer has run out of, as a key of EXHAUSTED, or nothing."""
    if isinstance(error, MemoryError) or "start new thread" in str(error):
        return "memory"
    return _CODES.get(error.errno or 0, "") if isinstance(error, OSError) else ""


def is_compiled_badly(error: BaseException) -> bool:
    """Return whether Python failed to read what it had compiled earlier, as after a power cut."""
    return isinstance(error, EOFError) or "marshal data" in str(error)


def compiled_badly(repaired: bool) -> CannotStartError:
    """Say that what Python compiled cannot be read. It is compiled again, unless all was just installed."""
    what = "what Python made of them cannot be read"
    if repaired:
        return damaged(what, repaired)
    return CannotStartError(f"Some files of the course are damaged ({what}). They are made again.", COMPILED)


def incomplete(what: str) -> CannotStartError:
    """Say that a part of the course is missing."""
    return CannotStartError(
        f"The course is not whole: {what}\n"
        "Unpack the whole archive again into a folder of its own, and start the course there. Your answers\n"
        "are kept elsewhere, and stay. (Authors: python3 course.py check)"
    )


def unreadable(what: str) -> str:
    """Say that some of the lessons cannot be opened."""
    return (
        f"This cannot be opened: {what}. All else can.\n"
        "To get it back, unpack the whole archive again over this folder. Your answers are kept elsewhere,\n"
        "and stay."
    )


def narrow(what: str) -> CannotStartError:
    """Say that the Python under the course lacks a part."""
    return CannotStartError(
        f"The Python that the course runs on is not whole. It lacks {what}.\n"
        "Install Python from python.org (on Debian and Ubuntu: sudo apt install python3-full), and set\n"
        "the course up with that: python3 course.py setup --again"
    )


def unknown(error: BaseException, log: Path | None, repaired: bool) -> CannotStartError:
    """Say in a sentence what nobody thought of, and where its details are."""
    details = f"\nAll the details are in the file {log}" if log else ""
    if lack := exhausted(error):
        return CannotStartError(f"{EXHAUSTED[lack]}{details}")
    if is_compiled_badly(error):
        return compiled_badly(repaired)
    if isinstance(error, ImportError):
        return damaged(str(error), repaired)
    what = "JupyterLab gave up" if isinstance(error, SystemExit) else f"{type(error).__name__}: {error}"
    return CannotStartError(
        f"The course cannot run ({what.splitlines()[0]}). Start it again. {SETUP_AGAIN}{details}"
    )
