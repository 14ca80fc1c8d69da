"""The page's side is held to what Python sends: the types of the views are written from Python's own."""

import subprocess
import sys
from pathlib import Path

from course_lib.authoring.views import FILE, declarations
from course_lib.folders import ROOT

WRONG = """
from course_lib.widgets.gate import GateWidget
from course_lib.widgets.pads import PadsWidget


def show(gate: GateWidget, pads: PadsWidget) -> None:
    gate.show({"html": "", "scope": "", "tint": "red"})
    gate.show({"html": ""})
    gate.show({"html": "", "scope": 7})
    pads.show({**pads.shown, "padz": ["", ""]})
    pads.show({**pads.shown, "pads": "low_left"})
    pads.show({**pads.shown, "pads": ["low_left", ""]})
"""
"""Five views that are wrong, and one that is right."""

SAID = [
    'Extra key "tint" for TypedDict "GateView"',
    'Missing key "scope" for TypedDict "GateView"',
    'TypedDict item "scope" has type "str"',
    'Extra key "padz" for TypedDict "PadsView"',
    'TypedDict item "pads" has type "list[str]"',
]


def test_the_types_of_the_views_are_those_that_python_has() -> None:
    again = "write it again: python3 course.py run course_lib.authoring.views"
    assert FILE.read_text(encoding="utf-8") == declarations(), again


def test_a_view_that_is_built_on_another_one_extends_it_and_says_only_its_own() -> None:
    (found,) = [part for part in declarations().split("\n\n") if "interface ReviewCard " in part]
    assert "export interface ReviewCard extends AskedQuestion {" in found
    assert "stem" not in found


def test_mypy_names_each_key_of_a_view_that_is_made_up_missing_or_of_a_wrong_type(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")]
    command += ["--no-error-summary", str(tmp_path / "wrong.py")]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    errors = [line for line in output.splitlines() if "error:" in line]
    assert len(errors) == len(SAID), output
    assert all(words in line for words, line in zip(SAID, errors, strict=True)), output
