"""A vote of the room: on the projector as bars and reasons, on a phone as choices."""

from collections.abc import Collection

from course_lib.render.class_parts import bars
from course_lib.render.class_state import AnswerState
from course_lib.render.subject import Subject
from course_lib.render.transcript import bullets, e

NEXT = {
    "closed": (("ask", "Let the room vote"), ("why", "Show why")),
    "asking": (("votes", "Show the votes"),),
    "votes": (("why", "Show why"), ("ask", "Vote once more")),
    "why": (("closed", "Done"), ("ask", "Vote once more")),
}
"""What can be done next, by how far the vote is; the first is the usual one."""


def poll_html(subject: Subject, stage: str, voted: int, answers: Collection[AnswerState]) -> str:
    """Return the vote as it may be shown: the options, then the bars, then the reasons."""
    if stage == "asking":
        message = f'<p class="voted"><strong>{voted}</strong> {"vote" if voted == 1 else "votes"}</p>'
        return bullets(subject.options.values()) + message
    if stage == "closed":
        return bullets(subject.options.values())
    shown = bars(list(answers), voted, key=stage == "why") if answers else ""
    return shown + (f'<div class="reasons"><h2>Why</h2>{subject.why}</div>' if stage == "why" else "")


def ways_html(subject: Subject, stage: str, hidden: str) -> str:
    """Return the buttons that go on with the vote."""
    kind, _, step = subject.id.partition("/") if subject.kind == "patient" else (subject.id, "", "")
    fields = f'<input type="hidden" name="stage" value="{e(stage)}">'
    fields += f'<input type="hidden" name="{subject.kind}" value="{e(kind)}">'
    fields += f'<input type="hidden" name="step" value="{e(step)}">' if step else ""
    ways = [way for way in NEXT[stage] if subject.options or way[0] != "ask"]
    buttons = "".join(
        f'<button name="do" value="{do}"{" class=primary" if place == 0 else ""}>{e(words)}</button>'
        for place, (do, words) in enumerate(ways)
    )
    return (
        f'<form method="post" action="/instructor/poll" class="row">{hidden}{fields}{buttons}'
        '<a class="button" href="/instructor">Back to the class</a></form>'
    )


def choices_html(subject: Subject, chosen: Collection[str], hidden: str) -> str:
    """Return the choices for a phone; what was chosen is marked, and may be changed."""
    kind = "checkbox" if subject.many else "radio"
    options = "".join(
        f'<label class="option"><input type="{kind}" name="choice" value="{e(name)}"'
        f"{' checked' if name in chosen else ''}><span>{e(words)}</span></label>"
        for name, words in subject.options.items()
    )
    saved = "<p>✓ Your vote is in. You can change it until the votes are shown.</p>" if chosen else ""
    return (
        f'<form method="post" action="/vote">{hidden}<fieldset><legend>{e(subject.question)}</legend>{options}'
        f'</fieldset>{saved}<p><button class="primary">Vote</button></p></form>'
    )
