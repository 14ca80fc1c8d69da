"""The class file: read with every problem told, written whole or not at all, its PIN kept as a hash."""

import hmac
import json
import os
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Collection, Mapping
from dataclasses import replace
from hashlib import scrypt
from pathlib import Path
from secrets import token_bytes
from tempfile import NamedTemporaryFile
from urllib.parse import quote

from course_lib.catalog import catalog, yaml_file
from course_lib.catalog.problems import NEIGHBORS, ContentError, Problem, without_echoes
from course_lib.catalog.reader import Reader
from course_lib.model.classroom import SECRETS, ClassFile
from course_lib.record.file import sqlite_path

ROUNDS = {"n": 2**14, "r": 8, "p": 5}
"""What scrypt costs: 16 MB and a fifth of a second for each try (OWASP's Password Storage Cheat Sheet)."""

HEAD = """\
# A class of the back spasm course. You can edit this file: `course.py workshop` says what is wrong in it.
# It holds the codes of your learners: keep it to yourself.
"""
PASSWORD = re.compile(r"(?<=://)([^/@:]*):.*@")
FIELDS = "see the table of fields in docs/instructor.md"


def read(path: Path, offices: Collection[str] | None = None) -> ClassFile:
    """Return the class that a file holds; `offices` are the scope profiles there are (the course's own).

    Raises ContentError with every problem: file, line, field, what is wrong, how to fix it.
    """
    reader = Reader(cached=False)
    data, problems = reader.read(path), []
    found: ClassFile | None = None
    if data is not None:
        may_be_empty = {name for name, field in ClassFile.model_fields.items() if not field.is_required()}
        data = {name: each for name, each in data.items() if each is not None or name not in may_be_empty}
        found = reader.entry(path, (), ClassFile, data, by="")
        twice = yaml_file.repeated_keys(path)
        problems += [Problem(path, line, "", key, "stands twice here", "keep one") for line, key in twice]
    known = catalog().scopes if offices is None else offices
    no_office = f"is no scope profile; use one of {', '.join(sorted(known))}"
    if found and found.office not in known:
        problems.append(Problem(path, yaml_file.line_of(path, ("office",)), "", "office", "", ""))
    problems += reader.problems
    if problems or reader.traps or found is None:
        own = {**SECRETS, "office": no_office}
        problems = without_echoes(problems, reader.traps)
        raise ContentError(list(dict.fromkeys(_in_own_words(problem, own) for problem in problems)))
    return found


def _in_own_words(problem: Problem, own: Mapping[str, str]) -> Problem:
    """Return a problem as it is told of a class: of what may be secret, never the value."""
    wrong, _, fix = own.get(problem.field.partition(".")[0], "").partition("; ")
    if wrong:
        return replace(problem, field=problem.field.partition(".")[0], wrong=wrong, fix=fix)
    return replace(problem, fix=FIELDS) if problem.fix == NEIGHBORS else problem


def write(class_file: ClassFile, path: Path) -> None:
    """Write the file so that only its owner can read it: all of it, or, where that fails, nothing.

    Raises OSError.
    """
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".class-", delete=False) as beside:
        try:
            beside.write(as_yaml(class_file))
            beside.flush()
            os.fsync(beside.fileno())
            beside.close()
            Path(beside.name).replace(path)
        except BaseException:
            beside.close()
            Path(beside.name).unlink(missing_ok=True)
            raise


def as_yaml(class_file: ClassFile) -> str:
    """Return the text of the file; every text stands in quotes, so that YAML reads it as it is written."""
    fields = class_file.model_dump(mode="json", exclude={"learners"})
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    learners = [
        f"  - {{name: {json.dumps(learner.name, ensure_ascii=False)}, code: {json.dumps(learner.code)}}}"
        for learner in class_file.learners
    ]
    roster = ["learners:", *learners] if learners else ["learners: []"]
    return HEAD + "\n".join([*lines, *roster]) + "\n"


def hash_pin(pin: str) -> str:
    """Return a PIN as it is kept: with a salt of its own, so that nobody can read it back."""
    salt = token_bytes(16)
    digest = scrypt(pin.strip().encode(), salt=salt, dklen=32, **ROUNDS)
    cost = [str(part) for part in ROUNDS.values()]
    return "$".join(["scrypt", *cost, b64encode(salt).decode(), b64encode(digest).decode()])


def check_pin(pin: str, hashed: str) -> bool:
    """Return whether a PIN is the one that was kept; this takes the same time for each wrong one."""
    try:
        _, n, r, p, salt, expected = hashed.split("$")
        cost = {"n": int(n), "r": int(r), "p": int(p)}
        if cost["n"] > 2**17 or cost["r"] > 16 or cost["p"] > 16:
            return False
        digest = scrypt(pin.strip().encode(), salt=b64decode(salt), dklen=32, maxmem=2**28, **cost)
        return hmac.compare_digest(digest, b64decode(expected))
    except (ValueError, Base64Error):
        return False


def record_url(class_file: ClassFile, path: Path) -> str:
    """Return where the answers of a class go: where its file says, or into a file beside it.

    A path that does not begin at the top is one from the class file on, for every program alike.
    """
    place = path.resolve().with_suffix(".sqlite")
    if class_file.record:
        named = sqlite_path(class_file.record)
        if named is None or named.is_absolute():
            return class_file.record
        place = place.parent / named
    return f"sqlite:///{quote(place.as_posix(), safe='/:')}"


def database_of(url: str) -> str:
    """Return the kind of database behind an address, such as `sqlite` or `postgresql`."""
    return url.partition(":")[0].partition("+")[0]


def shown_url(url: str) -> str:
    """Return the address of a database as it may be shown: without the password, and what else it may hold."""
    return PASSWORD.sub(r"\1:…@", url).partition("?")[0]
