"""A class: what an instructor writes down once, before the day, in one short file."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from course_lib.model.attempt import Learner
from course_lib.model.base import Id, Model
from course_lib.model.names import PersonName, Printed, numbered
from course_lib.model.scope import MOST_CAUTIOUS

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""What codes are made of: no 0 and O, no 1, I and L, which look alike on a projector."""

ALIKE = str.maketrans("OIL", "011")
"""Letters of codes that were made by hand, as the digits for which they are taken."""

MOST = 500
"""So many people fit into one class."""

SECRETS = {
    "pin": "is not kept as this program keeps it; leave it empty, then "
    "`python3 course.py workshop --pin` asks for it",
    "record": "is no address of a database; write sqlite:/// and a path, or "
    "postgresql+psycopg://name:password@computer/database, with %40 for @ and %2F for / in the password",
}
"""What is said of a field that may hold a secret, whatever is wrong there; never its value."""

KEPT = re.compile(r"scrypt\$\d+\$\d+\$\d+\$[\w+/]{22}==\$[\w+/]{43}=", re.ASCII)
"""A PIN as it is kept: what it costs, its salt and its hash."""


def typed(code: str) -> str:
    """Return a code as it is compared: in capitals, without spaces and hyphens."""
    return code.upper().replace(" ", "").replace("-", "")


def _code(text: str) -> str:
    code = typed(text)
    if not 4 <= len(code) <= 16 or not (code.isascii() and code.isalnum()):
        raise ValueError(": is no code; write 4 to 16 letters and digits, such as HEAT24")
    return code


Code = Annotated[str, AfterValidator(_code)]
"""A code that somebody types: 4 to 16 letters and digits, kept in capitals."""


def learner_id(class_name: str, name: str) -> str:
    """Return the id in the record of somebody on a roster: the same on every device, and with a new code."""
    return sha256(f"{class_name}\0{name}".encode()).hexdigest()[:32]


class Enrolled(Model):
    """Somebody on the roster, with the code that only they have."""

    name: PersonName
    code: Code


class ClassFile(Model):
    """A class. Its roster may be empty: then whoever knows the class code joins, as long as a place is open.

    `code` is the class code, which the whole room sees; `open_places` is how many may join by it who are not on
    the roster. `office` is the id of a scope profile. `hours` is the contact time that was planned. `signatory`
    signs the certificates. `pin` is the instructor's PIN as `classroom.class_file.hash_pin` keeps it, or empty.
    `record` is the URL of a database; None is a file beside the class file. `rest_after`: seconds that a
    lesson waits for a page that was left; then it rests, and opens again with its answers.
    """

    name: PersonName
    starts: date
    ends: date | None = None
    code: Code
    learners: tuple[Enrolled, ...] = Field(default=(), max_length=MOST)
    open_places: int | None = Field(default=None, ge=1, le=MOST)
    office: Id = MOST_CAUTIOUS
    hours: float | None = Field(default=None, gt=0, le=400)
    provider: Printed = ""
    provider_number: Printed = ""
    signatory: Printed = ""
    credential: Printed = ""
    pin: str = Field(default="", repr=False)
    record: str | None = Field(default=None, repr=False)
    rest_after: int = Field(default=90, ge=5, le=3600)

    @model_validator(mode="after")
    def _somebody_can_join(self) -> Self:
        if not self.learners and self.open_places is None:
            raise ValueError("open_places: is missing, and the roster is empty; write how many may join")
        return self

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends and self.ends < self.starts:
            raise ValueError("ends: lies before `starts`; put the earlier day first")
        return self

    @model_validator(mode="after")
    def _each_code_is_one_persons(self) -> Self:
        codes = [learner.code for learner in self.learners]
        for place, code in enumerate(codes):
            if code == self.code:
                raise ValueError(f"learners.{place}.code: is the class code; give each person another one")
            if code in codes[:place]:
                raise ValueError(f"learners.{place}.code: is used twice; give each person their own")
        return self

    @model_validator(mode="after")
    def _pin_is_hashed(self) -> Self:
        if self.pin and not KEPT.fullmatch(self.pin):
            raise ValueError(f"pin: {SECRETS['pin']}")
        return self

    @model_validator(mode="after")
    def _record_is_a_database(self) -> Self:
        if self.record and not is_database(self.record):
            raise ValueError(f"record: {SECRETS['record']}")
        return self

    @property
    def roster(self) -> tuple[Learner, ...]:
        """Who is on the roster, in its order: the id in the record, and a name that nobody shares.

        Of several with one name, the second has another id, and so on: the order of the roster must stay.
        """
        names = [enrolled.name for enrolled in self.learners]
        seen = Counter[str]()
        ids = []
        for name in names:
            seen[name] += 1
            ids.append(learner_id(self.name, name if seen[name] == 1 else f"{name}\0{seen[name]}"))
        return tuple(Learner(id=own, name=name) for own, name in zip(ids, numbered(names), strict=True))

    @property
    def places(self) -> int:
        """How many may be in the class."""
        return len(self.learners) + (self.open_places or 0)


def is_database(url: str) -> bool:
    """Return whether an address names a database that keeps what is written and that every program finds."""
    kind, _, rest = url.partition("://")
    if kind == "sqlite":
        path = rest.removeprefix("/").partition("?")[0].strip("/")
        return rest.startswith("/") and path not in ("", ":memory:") and "mode=memory" not in rest
    try:
        urlsplit(url).port  # noqa: B018 (it is read to see whether it is a number)
    except (
        ValueError
    ):  # a slash in the password cuts the address, and what stands before it is taken for a port
        return False
    return kind == "postgresql+psycopg" and "@" not in urlsplit(url).netloc.rpartition("@")[0]


def look_alike(learners: Iterable[Enrolled]) -> list[list[str]]:
    """Return the names of those whose codes one takes for each other's, each group of them."""
    found: dict[str, list[str]] = {}
    for learner in learners:
        found.setdefault(learner.code.translate(ALIKE), []).append(learner.name)
    return [names for names in found.values() if len(names) > 1]
