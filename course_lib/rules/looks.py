"""How a made-up person looks: drawn by seed, plausible for name, age and sex. Pure."""

from random import Random
from typing import get_args

from course_lib.model import Person
from course_lib.model.look import Build, Cloth, Dress, Extra, Hair, HairColor, Look

_HERS: tuple[Hair, ...] = ("long", "bob", "bun", "ponytail", "braids", "curly", "afro", "short", "parted")
_HIS: tuple[Hair, ...] = ("short", "parted", "curly", "afro", "short", "parted")
_BALDING = 45
_GRAYING, _WHITE = 58, 74
_DARK: tuple[HairColor, ...] = ("black", "black", "brown")
_ANY: tuple[HairColor, ...] = ("black", "brown", "brown", "auburn", "blond")
_DARK_FROM, _AFRO_FROM = 2, 5
"""From which tone of skin on hair is dark, and may be an afro."""

_GROWN, _ELDER = 22, 60
_YOUNG: tuple[Hair, ...] = ("ponytail", "braids")
_PLAIN: tuple[Dress, ...] = ("crew", "collar", "hood")
"""What is worn by who is not grown up."""


def look_of(person: Person, seed: str = "") -> Look:
    """Return how that person looks; the same seed gives the same look, and the name is the seed without one."""
    random = Random(f"look/{seed or person.name}")  # noqa: S311 - a made-up face is no secret
    woman, age = person.sex == "woman", person.age
    skin = person.skin
    styles = _HERS if woman else (*_HIS, "thin", "thin", "bald") if age >= _BALDING else _HIS
    barred = {*(("afro",) if skin < _AFRO_FROM else ()), *(_YOUNG if age >= _ELDER else ())}
    return Look(
        age=age,
        hair=random.choice([style for style in styles if style not in barred]),
        color=_color(random, age, skin),
        skin=skin,
        build=random.choice(get_args(Build)) if age >= _GROWN else "slim",
        dress=random.choice(get_args(Dress) if age >= _GROWN else _PLAIN),
        cloth=random.choice(get_args(Cloth)),
        extras=_extras(random, woman=woman, age=age),
    )


def _color(random: Random, age: int, skin: int) -> HairColor:
    if age >= _WHITE:
        return random.choice(("white", "white", "gray"))
    if age >= _GRAYING:
        return random.choice(("gray", "gray", "brown"))
    return random.choice(_DARK if skin >= _DARK_FROM else _ANY)


def _extras(random: Random, *, woman: bool, age: int) -> tuple[Extra, ...]:
    found: list[Extra] = []
    if random.random() < (0.5 if age >= _GRAYING else 0.2):
        found.append("glasses")
    if woman and random.random() < 0.5:
        found.append("earrings")
    if not woman and age >= _GROWN:
        grown = random.random()
        found += ["beard"] if grown < 0.3 else ["mustache"] if grown < 0.45 else []
    return tuple(found)
