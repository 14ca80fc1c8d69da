"""Reads YAML files into models, and notes all that is wrong in their form."""

import json
from collections import defaultdict
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from course_lib.catalog import yaml_file
from course_lib.catalog.model_problems import WRONG_FIELD, from_pydantic
from course_lib.catalog.problems import NEIGHBORS, Problem, from_trap, place, unreadable
from course_lib.catalog.yaml_file import Keys


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Return what validates entries of a kind; it takes longer to build than many entries to check."""
    return TypeAdapter(kind)


class Reader:
    """Reads the parts of a catalog file by file, and keeps every problem on the way.

    `parts` are the dictionaries and lists of a catalog by name; `where` says in which file, under which keys,
    each entry stands; `files` are all that it was asked to read.
    """

    def __init__(self, *, cached: bool = True) -> None:
        """With `cached=False` nothing of the files is kept: they hold what is secret."""
        self._cached = cached
        self.files: set[Path] = set()
        self.problems: list[Problem] = []
        self.traps: list[Problem] = []
        self.parts: dict[str, dict[str, Any]] = defaultdict(dict)
        self.where: dict[tuple[str, str], tuple[Path, Keys]] = {}

    def read(self, path: Path) -> Any:
        """Return the fields that a file holds, or None after noting why there are none."""
        self.files.add(path)
        try:
            data = yaml_file.read(path, cached=self._cached)
        except yaml_file.TrapError as error:
            data = error.data
            self.traps += [from_trap(trap, path, data) for trap in error.traps]
        except (OSError, yaml.YAMLError, yaml_file.UnreadableError) as error:
            self.problems.append(unreadable(error, path))
            return None
        if isinstance(data, dict):
            return data
        self.problems.append(Problem(path, 1, "", "", "holds no fields", NEIGHBORS))
        return None

    def entry(self, path: Path, keys: Keys, kind: Any, data: Any, by: str = "id") -> Any:
        """Return one entry as a model, or None after noting its problems.

        It is read as JSON, strictly: a text in quotes is no number, and a number is no yes or no.
        """
        try:
            return _adapter(kind).validate_json(json.dumps(data), strict=True)
        except ValidationError as error:
            key = keys[-1] if keys and isinstance(keys[-1], str) else ""
            name = data.get(by, key) if isinstance(data, dict) else key
            self.problems += from_pydantic(error, _adapter(kind), path, keys, str(name))
            return None

    def collect(self, path: Path, key: str, kind: Any, into: str, *, by: str = "id") -> None:
        """Read the list (or the mapping) under `key` into the part `into`.

        A `key` such as "visit_order.steps" leads into a mapping.
        """
        keys = tuple(key.split("."))
        entries = data = self.read(path)
        if data is None:
            return
        for part in keys:
            entries = entries.get(part) if isinstance(entries, dict) else None
        if not isinstance(entries, dict | list):
            self._note_missing(path, data, key, f"write the list `{key}:`")
            return
        for number, each in entries.items() if isinstance(entries, dict) else enumerate(entries):
            entry = self.entry(path, (*keys, number), kind, each, by)
            if entry is not None:
                name = str(number if isinstance(entries, dict) else getattr(entry, by))
                self.add(into, name, entry, path, (*keys, number), by=by)

    def single(self, path: Path, key: str, kind: Any) -> Any:
        """Return the one thing that a file holds under `key`, or None after noting its problems."""
        data = self.read(path)
        self.where[key, key] = (path, (key,))
        if data is None or key in data:
            return self.entry(path, (key,), kind, data[key]) if data else None
        self._note_missing(path, data, key, f"write `{key}:`")
        return None

    def whole(self, path: Path, kind: Any) -> Any:
        """Return what a file holds as one model, or None after noting its problems."""
        data = self.read(path)
        if data is None:
            return None
        fields = {key: value for key, value in data.items() if key != "reviewed_by"}
        return self.entry(path, (), kind, fields)

    def under(self, path: Path, key: str, kind: Any, into: str) -> None:
        """Read the one thing that a file holds under `key` into the part `into`."""
        entry = self.single(path, key, kind)
        if entry is not None:
            self.add(into, entry.id, entry, path, (key,))

    def add(self, into: str, name: str, entry: Any, path: Path, keys: Keys = (), *, by: str = "id") -> None:
        """Add what stands at these keys of a file to the part `into`; note where its name was used before."""
        if name in self.parts[into]:
            other, there = self.where[into, name]
            wrong = f"is used twice: here, and in {place(other, yaml_file.line_of(other, there))}"
            line = yaml_file.line_of(path, (*keys, by))
            self.problems.append(Problem(path, line, name, by, wrong, "give each its own"))
        self.parts[into][name] = entry
        self.where[into, name] = (path, keys)

    def _note_missing(self, path: Path, data: Any, key: str, fix: str) -> None:
        """Note that a file has no field `key`, or how its author spelled it."""
        first = key.partition(".")[0]
        near = get_close_matches(first, [name for name in data if first not in data], n=1)
        line = yaml_file.line_of(path, tuple(near))
        if near:
            self.problems.append(Problem(path, line, "", near[0], WRONG_FIELD, f"did you mean `{first}:`?"))
        else:
            self.problems.append(Problem(path, 1, "", key, "is missing", fix))

    def folder(self, into: str, name: str) -> str:
        """Return the name of the folder around the one that holds the file of an entry."""
        return self.where[into, name][0].parent.parent.name
