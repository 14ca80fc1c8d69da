"""The rooms of course_lib: which there are, which may know which, and that the map for newcomers shows them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from course_lib.folders import PACKAGE, ROOT

TOP = {"__init__.py", "errors.py", "folders.py"}
"""What stands beside the rooms. Every room may know the errors, and those that read files the folders."""

PURE = {"model", "language", "formats", "rules"}
"""Rooms that know no file, no clock, no environment and no database."""

KNOWS: dict[str, set[str]] = {
    "content": set(),
    "model": set(),
    "language": {"model"},
    "formats": {"model", "language"},
    "catalog": {"model"},
    "rules": {"model"},
    "record": {"model", "language", "rules"},
    "render": {"model", "language", "rules"},
    "widgets": {"model", "language", "formats", "catalog", "rules", "record", "render"},
    "pages": {"model", "language", "formats", "catalog", "rules", "record", "render", "widgets"},
    "authoring": {"model", "language", "formats", "catalog", "rules", "render"},
    "player": set(),
    "lab": {"pages", "record"},
    "classroom": {
        *("model", "language", "formats", "catalog", "rules", "record", "render", "widgets", "pages"),
        "lab",
    },
}
"""Each room, and the rooms that it may import from."""

ONLY_IN = {
    "anywidget": "widgets/",
    "ipywidgets": ("widgets/", "lab/warm.py", "lab/prepared.py"),  # loaded ahead; and what a page asks all of
    "sqlalchemy": "record/database/",
    "fpdf": "render/pdf.py",
    "fsrs": "rules/review.py",
    "yaml": "catalog/",
    "jupyterlab": "lab/",
    "jupyter_server": ("lab/", "classroom/"),
    "voila": "classroom/",
    "segno": "classroom/",
}
"""Packages from outside that one place alone knows."""

OUTSIDE = ("os", "pathlib", "shutil", "socket", "sqlite3", "sqlalchemy", "subprocess", "time", "platformdirs")
"""What a pure room does not import."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything that a module imports, also inside its functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inner(path: Path) -> Iterator[list[str]]:
    """Yield what a module imports from the course itself, as the parts of its name after course_lib."""
    for imported in imports(path):
        first, *rest = imported.split(".")
        if first == "course_lib":
            yield rest


def texts(path: Path) -> Iterator[str]:
    """Yield the strings of a module, without its docstrings."""
    docs = {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_the_package_has_its_rooms_and_nothing_stands_beside_them() -> None:
    there = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    assert {path.name for path in there if path.is_dir()} == set(KNOWS)
    assert {path.name for path in there if path.is_file()} == TOP


@pytest.mark.parametrize("known", sorted(KNOWS))
def test_a_room_says_in_one_line_what_it_is(known: str) -> None:
    if known == "content":
        return  # it holds no Python
    about = ast.get_docstring(tree(PACKAGE / known / "__init__.py"))
    assert about
    assert about.splitlines()[0].endswith(".")


@pytest.mark.parametrize("path", [path for path in MODULES if room(path)], ids=name)
def test_a_module_imports_only_from_rooms_that_its_own_may_know(path: Path) -> None:
    may = KNOWS[room(path)] | {room(path), "errors"} | (set() if room(path) in PURE else {"folders"})
    assert {rest[0] for rest in inner(path) if rest} <= may


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) in PURE], ids=name)
def test_a_pure_module_knows_no_file_no_clock_and_no_database(path: Path) -> None:
    assert not {imported.split(".")[0] for imported in imports(path)} & set(OUTSIDE)
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not {call.attr for call in calls if isinstance(call, ast.Attribute)} & {"now", "today", "utcnow"}
    assert "open" not in {call.id for call in calls if isinstance(call, ast.Name)}


def test_what_stands_beside_the_rooms_knows_only_how_errors_are_said() -> None:
    assert [rest[0] for rest in inner(PACKAGE / "errors.py")] == ["language"]
    assert list(inner(PACKAGE / "folders.py")) == []


@pytest.mark.parametrize(("package", "place"), ONLY_IN.items())
def test_a_package_from_outside_is_known_in_one_place(package: str, place: str | tuple[str, ...]) -> None:
    users = [name(path) for path in MODULES if package in {full.split(".")[0] for full in imports(path)}]
    assert users
    assert [user for user in users if not user.startswith(place)] == []


def test_no_import_goes_in_a_circle() -> None:
    files = {".".join(["course_lib", *path.relative_to(PACKAGE).with_suffix("").parts]) for path in MODULES}
    graph = {}
    for path in MODULES:
        me = ".".join(["course_lib", *path.relative_to(PACKAGE).with_suffix("").parts])
        found = {".".join(["course_lib", *rest]) for rest in inner(path)}
        found |= {full.rpartition(".")[0] for full in found}
        graph[me] = (found & files) - {me}
    TopologicalSorter(graph).prepare()  # raises CycleError


@pytest.mark.parametrize("path", sorted((PACKAGE / "widgets").glob("*.py")), ids=name)
def test_a_widget_makes_no_transcript_and_no_html(path: Path) -> None:
    called = [
        node.func.id
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "Transcript" not in called
    assert [text for text in texts(path) if re.search(r"</?[a-z][a-z0-9]*[ >]", text)] == []


VAGUE = {"kept", "made", "meant", "one", "said", "told"}
"""Words that do not say whether it is a phrase, a mark, an attempt or a file; the field has words that do."""


def identifiers(path: Path) -> Iterator[str]:
    """Yield the names in a module: its own, and those of functions, arguments, variables and attributes."""
    yield path.stem
    for node in ast.walk(tree(path)):
        match node:
            case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) | ast.ClassDef(name=found):
                yield found
            case ast.Name(id=found) | ast.arg(arg=found) | ast.Attribute(attr=found):
                yield found
            case ast.alias(asname=str(found)) | ast.keyword(arg=str(found)):
                yield found
            case (
                ast.MatchAs(name=str(found))
                | ast.MatchStar(name=str(found))
                | ast.ExceptHandler(name=str(found))
            ):
                yield found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_name_says_what_the_thing_is(path: Path) -> None:
    assert {found for found in identifiers(path) if found.strip("_") in VAGUE} == set()


def test_each_widget_has_a_python_and_a_javascript_file_of_one_name() -> None:
    folder = PACKAGE / "widgets"
    scripts = {path.stem for path in folder.glob("*.js")} - {"load"}
    assert scripts <= {path.stem for path in folder.glob("*.py")}


RUN = 6
"""So many lines that are the same in two places are one function that is missing."""


def code_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that do something, each with its number: no imports, comments, brackets or names."""
    text = path.read_text(encoding="utf-8")
    imported = set()
    if path.suffix == ".py":
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                imported |= {*range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    dull = re.compile(r"[\W_]*|(?:#|//|/\*|\*|import ).*|[\"']?\w+[\"']?,")
    return [(n, line) for n, line in lines if n not in imported and not dull.fullmatch(line)]


def test_no_six_lines_stand_in_two_places() -> None:
    found: dict[tuple[str, ...], str] = {}
    twice = []
    views = [path for kind in ("*.js", "*.css") for path in sorted(PACKAGE.rglob(kind))]
    for path in [*MODULES, *views]:
        lines = code_lines(path)
        for start in range(len(lines) - RUN + 1):
            run = tuple(line for _, line in lines[start : start + RUN])
            here = f"{name(path)}:{lines[start][0]}"
            if found.setdefault(run, here) != here:
                twice.append(f"{here} is {found[run]}")
    assert twice == []


def test_the_map_for_newcomers_names_every_room_and_leads_to_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## Find your way", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`((?:course_lib|exercises|notebooks|tests|docs|benchmarks)/[^`*]*)", section))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    assert {known for known in KNOWS if f"course_lib/{known}/" not in section} == set()
    for folder, modules in re.findall(r"`(course_lib/\w+/)`: ((?:`\w+\.py`(?:, )?)+)", section):
        for module in re.findall(r"\w+\.py", modules):
            assert (ROOT / folder / module).is_file(), f"{folder}{module}"
