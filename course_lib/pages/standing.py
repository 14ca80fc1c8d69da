"""How far a learner is with each page that is no lesson, in a few words for the course map."""

from collections.abc import Callable, Mapping

from course_lib.model import Place
from course_lib.pages.session import Session
from course_lib.rules.encounter import last_encounters
from course_lib.rules.review import due
from course_lib.rules.tries import FINAL, state

PATIENTS = "patients"
"""Where answers with the patients of their own page are kept."""

CHECK = {
    "ready": "○ Not passed yet",
    "running": "◐ Running now",
    "parallel": "◐ One question waits",
    "waiting": "◐ Next try later",
    "signoff": "◐ Needs a sign-off",
    "passed": "✓ Passed",
}


def page_states(session: Session) -> Mapping[str, Callable[[], str]]:
    """Return for each page of the course map what says how far the learner is now."""
    known, journal = session.catalog, session.journal

    def patients() -> str:
        rooms = [known.patients[name] for name in known.room_patients]
        last = last_encounters(rooms, journal.within(Place(PATIENTS, "patient")))
        ended = sum(encounter.step is None for encounter in last)
        return f"{'✓' if ended == len(rooms) else '◐' if last else '○'} {ended} of {len(rooms)} seen"

    def check() -> str:
        return CHECK[state(journal.within(Place(FINAL)), known.blueprint, journal.now()).phase]

    def review() -> str:
        waiting = len(due(journal.cards(known.items), journal.now()))
        return f"{waiting} due today" if waiting else "Nothing due today"

    return {"patients": patients, "final-check": check, "review": review}
