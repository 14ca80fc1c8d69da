"""Where something was answered or noted: a page of the course, a part of it, and what stands there."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, order=True)
class Place:
    """A place, kept as `page/part/id`. The last two may be missing: then it is the page, or a part of it.

    Only the id may have parts of its own, such as item/20 in final/1/item/20: see `inner`.
    """

    page: str
    part: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be read back. Raises ValueError."""
        if not self.page or "/" in self.page or "/" in self.part or (self.id and not self.part):
            raise ValueError(f"{self.page!r}, {self.part!r}, {self.id!r} is no place")

    def __str__(self) -> str:
        """Return the place as it is kept with an attempt."""
        return "/".join(filter(None, (self.page, self.part, self.id)))

    @staticmethod
    def parse(text: str) -> "Place":
        """Return the place that `str` wrote. Raises ValueError for what is none."""
        return _parsed(text)

    def covers(self, other: "Place") -> bool:
        """Return whether another place is this one or lies in it; x/y/say does not cover x/y/say-it."""
        return f"{other}/".startswith(f"{self}/")

    @property
    def inner(self) -> tuple[str, ...]:
        """The parts of the id."""
        return tuple(self.id.split("/")) if self.id else ()


@lru_cache(maxsize=4096)  # a record names few places, each many times
def _parsed(text: str) -> Place:
    page, _, rest = text.partition("/")
    part, _, name = rest.partition("/")
    return Place(page, part, name)
