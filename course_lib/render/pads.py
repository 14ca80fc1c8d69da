"""Stimulation pads: the drawn body with places for them and without its muscles, and the transcript."""

from collections.abc import Sequence
from functools import cache
from xml.etree import ElementTree as Xml

from course_lib.language.pads import PADS
from course_lib.model.pads import PadPlace, Pads, Side
from course_lib.render.body import FINGER, SVG, bare
from course_lib.render.transcript import Transcript, bullets, e, section
from course_lib.rules.pads import Verdict

TITLE = "Place the pads · Practice"
SIDES: dict[Side, str] = {"body-back": "Back", "body-front": "Front"}


def pad_body(pads: Pads, side: Side, marks: tuple[str, ...] = (), lump_at: str | None = None) -> str:
    """Return one side of the body as SVG, with the doctor's marks, and a lump on one of the places."""
    return _drawn(side, tuple((p.id, p.box) for p in pads.places if p.side == side), marks, lump_at)


@cache
def _drawn(
    side: Side,
    boxes: tuple[tuple[str, tuple[int, int, int, int]], ...],
    marks: tuple[str, ...],
    lump_at: str | None,
) -> str:
    root = bare(side)
    root.set("viewBox", "0 0 340 500")
    near = Xml.SubElement(root, f"{{{SVG}}}g", {"class": "near"})
    spots = Xml.SubElement(root, f"{{{SVG}}}g", {"class": "places"})
    for name, (left, top, width, height) in boxes:
        box = {"x": str(left), "y": str(top), "width": str(width), "height": str(height), "rx": "6"}
        missing = FINGER - min(width, height)
        if missing > 0:
            room = {**box, "data-near": name, "stroke-width": f"{missing:.0f}"}
            Xml.SubElement(near, f"{{{SVG}}}rect", room)
        Xml.SubElement(spots, f"{{{SVG}}}rect", {**box, "data-r": name, "class": "place"})
        if name in marks:
            middle = {"x": str(left + width / 2), "y": str(top + height / 2), "class": "doctor"}
            Xml.SubElement(spots, f"{{{SVG}}}text", middle).text = "✕"
        if name == lump_at:
            ring = {"cx": str(left + width / 2), "cy": str(top + height / 2), "r": "7", "class": "lump"}
            Xml.SubElement(spots, f"{{{SVG}}}circle", ring)
    return Xml.tostring(root, encoding="unicode")


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """Return what a placement is worth in words: a title, and why."""
    title, why = PADS[verdict.code]
    return title, why.format(reason=verdict.reason)


def warning_words(place: PadPlace, verdict: Verdict) -> str:
    """Return why a pad may not lie on a place, said as soon as it is put there."""
    never = "never" if verdict.unsafe else "not there"
    return f"{place.text}: {never}. {verdict_words(verdict)[1]}"


def wrong_words(wrong: Sequence[tuple[str, Verdict]], pads: Pads) -> list[str]:
    """Return a line for each wrong pad, where they are wrong in different ways; else one holds for all."""
    if len({(verdict.code, verdict.reason) for _, verdict in wrong}) < 2:
        return []
    return [f"{pads.place(name).text}: {verdict_words(verdict)[1]}" for name, verdict in wrong]


def pads_transcript(pads: Pads) -> Transcript:
    """Return the first order and all the places."""
    first = pads.orders[0]
    lines = [
        f"{first.order} {pads.ready}",
        first.seen,
        "Where do the two pads go? Choose two of these, or no pads.",
    ]
    places = [place.text for place in pads.places]
    html = "".join(f"<p>{e(line)}</p>" for line in lines)
    text = "\n".join([TITLE, *lines, *(f"( ) {words}" for words in places)])
    return Transcript(text, section(html, bullets(places)))
