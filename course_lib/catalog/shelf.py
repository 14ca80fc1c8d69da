"""A catalog in one piece of bytes: each entry of each part by itself, behind an index of where it stands."""

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from course_lib.catalog.contents import Catalog

_DIGEST, _LENGTH = 32, 8
"""How many bytes stand before the index: the digest of all that follows it, and the length of the index."""

NOT_KEPT = ("where", "figures")
"""Not kept: where an entry stands, for authors, who read the files themselves; and the paths of figures."""

Place = tuple[int, int]
"""Where an entry stands in what was kept: its first byte, and how many there are."""


class Shelf(Mapping[str, Any]):
    """One part of a catalog, by id: an entry is read when it is first asked for, and is the same ever after."""

    def __init__(self, places: Mapping[str, Place], read: Callable[[int, int], Any]) -> None:
        """Read nothing yet. `read` gives the entry at a place."""
        self._places, self._read = places, read
        self._entries: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return an entry. Raises KeyError where there is none of that id."""
        if name not in self._entries:
            self._entries[name] = self._read(*self._places[name])
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        """Return whether there is an entry of that id, without reading it."""
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        """Yield the ids, in the order of the files."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    @property
    def read(self) -> tuple[str, ...]:
        """The ids of what was asked for so far."""
        return tuple(self._entries)


def packed(known: Catalog) -> bytes:
    """Return a catalog as it is kept: each entry of each part by itself, behind an index of where it stands."""
    entries, shelves, whole = bytearray(), dict[str, dict[str, Place]](), dict[str, Any]()
    for part in (field.name for field in fields(known) if field.name not in NOT_KEPT):
        held = getattr(known, part)
        if not isinstance(held, Mapping):
            whole[part] = held
            continue
        shelves[part] = {}
        for name, entry in held.items():
            saved = pickle.dumps(entry, pickle.DEFAULT_PROTOCOL)
            shelves[part][name] = len(entries), len(saved)
            entries += saved
    index = pickle.dumps((whole, shelves), pickle.DEFAULT_PROTOCOL)
    body = len(index).to_bytes(_LENGTH) + index + entries
    return sha256(body).digest() + body


def unpacked(contents: bytes, figures: Mapping[str, Path]) -> Catalog:
    """Return the catalog that was kept. Raises ValueError where that is not whole."""
    begin = _DIGEST + _LENGTH
    if sha256(memoryview(contents)[_DIGEST:]).digest() != contents[:_DIGEST]:
        raise ValueError("what is kept of the catalog is damaged")
    end = begin + int.from_bytes(contents[_DIGEST:begin])
    whole, shelves = _Models(BytesIO(contents[begin:end])).load()
    read = partial(_entry, memoryview(contents)[end:])
    parts: dict[str, Any] = {part: Shelf(places, read) for part, places in shelves.items()}
    return Catalog(**whole, **parts, figures=figures)


def _entry(entries: memoryview, first: int, size: int) -> Any:
    return _Models(BytesIO(entries[first : first + size])).load()


class _Models(pickle.Unpickler):
    """Reads the course's models and dates, and nothing else: what is kept can do no more."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if "." not in name else None
        ours = module.startswith("course_lib.model.") and isinstance(found, type)
        if ours or (isinstance(found, type) and issubclass(found, date)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no model of the course")
