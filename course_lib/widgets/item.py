"""An item on the page: asked, hinted, answered, tried again, and explained."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course_lib.language.terms import BLOCK_TITLES
from course_lib.model import Block, Confidence, Item, Place, Reference
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.item import answer_id, feedback, item_transcript, question, unmarked
from course_lib.render.views.feedback import Action
from course_lib.render.views.item import ItemView
from course_lib.rules.marking import Mark, mark
from course_lib.widgets.learner import LearnerWidget


class ItemWidget(LearnerWidget[ItemView]):
    """One item of a block. The exit check is answered once; practice may be tried again."""

    js = "item.js"
    does = LearnerWidget.does | {"answer", "hint", "again", "explain", "similar"}

    def __init__(
        self,
        plan_id: str,
        block: Block,
        number: str,
        items: Sequence[Item],
        journal: Journal,
        references: Mapping[str, Reference],
        office: Office,
        answered: Callable[[], None] = lambda: None,
        title: str = "",
    ) -> None:
        """`items`: the item, then its parallels; `number`: its place in the block, such as '2 of 5'.

        `title` stands in place of the block's.
        """
        self._items = {item.id: item for item in items}
        self._block: Block = block
        self._references, self._office = references, office
        self._answered = answered
        self._place = self._saved_at(plan_id, items[0].id)
        self._where, self._count = title or BLOCK_TITLES[block], number
        where = f"{self._where} {number}".strip()
        super().__init__(item_transcript(items[0], where), None, journal, office.refresh)

    def _saved_at(self, plan_id: str, item_id: str) -> Place:
        return Place(plan_id, self._block, item_id)

    def begin(self) -> None:
        """Stand at the last answer given here, unless the item has changed since."""
        self._item = next(iter(self._items.values()))
        self._hints = 0
        self._mark: Mark | None = None
        self._confidence: Confidence | None = None
        last = self._journal.last(self._place)
        item = self._items.get(last.item) if last else None
        if last and item and item.version == last.version:
            self._item = item
            self._mark, self._confidence = mark(item, last.answer), last.confidence
        self._open()
        self._tell(focus="")

    def answer(
        self,
        answer: Any,
        confidence: Confidence | None = None,
        seconds: float | None = None,
    ) -> Mark:
        """Mark and record an answer, show its feedback and return it: what a click on Check does.

        Raises AnswerError for an answer that cannot be marked, NotSaved where it could not be written (it
        waits to be saved, and the page says so).
        """
        self._mark = mark(self._item, answer_id(self._item, answer))
        self._confidence = confidence
        self._journal.keep(self._place, self._mark, confidence=confidence, hints=self._hints, seconds=seconds)
        self.resume()
        return self._mark

    def resume(self) -> None:
        """Show the feedback to the last answer."""
        if self._mark:
            self._tell()
            self._answered()

    def follow(self) -> None:
        """Show the office's limit again."""
        self.view = {
            **self.view,
            "scope": self._office.limit(self._item),
            "focus": "",
            **self._stamp(),
        }  # a problem stays

    # What the page asks for.

    def _on_answer(
        self, answer: Any, confidence: Confidence | None = None, seconds: float | None = None
    ) -> None:
        self.answer(answer, confidence, seconds)

    def _on_hint(self) -> None:
        if self.shown["hint"]:
            return  # asked for twice, as by a double click
        self._hints += 1
        self.show({**self.shown, "hint": self._item.hint, "focus": "hint"})

    def _on_again(self) -> None:
        self._mark = None
        self._open(self._item.hint if self._hints else "", focus="question")

    def _on_explain(self) -> None:
        self._tell(full=True)

    def _on_similar(self) -> None:
        """Ask the next parallel item."""
        ids = list(self._items)
        self._item = self._items[ids[(ids.index(self._item.id) + 1) % len(ids)]]
        self._hints = 0
        self._on_again()

    def _earlier(self) -> str:
        """Return what was said to this item before; only one that returns asks for that."""
        return ""

    def _open(self, hint: str = "", focus: str = "") -> None:
        """Ask the question; nothing in the view tells the answer."""
        self.show(
            {
                **question(self._item),
                "scope": self._office.limit(self._item),
                "where": self._where,
                "count": self._count,
                "earlier": self._earlier(),
                "submit": "Save my guess" if self._block == "pretest" else "Check",
                "can_hint": self._block == "practice",
                "hint": hint,
                "feedback": None,
                "focus": focus,
            }
        )

    def _tell(self, *, full: bool = False, focus: str = "feedback") -> None:
        """Show the feedback: all of it, or (before another try) only what was chosen, without the key."""
        if self._mark is None:
            return
        if self._block == "pretest":
            self.show({**self.shown, "feedback": unmarked(self._item, self._mark), "focus": focus})
            return
        full = full or self._mark.right or self._block == "exit"
        actions = self._actions(self._mark, full=full)
        shown = feedback(self._item, self._mark, self._confidence, self._references, full=full, actions=actions)
        self.show({**self.shown, "feedback": shown, "focus": focus})

    def _actions(self, given: Mark, *, full: bool) -> list[Action]:
        """Return what can be done after an answer of that mark."""
        if not full:
            return ["again", "explain"]
        if not self._item.judged:
            return ["again"] if self._block == "practice" else []
        if given.right:
            return []
        if self._block == "practice":
            return ["similar"] if len(self._items) > 1 else ["again"]
        return ["similar"] if self._item.safety and len(self._items) > 1 else []
