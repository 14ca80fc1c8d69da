"""The skills of the hands-on part, taken from the register: a safe visit, then each treatment's set-up."""

from collections.abc import Mapping
from pathlib import Path

from course_lib.catalog import yaml_file
from course_lib.folders import CONTENT
from course_lib.model import Limit

TITLES = {"heat": "Moist heat", "ice": "Ice"}


def skills(limits: Mapping[str, tuple[Limit, ...]], content: Path = CONTENT) -> list[tuple[str, list[str]]]:
    """Return the parts of the checklist: a title, and its skills. `content` is the register's folder."""
    visit = yaml_file.read(content / "safe_visit.yaml")["visit_order"]["steps"]
    current = yaml_file.read(content / "electrical_set_up.yaml")["electrical_how_to"]
    return [
        (
            "A safe visit, in order",
            [f"{step['n']}. {step['name']}. {' '.join(step['ca_does'])}" for step in visit],
        ),
        *(
            (title, [f"{limit.item}: {limit.value}" for limit in limits[modality]])
            for modality, title in TITLES.items()
        ),
        ("Electrical stimulation", list(current)),
    ]
