"""A vote of the room on what stands on the projector. Votes are no answers: they are kept in memory alone."""

from collections import Counter
from collections.abc import Collection
from typing import Literal, TypedDict

from course_lib.errors import CourseError
from course_lib.render.class_state import AnswerState
from course_lib.render.subject import Subject

Stage = Literal["closed", "asking", "votes", "why"]
"""`asking`: the room votes, and only how many is shown. Then the votes are shown, then why."""


class VoteError(CourseError):
    """A vote that cannot be taken; the message says why."""


class PollState(TypedDict):
    """What a page shows of a vote."""

    stage: Stage
    subject: str
    voted: int
    answers: list[AnswerState]


class Poll:
    """One vote at a time. A learner may vote again until the votes are shown."""

    def __init__(self) -> None:
        self.subject: Subject | None = None
        self.stage: Stage = "closed"
        self._votes: dict[str, frozenset[str]] = {}

    def ask(self, subject: Subject) -> None:
        """Ask the room; what was asked before is over. Raises VoteError where there is nothing to choose."""
        if not subject.options:
            raise VoteError("This question has no options to vote on. Talk about it, then show why.")
        self.subject, self.stage, self._votes = subject, "asking", {}

    def vote(self, learner: str, chosen: Collection[str]) -> None:
        """Take somebody's vote, in place of an earlier one. Raises VoteError."""
        if self.subject is None or self.stage != "asking":
            raise VoteError("Nothing is asked now. Look at the screen in the room.")
        picked = frozenset(chosen)
        if not picked:
            raise VoteError("Choose an answer first.")
        if not picked <= self.subject.options.keys() or (len(picked) > 1 and not self.subject.many):
            raise VoteError("That is no answer to the question on the screen. Load this page again.")
        self._votes[learner] = picked

    def voted(self, learner: str) -> frozenset[str]:
        """Return what somebody has voted for."""
        return self._votes.get(learner, frozenset())

    def go_on(self, do: str, subject: Subject) -> None:
        """Do what a button says: ask, show the votes, show why, or close. Raises VoteError."""
        if self.subject is None or self.subject.id != subject.id:
            self.subject, self._votes = subject, {}
        match do:
            case "ask":
                self.ask(subject)
            case "votes" | "why":
                self.stage = do
            case _:
                self.subject, self.stage, self._votes = None, "closed", {}

    def stage_of(self, subject: Subject) -> Stage:
        """Return how far the vote on a subject is: another one's does not count."""
        return self.stage if self.subject and self.subject.id == subject.id else "closed"

    def state(self) -> PollState:
        """Return what may be shown now: the votes and the right answer only once they are."""
        counts = Counter(option for votes in self._votes.values() for option in votes)
        shown = self.stage in ("votes", "why") and self.subject is not None
        answers: list[AnswerState] = []
        if shown and self.subject:
            answers = [
                {
                    "words": words,
                    "count": counts[name],
                    "key": self.stage == "why" and name in self.subject.keys,
                }
                for name, words in self.subject.options.items()
            ]
        return {
            "stage": self.stage,
            "subject": self.subject.id if self.subject else "",
            "voted": len(self._votes),
            "answers": answers,
        }
