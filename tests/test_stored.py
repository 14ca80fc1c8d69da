"""What is kept of the catalog: all of it, read entry by entry, and never when anything has changed since."""

import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from course_lib.catalog import load, loading, shelf, stored
from course_lib.catalog.problems import ContentError
from course_lib.catalog.shelf import Shelf
from course_lib.catalog.stored import fetch
from course_lib.folders import CONTENT, EXERCISES


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the course's own catalog is kept."""
    folder = tmp_path_factory.mktemp("kept")
    fetch(CONTENT, EXERCISES, folder)
    return folder


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let reading the files be an error."""

    def refuse(*_: Path) -> None:
        raise AssertionError("the files were read")

    monkeypatch.setattr(loading, "load", refuse)


def test_what_is_kept_is_what_the_files_say(kept: Path) -> None:
    known, again = load(), fetch(CONTENT, EXERCISES, kept)
    for part in (field.name for field in fields(known) if field.name != "where"):
        now = getattr(again, part)
        assert (dict(now) if isinstance(now, Shelf) else now) == getattr(known, part)
        if isinstance(now, Shelf):
            assert list(now) == list(getattr(known, part)), "in another order"


@pytest.mark.usefixtures("never")
def test_no_file_is_read_and_checked_again_that_has_not_changed(kept: Path) -> None:
    known = fetch(CONTENT, EXERCISES, kept)
    items = known.items
    assert isinstance(items, Shelf)
    assert "time-limit" in items
    assert "nothing-of-that-name" not in items
    assert items.read == ()
    assert items["time-limit"] is items["time-limit"]
    assert items.read == ("time-limit",)
    with pytest.raises(KeyError):
        items["nothing-of-that-name"]


LESSON = """
import sys
from course_lib import lesson
heat = lesson("heat-and-ice")
page = [heat, heat.item("time-limit"), heat.item("strain-seen-today"), heat.patient("leon"), heat.progress()]
for each in page:
    each._repr_mimebundle_()
known = heat._known
print(len(known.items.read), len(known.items), "plans", *known.plans.read)
print(*(name for name in ("yaml", "sqlalchemy") if name in sys.modules))
print(*{type(item).__name__ for item in map(known.items.get, known.items.read) if item.__pydantic_complete__})
"""


def test_a_lesson_loads_its_own_items_and_builds_nothing_that_only_checks() -> None:
    stored.catalog()
    done = subprocess.run([sys.executable, "-c", LESSON], capture_output=True, text=True, check=True)
    numbers, modules, schemas = done.stdout.split("\n")[:3]
    read, there, *plans = numbers.split()
    assert plans == ["plans", "heat-and-ice"]
    assert int(read) < 80 < 400 < int(there)
    assert (modules, schemas) == ("", "")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Content and exercises to change."""
    for folder in (CONTENT, EXERCISES):
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path / CONTENT.name, tmp_path / EXERCISES.name


def test_a_file_that_was_changed_is_read_again(folders: tuple[Path, Path], tmp_path: Path) -> None:
    glossary = folders[0] / "glossary.yaml"
    before = dict(fetch(*folders, tmp_path / "kept").terms)
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(text.replace("term: muscle spasm", "term: cramp"), encoding="utf-8")
    assert before["term_spasm"].term == "muscle spasm"
    assert fetch(*folders, tmp_path / "kept").terms["term_spasm"].term == "cramp"
    glossary.write_text(text.replace("term: muscle spasm", "term: 7"), encoding="utf-8")
    with pytest.raises(ContentError):
        fetch(*folders, tmp_path / "kept")
    glossary.write_text(text, encoding="utf-8")
    assert dict(fetch(*folders, tmp_path / "kept").terms) == before


@pytest.mark.parametrize("damage", [lambda kept: kept[:-9], lambda kept: kept[:60], lambda _: b"", None])
def test_what_is_kept_and_damaged_is_read_from_the_files_and_kept_whole(
    damage, kept: Path, tmp_path: Path
) -> None:
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    bits = bytearray(whole)
    bits[len(bits) // 2] ^= 1
    damaged = damage(whole) if damage else bytes(bits)
    path = tmp_path / file.name
    path.write_bytes(damaged)
    assert dict(fetch(CONTENT, EXERCISES, tmp_path).items) == dict(load().items)
    assert path.read_bytes() != damaged


def test_where_nothing_can_be_kept_the_course_is_there_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    assert "time-limit" in fetch(CONTENT, EXERCISES, tmp_path / "a file" / "kept").items


def test_a_copy_in_another_folder_takes_what_is_kept_and_knows_its_own_figures(
    folders: tuple[Path, Path], kept: Path, never: None
) -> None:
    known = fetch(*folders, kept)
    assert known.items["time-limit"].stem
    assert {path.parent.parent for path in known.figures.values()} == {folders[0]}


def test_of_what_is_kept_the_newest_few_stay(kept: Path, tmp_path: Path) -> None:
    for number in range(9):
        old = tmp_path / f"catalog-{number}"
        old.touch()
        os.utime(old, (number, number))
    (tmp_path / "something else").touch()
    fetch(CONTENT, EXERCISES, tmp_path)
    (own,) = kept.iterdir()
    assert {path.name for path in tmp_path.iterdir()} == {
        *("catalog-6", "catalog-7", "catalog-8", own.name, "something else")
    }


def test_a_catalog_that_is_in_use_counts_as_new(kept: Path, tmp_path: Path) -> None:
    (own,) = [Path(shutil.copy(path, tmp_path)) for path in kept.iterdir()]
    os.utime(own, (1, 1))
    fetch(CONTENT, EXERCISES, tmp_path)
    assert own.stat().st_mtime > 1_700_000_000


def test_what_a_full_disk_broke_off_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(path: Path, what: bytes) -> int:
        write(path, what[:99])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "time-limit" in fetch(CONTENT, EXERCISES, tmp_path).items
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="every name of a folder is Unicode here")
def test_in_a_folder_whose_name_is_no_text_the_course_is_kept_as_well(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    odd.mkdir()
    there = [shutil.move(folder, odd / folder.name) for folder in folders]
    for _ in range(2):
        assert "time-limit" in fetch(*there, tmp_path / "kept").items
    assert len(list((tmp_path / "kept").iterdir())) == 1


class Harm:
    def __reduce__(self) -> object:
        return print, ("harm",)


def test_what_is_kept_can_make_nothing_but_models() -> None:
    packed = pickle.dumps(Harm())
    with pytest.raises(pickle.UnpicklingError, match="is no model of the course"):
        shelf._entry(memoryview(packed), 0, len(packed))
