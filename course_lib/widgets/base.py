"""The base of every widget: a view that is sent, messages that are answered, a transcript beside it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, cast

import anywidget
import ipywidgets
import traitlets

from course_lib.errors import CourseError
from course_lib.language.text import sendable
from course_lib.record import NotSaved
from course_lib.render.transcript import Transcript
from course_lib.render.views.view import View
from course_lib.widgets.library import Library, library, loader

QUIET = {"focus": "", "problem": "", "unsaved": ""}
"""What a view says of itself where nothing is wrong and the reader's place stays."""

BROKEN = "Something went wrong here. Your answers are kept. Reload this page to go on."
V = TypeVar("V", bound=View)
"""The view of a widget, one of `render/views/`."""

_log = logging.getLogger(__name__)


class CourseWidget(anywidget.AnyWidget, Generic[V]):
    """A widget whose state is one dictionary, `view`. Subclasses name their JavaScript in `js`.

    Which keys a view has is said in `render/views/`: `CourseWidget[PackView]` can be given no other, and mypy
    names one that is missing or wrong.

    A message from the page is `{"do": name, ...}` and is answered by the method `_on_<name>`, which returns
    nothing and changes the view; `does` lists the names. `view["problem"]` is a sentence for the learner,
    `view["unsaved"]` one about an answer that could not be written yet, and `view["focus"]` names the part
    that is read next. A widget that has a method `_on_changed` is told when another one has changed what it
    may show.

    Views are numbered by turns. A message says which view it is about (`turn`), whose page it is (`learner`)
    and which message it is (`id`: the name of its window, a hyphen, and what no other message has). One that is
    about an older view does nothing, so that nothing is done twice, and is sent the view that there is now;
    every message gets a reply, `{"re": id}`, also where nothing has changed. `view["answers"]` is the id of the
    message that a view came from: only the window that sent it leads its reader on.
    """

    js = ""
    does = frozenset({"changed"})
    """The messages that a page may send: each has its method, and no other method answers anything."""

    anytime = frozenset({"changed"})
    """Messages that hold whichever view they are about: doing them twice is the same as doing them once."""

    view = traitlets.Dict().tag(sync=True)
    module = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    follows = traitlets.Bool().tag(sync=True)
    library = traitlets.Instance(Library).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, transcript: Transcript, view: V | None = None) -> None:
        """`transcript`: what stands for the widget where no widget runs. `view`: its first state, if any."""
        self._transcript = transcript
        self._esm = loader()
        self._turn, self._answers, self._still = 0, "", False
        follows = hasattr(self, "_on_changed")
        first = {**QUIET, **dict(view or {}), **self._stamp()}
        super().__init__(view=first, module=self.js, library=library(), follows=follows)
        self.on_msg(self._receive)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the live view and, beside it, the transcript that never changes with the learner."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, **self._transcript._repr_mimebundle_()}, metadata

    def __repr__(self) -> str:
        """Return the transcript's plain text (the stock one holds a memory address)."""
        return self._transcript.text

    @property
    def shown_to(self) -> str:
        """The id of the learner whose page this is; nothing where it is the same for everyone."""
        return ""

    @property
    def window(self) -> str:
        """The name of the window whose message is answered now; nothing where none sent one."""
        return self._answers.partition("-")[0]

    @property
    def shown(self) -> V:
        """The view that is shown now, to change parts of it: a problem told earlier has gone away."""
        return cast("V", {**self.view, "problem": "", "unsaved": ""})

    def show(self, view: V) -> None:
        """Show another view, the whole of it; what `QUIET` names is quiet unless the view says it."""
        self.view = {**QUIET, **dict(view), **self._stamp()}

    def say(self, problem: str = "", unsaved: str = "", focus: str | None = None) -> None:
        """Say what went wrong above the view, which stays as it is."""
        where = {} if focus is None else {"focus": focus}
        self.view = {**self.view, "problem": problem, "unsaved": unsaved, **where, **self._stamp()}

    def show_again(self) -> None:
        """Show what has changed since; for a cell that is run again, which shows the same widget."""
        changed = getattr(self, "_on_changed", None)
        if changed is not None:
            with self._standing_still():
                self.attempt(changed)

    def attempt(self, do: Callable[[], None]) -> None:
        """Do something for the learner; what goes wrong becomes a sentence in the view."""
        try:
            do()
        except NotSaved as trouble:
            self.say(unsaved=trouble.sentence)
        except CourseError as trouble:
            self.say(str(trouble))
        except Exception:
            _log.exception("a message could not be answered")
            self.say(BROKEN)

    def _refuse(self, learner: str) -> str:
        """Return why nothing can be done for the learner whom the page shows, or nothing."""
        return ""

    def _stamp(self) -> dict[str, Any]:
        """Return what every view says of itself: its number, what it answers, whose it is."""
        self._turn += not self._still
        return {"turn": self._turn, "answers": self._answers, "learner": self.shown_to}

    @contextmanager
    def _standing_still(self) -> Iterator[None]:
        """Change the view without a new number: what can be done in it stays the same."""
        self._still = True
        try:
            yield
        finally:
            self._still = False

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        values = sendable(content) if isinstance(content, dict) else {}
        do, message = str(values.pop("do", "")), str(values.pop("id", ""))
        turn, learner = values.pop("turn", None), str(values.pop("learner", ""))
        if do == "library":  # the page could not restore it
            self.send({"library": self.library.get_state(["sources", "style", "version"])})
            return
        act = getattr(self, f"_on_{do}", None) if do in self.does else None
        self._answers = message
        try:
            if act is not None and (turn in (None, self._turn) or do in self.anytime):
                self.attempt(lambda: self._act(act, do, values, learner))
            elif act is not None:
                # A second click needs nothing; a window that has missed something does not know of it.
                self.send_state("view")
        finally:
            self._answers = ""
            if message:
                self.send({"re": message})

    def _act(self, act: Callable[..., None], do: str, values: dict[str, Any], learner: str) -> None:
        if do == "changed":
            with self._standing_still():
                act(**values)
            return
        refused = self._refuse(learner)
        if refused:
            self.say(refused, focus="problem")
            return
        act(**values)
