"""The drawn body, made ready to be chosen on: its regions named, narrow ones with room around them."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as Xml

from course_lib.folders import FIGURES

SVG = "http://www.w3.org/2000/svg"
FINGER = 36.0
"""How wide a region must be, in units of the drawing, to be hit with a finger on a small screen."""

_UNSEEN = {f"{{{SVG}}}title", f"{{{SVG}}}desc"}


@dataclass(frozen=True)
class Body:
    """A drawing of the body: its SVG, and its regions by the names that they have in it."""

    svg: str
    regions: dict[str, str]

    def name(self, region: str) -> str:
        """Return the name that a region has in the drawing."""
        return next(name for name, known in self.regions.items() if known == region)


@cache
def body(figure: str) -> Body:
    """Return `body-back` or `body-front` to look things up on: each region has its own id as its name."""
    return _body(figure, lambda region, _: region)


@cache
def unnamed_body(figure: str) -> Body:
    """Return it to ask on: the regions are r1, r2 and so on, and nothing in it tells what they are."""
    return _body(figure, lambda _, place: f"r{place}")


def bare(figure: str) -> Xml.Element:
    """Return a drawing of the body without its words, its halves and its regions."""
    root = _read(figure)
    for child in [child for child in root if _holds_regions(child) or child.find(f"{{{SVG}}}text") is not None]:
        root.remove(child)
    if figure == "body-back":  # its landmarks are drawn on one half only
        for child in [child for child in root if child.tag == f"{{{SVG}}}g"]:
            other = Xml.SubElement(root, f"{{{SVG}}}g", {"transform": "matrix(-1 0 0 1 340 0)"})
            other.append(child)
    return root


def _read(figure: str) -> Xml.Element:
    Xml.register_namespace("", SVG)
    # Our own file; the parser leaves its comments out, which tell what the regions are.
    root = Xml.fromstring((FIGURES / f"{figure}.svg").read_text(encoding="utf-8"))  # noqa: S314
    for child in [child for child in root if child.tag in _UNSEEN]:
        root.remove(child)
    root.attrib.pop("aria-labelledby", None)
    root.attrib.pop("role", None)
    root.set("aria-hidden", "true")
    return root


def _holds_regions(part: Xml.Element) -> bool:
    return part.find("*[@class='region']") is not None


def _body(figure: str, name: Callable[[str, int], str]) -> Body:
    root = _read(figure)
    near = Xml.Element(f"{{{SVG}}}g", {"class": "near"})
    regions = {}
    for place, path in enumerate(root.iterfind(".//*[@data-region]"), start=1):
        shown = name(path.attrib["data-region"], place)
        regions[shown] = path.attrib.pop("data-region")
        path.attrib.pop("id", None)
        path.set("data-r", shown)
        missing = FINGER - thickness(path.attrib["d"])
        if missing > 0:
            room = {"d": path.attrib["d"], "data-near": shown, "stroke-width": f"{2 * missing:.0f}"}
            near.append(Xml.Element(f"{{{SVG}}}path", room))
    near[:] = sorted(near, key=lambda room: int(room.attrib["stroke-width"]))  # the narrowest on top
    first = next(n for n, child in enumerate(root) if _holds_regions(child))
    root.insert(first, near)
    return Body(Xml.tostring(root, encoding="unicode"), regions)


def thickness(path: str) -> float:
    """Return about how wide a long shape is, from its outline (absolute M and C only): twice area by length."""
    areas = length = 0.0
    for outline in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", outline)]
        points = [(numbers[n], numbers[n + 1]) for n in range(0, len(numbers), 6)]
        sides = list(pairwise([*points, points[0]]))
        areas += abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides)) / 2
        length += sum(math.dist(*side) for side in sides)
    return 2 * areas / length if length else 0.0
