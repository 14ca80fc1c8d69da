"""The pack timer: set up a hot pack, then watch it at 60 times the speed."""

from collections.abc import Mapping, Sequence
from typing import Any

from course_lib.model import Limit, Place
from course_lib.model.pack import HotPack
from course_lib.record.journal import Journal
from course_lib.render.pack import TITLE, event_words, fault_words, order_words, pack_transcript
from course_lib.render.views.pack import PackState, PackView
from course_lib.rules.pack import Numbers, PackSession, SetUp
from course_lib.widgets.learner import LearnerWidget


class PackWidget(LearnerWidget[PackView]):
    """A hot-pack session. The page's clock asks for each minute; Python says what happens."""

    js = "pack.js"
    does = LearnerWidget.does | {"start", "minute", "look", "off", "finish", "restart"}

    def __init__(
        self, plan_id: str, pack: HotPack, limits: Mapping[str, tuple[Limit, ...]], journal: Journal
    ) -> None:
        """Begin with nothing set up; how the last session went is shown from the record."""
        self._pack, self._numbers = pack, Numbers.of(limits)
        self._place = Place(plan_id, "pack", "hot-pack")
        self.session: PackSession | None = None
        super().__init__(pack_transcript(pack, self._numbers), None, journal)

    def begin(self) -> None:
        """Begin with nothing set up, and say how the last session went."""
        self.session = None
        self._show()
        earlier = self._journal.last(self._place)
        if earlier:
            well = earlier.right
            last = "Last time: all done well." if well else "Last time some things went wrong."
            self.show({**self.shown, "last": last})

    def run(self, set_up: SetUp, looks: Sequence[int], off: int, look_after: bool = True) -> PackSession:
        """Run a whole session at once: looks at the skin and taking the pack off, by minute.

        Returns the session as it ended, which may be sooner than planned. Raises NotSaved.
        """
        self.session = PackSession(set_up, self._pack, self._numbers)
        while not self.session.over and self.session.minute < off:
            self.session = self.session.pass_minute()
            if self.session.minute in looks:
                self.session = self.session.look()
        self.session = self.session.take_off()
        self.session = self.session.look() if look_after else self.session.finish()
        self._ended()
        return self.session

    def resume(self) -> None:
        """Show how the session went."""
        self._show(focus="feedback")

    def _on_start(self, **chosen: Any) -> None:
        set_up = SetUp(
            layers=int(chosen["layers"]),
            on_top=bool(chosen["on_top"]),
            bell=bool(chosen["bell"]),
            timer=int(chosen["timer"]),
            looked=bool(chosen["looked"]),
        )
        self.session = PackSession(set_up, self._pack, self._numbers)
        self._show(focus="session")

    def _on_minute(self) -> None:
        self._step("pass_minute")

    def _on_look(self) -> None:
        self._step("look")

    def _on_off(self) -> None:
        self._step("take_off")

    def _on_finish(self) -> None:
        self._step("finish")

    def _on_restart(self) -> None:
        self.session = None
        self._show(focus="question")

    def _step(self, name: str) -> None:
        if self.session is None or self.session.over:
            return
        self.session = getattr(self.session, name)()
        if self.session.over:
            self._ended()
        else:
            self._show()

    def _ended(self) -> None:
        """Record the session, then show what to keep and what to do otherwise."""
        session = self.session
        if session is None:
            return
        faults = session.faults()
        self._journal.write(
            self._place,
            "hot-pack",
            1,
            {"set_up": vars(session.set_up), "looks": list(session.looks), "off": session.off},
            right=not faults and not session.harmed,
            score=max(0.0, 1 - len(faults) / 5) * (not session.harmed),
            unsafe=session.unsafe,
        )
        self._show(focus="feedback")

    def _show(self, focus: str = "") -> None:
        session, numbers = self.session, self._numbers
        state: PackState = "on" if session else "set_up"
        if session and (session.over or session.off is not None):
            state = "over" if session.over else "off"
        self.show(
            {
                "title": TITLE,
                "order": order_words(self._pack, numbers),
                "made_up": self._pack.made_up,
                "ordered": self._pack.ordered,
                "limit": numbers.limit,
                "marks": [numbers.check_at, numbers.usual[0], numbers.usual[1], numbers.limit],
                "state": state,
                "minute": session.minute if session else 0,
                "events": event_words(session) if session else [],
                "faults": fault_words(session) if session and session.over else [],
                "harmed": bool(session and session.harmed),
                "last": "",
                "focus": focus,
            }
        )
