"""What can go wrong with the record, in sentences for the learner: what happened, and what to do next."""

from collections.abc import Sequence

# One word for each trouble: what happened, and what to do about it.
TROUBLES = {
    "full": ("the disk of this computer is full", "Make some room on the disk, then go on."),
    "read_only": (
        "the course is not allowed to write in its folder",
        "Ask the person who takes care of this computer to allow it, then go on.",
    ),
    "in_the_way": (
        "something else, such as a folder, lies where the file with your answers belongs",
        "Move it, or give it another name, then go on.",
    ),
    "wal_in_the_way": (
        "beside the file with your answers lies a folder, or something else, whose name ends in -wal",
        "Only the course itself may make a file of that name. Move it, or give it another name, then go on.",
    ),
    "journal_in_the_way": (
        "beside the file with your answers lies a folder, or something else, whose name ends in -journal",
        "Only the course itself may make a file of that name. Move it, or give it another name, then go on.",
    ),
    "locked": (
        "another program is using the file with your answers",
        "Close other windows of the course, then go on.",
    ),
    "unreachable": (
        "the database of your class cannot be reached",
        "Check that the network works, or tell your instructor, then go on.",
    ),
    "newer": (
        "the file with your answers was made by a newer version of this course",
        "It was left as it is. Ask your instructor for the newer version of the course.",
    ),
    "damaged": (
        "the file with your answers is damaged and could not be put aside",
        "Close other windows of the course, then go on. If you see this again, tell your instructor.",
    ),
    "no_driver": (
        "the course has no driver for the database of your class",
        "For the instructor: COURSE_RECORD names a PostgreSQL database. To install its driver where the course "
        "runs: python3 course.py setup --postgres. The address begins with postgresql+psycopg://. Then start "
        "again.",
    ),
    "bad_url": (
        "the course does not understand where to keep your answers",
        "For the instructor: COURSE_RECORD is not a database address. "
        "It starts with sqlite:/// or postgresql://. Correct it, then start again.",
    ),
    "disk": (
        "the disk or the network drive with your answers does not answer",
        "Check that it is connected, then go on. If you see this again, tell your instructor.",
    ),
    "drive": (
        "the network drive with your answers does not let programs take turns",
        "Close other windows of the course, then go on. For the instructor: keep the file on a disk of this "
        "computer instead (COURSE_RECORD names it).",
    ),
    "memory": (
        "this computer has no memory left",
        "Close other programs, then go on.",
    ),
    "too_long": (
        "it is too long to be kept",
        "Write less, then go on.",
    ),
    "interrupted": (
        "saving was interrupted",
        "Go on: the course tries again.",
    ),
    "other_file": (
        "the file with your answers does not look as this course makes it",
        "Tell your instructor. The file was left as it is.",
    ),
    "program": (
        "a part of the course did not work as it should",
        "Go on with the next question. If you see this again, tell your instructor.",
    ),
    "busy": (
        "too many people use the database of your class now",
        "Wait a minute, then go on.",
    ),
    "not_allowed": (
        "the database of your class does not let this course write",
        "Tell your instructor. For the instructor: check the user and the rights in COURSE_RECORD.",
    ),
    "unknown": (
        "something went wrong that the course does not know",
        "Go on with the next question. If you see this again, tell your instructor.",
    ),
}


def not_saved(kind: str) -> str:
    """Say that something is not written yet. `kind`: one of TROUBLES."""
    happened, do = TROUBLES[kind]
    return (
        f"This is not saved yet: {happened}. What was saved before is safe. Keep this page open: "
        f"the course remembers this and saves it with your next answer. {do}"
    )


def not_erased(kind: str) -> str:
    """Say that nothing was erased. `kind`: one of TROUBLES."""
    happened, do = TROUBLES[kind]
    return f"Nothing was erased: {happened}. {do}"


def not_read(kind: str) -> str:
    """Say that earlier answers cannot be shown, and what to do. `kind`: one of TROUBLES."""
    happened, do = TROUBLES[kind]
    return f"Your earlier answers cannot be shown now: {happened}. {do}"


def set_aside(name: str, answers: int) -> str:
    """Say that a damaged file was put aside, and how many answers could still be read."""
    return (
        f"The file with your answers was damaged. It is kept as {name}, and the course began a new one. "
        f"Answers that could still be read: {answers}. They are in the new one. "
        "Tell your instructor; you can go on."
    )


def left_out(answers: int) -> str:
    """Say that single answers are damaged; nothing where there are none."""
    if not answers:
        return ""
    return (
        f"Some answers in the file are damaged and are left out here: {answers}. All others count. "
        "Tell your instructor; you can go on."
    )


def other_journal(name: str) -> str:
    """Say that a journal which belongs to another file was put aside."""
    return (
        f"Beside the file with your answers lay a part of another one. It is kept as {name}. "
        "If answers are missing, tell your instructor."
    )


REFUSALS = {
    "somebody_else": "Somebody else is learning now, so nothing was done. This page now shows their work.",
    "another_record": (
        "The file with your answers was exchanged for another one, so nothing was done. "
        "This page now shows what is in the new file."
    ),
}
"""Why something was not done for the person whom a page shows, and what the page does then."""


def copies(names: Sequence[str]) -> str:
    """Say that files beside the record look like copies of it; nothing where there are none."""
    if not names:
        return ""
    return (
        f"Beside the file with your answers lie files that look like copies of it: {', '.join(names)}. "
        "What is in them is not shown here. A program that keeps folders in step may have made them. "
        "Tell your instructor if answers are missing."
    )


def left_over(aside: Sequence[str], copies: Sequence[str]) -> str:
    """Say which files of the record are still there after erasing; nothing where there are none."""
    found = [f"A damaged older file is still there. Delete it by hand: {', '.join(aside)}."] if aside else []
    if copies:
        found.append(
            f"Files that look like copies are still there: {', '.join(copies)}. "
            "If they are copies of your record, delete them by hand."
        )
    return " ".join(found)
