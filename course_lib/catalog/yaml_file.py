"""Reads the course's YAML files: safely, fast, as they are written, and with the lines of what is wrong.

YAML 1.1 reads `15:00` as 900, `017` as 15, `no` as false and `1_000` as 1000. None of these is read here:
they are refused, and the author is told how to write what is meant. A date is text, and so is every key.
"""

import codecs
import json
import os
import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs
import yaml

# The C parser is about nine times as fast; it is missing where PyYAML was built without it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Keys = tuple[str | int, ...]
"""Where something stands in a file: the keys and list positions that lead to it."""

DEEPEST = 50
"""Keys that lead to a value at most. No file of the course has ten."""

LONGEST = 1000
"""Letters of a number at most. Python reads none of more than 4300 digits."""

CRASHING = 1000
"""Brackets, or marks of a list at the beginning of a line, that are not even parsed."""

_INVISIBLE = re.compile("[\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Marks that nobody sees and that end a line or turn the order of letters around."""

_CONTROL = yaml.reader.Reader.NON_PRINTABLE
_OTHERS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
"""The marks with which files begin that are saved as something else than UTF-8; the first match is right."""

_UNSEEN = re.compile(f"{_CONTROL.pattern}|{_INVISIBLE.pattern}")
_NESTING = re.compile(rf"[\[\]{{}}]|^[ ?-]{{{CRASHING}}}", re.MULTILINE)

FORMAT = b"3"
"""Changes whenever a file is read differently, so that nothing kept by an older version is taken."""

_TAG = "tag:yaml.org,2002:"
_COLLECTIONS = {yaml.MappingNode: f"{_TAG}map", yaml.SequenceNode: f"{_TAG}seq"}
_AS_WRITTEN = {
    f"{_TAG}str": re.compile(r".*", re.DOTALL),
    f"{_TAG}int": re.compile(r"[-+]?(?:0|[1-9][0-9]*)"),
    f"{_TAG}float": re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?"),
    f"{_TAG}bool": re.compile(r"true|false"),
    f"{_TAG}null": re.compile(r"null|~|"),
}
"""How a value of each type has to be written so that everybody reads it as the same thing."""


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Reads every key and every date as the text that stands there: JSON has no others."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != f"{_TAG}merge":
                key.tag = f"{_TAG}str"
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != f"{_TAG}timestamp"]
    for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Trap:
    """A value that YAML does not read as it is written: its line, the keys to it, and how to fix it."""

    line: int
    keys: Keys
    wrong: str
    fix: str


class TrapError(Exception):
    """A file holds traps. `data` is what it holds otherwise, with each trap as the text that stands there."""

    def __init__(self, traps: list[Trap], data: Any) -> None:
        self.traps, self.data = traps, data
        super().__init__(traps)


class UnreadableError(Exception):
    """A file holds what is no text: the line on which that stands, what it is, and how to fix it."""

    def __init__(self, line: int, wrong: str, fix: str) -> None:
        self.line, self.wrong, self.fix = line, wrong, fix
        super().__init__(wrong)


def read(path: Path, *, cached: bool = True) -> Any:
    """Return what the file holds: the same whether it is read for the first time or again.

    Raises yaml.YAMLError, UnreadableError or OSError where it cannot be read, TrapError where it would not be
    read as it is written. What was read is kept as JSON in the user's cache, under a name made from the file's
    content: that is read forty times as fast the next time, and a changed file is never taken for an old one.
    What holds a secret is read with `cached=False`, and kept nowhere.
    """
    source = path.read_bytes()
    saved = _cache() / f"{path.parent.name}-{path.stem}-{sha256(FORMAT + source).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError):
        if cached:
            return json.loads(saved.read_bytes())
    loader = _Loader(_text(source))
    node = loader.get_single_node()
    if node is None:
        return None
    traps = list(_traps(node))
    data = loader.construct_document(node)
    if traps:
        raise TrapError(traps, data)
    with suppress(OSError, TypeError, ValueError):
        if cached:
            _keep(saved, json.dumps(data))
    return data


def read_anyway(path: Path) -> Any:
    """Return what the file holds, with traps as the texts that stand there; None where it cannot be read."""
    try:
        return read(path)
    except TrapError as error:
        return error.data
    except (OSError, yaml.YAMLError, UnreadableError):
        return None


def _text(source: bytes) -> str:
    """Return the bytes of a file as text. Raises UnreadableError."""
    encoding = next((name for mark, name in _OTHERS.items() if source.startswith(mark)), "")
    if encoding or b"\0" in source[:2]:  # every second byte, where no mark is set
        fix = "save it as UTF-8 (in Notepad: “Save as”, then “Encoding: UTF-8”)"
        raise UnreadableError(1, f"is saved as {encoding or 'UTF-16'}", fix)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        fix = "save the file as UTF-8, and look at the letters with accents on this line"
        raise UnreadableError(line, "is not UTF-8", fix) from None
    found = _UNSEEN.search(text)
    if found:
        raise UnreadableError(text.count("\n", 0, found.start()) + 1, _unseen(found[0]), "delete it")
    _demand_an_end(text)
    return text


def _unseen(mark: str) -> str:
    """Return what is wrong with a mark that nobody sees."""
    kind = "an invisible mark" if _INVISIBLE.match(mark) else "a control character"
    return f"holds {kind} (U+{ord(mark):04X})"


def _demand_an_end(text: str) -> None:
    """Raise UnreadableError where brackets go so deep that the parser would crash the program."""
    depth = 0
    for found in _NESTING.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], CRASHING)
        if depth >= CRASHING:
            raise _endless(text.count("\n", 0, found.start()) + 1)


def _endless(line: int) -> UnreadableError:
    return UnreadableError(line, "has brackets within brackets without end", "close them")


def _traps(root: Any) -> Iterator[Trap]:
    """Yield what would not be read as it is written, and make it text. Raises UnreadableError for an alias."""
    nodes: deque[tuple[Any, Keys]] = deque([(root, ())])
    seen: set[int] = set()
    while nodes:
        node, keys = nodes.popleft()
        if id(node) in seen:  # a few lines of aliases of aliases would fill the memory
            wrong, fix = "is used again by an alias (*)", "write it out where it is used, and take the & away"
            raise UnreadableError(node.start_mark.line + 1, wrong, fix)
        seen.add(id(node))
        if len(keys) > DEEPEST:
            raise _endless(node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            nodes += [(value, (*keys, str(key.value))) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += [(value, (*keys, place)) for place, value in enumerate(node.value)]
        trap = _trap(node)
        if trap:
            yield Trap(node.start_mark.line + 1, keys, *trap)
            node.tag = _COLLECTIONS.get(type(node), f"{_TAG}str")


def _trap(node: Any) -> tuple[str, str] | None:
    """Return what is wrong with a value and how to fix it, or None."""
    if not isinstance(node, yaml.ScalarNode):
        tagged = node.tag != _COLLECTIONS[type(node)]
        return (f"has the tag {node.tag!r}", "take the tag away") if tagged else None
    if node.tag not in _AS_WRITTEN:
        return f"is {node.value!r}, which means something else in YAML", f"write '{node.value}', in quotes"
    if node.tag == f"{_TAG}str":
        found = _UNSEEN.search(node.value)  # written as an escape, such as "\\0"
        return (_unseen(found[0]), "delete it") if found else None
    if len(node.value) > LONGEST:
        return f"is {node.value[:9]}…, which is far too long for a number", "write a number that is shorter"
    try:
        value = _Loader("").construct_object(node)
    except (ValueError, LookupError):  # such as `!!int abc`
        return f"is {node.value!r}, which is not what its tag says", "take the tag away"
    if isinstance(value, float) and not abs(value) < float("inf"):
        return f"is {node.value!r}, which is no number", "write a number in digits"
    if _AS_WRITTEN[node.tag].fullmatch(node.value):
        return None
    written = json.dumps(value)
    fix = f"write {written} if that is what you mean, or '{node.value}', in quotes, if you mean the words"
    return f"is {node.value!r}, which YAML reads as {written}", fix


def _cache() -> Path:
    return Path(platformdirs.user_cache_dir("back-spasm-course"))


def _keep(saved: Path, text: str) -> None:
    """Replace what is kept of a file atomically, and throw away what was kept of its older versions."""
    saved.parent.mkdir(parents=True, exist_ok=True)
    beside = saved.with_suffix(f".{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(saved)
    for older in saved.parent.glob(f"{saved.stem.rpartition('-')[0]}-{'?' * 32}.json"):
        if older != saved:
            older.unlink(missing_ok=True)


def line_of(path: Path, keys: Keys) -> int:
    """Return the line (from 1) on which what stands at `keys` begins, or the nearest thing above it.

    Keys that lead nowhere are passed over, so that a missing field is found at its owner.
    """
    try:
        node = compose(path)
    except (OSError, yaml.YAMLError, UnreadableError):
        return 1
    line = node.start_mark.line if node else 0
    for key in keys:
        named = isinstance(node, yaml.MappingNode)
        below = _child(node, key)
        if below is not None:
            mark = (
                next(name.start_mark for name, value in node.value if value is below)
                if named
                else below.start_mark
            )
            node, line = below, mark.line
    return int(line) + 1


def as_written(path: Path, keys: Keys) -> tuple[str, ...]:
    """Return keys in their author's words: an entry of a list by its id, or by its number if it has none."""
    try:
        node = compose(path)
    except (OSError, yaml.YAMLError, UnreadableError):
        return tuple(map(str, keys))
    names = []
    for key in keys:
        node = _child(node, key)
        own = _child(node, "id") if isinstance(key, int) else None
        names.append(own.value if isinstance(own, yaml.ScalarNode) and own.value else str(key))
    return tuple(names)


def repeated_keys(path: Path) -> tuple[tuple[int, str], ...]:
    """Return line and name of every key that stands twice in one mapping (YAML would keep only the last)."""
    return _repeated_keys(path.read_bytes())


@lru_cache(maxsize=256)
def _repeated_keys(source: bytes) -> tuple[tuple[int, str], ...]:
    found, nodes, met = [], [tree(source)], set[int]()
    while nodes:
        node = nodes.pop()
        if id(node) in met:
            continue
        met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    found.append((key.start_mark.line + 1, str(key.value)))
                seen.add(key.value)
                nodes.append(value)
        elif isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)
    return tuple(found)


def compose(path: Path) -> Any:
    """Return the tree of a file's nodes, each with its lines. Raises what `read` raises, but for traps."""
    return tree(path.read_bytes())


@lru_cache(maxsize=256)
def tree(source: bytes) -> Any:
    """Return the tree of nodes of what a file holds. Raises what `read` raises, but for traps."""
    return yaml.compose(_text(source), Loader=_Loader)


def _child(node: Any, key: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key]
    return None
