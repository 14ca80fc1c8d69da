"""How somebody looks: the parts of a portrait. Age and dress, hair and skin; never a complaint."""

from typing import Literal

from pydantic import Field

from course_lib.model.base import Model

Hair = Literal[
    "short", "parted", "curly", "afro", "long", "bob", "bun", "ponytail", "braids", "thin", "bald", "scarf"
]
"""`thin` is hair at the sides alone; `scarf` covers it, in the color of the dress."""

HairColor = Literal["black", "brown", "auburn", "blond", "gray", "white"]
Build = Literal["slim", "medium", "broad"]
Dress = Literal["crew", "collar", "v_neck", "hood", "high_neck", "vest"]
Cloth = Literal["teal", "blue", "rust", "plum", "sand", "green", "slate", "rose"]
Extra = Literal["glasses", "beard", "mustache", "earrings", "freckles"]


class Look(Model):
    """The parts of a portrait. `skin` runs from 1, the lightest, to 6."""

    age: int = Field(ge=5, le=100)
    hair: Hair
    color: HairColor
    skin: int = Field(ge=1, le=6)
    build: Build = "medium"
    dress: Dress
    cloth: Cloth
    extras: tuple[Extra, ...] = ()


Mood = Literal["calm", "worried", "hurt", "asleep"]
"""How a face looks at the moment."""

Happening = Literal["pain", "skin", "faint", "drowsy", "breath", "call_911"]
"""What happens to a patient, seen: it hurts, the skin shows it, they fall or lie down, are hard to wake, get no
breath, or 911 is called."""
