"""The step that checks the JavaScript says what it did not do, and its tools are pinned."""

import json
import re
from pathlib import Path

import pytest

from course_lib.authoring import javascript
from course_lib.folders import PACKAGE, ROOT


@pytest.fixture
def no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(javascript.shutil, "which", lambda _: None)


@pytest.mark.usefixtures("no_node")
def test_without_node_the_check_is_skipped_with_a_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COURSE_DEMAND_NODE", raising=False)
    assert javascript.main() == 0
    assert capsys.readouterr().out.startswith("SKIPPED: there is no npm")


@pytest.mark.usefixtures("no_node")
def test_where_node_is_demanded_a_missing_one_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DEMAND_NODE", "1")
    assert javascript.main() == 1


def test_what_checks_the_javascript_is_pinned_and_comes_from_nowhere_in_particular() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for name, package in packages.items() if name)
    assert '"resolved"' not in lock


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.css")), ids=lambda path: path.name)
def test_no_shading_stays_where_a_finger_was(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    everywhere = re.sub(r"(?ms)^@media \(hover: hover\) \{.*?^\}", "", text)
    assert re.findall(r".*:hover.*", everywhere) == []
