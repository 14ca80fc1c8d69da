"""What the cells of a lesson's notebook call: one lesson, and what stands on its page.

A cell is one line, such as `heat.item("time-limit")`. What it returns shows itself: live where a kernel
runs, and as the same text everywhere else.
"""

from collections.abc import Iterable
from typing import Any

from course_lib.model import Block, Item, Plan
from course_lib.model.lesson import BLOCKS
from course_lib.pages.page import Page, get
from course_lib.pages.session import Session
from course_lib.record.office import Office
from course_lib.render.page import (
    evidence_transcript,
    figure_transcript,
    head_transcript,
    key_points_transcript,
    words_transcript,
)
from course_lib.render.patient import worked_transcript
from course_lib.render.transcript import Transcript
from course_lib.rules.decision import Decision
from course_lib.rules.decision import decide as decide_with
from course_lib.widgets.body_map import BodyMapWidget
from course_lib.widgets.coach import CoachWidget
from course_lib.widgets.drawn import DrawnWidget
from course_lib.widgets.gate import GateWidget
from course_lib.widgets.head import HeadWidget
from course_lib.widgets.item import ItemWidget
from course_lib.widgets.item_again import ItemAgainWidget
from course_lib.widgets.lookup import LookupWidget
from course_lib.widgets.pack import PackWidget
from course_lib.widgets.pads import PadsWidget
from course_lib.widgets.patient import PatientWidget
from course_lib.widgets.progress import ProgressWidget
from course_lib.widgets.review import DueWidget

CARDS = 3
"""How many cards a lesson begins with."""


def decide(order: str, findings: Iterable[str] = ()) -> Decision:
    """Return what to do with an order and the ids of the findings that are present.

    `order` is heat, ice, either, none, electrical_stimulation, instrument_soft_tissue, massage or
    stretching. Raises UnknownNameError for an order or finding that is not in the table; its message
    names the near misses.
    """
    return decide_with(order, findings, Session.open().table)


def lesson(name: str, session: Session | None = None) -> "Lesson":
    """Return the lesson with that id, such as "heat-and-ice".

    Raises UnknownNameError where there is no such lesson, ContentError where its files need to be corrected.
    """
    here = session or Session.open()
    return Lesson(here, get(here.catalog.plans, "lesson", name))


class Lesson(Page):
    """One lesson's page. Shown by itself, it is the head of the lesson."""

    def __init__(self, session: Session, plan: Plan) -> None:
        """Touch nothing yet: the record is opened when something is read or answered."""
        super().__init__(session, plan.id)
        self.plan = plan

    def _repr_mimebundle_(self, **kwargs: object) -> Any:
        return self.head()._repr_mimebundle_(**kwargs)

    def __repr__(self) -> str:
        """Return the head's plain text."""
        return repr(self.head())

    def head(self) -> HeadWidget:
        """Return where the lesson stands, how long it takes, what you will be able to do, your part."""
        plan, course = self.plan, self._known.course_map

        def draw(office: Office) -> Transcript:
            return head_transcript(plan, len(course.lessons), course.notice, office.your_part(plan.teaches))

        return self._widget(
            HeadWidget,
            "",
            lambda: HeadWidget(
                plan.id,
                draw,
                self._journal,
                self._session.record,
                self._office,
                needs_office=plan.number > 1,
                in_class=self._session.seat is not None,
            ),
        )

    def item(self, name: str) -> ItemWidget:
        """Return an item of this lesson, asked as the block asks it in which the plan has it.

        An item that stands in no block (a parallel one) is asked as practice. Raises UnknownNameError.
        """
        item = get(self._known.items, "item", name)
        block: Block = next((b for b in BLOCKS if name in getattr(self.plan, b)), "practice")
        listed: tuple[str, ...] = getattr(self.plan, block)
        number = f"{listed.index(name) + 1} of {len(listed)}" if name in listed else ""
        items, references = [item, *self._parallels(item)], self._known.references
        return self._widget(
            ItemWidget,
            name,
            lambda: ItemWidget(
                self.plan.id,
                block,
                number,
                items,
                self._journal,
                references,
                self._office,
                answered=self._answered,
            ),
        )

    def again(self, name: str) -> ItemAgainWidget:
        """Return a first question once more, after the reading. Raises UnknownNameError."""
        listed = self.plan.pretest
        item = get(self._known.items, "first question", name, listed)
        number = f"{listed.index(name) + 1} of {len(listed)}" if name in listed else ""
        return self._follow(
            ItemAgainWidget,
            lambda: ItemAgainWidget(
                self.plan.id, number, item, self._journal, self._known.references, self._office, self._answered
            ),
            f"again/{name}",
        )

    def due(self) -> DueWidget:
        """Return what is due from before, a few cards at the most: two minutes."""
        known = self._known
        return self._widget(
            DueWidget,
            "due",
            lambda: DueWidget(known.items, known.references, self._journal, self._office, most=CARDS),
        )

    def safety_gate(self) -> GateWidget:
        """Return when to stop and get the doctor, and what this office allows, before anything else."""
        return self._widget(
            GateWidget, "gate", lambda: GateWidget(self.plan, self._known.red_flags, self._office)
        )

    def figure(self, name: str) -> Transcript:
        """Return a drawing. Raises UnknownNameError."""
        return figure_transcript(get(self._known.figures, "figure", name).read_text(encoding="utf-8"))

    def words(self, *names: str) -> Transcript:
        """Return the glossary's entries for some words. Raises UnknownNameError."""
        return words_transcript([get(self._known.terms, "word", name) for name in names])

    def evidence(self, claim: str) -> Transcript:
        """Return what the article says beside what the evidence says. Raises UnknownNameError."""
        return evidence_transcript(get(self._known.claims, "claim", claim), self._known.references)

    def worked(self, name: str) -> Transcript:
        """Return a patient worked out: the best choice at each step, with its rule and source."""
        return worked_transcript(get(self._known.patients, "patient", name), self._known.references)

    def patient(self, name: str) -> PatientWidget:
        """Return a patient to decide for. Raises UnknownNameError."""
        patient = get(self._known.patients, "patient", name)
        references = self._known.references
        return self._widget(
            PatientWidget,
            name,
            lambda: PatientWidget(
                self.plan.id, patient, references, self._journal, self._office, self._answered
            ),
        )

    def decide(self) -> LookupWidget:
        """Return the decision table to look things up in."""
        return self._widget(
            LookupWidget,
            "decide",
            lambda: LookupWidget(self._session.table, self._known.references, self.plan.orders, self._office),
        )

    def draw(self) -> DrawnWidget:
        """Return an endless series of patients to decide for before the table does."""
        known = self._known
        return self._widget(
            DrawnWidget,
            "draw",
            lambda: DrawnWidget(
                self.plan.id,
                self.plan.orders,
                self._session.table,
                known.people,
                known.references,
                self._journal,
                self._office,
            ),
        )

    def pack_timer(self) -> PackWidget:
        """Return a hot-pack session to run."""
        known = self._known
        return self._widget(
            PackWidget,
            "pack",
            lambda: PackWidget(self.plan.id, known.hot_pack, known.limits, self._journal),
        )

    def coach(self) -> CoachWidget:
        """Return a drawn figure that does each stretch of the article while you count along."""
        known = self._known
        return self._widget(
            CoachWidget,
            "coach",
            lambda: CoachWidget([*known.stretches.values()], known.regions, known.references, known.figures),
        )

    def body_map(self) -> BodyMapWidget:
        """Return the muscles of the back and hip to look up, on a drawn body."""
        return self._widget(BodyMapWidget, "body", lambda: BodyMapWidget(self._known.regions))

    def pads(self) -> PadsWidget:
        """Return orders for stimulation, to place the pads for."""
        known = self._known
        return self._widget(
            PadsWidget, "pads", lambda: PadsWidget(self.plan.id, known.pads, known.findings, self._journal)
        )

    def key_points(self) -> Transcript:
        """Return the points to take away."""
        return key_points_transcript(self.plan)

    def progress(self) -> ProgressWidget:
        """Return where the learner stands; it follows every answer given on this page."""
        known = self._known
        return self._follow(ProgressWidget, lambda: ProgressWidget(self.plan, known, self._journal))

    def _parallels(self, item: Item) -> list[Item]:
        """Return the items of the same slot that stand in no block of this lesson."""
        listed = {name for block in BLOCKS for name in getattr(self.plan, block)}
        return [self._known.items[name] for name in self._known.slots[item.slot] if name not in listed]
