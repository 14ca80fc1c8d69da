"""A new kind of item: the type checker names every place that has to know it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

from course_lib.folders import PACKAGE, ROOT
from course_lib.model import ITEM_KINDS
from course_lib.render.views import Question

PLACES = {
    "formats/xapi.py",
    "model/item.py",
    "render/item.py",
    "rules/marking.py",
}
"""Where the kinds are distinguished. CONTRIBUTING ("Add a kind of item") names the same files."""

EIGHTH = """
class Essay(BaseItem):
    \"\"\"A made-up kind.\"\"\"

    kind: Literal["essay"]


Item = Annotated["""


def test_for_an_eighth_kind_mypy_names_each_place_that_has_to_know_it(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "course_lib", ignore=shutil.ignore_patterns("__pycache__", "content"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    item = tmp_path / "course_lib" / "model" / "item.py"
    text = item.read_text(encoding="utf-8")
    assert len(re.findall(r"\| Matching \| Spot,", text)) == 1
    text = text.replace("Item = Annotated[", EIGHTH.lstrip("\n"), 1).replace("| Spot,", "| Spot | Essay,")
    item.write_text(text, encoding="utf-8")
    known = ROOT / ".mypy_cache"  # what was checked just before need not be read once more
    if known.is_dir():
        shutil.copytree(known, tmp_path / ".mypy_cache")
    command = [sys.executable, "-m", "mypy", "--no-error-summary"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert {
        line.split(":")[0].removeprefix("course_lib/") for line in said.splitlines() if "Essay" in line
    } == PLACES


def test_contributing_names_these_places() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## Add a kind of item", 1)[1].split("\n## ", 1)[0]
    assert [name for name in sorted(PLACES) if f"`course_lib/{name}`" not in section] == []


def test_the_page_knows_every_kind() -> None:
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in ITEM_KINDS}
    assert set(get_args(get_type_hints(Question)["kind"])) == kinds
    inputs = (PACKAGE / "widgets" / "parts" / "question.js").read_text(encoding="utf-8")
    named = re.search(r"const inputs = \{(.*?)\}", inputs)
    assert named
    assert {part.split(":")[0].strip() for part in named[1].split(",")} == kinds


def test_there_are_seven_kinds() -> None:
    assert len(ITEM_KINDS) == 7
