"""An item on the page: asked, hinted, answered, tried again, and explained."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course_lib.language.terms import BLOCKS
from course_lib.model import Attempt, Block, Confidence, Item, Reference
from course_lib.record import NotSaved
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.item import answer_id, feedback, item_transcript, question, unmarked
from course_lib.rules.marking import Mark, mark
from course_lib.rules.progress import place
from course_lib.widgets.kept import KeptWidget


class ItemWidget(KeptWidget):
    """One item of a block. The exit check is answered once; practice may be tried again."""

    js = "item.js"

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
    ) -> None:
        """`items`: the item, then its parallels; `number`: its place in the block, such as '2 of 5'."""
        self._items = {item.id: item for item in items}
        self._block: Block = block
        self._references, self._office = references, office
        self._answered = answered
        self._place = place(plan_id, block, items[0].id)
        self._where = f"{BLOCKS[block]} {number}".strip()
        super().__init__(item_transcript(items[0], self._where), {}, journal, office.refresh)

    def begin(self) -> None:
        """Stand at the last answer given here, unless the item has changed since."""
        self._item = next(iter(self._items.values()))
        self._hints = 0
        self._mark: Mark | None = None
        self._confidence: Confidence | None = None
        self.view = self._open()
        self._resume()

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
        made = mark(self._item, answer_id(self._item, answer))
        self._mark, self._confidence = made, confidence
        self._journal.keep(self._place, made, confidence=confidence, hints=self._hints, seconds=seconds)
        self._tell(full=made.right or self._block == "exit")
        self._answered()
        return made

    # What the page asks for.

    def _on_answer(
        self, answer: Any, confidence: Confidence | None = None, seconds: float | None = None
    ) -> None:
        try:
            self.answer(answer, confidence, seconds)
        except NotSaved as trouble:
            self.show(unsaved=trouble.sentence)

    def _on_save(self) -> None:
        """Try again to save, then show the feedback."""
        self._journal.record.retry()
        self._go_on()

    def _on_go_on(self) -> None:
        """Show the feedback although the answer still waits to be saved; the learner was told."""
        self._go_on()

    def follow(self) -> None:
        """Show the office's limit anew."""
        self.view = {**self.view, "scope": self._office.limit(self._item), "focus": ""}

    def _on_hint(self) -> None:
        self._hints += 1
        self.show(hint=self._item.hint)

    def _on_again(self) -> None:
        self._mark = None
        self.view = self._open() | {"hint": self._item.hint if self._hints else "", "focus": "question"}

    def _on_explain(self) -> None:
        self._tell(full=True)

    def _on_similar(self) -> None:
        """Ask the next parallel item."""
        ids = list(self._items)
        self._item = self._items[ids[(ids.index(self._item.id) + 1) % len(ids)]]
        self._hints = 0
        self._on_again()

    def _go_on(self) -> None:
        if self._mark:
            self._tell(full=self._mark.right or self._block == "exit")
            self._answered()

    def _resume(self) -> None:
        earlier = self._journal.earlier(self._place)
        if not earlier:
            return
        last: Attempt = earlier[-1]
        item = self._items.get(last.item)
        if item is None or item.version != last.version:
            return
        self._item = item
        self._mark, self._confidence = mark(item, last.answer), last.confidence
        self.view = self._open()
        self._tell(full=self._mark.right or self._block == "exit", focus="")

    def _open(self) -> dict[str, Any]:
        """Return the view of the question; nothing in it tells the answer."""
        return {
            **question(self._item),
            "scope": self._office.limit(self._item),
            "where": self._where,
            "can_hint": self._block == "practice",
            "hint": "",
            "told": None,
            "focus": "",
            "problem": "",
            "unsaved": "",
        }

    def _tell(self, *, full: bool, focus: str = "feedback") -> None:
        """Show the feedback: all of it, or (before another try) only what was chosen, without the key."""
        made = self._mark
        if made is None:
            return
        if self._block == "pretest":
            self.show(told=unmarked(self._item, made), focus=focus)
            return
        actions = self._actions(made, full=full)
        told = feedback(self._item, made, self._confidence, self._references, full=full, actions=actions)
        self.show(told=told, focus=focus)

    def _actions(self, made: Mark, *, full: bool) -> list[str]:
        if not full:
            return ["again", "explain"]
        if made.right:
            return []
        if self._block == "practice":
            return ["similar"] if len(self._items) > 1 else ["again"]
        return ["similar"] if self._item.safety and len(self._items) > 1 else []
