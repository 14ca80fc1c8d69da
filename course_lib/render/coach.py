"""The stretch coach: its figures made ready to move, and the transcript that stands for it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as Xml

from course_lib.language.terms import named
from course_lib.model import Reference, Region, Stretch
from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.render.views.coach import CoachStep
from course_lib.rules.coach import Movement

TITLE = "Stretch coach"
NOTICE = "It shows what the article describes. For a patient the order decides: teach it only as ordered."
SVG = "http://www.w3.org/2000/svg"
EXTENTS = {"stretch-cross-body": (-78, 156), "stretch-ball": (-194, 204)}
"""From where to where a figure is drawn: top and height. The others lie on the floor."""

LYING = (-112, 124)
WIDTH = 340
_ASIDE = f"translate({WIDTH} 0) scale(-1 1)"
_FROM_ABOVE = "scale(1 -1)"


@cache
def moving(path: Path, in_turn: bool = False) -> str:
    """Return a figure of a stretch as one SVG that can take every pose from its start to its hold.

    What moves says so: `data-move` holds x, y, turn and scale of the start and then of the hold, `data-d`
    two outlines with the same commands, `data-felt` marks where it is felt. With `in_turn`, `data-turn`
    says which leg goes first. The outer group names its mirror image in `data-mirror`.
    """
    Xml.register_namespace("", SVG)
    root = Xml.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314, it is our own file
    name = path.stem
    start = _named(root, f"{name}-start")
    hold = _named(root, f"{name}-hold")
    scene = next(group for group in root if hold in list(group))
    x = _parts(scene.get("transform", ""))[0]
    _pair(hold, start, {_short(part): part for part in start.iter() if part.get("id")})
    for part in hold.iter():
        if in_turn and (limb := re.search(r"-(near|far)-(?:leg|arm)$", part.get("id", ""))):
            part.set("data-turn", "1" if limb[1] == "near" else "2")
    for part in hold.iter():
        part.attrib.pop("id", None)
    from_above = "rotate" in hold.get("transform", "")
    top, height = EXTENTS.get(name, LYING)
    drawn = Xml.Element(f"{{{SVG}}}svg", {**root.attrib, "viewBox": f"0 {top} {WIDTH} {height}"})
    for attribute in ("aria-labelledby", "role", "width"):
        drawn.attrib.pop(attribute, None)
    drawn.set("aria-hidden", "true")
    side = Xml.SubElement(drawn, f"{{{SVG}}}g", {"data-mirror": _FROM_ABOVE if from_above else _ASIDE})
    scene.set("transform", f"translate({x:g} 0)")
    side.append(scene)
    return Xml.tostring(drawn, encoding="unicode")


def _named(root: Xml.Element, name: str) -> Xml.Element:
    return next(part for part in root.iter() if part.get("id") == name)


def _short(part: Xml.Element) -> str:
    """Return what a part is called in both poses, such as near-thigh."""
    return re.sub(r"^.*?-(?:start|hold)-?", "", part.get("id", ""))


def _pair(hold: Xml.Element, start: Xml.Element, parts: Mapping[str, Xml.Element]) -> None:
    """Write down at each part of the hold where it is at the start."""
    unnamed = iter([part for part in start if not part.get("id")])
    for part in hold:
        if part.get("fill") == "var(--accent, #0b5cad)" or part.get("stroke") == "var(--accent, #0b5cad)":
            part.set("data-felt", part.get("opacity", "1"))
            continue
        short = _short(part)
        # An arm that the body hides at the start is where the near one is.
        before = (parts.get(short) or parts[short.replace("far-", "near-")]) if short else next(unnamed)
        poses = [_parts(part.get("transform", "")) for part in (before, part)]
        if poses[0] != poses[1]:
            turn = poses[0][2]
            poses[0][2] = turn + 360 * round((poses[1][2] - turn) / 360)
            part.set("data-move", " ".join(f"{number:g}" for pose in poses for number in pose))
        outlines = [part.get("d", "") for part in (before, part)]
        if outlines[0] != outlines[1]:
            part.set("data-d", "|".join(outlines))
        _pair(part, before, parts)


def _parts(transform: str) -> list[float]:
    """Return x, y, turn, and scale along x and y, of a transform that is written in this order."""
    found = {
        name: [float(n) for n in re.findall(r"-?\d*\.?\d+", numbers)]
        for name, numbers in re.findall(r"(\w+)\(([^)]*)\)", transform)
    }
    x, y = found.get("translate", [0.0, 0.0])
    scale = found.get("scale", [1.0])
    return [x, y, *found.get("rotate", [0.0]), scale[0], scale[-1]]


def facts(
    stretch: Stretch, regions: Mapping[str, Region], references: Mapping[str, Reference]
) -> list[tuple[str, str]]:
    """Return what there is to know of a stretch, each with a name."""
    muscles = ", ".join(
        f"{region.plain} ({region.anatomical.split(' (')[0]})"
        for region in (regions[name] for name in stretch.targets)
    )
    known = [
        ("Name", stretch.name),
        ("Position", stretch.position),
        ("Felt", f"{stretch.feel}."),
        ("Note", stretch.note),
        ("Muscles", f"{muscles[0].upper()}{muscles[1:]}."),
        ("Dose", stretch.dose),
        ("Not if", f"{stretch.not_if[0].upper()}{stretch.not_if[1:]}. Ask the doctor first."),
        ("Stop", stretch.stop),
        ("Source", f"{named(stretch.refs, references)}."),
    ]
    return [(name, text) for name, text in known if text]


def movement_view(movement: Movement) -> CoachStep:
    """Return a movement of the script with what is said, and which time and which leg it is."""
    m, leg = movement, f"{movement.leg} leg" if movement.leg else ""
    says = {
        "other_side": f"Now the other side: {leg}.",
        "hold": f"{m.cue}: {m.count}",
        "roll": f"{m.cue}.",
        "done": "Done. For a patient, the order decides.",
    }
    where = " · ".join(filter(None, (f"Time {m.time} of {m.times}" if m.time else "", leg)))
    return {
        "say": says.get(m.kind, m.cue),
        "where": "" if m.kind == "done" else f"{where[:1].upper()}{where[1:]}",
        "pose": m.pose,
        "seconds": m.seconds,
        "count": m.count,
        "mirrored": m.mirrored,
    }


def coach_transcript(
    stretches: Iterable[Stretch], regions: Mapping[str, Region], references: Mapping[str, Reference]
) -> Transcript:
    """Return the stretches in words, for where no figure moves."""
    text, html = [TITLE, NOTICE], eyebrow(TITLE) + f"<p>{e(NOTICE)}</p>"
    for stretch in stretches:
        known = facts(stretch, regions, references)
        text += ["", *(f"{name}: {words}" for name, words in known)]
        rows = "".join(f"<div><dt>{e(name)}</dt><dd>{e(words)}</dd></div>" for name, words in known[1:])
        html += f'<h3>{e(stretch.name)}</h3><dl class="facts">{rows}</dl>'
    return Transcript("\n".join(text), section(html))
