"""What every view is built on, and the small types that many views share."""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

TextPair = Annotated[list[str], tuple[str, str]]
"""Two texts, such as a value and its words. Like every tuple of a view it is a list: JSON has no tuples."""

Count = Annotated[list[Any], tuple[str, int]]
"""Words and a number."""

Tone = Literal["right", "wrong", "unsafe", "saved"]
"""What an answer was; `saved` where it is not marked."""

Outcome = Literal["stop", "ask", "go"]
"""What a decision comes to."""


class View(TypedDict):
    """What every view may hold. A widget that could not read the record shows these alone."""

    problem: NotRequired[str]
    unsaved: NotRequired[str]
    focus: NotRequired[str]
    turn: NotRequired[int]
    answers: NotRequired[str]
    learner: NotRequired[str]
