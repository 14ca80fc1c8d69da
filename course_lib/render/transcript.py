"""A transcript: something to read, as plain text and as escaped HTML, without a live widget.

In a notebook it shows as HTML; nbval, a page that never ran, paper and a screen reader get the same words.
"""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Transcript:
    """Text and HTML of the same thing. The HTML is safe: whoever makes one has escaped its content."""

    text: str
    html: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": f'<div class="course">{self.html}</div>'}

    def __str__(self) -> str:
        """Return the plain text."""
        return self.text


def e(text: object) -> str:
    """Return text escaped for HTML, in content and in attributes."""
    return html.escape(str(text), quote=True)


def sign(symbol: str) -> str:
    """Return a symbol beside words that say the same: seen, and never read aloud."""
    return f'<span aria-hidden="true">{e(symbol)}</span>'


def eyebrow(*parts: str, tag: str = "") -> str:
    """Return the small line above a card; `tag` is a word in a pill, such as a grade."""
    pill = f' <span class="tag">{e(tag)}</span>' if tag else ""
    return f'<p class="eyebrow">{e(" · ".join(filter(None, parts)))}{pill}</p>'


def bullets(lines: Iterable[str], *, ordered: bool = False) -> str:
    """Return an HTML list of plain lines."""
    name = "ol" if ordered else "ul"
    return f"<{name}>{''.join(f'<li>{e(line)}</li>' for line in lines)}</{name}>"


def section(*parts: str, kind: str = "card", label: str = "") -> str:
    """Return parts of HTML as one card on the page."""
    name = f' aria-label="{e(label)}"' if label else ""
    return f'<section class="{kind}"{name}>{"".join(parts)}</section>'
