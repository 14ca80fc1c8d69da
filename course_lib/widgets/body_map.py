"""The body map, looked up: a muscle on the drawing or in the list, in plain and in anatomical words."""

from collections.abc import Mapping

from course_lib.errors import UnknownNameError
from course_lib.model import Region
from course_lib.render.body import body
from course_lib.render.body_map import SIDES, TITLE, body_map_transcript, region_facts
from course_lib.render.views.body_map import BodyMapView
from course_lib.widgets.base import CourseWidget


class BodyMapWidget(CourseWidget[BodyMapView]):
    """All muscles of the body map, on the back and the front of a drawn body."""

    js = "body_map.js"

    def __init__(self, regions: Mapping[str, Region]) -> None:
        """Begin with the back, and with no muscle chosen."""
        self._regions = regions
        view: BodyMapView = {
            "title": TITLE,
            "sides": [
                {"id": name, "name": words, "figure": body(name).svg, "regions": list(body(name).regions)}
                for name, words in SIDES.items()
            ],
            "regions": [region_facts(region) for region in regions.values()],
            "chosen": "",
        }
        super().__init__(body_map_transcript(regions), view)

    def choose(self, name: str) -> Region:
        """Show a muscle and return it: what choosing it on the page does. Raises UnknownNameError.

        `name` is its id, or its plain or anatomical name.
        """
        names = {n.lower(): r for r in self._regions.values() for n in (r.id, r.plain, r.anatomical)}
        found = names.get(name.strip().lower())
        if found is None:
            raise UnknownNameError("muscle", name, names)
        self.show({**self.shown, "chosen": found.id})
        return found
