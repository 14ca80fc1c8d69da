"""An item before it is answered, as plain text and escaped HTML. The key and the feedback are not in it."""

from course_lib.model import Item, Number, Sentence
from course_lib.render.card import Card, e, eyebrow, section

HOW = {
    "single": "Choose one.",
    "multiple": "Choose all that are right.",
    "ordering": "Put these in order.",
    "number": "Type a number.",
    "sentence": "Write what you would say.",
}
"""What to do with each kind of item."""


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
    else:
        text += [f"({option.id}) {option.text}" for option in item.options]
        rows = "".join(f"<li>({e(option.id)}) {e(option.text)}</li>" for option in item.options)
        html += f'<ul class="plain">{rows}</ul>'
    return Card("\n".join(text), section(eyebrow(place, tag=tag), html))
