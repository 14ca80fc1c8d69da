"""Review on the page: the cards that are due, one after the other."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from course_lib.model import Confidence, Item, Place, Reference
from course_lib.record.derived import cards
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.item import answer_id, feedback, question
from course_lib.render.review import DUE, ROUND, due_transcript, nothing_due, round_over, where_in_round
from course_lib.render.views.review import ReviewCard, ReviewEnd, ReviewView
from course_lib.rules.marking import AnswerError, Mark, mark
from course_lib.rules.review import DueCard, ahead, due
from course_lib.widgets.learner import LearnerWidget

REVIEW = "review"
"""Where answers to review cards are kept."""

NOTHING: ReviewEnd = {"title": DUE, "kind": "", "end": "", "more": ""}


class DueWidget(LearnerWidget[ReviewView]):
    """The cards that are due, one at a time, a round of a few. What was answered is no longer due."""

    js = "review.js"
    does = LearnerWidget.does | {"answer", "next", "more"}

    def __init__(
        self,
        items: Mapping[str, Item],
        references: Mapping[str, Reference],
        journal: Journal,
        office: Office,
        most: int | None = None,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        """`most`: how many cards to ask at the most, else round after round.

        `answered` is called after each answer.
        """
        self._items, self._references, self._office = items, references, office
        self._most, self._answered = most, answered
        self._queue: list[DueCard] = []
        self._at = self._later = 0
        self._mark: Mark | None = None
        self._confidence: Confidence | None = None
        super().__init__(due_transcript(most), NOTHING, journal, office.refresh)

    @property
    def card(self) -> Item | None:
        """The item that is asked now, or None."""
        return self._items[self._queue[self._at].item] if self._at < len(self._queue) else None

    def begin(self) -> None:
        """Read again what is due."""
        self._begin_round(focus="")

    def answer(self, answer: Any, confidence: Confidence | None = None, seconds: float | None = None) -> Mark:
        """Mark and keep an answer to the card that stands there, show its feedback and return it.

        Raises AnswerError for one that cannot be marked, NotSaved where it could not be written.
        """
        item = self._asked()
        given = mark(item, answer_id(item, answer))
        self._mark, self._confidence = given, confidence
        self._journal.keep(Place(REVIEW, "card", item.id), given, confidence=confidence, seconds=seconds)
        self._tell()
        return given

    def resume(self) -> None:
        """Show the feedback to the last answer."""
        self._tell()

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
        self.answer(answer, confidence, seconds)

    def follow(self) -> None:
        """Show the office's limit again, or where no card was left, what is due by now."""
        if self.card is None:
            if self.view.get("more"):
                self._ask(focus="")
            else:
                self.begin()
            return
        scope = self._office.limit(self.card) if self.card else ""
        self.view = {**self.view, "scope": scope, "focus": "", **self._stamp()}

    def _on_next(self) -> None:
        self._at, self._mark = self._at + 1, None
        self._ask(focus="question" if self.card else "end")

    def _on_more(self) -> None:
        if self.card is None:
            self._begin_round(focus="question")

    def _begin_round(self, focus: str) -> None:
        found = due(self._cards(), self._journal.now())
        self._queue = found[: self._most or ROUND]
        self._later = 0 if self._most else len(found) - len(self._queue)
        self._at, self._mark = 0, None
        self._ask(focus=focus if self.card else "end" if focus else "")

    def _cards(self) -> list[DueCard]:
        return cards(self._journal, self._items)

    def _asked(self) -> Item:
        if self.card is None:
            raise AnswerError("no_card_due")
        return self.card

    def _ask(self, focus: str) -> None:
        item = self.card
        if item is None:
            self.show({**self._end(), "focus": focus})
            return
        card: ReviewCard = {
            **question(item),
            "title": DUE,
            "where": where_in_round(self._at, len(self._queue), self._later),
            "scope": self._office.limit(item),
            "asked": item.id,
            "feedback": None,
            "focus": focus,
        }
        self.show(card)

    def _end(self) -> ReviewEnd:
        known, now, done = self._cards(), self._journal.now(), len(self._queue)
        left = 0 if self._most else len(due(known, now))
        if left and done:
            return {**NOTHING, "end": round_over(done, left), "more": "Go on"}
        return {**NOTHING, "end": nothing_due(done, ahead(known, now))}

    def _tell(self) -> None:
        if self._mark is None:
            return
        shown = feedback(
            self._asked(), self._mark, self._confidence, self._references, full=True, actions=["next"]
        )
        card: ReviewCard = {**cast("ReviewCard", self.shown), "feedback": shown, "focus": "feedback"}
        self.show(card)
        self._answered()
