"""Review on the page: what is due, one card after the other; what comes when; how sure against how right."""

from collections.abc import Callable, Mapping
from typing import Any

from course_lib.model import Confidence, Item, Reference
from course_lib.record import NotSaved
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.review import (
    AHEAD,
    CALIBRATION,
    DUE,
    ahead_card,
    calibration_card,
    calibration_html,
    due_card,
    nothing_due,
)
from course_lib.rules.calibration import calibration, confident_errors
from course_lib.rules.marking import AnswerError, Mark, mark
from course_lib.rules.progress import place
from course_lib.rules.review import Ahead, Card, ahead, cards, due
from course_lib.rules.tries import told
from course_lib.widgets import asked
from course_lib.widgets.kept import KeptWidget

REVIEW = "review"
"""Where answers to review cards are kept."""


class DueWidget(KeptWidget):
    """The cards that are due, one at a time. What was answered is not due any more, so a reload goes on."""

    js = "review.js"

    def __init__(
        self,
        items: Mapping[str, Item],
        references: Mapping[str, Reference],
        journal: Journal,
        office: Office,
        most: int | None = None,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        """`most`: how many cards to ask at the most; `answered` is called after each answer."""
        self._items, self._references, self._office = items, references, office
        self._most, self._answered = most, answered
        self._queue: list[Card] = []
        self._at = 0
        self._mark: Mark | None = None
        self._confidence: Confidence | None = None
        super().__init__(due_card(most), {"title": DUE, **_quiet()}, journal, office.refresh)

    @property
    def card(self) -> Item | None:
        """The item that is asked now, or None."""
        return self._items[self._queue[self._at].item] if self._at < len(self._queue) else None

    def begin(self) -> None:
        """Read anew what is due."""
        self._queue = due(self._cards(), self._journal.now())[: self._most]
        self._at, self._mark = 0, None
        self._ask(focus="")

    def answer(self, answer: Any, confidence: Confidence | None = None, seconds: float | None = None) -> Mark:
        """Mark and keep an answer to the card that stands there, show its feedback and return it.

        Raises AnswerError for one that cannot be marked, NotSaved where it could not be written.
        """
        item = self._asked()
        made = mark(item, asked.meant(item, answer))
        self._mark, self._confidence = made, confidence
        self._journal.keep(place(REVIEW, "card", item.id), made, confidence=confidence, seconds=seconds)
        self._tell()
        return made

    # What the page asks for.

    def _on_answer(
        self,
        answer: Any,
        confidence: Confidence | None = None,
        seconds: float | None = None,
        asked: str | None = None,
    ) -> None:
        if self._mark is not None or self.card is None or asked not in (None, self.card.id):
            return
        try:
            self.answer(answer, confidence, seconds)
        except NotSaved as trouble:
            self.show(unsaved=trouble.sentence)

    def follow(self) -> None:
        """Show the office's limit anew."""
        scope = self._office.limit(self.card) if self.card else ""
        self.view = {**self.view, "scope": scope, "focus": ""}

    def _on_next(self) -> None:
        self._at, self._mark = self._at + 1, None
        self._ask(focus="question" if self.card else "end")

    def _on_save(self) -> None:
        self._journal.record.retry()
        self._tell()

    def _on_go_on(self) -> None:
        self._tell()

    def _cards(self) -> list[Card]:
        return cards(told(self._journal.earlier("")), self._items)

    def _asked(self) -> Item:
        if self.card is None:
            raise AnswerError("No card is due now.")
        return self.card

    def _ask(self, focus: str) -> None:
        item = self.card
        view: dict[str, Any] = {"title": DUE, **_quiet(), "focus": focus}
        if item is None:
            view["end"] = nothing_due(len(self._queue), ahead(self._cards(), self._journal.now()))
        else:
            view |= asked.question(item)
            view |= {"scope": self._office.limit(item), "asked": item.id}
            view["where"] = f"{DUE} · card {self._at + 1} of {len(self._queue)}"
        self.view = view

    def _tell(self) -> None:
        if self._mark is None:
            return
        shown = asked.told(
            self._asked(), self._mark, self._confidence, self._references, full=True, actions=["next"]
        )
        self.show(told=shown, focus="feedback")
        self._answered()


class AheadWidget(KeptWidget):
    """What comes when."""

    js = "ahead.js"

    def __init__(self, items: Mapping[str, Item], journal: Journal) -> None:
        """Read it from the record."""
        self._items = items
        super().__init__(ahead_card(), {"title": AHEAD, "counts": [], "told": "", **_quiet()}, journal)

    @property
    def ahead(self) -> Ahead:
        """What comes when, by counts."""
        return ahead(cards(told(self._journal.earlier("")), self._items), self._journal.now())

    def begin(self) -> None:
        """Read it anew."""
        found = self.ahead
        total = sum(number for _, number in found.counts)
        about = (
            f"You have {total} card{'s' * (total != 1)}."
            if total
            else "A question that you answer in a lesson becomes a card."
        )
        self.show(counts=[list(one) for one in found.counts] if total else [], told=about)

    def follow(self) -> None:
        """Read it anew: a final check that was handed in adds to it."""
        self.begin()


class CalibrationWidget(KeptWidget):
    """How sure against how right, and the errors that were sure."""

    js = "calibration.js"

    def __init__(
        self, items: Mapping[str, Item], references: Mapping[str, Reference], journal: Journal
    ) -> None:
        """Read it from the record."""
        self._items, self._references = items, references
        nothing = {"title": CALIBRATION, "plot": "", "errors": [], **_quiet()}
        super().__init__(calibration_card(), nothing, journal)

    def begin(self) -> None:
        """Read it anew."""
        attempts = told(self._journal.earlier(""))
        errors = []
        for attempt in confident_errors(attempts):
            item = self._items.get(attempt.item)
            if item is None or item.version != attempt.version:
                continue
            made = mark(item, attempt.answer)
            shown = asked.told(item, made, "sure", self._references, full=True, actions=[])
            errors.append({"stem": item.stem, "said": shown["said"], "lines": shown["feedback"]})
        self.show(plot=calibration_html(calibration(attempts)), errors=errors)

    def follow(self) -> None:
        """Read it anew: a final check that was handed in adds to it."""
        self.begin()


def _quiet() -> dict[str, Any]:
    words = dict.fromkeys(("kind", "where", "scope", "end", "hint", "focus", "problem", "unsaved"), "")
    return {**words, "told": None}
