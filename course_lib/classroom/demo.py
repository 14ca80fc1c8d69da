"""A class of made-up learners, to try everything with: drawn by a seed, so that it is the same each time.

They know more or less, answer fast or slowly, are sure or not; a few are stuck, a few have finished. Whether an
answer is right follows the Rasch model: the odds are how able somebody is against how hard an item is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import exp
from random import Random
from typing import Any

from course_lib.catalog import Catalog
from course_lib.classroom.class_file import hash_pin
from course_lib.classroom.demo_answers import right_answer, wrong_answer
from course_lib.classroom.demo_final import fails, passes
from course_lib.model import Attempt, Confidence, Learner, Place, Plan
from course_lib.model.classroom import ClassFile, Enrolled
from course_lib.record import Record
from course_lib.rules.encounter import Encounter
from course_lib.rules.marking import mark
from course_lib.rules.stood import NOTE, place_of

NAMES = (
    "Amara Okafor", "Ben Whitehorse", "Carmen Ruiz Vega", "Đặng Thu Hà", "Elif Yıldız",
    "Fiona O'Brien", "Grzegorz Wójcik", "Hana Nováková", "Ibrahim Diallo", "Jo Smith",
    "Keisha Washington", "Lars Ångström", "Mei-Ling Chen", "Nikos Παππάς", "Olena Шевченко",
    "Priya Raghunathan", "Quentin Dupré", "Rosa Delgado", "Siobhán Ní Bhriain", "Tomasz Zieliński",
    "Ulla-Maija Järvinen", "Vincent Nguyễn", "Winona Begay", "Ximena Ibáñez", "Yusuf Demir",
    "Zoë van den Berg", "Ada Lindqvist", "Bao Tran", "Chidi Nwosu",
    "Maria-Magdalena Featherstonehaugh-Cholmondeley",
)  # fmt: skip
"""Short, long, with marks, in other letters: as on a real roster."""

CODE, PIN = "DEMO24", "demo24"
"""What opens the made-up class, for learners and for the instructor."""

LEARNERS = 30
PASSED, FAILED = (0, 1), 3
"""Who has passed the final check where there was one, and who waits for a sign-off: places on the roster."""

BEFORE = timedelta(hours=1)
"""How long before a final check somebody did the lessons."""

BLOCKS = ("pretest", "practice", "exit")


@dataclass(frozen=True)
class Demo:
    """A made-up class: its file, who is in it, and what they have answered, in order."""

    class_file: ClassFile
    learners: tuple[Learner, ...]
    attempts: tuple[Attempt, ...]

    def put(self, record: Record) -> None:
        """Keep all of it in a record. Raises NotSaved."""
        for learner in self.learners:
            record.switch(learner)
        record.append_all(self.attempts)


def demo(known: Catalog, now: datetime, count: int = LEARNERS, seed: int = 1, *, final: bool = False) -> Demo:
    """Return a class of `count` made-up learners that has been at it until `now`.

    With `final`, some of them have taken the final check.
    """
    roster = tuple(Enrolled(name=name, code=f"DEMO{place + 100}") for place, name in enumerate(_names(count)))
    class_file = ClassFile(
        name="Demonstration class",
        starts=now.date(),
        code=CODE,
        learners=roster,
        open_places=20,
        hours=3,
        provider="Made-up School",
        signatory="Dr. Demo Example",
        credential="DC",
        pin=hash_pin(PIN),
    )
    learners = class_file.roster
    here = learners[: max(1, count - count // 15)]  # some are late
    found: list[Attempt] = []
    for place, learner in enumerate(here):
        took = final and place in (*PASSED, FAILED)
        ended = now - BEFORE if took else now
        found += _Person(known, learner, ended, Random(f"demo/{seed}/{learner.name}"), place).works()  # noqa: S311
        if took:
            found += (fails if place == FAILED else passes)(known, learner, now)
    return Demo(class_file, here, tuple(sorted(found, key=lambda attempt: attempt.at)))


def _names(count: int) -> Iterator[str]:
    for place in range(count):
        again = place // len(NAMES)
        yield NAMES[place % len(NAMES)] + (f" {again + 1}" if again else "")


def _id(text: str) -> str:
    return sha256(f"demo/{text}".encode()).hexdigest()[:32]


class _Person:
    """One made-up learner, who works through the lessons until now."""

    def __init__(self, known: Catalog, learner: Learner, now: datetime, random: Random, place: int) -> None:
        self._known, self._learner, self._random = known, learner, random
        self._able = random.gauss(1.0, 0.9)
        self._pace = random.uniform(0.7, 1.6)
        self._stuck = place % 9 == 4  # fails one question again and again, then does nothing
        self._plans = sorted(known.plans.values(), key=lambda plan: plan.number)[: 1 + place % 3]
        self._all = place % 5 != 2  # or the last lesson is only half done
        self._now, self._at = now, timedelta()
        self._found: list[tuple[timedelta, dict[str, Any]]] = []

    def works(self) -> Iterator[Attempt]:
        """Yield the attempts; the last one was some minutes ago, for who is stuck longer ago."""
        for plan in self._plans:
            self._lesson(plan, half=plan is self._plans[-1] and not self._all)
        if self._stuck:
            self._fails(self._plans[-1])
        ago = timedelta(minutes=self._random.uniform(9, 16) if self._stuck else self._random.uniform(0, 4))
        for number, (at, fields) in enumerate(self._found):
            when = self._now - ago - self._at + at
            name = _id(f"{self._learner.id}/{number}")
            yield Attempt(id=name, learner=self._learner.id, at=when, **fields)

    def _lesson(self, plan: Plan, *, half: bool) -> None:
        names = [(block, name) for block in BLOCKS for name in getattr(plan, block)]
        for place, (block, name) in enumerate(names[: len(names) // 2] if half else names):
            self._step(plan, place + 1)
            right = self._answers(plan, block, name)
            if not right and block == "practice":
                self._answers(plan, block, name, more=1.5)
            if not right and block == "exit" and self._known.items[name].safety and self._random.random() < 0.8:
                self._answers(plan, block, name, more=9.0)
        if not half:
            for name in plan.patients:
                self._meets(plan, name)

    def _step(self, plan: Plan, step: int) -> None:
        stood = {"at": f"step-{step}", "step": step, "left": max(0, plan.minutes - 2 * step)}
        self._keep(place_of(plan.id), NOTE, 1, stood, right=True, score=1.0, seconds=None)

    def _fails(self, plan: Plan) -> None:
        name = next(name for name in plan.practice if self._known.items[name].judged)
        for _ in range(4):
            self._answers(plan, "practice", name, more=-9.0)

    def _answers(self, plan: Plan, block: str, name: str, more: float = 0.0) -> bool:
        item, random = self._known.items[name], self._random
        hard = Random(f"hard/{name}").gauss(0.0, 1.1)  # noqa: S311 - nothing here is a secret
        chance = 1 / (1 + exp(hard - self._able - more + (0.8 if block == "pretest" else 0)))
        right = random.random() < chance
        marked = mark(item, right_answer(item) if right else wrong_answer(item, random))
        sure: tuple[Confidence, ...] = ("guess", "fairly_sure", "sure")
        answer = list(marked.answer) if isinstance(marked.answer, tuple) else marked.answer  # as JSON has it
        confidence = random.choices(sure, weights=(2, 4, 2 + 4 * chance))[0]
        seconds = round(self._pace * random.lognormvariate(3.0, 0.5), 1)
        self._at += timedelta(seconds=seconds + random.uniform(4, 30) * self._pace)
        self._keep(
            Place(plan.id, block, name), name, item.version, answer,
            right=marked.right, score=marked.score, unsafe=marked.unsafe,
            confidence=confidence if item.judged else None, seconds=seconds,
        )  # fmt: skip
        return marked.right

    def _meets(self, plan: Plan, name: str) -> None:
        encounter = Encounter(self._known.patients[name])
        while encounter.step:
            choices = encounter.step.choices
            good: Sequence[Any] = [choice for choice in choices if choice.tag == "right"]
            encounter = encounter.choose(
                self._random.choice(good if self._random.random() < 0.8 else choices).id
            )
            self._at += timedelta(seconds=20 * self._pace)
            path = [taken.choice.id for taken in encounter.path]
            tag = encounter.path[-1].choice.tag
            self._keep(
                Place(plan.id, "patient", name), name, encounter.patient.version, path,
                right=tag in ("right", "acceptable"), score=encounter.good / len(path), unsafe=tag == "unsafe",
                seconds=None,
            )  # fmt: skip

    def _keep(self, place: Place, item: str, version: int, answer: Any, **fields: Any) -> None:
        self._found.append(
            (self._at, {"place": str(place), "item": item, "version": version, "answer": answer, **fields})
        )
