"""The report of a class: each question with its intervals, how sure against how right, what is still open."""

from collections.abc import Mapping, Sequence

from course_lib.model import Item, Plan
from course_lib.render.answer_parts import part_words
from course_lib.render.class_parts import missed, short
from course_lib.render.class_state import NamesState, PersonState
from course_lib.render.plots import (
    Reached,
    calibration_plot,
    correlation_words,
    percent,
    progress_plot,
    share_bar,
    share_words,
)
from course_lib.render.transcript import Transcript, bullets, e, eyebrow, section
from course_lib.rules.calibration import Level
from course_lib.rules.item_statistics import Statistic

FEW = 30
"""Below so many people figures of one question are only a hint, and the report says so."""

NOTE = (
    "Only first answers count. The range behind each figure is its 95% interval: with another class like this "
    "one, the figure could as well be anywhere in it."
)
FEW_NOTE = "This is a small class: read the ranges, and pool several classes before you change a question."
ABOUT = (
    "Discrimination says whether people who do well on other questions get this one right too. Near 0 it says "
    "nothing; below 0, look at the question."
)
NOTHING = "Nobody has answered yet."
PROGRESS = "A full bar is who has done a lesson, a half-high one who has begun it, of everyone in the class."
HEADS = ("Question", "Answers", "Right first time", "Discrimination", "Most chosen wrong", "Median time")


def report_transcript(
    title: str,
    people: Sequence[PersonState],
    found: Mapping[str, Statistic],
    items: Mapping[str, Item],
    plans: Mapping[str, Plan],
    levels: Sequence[Level],
    open_safety: Sequence[NamesState],
    progress: Sequence[Reached],
) -> Transcript:
    """Return the report, as text and as HTML; a question stands at the first lesson that asks it."""
    count = sum(bool(person["where"]) for person in people)
    if not found:
        return Transcript(
            f"{title}\n{NOTHING}", section(eyebrow("Report"), f"<h2>{e(title)}</h2><p>{NOTHING}</p>")
        )
    notes = [NOTE, ABOUT, *([FEW_NOTE] if count < FEW else [])]
    groups = grouped(found, plans)
    text = [title, f"{count} people have answered.", *notes]
    text += ["How far the class is", *(f"{each.lesson}: {each}" for each in progress)]
    html = section(
        eyebrow("Report", f"{count} people have answered"),
        f"<h2>{e(title)}</h2>{bullets(notes)}",
        kind="card report",
    )
    html += section(
        "<h3>■ Safety questions that are still open</h3>",
        missed(open_safety, links=False),
        kind="card report",
        label="Safety",
    )
    html += section(
        "<h3>How far the class is</h3>",
        f'{progress_plot(progress)}<p class="source">{PROGRESS}</p>',
        kind="card report",
        label="Progress",
    )
    html += section(
        "<h3>How sure, and how right</h3>",
        f'<div class="figure">{calibration_plot(levels)}</div>{level_lines(levels)}',
        kind="card report",
        label="Calibration",
    )
    for name, statistics in groups.items():
        text += [name, *(_line(items[statistic.item], statistic) for statistic in statistics)]
        html += section(f"<h3>{e(name)}</h3>{_table(statistics, items)}", kind="card report", label=name)
    return Transcript("\n".join(text), html)


def grouped(found: Mapping[str, Statistic], plans: Mapping[str, Plan]) -> dict[str, list[Statistic]]:
    """Return the questions by lesson, those that fewest got right first; the rest at the end."""
    groups: dict[str, list[Statistic]] = {}
    left = dict(found)
    for plan in sorted(plans.values(), key=lambda plan: plan.number):
        names = dict.fromkeys([*plan.pretest, *plan.practice, *plan.exit])
        here = [left.pop(name) for name in names if name in left]
        if here:
            groups[f"{plan.number}. {plan.title}"] = here
    if left:
        groups["Final check and review"] = list(left.values())
    for group in groups.values():
        group.sort(key=lambda statistic: (statistic.facility.value, statistic.item))
    return groups


def level_lines(levels: Sequence[Level]) -> str:
    """Return what the plot of how sure against how right means, in a line."""
    sure = next((level for level in levels if level.confidence == "sure"), None)
    if sure is None or not sure.of:
        return '<p class="source">Nobody has said how sure they were.</p>'
    words = f"Of {sure.of} answers that people were sure of, {percent(sure.share)}% were right."
    return f'<p class="source">{e(words)} A line shows the 95% interval.</p>'


def _table(statistics: Sequence[Statistic], items: Mapping[str, Item]) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    rows = "".join(_row(items[statistic.item], statistic) for statistic in statistics)
    return f'<table class="list statistics"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _row(item: Item, statistic: Statistic) -> str:
    safety = ' <span class="tag safety">safety</span>' if item.safety else ""
    cells = (
        str(statistic.facility.of),
        f"{share_words(statistic.facility)}{share_bar(statistic.facility, 'Right first time')}",
        e(correlation_words(statistic.discrimination)),
        e(_common(item, statistic)),
        e(time_words(statistic.seconds)),
    )
    body = "".join(f'<td data-name="{head}">{cell}</td>' for head, cell in zip(HEADS[1:], cells, strict=True))
    return (
        f'<tr><th scope="row"><span title="{e(item.stem)}">{e(short(item.stem))}</span>{safety}</th>{body}</tr>'
    )


def _line(item: Item, statistic: Statistic) -> str:
    facility = statistic.facility
    return (
        f"- {item.id}: {facility.right} of {facility.of} right, {share_words(facility)}; "
        f"discrimination: {correlation_words(statistic.discrimination)}; wrong: {_common(item, statistic)}; "
        f"time: {time_words(statistic.seconds)}"
    )


def _common(item: Item, statistic: Statistic) -> str:
    if statistic.common is None:
        return "none"
    part, count = statistic.common
    return f"{count}× {part_words(item, part)}"


def time_words(seconds: float | None) -> str:
    """Return a time as people say it, such as '45 s' or '1 min 20 s'."""
    if seconds is None:
        return "not known"
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"
