"""What the readers of YAML and of models say, in plain words for whoever wrote the file."""

from typing import Any

LOOK = "look at this line and the one above"
NOT_YAML = (
    (
        "mapping values are not allowed",
        "a colon stands where none can be",
        f"{LOOK}; put a text with a colon in quotes",
    ),
    (
        "cannot start any token",
        "a tab, or one of @ % `, begins something",
        "write spaces, or put a text in quotes",
    ),
    ("tab character", "a tab stands here", "write spaces in its place"),
    ("alphabetic or numeric", "a * or & begins something", "put the text in quotes"),
    ("find expected ':'", "a colon with a space behind it is missing", LOOK),
    ("expected ',' or", "a comma or a bracket is missing", f"{LOOK}; put a text with a colon in quotes"),
    ("unhashable", "braces stand where a word must be", "put a text with braces in quotes"),
    ("another document", "a second file begins here (---)", "take out this line and all below it"),
    ("unexpected end of stream", "a quote was opened and not closed", "close it, on the line where it opens"),
    (
        "did not find expected",
        "this line does not follow on those above",
        f"{LOOK}: a quote or a space may be missing",
    ),
)
"""What the reader of YAML says, and in plain words what is wrong and how to fix it. First match wins."""

BOUNDS = {
    "greater_than": ("too small", "more than", "gt"),
    "greater_than_equal": ("too small", "at least", "ge"),
    "less_than": ("too large", "less than", "lt"),
    "less_than_equal": ("too large", "at most", "le"),
}
"""How a number can be out of its bounds: what it is, how the bound is told, and pydantic's name of it."""

_NO_LIST = ("is no list", "begin each entry with a dash, on a line of its own")
_NO_FIELDS = ("has no fields", "write its fields in braces, each with its name and a colon")
FORMS = {
    "tuple_type": _NO_LIST,
    "list_type": _NO_LIST,
    "model_type": _NO_FIELDS,
    "model_attributes_type": _NO_FIELDS,
    "dict_type": _NO_FIELDS,
}


def plainly(detail: Any) -> tuple[str, str] | None:
    """Return what is wrong with a value that is too much, too little or of another form, and how to fix it.

    `detail` is one of pydantic's errors. None where it is something else.
    """
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind.endswith("_type") and given is None:
        return "is empty", "write it; a text that begins with # stands in quotes"
    name = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    if kind == "string_type" and isinstance(given, list):
        several = " (for several, `kind: multiple`)" if name == "key" else ""
        fix = f"write `{name}: {given[0]}`" if len(given) == 1 else f"write one of them{several}"
        what = "one letter or word" if name == "key" else "one text"
        return f"is in brackets, where {what} is wanted", f"{fix}, without the brackets"
    if kind == "string_type" and isinstance(given, dict):
        return "is in braces, or has a colon, where a text is wanted", "put the text in quotes"
    if kind in ("tuple_type", "list_type") and isinstance(given, str | int) and " " not in str(given):
        return "is no list", f"write it in brackets: `{name}: [{given}]`"
    if kind in BOUNDS:
        what, bound, limit = BOUNDS[kind]
        return f"is {given!r}, which is {what}", f"write {bound} {context[limit]:g}"
    if kind in ("string_too_long", "too_long"):
        of = "letters" if kind == "string_too_long" else "entries"
        return "is too long", f"write at most {context['max_length']} {of}"
    if kind == "string_pattern_mismatch":  # of ids, the only texts that have a pattern
        return (
            f"is {given!r}, which is no id",
            "use plain letters, digits, - and _, beginning with a letter or digit",
        )
    return FORMS.get(kind)
