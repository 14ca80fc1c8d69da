"""Units as people write them behind a number: which mean the same. Pure."""

import re

_SAME = {
    name: names.split()[0]
    for names in (
        "minute minutes min mins m",
        "second seconds sec secs s",
        "hour hours hr hrs h",
        "day days d",
        "week weeks wk wks",
        "month months mo mos",
        "year years yr yrs y",
        "percent % pct \N{ARABIC PERCENT SIGN}",
        "hertz hz",
        "volt volts v",
        "time times x \N{MULTIPLICATION SIGN}",
        "centimeter centimeters cm",
        "inch inches",
        "foot feet ft",
        "degree degrees deg \N{DEGREE SIGN}",
        "fahrenheit f",
        "celsius c",
        "a an per each /",
    )
    for name in names.split()
}
"""The first of each line stands for all of them."""

_PARTS = re.compile(r"\d[\d.,]*|[^\W\d_]+|[^\w\s]")
_POINT = frozenset(".,;:!?()-")
"""What may stand around a unit and says nothing, as in "15-minute" or "(15 min.)"."""


def parts(text: str) -> list[str]:
    """Return the words, numbers and marks of a unit, each by the one name that stands for it."""
    found = _PARTS.findall(text.lower())
    while found and found[-1] in _POINT:
        found.pop()
    while found and found[0] in _POINT:
        found.pop(0)
    if found == ["in"]:
        return ["inch"]
    plain = [_SAME.get(part) or (part[:-1] if len(part) > 3 and part.endswith("s") else part) for part in found]
    return ["a", "second"] if plain == ["hertz"] else plain


def is_own(behind: list[str], unit: str) -> bool:
    """Return whether the parts behind a number say the item's own unit, in whole or by its start or end."""
    own = parts(unit)
    if not behind or behind in (own[: len(behind)], own[-len(behind) :]):
        return True
    whole = whole_of(unit)
    if whole == "100" and behind == ["percent"]:
        return True
    filling = {"out", "of", "in", "on", "from", whole, *own}
    return bool(whole) and whole in behind and filling.issuperset(behind)


def whole_of(unit: str) -> str:
    """Return what a unit counts out of, such as 100 for "people in 100" and for percent, or nothing."""
    last = (parts(unit) or [""])[-1]
    return "100" if last == "percent" else last if last.isdecimal() else ""


def is_another(behind: list[str], unit: str) -> bool:
    """Return whether the parts behind a number name a unit, and not the item's own."""
    return bool((set(behind) & set(_SAME.values())) - {"a"} - set(parts(unit)))
