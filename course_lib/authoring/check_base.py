"""What every check of the catalog is made of: a problem at its line, a name that leads nowhere."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from course_lib.catalog import Catalog, yaml_file
from course_lib.catalog.problems import Problem


class CheckBase:
    """Checks of a catalog, each of which yields its problems; `known` is what they look at."""

    def __init__(self, known: Catalog) -> None:
        self.known = known

    def at(self, kind: str, name: str, field: str, wrong: str, fix: str) -> Problem:
        """Return the problem of a field (such as "steps.0.title") of an entry, with its file and line."""
        path, keys = self.known.where[kind, name]
        where = (*keys, *(int(part) if part.isdigit() else part for part in field.split(".") if part))
        shown = ".".join(yaml_file.as_written(path, where)[len(keys) :])
        return Problem(path, yaml_file.line_of(path, where), name, shown, wrong, fix)

    def twice(self, kind: str, name: str, field: str, ids: Sequence[str]) -> Iterator[Problem]:
        """Yield a problem for every entry of the list `field` whose id another one has before it."""
        path, keys = self.known.where[kind, name]
        where = (*keys, *(int(part) if part.isdigit() else part for part in field.split(".")))
        for number, own in enumerate(ids):
            if own in ids[:number]:
                line = yaml_file.line_of(path, (*where, ids.index(own), "id"))
                wrong = f"{own!r} is used twice: here, and on line {line}"
                yield self.at(kind, name, f"{field}.{number}.id", wrong, "give each its own")

    def unknown(
        self, kind: str, name: str, field: str, used: Iterable[str], there: Iterable[str]
    ) -> Iterator[Problem]:
        """Yield a problem for every name in the list `field` that is not there."""
        for number, reference in enumerate(used):
            yield from self.unknown_name(kind, name, f"{field}.{number}", reference, there)

    def unknown_name(
        self, kind: str, name: str, field: str, used: str, there: Iterable[str]
    ) -> Iterator[Problem]:
        """Yield a problem if the one name in `field` is not there."""
        there = list(there)
        if used not in there:
            near = get_close_matches(used, there, n=1)
            fix = f"did you mean {near[0]!r}?" if near else "add it, or take it out here"
            yield self.at(kind, name, field, f"{used!r} does not exist", fix.rstrip("."))
