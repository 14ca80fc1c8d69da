"""Stimulation pads: the drawn body with places for them and without its muscles, and the transcript."""

from functools import cache
from xml.etree import ElementTree as Xml

from course_lib.language.pads import PADS
from course_lib.render.body import FINGER, SVG, bare
from course_lib.render.transcript import Transcript, bullets, e, eyebrow, section
from course_lib.rules.pad_orders import PAD_ORDERS, PAD_PLACES, READY, Side
from course_lib.rules.pads import Verdict

TITLE = "Place the pads · Practice"
SIDES: dict[Side, str] = {"body-back": "Back", "body-front": "Front"}
SHAPES = {
    "neck_left": (152, 112, 13, 28),
    "neck_right": (175, 112, 13, 28),
    "blades_left": (138, 190, 22, 36),
    "blades_right": (180, 190, 22, 36),
    "ribs_left": (104, 262, 22, 36),
    "ribs_right": (214, 262, 22, 36),
    "low_left": (136, 330, 24, 36),
    "low_right": (180, 330, 24, 36),
    "head": (148, 34, 44, 44),
    "eyes": (142, 42, 56, 34),
    "neck_side": (192, 104, 14, 30),
    "throat": (158, 108, 24, 30),
    "lump": (202, 176, 26, 22),
    "chest": (116, 190, 80, 46),
}
"""Where each place is drawn: left, top, width and height, in units of the drawing."""


@cache
def pad_body(side: Side, marks: tuple[str, ...], lump: bool) -> str:
    """Return one side of the body as SVG, with the doctor's marks; `lump` draws one under the collarbone."""
    root = bare(side)
    root.set("viewBox", "0 0 340 500")
    near = Xml.SubElement(root, f"{{{SVG}}}g", {"class": "near"})
    spots = Xml.SubElement(root, f"{{{SVG}}}g", {"class": "places"})
    for name, (left, top, width, height) in SHAPES.items():
        if PAD_PLACES[name].side != side:
            continue
        box = {"x": str(left), "y": str(top), "width": str(width), "height": str(height), "rx": "6"}
        missing = FINGER - min(width, height)
        if missing > 0:
            room = {**box, "data-near": name, "stroke-width": f"{missing:.0f}"}
            Xml.SubElement(near, f"{{{SVG}}}rect", room)
        Xml.SubElement(spots, f"{{{SVG}}}rect", {**box, "data-r": name, "class": "place"})
        if name in marks:
            middle = {"x": str(left + width / 2), "y": str(top + height / 2), "class": "doctor"}
            Xml.SubElement(spots, f"{{{SVG}}}text", middle).text = "✕"
        if name == "lump" and lump:
            ring = {"cx": str(left + width / 2), "cy": str(top + height / 2), "r": "7", "class": "lump"}
            Xml.SubElement(spots, f"{{{SVG}}}circle", ring)
    return Xml.tostring(root, encoding="unicode")


def verdict_words(verdict: Verdict) -> dict[str, str]:
    """Return what a placement is worth in words: a title, and why."""
    title, why = PADS[verdict.code]
    return {"title": title, "why": why.format(reason=verdict.reason)}


def pads_transcript() -> Transcript:
    """Return the first order and all the places."""
    order = PAD_ORDERS[0]
    lines = [f"{order.words} {READY}", order.seen, "Where do the two pads go? Choose two of these, or no pads."]
    places = [place.text for place in PAD_PLACES.values()]
    html = "".join(f"<p>{e(line)}</p>" for line in lines)
    text = "\n".join([TITLE, *lines, *(f"( ) {words}" for words in places)])
    return Transcript(text, section(eyebrow(TITLE), html, bullets(places)))
