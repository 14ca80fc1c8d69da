"""What happens to a patient, drawn: the person and a sign of it, in one wide picture. Pure; SVG as text."""

from collections.abc import Callable

from course_lib.model.look import Happening, Look, Mood
from course_lib.render.portrait import INK, bust, tones

_MOODS: dict[Happening, Mood] = {
    "pain": "hurt",
    "skin": "worried",
    "faint": "asleep",
    "drowsy": "asleep",
    "breath": "hurt",
    "call_911": "worried",
}


def happening(look: Look, what: Happening) -> str:
    """Return the picture of it, for the eye alone: the words beside it say the same."""
    ground = '<rect width="336" height="112" fill="var(--scene-ground, #f9dede)"/>'
    person = bust(look, _MOODS[what])
    return (
        f'<svg class="happening" viewBox="0 0 336 112" aria-hidden="true">{ground}'
        f'<g stroke-linecap="round" stroke-linejoin="round">{_SIGNS[what](person, *tones(look))}</g></svg>'
    )


_LINE = 'fill="none" stroke="var(--stop, #8f1d1d)" stroke-width="4"'


def _pain(person: str, *_: str) -> str:
    bolts = "M92 30l-12 10l13 6l-14 12M244 30l12 10l-13 6l14 12M80 82l-16 2M256 82l16 2"
    return f'<g transform="translate(112 0)">{person}</g><path d="{bolts}" {_LINE}/>'


def _skin(person: str, skin: str, _: str) -> str:
    back = f'<circle cx="226" cy="56" r="46" fill="{skin}" stroke="var(--stop, #8f1d1d)" stroke-width="4"/>'
    spine = f'<path d="M226 14v84" fill="none" stroke="{INK}" stroke-opacity=".3" stroke-width="2"/>'
    spots = ((210, 44, 13, 9), (236, 50, 15, 11), (218, 68, 14, 9), (246, 70, 8, 6))
    red = "".join(f'<ellipse cx="{x}" cy="{y}" rx="{w}" ry="{h}" fill="#c23b32"/>' for x, y, w, h in spots)
    pale = '<ellipse cx="226" cy="58" rx="9" ry="6" fill="#fdf3ea"/><ellipse cx="208" cy="46" rx="5" ry="3" fill="#fdf3ea"/>'
    lens = '<path d="M180 56H150" fill="none" stroke="var(--stop, #8f1d1d)" stroke-width="4"/>'
    return f'<g transform="translate(38 0)">{person}</g>{lens}{back}{spine}{red}{pale}'


def _faint(person: str, _: str, cloth: str) -> str:
    torso = f'<path d="M178 14H222C240 16 244 28 244 56S240 96 222 98H178z" fill="{cloth}"/>'
    legs = '<path d="M242 32H330V52H242zM242 60H330V80H242z" fill="#4d5863"/>'
    fall = f'<path d="M70 20C52 26 42 40 40 58M31 48l9 10l11-7" {_LINE}/>'
    return f'{legs}{torso}<g transform="translate(72 112) rotate(-90)">{person}</g>{fall}'


def _drowsy(person: str, *_: str) -> str:
    clock = '<circle cx="238" cy="54" r="36" fill="var(--paper, #fff)" stroke="var(--ink, #1f2328)" stroke-width="4"/>'
    hands = '<path d="M238 54V30M238 54l18 12" fill="none" stroke="var(--ink, #1f2328)" stroke-width="4"/>'
    ticks = '<path d="M238 22v4M238 82v4M206 54h4M266 54h4" stroke="var(--ink, #1f2328)" stroke-width="3"/>'
    slump = f'<path d="M170 30C182 40 184 56 180 72M172 66l8 8l9-7" {_LINE}/>'
    return f'<g transform="translate(40 6) rotate(10 56 112)">{person}</g>{slump}{clock}{hands}{ticks}'


def _breath(person: str, *_: str) -> str:
    gasps = "M190 58h14M188 46l12-7M188 70l12 7M84 58h-14M86 46l-12-7M86 70l-12 7M222 58h6M52 58h-6"
    return f'<g transform="translate(81 0)">{person}</g><path d="{gasps}" {_LINE}/>'


def _call(person: str, *_: str) -> str:
    phone = '<rect x="160" y="14" width="48" height="86" rx="9" fill="var(--ink, #1f2328)"/>'
    screen = '<rect x="165" y="24" width="38" height="62" rx="3" fill="var(--paper, #fff)"/>'
    words = (
        '<text x="184" y="52" text-anchor="middle" font-size="17" font-weight="700" fill="var(--stop, #8f1d1d)">'
        '911</text><circle cx="184" cy="72" r="8" fill="#1c7a3a"/>'
    )
    waves = f'<path d="M216 40q8 14 0 28M227 32q14 22 0 44" {_LINE}/>'
    van = (
        '<path d="M246 90V56H288V66H304L318 78V90z" fill="#fff" stroke="var(--ink, #1f2328)" stroke-width="3"/>'
        '<path d="M293 71h9l8 8h-17z" fill="#a9c4dd"/><path d="M267 62v18M258 71h18" stroke="#c23b32" stroke-width="6"/>'
        '<path d="M282 55v-6h9v6" fill="#c23b32"/>'
        '<g fill="#444b52" stroke="#fff" stroke-width="2"><circle cx="262" cy="91" r="8"/><circle cx="302" cy="91" r="8"/></g>'
    )
    return f'<g transform="translate(28 0)">{person}</g>{phone}{screen}{words}{waves}{van}'


_SIGNS: dict[Happening, Callable[[str, str, str], str]] = {
    "pain": _pain,
    "skin": _skin,
    "faint": _faint,
    "drowsy": _drowsy,
    "breath": _breath,
    "call_911": _call,
}
