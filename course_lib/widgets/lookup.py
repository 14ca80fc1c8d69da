"""The decision, looked up: tick what is found, choose what was ordered, and read what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from course_lib.language.terms import GROUPS, ORDERS, tone
from course_lib.model import Reference
from course_lib.record.office import Office
from course_lib.render.card import Card, e, eyebrow, section
from course_lib.render.decision import decision_card
from course_lib.rules.decision import Decision, Table, decide
from course_lib.widgets.base import CourseWidget


class LookupWidget(CourseWidget):
    """The decision table as a page to tick. `orders` are the orders it offers."""

    js = "lookup.js"

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
        title = f"{'Heat or ice?' if 'ice' in names else ORDERS[names[0]]} · Look it up"
        first = decide(names[0], (), table)
        view = {
            "title": title,
            "orders": [[name, ORDERS[name]] for name in names],
            "groups": [
                {"id": group, "title": title, "findings": self._findings(group)}
                for group, title in GROUPS.items()
            ],
            **self._result(first),
            "problem": "",
            "unsaved": "",
            "focus": "",
        }
        self._last = first
        who = Office(office.scopes).who(first.order)
        super().__init__(_transcript(title, table, references, first, who), view)

    def decide(self, order: str, findings: Iterable[str] = ()) -> Decision:
        """Show and return the decision: what ticking and choosing does. Raises UnknownNameError."""
        self._last = decide(order, findings, self._table)
        self.show(**self._result(self._last))
        return self._last

    def _on_decide(self, order: str, findings: list[str]) -> None:
        self.decide(order, findings)

    def _on_changed(self) -> None:
        self._office.refresh()
        self.show(**self._result(self._last))

    def _result(self, decision: Decision) -> dict[str, Any]:
        card = decision_card(decision, self._references, self._office.who(decision.order))
        return {
            "order": decision.order,
            "chosen": list(decision.findings),
            "outcome": card.html,
            "spoken": card.text.splitlines()[0],
            "tone": tone(decision.outcome)[0],
        }

    def _findings(self, group: str) -> list[dict[str, str]]:
        return [
            {
                "id": f.id,
                "label": f.label,
                "check": f.how_ca_checks,
                # What a search looks through beside that: also the words of the reasons, such as "tumor".
                "words": " ".join([f.id.replace("_", " "), f.patient_says, f.ca_sees, *f.why.values()]),
            }
            for f in self._table.findings.values()
            if f.group == group
        ]


def _transcript(
    title: str, table: Table, references: Mapping[str, Reference], first: Decision, who: str
) -> Card:
    """Return the order, every finding with how it is checked, and the decision while nothing is ticked."""
    text, html = [title], eyebrow(title)
    for group, name in GROUPS.items():
        rows = [f for f in table.findings.values() if f.group == group]
        text += [name, *(f"[ ] {f.label}: {f.how_ca_checks}" for f in rows)]
        listed = "".join(f"<li><strong>{e(f.label)}.</strong> {e(f.how_ca_checks)}</li>" for f in rows)
        html += f"<details><summary>{e(name)} ({len(rows)})</summary><ul>{listed}</ul></details>"
    result = decision_card(first, references, who)
    text += [f"Order: {ORDERS[first.order]}, nothing found", result.text]
    html += f"<p>Order: {e(ORDERS[first.order])}, nothing found</p>{result.html}"
    return Card("\n".join(text), section(html))
