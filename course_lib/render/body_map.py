"""The body map in words: each muscle with its facts, and the transcript."""

from collections.abc import Mapping

from course_lib.model import Region
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.body_map import BodyRegion

TITLE = "Body map · Look it up"
SIDES = {"body-back": "Back", "body-front": "Front"}
FACTS = {
    "where": "Where",
    "job": "What it does",
    "stretches": "Stretches",
    "note": "Note",
    "certainty": "How sure",
}
"""What there is to know of a muscle, and how it is called."""


def region_facts(region: Region) -> BodyRegion:
    """Return a muscle with what there is to know of it."""
    facts = [[words, getattr(region, field)] for field, words in FACTS.items() if getattr(region, field)]
    return {
        "id": region.id,
        "plain": region.plain,
        "anatomical": region.anatomical,
        "part": region.region,
        "facts": facts,
    }


def body_map_transcript(regions: Mapping[str, Region]) -> Transcript:
    """Return every muscle with what there is to know of it."""
    text, html = [TITLE], ""
    for region in regions.values():
        known = region_facts(region)
        facts = [f"{words}: {fact}" for words, fact in known["facts"]]
        text.append(f"- {region.plain} ({region.anatomical}), {region.region}. {'; '.join(facts)}")
        html += f"<li><strong>{e(region.plain)}</strong> ({e(region.anatomical)}), {e(region.region)}. "
        html += f"{e('; '.join(facts))}</li>"
    shown = f"<details><summary>All {len(regions)} muscles</summary><ul>{html}</ul></details>"
    return Transcript("\n".join(text), section(shown))
