"""An item in words: the question without its key, its transcript, and of the feedback what may be shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from course_lib.language.terms import named
from course_lib.model import Answer, Confidence, Item, Matching, Number, Reference, Sentence, Spot
from course_lib.render.body import unnamed_body
from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.rules.marking import AnswerError, Feedback, Mark

HOW = {
    "single": "Choose one.",
    "multiple": "Choose all that are right.",
    "ordering": "Put these in order.",
    "number": "Type a number.",
    "sentence": "Write what you would say.",
    "matching": "Choose one for each line.",
    "spot": "Choose the place on the body, or in the list.",
}
"""What to do with each kind of item."""

LATER = "Saved. This one is not marked. The answer comes in this lesson."
SURE = "You were sure, and it was not right. These are the ones that stay when you look at them twice."


def shown_id(item: Item, option: str) -> str:
    """Return the id of an option as the page may know it: a region's own id tells what it is."""
    return unnamed_body(item.figure).name(option) if isinstance(item, Spot) else option


def item_transcript(item: Item, place: str) -> Transcript:
    """Return the question as it stands on the page; `place` is such as 'Practice 2 of 5'."""
    how = HOW[item.kind]
    tag = "Safety item" if item.safety else ""
    text = [" · ".join(filter(None, (place, tag))), item.stem, how]
    html = f'<p class="stem"><strong>{e(item.stem)}</strong></p><p class="how">{e(how)}</p>'
    if isinstance(item, Number):
        text.append(f"Answer: ____ {item.unit}")
        html += f"<p>Answer: ____ {e(item.unit)}</p>"
    elif isinstance(item, Sentence):
        text.append("Answer: ____")
        html += "<p>Answer: ____</p>"
    elif isinstance(item, Matching):
        labels = "; ".join(label.text for label in item.labels)
        text += [f"Labels: {labels}", *(f"- {pair.text}: ____" for pair in item.pairs)]
        html += f"<p>{e(labels)}</p><ul>{''.join(f'<li>{e(pair.text)}: ____</li>' for pair in item.pairs)}</ul>"
    else:
        options = [(shown_id(item, option.id), option.text) for option in item.options]
        text += [f"({name}) {words}" for name, words in options]
        rows = "".join(f"<li>({e(name)}) {e(words)}</li>" for name, words in options)
        html += f'<ul class="plain">{rows}</ul>'
    return Transcript("\n".join(text), section(eyebrow(place, tag=tag), html))


def question(item: Item) -> dict[str, Any]:
    """Return the question; nothing in it tells the answer."""
    pairs = item.pairs if isinstance(item, Matching) else ()
    labels = item.labels if isinstance(item, Matching) else ()
    return {
        "kind": item.kind,
        "safety": item.safety,
        "stem": item.stem,
        "how": HOW[item.kind],
        "options": [{"id": shown_id(item, o.id), "text": o.text} for o in getattr(item, "options", ())],
        "pairs": [{"id": p.id, "text": p.text} for p in pairs],
        "labels": [{"id": label.id, "text": label.text} for label in labels],
        "unit": item.unit if isinstance(item, Number) else "",
        "figure": unnamed_body(item.figure).svg if isinstance(item, Spot) else "",
        "ask_confidence": not isinstance(item, Sentence),
    }


def answer_id(item: Item, answer: Any) -> Any:
    """Return the answer by the item's own ids; on the body the page knows the regions only by number."""
    if not isinstance(item, Spot):
        return answer
    regions = unnamed_body(item.figure).regions
    if not isinstance(answer, str) or answer not in {*regions, *regions.values()}:
        raise AnswerError("Choose a place on the body or in the list first.")
    return regions.get(answer, answer)


def shown_answer(item: Item, answer: Answer) -> Answer:
    """Return the answer by the ids that the page knows: the reverse of `answer_id`."""
    return shown_id(item, answer) if isinstance(answer, str) else answer


def phrase(item: Item, answer: Any) -> str:
    """Return an answer in words."""
    if isinstance(item, Sentence):
        return str(answer)
    if isinstance(item, Number):
        return f"{answer:g} {item.unit}"
    if isinstance(item, Matching):
        labels = {label.id: label.text for label in item.labels}
        return "; ".join(f"{pair.text}: {labels[answer[pair.id]]}" for pair in item.pairs)
    texts = {option.id: option.text for option in item.options}
    chosen = (answer,) if isinstance(answer, str) else answer
    return "; ".join(texts.get(name, "another place on the drawing") for name in chosen)


def feedback_lines(item: Item, mark: Mark, *, full: bool) -> list[dict[str, Any]]:
    """Return the feedback: all of it, or (before another try) of what was chosen, without the key."""
    return [_line(line, item, full=full) for line in mark.feedback if full or line.chosen]


def region_marks(item: Item, mark: Mark, *, full: bool, released: bool) -> dict[str, str]:
    """Return how the regions of the drawing are marked; `released`: whether the mark may be shown."""
    if not isinstance(item, Spot):
        return {}
    chosen = shown_id(item, str(mark.answer))
    if not released:
        return {chosen: "chosen"}
    found = {chosen: "right" if mark.right else "wrong"}
    return found | ({shown_id(item, item.key): "right"} if full else {})


def feedback(
    item: Item,
    mark: Mark,
    confidence: Confidence | None,
    references: Mapping[str, Reference],
    *,
    full: bool,
    actions: Sequence[str],
) -> dict[str, Any]:
    """Return the feedback to an answer; `actions` are what can be done next, such as "again"."""
    tone = "right" if mark.right else "unsafe" if mark.unsafe else "wrong"
    verdict = {"right": "Right.", "unsafe": "Not safe.", "wrong": "Not right yet."}[tone]
    return {
        "answer": shown_answer(item, mark.answer),
        "said": phrase(item, mark.answer),
        "marks": region_marks(item, mark, full=full, released=True),
        "confidence": confidence,
        "full": full,
        "tone": tone,
        "verdict": verdict if not full or mark.right else verdict.replace(" yet", ""),
        "feedback": feedback_lines(item, mark, full=full),
        "note": SURE if confidence == "sure" and not mark.right else "",
        "source": named(item.refs, references) if full else "",
        "model": item.model if full and isinstance(item, Sentence) else "",
        "actions": list(actions),
    }


def unmarked(item: Item, mark: Mark) -> dict[str, Any]:
    """Return what is shown of an answer whose mark is not released yet."""
    return {
        "answer": shown_answer(item, mark.answer),
        "said": phrase(item, mark.answer),
        "marks": region_marks(item, mark, full=False, released=False),
        "verdict": LATER,
        "tone": "saved",
        "feedback": [],
        "actions": [],
    }


def _line(line: Feedback, item: Item, *, full: bool) -> dict[str, Any]:
    shown = {
        "option": shown_id(item, line.option),
        "text": line.text,
        "chosen": line.chosen,
        "good": line.good,
        "verdict": line.verdict,
        "why": line.why,
    }
    if item.kind == "ordering" and not full:
        shown |= {"verdict": "Right place." if line.good else "Not here.", "why": ""}
    if item.kind == "matching" and not full:
        shown |= {"verdict": "Right." if line.good else "Not this one.", "why": ""}
    return shown
