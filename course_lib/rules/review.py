"""What is due for review, and when, derived from the attempts by FSRS and never stored. Pure.

FSRS (github.com/open-spaced-repetition/py-fsrs) with the settings of the course's teaching plan: no fuzz, so
that the same answers give the same days; no learning steps; at most 60 days; desired retention 0.95 for safety
items and 0.90 for the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Literal

from course_lib.model import Attempt, Item

if TYPE_CHECKING:
    from fsrs import Card as FsrsCard
    from fsrs import Rating, Scheduler

RETENTION = {True: 0.95, False: 0.90}
"""The share that is to be remembered when a card comes back: for safety items, and for the others."""

LONGEST = 60
"""Days after which a card comes back at the latest."""

DAY = timedelta(days=1)
SOON = DAY
"""When an answer that could hurt a patient comes back at the latest."""


@dataclass(frozen=True)
class DueCard:
    """An item that was answered before: when it was last answered, and when it is due."""

    item: str
    safety: bool
    lesson: str
    last: datetime
    due: datetime
    changed: bool = False

    def day(self, zone: tzinfo | None = None) -> date:
        """Return the day on which it is due, where the learner is: whole days after the last answer.

        A day is one of the calendar, not 24 hours: an hour more or less in it moves nothing.
        """
        days = (self.due - self.last).total_seconds() / DAY.total_seconds()
        return self.last.astimezone(zone).date() + timedelta(days=0 if self.changed else max(1, round(days)))


def first_of_each_day(attempts: Iterable[Attempt], zone: tzinfo | None = None) -> list[Attempt]:
    """Return the first answer to each item on each day; later ones came after the feedback.

    A day is one where the learner is: `zone`, or this computer's. Notes are no answers.
    """
    seen: set[tuple[str, object]] = set()
    found = []
    ordered = sorted((a for a in attempts if not a.is_note), key=lambda a: a.at)
    # In the final check an answer can be changed without any feedback: there the last one counts.
    last = {a.place: a.id for a in ordered if _can_be_changed(a)}
    for attempt in ordered:
        if last.get(attempt.place, attempt.id) != attempt.id:
            continue
        day = (attempt.item, attempt.at.astimezone(zone).date())
        if day not in seen:
            seen.add(day)
            found.append(attempt)
    return found


def _can_be_changed(attempt: Attempt) -> bool:
    where = attempt.where
    return where.page == "final" and where.inner[:1] == ("item",)


def cards(
    attempts: Sequence[Attempt],
    items: Mapping[str, Item],
    zone: tzinfo | None = None,
    now: datetime | None = None,
) -> list[DueCard]:
    """Return a card for each item that was answered and is judged, in the order in which they are due.

    `now` is the time until which a date can be true; without it every date is taken as it is.
    """
    return Deck(items, zone).cards(attempts, now)


class Deck:
    """The cards of one learner. Each look works out what has come since the last one, and nothing else."""

    def __init__(self, items: Mapping[str, Item], zone: tzinfo | None = None) -> None:
        """`items` by id; a day is one in `zone`, or this computer's."""
        self._items, self._zone = items, zone
        self._count, self._last = 0, ""
        self._forget()

    def cards(self, attempts: Sequence[Attempt], now: datetime | None = None) -> list[DueCard]:
        """Return the cards of all these attempts, in the order in which they were kept."""
        if len(attempts) < self._count or (self._count and attempts[self._count - 1].id != self._last):
            self._forget()  # something was taken away, or comes in between: a final check was handed in
        changed = set()
        for attempt in attempts[self._count :]:
            changed |= self._take(_plausible(attempt, self._latest, now))
        self._count, self._last = len(attempts), attempts[-1].id if attempts else ""
        for name in changed:
            history = first_of_each_day(self._history(name), self._zone)
            if history:
                self._cards[name] = _card(self._items[name], history)
            else:
                self._cards.pop(name, None)
        return sorted(self._cards.values(), key=lambda card: (card.due, card.item))

    def _forget(self) -> None:
        self._count, self._last = 0, ""
        self._latest: datetime | None = None
        self._by_item: dict[str, list[Attempt]] = {}
        self._at_place: dict[str, list[Attempt]] = {}
        self._cards: dict[str, DueCard] = {}

    def _take(self, attempt: Attempt) -> set[str]:
        """Note an attempt; return the items whose cards it changes."""
        self._latest = max(self._latest or attempt.at, attempt.at)
        if attempt.is_note:
            return set()
        affected = {attempt.item}
        if _can_be_changed(attempt):
            there = self._at_place.setdefault(attempt.place, [])
            affected |= {one.item for one in there}
            there.append(attempt)
        self._by_item.setdefault(attempt.item, []).append(attempt)
        return {name for name in affected if name in self._items and self._items[name].judged}

    def _history(self, name: str) -> list[Attempt]:
        """Return all answers to an item, but those in a final check that were changed later."""
        found = []
        for attempt in self._by_item.get(name, ()):
            there = self._at_place.get(attempt.place) if _can_be_changed(attempt) else None
            if not there or max(there, key=lambda one: one.at).id == attempt.id:
                found.append(attempt)
        return found


def _plausible(attempt: Attempt, latest: datetime | None, now: datetime | None) -> Attempt:
    """Return the attempt with a time that can be true.

    One that is dated in the future (a clock was wrong) was given after what came before it in the record, and
    no later than now: it counts from then on, so that nothing waits for years. Where nothing came
    before, it is due.
    """
    if now is None or attempt.at <= now:
        return attempt
    return attempt.model_copy(update={"at": min(latest or now - LONGEST * DAY, now)})


def _card(item: Item, history: Sequence[Attempt]) -> DueCard:
    last = history[-1]
    scheduler = _scheduler(item.safety)
    made = _new_card(history[0].at)
    for attempt in history:
        made, _ = scheduler.review_card(made, _rating(attempt), attempt.at)
    due = made.due
    if last.unsafe:
        due = min(due, last.at + SOON)
    changed = last.version != item.version
    lesson = history[0].where.page  # where it was first met; later ones may be reviews
    return DueCard(item.id, item.safety, lesson, last.at, last.at if changed else due, changed)


def _rating(attempt: Attempt) -> "Rating":
    """Return FSRS's rating: again where it was wrong, hard with a hint or as a guess, good otherwise."""
    from fsrs import Rating  # noqa: PLC0415 - only where something was answered

    if not attempt.right:
        return Rating.Again
    return Rating.Hard if attempt.hints or attempt.confidence == "guess" else Rating.Good


@cache
def _scheduler(safety: bool) -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415

    return Scheduler(
        desired_retention=RETENTION[safety],
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def _new_card(at: datetime) -> "FsrsCard":
    from fsrs import Card as FsrsCard  # noqa: PLC0415

    return FsrsCard(card_id=1, due=at)  # an id of its own making would take a millisecond each


def due(found: Iterable[DueCard], now: datetime, zone: tzinfo | None = None) -> list[DueCard]:
    """Return what is due today, where the learner is: safety items first, then the longest overdue.

    No two of a lesson follow each other where that can be: look-alikes are told apart better when they are
    mixed (Brunmair & Richter 2019).
    """
    today = now.astimezone(zone).date()
    waiting = [card for card in found if card.day(zone) <= today]
    waiting.sort(key=lambda card: (not card.safety, card.due, card.item))
    mixed: list[DueCard] = []
    while waiting:
        last = mixed[-1].lesson if mixed else ""
        alike = [card for card in waiting if card.safety is waiting[0].safety]
        following = next((card for card in alike if card.lesson != last), waiting[0])
        waiting.remove(following)
        mixed.append(following)
    return mixed


When = Literal["today", "tomorrow", "week", "month", "later"]
WITHIN: Mapping[When, int] = {"today": 0, "tomorrow": 1, "week": 7, "month": 30, "later": LONGEST}
"""How many days at the most until a card comes."""


@dataclass(frozen=True)
class Ahead:
    """How many cards come when, soonest first, and the day of the next one after today."""

    counts: Mapping[When, int]
    following: date | None


def ahead(found: Iterable[DueCard], now: datetime, zone: tzinfo | None = None) -> Ahead:
    """Return what comes when, in the learner's own days."""
    today = now.astimezone(zone).date()
    days = sorted((card.day(zone) - today).days for card in found)
    counts = dict.fromkeys(WITHIN, 0)
    for wait in days:
        counts[next((when for when, most in WITHIN.items() if wait <= most), "later")] += 1
    later = [wait for wait in days if wait > 0]
    return Ahead(counts, today + timedelta(later[0]) if later else None)
