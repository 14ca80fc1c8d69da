"""An item in words: the question without its key, its transcript, and of the feedback what may be shown."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from course_lib.language.terms import named
from course_lib.language.verdicts import ELSEWHERE, MARKS, YOURS, verdict
from course_lib.model import (
    Answer,
    Confidence,
    Item,
    Matching,
    MultipleResponse,
    Number,
    Ordering,
    Reference,
    Sentence,
    SingleChoice,
    Spot,
    options_of,
)
from course_lib.render.body import unnamed_body
from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.render.views.feedback import Action, AnswerFeedback, FeedbackLine, Piece
from course_lib.render.views.question import Question
from course_lib.render.views.view import Tone
from course_lib.rules.marking import AnswerError, Feedback, Mark
from course_lib.rules.typed import written_number
from course_lib.rules.words import marked_words

LATER = "Saved. This one is not marked. After the reading it comes back, with the answer."
COMPARE = "Hold your words against this, line by line. Nothing here is marked."
SURE = "You were sure, and it was not right. These are the ones that stay when you look at them twice."


def how(item: Item) -> str:
    """Return what to do with an item of that kind."""
    match item:
        case SingleChoice():
            return "Choose one."
        case MultipleResponse():
            return "Choose all that are right."
        case Ordering():
            return "Put these in order."
        case Number():
            return "Type a number."
        case Sentence():
            return "One or two sentences in your own words are enough."
        case Matching():
            return "Choose one for each line."
        case Spot():
            return "Choose the place on the body, or in the list."
        case _:
            assert_never(item)


def shown_id(item: Item, option: str) -> str:
    """Return the id of an option as the page may know it: a region's own id tells what it is."""
    match item:
        case Spot():
            return unnamed_body(item.figure).name(option)
        case SingleChoice() | MultipleResponse() | Ordering() | Number() | Sentence() | Matching():
            return option
        case _:
            assert_never(item)


def item_transcript(item: Item, place: str) -> Transcript:
    """Return the question as it stands on the page; `place` is such as 'Practice 2 of 5'."""
    to_do = how(item)
    tag = "Safety item" if item.safety else ""
    text = [" · ".join(filter(None, (place, tag))), item.stem, to_do]
    html = f'<p class="stem"><strong>{e(item.stem)}</strong></p><p class="how">{e(to_do)}</p>'
    match item:
        case Number():
            text.append(f"Answer: ____ {item.unit}")
            html += f"<p>Answer: ____ {e(item.unit)}</p>"
        case Sentence():
            text.append("Answer: ____")
            html += "<p>Answer: ____</p>"
        case Matching():
            labels = "; ".join(label.text for label in item.labels)
            text += [f"Labels: {labels}", *(f"- {pair.text}: ____" for pair in item.pairs)]
            rows = "".join(f"<li>{e(pair.text)}: ____</li>" for pair in item.pairs)
            html += f"<p>{e(labels)}</p><ul>{rows}</ul>"
        case SingleChoice() | MultipleResponse() | Ordering() | Spot():
            options = [(shown_id(item, option.id), option.text) for option in item.options]
            text += [f"({name}) {words}" for name, words in options]
            rows = "".join(f"<li>({e(name)}) {e(words)}</li>" for name, words in options)
            html += f'<ul class="plain">{rows}</ul>'
        case _:
            assert_never(item)
    return Transcript("\n".join(text), section(eyebrow(place, tag=tag), html))


def question(item: Item) -> Question:
    """Return the question; nothing in it tells the answer."""
    asked: Question = {
        "kind": item.kind,
        "safety": item.safety,
        "stem": item.stem,
        "how": how(item),
        "options": [],
        "pairs": [],
        "labels": [],
        "unit": "",
        "figure": "",
        "ask_confidence": item.judged,
    }
    match item:
        case SingleChoice() | MultipleResponse() | Ordering():
            asked["options"] = [{"id": option.id, "text": option.text} for option in item.options]
        case Spot():
            asked["options"] = [{"id": shown_id(item, o.id), "text": o.text} for o in item.options]
            asked["figure"] = unnamed_body(item.figure).svg
        case Matching():
            asked["pairs"] = [{"id": pair.id, "text": pair.text} for pair in item.pairs]
            asked["labels"] = [{"id": label.id, "text": label.text} for label in item.labels]
        case Number():
            asked["unit"] = item.unit
        case Sentence():
            pass
        case _:
            assert_never(item)
    return asked


def answer_id(item: Item, answer: Any) -> Any:
    """Return the answer by the item's own ids; on the body the page knows the regions only by number."""
    match item:
        case Spot():
            regions = unnamed_body(item.figure).regions
            if not isinstance(answer, str) or answer not in {*regions, *regions.values()}:
                raise AnswerError("choose_a_place_here")
            return regions.get(answer, answer)
        case SingleChoice() | MultipleResponse() | Ordering() | Number() | Sentence() | Matching():
            return answer
        case _:
            assert_never(item)


def shown_answer(item: Item, answer: Answer) -> Answer:
    """Return the answer by the ids that the page knows: the reverse of `answer_id`."""
    return shown_id(item, answer) if isinstance(answer, str) else answer


def phrase(item: Item, answer: Any) -> str:
    """Return an answer in words."""
    match item:
        case Sentence():
            return str(answer)
        case Number():
            return f"{written_number(answer)} {item.unit}"
        case Matching():
            labels = {label.id: label.text for label in item.labels}
            return "; ".join(f"{pair.text}: {labels[answer[pair.id]]}" for pair in item.pairs)
        case SingleChoice() | MultipleResponse() | Ordering() | Spot():
            texts = {option.id: option.text for option in item.options}
            chosen = (answer,) if isinstance(answer, str) else answer
            return "; ".join(texts.get(name, "another place on the drawing") for name in chosen)
        case _:
            assert_never(item)


def words_with_dangers(item: Sentence, written: str) -> list[Piece]:
    """Return what was written in pieces; those that a danger line looks for are marked."""
    words = [word for line in item.checklist if line.danger for word in line.words]
    pieces: list[Piece] = []
    at = 0
    for begin, end in marked_words(written, words):
        pieces.append({"text": written[at:begin], "danger": False})
        pieces.append({"text": written[begin:end], "danger": True})
        at = end
    pieces.append({"text": written[at:], "danger": False})
    return [piece for piece in pieces if piece["text"]]


def tone_of(mark: Mark) -> Tone:
    """Return what a mark comes to: right, unsafe or wrong."""
    return "right" if mark.right else "unsafe" if mark.unsafe else "wrong"


def feedback_lines(item: Item, mark: Mark, *, full: bool) -> list[FeedbackLine]:
    """Return the feedback: all of it, or (before another try) of what was chosen, without the key.

    What could hurt somebody is said at once and first, also where it was left out.
    """
    shown = [line for line in mark.feedback if full or line.chosen or line.unsafe]
    if not full:
        # The steps of an order come as the learner put them; other kinds have no such fact, and stay.
        shown.sort(key=lambda line: int(str(line.facts.get("given", 0))))
    shown.sort(key=lambda line: not (line.unsafe and not line.chosen))
    return [_line(line, item, full=full) for line in shown]


def region_marks(item: Item, mark: Mark, *, full: bool, released: bool) -> dict[str, str]:
    """Return how the regions of the drawing are marked; `released`: whether the mark may be shown."""
    match item:
        case Spot():
            chosen = shown_id(item, str(mark.answer))
            if not released:
                return {chosen: "chosen"}
            found = {chosen: "right" if mark.right else "wrong"}
            return found | ({shown_id(item, item.key): "right"} if full else {})
        case SingleChoice() | MultipleResponse() | Ordering() | Number() | Sentence() | Matching():
            return {}
        case _:
            assert_never(item)


def feedback(
    item: Item,
    mark: Mark,
    confidence: Confidence | None,
    references: Mapping[str, Reference],
    *,
    full: bool,
    actions: Sequence[Action],
) -> AnswerFeedback:
    """Return the feedback to an answer; `actions` are what can be done next, such as "again"."""
    match item:
        case Sentence():
            return _compared(item, mark, references, actions)
        case SingleChoice() | MultipleResponse() | Ordering() | Number() | Matching() | Spot():
            tone = tone_of(mark)
            return {
                "phrase": phrase(item, mark.answer),
                "marks": region_marks(item, mark, full=full, released=True),
                "tone": tone,
                "verdict": MARKS["not_yet" if tone == "wrong" and not full else tone],
                "lines": feedback_lines(item, mark, full=full),
                "note": SURE if confidence == "sure" and not mark.right else "",
                "source": named(item.refs, references) if full else "",
                "model": "",
                "words": [],
                "actions": list(actions),
            }
        case _:
            assert_never(item)


def _compared(
    item: Sentence, mark: Mark, references: Mapping[str, Reference], actions: Sequence[Action]
) -> AnswerFeedback:
    """Return the words of the learner beside the model, and the lines to hold them against."""
    written = phrase(item, mark.answer)
    return {
        "phrase": written,
        "marks": {},
        "tone": "saved",
        "verdict": COMPARE,
        "lines": feedback_lines(item, mark, full=True),
        "note": "",
        "source": named(item.refs, references),
        "model": item.model,
        "words": words_with_dangers(item, written),
        "actions": list(actions),
    }


def unmarked(item: Item, mark: Mark) -> AnswerFeedback:
    """Return what is shown of an answer whose mark is not released yet; what was chosen is no mark."""
    given = mark.answer if isinstance(mark.answer, list) else [mark.answer]
    return {
        "chosen": [shown_id(item, option.id) for option in options_of(item) if option.id in given],
        "phrase": phrase(item, mark.answer),
        "marks": region_marks(item, mark, full=False, released=False),
        "verdict": LATER,
        "tone": "saved",
        "lines": [],
        "words": [],
        "actions": [],
    }


def _tells_every_reason(item: Item) -> bool:
    """Whether every line may say why before another try; of steps or pairs it would give the rest away."""
    match item:
        case SingleChoice() | MultipleResponse() | Number() | Sentence() | Spot():
            return True
        case Ordering() | Matching():
            return False
        case _:
            assert_never(item)


def _is_whole_answer(item: Item) -> bool:
    """Whether what was chosen is one thing, so that the mark of the answer says what it is worth."""
    match item:
        case SingleChoice() | Number() | Spot() | Sentence():
            return True
        case MultipleResponse() | Ordering() | Matching():
            return False
        case _:
            assert_never(item)


def _line(line: Feedback, item: Item, *, full: bool) -> FeedbackLine:
    # Of an order that may be tried again one reason is told: why the first wrong step comes earlier.
    first = line.verdict == "comes_earlier"
    says_why = full or line.unsafe or first or _tells_every_reason(item)
    is_marked = line.verdict == "unsafe" and _is_whole_answer(item)  # the words stand above it already
    return {
        "option": shown_id(item, line.option),
        "text": line.text or ELSEWHERE,
        "chosen": line.chosen,
        "good": line.good,
        "missed": line.key and not line.chosen and not line.good,
        "unsafe": line.unsafe,
        "verdict": YOURS if is_marked else verdict(line.verdict, line.facts, full=full),
        "why": line.why if says_why else "",
    }
