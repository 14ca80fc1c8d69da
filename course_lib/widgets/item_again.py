"""A first question once more, after the reading: what was said then, what is said now, and the reason."""

from collections.abc import Callable, Mapping

from course_lib.model import Item, Place, Reference
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.item import phrase
from course_lib.widgets.item import ItemWidget

WHERE = "After the reading"


class ItemAgainWidget(ItemWidget):
    """An item of the pretest that returns. It is answered once, and every option is explained then."""

    def __init__(
        self,
        plan_id: str,
        number: str,
        item: Item,
        journal: Journal,
        references: Mapping[str, Reference],
        office: Office,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask `item` again; `number` is its place among the first questions, such as '1 of 2'."""
        self._first = Place(plan_id, "pretest", item.id)
        super().__init__(plan_id, "exit", number, [item], journal, references, office, answered, title=WHERE)

    def _saved_at(self, plan_id: str, item_id: str) -> Place:
        return Place(plan_id, "again", item_id)

    def _earlier(self) -> str:
        first = self._journal.last(self._first)
        return phrase(self._item, first.answer) if first and first.version == self._item.version else ""

    def read_again(self) -> None:
        """Follow the first answer, which may have been given just now; what stands here stays."""
        if not self._is_same_learner():
            self._begin_anew()
        elif self._earlier() != self.view["earlier"]:
            self.view = {**self.view, "earlier": self._earlier(), "focus": "", **self._stamp()}
