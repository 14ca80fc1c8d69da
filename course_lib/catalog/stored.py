"""The course's own catalog: read and checked once, then kept, and taken entry by entry from what was kept.

A lesson so loads what it shows: its own items and what they name. Nothing is checked again that was checked
before: no file has changed since, nor has the code that checks.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import cache, partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import platformdirs
import pydantic

from course_lib.catalog.contents import Catalog
from course_lib.folders import CONTENT, EXERCISES, PACKAGE

FORMAT = b"1"
"""Changes whenever a catalog is kept differently, so that nothing kept by an older version is taken."""

READ_BY = ("model", "catalog")
"""The rooms whose code decides what a file's entry becomes."""

_DIGEST, _LENGTH = 32, 8
"""How many bytes stand before the index: the digest of all that follows it, and the length of the index."""

_SINGLE = ("where",)
"""Parts for authors alone, who read the files themselves: they are not kept."""

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


@cache
def catalog() -> Catalog:
    """Return the course's own catalog. Raises ContentError where its files need to be corrected."""
    return fetch(CONTENT, EXERCISES, Path(platformdirs.user_cache_dir("back-spasm-course")))


def fetch(content: Path, exercises: Path, folder: Path) -> Catalog:
    """Return the catalog of two folders, from what is kept of it in a third if that is whole and not outdated.

    Where nothing can be kept, the files are read each time.
    """
    place = sha256(f"{content}\n{exercises}".encode(errors="surrogateescape")).hexdigest()[:8]
    path = folder / f"catalog-{place}-{_state(content, exercises)}"
    with suppress(OSError, ValueError):
        return _unpacked(path.read_bytes())
    from course_lib.catalog.loading import load  # noqa: PLC0415 (and YAML, which is not needed otherwise)

    packed = _packed(load(content, exercises))
    with suppress(OSError):
        _keep(packed, path, f"catalog-{place}-*")
    return _unpacked(packed)


def _keep(packed: bytes, path: Path, others: str) -> None:
    """Replace what is kept atomically, and throw away what is outdated or was broken off. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(packed)
        beside.replace(path)
    finally:
        for other in path.parent.glob(others):
            if other != path:
                other.unlink(missing_ok=True)


def _state(content: Path, exercises: Path) -> str:
    """Return what stands for all that a catalog is made of: the files, the code that reads them, and Python."""
    code = [path for room in READ_BY for path in sorted((PACKAGE / room).glob("*.py"))]
    files = [path for folder in (content, exercises) for path in sorted(folder.rglob("*.yaml"))]
    found = sha256(b"\n".join([FORMAT, sys.version.encode(), pydantic.VERSION.encode()]))
    for path in [*code, *files, *sorted(content.glob("figures/*.svg"))]:
        found.update(f"\n{path}\n".encode(errors="surrogateescape"))
        if path.suffix != ".svg" and path.is_file():
            found.update(sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]


def _packed(known: Catalog) -> bytes:
    """Return a catalog as it is kept: each entry of each part by itself, behind an index of where it stands."""
    entries, shelves, whole = bytearray(), dict[str, dict[str, Place]](), dict[str, Any]()
    for part in (field.name for field in fields(known) if field.name not in _SINGLE):
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


def _unpacked(packed: bytes) -> Catalog:
    """Return the catalog that was kept. Raises ValueError where that is not whole."""
    begin = _DIGEST + _LENGTH
    if sha256(memoryview(packed)[_DIGEST:]).digest() != packed[:_DIGEST]:
        raise ValueError("what is kept of the catalog is damaged")
    end = begin + int.from_bytes(packed[_DIGEST:begin])
    whole, shelves = _Models(BytesIO(packed[begin:end])).load()
    read = partial(_entry, memoryview(packed)[end:])
    parts: dict[str, Any] = {part: Shelf(places, read) for part, places in shelves.items()}
    return Catalog(**whole, **parts)


def _entry(entries: memoryview, first: int, size: int) -> Any:
    return _Models(BytesIO(entries[first : first + size])).load()


class _Models(pickle.Unpickler):
    """Reads the course's models, paths and dates, and nothing else: what is kept can do no more."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if "." not in name else None
        ours = module.startswith("course_lib.model.") and isinstance(found, type)
        if ours or (isinstance(found, type) and issubclass(found, (Path, date))):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no model of the course")
