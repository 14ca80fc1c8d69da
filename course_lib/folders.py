"""Where things lie: the folders that the course reads, each named once."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The package itself."""

ROOT = PACKAGE.parent
"""The folder that holds everything: this package, the exercises, the notebooks."""

CONTENT = PACKAGE / "content"
"""What is known, as YAML, and the figures."""

FIGURES = CONTENT / "figures"
FONTS = PACKAGE / "render" / "fonts"
WIDGETS = PACKAGE / "widgets"
LAB = PACKAGE / "lab"
EXERCISES = ROOT / "exercises"
NOTEBOOKS = ROOT / "notebooks"
CASES = ROOT / "docs" / "cases"
"""The pictures of the patients' cases, for their authors."""
