"""Small plots as SVG, each with its figures in words beside it or as its name: shares with their intervals."""

from collections.abc import Sequence
from typing import NamedTuple

from course_lib.language.terms import CONFIDENCE
from course_lib.render.transcript import e, sign
from course_lib.rules.calibration import Level, wilson
from course_lib.rules.item_statistics import Correlation, Share

WIDE, HIGH = 200, 16
"""The room of a bar, in units of its drawing."""

BAR = (
    f'class="share" width="100%" height="14" style="max-height: 18px" viewBox="0 0 {WIDE} {HIGH}" '
    'preserveAspectRatio="none" role="img"'
)
ALL, PART = 'class="all" fill="#8883"', 'class="part" fill="#4a86c8"'
RANGE = 'class="range" fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"'
"""How a bar looks where no style of the course is, as in a notebook without a widget."""


class Reached(NamedTuple):
    """How far the people of a class are with a lesson: how many have done it, have begun it, and are there."""

    lesson: str
    done: int
    begun: int
    of: int

    def __str__(self) -> str:
        """Return it in words, such as '7 done, 3 begun, 2 not begun'; what nobody has is not named."""
        counts = {"done": self.done, "begun": self.begun, "not begun": self.of - self.done - self.begun}
        return ", ".join(f"{count} {words}" for words, count in counts.items() if count) or "nobody"


def percent(share: float) -> str:
    """Return a share as whole percent."""
    return f"{100 * share:.0f}"


def share_words(share: Share) -> str:
    """Return a share in words, with its interval, such as '72% (49 to 87)'."""
    if not share.of:
        return "no answers"
    return f"{percent(share.value)}% ({percent(share.low)} to {percent(share.high)})"


def correlation_words(found: Correlation | None) -> str:
    """Return a correlation in words, with its interval, such as '0.31 (−0.05 to 0.60)'."""
    if found is None:
        return "cannot be said"
    value, low, high = (f"{number:.2f}".replace("-", "−") for number in found[:3])
    return f"{value} ({low} to {high})"


def share_bar(share: Share, about: str) -> str:
    """Return a share as a bar from 0 to 100 %, with a line for its interval; `about` says whose it is."""
    if not share.of:
        return ""
    left, right = share.low * WIDE, share.high * WIDE
    name = f"{about}: {share.right} of {share.of}, {share_words(share)}"
    return (
        f'<svg {BAR} aria-label="{e(name)}"><rect {ALL} width="{WIDE}" height="{HIGH}"/>'
        f'<rect {PART} width="{share.value * WIDE:.1f}" height="{HIGH}"/>'
        f'<path {RANGE} d="M{left:.1f} 8H{right:.1f}M{left:.1f} 3v10M{right:.1f} 3v10"/></svg>'
    )


def progress_plot(lessons: Sequence[Reached]) -> str:
    """Return how far a class is: a bar for each lesson, whole where it is done, half as high where begun."""
    rows = "".join(
        f'<li><span class="words">{e(each.lesson)}</span>{_reached_bar(each)}'
        f'<span class="source">{sign(str(each))}</span></li>'
        for each in lessons
    )
    return f'<ul class="bars reached">{rows}</ul>'


def _reached_bar(lesson: Reached) -> str:
    each, half = WIDE / max(lesson.of, 1), HIGH // 2
    done, begun = lesson.done * each, lesson.begun * each
    return (
        f'<svg {BAR} aria-label="{e(lesson)}"><rect {ALL} width="{WIDE}" height="{HIGH}"/>'
        f'<rect {PART} width="{done:.1f}" height="{HIGH}"/>'
        f'<rect {PART} x="{done:.1f}" y="{half}" width="{begun:.1f}" height="{half}"/></svg>'
    )


def calibration_plot(levels: Sequence[Level]) -> str:
    """Return how sure against how right as a plot: a point and its interval for each confidence."""
    words = "; ".join(f"{CONFIDENCE[level.confidence].lower()}: {_level_words(level)}" for level in levels)
    name = e(f"How sure and how right. {words}")
    marks = "".join(_point(level, 110 + 130 * place) for place, level in enumerate(levels))
    lines = "".join(
        f'<path class="grid" stroke="#8888" d="M60 {_y(share):.0f}H440"/>'
        f'<text x="52" y="{_y(share) + 5:.0f}" text-anchor="end">{percent(share)}%</text>'
        for share in (0.0, 0.5, 1.0)
    )
    return (
        '<svg class="plot" fill="currentColor" viewBox="0 0 460 250" role="img" '
        f'aria-label="{name}">{lines}{marks}</svg>'
    )


def _y(share: float) -> float:
    return 195 - 170 * share


def _level_words(level: Level) -> str:
    if not level.of:
        return "no answers"
    return f"{level.right} of {level.of} right, {percent(level.low)} to {percent(level.high)}%"


def _point(level: Level, x: int) -> str:
    name = f'<text x="{x}" y="222" text-anchor="middle">{e(CONFIDENCE[level.confidence])}</text>'
    if not level.of:
        return f'{name}<text x="{x}" y="241" text-anchor="middle">no answers</text>'
    low, high, at = _y(level.low), _y(level.high), _y(level.share)
    return (
        f'{name}<text x="{x}" y="241" text-anchor="middle">{level.right} of {level.of}</text>'
        f'<path {RANGE} d="M{x} {low:.1f}V{high:.1f}M{x - 9} {low:.1f}h18M{x - 9} {high:.1f}h18"/>'
        f'<circle class="point" fill="#4a86c8" cx="{x}" cy="{at:.1f}" r="7"/>'
    )


def together(people: Sequence[Sequence[Level]]) -> list[Level]:
    """Return the levels of several people as those of one class.

    The intervals take every answer for one of its own; where few people gave many, they are too narrow.
    """
    found = []
    for levels in zip(*people, strict=True):
        right, of = sum(level.right for level in levels), sum(level.of for level in levels)
        found.append(Level(levels[0].confidence, right, of, *wilson(right, of)))
    return found
