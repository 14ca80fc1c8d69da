"""The instructor's pages as HTML, whole: the class now, the projector, the report, and the vote on a phone.

Functions of what is known, without a server. Whoever serves them puts them at these addresses, lets in only the
instructor (a learner for `/vote`), and hands in a `token` that each form sends back as `_xsrf`:

| Address | |
|---|---|
| `GET /instructor` | `class_page` |
| `GET /instructor/parts` | JSON of `class_parts.parts(Overview.state(now))`, `plan_parts`, `trouble_parts` |
| `GET /instructor/join`, `/instructor/join/parts` | `join_page`, and how many have joined |
| `GET /instructor/present?item=…` or `?patient=…&step=…` | `present_page` |
| `GET /instructor/present/parts` | JSON of `present_parts` |
| `GET /instructor/report` | `report_page` |
| `POST /instructor/extra-time` | learner, minutes, by: `actions.Desk.extra_time` |
| `POST /instructor/sign-off` | learner, name, credential, refreshed: `actions.Desk.sign_off` |
| `POST /instructor/plan` | plan: begins its clock |
| `POST /instructor/poll` | do, item or patient and step: `poll.Poll.go_on` |
| `GET /instructor/gradebook.csv`, `/instructor/roster.csv` | `report.gradebook`, `roster_csv` |
| `POST /instructor/certificates.pdf` | `Desk.certificates`, `certificates_pdf` |
| `GET /vote`, `GET /vote/parts`, `POST /vote` | `vote_page`, `vote_parts`, choice (repeated): `Poll.vote` |
| `GET /vote/open` | whether a learner is asked something, for the bar in a lesson |
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache

import segno

from course_lib.catalog import Catalog
from course_lib.classroom.poll import PollState
from course_lib.folders import WIDGETS
from course_lib.language.class_notices import no_lesson_done
from course_lib.language.terms import PHASES
from course_lib.model.classroom import ClassFile
from course_lib.render.class_parts import parts
from course_lib.render.class_state import ClassState, PersonState
from course_lib.render.plan import plan_html
from course_lib.render.present import choices_html, poll_html, ways_html
from course_lib.render.subject import Subject
from course_lib.render.transcript import Transcript, e, section
from course_lib.rules.workshop import since

STATIC = "/course/classroom/static/"
PATIENT = "/instructor/present?patient="
EXTRA = "Give more time"
EXTRA_NOTE = "Who is in the final check has it at once; for all others, the next try is longer."
JOIN_BY = {
    (True, False): "Type your own code, too.",
    (False, True): "Type your name, too.",
    (True, True): "Type your own code, too. You have none? Type your name.",
}
"""What else somebody types, by whether there is a roster, and whether places are open."""

LAST = ("passed", "parallel")
"""The phases of the final check after which no time can be given."""
SIGN = "Two tries were not passed: sign off one more"


@cache
def _style() -> str:
    return (WIDGETS / "course.css").read_text(encoding="utf-8")


def whole(title: str, body: str, kind: str, live: str = "") -> str:
    """Return a page. `live` is the address from which its parts are asked for again and again."""
    source = f' data-live="{e(live)}"' if live else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{e(title)}</title><link rel="icon" href="data:,"><style>{_style()}</style>'
        f'<link rel="stylesheet" href="{STATIC}instructor.css">'
        f'<script type="module" src="{STATIC}instructor.js"></script></head>'
        f'<body class="class-desk"{source}><main class="course {kind}">{body}</main></body></html>'
    )


def class_page(
    class_file: ClassFile,
    state: ClassState,
    known: Catalog,
    token: str,
    address: str,
    now: datetime,
    began: Mapping[str, datetime] | None = None,
    notice: str = "",
    troubles: Collection[str] = (),
) -> str:
    """Return the page of a class now. `began` is when the clock of a plan was started, by the plan's id.

    `troubles` is what goes wrong with the record or the computer, each in a sentence.
    """
    filled = {**parts(state), **plan_parts(known, now, began or {}), **trouble_parts(troubles)}
    message = f'<p class="notice" role="status">{e(notice)}</p>' if notice else ""
    join = (
        f'<p class="join">Join at <strong>{e(address)}</strong> with the class code '
        f'<strong class="code">{e(class_file.code)}</strong>. '
        f'<span id="class-count">{filled["class-count"]}</span></p>'
    )
    body = (
        f"<header><h1>{e(class_file.name)}</h1>{join}{_menu()}</header>{message}"
        f'<div id="class-troubles" role="alert">{filled["class-troubles"]}</div><div class="columns"><div>'
    )
    body += _part("Who is stuck", "class-stuck", filled) + _part(
        "Safety questions that are open", "class-missed", filled
    )
    body += _part("Sure, but wrong", "class-errors", filled) + _part("Plan", "class-plan", filled)
    body += section(f"<h2>Plans</h2>{_start_plan(known, token)}") + "</div><div>"
    body += _part("Answers as they come", "class-items", filled) + _part("Who is where", "class-people", filled)
    body += section("<h2>Patients for the projector</h2>", _patients(known))
    body += section("<h2>Final check</h2>", _forms(state["people"], class_file, token)) + "</div></div>"
    return whole(f"{class_file.name}: instructor", body, "class-page", "/instructor/parts")


def trouble_parts(troubles: Collection[str]) -> dict[str, str]:
    """Return what goes wrong, as the part of the page that it fills; nothing where all is well."""
    return {"class-troubles": "".join(f'<p class="notice">{e(each)}</p>' for each in troubles)}


def plan_parts(known: Catalog, now: datetime, began: Mapping[str, datetime]) -> dict[str, str]:
    """Return the plan whose clock runs, as the part of the page that it fills."""
    name = next(iter(began), "")
    plan = known.workshops.get(name)
    if plan is None:
        return {"class-plan": "<p>No clock runs. Choose a plan below and start it.</p>"}
    return {"class-plan": plan_html(plan, known.course_map, since(began[name], now))}


def present_page(subject: Subject, state: PollState, token: str, address: str, steps: int = 1) -> str:
    """Return what stands on the projector, with the buttons that go on; `steps` are a patient's."""
    body = f'<p class="join">Vote at <strong>{e(address)}/vote</strong></p>{subject.scene}'
    body += f"<h1>{e(subject.question)}</h1>"
    filled = present_parts(subject, state, token)
    body += f'<div id="present-poll" aria-live="polite">{filled["present-poll"]}</div>'
    body += _other_steps(subject, steps) + f'<div id="present-ways">{filled["present-ways"]}</div>'
    return whole(subject.question, body, "present", f"/instructor/present/parts?{address_of(subject)}")


def join_page(class_file: ClassFile, state: ClassState, address: str) -> str:
    """Return what stands on the projector while the room joins: the address, as a QR code too, and the code."""
    code = segno.make(f"{address}/", error="m").svg_inline(scale=8, border=4, light="#fff", omitsize=True)
    body = f"<h1>Join: {e(class_file.name)}</h1>"
    body += f'<div class="qr" role="img" aria-label="{e(address)} as a QR code">{code}</div>'
    body += f'<p>1. Open <strong class="address">{e(address)}</strong></p>'
    body += f'<p class="join">2. The class code is <strong class="code">{e(class_file.code)}</strong></p>'
    own = JOIN_BY[bool(class_file.learners), bool(class_file.open_places)]
    body += f"<p>3. {e(own)}</p>"
    body += f'<p id="class-count" role="status">{parts(state)["class-count"]}</p>'
    body += '<p class="row"><a class="button" href="/instructor">Back to the class</a></p>'
    return whole(f"Join: {class_file.name}", body, "present joining", "/instructor/join/parts")


def address_of(subject: Subject) -> str:
    """Return how an address names what stands on the projector."""
    name, _, step = subject.id.partition("/")
    return f"item={subject.id}" if subject.kind == "item" else f"patient={name}&step={step}"


def present_parts(subject: Subject, state: PollState, token: str) -> dict[str, str]:
    """Return the parts of the projector's page that change while the room votes, in whatever window."""
    ways = ways_html(subject, _stage(subject, state), hidden(token))
    return {"present-poll": _poll(subject, state), "present-ways": ways}


def _other_steps(subject: Subject, steps: int) -> str:
    """Return the way to the other steps of a patient's case, or nothing."""
    name, _, step = subject.id.partition("/")
    if subject.kind == "item" or steps < 2:
        return ""
    links = "".join(
        f'<a href="{PATIENT}{e(name)}&amp;step={number}"'
        f"{' aria-current=step' if str(number) == step else ''}>{number + 1}</a>"
        for number in range(steps)
    )
    return f'<nav class="row steps" aria-label="Steps of this case">Step {links}</nav>'


def _stage(subject: Subject, state: PollState) -> str:
    """How far the vote on this subject is: another one's does not count."""
    return state["stage"] if state["subject"] == subject.id else "closed"


def _poll(subject: Subject, state: PollState) -> str:
    return poll_html(subject, _stage(subject, state), state["voted"], state["answers"])


def vote_page(
    subject: Subject | None, state: PollState, chosen: Collection[str], token: str, notice: str = ""
) -> str:
    """Return the page on which somebody in the room votes; `subject` is None while nothing is asked."""
    message = f'<p class="notice" role="status">{e(notice)}</p>' if notice else ""
    body = f'{message}<div id="vote">{vote_parts(subject, state, chosen, token)["vote"]}</div>'
    return whole(
        "Vote",
        f'{body}<p><a id="back" class="button" href="/">Back to the course</a></p>',
        "vote",
        "/vote/parts",
    )


def vote_parts(
    subject: Subject | None, state: PollState, chosen: Collection[str], token: str
) -> dict[str, str]:
    """Return the part of the vote's page that changes: the choices, then what the room chose, then why."""
    stage = _stage(subject, state) if subject else "closed"
    if subject is None or stage == "closed":
        return {
            "vote": "<h1>Nothing is asked now</h1><p>Look at the screen in the room. This page follows it.</p>"
        }
    if stage == "asking":
        return {"vote": choices_html(subject, chosen, hidden(token))}
    mine = [words for name, words in subject.options.items() if name in chosen]
    voted = f"<p>Your vote: {e('; '.join(mine))}</p>" if mine else "<p>You did not vote.</p>"
    return {"vote": f"<h1>{e(subject.question)}</h1>{voted}{_poll(subject, state)}"}


def report_page(report: Transcript, passed: int, without: Sequence[str], token: str) -> str:
    """Return the report as a page, with what can be saved.

    `passed` is how many can have a certificate, `without` who passed the final check and cannot yet.
    """
    save = '<div class="row"><a class="button" href="/instructor/gradebook.csv">Save the gradebook (CSV)</a>'
    save += '<a class="button" href="/instructor/roster.csv">Save the roster with codes (CSV)</a>'
    if passed:
        button = f"<button>Certificates of {passed} who passed (PDF)</button>"
        save += f'<form method="post" action="/instructor/certificates.pdf">{hidden(token)}{button}</form>'
    elif not without:
        save += "<p>Certificates: nobody has passed the final check yet.</p>"
    if without:
        save += f"<p>{e(no_lesson_done(without))}</p>"
    body = f'<header><h1>Report</h1><p><a href="/instructor">Back to the class</a></p>{save}</div></header>'
    return whole("Report", body + report.html, "class-page")


def _menu() -> str:
    ways = {"join": "Show how to join", "report": "Report and certificates"}
    links = (f'<a class="button" href="/instructor/{way}">{words}</a>' for way, words in ways.items())
    return f'<p class="row">{"".join(links)}</p>'


def _part(title: str, name: str, filled: Mapping[str, str]) -> str:
    return section(f'<h2>{e(title)}</h2><div id="{name}">{filled[name]}</div>', label=title)


def _start_plan(known: Catalog, token: str) -> str:
    buttons = "".join(
        f'<button name="plan" value="{e(plan.id)}">Start: {e(plan.title)}</button>'
        for plan in known.workshops.values()
    )
    return f'<form method="post" action="/instructor/plan" class="row">{hidden(token)}{buttons}</form>'


def _patients(known: Catalog) -> str:
    names = [*known.room_patients, *(name for plan in known.plans.values() for name in plan.patients)]
    there = [known.patients[name] for name in names]
    links = "".join(
        f'<li><a href="{PATIENT}{e(each.id)}">{e(each.name)}</a>: {e(each.who)}</li>' for each in there
    )
    return f"<details><summary>{len(names)} patients</summary><ul>{links}</ul></details>"


def _forms(people: Sequence[PersonState], class_file: ClassFile, token: str) -> str:
    running = [person for person in people if person["phase"] == "running"]
    waiting = [person for person in people if person["phase"] == "signoff"]
    to_come = [person for person in people if person["id"] and person["phase"] not in LAST]
    found = _who("running", running) + _who("signoff", waiting)
    by = class_file.signatory
    time = _field("minutes", "Minutes", "10", "number") + _field("by", "Granted by", by)
    sign = _field("name", "Your name", by) + _field("credential", "Credential", class_file.credential)
    sign += _field("refreshed", "What was refreshed")
    if to_come:
        listed = running + [person for person in to_come if person not in running]
        found += _form("extra-time", EXTRA, listed, f"<p>{e(EXTRA_NOTE)}</p>{time}", token)
    return found + (_form("sign-off", SIGN, waiting, sign, token) if waiting else "")


def _who(phase: str, people: Sequence[PersonState]) -> str:
    names = ", ".join(person["name"] for person in people) or "nobody"
    return f"<p>{e(f'{PHASES[phase]}: {names}.')}</p>"


def _form(action: str, title: str, people: Sequence[PersonState], fields: str, token: str) -> str:
    options = "".join(f'<option value="{e(each["id"])}">{e(each["name"])}</option>' for each in people)
    who = f'<p><label>For <select name="learner" required>{options}</select></label></p>'
    return (
        f'<form method="post" action="/instructor/{action}"><h3>{e(title)}</h3>{hidden(token)}{who}{fields}'
        '<p><button class="primary">Save</button></p></form>'
    )


def _field(name: str, label: str, value: str = "", kind: str = "text") -> str:
    limits = ' min="1" max="240"' if kind == "number" else ' maxlength="120"'
    attributes = f'type="{kind}" name="{name}" value="{e(value)}"{limits}'
    return f"<p><label>{e(label)} <input required {attributes}></label></p>"


def hidden(token: str) -> str:
    """Return the field that shows that a form is ours."""
    return f'<input type="hidden" name="_xsrf" value="{e(token)}">'
