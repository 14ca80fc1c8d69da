"""The body map, looked up: a muscle on the drawing or in the list, in plain and in anatomical words."""

from collections.abc import Mapping
from typing import Any

from course_lib.errors import UnknownNameError
from course_lib.model import Region
from course_lib.render.body import body
from course_lib.render.card import Card, e, eyebrow, section
from course_lib.widgets.base import CourseWidget

TITLE = "Body map · Look it up"
SIDES = {"body-back": "Back", "body-front": "Front"}
FACTS = {
    "where": "Where",
    "job": "What it does",
    "stretches": "Stretches",
    "note": "Note",
    "certainty": "How sure",
}
"""What is told of a muscle, and how it is called."""


class BodyMapWidget(CourseWidget):
    """All muscles of the body map, on the back and the front of a drawn body."""

    js = "body_map.js"

    def __init__(self, regions: Mapping[str, Region]) -> None:
        """Begin with the back, and with no muscle chosen."""
        self._regions = regions
        view = {
            "title": TITLE,
            "sides": [
                {"id": name, "name": words, "figure": body(name).svg, "regions": list(body(name).regions)}
                for name, words in SIDES.items()
            ],
            "regions": [_told(region) for region in regions.values()],
            "chosen": "",
            "problem": "",
            "unsaved": "",
            "focus": "",
        }
        super().__init__(_transcript(regions), view)

    def choose(self, name: str) -> Region:
        """Show a muscle and return it: what choosing it on the page does. Raises UnknownNameError.

        `name` is its id, or its plain or anatomical name.
        """
        names = {n.lower(): r for r in self._regions.values() for n in (r.id, r.plain, r.anatomical)}
        found = names.get(name.strip().lower())
        if found is None:
            raise UnknownNameError("muscle", name, names)
        self.show(chosen=found.id)
        return found


def _told(region: Region) -> dict[str, Any]:
    facts = [[words, getattr(region, field)] for field, words in FACTS.items() if getattr(region, field)]
    return {
        "id": region.id,
        "plain": region.plain,
        "anatomical": region.anatomical,
        "part": region.region,
        "facts": facts,
    }


def _transcript(regions: Mapping[str, Region]) -> Card:
    """Return every muscle with what is told of it."""
    text, html = [TITLE], ""
    for region in regions.values():
        told = _told(region)
        facts = [f"{words}: {fact}" for words, fact in told["facts"]]
        text.append(f"- {region.plain} ({region.anatomical}), {region.region}. {'; '.join(facts)}")
        html += f"<li><strong>{e(region.plain)}</strong> ({e(region.anatomical)}), {e(region.region)}. "
        html += f"{e('; '.join(facts))}</li>"
    shown = f"<details><summary>All {len(regions)} muscles</summary><ul>{html}</ul></details>"
    return Card("\n".join(text), section(eyebrow(TITLE), shown))
