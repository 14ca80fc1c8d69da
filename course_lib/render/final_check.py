"""The final check in words: its rules, what comes next, the result and what was answered."""

from collections.abc import Mapping, Sequence

from course_lib.language.dates import moment
from course_lib.language.terms import named
from course_lib.language.verdicts import MARKS, NO_ANSWER
from course_lib.model import Attempt, Item, Patient, Reference, Stop
from course_lib.model.blueprint import Blueprint
from course_lib.render.item import feedback_lines, tone_of
from course_lib.render.patient import taken_step
from course_lib.render.transcript import Transcript, bullets, e, section
from course_lib.render.views.final_check import Intro, WhatNext
from course_lib.render.views.final_result import DomainResult, Reason, ResultView, ReviewedItem, ReviewedPatient
from course_lib.rules.assessment import Result
from course_lib.rules.encounter import replay
from course_lib.rules.marking import mark
from course_lib.rules.one_try import Try
from course_lib.rules.tries import State

ALL_ANSWERED = "Everything is answered."
TITLE = "The final check"


def intro(blueprint: Blueprint, number: int, ahead: int = 0) -> Intro:
    """Return the rules in plain words; `number` is that of the try that comes, `ahead` its minutes beside."""
    items = len(blueprint.positions)
    safety = sum(position.safety for _, position in blueprint.positions)
    given = f": {blueprint.minutes}, and the {ahead} that your instructor gave you" if ahead else ""
    time = f"You have {blueprint.minutes + ahead} minutes{given}."
    rules = [
        f"{items} questions, then {blueprint.patients} patients. {time}",
        f"To pass, you need {blueprint.pass_mark} of {items} questions right.",
        f"{safety} questions are about safety. You need {blueprint.safety_pass_mark} of them. If you miss one, "
        "a similar one comes at the end, and that one has to be right.",
        "No choice with a patient may be unsafe, and both patients have to be seen to the end.",
        "You can go back and change an answer. With a patient, a choice stays.",
        "You see no right or wrong until the end.",
        "The clock runs on when you close the page. Your answers are kept; open the page again and go on.",
        f"You have {blueprint.tries} tries, with at least {blueprint.hours_between} hours between them. After "
        "that you need a refresher and your instructor's sign-off.",
    ]
    return {"rules": rules, "try": f"This is try {number}.", "number": number}


def final_check_transcript(blueprint: Blueprint) -> Transcript:
    """Return what stands here where no widget runs."""
    rules = intro(blueprint, 1)["rules"]
    domains = [f"{domain.title}: {len(domain.positions)} questions" for domain in blueprint.domains]
    text = [TITLE, *(f"- {line}" for line in rules), "What it asks about:"]
    text += [f"- {line}" for line in domains]
    html = bullets(rules) + f"<p>{e('What it asks about:')}</p>" + bullets(domains)
    return Transcript("\n".join(text), section(html))


def standing_of(state: State, blueprint: Blueprint) -> WhatNext:
    """Return what comes next, in words, and what can be done now."""
    words = ""
    if state.phase == "passed":
        words = "You passed. Below you see how you get your certificate."
    elif state.phase == "waiting" and state.opens:
        words = f"You can try again on {moment(state.opens)}. It will be another form."
    elif state.phase == "signoff":
        words = (
            f"{blueprint.tries} tries are used up. Go through the lessons named above with your instructor. "
            "Then your instructor signs here, and one more try opens."
        )
    elif state.tries:
        words = "You can try again now. It will be another form."
    return {"next": words, "can_start": state.phase == "ready", "can_sign": state.phase == "signoff"}


def open_ends(current: Try, patients: Mapping[str, Patient]) -> str:
    """Return what is not finished yet in a try that runs, for before it is handed in; nothing where all is."""
    left = len(current.form.items) - len(current.answers)
    people = [patients[name].name for name in current.form.patients if name not in current.finished]
    lines = [f"{left} question{'s have' if left != 1 else ' has'} no answer yet." if left else ""]
    lines += [f"You are not finished with {' and '.join(people)}." if people else ""]
    return " ".join(filter(None, lines))


def costs(blueprint: Blueprint, number: int) -> str:
    """Return what it costs to hand in the try of that number."""
    this = f"This is try {number}"
    if number < blueprint.tries:
        return (
            f"{this} of {blueprint.tries}, and handing in uses it up. If you do not pass, "
            f"the next one opens in {blueprint.hours_between} hours."
        )
    return (
        f"{this}, and handing in uses it up. If you do not pass, you need a refresher and your "
        "instructor's sign-off before another one."
    )


def result_view(
    current: Try, blueprint: Blueprint, patients: Mapping[str, Patient], lessons: Mapping[str, Stop]
) -> ResultView:
    """Return the result of a try: passed or not, why, and by domain."""
    result = current.result
    titles = {domain.id: domain for domain in blueprint.domains}
    names = {name: patients[name].name for name in current.form.patients if name in patients}
    domains: list[DomainResult] = []
    for part in result.domains:
        domain = titles.get(part.id)
        lesson = lessons.get(domain.lesson) if domain else None
        weak = lesson is not None and part.right < part.of
        domains.append(
            {
                "title": domain.title if domain else part.id,
                "right": part.right,
                "of": part.of,
                "notebook": lesson.notebook if lesson and weak else "",
                "lesson": f"{lesson.number}. {lesson.title}" if lesson and weak else "",
            }
        )
    return {
        "passed": result.passed,
        "headline": f"Try {current.number}: {'passed' if result.passed else 'not passed'}.",
        "reasons": reasons(result, names),
        "domains": domains,
    }


def reasons(result: Result, names: Mapping[str, str]) -> list[Reason]:
    """Return each part of the rule with whether it is met; `names` are the patients' by id."""

    def who(ids: Sequence[str]) -> str:
        return " and ".join(names.get(name, name) for name in ids)

    enough = result.right >= result.pass_mark
    safe = result.safety_right >= result.safety_pass_mark
    lines = [
        (enough, f"{result.right} of {result.of} questions right. {result.pass_mark} are needed."),
        (
            safe,
            f"{result.safety_right} of {result.safety_of} safety questions right at first. "
            f"{result.safety_pass_mark} are needed.",
        ),
    ]
    if result.failed_parallels:
        lines.append((False, "The similar safety question was missed, too."))
    elif result.missed_safety and result.passed:
        lines.append((True, "The safety question that was missed was passed on a similar one."))
    if result.unsafe_patients:
        lines.append((False, f"A choice could have hurt a patient: {who(result.unsafe_patients)}."))
    if result.unfinished_patients:
        lines.append((False, f"Not seen to the end: {who(result.unfinished_patients)}."))
    if not result.unsafe_patients and not result.unfinished_patients:
        lines.append((True, "No choice with a patient was unsafe."))
    return [{"met": met, "text": text} for met, text in lines]


def reviewed_items(
    answered: Sequence[tuple[Item | None, Attempt | None]], references: Mapping[str, Reference]
) -> list[ReviewedItem]:
    """Return each question with its answer and the whole feedback, for after the end."""
    found: list[ReviewedItem] = []
    for item, attempt in answered:
        if item is None:
            continue
        given = None
        if attempt and attempt.item == item.id and attempt.version == item.version:
            given = mark(item, attempt.answer)
        found.append(
            {
                "stem": item.stem,
                "safety": item.safety,
                "verdict": MARKS[tone_of(given)] if given else NO_ANSWER,
                "right": bool(given and given.right),
                "lines": feedback_lines(item, given, full=True) if given else [],
                "source": named(item.refs, references),
            }
        )
    return found


def reviewed_patients(
    current: Try, patients: Mapping[str, Patient], references: Mapping[str, Reference]
) -> list[ReviewedPatient]:
    """Return each patient of a try with the path taken: consequence, then rule and source."""
    found: list[ReviewedPatient] = []
    for name in current.form.patients:
        if name not in patients:
            continue
        path = replay(patients[name], list(current.choices.get(name, ()))).path
        found.append(
            {
                "who": f"{patients[name].name}, {patients[name].who}",
                "path": [taken_step(taken, references, patients[name]) for taken in path],
                "why": patients[name].debrief,
            }
        )
    return found
