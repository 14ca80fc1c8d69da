"""Where each window stands that shows a widget: they share what is answered, and none moves another."""

from collections.abc import Mapping


class Windows:
    """The places of all windows by their names; one that opens begins where somebody went last."""

    def __init__(self, at: int = 0) -> None:
        """Begin with no window open, and the first one at the place `at`."""
        self.latest = at
        self._places: dict[str, int] = {}

    def place(self, window: str) -> int:
        """Return where a window stands."""
        return self._places.get(window, self.latest)

    def open(self, window: str, at: int) -> None:
        """Note where a window stands that was opened: it stays there."""
        self._places[window] = at

    def move(self, window: str, to: int) -> None:
        """Let one window go elsewhere."""
        self.latest = self._places[window] = to

    @property
    def elsewhere(self) -> Mapping[str, int]:
        """The windows that do not stand at the latest place."""
        return {window: at for window, at in self._places.items() if at != self.latest}
