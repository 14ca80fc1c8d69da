"""Who sits at a kernel of a class: decided by the server that starts the kernel, never by the page."""

import os
from collections.abc import Mapping

from course_lib.model import Learner
from course_lib.model.base import Model

LEARNER, NAME, OFFICE = "COURSE_LEARNER", "COURSE_LEARNER_NAME", "COURSE_OFFICE"


class Seat(Model):
    """A learner in a class, and the scope profile that the class works by."""

    learner: Learner
    office: str


def seat_variables(learner: str, name: str, office: str) -> dict[str, str]:
    """Return the variables that tell a kernel who learns in it."""
    return {LEARNER: learner, NAME: name, OFFICE: office}


def seat(variables: Mapping[str, str] = os.environ) -> Seat | None:
    """Return who sits here, or None where nobody was signed in: at home."""
    learner = variables.get(LEARNER, "")
    if not learner:
        return None
    return Seat(learner=Learner(id=learner, name=variables.get(NAME, "")), office=variables.get(OFFICE, ""))
