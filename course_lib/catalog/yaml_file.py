"""Reads the course's YAML files: safely, fast, and with line numbers when something is wrong."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs
import yaml

# The C parser is about nine times as fast; it is missing where PyYAML was built without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Keys = tuple[str | int, ...]
"""Where something stands in a file: the keys and list positions that lead to it."""


def read(path: Path) -> Any:
    """Return what the file holds; raises yaml.YAMLError or OSError where it cannot be read.

    What was read is kept as JSON in the user's cache, under a name made from the file's content: that is
    read forty times as fast the next time, and a changed file is never mistaken for an old one.
    """
    source = path.read_bytes()
    kept = _cache() / f"{path.parent.name}-{path.stem}-{sha256(source).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError):
        return json.loads(kept.read_bytes())
    data = yaml.load(source, Loader=_Loader)  # noqa: S506 - the loader is a safe one in both cases
    with suppress(OSError, TypeError, ValueError):
        _keep(kept, json.dumps(data))
    return data


def _cache() -> Path:
    return Path(platformdirs.user_cache_dir("back-spasm-course"))


def _keep(kept: Path, text: str) -> None:
    """Replace what is kept of a file atomically, and throw away what was kept of its older versions."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_suffix(f".{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(kept)
    for older in kept.parent.glob(f"{kept.stem.rpartition('-')[0]}-{'?' * 32}.json"):
        if older != kept:
            older.unlink(missing_ok=True)


def line_of(path: Path, keys: Keys) -> int:
    """Return the line (from 1) on which the value at `keys` begins, or of the nearest thing above it.

    Keys that lead nowhere are passed over, so that a missing field is found at its owner.
    """
    try:
        node = yaml.compose(path.read_bytes(), Loader=_Loader)
    except (OSError, yaml.YAMLError):
        return 1
    for key in keys:
        below = _child(node, key)
        node = below if below is not None else node
    return int(node.start_mark.line) + 1 if node else 1


def repeated_keys(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of every key that stands twice in one mapping (YAML would keep only the last)."""
    nodes = [yaml.compose(path.read_bytes(), Loader=_Loader)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    yield key.start_mark.line + 1, key.value
                seen.add(key.value)
                nodes.append(value)
        elif isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)


def _child(node: Any, key: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key]
    return None
