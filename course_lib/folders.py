"""Where things lie: the folders that the course reads, each named once."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The package itself."""

ROOT = PACKAGE.parent
"""The folder that holds everything: this package, the exercises, the notebooks."""


def _beside_or_inside(name: str) -> Path:
    """Return a folder that lies beside the package in a checkout, and inside it where it is installed."""
    return ROOT / name if (ROOT / name).is_dir() and not (PACKAGE / name).is_dir() else PACKAGE / name


CONTENT = PACKAGE / "content"
"""What is known, as YAML, and the figures."""

FIGURES = CONTENT / "figures"
FONTS = PACKAGE / "render" / "fonts"
WIDGETS = PACKAGE / "widgets"
LAB = PACKAGE / "lab"
CLASSROOM = PACKAGE / "classroom"
PLAYER = PACKAGE / "player"
EXERCISES = _beside_or_inside("exercises")
NOTEBOOKS = _beside_or_inside("notebooks")
CASES = ROOT / "docs" / "cases"
"""The pictures of the patients' cases, for their authors."""
