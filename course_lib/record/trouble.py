"""What can go wrong with the record, each in sentences for the learner: what happened, what to do next."""

from course_lib.errors import CourseError

# One word for each trouble: what happened, and what to do about it.
TROUBLES = {
    "full": ("the disk of this computer is full", "Make some room on the disk, then go on."),
    "read_only": (
        "the course is not allowed to write in its folder",
        "Ask the person who takes care of this computer to allow it, then go on.",
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
        "For the instructor: COURSE_RECORD names a PostgreSQL database. Install its driver, such as "
        "psycopg, where the course runs, name it in the address (postgresql+psycopg://), then start again.",
    ),
    "bad_url": (
        "the course does not understand where to keep your answers",
        "For the instructor: COURSE_RECORD is not a database address. "
        "It starts with sqlite:/// or postgresql://. Correct it, then start again.",
    ),
    "unknown": (
        "something went wrong that the course does not know",
        "Go on with the next question. If you see this again, tell your instructor.",
    ),
}


class NotSaved(Exception):  # noqa: N818 - said as the learner would say it
    """Something was not written; the record keeps it and tries again. `sentence` is for the learner."""

    def __init__(self, kind: str) -> None:
        """`kind`: one of TROUBLES."""
        happened, do = TROUBLES[kind]
        self.kind = kind
        self.sentence = (
            f"This is not saved yet: {happened}. What was saved before is safe. Keep this page open: "
            f"the course remembers this and saves it with your next answer. {do}"
        )
        super().__init__(self.sentence)


class NotErased(CourseError):  # noqa: N818 - said as the learner would say it
    """Nothing was erased; the message is for the learner."""

    def __init__(self, kind: str) -> None:
        """`kind`: one of TROUBLES."""
        happened, do = TROUBLES[kind]
        super().__init__(f"Nothing was erased: {happened}. {do}")


def not_read(kind: str) -> str:
    """Say that earlier answers cannot be shown, and what to do. `kind`: one of TROUBLES."""
    happened, do = TROUBLES[kind]
    return f"Your earlier answers cannot be shown now: {happened}. {do}"
