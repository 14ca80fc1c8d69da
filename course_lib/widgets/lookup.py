"""The decision, looked up: tick what is found, choose what was ordered, and read what to do."""

from collections.abc import Iterable, Mapping

from course_lib.language.terms import ORDER_NAMES, tone
from course_lib.model import Reference
from course_lib.record.office import Office
from course_lib.render.decision import decision_transcript
from course_lib.render.lookup import ALL_ASKED, finding_groups, lookup_transcript, unasked_transcript
from course_lib.render.views.lookup import LookupResult, LookupView
from course_lib.rules.decision import Decision, Table, decide
from course_lib.widgets.base import CourseWidget


class LookupWidget(CourseWidget[LookupView]):
    """The decision table as a page to tick. `orders` are the orders it offers."""

    js = "lookup.js"
    anytime = frozenset({"changed", "decide"})
    does = CourseWidget.does | {"decide"}

    def __init__(
        self,
        table: Table,
        references: Mapping[str, Reference],
        orders: Iterable[str],
        office: Office,
    ) -> None:
        """Begin with the first order and no findings."""
        self._table, self._office = table, office
        self._references = references
        names = list(orders)
        title = f"{'Heat or ice?' if 'ice' in names else ORDER_NAMES[names[0]]} · Look it up"
        first = decide(names[0], (), table)
        view: LookupView = {
            "title": title,
            "orders": [[name, ORDER_NAMES[name]] for name in names],
            "groups": finding_groups(table),
            **self._result(first, asked=False),
        }
        self._last, self._asked = first, False
        who = office.nobodys.who(first.order)
        super().__init__(lookup_transcript(title, table, references, first, who), view)

    def decide(self, order: str, findings: Iterable[str] = (), *, asked: bool = False) -> Decision:
        """Show and return the decision: what ticking and choosing does. Raises UnknownNameError.

        One to go ahead is shown only where everything was `asked`: a tool for safety does not begin with green.
        """
        self._last, self._asked = decide(order, findings, self._table), asked
        self.show({**self.shown, **self._result(self._last, asked=asked)})
        return self._last

    def show_again(self) -> None:
        """Begin neutral again: what was asked of one patient holds for no other."""
        self._asked = False
        super().show_again()

    def _on_decide(self, order: str, findings: list[str], asked: bool = False) -> None:
        self.decide(order, findings, asked=asked)

    def _on_changed(self) -> None:
        self._office.refresh()
        self.show({**self.shown, **self._result(self._last, asked=self._asked)})

    def _result(self, decision: Decision, *, asked: bool) -> LookupResult:
        ticked = bool(decision.findings)
        tells: LookupResult = {
            "order": decision.order,
            "chosen": list(decision.findings),
            "asked": asked,
            "asked_words": ALL_ASKED[ticked],
            "outcome": "",
            "spoken": "",
            "tone": "neutral",
        }
        if tone(decision.outcome)[0] == "go" and not asked:
            waits = unasked_transcript(ticked=ticked)
            return {**tells, "outcome": waits.html, "spoken": waits.text}
        shown = decision_transcript(decision, self._references, self._office.who(decision.order))
        spoken = shown.text.splitlines()[0]
        return {**tells, "outcome": shown.html, "spoken": spoken, "tone": tone(decision.outcome)[0]}
