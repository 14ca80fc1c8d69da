"""Review in words and as a plot: what is due, what comes when, how sure against how right."""

from collections.abc import Sequence

from course_lib.language.dates import day
from course_lib.language.terms import CONFIDENCE, WHEN
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.ahead import AheadView
from course_lib.render.views.view import Count
from course_lib.rules.calibration import Level, overall
from course_lib.rules.review import Ahead

DUE = "Due today"
AHEAD = "What comes when"
CALIBRATION = "How sure against how right"
NOTE = "The dot is the share that was right. The line shows what it may well be: it shrinks as you answer more."

ROUND = 5
"""So many cards make a round, which takes about as many minutes (`rules.minutes.DUE`)."""

LEFT, WIDE, ROW, TOP = 104, 220, 44, 14
"""Where the plot begins, how wide it is, how high a row is, and the room above: units of the drawing."""


def due_transcript(most: int | None) -> Transcript:
    """Return what stands for the cards where no widget runs."""
    some = f"up to {most} questions" if most else "the questions"
    text = f"Here come {some} that you answered before and that are due again."
    return Transcript(f"{DUE}\n{text}", section(f"<p>{e(text)}</p>"))


def due_state(waiting: int) -> str:
    """Return how many cards are due, for the course map."""
    return f"{waiting} due today" if waiting else "Nothing due today"


def where_in_round(at: int, of: int, later: int) -> str:
    """Return where one is in a round of cards, the first being 0; `later` are those that wait after it."""
    return f"Card {at + 1} of {of}{f' · {later} more after these' if later else ''}"


def round_over(done: int, left: int) -> str:
    """Return what to say after a round, when more cards are due."""
    minutes = min(ROUND, left)
    about = f"about {minutes} minutes" if minutes > 1 else "about a minute"
    waits = f"{left} more are due" if left > 1 else "One more is due"
    return f"{done} done. {waits}. Go on for {about}, or stop here: nothing is lost if it waits."


def nothing_due(answered: int, coming: Ahead) -> str:
    """Return what to say when no card is left; `answered` is how many there were just now."""
    begin = "That was all for today." if answered else "Nothing is due today."
    if coming.following:
        return f"{begin} The next cards come on {day(coming.following)}."
    return begin if answered else f"{begin} Questions that you answer in the lessons come back here."


def ahead_transcript() -> Transcript:
    """Return what stands for what comes when where no widget runs."""
    text = "How many cards are due today, tomorrow and later."
    return Transcript(f"{AHEAD}\n{text}", section(f"<p>{e(text)}</p>"))


def ahead_view(coming: Ahead | None) -> AheadView:
    """Return how many cards come when, with a sentence; nothing but the title while nobody knows."""
    if coming is None:
        return {"title": AHEAD, "counts": [], "about": ""}
    total = sum(coming.counts.values())
    if not total:
        return {"title": AHEAD, "counts": [], "about": "A question that you answer in a lesson becomes a card."}
    about = f"You have {total} card{'s' * (total != 1)}."
    counts: list[Count] = [[WHEN[when], count] for when, count in coming.counts.items()]
    return {"title": AHEAD, "counts": counts, "about": about}


def calibration_transcript() -> Transcript:
    """Return what stands for the plot where no widget runs."""
    text = "For “guess”, “fairly sure” and “sure”: how many of your answers were right."
    return Transcript(f"{CALIBRATION}\n{text}", section(f"<p>{e(text)}</p>"))


def calibration_html(levels: Sequence[Level]) -> str:
    """Return the plot with its table, as HTML; a sentence where nothing was said of how sure one was."""
    if overall(levels)[1] == 0:
        return "<p>Say how sure you are when you answer. Then you see here how well that fits.</p>"
    rows = "".join(
        f'<tr><th scope="row">{e(CONFIDENCE[level.confidence])}</th><td>{level.right} of {level.of}</td>'
        f"<td>{_percent(level.share) if level.of else '–'}</td>"
        f"<td>{_percent(level.low)} to {_percent(level.high)}</td></tr>"
        for level in levels
    )
    head = '<tr><th scope="col">You said</th><th scope="col">Right</th><th scope="col">Share</th>'
    head += '<th scope="col">95% interval</th></tr>'
    return (
        f'<figure class="figure">{_plot(levels)}</figure><p class="source">{e(NOTE)}</p>'
        f'<div class="table"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
        f"<p>{e(_read(levels))}</p>"
    )


def _read(levels: Sequence[Level]) -> str:
    """Return the plot in a sentence."""
    sure = next(level for level in levels if level.confidence == "sure")
    if not sure.of:
        return "You have not said “sure” yet."
    missed = sure.of - sure.right
    if not missed:
        return f"Whenever you were sure, you were right ({sure.of} of {sure.of})."
    return f"{missed} of {sure.of} times you were sure and not right. Those are worth a second look."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _plot(levels: Sequence[Level]) -> str:
    """Draw a row for each confidence: a dot at the share that was right, a line over its interval."""
    high = TOP + ROW * len(levels)

    def x(share: float) -> float:
        return LEFT + WIDE * share

    described = "; ".join(
        f"{CONFIDENCE[level.confidence]}: {f'{level.right} of {level.of} right' if level.of else 'no answer'}"
        for level in levels
    )
    parts = [
        f'<svg viewBox="0 0 {LEFT + WIDE + 24} {high + 34}" xmlns="http://www.w3.org/2000/svg" role="img">',
        f"<title>{e(CALIBRATION)}</title><desc>{e(described)}.</desc>",
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(
            f'<line x1="{x(share):g}" y1="{TOP}" x2="{x(share):g}" y2="{high}" stroke="var(--line)"/>'
            f'<text x="{x(share):g}" y="{high + 18}" text-anchor="middle" font-size="13" '
            f'fill="var(--ink-soft)">{100 * share:.0f} %</text>'
        )
    for number, level in enumerate(levels):
        y = TOP + ROW * (number + 0.5)
        parts.append(
            f'<text x="{LEFT - 12}" y="{y + 5:g}" text-anchor="end" font-size="15" fill="var(--ink)">'
            f"{e(CONFIDENCE[level.confidence])}</text>"
        )
        if level.of:
            parts.append(
                f'<line x1="{x(level.low):.1f}" y1="{y:g}" x2="{x(level.high):.1f}" y2="{y:g}" '
                f'stroke="var(--ink-soft)" stroke-width="2"/>'
                f'<circle cx="{x(level.share):.1f}" cy="{y:g}" r="7" fill="var(--accent)"/>'
            )
        else:
            parts.append(
                f'<text x="{x(0.5):g}" y="{y + 5:g}" text-anchor="middle" font-size="13" '
                f'fill="var(--ink-soft)">no answer yet</text>'
            )
    return "".join(parts) + "</svg>"
