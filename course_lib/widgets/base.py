"""The base of every widget: a view that is sent, messages that are answered, a transcript beside it."""

import base64
import logging
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.errors import CourseError
from course_lib.record import NotSaved
from course_lib.render.card import Card

HERE = Path(__file__).parent
_IMPORT = re.compile(r'(?<=from )"\./([\w-]+\.js)"')

BROKEN = "Something went wrong here. Your answers are kept. Reload this page to go on."
_log = logging.getLogger(__name__)


@cache
def module(name: str) -> str:
    """Return a widget's JavaScript as one module that needs no other file.

    The modules it imports become data URLs, so the browser loads a shared one once for the whole page and
    nothing comes from a network.
    """
    return f'export {{ default }} from "{_data_url(name)}";'


@cache
def _data_url(name: str) -> str:
    source = (HERE / name).read_text(encoding="utf-8")
    whole = _IMPORT.sub(lambda found: f'"{_data_url(found[1])}"', source)
    return "data:text/javascript;base64," + base64.b64encode(whole.encode()).decode()


@cache
def style() -> str:
    """Return the style that all widgets share."""
    return (HERE / "course.css").read_text(encoding="utf-8")


class CourseWidget(anywidget.AnyWidget):
    """A widget whose state is one dictionary, `view`. Subclasses name their JavaScript in `js`.

    A message from the page is `{"do": name, ...}` and is answered by the method `_on_<name>`, which returns
    nothing and changes the view. `view["problem"]` is a sentence for the learner, and `view["unsaved"]`
    one about an answer that could not be written yet.
    """

    js = ""
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, transcript: Card, view: dict[str, Any]) -> None:
        """`transcript`: what stands for the widget where no widget runs. `view`: its first state."""
        self._transcript = transcript
        self._esm, self._css = module(self.js), style()
        super().__init__(view=view)
        self.on_msg(self._receive)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the live view and, beside it, the transcript that never changes with the learner."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, **self._transcript._repr_mimebundle_()}, metadata

    def __repr__(self) -> str:
        """Return the transcript's plain text (the stock one holds a memory address)."""
        return self._transcript.text

    def show(self, **changes: Any) -> None:
        """Change parts of the view; a problem told earlier goes away unless it is told again."""
        self.view = {**self.view, "problem": "", "unsaved": "", **changes}

    def attempt(self, do: Callable[[], None]) -> None:
        """Do something for the learner; what goes wrong becomes a sentence in the view."""
        try:
            do()
        except NotSaved as trouble:
            self.show(unsaved=trouble.sentence)
        except CourseError as trouble:
            self.show(problem=str(trouble))
        except Exception:
            _log.exception("a message could not be answered")
            self.show(problem=BROKEN)

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        values = dict(content) if isinstance(content, dict) else {}
        answer = getattr(self, f"_on_{values.pop('do', '')}", None)
        if answer is not None:
            self.attempt(lambda: answer(**values))
