"""What an instructor sees while a class works, part by part, as escaped HTML."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from course_lib.render.class_state import (
    AnswerState,
    ClassState,
    ItemState,
    NamesState,
    PersonState,
    StuckState,
)
from course_lib.render.plots import percent, share_bar
from course_lib.render.transcript import e
from course_lib.rules.item_statistics import Share

Row = TypeVar("Row")
PRESENT = "/instructor/present?item="
SHORT = 90
"""Letters of a question that stand in a list; the rest follows where it is opened."""

TOP = 6
"""So many people who are stuck, and questions where people were sure and wrong, stand at once."""

NAMES = 6
"""So many names stand in a list; of more, the number."""


def parts(state: ClassState) -> dict[str, str]:
    """Return the parts of the page by the id of the element that each one fills."""
    return {
        "class-count": e(f"{state['here']} of {state['of']} have joined"),
        "class-stuck": stuck(state["stuck"]),
        "class-missed": missed(state["missed"]),
        "class-people": people(state["people"]),
        "class-items": "".join(item(each) for each in state["items"]) or "<p>Nobody has answered yet.</p>",
        "class-errors": errors(state["errors"]),
    }


def short(text: str) -> str:
    """Return the beginning of a text that fits into a line of a list."""
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


def stuck(rows: Sequence[StuckState]) -> str:
    """Return who seems stuck, the ones with wrong tries first; in a break that may be everyone."""
    if not rows:
        return '<p class="calm">● Nobody seems stuck.</p>'
    return _folded(rows, _waiting)


def _waiting(rows: Sequence[StuckState]) -> str:
    lines = "".join(
        f'<li><strong>▲ {e(row["name"])}</strong> <span class="minutes">{row["minutes"]} min</span>'
        f'<br>{e(short(row["why"]))}<br><span class="source">{e(row["where"])}</span></li>'
        for row in rows
    )
    return f'<ul class="people">{lines}</ul>'


def people(rows: Sequence[PersonState]) -> str:
    """Return who is where, as a table; the final check has a column once somebody has begun it."""
    heads = ["Where", "Lessons", *(["Final check"] if any(row["check"] for row in rows) else []), "Last answer"]
    body = "".join(
        f'<tr><th scope="row">{e(row["name"])}</th>'
        + (
            f"<td>{e(row['where'])}</td><td>{e(row['lessons'])}</td>"
            + (f'<td class="check">{e(row["check"])}</td>' if "Final check" in heads else "")
            + f'<td class="ago">{_ago(row["idle"])}</td>'
            if row["here"] and row["where"]
            else f'<td colspan="{len(heads)}" class="source">'
            f"{'Has joined' if row['here'] else 'Not here yet'}</td>"
        )
        + "</tr>"
        for row in rows
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Name", *heads))
    return (
        '<table class="list whereabouts"><caption class="source">✓ done, ◐ begun</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def item(row: ItemState) -> str:
    """Return the answers to one question as bars, to talk about; it can be shown on the projector."""
    share = Share(row["right"], row["of"], row["low"], row["high"])
    warn = f' <span class="tag safety">■ {row["unsafe"]} not safe</span>' if row["unsafe"] else ""
    sure = f' <span class="tag">{row["sure_but_wrong"]} sure but wrong</span>' if row["sure_but_wrong"] else ""
    return (
        f'<details class="card answers" data-item="{e(row["id"])}"><summary>'
        f'<span class="name">{e(short(row["stem"]))}</span> '
        f"<strong>{row['right']} of {row['of']} right</strong>{warn}{sure}"
        f"{share_bar(share, 'Right')}</summary><p>{e(row['stem'])}</p>"
        f'<p class="source">{e(row["lesson"])}. First answers: {percent(share.value)}% right '
        f"(95% interval {percent(share.low)} to {percent(share.high)}).</p>"
        f"{bars(row['answers'], row['of'])}"
        f'<p><a class="button" href="{PRESENT}{e(row["id"])}">Show on the projector</a></p></details>'
    )


def bars(answers: Sequence[AnswerState], of: int, *, key: bool = True) -> str:
    """Return how many gave each part of an answer; with the `key`, which of them is right."""
    rows = "".join(
        f'<li class="{"right" if key and row["key"] else "other"}"><span class="words">'
        f"{'✓ ' if key and row['key'] else ''}{e(row['words'])}</span>"
        f'<svg class="share" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="200" height="16"/>'
        f'<rect class="part" width="{200 * row["count"] / max(of, 1):.1f}" height="16"/></svg>'
        f'<span class="count">{row["count"]}</span></li>'
        for row in answers
    )
    return f'<ul class="bars">{rows}</ul>'


def errors(rows: Sequence[NamesState]) -> str:
    """Return the questions where people were sure and wrong: the first to talk about."""
    if not rows:
        return '<p class="calm">● Nobody was sure and wrong.</p>'
    return _folded(rows, _named)


def _folded(rows: Sequence[Row], listed: Callable[[Sequence[Row]], str]) -> str:
    """Return the first rows as a list, and the others where it is opened."""
    rest = rows[TOP:]
    more = f'<details data-item="rest"><summary>{len(rest)} more</summary>{listed(rest)}</details>'
    return listed(rows[:TOP]) + (more if rest else "")


def missed(rows: Sequence[NamesState], *, links: bool = True) -> str:
    """Return the safety questions that somebody missed and has not put right; each leads to the projector."""
    if not rows:
        return '<p class="calm">● No safety question is open.</p>'
    return _named(rows, links=links)


def _named(rows: Sequence[NamesState], *, links: bool = True) -> str:
    lines = "".join(
        f"<li><strong>{_mark(row)}{len(row['names'])}×</strong> {_question(row, links=links)}"
        f'<br><span class="source">{e(_some(row["names"]))}</span></li>'
        for row in rows
    )
    return f'<ul class="people">{lines}</ul>'


def _question(row: NamesState, *, links: bool) -> str:
    words = e(short(row["stem"]))
    return f'<a href="{PRESENT}{e(row["id"])}">{words}</a>' if links else words


def _mark(row: NamesState) -> str:
    return {"sure": "", "safety": "■ ", "unsafe": "■ "}[row["kind"]]


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMES
    return ", ".join(names[:NAMES]) + (f", and {more} more" if more > 0 else "")


def _ago(minutes: int) -> str:
    return "now" if minutes < 1 else f"{minutes} min ago"
