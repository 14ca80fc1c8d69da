"""How far a learner is with each page that is no lesson, in a few words for the course map."""

from collections.abc import Callable, Mapping

from course_lib.language.terms import PHASES
from course_lib.pages.session import Session
from course_lib.record.derived import cards, check_state, encounters
from course_lib.render.progress import patients_state
from course_lib.render.review import due_state
from course_lib.rules.review import due

PATIENTS = "patients"
"""Where answers with the patients of their own page are kept."""


def page_states(session: Session) -> Mapping[str, Callable[[], str]]:
    """Return for each page of the course map what says how far the learner is now."""
    known, journal = session.catalog, session.journal

    def patients() -> str:
        rooms = [known.patients[name] for name in known.room_patients]
        return patients_state(encounters(journal, PATIENTS, rooms), len(rooms))

    def check() -> str:
        return PHASES[check_state(journal, known.blueprint).phase]

    def review() -> str:
        return due_state(len(due(cards(journal, known.items), journal.now())))

    return {"patients": patients, "final-check": check, "review": review}
