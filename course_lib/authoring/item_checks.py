"""Checks of the bank as a whole: parallel items, their place in the final check, what stands twice or never."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from course_lib.authoring.check_base import CheckBase
from course_lib.catalog import yaml_file
from course_lib.catalog.problems import Problem, place

PARALLEL = 3
"""How many items a slot needs: one for the lesson, one to come back as, one for the final check."""


class ItemChecks(CheckBase):
    """The checks of all items beside one another."""

    def all(self) -> Iterator[Problem]:
        """Yield every problem of the bank."""
        yield from self.slots()
        yield from self.stems()
        yield from self.met()

    def met(self) -> Iterator[Problem]:
        """Each finding of the decision table is met in an item or with a patient."""
        met = {finding for item in self.known.items.values() for finding in item.findings}
        for patient in self.known.patients.values():
            met.update(patient.findings, *(step.asks.findings for step in patient.steps if step.asks))
        for name in self.known.findings:
            if name not in met:
                fix = "write an item that names it in `findings:`, or a patient who has it"
                yield self.at("findings", name, "id", "is in no item and with no patient", fix)

    def slots(self) -> Iterator[Problem]:
        """Each slot stands in a position of the final check, and has enough parallel items."""
        drawn = {slot for _, position in self.known.blueprint.positions for slot in position.slots}
        slots = defaultdict(list)
        for item in self.known.items.values():
            slots[item.slot].append(item.id)
        for slot, names in slots.items():
            if slot not in drawn:
                near = get_close_matches(slot, drawn, n=1)
                if near and near[0] not in slots:
                    continue  # it is the blueprint that has it wrong, which is told there
                fix = f"did you mean {near[0]!r}? If not, " if near else ""
                fix += "name it in a position of exercises/final_check/blueprint.yaml"
                wrong = f"{slot!r} is in no position of the final check"
                yield self.at("items", names[0], "slot", wrong, fix)
            elif len(names) < PARALLEL:
                number = "one item" if len(names) == 1 else f"{len(names)} items"
                fix = f"write more until there are {PARALLEL}, or use the slot of items that test the same"
                yield self.at("items", names[0], "slot", f"{slot!r} has only {number}", fix)

    def stems(self) -> Iterator[Problem]:
        """No two items ask the same in the same words."""
        first: dict[str, str] = {}
        for name, item in self.known.items.items():
            other = first.setdefault(" ".join(item.stem.lower().split()), name)
            if other != name:
                path, keys = self.known.where["items", other]
                wrong = f"is that of {other!r}, too ({place(path, yaml_file.line_of(path, (*keys, 'stem')))})"
                yield self.at("items", name, "stem", wrong, "write of another patient, or take one of them out")
