"""The base of every widget: a view that is sent, messages that are answered, a transcript beside it."""

import logging
from collections.abc import Callable
from typing import Any

import anywidget
import ipywidgets
import traitlets

from course_lib.errors import CourseError
from course_lib.record import NotSaved
from course_lib.render.transcript import Transcript
from course_lib.widgets.library import Library, library, loader

QUIET = {"focus": "", "problem": "", "unsaved": ""}
"""What a view says of itself where nothing is wrong and the reader's place stays."""

BROKEN = "Something went wrong here. Your answers are kept. Reload this page to go on."
_log = logging.getLogger(__name__)


class CourseWidget(anywidget.AnyWidget):
    """A widget whose state is one dictionary, `view`. Subclasses name their JavaScript in `js`.

    A message from the page is `{"do": name, ...}` and is answered by the method `_on_<name>`, which returns
    nothing and changes the view. `view["problem"]` is a sentence for the learner, `view["unsaved"]` one about
    an answer that could not be written yet, and `view["focus"]` names the part that is read next. A widget
    that has a method `_on_changed` is told when another one has changed what it may show.
    """

    js = ""
    view = traitlets.Dict().tag(sync=True)
    module = traitlets.Unicode().tag(sync=True)
    follows = traitlets.Bool().tag(sync=True)
    library = traitlets.Instance(Library).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, transcript: Transcript, view: dict[str, Any]) -> None:
        """`transcript`: what stands for the widget where no widget runs. `view`: its first state."""
        self._transcript = transcript
        self._esm = loader()
        follows = hasattr(self, "_on_changed")
        super().__init__(view={**QUIET, **view}, module=self.js, library=library(), follows=follows)
        self.on_msg(self._receive)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the live view and, beside it, the transcript that never changes with the learner."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, **self._transcript._repr_mimebundle_()}, metadata

    def __repr__(self) -> str:
        """Return the transcript's plain text (the stock one holds a memory address)."""
        return self._transcript.text

    def set_view(self, **view: Any) -> None:
        """Show another view, the whole of it; what `QUIET` names is quiet unless the view says it."""
        self.view = {**QUIET, **view}

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
