"""A certificate: all that stands on it, kept with the answers, so that it can be printed again the same."""

from datetime import date

from pydantic import Field

from course_lib.model.base import Model, Text


class Topic(Model):
    """One line of the contact hours: a topic, and its minutes without breaks."""

    topic: Text
    minutes: int = Field(ge=1)


class Details(Model):
    """What the learner types for the certificate; all of it but the name may be empty.

    `hands_on_by` is the doctor of chiropractic who signed the hands-on checklist, and `hands_on_on` the
    date of it as the learner typed it; without them the certificate says "theory only".
    """

    name: Text
    license: str = ""
    place: str = ""
    mode: str = ""
    provider: str = ""
    provider_number: str = ""
    instructor: str = ""
    credential: str = ""
    hands_on_by: str = ""
    hands_on_on: date | None = None


class Certificate(Details):
    """A certificate as it was issued. Dates are those of the place where it was issued.

    `in_class`: issued by the instructor of a class, who alone could give extra time and sign a try off.
    """

    id: Text
    course: Text
    version: Text
    began: date
    passed: date
    issued: date
    topics: tuple[Topic, ...] = Field(min_length=1)
    score: int = Field(ge=0)
    items: int = Field(ge=1)
    cut: int = Field(ge=1)
    safety: int = Field(ge=0)
    safety_items: int = Field(ge=1)
    safety_cut: int = Field(ge=1)
    notice: str = ""
    in_class: bool = False

    @property
    def minutes(self) -> int:
        """The contact time in minutes."""
        return sum(topic.minutes for topic in self.topics)

    @property
    def theory_only(self) -> bool:
        """Whether no signed checklist of the hands-on skills is on record."""
        return not (self.hands_on_by and self.hands_on_on)
