"""The final check in words: why it ended, and what came too late to count."""

from collections.abc import Mapping

ENDED: Mapping[str, str] = {
    "handed in": "",
    "time": (
        "Your time was up, so the check ended by itself. What you had saved by then counts. "
        "What was not saved yet does not."
    ),
}
"""For each reason why a try has ended, what is said of it; nothing where the learner ended it."""

TOO_LATE: Mapping[str, str] = {
    "time": "Your time was up before this came in, so it was not counted. What you had saved before counts.",
    "handed in": "The check was handed in from another window, so this was not counted.",
}
"""What is said to whoever still did something: by why the try has ended."""
