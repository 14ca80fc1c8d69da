"""What the page gets of an item: the question without its key, and of the feedback what may be told."""

from collections.abc import Mapping, Sequence
from typing import Any

from course_lib.language.terms import named
from course_lib.model import Answer, Confidence, Item, Matching, Number, Reference, Sentence, Spot
from course_lib.render.body import unnamed_body
from course_lib.render.item import HOW, shown_id
from course_lib.rules.marking import AnswerError, Feedback, Mark

SURE = "You were sure, and it was not right. These are the ones that stay when you look at them twice."


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


def meant(item: Item, answer: Any) -> Any:
    """Return the answer in the item's own names; on the body the page knows the regions only by number."""
    if not isinstance(item, Spot):
        return answer
    regions = unnamed_body(item.figure).regions
    if not isinstance(answer, str) or answer not in {*regions, *regions.values()}:
        raise AnswerError("Choose a place on the body or in the list first.")
    return regions.get(answer, answer)


def told_answer(item: Item, answer: Answer) -> Answer:
    """Return the answer in the names that the page knows."""
    return shown_id(item, answer) if isinstance(answer, str) else answer


def said(item: Item, answer: Any) -> str:
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


def lines(item: Item, made: Mark, *, full: bool) -> list[dict[str, Any]]:
    """Return the feedback: all of it, or (before another try) of what was chosen, without the key."""
    return [_line(told, item, full=full) for told in made.feedback if full or told.chosen]


def marks(item: Item, made: Mark, *, full: bool, told: bool) -> dict[str, str]:
    """Return how the regions of the drawing are marked after an answer; `told`: whether it is marked."""
    if not isinstance(item, Spot):
        return {}
    chosen = shown_id(item, str(made.answer))
    if not told:
        return {chosen: "chosen"}
    found = {chosen: "right" if made.right else "wrong"}
    return found | ({shown_id(item, item.key): "right"} if full else {})


def told(
    item: Item,
    made: Mark,
    confidence: Confidence | None,
    references: Mapping[str, Reference],
    *,
    full: bool,
    actions: Sequence[str],
) -> dict[str, Any]:
    """Return the feedback to an answer; `actions` are what can be done next, such as "again"."""
    tone = "right" if made.right else "unsafe" if made.unsafe else "wrong"
    verdict = {"right": "Right.", "unsafe": "Not safe.", "wrong": "Not right yet."}[tone]
    return {
        "answer": told_answer(item, made.answer),
        "said": said(item, made.answer),
        "marks": marks(item, made, full=full, told=True),
        "confidence": confidence,
        "full": full,
        "tone": tone,
        "verdict": verdict if not full or made.right else verdict.replace(" yet", ""),
        "feedback": lines(item, made, full=full),
        "note": SURE if confidence == "sure" and not made.right else "",
        "source": named(item.refs, references) if full else "",
        "model": item.model if full and isinstance(item, Sentence) else "",
        "actions": list(actions),
    }


def _line(told: Feedback, item: Item, *, full: bool) -> dict[str, Any]:
    line = {
        "option": shown_id(item, told.option),
        "text": told.text,
        "chosen": told.chosen,
        "good": told.good,
        "verdict": told.verdict,
        "why": told.why,
    }
    if item.kind == "ordering" and not full:
        line |= {"verdict": "Right place." if told.good else "Not here.", "why": ""}
    if item.kind == "matching" and not full:
        line |= {"verdict": "Right." if told.good else "Not this one.", "why": ""}
    return line
