"""The waiting room: who waits, how far each case is, who is next; and everybody's case where no kernel runs."""

from collections.abc import Iterable, Sequence

from course_lib.model import Patient
from course_lib.render.patient import face, opening_transcript
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.waiting_room import Waiting, WaitingPerson
from course_lib.rules.encounter import Encounter
from course_lib.rules.minutes import case_minutes

TITLE = "The waiting room"


def waiting_room(patients: Sequence[Patient], known: Iterable[Encounter]) -> Waiting:
    """Return everybody who waits; `known` is how the learner left each one who was begun.

    Next is who was begun and not seen to the end, else the first who is new; nobody where all are done.
    """
    begun = {encounter.patient.id: encounter for encounter in known if encounter.path}
    people = [_person(patient, begun.get(patient.id)) for patient in patients]
    done = sum(person["state"] == "done" for person in people)
    waits = [person["id"] for state in ("started", "new") for person in people if person["state"] == state]
    left = [patient for patient, person in zip(patients, people, strict=True) if person["state"] != "done"]
    each = f" Each takes about {round(case_minutes(left) / len(left))} minutes;" if left else ""
    return {
        "title": TITLE,
        "count": f"{done} of {len(people)} seen to the end.{each} two or three a day are enough."
        if left
        else f"All {done} seen to the end.",
        "minutes": case_minutes(left),
        "today": waits[0] if waits else "",
        "people": people,
    }


def waiting_room_transcript(patients: Sequence[Patient]) -> Transcript:
    """Return everybody, and each case up to its first decision."""
    cases = [(patient, opening_transcript(patient)) for patient in patients]
    text = [TITLE, *(f"{patient.name}: {patient.complaint}" for patient in patients)]
    text += [case.text for _, case in cases]
    html = "".join(
        f"<details><summary>{e(f'{p.name}, {p.who}: {p.complaint}')}</summary>{case.html}</details>"
        for p, case in cases
    )
    return Transcript("\n".join(text), section(html))


def _person(patient: Patient, encounter: Encounter | None) -> WaitingPerson:
    return {
        "id": patient.id,
        "name": patient.name,
        "line": patient.complaint,
        "state": "new" if encounter is None else "started" if encounter.step else "done",
        "face": face(patient),
    }
