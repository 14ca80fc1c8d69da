"""What was acknowledged is never lost: kills, two notebooks, full, read-only, damaged and newer files.

The faults are real: killed processes, mounted file systems, overwritten bytes.
"""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from another_notebook import Notebook

from course_lib.model.attempt import Attempt, Learner
from course_lib.record import NotSaved, Record
from course_lib.record.codes import DamagedError
from course_lib.record.database.tables import SCHEMA

REPO = Path(__file__).parents[1]


def an_attempt(number: int | str, **fields: Any) -> Attempt:
    return Attempt.model_validate(
        {
            "id": f"attempt-{number}",
            "learner": "ann",
            "place": "heat/practice",
            "item": "time-limit",
            "version": 1,
            "answer": "b" * 200,
            "right": True,
            "score": 1,
            "at": "2026-05-04T12:00:00Z",
        }
        | fields
    )


def ids(attempts: list[Attempt]) -> list[str]:
    return [attempt.id for attempt in attempts]


def numbered(*numbers: int) -> list[str]:
    return [f"attempt-{number}" for number in numbers]


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def parts(path: Path) -> dict[str, bytes]:
    """Every file in the record's folder with its bytes."""
    return {part.name: part.read_bytes() for part in path.parent.iterdir()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


@pytest.fixture
def notebook(path: Path) -> Iterator[Any]:
    opened: list[Notebook] = []

    def open_notebook(who: str, count: int) -> Notebook:
        opened.append(Notebook(path, who, count))
        return opened[-1]

    yield open_notebook
    for kernel in opened:
        kernel.close()


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Any]:
    """A small file system of our own; the test is skipped, and says so, where none can be mounted."""
    folder = tmp_path / "mount"
    folder.mkdir()

    def run(*arguments: str) -> None:
        done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"cannot mount a file system here: {done.stderr.strip()}")

    if not shutil.which("mount"):
        pytest.skip("cannot mount a file system here: there is no mount command")
    run("-t", "tmpfs", "-o", "size=512k", "tmpfs")
    yield folder, run
    subprocess.run(["umount", "-l", str(folder)], check=True)


# Killed kernels


def test_an_answer_is_there_when_the_kernel_is_killed_right_after_it_was_saved(path, notebook):
    kernel = notebook("ann", 1)
    kernel.go_on()
    assert kernel.line() == "ann-0"
    kernel.kill()
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == ["ann-0"]
        assert record.notice == ""


@pytest.mark.parametrize("after", [1, 2, 17, 60])
def test_no_acknowledged_answer_is_lost_when_the_kernel_is_killed_while_answering(path, notebook, after):
    kernel = notebook("ann", 100_000)
    kernel.go_on()
    acknowledged = [kernel.line() for _ in range(after)]
    acknowledged += kernel.kill()
    with Record(url_of(path)) as record:
        saved = ids(record.attempts("ann"))
        assert saved[: len(acknowledged)] == acknowledged
        assert len(saved) - len(acknowledged) in (0, 1)  # at most the one that was just being acknowledged
        record.append(an_attempt(1))
        assert ids(record.attempts("ann")) == [*saved, "attempt-1"]
        assert record.notice == ""


# Two notebooks


def test_two_notebooks_that_answer_at_once_lose_nothing_and_keep_their_order(path, notebook):
    both = [notebook("one", 200), notebook("two", 200)]
    for kernel in both:
        kernel.go_on()
    for kernel in both:
        assert [kernel.line() for _ in range(200)] == [f"{kernel.who}-{n}" for n in range(200)]
        assert kernel.line() == "done "
    with Record(url_of(path)) as record:
        for who in ("one", "two"):
            assert ids(record.attempts("ann", who)) == [f"{who}-{n}" for n in range(200)]
        assert len(record.attempts("ann")) == 400


@pytest.mark.parametrize("again", range(4))
def test_notebooks_that_begin_the_record_at_the_same_moment_all_succeed(path, notebook, again):
    several = [notebook(f"n{number}", 1) for number in range(4)]
    for kernel in several:
        kernel.go_on()
    for kernel in several:
        assert kernel.line() == f"{kernel.who}-0"
    with Record(url_of(path)) as record:
        assert sorted(ids(record.attempts("ann"))) == ["n0-0", "n1-0", "n2-0", "n3-0"]
        assert [part for part in parts(path) if "unreadable" in part] == []


def test_a_notebook_waits_while_another_program_holds_the_file_then_says_so_and_saves_it_later(path):
    with Record(url_of(path), wait=0.1) as record:
        record.append(an_attempt(1))
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(NotSaved) as trouble:
                record.append(an_attempt(2))
            with pytest.raises(NotSaved):
                record.append(an_attempt(3))
            assert "another program is using the file" in trouble.value.sentence
            assert ids(record.pending) == numbered(2, 3)
            assert ids(record.attempts("ann")) == numbered(1, 2, 3)  # the learner stands where they stood
        record.append(an_attempt(4))
        assert record.pending == []
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(1, 2, 3, 4)


def test_a_name_that_could_not_be_saved_counts_at_once_and_is_saved_later(path):
    with Record(url_of(path), wait=0.1) as record:
        ann = record.rename("Ann")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(NotSaved):
                record.switch("Bob")
            bob = record.learner()
            assert bob.name == "Bob"
            assert record.learners() == [ann, bob]
        assert record.retry() == 0  # no attempt was waiting, but the name was
    with Record(url_of(path)) as record:
        assert record.learner() == bob


def test_an_answer_is_not_written_into_a_file_that_was_moved_away(path):
    with Record(url_of(path)) as record:
        record.append(an_attempt(1))
        for part in list(parts(path)):
            (path.parent / part).rename(path.parent / f"old-{part}")
        record.append(an_attempt(2))
        assert ids(record.attempts("ann")) == numbered(2)
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(2)


def test_a_file_that_is_moved_away_during_the_write_gets_the_answer_again_in_the_new_one(path):
    with Record(url_of(path)) as record:
        write = record._write

        def write_while_another_moves_the_file(store: Any) -> None:
            write(store)
            if not path.with_name("old.sqlite").exists():
                path.rename(path.with_name("old.sqlite"))

        record._write = write_while_another_moves_the_file
        record.append(an_attempt(1))
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(1)


def test_a_file_that_another_notebook_has_just_replaced_is_not_set_aside(path):
    filled(path, 1)
    with Record(url_of(path)) as record:

        def find_damage_that_another_mends(store: Any) -> list[Attempt]:
            if not path.with_name("old.sqlite").exists():
                path.rename(path.with_name("old.sqlite"))
                filled(path, 2)
                raise DamagedError
            return list(store.attempts("ann"))

        assert ids(record._run(find_damage_that_another_mends, writing=False)) == numbered(0, 1)
        assert record.notice == ""


# Disks


def test_a_full_disk_is_told_and_everything_is_saved_in_order_once_there_is_room(mount):
    folder, _ = mount
    path, filler = folder / "record.sqlite", folder / "filler"
    with Record(url_of(path)) as record:
        record.append(an_attempt(0))
        with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 1024)
        acknowledged, waiting = [0], []
        for number in range(1, 400):
            try:
                record.append(an_attempt(number))
                acknowledged.append(number)
            except NotSaved as trouble:
                assert "disk of this computer is full" in trouble.sentence
                waiting.append(number)
            if len(waiting) == 5:
                break
        assert len(waiting) == 5
        assert ids(record.pending) == numbered(*waiting)
        with Record(url_of(path)) as another:
            assert ids(another.attempts("ann")) == numbered(*acknowledged)
        filler.unlink()
        assert record.retry() == 5
        assert record.pending == []
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(*acknowledged, *waiting)
        assert record.notice == ""


def test_a_disk_that_is_full_before_the_first_answer_is_told_and_the_answer_is_saved_later(mount):
    folder, _ = mount
    path, filler = folder / "data" / "record.sqlite", folder / "filler"
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)
    with Record(url_of(path)) as record:
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1))
        assert "disk of this computer is full" in trouble.value.sentence
        filler.unlink()
        record.append(an_attempt(2))
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(1, 2)
        assert record.notice == ""


def test_earlier_answers_are_shown_when_the_lesson_is_opened_on_a_full_disk(mount):
    folder, _ = mount
    path, filler = folder / "record.sqlite", folder / "filler"
    filled(path, 3)
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)
    with Record(url_of(path)) as record:
        assert record.learner().name == "Ann"
        assert ids(record.attempts("ann")) == numbered(0, 1, 2)
        assert record.notice == ""


def test_a_read_only_file_system_is_told_earlier_answers_are_shown_and_new_ones_saved_later(mount):
    folder, run = mount
    path = folder / "record.sqlite"
    with Record(url_of(path)) as record:
        record.append(an_attempt(1))
    run("-o", "remount,ro")
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(1)
        assert record.notice == ""
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(2))
        assert "not allowed to write in its folder" in trouble.value.sentence
        assert ids(record.attempts("ann")) == numbered(1, 2)
        run("-o", "remount,rw")
        assert record.retry() == 1
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(1, 2)


def test_answers_of_a_killed_kernel_are_shown_from_a_read_only_file_system(mount):
    folder, run = mount
    path = folder / "record.sqlite"
    kernel = Notebook(path, "ann", 1)
    kernel.go_on()
    assert kernel.line() == "ann-0"
    kernel.kill()
    kernel.close()
    run("-o", "remount,ro")
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == ["ann-0"]


def test_a_folder_that_cannot_be_made_because_a_file_is_in_its_place_is_told(tmp_path):
    (tmp_path / "data").write_text("a file")
    path = tmp_path / "data" / "course" / "record.sqlite"
    with Record(url_of(path)) as record:
        assert record.attempts("ann") == []
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1))
        assert "not allowed to write in its folder" in trouble.value.sentence
        (tmp_path / "data").unlink()
        assert record.retry() == 1
        assert ids(record.attempts("ann")) == numbered(1)


@pytest.mark.parametrize(
    ("end", "words"), [("", "where the file"), ("-wal", "ends in -wal"), ("-journal", "-journal")]
)
@pytest.mark.parametrize("make", [Path.mkdir, getattr(os, "mkfifo", Path.mkdir)], ids=["folder", "pipe"])
def test_what_lies_where_a_file_of_the_record_belongs_is_named(end, words, make, path):
    filled(path, 1)
    beside = Path(f"{path}{end}")
    kept = path.read_bytes()
    beside.unlink(missing_ok=True)
    make(beside)
    with Record(url_of(path)) as record:
        assert record.attempts("ann") == []
        assert words in record.notice
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1))
        assert words in trouble.value.sentence
        assert "not allowed" not in trouble.value.sentence
        assert "Move it" in trouble.value.sentence
        beside.rename(path.with_name("moved"))
        path.write_bytes(kept)
        assert record.retry() == 1
        assert ids(record.attempts("ann")) == numbered(0, 1)


@pytest.mark.skipif(os.name == "nt", reason="made of a link")
def test_a_record_on_a_drive_that_is_not_there_is_not_told_as_one_without_rights(path):
    drive = path.with_name("drive")
    path.symlink_to(drive / "record.sqlite")
    with Record(url_of(path)) as record:
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1))
        assert "Check that it is connected" in trouble.value.sentence
        drive.mkdir()
        assert record.retry() == 1
    assert (drive / "record.sqlite").is_file()


# Damaged files


def filled(path: Path, count: int = 200) -> None:
    with Record(url_of(path)) as record:
        ann = record.rename("Ann")
        record.switch(ann.model_copy(update={"id": "ann"}))
        for number in range(count):
            record.append(an_attempt(number))


def root_pages(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage"))


def overwrite(path: Path, page: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(content * 4096)


def test_garbage_is_set_aside_untouched_a_new_record_begins_and_the_learner_is_told(path):
    path.write_bytes(b"not a database" * 1000)
    with Record(url_of(path)) as record:
        record.append(an_attempt(1))
        assert ids(record.attempts("ann")) == numbered(1)
        assert "It is kept as record.unreadable-1.sqlite, and the course began a new one." in record.notice
        assert "you can go on" in record.notice
    assert parts(path)["record.unreadable-1.sqlite"] == b"not a database" * 1000
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(1)
        assert record.notice == ""


def test_damage_is_told_when_the_lesson_is_opened_and_does_not_wait_for_an_answer(path):
    path.write_bytes(b"not a database" * 1000)
    with Record(url_of(path)) as record:
        assert record.attempts("ann") == []
        assert "record.unreadable-1.sqlite" in record.notice


def test_a_second_damaged_file_gets_its_own_name(path):
    for number in (1, 2):
        path.write_bytes(b"garbage %d" % number * 1000)
        with Record(url_of(path)) as record:
            record.append(an_attempt(number))
            assert f"record.unreadable-{number}.sqlite" in record.notice
        if number == 1:
            path.unlink()
    assert parts(path)["record.unreadable-1.sqlite"] == b"garbage 1" * 1000
    assert parts(path)["record.unreadable-2.sqlite"] == b"garbage 2" * 1000


def test_answers_that_are_still_in_the_journal_outlive_a_damaged_file(path, notebook):
    kernel = notebook("ann", 3)
    kernel.go_on()
    while kernel.line() != "ann-2":
        pass
    kernel.kill()  # leaves -wal and -shm
    path.write_bytes(b"not a database" * 1000)
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == ["ann-0", "ann-1", "ann-2"]


def test_the_journal_of_a_damaged_file_goes_with_it_and_never_meets_the_new_one(path):
    garbage = {
        name: name.encode() * 1000 for name in ("record.sqlite", "record.sqlite-wal", "record.sqlite-shm")
    }
    for name, content in garbage.items():
        path.with_name(name).write_bytes(content)
    with Record(url_of(path)) as record:
        record.append(an_attempt(1))
        assert ids(record.attempts("ann")) == numbered(1)
    saved = parts(path)
    assert saved["record.unreadable-1.sqlite"] == garbage["record.sqlite"]
    assert saved["record.unreadable-1.sqlite-wal"] == garbage["record.sqlite-wal"]


def test_a_file_that_was_cut_off_keeps_the_answers_that_can_still_be_read(path):
    filled(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    with Record(url_of(path)) as record:
        saved = ids(record.attempts("ann"))
        assert "record.unreadable-1.sqlite" in record.notice
        assert saved  # some were rescued
        assert saved == [name for name in numbered(*range(200)) if name in saved]
        record.append(an_attempt(200))
        assert ids(record.attempts("ann")) == [*saved, "attempt-200"]
    assert parts(path)["record.unreadable-1.sqlite"] == whole[: len(whole) // 2 // 4096 * 4096]


def test_answers_whose_names_are_lost_are_shown_to_whoever_answered_last(path):
    shutil.copy(Path(__file__).parent / "data" / "record-1.sqlite", path)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'learner'").fetchone()
        counts = dict(connection.execute("SELECT learner, count(*) FROM attempt GROUP BY learner"))
        (last,) = connection.execute("SELECT learner FROM attempt ORDER BY number DESC LIMIT 1").fetchone()
    overwrite(path, page, b"\xa5")
    with Record(url_of(path)) as record:
        record.learner()  # opens it
        assert f"Answers that could still be read: {sum(counts.values())}." in record.notice
        assert {each.id for each in record.learners()} == set(counts)
        assert record.learner().id == last
        assert {name: len(record.attempts(name)) for name in counts} == counts


def test_one_overwritten_page_in_the_middle_costs_only_the_answers_on_it(path):
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    page = next(
        number
        for number in range(pages // 2, pages)
        if b"heat/practice" in path.read_bytes()[(number - 1) * 4096 : number * 4096]
    )
    overwrite(path, page, b"\xa5")
    with Record(url_of(path)) as record:
        saved = ids(record.attempts("ann"))
        assert "record.unreadable-1.sqlite" in record.notice
        assert 180 < len(saved) < 200
        assert f"Answers that could still be read: {len(saved)}." in record.notice
        assert saved[0] == "attempt-0"
        assert saved[-1] == "attempt-199"
        assert record.learner().name == "Ann"
        record.append(an_attempt(200))
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == [*saved, "attempt-200"]
        assert record.notice == ""


def test_damage_anywhere_is_found_before_a_new_answer_is_acknowledged(path):
    filled(path)
    page = root_pages(path)["attempt_by_place"]
    overwrite(path, page, b"\xa5")
    with closing(sqlite3.connect(path)) as connection, connection:  # the next answer needs none of that index
        connection.execute("UPDATE learner SET name = name")
    with Record(url_of(path)) as record:
        assert record.learner().name == "Ann"
        assert "record.unreadable-1.sqlite" in record.notice
        assert ids(record.attempts("ann")) == numbered(*range(200))
    with Record(url_of(path)) as record:  # the new file has them, though nothing was answered meanwhile
        assert ids(record.attempts("ann")) == numbered(*range(200))
        assert record.notice == ""


def test_damage_in_the_middle_of_a_session_loses_no_later_answer(path):
    filled(path, 50)
    with Record(url_of(path)) as record:
        record.append(an_attempt(50))
        # Another program overwrites the file, and with it the pages that SQLite remembers.
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = root_pages(path)
        overwrite(path, pages["attempt"], b"\xa5")
        overwrite(path, pages["sqlite_autoindex_attempt_1"], b"\xa5")
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("INSERT INTO learner (id, name) VALUES ('ann', '\"Ann\"')")
        record.append(an_attempt(51))
        assert "record.unreadable-1.sqlite" in record.notice
        record.append(an_attempt(52))
        assert ids(record.attempts("ann"))[-2:] == numbered(51, 52)
        assert record.learner().id == "ann"
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann"))[-2:] == numbered(51, 52)
        assert record.learner().id == "ann"


def test_a_notebook_that_has_a_damaged_file_open_goes_on_in_the_new_one(path):
    filled(path, 50)
    with Record(url_of(path)) as reopened:
        reopened.append(an_attempt(50))
        garbled = path.with_name("garbled")
        garbled.write_bytes(b"not a database" * 1000)
        for part in ("-wal", "-shm"):
            path.with_name(path.name + part).unlink()
        garbled.replace(path)
        with Record(url_of(path)) as two:
            two.append(an_attempt(51))
        reopened.append(an_attempt(52))
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(51, 52)
        assert record.notice == ""


def test_a_notebook_does_not_set_aside_the_new_file_for_the_damage_of_the_old_one(path):
    filled(path, 50)
    with Record(url_of(path)) as reopened:
        reopened.append(an_attempt(50))
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        overwrite(path, root_pages(path)["sqlite_autoindex_attempt_1"], b"\xa5")
        with closing(sqlite3.connect(path)) as other, other:  # so that `one` forgets the pages it remembers
            other.execute("INSERT INTO learner (id, name) VALUES ('ann', '\"Ann\"')")
        with Record(url_of(path)) as two:
            two.append(an_attempt(51))
        reopened.append(an_attempt(52))
        assert ids(reopened.attempts("ann")) == numbered(*range(53))
        assert reopened.notice == ""
    assert [name for name in parts(path) if "unreadable-2" in name] == []


def test_answers_rescued_onto_a_full_disk_are_shown_and_saved_once_there_is_room(mount):
    folder, _ = mount
    path, filler = folder / "record.sqlite", folder / "filler"
    filled(path, 30)
    overwrite(path, root_pages(path)["sqlite_autoindex_attempt_1"], b"\xa5")
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)
    with Record(url_of(path)) as record:
        assert record.learner().name == "Ann"
        assert ids(record.attempts("ann")) == numbered(*range(30))
        with pytest.raises(NotSaved):
            record.append(an_attempt(30))
        filler.unlink()
        record.append(an_attempt(31))
    with Record(url_of(path)) as record:
        assert ids(record.attempts("ann")) == numbered(*range(32))
        assert record.learner().name == "Ann"


def test_damage_in_a_read_only_file_system_is_told_and_answers_are_kept_in_memory(mount):
    folder, run = mount
    path = folder / "record.sqlite"
    path.write_bytes(b"not a database" * 1000)
    run("-o", "remount,ro")
    with Record(url_of(path)) as record:
        assert record.attempts("ann") == []
        assert "damaged and could not be put aside" in record.notice
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1))
        assert "damaged and could not be put aside" in trouble.value.sentence
        assert ids(record.attempts("ann")) == numbered(1)


@pytest.mark.parametrize("end", ["", "-wal", "-journal"])
def test_a_link_that_leads_in_a_circle_is_named_as_what_lies_in_the_way(end, path):
    filled(path, 1)
    beside = Path(f"{path}{end}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(beside)
    with Record(url_of(path)) as record:
        record.attempts("ann")
        assert ("lies" in record.notice) == bool(end)  # without a file there is nothing to read yet
        with pytest.raises(NotSaved, match="Move it, or give it another name"):
            record.append(an_attempt(1))


# What another program did to the file


@pytest.mark.parametrize("table", ["attempt", "learner", "record"])
def test_a_table_that_another_program_took_away_is_told_before_anything_is_answered(table, path):
    filled(path, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"DROP TABLE {table}")
    with Record(url_of(path)) as record:
        record.learner()
        assert record.attempts("ann") == []
        assert "does not look as this course makes it" in record.notice
        with pytest.raises(NotSaved, match="does not look as this course makes it"):
            record.append(an_attempt(1))


@pytest.mark.parametrize("version", [1, SCHEMA, SCHEMA + 1, 75, 2**31 - 1])
def test_a_file_of_another_program_is_not_taken_for_one_of_a_newer_course(version, path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE places (url TEXT)")
        connection.execute(f"PRAGMA user_version={version}")
    with Record(url_of(path)) as record:
        assert record.attempts("ann") == []
        assert "does not look as this course makes it" in record.notice


@pytest.mark.parametrize("how", ["DELETE FROM learner", "UPDATE learner SET id = ''"])
def test_answers_of_somebody_whose_row_is_lost_are_shown_to_whoever_answered_last(how, path):
    with Record(url_of(path)) as record:
        record.switch(Learner(id="ann", name="Ann"))
        record.append(an_attempt(1))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(how)
    with Record(url_of(path)) as record:
        assert record.learner() == Learner(id="ann")
        record.append(an_attempt(2, learner=record.learner().id))
        assert ids(record.attempts("ann")) == numbered(1, 2)
        record.switch("Ben")
        record.switch(record.learners()[0])
    with Record(url_of(path)) as record:
        assert ids(record.attempts(record.learner().id)) == numbered(1, 2)


# A newer course


def test_a_file_of_a_newer_course_is_refused_in_plain_words_and_not_touched(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE attempt (id TEXT, something_new TEXT)")
        connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    before = parts(path)
    with Record(url_of(path)) as record:
        assert record.attempts("ann") == []
        assert "newer version of this course" in record.notice
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1))
        assert "newer version of this course" in trouble.value.sentence
        assert ids(record.pending) == numbered(1)
    assert parts(path) == before


# What the learner is told


def test_no_trouble_tells_the_learner_sql_or_paths_even_in_a_traceback(tmp_path):
    (tmp_path / "data").write_text("a file")
    with Record(url_of(tmp_path / "data" / "record.sqlite")) as record, pytest.raises(NotSaved) as trouble:
        record.append(an_attempt(1, answer="my words"))
    error = trouble.value
    assert (error.__cause__, error.__context__) == (None, None)
    assert str(error) == error.sentence
    for word in (str(tmp_path), "sqlite", "INSERT", "my words", "Error"):
        assert word not in error.sentence
    assert json.dumps(error.sentence).isascii()
