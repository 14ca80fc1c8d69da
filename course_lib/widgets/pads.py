"""Stimulation pads, placed: an order and its marks, two places, and what comes of them. Python decides."""

from collections.abc import Mapping

from course_lib.model import Finding, Place
from course_lib.model.pads import PadOrder, Pads
from course_lib.record.journal import Journal
from course_lib.render.pads import (
    SIDES,
    TITLE,
    pad_body,
    pads_transcript,
    verdict_words,
    warning_words,
    wrong_words,
)
from course_lib.render.views.pads import PadsFeedback, PadsView
from course_lib.rules.pads import PadError, Verdict, judge, warning, wrong_pads
from course_lib.widgets.learner import LearnerWidget


class PadsWidget(LearnerWidget[PadsView]):
    """The orders in turn; each is tried until it is right. A place that is ruled out says so at once."""

    js = "pads.js"
    anytime = frozenset({"changed", "place"})
    does = LearnerWidget.does | {"place", "check", "next"}

    def __init__(self, plan_id: str, pads: Pads, findings: Mapping[str, Finding], journal: Journal) -> None:
        """Take `pads` for the places and the orders, `findings` for why no pad goes on some places."""
        self._pads = pads
        self._findings = findings
        self._place = Place(plan_id, "pads", "place-the-pads")
        self._number = 0
        self._placed = ["", ""]
        self._tried: list[str] = []
        self._verdict: Verdict | None = None
        super().__init__(pads_transcript(pads), self._open(), journal)

    def begin(self) -> None:
        """Stand at the order that comes after the last one done right."""
        right = [a.item for a in self._journal.at(self._place) if a.right]
        names = [f"pads-{order.id}" for order in self._pads.orders]
        self._number = (names.index(right[-1]) + 1) % len(names) if right and right[-1] in names else 0
        self._stand("")

    @property
    def order(self) -> PadOrder:
        """The order that stands there now."""
        return self._pads.orders[self._number]

    def answer(self, *names: str, seconds: float | None = None) -> Verdict:
        """Place two pads, or none, and return what it is worth: what a click on Check does.

        Raises PadError where it cannot be judged, NotSaved where it could not be written.
        """
        verdict = judge(self.order, names, self._pads, self._findings)
        self._verdict = verdict
        self._journal.write(
            self._place,
            f"pads-{self.order.id}",
            1,
            {"pads": list(names), "tried": list(self._tried)},
            right=verdict.right,
            score=float(verdict.right),
            unsafe=verdict.unsafe,
            seconds=seconds,
        )
        self._tell()
        return verdict

    def resume(self) -> None:
        """Show the feedback to the last placement."""
        self._tell()

    def _on_place(self, number: int, name: str, tapped: bool = False) -> None:
        """Put a pad on a place (or take it away), unless that is ruled out."""
        if self._verdict is not None:
            return
        placed = [name if n == number else pad for n, pad in enumerate(self._placed)]
        never = warning(placed, self._pads, self._findings)
        if never:
            self._tried.append(name)
        else:
            self._placed = placed
        self.show(
            {
                **self.shown,
                "pads": self._placed,
                "warned": [number, name] if never else None,
                "warning": warning_words(self._pads.place(name), never) if never else "",
                "focus": "warning" if never and tapped else "",
            }
        )

    def _on_check(self, none: bool = False, seconds: float | None = None) -> None:
        if self.view["warned"] and not none:
            raise PadError("pad_where_none_may_lie")
        if not any(self._placed) and not none:
            raise PadError("both_pads_first")  # who holds back says so
        if self._verdict is None:
            self.answer(*([] if none else [pad for pad in self._placed if pad]), seconds=seconds)

    def _on_next(self) -> None:
        if self._verdict and self._verdict.right:
            self._number = (self._number + 1) % len(self._pads.orders)
        self._stand("question")

    def _stand(self, focus: str) -> None:
        self._placed, self._tried, self._verdict = ["", ""], [], None
        self.show({**self._open(), "focus": focus})

    def _open(self) -> PadsView:
        pads, order = self._pads, self.order
        return {
            "title": TITLE,
            "number": f"Order {self._number + 1} of {len(pads.orders)}",
            "order": order.order,
            "ready": pads.ready,
            "seen": order.seen,
            "sides": [
                {
                    "id": side,
                    "name": words,
                    "figure": pad_body(pads, side, order.marks, order.lump_at),
                    "places": [
                        [place.id, place.text, place.id in order.marks]
                        for place in pads.places
                        if place.side == side
                    ],
                }
                for side, words in SIDES.items()
            ],
            "pads": self._placed,
            "warned": None,
            "warning": "",
            "feedback": None,
        }

    def _tell(self) -> None:
        verdict = self._verdict
        if verdict is None:
            return
        last = verdict.right and self._number == len(self._pads.orders) - 1
        title, why = verdict_words(verdict)
        placed = [] if verdict.code in ("rightly_held", "held_back") else [p for p in self._placed if p]
        wrong = wrong_pads(self.order, placed, self._pads, self._findings)
        feedback: PadsFeedback = {
            "tone": "right" if verdict.right else "unsafe" if verdict.unsafe else "wrong",
            "title": title,
            "why": why,
            "lines": wrong_words(wrong, self._pads),
            "wrong": [name for name, _ in wrong],
            "say": self._pads.say if verdict.right and not self.order.stop else "",
            "next": "Begin again" if last else "Next order" if verdict.right else "Try again",
        }
        self.show({**self.shown, "feedback": feedback, "warned": None, "warning": "", "focus": "feedback"})
