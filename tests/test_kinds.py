"""A new kind of item: the type checker names every place that has to know it."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from course_lib.folders import PACKAGE, ROOT
from course_lib.model import ITEM_KINDS
from course_lib.render.views.question import Question

KINDS = {kind.__name__ for kind in ITEM_KINDS}
FINAL_CHECK = ROOT / "benchmarks" / "final_check.py"
"""Beside the package, the one place that answers items of every kind."""

SORTING = '''
class Sorting(BaseItem):
    """A made-up kind, with fields that another kind has, too."""

    kind: Literal["sorting"]
    pairs: tuple[Pair, ...]
    labels: tuple[Label, ...]


Item = Annotated[
    Sorting |'''

Place = tuple[str, str]
"""A file, and the function in it."""


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def kinds_in(node: ast.AST) -> set[str]:
    """Return the kinds that a piece of code names, as `Spot` or as `model.Spot`."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return KINDS & (names | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)})


def sources() -> list[Path]:
    return [*sorted(PACKAGE.rglob("*.py")), FINAL_CHECK]


def places_that_know_kinds() -> set[Place]:
    """Each function with a `match` whose cases are kinds of item."""
    return {
        (path.relative_to(ROOT).as_posix(), function.name)
        for path in sources()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Match) and any(kinds_in(case.pattern) for case in node.cases)
    }


@pytest.fixture(scope="module")
def named_for_an_eighth_kind(tmp_path_factory: pytest.TempPathFactory) -> list[Place]:
    """The place of each line in which mypy names a kind that was only put into the union."""
    folder = tmp_path_factory.mktemp("eighth")
    shutil.copytree(PACKAGE, folder / "course_lib", ignore=shutil.ignore_patterns("__pycache__", "content"))
    shutil.copytree(ROOT / "benchmarks", folder / "benchmarks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    model = folder / "course_lib" / "model" / "item.py"
    text = model.read_text(encoding="utf-8")
    assert text.count("Item = Annotated[") == 1
    model.write_text(text.replace("Item = Annotated[", SORTING.lstrip("\n")), encoding="utf-8")
    known = ROOT / ".mypy_cache"  # what was checked just before need not be read once more
    if known.is_dir():
        shutil.copytree(known, folder / ".mypy_cache")
    command = [sys.executable, "-m", "mypy", "--no-error-summary"]
    output = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    found = re.findall(r"^(\S+?\.py):(\d+): error: .*Sorting", output, re.MULTILINE)
    return [(file, function_at(folder / file, int(line))) for file, line in found]


def function_at(path: Path, line: int) -> str:
    around = [function for function in functions(path) if function.lineno <= line <= (function.end_lineno or 0)]
    return around[-1].name if around else ""


def test_for_an_eighth_kind_mypy_names_each_place_that_has_to_know_it(
    named_for_an_eighth_kind: list[Place],
) -> None:
    assert set(named_for_an_eighth_kind) == places_that_know_kinds()
    assert ("course_lib/render/item.py", "question") in named_for_an_eighth_kind


def test_no_place_asks_for_one_kind_and_is_silent_about_the_others() -> None:
    """What `isinstance` asks for one kind has a default for every other one, which mypy cannot see."""
    silent = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in sources()
        if path != PACKAGE / "model" / "item.py"  # a kind may look at itself
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance" and kinds_in(node)
    ]
    assert silent == []


def test_contributing_names_these_places() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## Add a kind of item", 1)[1].split("\n## ", 1)[0]
    files = {file for file, _ in places_that_know_kinds()}
    assert [name for name in sorted(files) if f"`{name}`" not in section] == []


def test_the_page_knows_every_kind() -> None:
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in ITEM_KINDS}
    assert set(get_args(get_type_hints(Question)["kind"])) == kinds
    inputs = (PACKAGE / "widgets" / "parts" / "question.js").read_text(encoding="utf-8")
    named = re.search(r"const inputs = \{(.*?)\}", inputs, re.DOTALL)
    assert named
    assert {part.split(":")[0].strip() for part in named[1].split(",") if part.strip()} == kinds
