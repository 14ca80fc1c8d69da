"""Checks of what is practiced beside items and patients: the pads, the hot pack, the treatments."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from string import Formatter

from course_lib.authoring.check_base import CheckBase
from course_lib.catalog.problems import Problem
from course_lib.model import Effect, Modality
from course_lib.model.pack import PackFacts
from course_lib.model.pads import PadOrder, PadPlace
from course_lib.rules.decision import MODALITIES
from course_lib.rules.pack import HARM, Numbers

CURRENT: Modality = "electrical_stimulation"
FREE = {Effect.OK, Effect.FAV, Effect.ASK}
"""Effects that do not rule a treatment out."""

BODY = (340, 500)
"""Width and height of the drawing."""


class ExerciseChecks(CheckBase):
    """The checks of `pads.yaml`, `hot_pack.yaml` and `treatments.yaml`."""

    def all(self) -> Iterator[Problem]:
        """Yield every problem of these files."""
        yield from self.pads()
        yield from self.hot_pack()
        yield from self.treatments()

    def pads(self) -> Iterator[Problem]:
        """Every place, mark and finding exists; what rules a place out really does; no two places touch."""
        pads = self.known.pads
        yield from self.twice("pads", "pads", "places", [place.id for place in pads.places])
        yield from self.twice("pads", "pads", "orders", [order.id for order in pads.orders])
        for number, place in enumerate(pads.places):
            yield from self._pad_place(f"places.{number}", place)
        for number, order in enumerate(pads.orders):
            yield from self._pad_order(f"orders.{number}", order)
        for (_, first), (number, second) in combinations(enumerate(pads.places), 2):
            if first.side == second.side and _touch(first.box, second.box):
                field, fix = f"places.{number}.box", "move it, or make it smaller"
                yield self.at("pads", "pads", field, f"touches the place {first.id!r}", fix)

    def _pad_place(self, field: str, place: PadPlace) -> Iterator[Problem]:
        left, top, width, height = place.box
        if min(place.box) < 0 or left + width > BODY[0] or top + height > BODY[1]:
            fix = f"write left, top, width and height within {BODY[0]} by {BODY[1]}"
            yield self.at("pads", "pads", f"{field}.box", "leaves the drawing", fix)
        if place.never:
            yield from self._rules_out(f"{field}.never", place.never, place.because)
        for other, finding in place.across.items():
            yield from self.unknown_name("pads", "pads", f"{field}.across", other, self._names)
            yield from self._rules_out(f"{field}.across.{other}", finding, CURRENT)

    def _pad_order(self, field: str, order: PadOrder) -> Iterator[Problem]:
        yield from self.unknown("pads", "pads", f"{field}.marks", order.marks, self._names)
        if order.lump_at:
            yield from self.unknown_name("pads", "pads", f"{field}.lump_at", order.lump_at, self._names)
        never = [place.id for place in self.known.pads.places if place.never]
        for number, mark in enumerate(order.marks):
            if mark in never or mark in order.marks[:number]:
                wrong = f"{mark!r} is a place for {'no pad' if mark in never else 'one pad'}"
                yield self.at("pads", "pads", f"{field}.marks.{number}", wrong, "mark another place")
        if order.stop:
            yield from self._rules_out(f"{field}.stop", order.stop, "")

    def _rules_out(self, field: str, finding: str, reason: str) -> Iterator[Problem]:
        """Yield what keeps a finding from being the reason why no pad goes on."""
        found = self.known.findings.get(finding)
        if found is None:
            yield from self.unknown_name("pads", "pads", field, finding, self.known.findings)
        elif found.effects.get(CURRENT, Effect.OK) in FREE:
            wrong, fix = f"{finding!r} does not rule out stimulation", "name a finding that does"
            yield self.at("pads", "pads", field, wrong, fix)
        elif reason and reason not in found.why:
            wrong, fix = f"{finding!r} has no reason for {reason!r}", f"use one of {[*found.why]}"
            yield self.at("pads", "pads", field, wrong, fix)

    @property
    def _names(self) -> list[str]:
        return [place.id for place in self.known.pads.places]

    def hot_pack(self) -> Iterator[Problem]:
        """Minutes come one after the other, below the limit; what could burn somebody is unsafe."""
        pack = self.known.hot_pack
        try:
            numbers = Numbers.of(self.known.limits)
        except KeyError:
            fix = "give Layers and Time a `usual`, Time an `at_most` and Skin a `check_at`"
            yield self.at("limits", "heat", "", "has not all numbers that the hot pack needs", fix)
            return
        made_up = pack.minutes
        if not made_up.patches < made_up.rings < made_up.blister < numbers.limit:
            fix = f"let patches come first, then the bell, then the blister, before {numbers.limit}"
            yield self._pack("minutes", "do not come one after the other", fix)
        if not numbers.usual[0] <= pack.ordered <= numbers.usual[1]:
            fix = f"order {numbers.usual[0]} to {numbers.usual[1]} minutes, as limits.yaml says"
            yield self._pack("ordered", f"{pack.ordered} minutes are not usual", fix)
        for code, fault in pack.faults.items():
            if fault.unsafe != (code in HARM):
                fix = "see “What unsafe means” in CONTRIBUTING"
                wrong = (
                    "could burn somebody and is not unsafe" if code in HARM else "is unsafe and burns nobody"
                )
                yield self._pack(f"faults.{code}", wrong, fix)
            yield from self._braces(f"faults.{code}.text", fault.text)
        yield from self._braces("order", pack.order)
        for number, line in enumerate(pack.how):
            yield from self._braces(f"how.{number}", line)
        for event, words in pack.events.items():
            yield from self._braces(f"events.{event}.text", words.text)

    def _braces(self, field: str, text: str) -> Iterator[Problem]:
        """Yield what stands in braces and cannot be filled in."""
        names: Iterable[str] = PackFacts.__annotations__
        try:
            used = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError:
            yield self._pack(field, "has a brace { or } too many", "write a name in braces, such as {ordered}")
            return
        for name in used:
            if name not in names:
                yield self._pack(field, f"{{{name}}} does not exist", f"use one of {', '.join(names)}")

    def _pack(self, field: str, wrong: str, fix: str) -> Problem:
        return self.at("hot_pack", "hot_pack", field, wrong, fix)

    def treatments(self) -> Iterator[Problem]:
        """Every modality has its line; its claims exist, and the slots of some items begin with its word."""
        known = self.known
        words = {item.slot.partition("-")[0] for item in known.items.values()}
        for name, treatment in known.treatments.items():
            yield from self.unknown("treatments", name, "claims", treatment.claims, known.claims)
            yield from self.unknown_name("treatments", name, "slot", treatment.slot, words)
        missing = [name for name in MODALITIES if name not in known.treatments]
        if missing and known.treatments:
            first = next(iter(known.treatments))
            wrong, fix = f"there is no line for {missing[0]!r}", "write one for each modality"
            yield self.at("treatments", first, "", wrong, fix)


def _touch(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Return whether two boxes (left, top, width, height) lie on one another."""
    return all(
        box[axis] < other[axis] + other[axis + 2] and other[axis] < box[axis] + box[axis + 2] for axis in (0, 1)
    )
