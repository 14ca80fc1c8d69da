"""Stimulation pads, placed: an order and its marks, two places, and what comes of them. Python decides."""

from collections.abc import Mapping
from typing import Any

from course_lib.model import Finding, Place
from course_lib.record.journal import Journal
from course_lib.render.pads import SIDES, TITLE, pad_body, pads_transcript, verdict_words
from course_lib.rules.pad_orders import PAD_ORDERS, PAD_PLACES, READY, PadOrder
from course_lib.rules.pads import APART, PadError, Verdict, judge, warning
from course_lib.widgets.kept import KeptWidget

LINE = "I only put these where the doctor has marked."


class PadsWidget(KeptWidget):
    """The orders in turn; each is tried until it is right. A place that is ruled out says so at once."""

    js = "pads.js"
    anytime = frozenset({"changed", "place"})

    def __init__(self, plan_id: str, findings: Mapping[str, Finding], journal: Journal) -> None:
        """Take `findings` for why no pad goes on some places."""
        self._findings = findings
        self._place = Place(plan_id, "pads", "place-the-pads")
        self._number = 0
        self._pads = ["", ""]
        self._tried: list[str] = []
        self._verdict: Verdict | None = None
        super().__init__(pads_transcript(), self._open(), journal)

    def begin(self) -> None:
        """Stand at the order that comes after the last one done right."""
        right = [a.item for a in self._journal.at(self._place) if a.right]
        names = [f"pads-{order.id}" for order in PAD_ORDERS]
        self._number = (names.index(right[-1]) + 1) % len(PAD_ORDERS) if right and right[-1] in names else 0
        self._stand("")

    @property
    def order(self) -> PadOrder:
        """The order that stands there now."""
        return PAD_ORDERS[self._number]

    def answer(self, *pads: str, seconds: float | None = None) -> Verdict:
        """Place two pads, or none, and return what it is worth: what a click on Check does.

        Raises PadError where it cannot be judged, NotSaved where it could not be written.
        """
        verdict = judge(self.order, pads, self._findings)
        self._verdict = verdict
        self._journal.write(
            self._place,
            f"pads-{self.order.id}",
            1,
            {"pads": list(pads), "tried": list(self._tried)},
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
        pads = [name if n == number else pad for n, pad in enumerate(self._pads)]
        why = warning(pads, self._findings)
        if why:
            self._tried.append(name)
            why = f"{PAD_PLACES[name].text}: {'not there' if why == APART else 'never'}. {why}"
        else:
            self._pads = pads
        warned = [number, name] if why else None
        self.show(pads=self._pads, warned=warned, warning=why, focus="warning" if why and tapped else "")

    def _on_check(self, none: bool = False, seconds: float | None = None) -> None:
        if self.view["warned"] and not none:
            raise PadError("pad_where_none_may_lie")
        if self._verdict is None:
            self.answer(*([] if none else [pad for pad in self._pads if pad]), seconds=seconds)

    def _on_next(self) -> None:
        if self._verdict and self._verdict.right:
            self._number = (self._number + 1) % len(PAD_ORDERS)
        self._stand("question")

    def _stand(self, focus: str) -> None:
        self._pads, self._tried, self._verdict = ["", ""], [], None
        self.set_view(**self._open(), focus=focus)

    def _open(self) -> dict[str, Any]:
        order, marks = self.order, self.order.marks
        return {
            "title": TITLE,
            "number": f"order {self._number + 1} of {len(PAD_ORDERS)}",
            "order": order.words,
            "ready": READY,
            "seen": order.seen,
            "sides": [
                {
                    "id": side,
                    "name": words,
                    "figure": pad_body(side, marks, order.stop == "device_heart"),
                    "places": [[p.id, p.text, p.id in marks] for p in PAD_PLACES.values() if p.side == side],
                }
                for side, words in SIDES.items()
            ],
            "pads": self._pads,
            "warned": None,
            "warning": "",
            "told": None,
        }

    def _tell(self) -> None:
        verdict = self._verdict
        if verdict is None:
            return
        last = verdict.right and self._number == len(PAD_ORDERS) - 1
        feedback = {
            "tone": "right" if verdict.right else "unsafe" if verdict.unsafe else "wrong",
            **verdict_words(verdict),
            "say": LINE if verdict.right and not self.order.stop else "",
            "next": "Begin again" if last else "Next order" if verdict.right else "Try again",
        }
        self.show(told=feedback, warned=None, warning="", focus="feedback")
