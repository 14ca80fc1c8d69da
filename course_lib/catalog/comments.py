"""Finds the text that YAML drops without a word: behind ` #` in a value without quotes begins a comment."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from course_lib.catalog import yaml_file
from course_lib.catalog.yaml_file import Keys, Trap

FIX = "put the value in quotes if this belongs to it; if it is a comment, put it on a line of its own above"


def dropped(path: Path) -> tuple[Trap, ...]:
    """Return what is dropped in a file behind its texts. Comments on lines of their own are none of it.

    Raises what `yaml_file.tree` raises.
    """
    return _dropped(path.read_bytes())


@lru_cache(maxsize=256)
def _dropped(source: bytes) -> tuple[Trap, ...]:
    lines = source.decode("utf-8-sig").splitlines()
    return tuple(
        Trap(node.end_mark.line + 1, keys, f"loses {rest!r}, which YAML takes for a comment", FIX)
        for node, keys, flow in _texts(yaml_file.tree(source), (), False)
        if (rest := _rest(node, lines, flow))
    )


def _rest(node: Any, lines: list[str], flow: bool) -> str:
    """Return what stands behind a text as a comment: on its last line, or below as if the text went on."""
    first, last = node.start_mark.line, node.end_mark.line
    behind = lines[last][node.end_mark.column :].strip()
    if behind or flow or last + 1 == len(lines):
        return behind if behind.startswith("#") else ""
    depth = len(lines[first]) - len(lines[first].lstrip(" -"))
    below = lines[last + 1]
    return below.strip() if re.match(f" {{{depth + 1},}}#", below) else ""


def _texts(node: Any, keys: Keys, flow: bool) -> Iterator[tuple[Any, Keys, bool]]:
    """Yield each text without quotes below a node: with its keys, and whether brackets stand around it."""
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                yield from _texts(value, (*keys, str(key.value)), flow or node.flow_style)
        case yaml.SequenceNode():
            for place, value in enumerate(node.value):
                yield from _texts(value, (*keys, place), flow or node.flow_style)
        case yaml.ScalarNode(tag="tag:yaml.org,2002:str", style=None | ""):
            yield node, keys, flow
