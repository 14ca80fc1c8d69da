"""What a model refuses, as problems for whoever wrote the file: line, field, and the nearest name there is."""

import re
from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from course_lib.catalog.plain_words import plainly
from course_lib.catalog.problems import NEIGHBORS, Problem
from course_lib.catalog.yaml_file import Keys, as_written, line_of

WRONG_FIELD = "is not a field here"


def from_pydantic(
    error: ValidationError, kind: TypeAdapter[Any], file: Path, keys: Keys, name: str
) -> list[Problem]:
    """Return one problem for each thing that was wrong in the entry `name` at `keys` of a file.

    `kind` is what refused the entry. A field that is spelled wrong is one problem, not two.
    """
    details = error.errors(include_url=False)
    # A list that is too short because of what is wrong in it is no problem of its own.
    broken = Counter(detail["loc"][:place] for detail in details for place in range(1, len(detail["loc"])))
    details = [detail for detail in details if not (detail["type"] == "too_short" and broken[detail["loc"]])]
    missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
    schema = kind.json_schema()
    found = []
    for detail in details:
        where, fields = _in_the_file(schema, detail["loc"])
        near = ""
        if detail["type"] == "extra_forbidden":
            owner = detail["loc"][:-1]
            near = _nearest(str(where[-1]), [loc[-1] for loc in missing if loc[:-1] == owner], fields)
            missing = [loc for loc in missing if loc != (*owner, near)]
        if detail["type"] == "union_tag_not_found":
            others = [name for name in detail["input"] if name not in fields]
            near = "".join(get_close_matches("kind", others, n=1))
        found.append((detail, where, near))
    return [
        _problem(detail, where, near, file, keys, name)
        for detail, where, near in found
        if detail["type"] != "missing" or detail["loc"] in missing
    ]


def _nearest(name: str, missing: list[Any], fields: list[str]) -> str:
    """Return the field that is likely to be what `name` is for: one that is missing, or any; "" if none is."""
    return next(iter([*get_close_matches(name, missing, n=1), *get_close_matches(name, fields, n=1)]), "")


def _in_the_file(schema: dict[str, Any], loc: Keys) -> tuple[Keys, list[str]]:
    """Return the keys in the file that a place in a model stands for, and the fields there are beside it.

    Pydantic puts the kind of an item into a place, and a mark behind a key: the file has neither. Beside an
    item whose kind is not known stand the fields of all kinds.
    """

    def plain(node: Any) -> dict[str, Any]:
        while "$ref" in node or "anyOf" in node:
            choices = node.get("anyOf", [node])
            node = next((choice for choice in choices if "$ref" in choice), choices[0])
            node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
        return dict(node)

    node, owner, where = plain(schema), {}, []
    for part in loc:
        if part == "[key]":
            continue
        kinds = _kinds(node)
        if part in kinds:
            node = plain({"$ref": kinds[part]})
            continue
        owner = node
        where.append(part)
        inner = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
        node = plain(inner or node.get("additionalProperties") or {})
    owners = [owner] if where else [schema["$defs"][name.rpartition("/")[2]] for name in _kinds(node).values()]
    return tuple(where), [name for fields in owners for name in fields.get("properties", ())]


def _kinds(node: dict[str, Any]) -> dict[str, str]:
    """Return where the schema of each kind stands, if it is one of several."""
    return dict(node.get("discriminator", {}).get("mapping", {}))


def _problem(detail: Any, where: Keys, near: str, file: Path, keys: Keys, name: str) -> Problem:
    context = detail.get("ctx", {})
    wrong, fix = plainly(detail) or ("", "")
    match detail["type"]:
        case _ if wrong:
            pass
        case "missing":
            wrong, fix = "is missing", f"write `{where[-1]}:`"
        case "extra_forbidden":
            wrong = WRONG_FIELD
            fix = f"did you mean `{near}:`?" if near else "take it out, or check its spelling"
            fix += "; a text with a comma stands in quotes" if detail["input"] is None and not near else ""
        case "string_too_short":
            wrong, fix = "is empty", "write it"
        case "literal_error" | "enum" | "union_tag_invalid":
            where = (*where, "kind") if "tag" in context else where
            given = context.get("tag", detail["input"])
            expected = str(context.get("expected") or context.get("expected_tags"))
            close = get_close_matches(str(given), re.findall(r"'([^']+)'", expected), n=1)
            wrong, fix = f"is {given!r}, which the course does not know", f"use one of {expected}"
            fix += f" (did you mean {close[0]!r}?)" if close else ""
        case "union_tag_not_found":
            where = (*where, near or "kind")
            wrong, fix = (WRONG_FIELD, "did you mean `kind:`?") if near else ("is missing", "write `kind:`")
        case "string_type":
            wrong, fix = f"is {detail['input']!r}, which is not text", "put it in quotes"
        case "float_type" | "int_type" | "int_parsing" | "float_parsing":
            number = type(detail["input"]) is float
            wrong = f"is {detail['input']!r}, which is no {'whole ' if number else ''}number"
            fix = "write a number in digits, without quotes" + (" or a point" if number else "")
        case "bool_type" | "bool_parsing":
            wrong = f"is {detail['input']!r}, which is neither yes nor no"
            fix = "write true or false, without quotes"
        case "date_from_datetime_inexact" | "date_from_datetime_parsing" | "date_parsing" | "date_type":
            wrong, fix = f"is {detail['input']!r}, which is no day", "write year, month and day: 2026-12-31"
        case "value_error":
            own, _, rest = str(context["error"]).partition(": ")
            wrong, _, fix = rest.partition("; ")
            where = (*where, *(int(part) if part.isdigit() else part for part in own.split(".") if part))
        case _:
            wrong, fix = detail["msg"][0].lower() + detail["msg"][1:], NEIGHBORS
    shown = ".".join(as_written(file, (*keys, *where))[len(keys) :])
    return Problem(file, line_of(file, (*keys, *where)), name, shown, wrong, fix)
