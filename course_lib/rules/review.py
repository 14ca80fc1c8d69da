"""What is due for review, and when, derived from the attempts by FSRS and never stored. Pure.

FSRS (github.com/open-spaced-repetition/py-fsrs) with the settings of the course's teaching plan: no fuzz, so
that the same answers give the same days; no learning steps; at most 60 days; desired retention 0.95 for safety
items and 0.90 for the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Literal

from course_lib.model import Attempt, Item
from course_lib.rules.taking import taken

if TYPE_CHECKING:
    from fsrs import Card as FsrsCard
    from fsrs import Rating, Scheduler

RETENTION = {True: 0.95, False: 0.90}
"""The share that is to be remembered when a card comes back: for safety items, and for the others."""

LONGEST = 60
"""Days after which a card comes back at the latest."""

NOON = time(12)

SOON = timedelta(days=1)
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

    def days_left(self, now: datetime, zone: tzinfo | None = None) -> int:
        """Return in how many days of the calendar it is due, where the learner is; 0 or less where it is due.

        A card whose last answer is dated in the future is due: that clock was wrong, and to ask once more does
        no harm.
        """
        today, last = now.astimezone(zone).date(), self.last.astimezone(zone).date()
        wait = self.due - self.last  # whole days
        return 0 if last > today else (last + wait - today).days


class FirstOfDay:
    """Tells, answer by answer, which is the first to its item on its day; later ones came after the feedback.

    A day is one where the learner is: `zone`, or this computer's.
    """

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone
        self._seen: set[tuple[str, date]] = set()

    def day(self, answer: Attempt) -> date | None:
        """Return the day of an answer that is the first of it, and None for another one and for a note."""
        day = answer.at.astimezone(self._zone).date()
        if answer.is_note or (answer.item, day) in self._seen:
            return None
        self._seen.add((answer.item, day))
        return day


def last_in_check(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Leave out answers of the final check that were changed later: without feedback, the last one counts."""
    every = list(attempts)
    last = {attempt.place: attempt.id for attempt in every if _can_be_changed(attempt)}
    return [attempt for attempt in every if last.get(attempt.place, attempt.id) == attempt.id]


def _can_be_changed(attempt: Attempt) -> bool:
    where = attempt.where
    return where.page == "final" and where.inner[:1] == ("item",)


def cards(attempts: Iterable[Attempt], items: Mapping[str, Item], zone: tzinfo | None = None) -> list[DueCard]:
    """Return a card for each item that was answered and is judged, in the order in which they are due."""
    return taken(Deck(items, zone), last_in_check(attempts)).cards


class Deck:
    """The cards of one learner. It takes the answers that count one by one, in the order of the record."""

    def __init__(self, items: Mapping[str, Item], zone: tzinfo | None = None) -> None:
        """`items` by id; a day is one in `zone`, or this computer's."""
        self._items = items
        self._first = FirstOfDay(zone)
        self._memory: dict[str, _Memory] = {}

    def take(self, attempt: Attempt) -> None:
        """Review the card of an answer, unless its item was answered before on that day."""
        item = self._items.get(attempt.item)
        day = self._first.day(attempt) if item and item.judged else None
        if item and day:
            memory = self._memory.get(item.id) or _Memory(item.safety, attempt.where.page)
            self._memory[item.id] = memory
            memory.review(attempt, day)

    @property
    def cards(self) -> list[DueCard]:
        """A card for each item that was answered, in the order in which they are due."""
        found = [memory.card(self._items[name]) for name, memory in self._memory.items()]
        return sorted(found, key=lambda card: (card.due, card.item))


class _Memory:
    """What FSRS knows of one item, answer by answer.

    It reckons in days of the calendar, so it is told noon of each day: an hour more or less in a day, or an
    answer late in the evening and one early in the morning, change nothing.
    """

    def __init__(self, safety: bool, lesson: str) -> None:
        """`lesson` is where the item was first met; later answers may be reviews."""
        self._scheduler = _scheduler(safety)
        self._lesson = lesson
        self._fsrs: FsrsCard | None = None
        self._last: Attempt | None = None

    def review(self, attempt: Attempt, day: date) -> None:
        """Take the first answer of a day."""
        noon = datetime.combine(day, NOON, UTC)
        card = self._fsrs or _new_card(noon)
        if card.last_review and card.last_review > noon:
            card.last_review = noon  # the clock was set back: no time has passed
        self._fsrs, _ = self._scheduler.review_card(card, _rating(attempt), noon)
        self._last = attempt

    def card(self, item: Item) -> DueCard:
        """Return when the item comes back: at once where it has changed since."""
        last, card = self._last, self._fsrs
        if last is None or card is None or card.last_review is None:
            raise LookupError(item.id)
        wait = min(SOON, card.due - card.last_review) if last.unsafe else card.due - card.last_review
        changed = last.version != item.version
        due = last.at if changed else last.at + wait
        return DueCard(item.id, item.safety, self._lesson, last.at, due, changed)


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

    No two of a lesson follow each other where that can be: look-alikes are distinguished better when
    they are mixed (Brunmair & Richter 2019).
    """
    waiting = [card for card in found if card.days_left(now, zone) <= 0]
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
    days = sorted(card.days_left(now, zone) for card in found)
    counts = dict.fromkeys(WITHIN, 0)
    for wait in days:
        counts[next((when for when, most in WITHIN.items() if wait <= most), "later")] += 1
    later = [wait for wait in days if wait > 0]
    return Ahead(counts, today + timedelta(later[0]) if later else None)
