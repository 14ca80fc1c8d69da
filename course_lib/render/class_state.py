"""What an instructor sees of a class at one moment, as what JSON can hold: the page is built from it alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypedDict

from course_lib.language.terms import PHASES
from course_lib.model import Attempt, CourseMap, Item
from course_lib.render.answer_parts import is_key, offered, part_words
from course_lib.rules.classwork import Course, Stuck, Work
from course_lib.rules.item_statistics import Part, Statistic

SHOWN = 12
"""So many questions that were answered last are on the page."""

NOBODY = "Somebody without a name"
Member = tuple[str, str, Work | None]
"""Somebody of the class: id, name, and the work of who has begun."""


class PersonState(TypedDict):
    """Somebody of the class: where, how far, and for how many minutes nothing was done."""

    id: str
    name: str
    here: bool
    where: str
    lessons: str
    idle: int
    check: str
    phase: str


class StuckState(TypedDict):
    """Somebody who seems stuck, why, and for how many minutes."""

    name: str
    where: str
    why: str
    minutes: int


class AnswerState(TypedDict):
    """A part of the answers to a question: its words, how many gave it, and whether it is right."""

    words: str
    count: int
    key: bool


class ItemState(TypedDict):
    """The first answers to a question, with the interval of the share that was right."""

    id: str
    stem: str
    lesson: str
    safety: bool
    of: int
    right: int
    low: float
    high: float
    unsafe: int
    sure_but_wrong: int
    answers: list[AnswerState]


class NamesState(TypedDict):
    """A question, and for whom it stands: who was sure and wrong, or who missed what nobody may miss."""

    id: str
    stem: str
    kind: Literal["sure", "safety", "unsafe"]
    names: list[str]


class ClassState(TypedDict):
    """What an instructor sees of a class."""

    name: str
    here: int
    of: int
    people: list[PersonState]
    stuck: list[StuckState]
    items: list[ItemState]
    errors: list[NamesState]
    missed: list[NamesState]


def class_state(
    name: str,
    members: Sequence[Member],
    found: Mapping[str, Statistic],
    course: Course,
    course_map: CourseMap,
    now: datetime,
) -> ClassState:
    """Return what an instructor sees of a class of these people now."""
    titles = {page.id: f"{page.number}. {page.title}" for page in (*course_map.lessons, *course_map.pages)}
    titles["final"] = titles.get("final-check", "Final check")
    working = [(who or NOBODY, work) for _, who, work in members if work]
    return {
        "name": name,
        "here": sum(bool(id_) for id_, _, _ in members),
        "of": len(members),
        "people": [_person(member, titles, course_map, now) for member in members],
        "stuck": _stuck(working, titles, course.items, now),
        "items": latest(working, found, course, titles),
        "errors": _named(
            [(who, answer) for who, work in working for answer in work.confident_errors], course.items, "sure"
        ),
        "missed": _named(
            [(who, answer) for who, work in working for answer in work.missed], course.items, "safety"
        ),
    }


def _person(member: Member, titles: Mapping[str, str], course: CourseMap, now: datetime) -> PersonState:
    id_, name, work = member
    standings = work.standings if work else {}
    done = [stop.number for stop in course.lessons if stop.id in standings and standings[stop.id].done]
    begun = [stop.number for stop in course.lessons if stop.id in standings and stop.number not in done]
    lessons = [*(f"✓{number}" for number in done), *(f"◐{number}" for number in begun)]
    phase = work.check(now).phase if work else "ready"
    return {
        "id": id_,
        "name": name or NOBODY,
        "here": bool(id_),
        "where": _where(work, titles) if work else "",
        "lessons": " ".join(lessons),
        "idle": _minutes(work.last, now) if work and work.last else 0,
        "check": PHASES[phase] if work and work.check(now).tries else "",
        "phase": phase,
    }


def _where(work: Work, titles: Mapping[str, str]) -> str:
    place = work.stood
    step = f", step {place['step']}" if place else ""
    return f"{titles.get(work.page, 'Start page')}{step}"


def _stuck(
    working: Sequence[tuple[str, Work]], titles: Mapping[str, str], items: Mapping[str, Item], now: datetime
) -> list[StuckState]:
    found = [(who, work, stuck) for who, work in working if (stuck := work.stuck(now))]
    found.sort(key=lambda each: (each[2].why != "tries", each[2].since))
    return [
        {
            "name": who,
            "where": _where(work, titles),
            "why": _why(stuck, items),
            "minutes": _minutes(stuck.since, now),
        }
        for who, work, stuck in found
    ]


def _why(stuck: Stuck, items: Mapping[str, Item]) -> str:
    if stuck.why == "idle":
        return "Nothing done"
    stem = items[stuck.item].stem if stuck.item in items else stuck.item
    return f"{stuck.tries} wrong tries at: {stem}"


def latest(
    working: Sequence[tuple[str, Work]],
    found: Mapping[str, Statistic],
    course: Course,
    titles: Mapping[str, str],
) -> list[ItemState]:
    """Return the questions that were answered last, the last one first."""
    last: dict[str, Attempt] = {}
    for _, work in working:
        for answer in work.firsts.values():
            if answer.item in found and (answer.item not in last or last[answer.item].at < answer.at):
                last[answer.item] = answer
    newest = sorted(last.values(), key=lambda answer: answer.at, reverse=True)[:SHOWN]
    return [
        item_state(course.items[answer.item], found[answer.item], titles.get(answer.where.page, ""))
        for answer in newest
    ]


def item_state(item: Item, found: Statistic, lesson: str) -> ItemState:
    """Return the answers to one question."""
    return {
        "id": item.id,
        "stem": item.stem,
        "lesson": lesson,
        "safety": item.safety,
        "of": found.facility.of,
        "right": found.facility.right,
        "low": found.facility.low,
        "high": found.facility.high,
        "unsafe": found.unsafe,
        "sure_but_wrong": found.sure_but_wrong,
        "answers": answer_states(item, found.parts),
    }


def answer_states(item: Item, counted: Mapping[Part, int]) -> list[AnswerState]:
    """Return the parts of the answers with how many gave each: in the order of the options, or by number."""
    listed = offered(item)
    others = sorted((part for part in counted if part not in listed), key=lambda part: (-counted[part], part))
    return [
        {"words": part_words(item, part), "count": counted.get(part, 0), "key": is_key(item, part)}
        for part in (*listed, *others)
    ]


def _named(
    answers: Sequence[tuple[str, Attempt]], items: Mapping[str, Item], kind: Literal["sure", "safety"]
) -> list[NamesState]:
    """Return for each question whose names stand at it, the most first."""
    counts = Counter(answer.item for _, answer in answers)
    rows: list[NamesState] = []
    for name, _ in counts.most_common():
        if name not in items:
            continue
        own: Literal["sure", "safety", "unsafe"] = kind
        if kind == "safety" and not items[name].safety:
            own = "unsafe"
        who = [who for who, answer in answers if answer.item == name]
        rows.append({"id": name, "stem": items[name].stem, "kind": own, "names": who})
    return rows


def _minutes(since: datetime, now: datetime) -> int:
    return max(0, int((now - since).total_seconds() // 60))
