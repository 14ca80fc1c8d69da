"""What can go wrong with the record of a class, told to its instructor: what is safe, what to change."""

from course_lib.language.troubles import TROUBLES

ELSEWHERE = "name another place after `record:` in the class file"

CHANGES = {
    "full": "Make some room on that disk.",
    "read_only": f"Allow your user to write there, or {ELSEWHERE}.",
    "in_the_way": f"Move it, or {ELSEWHERE}.",
    "wal_in_the_way": f"Move it, or {ELSEWHERE}.",
    "journal_in_the_way": f"Move it, or {ELSEWHERE}.",
    "locked": "Close the other program that has this file open, such as one that copies or shows it.",
    "unreachable": "Check that the network works, that the database runs, and that `record:` in the class file "
    "names its computer.",
    "newer": f"Get the newer version of the course, or {ELSEWHERE}.",
    "damaged": f"Close other programs that have this file open. If that does not help, {ELSEWHERE}.",
    "no_driver": "To install it, once and with a network: python3 course.py setup --postgres.",
    "bad_url": "Correct `record:` in the class file: sqlite:/// and a path, or postgresql+psycopg://…",
    "disk": "Check that this disk or drive is connected.",
    "drive": f"Keep the file on a disk of this computer: {ELSEWHERE}.",
    "memory": "Close other programs.",
    "other_file": f"Leave this file as it is, and {ELSEWHERE}.",
    "busy": "Close other programs that use this database, or wait a minute.",
    "not_allowed": "Check the user, the password and the rights of what `record:` in the class file names.",
}
"""What an instructor can change, by the codes of TROUBLES; where nothing stands here, see `OTHER`."""

OTHER = f"If it stays so, {ELSEWHERE}."


def not_saved(kind: str) -> str:
    """Return what to tell while something of the class is not written. `kind`: one of TROUBLES."""
    return (
        f"▲ What was done last is not saved yet: {_happened(kind)}. Leave the class and the pages open: all "
        "of it waits, and is saved as soon as it can be."
    )


def not_read(kind: str) -> str:
    """Return what to tell while a class runs whose answers cannot be read. `kind`: one of TROUBLES."""
    return f"▲ The answers cannot be shown now: {_happened(kind)}. {_safe(kind)} {change(kind)}"


def not_opened(kind: str) -> str:
    """Return why a class cannot keep its answers, and what of them is safe. `kind`: one of TROUBLES."""
    return f"{_happened(kind)}. {_safe(kind)}"


def ended(kind: str, waiting: int, folder: str) -> str:
    """Return what is safe when a class has ended, what is not, and what to do.

    `kind`: one of TROUBLES, where its record cannot be written now. So many answers are `waiting` in `folder`.
    """
    if not kind:
        return "All answers are kept."
    sentences = [f"▲ The record cannot be written now: {_happened(kind)}. What was saved before is safe."]
    if waiting:
        those, wait = ("1 answer is", "It waits") if waiting == 1 else (f"{waiting} answers are", "They wait")
        sentences.append(f"{those} not in it yet. {wait} in {folder}: leave that folder as it is.")
    else:
        sentences.append("Where a page said that something is not saved yet, it must be answered again.")
    sentences.append(f"{change(kind)} Then start the class once more with the same command")
    return " ".join(sentences) + (": it saves what waits." if waiting else ".")


def change(kind: str) -> str:
    """Return what to change. `kind`: one of TROUBLES."""
    return CHANGES.get(kind, OTHER)


def put_aside(damaged: str, answers: int, journal: str) -> str:
    """Return what was put aside, by the names under which it is kept; nothing where both are empty.

    `damaged` is a file of which so many `answers` could still be read, `journal` a part of another one.
    """
    sentences = []
    if damaged:
        sentences.append(
            f"The file with the answers was damaged. It is kept as {damaged}, and the course began a new one. "
            f"Answers that could still be read: {answers}. They are in the new one."
        )
    if journal:
        sentences.append(
            f"Beside the file with the answers lay a part of another one. It is kept as {journal}."
        )
    return " ".join(sentences)


def _happened(kind: str) -> str:
    return TROUBLES[kind][0].replace("your answers", "the answers").replace("your class", "this class")


def _safe(kind: str) -> str:
    safe = "" if kind == "damaged" else ", and what was kept before is safe"
    return f"Nothing was changed there{safe}."
