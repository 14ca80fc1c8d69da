"""An item before it is answered, as plain text and escaped HTML. The key and the feedback are not in it."""

from course_lib.model import Item, Matching, Number, Sentence, Spot
from course_lib.render.body import unnamed_body
from course_lib.render.card import Card, e, eyebrow, section

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


def shown_id(item: Item, option: str) -> str:
    """Return the id of an option as the page may know it: a region's own id tells what it is."""
    return unnamed_body(item.figure).name(option) if isinstance(item, Spot) else option


def item_card(item: Item, place: str) -> Card:
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
    return Card("\n".join(text), section(eyebrow(place, tag=tag), html))
