"""How the class server's own small pages look: joining, and what went wrong."""

from __future__ import annotations

from html import escape


def page(title: str, body: str, script: str = "") -> str:
    """Return a whole page. `title` is text, `body` HTML; `script` is the address of a module."""
    module = f'<script type="module" src="{escape(script)}"></script>' if script else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/course/classroom/static/class.css">'
        f'{module}</head><body class="desk"><main><h1>{escape(title)}</h1>{body}</main></body></html>'
    )


def field(name: str, words: str, hint: str = "", value: str = "", **attributes: str) -> str:
    """Return a labeled field of a form, as HTML."""
    more = "".join(f' {key.replace("_", "-")}="{escape(text)}"' for key, text in attributes.items())
    about = f'<span class="hint" id="{name}-hint">{escape(hint)}</span>' if hint else ""
    by = f' aria-describedby="{name}-hint"' if hint else ""
    return (
        f'<p class="field"><label for="{name}">{escape(words)}</label>{about}'
        f'<input id="{name}" name="{name}" value="{escape(value)}" maxlength="80"{by}{more}></p>'
    )


def trouble(problem: str) -> str:
    """Return what went wrong with a form, above it and with the focus, as HTML; nothing where nothing did."""
    return f'<p class="problem" role="alert" tabindex="-1" autofocus>{escape(problem)}</p>' if problem else ""
