"""Portraits: a face drawn from its parts, and a small scene of what happens to somebody. Pure; SVG as text.

Every drawing is made here and holds no word but its name, which is escaped; it has no ids, so that many stand on one page.
"""

from course_lib.model.look import Cloth, HairColor, Look, Mood
from course_lib.render.transcript import e

INK = "#2b2623"
"""Lines on a face, in light and dark alike: they lie on skin and cloth, never on the page."""

_SKIN = {
    1: ("#f6d7c3", "#e3b79c"),
    2: ("#eec3a2", "#d6a07c"),
    3: ("#d9a67f", "#bf875e"),
    4: ("#b97f57", "#9c6440"),
    5: ("#8f5b3c", "#744629"),
    6: ("#684029", "#50301d"),
}
"""Each tone of skin and its shade."""

_HAIR: dict[HairColor, str] = {
    "black": "#2a2422",
    "brown": "#5d3f2c",
    "auburn": "#8a4526",
    "blond": "#cfa45c",
    "gray": "#969ba0",
    "white": "#dedfdd",
}
_CLOTH: dict[Cloth, tuple[str, str]] = {
    "teal": ("#4f8f8b", "#3b716e"),
    "blue": ("#4a76a8", "#375b85"),
    "rust": ("#b8623a", "#934a28"),
    "plum": ("#865a83", "#6a4468"),
    "sand": ("#c9ad7f", "#a98d60"),
    "green": ("#6c8f5b", "#527043"),
    "slate": ("#66727f", "#4d5863"),
    "rose": ("#c27f8a", "#a0626d"),
}
_WIDE = {"slim": (20, 21), "medium": (14, 23), "broad": (7, 25)}
"""Where the shoulders begin, and half the width of the face, for each build."""

_CHILD, _LINES, _OLD = 14, 45, 64
_MIDDLE = 56


def portrait(look: Look, mood: Mood = "calm", label: str = "") -> str:
    """Return a face and shoulders as SVG; with a `label` it has that name, else it is there for the eye alone."""
    named = f'role="img" aria-label="{e(label)}"' if label else 'aria-hidden="true"'
    ground = '<rect width="112" height="112" fill="var(--face-ground, #e9efe9)"/>'
    return f'<svg class="portrait" viewBox="0 0 112 112" {named}>{ground}{bust(look, mood)}</svg>'


def bust(look: Look, mood: Mood = "calm") -> str:
    """Return the person alone, as a group of shapes in a field of 112 by 112."""
    edge, half = _WIDE[look.build]
    half -= 2 if look.age < _CHILD else 0
    skin, shade = _SKIN[look.skin]
    parts = (
        _behind(look, half),
        _dress(look, edge, skin),
        f'<path d="M46 62h20v17c-3 7-17 7-20 0z" fill="{shade}"/>',
        _collar(look),
        f'<g fill="{skin}"><circle cx="{_MIDDLE - half}" cy="47" r="4.5"/><circle cx="{_MIDDLE + half}" cy="47" r="4.5"/></g>',
        f'<path d="{_face(half, look.age)}" fill="{skin}"/>',
        _beard(look, half),
        _features(look, mood, shade),
        _hair(look, half),
        _extras(look, half),
    )
    return f'<g stroke-linecap="round" stroke-linejoin="round">{"".join(parts)}</g>'


def tones(look: Look) -> tuple[str, str]:
    """Return the colors of somebody's skin and dress."""
    return _SKIN[look.skin][0], _CLOTH[look.cloth][0]


def _face(half: int, age: int) -> str:
    chin = 69 if age < _CHILD else 71
    left, right = _MIDDLE - half, _MIDDLE + half
    return (
        f"M{left} 40C{left} 22 {left + 8} 16 56 16C{right - 8} 16 {right} 22 {right} 40"
        f"C{right} 58 {right - 10} {chin} 56 {chin}C{left + 10} {chin} {left} 58 {left} 40z"
    )


def _dress(look: Look, edge: int, skin: str) -> str:
    cloth, fold = _CLOTH[look.cloth]
    far = 112 - edge
    body = f"M{edge} 112C{edge} 86 {edge + 18} 77 44 75C50 80 62 80 68 75C{far - 18} 77 {far} 86 {far} 112z"
    parts = [f'<path d="{body}" fill="{cloth}"/>']
    if look.dress == "vest":
        parts = [f'<path d="{body}" fill="#d5dbe0"/>']
        parts.append(f'<path d="M{edge + 9} 112V90L44 77L56 98L68 77L{far - 9} 90V112z" fill="{cloth}"/>')
    if look.dress == "v_neck":
        parts.append(f'<path d="M45 75L56 94L67 75z" fill="{skin}"/>')
    arms = f"M{edge + 13} 112V99M{far - 13} 112V99"
    parts.append(f'<path d="{arms}" fill="none" stroke="{fold}" stroke-width="1.6"/>')
    return "".join(parts)


def _collar(look: Look) -> str:
    cloth, fold = _CLOTH[look.cloth]
    line = f'fill="none" stroke="{fold}" stroke-width="2.6"'
    match look.dress:
        case "collar":
            points = "M45 73L56 83L48 92L39 78z M67 73L56 83L64 92L73 78z"
            return f'<path d="{points}" fill="{cloth}" stroke="{fold}" stroke-width="1.6"/>'
        case "hood":
            hood = f'<path d="M40 75C42 88 70 88 72 75L78 79C74 98 38 98 34 79z" fill="{fold}"/>'
            return hood + '<path d="M50 90v12M62 90v10" stroke="#f1eee6" stroke-width="1.6"/>'
        case "high_neck":
            return f'<path d="M45 67C50 72 62 72 67 67L68 78C62 83 50 83 44 78z" fill="{fold}"/>'
        case "v_neck":
            return f'<path d="M44 75L56 94L68 75" {line}/>'
        case "vest":
            return '<path d="M45 74L56 82L49 89z M67 74L56 82L63 89z" fill="#fff" stroke="#b9b4a8" stroke-width="1.4"/>'
        case "crew":
            return f'<path d="M44 75C48 84 64 84 68 75" {line}/>'


def _features(look: Look, mood: Mood, shade: str) -> str:
    line = f'fill="none" stroke="{INK}" stroke-width="2"'
    brows = {
        "calm": "M42 38q5-3 9 0M61 38q5-3 9 0",
        "asleep": "M42 39q5-2 9 0M61 39q5-2 9 0",
        "worried": "M42 39l9-4M61 35l9 4",
        "hurt": "M42 36l9 4M61 40l9-4",
    }
    open_eyes = f'<g fill="{INK}"><circle cx="47" cy="45" r="2.3"/><circle cx="65" cy="45" r="2.3"/></g>'
    eyes = {
        "calm": open_eyes,
        "worried": open_eyes,
        "hurt": f'<path d="M43 44l7 2l-7 3M69 44l-7 2l7 3" {line}/>',
        "asleep": f'<path d="M43 45q4 4 8 0M61 45q4 4 8 0" {line}/>',
    }
    mouths = {
        "calm": "M48 59q8 6 16 0",
        "asleep": "M51 60h10",
        "worried": "M49 62q7-5 14 0",
        "hurt": "M48 62q4-5 8-1t8-1",
    }
    mouth = "#f3d9cd" if look.skin >= 6 else "#7a3b2a" if look.skin <= 4 else "#2f1610"
    brow = INK if look.color in ("black", "brown", "auburn") else "#7d7a74"
    soft = f'fill="none" stroke="{shade}" stroke-width="1.6"'
    lines = "M40 50q-2 2-3 4M72 50q2 2 3 4" if look.age >= _LINES else ""
    lines += "M45 54q-3 3-3 7M67 54q3 3 3 7M48 27h16M47 31h18" if look.age >= _OLD else ""
    parts = (
        f'<path d="{lines}" {soft}/>' if lines else "",
        f'<path d="{brows[mood]}" fill="none" stroke="{brow}" stroke-width="2.2"/>',
        eyes[mood],
        f'<path d="M56 46q-3 5 0 6" {soft}/>',
        f'<path d="{mouths[mood]}" fill="none" stroke="{mouth}" stroke-width="2.3"/>',
    )
    return "".join(parts)


def _behind(look: Look, half: int) -> str:
    """Return the hair behind the head."""
    fill = f'fill="{_HAIR[look.color]}"'
    left, right = _MIDDLE - half - 4, _MIDDLE + half + 4
    match look.hair:
        case "long":
            return f'<path d="M{left} 40C{left} 4 {right} 4 {right} 40V88C{right - 8} 94 {left + 8} 94 {left} 88z" {fill}/>'
        case "bob":
            return f'<path d="M{left} 40C{left} 6 {right} 6 {right} 40V66C{right - 6} 72 {left + 6} 72 {left} 66z" {fill}/>'
        case "bun":
            return f'<circle cx="56" cy="9" r="9" {fill}/>'
        case "ponytail":
            tail = f"M{right - 8} 22C{right + 12} 18 {right + 12} 52 {right + 1} 70C{right - 4} 60 {right + 1} 44 {right - 8} 38z"
            return f'<path d="{tail}" {fill}/>'
        case "braids":
            return "".join(
                f'<circle cx="{x}" cy="{y}" r="5" {fill}/>'
                for x in (left + 2, right - 2)
                for y in range(50, 90, 8)
            )
        case "afro":
            return f'<circle cx="56" cy="32" r="{half + 9}" {fill}/>'
        case "scarf":
            _, fold = _CLOTH[look.cloth]
            shape = f"M{left - 1} 44C{left - 1} 4 {right + 1} 4 {right + 1} 44C{right + 3} 70 76 84 56 86C36 84 {left - 3} 70 {left - 1} 44z"
            return f'<path d="{shape}" fill="{fold}"/>'
        case _:
            return ""


def _hair(look: Look, half: int) -> str:
    """Return the hair on the head, and what covers it."""
    fill = f'fill="{_HAIR[look.color]}"'
    left, right = _MIDDLE - half - 2, _MIDDLE + half + 2
    cap = f"M{left} 44C{left - 2} 14 {left + 12} 9 56 9C{right - 12} 9 {right + 2} 14 {right} 44"
    match look.hair:
        case "short":
            return f'<path d="{cap}C{right - 3} 34 {right - 7} 28 {right - 10} 26C{right - 18} 29 {left + 18} 29 {left + 10} 26C{left + 7} 28 {left + 3} 34 {left} 44z" {fill}/>'
        case "parted":
            return f'<path d="{cap}C{right - 3} 32 {right - 8} 28 {right - 14} 22C{right - 24} 30 {left + 16} 30 {left + 6} 30C{left + 4} 34 {left + 2} 38 {left} 44z" {fill}/>'
        case "curly":
            spots = ((-22, 32), (-19, 22), (-11, 15), (0, 12), (11, 15), (19, 22), (22, 32), (-6, 20), (7, 20))
            return "".join(
                f'<circle cx="{_MIDDLE + x * half / 23:.0f}" cy="{y}" r="8" {fill}/>' for x, y in spots
            )
        case "afro":
            return f'<path d="{cap}C{right - 4} 30 {right - 14} 24 56 24C{left + 14} 24 {left + 4} 30 {left} 44z" {fill}/>'
        case "long" | "braids":
            return f'<path d="M{left} 50C{left - 2} 14 {left + 12} 9 56 9C{right - 12} 9 {right + 2} 14 {right} 50C{right - 2} 36 {right - 10} 28 56 19C{left + 10} 28 {left + 2} 36 {left} 50z" {fill}/>'
        case "bob":
            return f'<path d="M{left} 52C{left - 2} 14 {left + 12} 9 56 9C{right - 12} 9 {right + 2} 14 {right} 52C{right - 1} 40 {right - 3} 34 {right - 6} 30C{right - 16} 33 {left + 16} 33 {left + 6} 30C{left + 3} 34 {left + 1} 40 {left} 52z" {fill}/>'
        case "bun" | "ponytail":
            return f'<path d="{cap}C{right - 3} 30 {right - 12} 23 56 22C{left + 12} 23 {left + 3} 30 {left} 44z" {fill}/>'
        case "thin":
            side = f"M{left} 46C{left - 3} 32 {left + 2} 26 {left + 6} 24C{left + 5} 32 {left + 4} 38 {left + 3} 46z"
            other = f"M{right} 46C{right + 3} 32 {right - 2} 26 {right - 6} 24C{right - 5} 32 {right - 4} 38 {right - 3} 46z"
            return f'<path d="{side}{other}" {fill}/>'
        case "scarf":
            cloth, fold = _CLOTH[look.cloth]
            rim = f"M{left} 46C{left - 2} 12 {left + 12} 8 56 8C{right - 12} 8 {right + 2} 12 {right} 46C{right - 4} 30 {right - 12} 24 56 24C{left + 12} 24 {left + 4} 30 {left} 46z"
            return f'<path d="{rim}" fill="{cloth}" stroke="{fold}" stroke-width="1.6"/>'
        case "bald":
            return (
                '<path d="M46 22q4-3 8-3" fill="none" stroke="#ffffff" stroke-opacity=".5" stroke-width="2.4"/>'
            )


def _beard(look: Look, half: int) -> str:
    fill = f'fill="{_HAIR[look.color]}"'
    left, right = _MIDDLE - half, _MIDDLE + half
    parts = ""
    if "beard" in look.extras:
        shape = f"M{left} 44C{left + 1} 62 {left + 9} 74 56 75C{right - 9} 74 {right - 1} 62 {right} 44C{right - 4} 56 {right - 8} 54 56 54C{left + 8} 54 {left + 4} 56 {left} 44z"
        parts += f'<path d="{shape}" {fill}/>'
        skin, _ = _SKIN[look.skin]
        parts += f'<ellipse cx="56" cy="60.500" rx="10" ry="4.500" fill="{skin}"/>'
    if "mustache" in look.extras:
        parts += f'<path d="M45 57C48 53 54 53 56 54C58 53 64 53 67 57C62 58 50 58 45 57z" {fill}/>'
    return parts


def _extras(look: Look, half: int) -> str:
    parts = ""
    if "glasses" in look.extras:
        frame = f'fill="#ffffff" fill-opacity=".18" stroke="{INK}" stroke-width="1.6"'
        parts += f'<circle cx="47" cy="45" r="7" {frame}/><circle cx="65" cy="45" r="7" {frame}/>'
        parts += f'<path d="M54 44q2-1 4 0M40 43L{_MIDDLE - half} 42M72 43L{_MIDDLE + half} 42" fill="none" stroke="{INK}" stroke-width="1.6"/>'
    if "earrings" in look.extras and look.hair != "scarf":
        gold = f'fill="#d9a441" stroke="{INK}" stroke-width=".8"'
        parts += f'<circle cx="{_MIDDLE - half - 1}" cy="54" r="2.4" {gold}/><circle cx="{_MIDDLE + half + 1}" cy="54" r="2.4" {gold}/>'
    if "freckles" in look.extras:
        spots = ((43, 52), (46, 54), (49, 52), (63, 52), (66, 54), (69, 52))
        _, shade = _SKIN[look.skin]
        parts += "".join(f'<circle cx="{x}" cy="{y}" r="1" fill="{shade}"/>' for x, y in spots)
    return parts
