"""A file is read as it is written, the same each time; what YAML would read as something else is refused."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import load, yaml_file
from course_lib.catalog.problems import ContentError
from course_lib.catalog.yaml_file import TrapError, UnreadableError, read, repeated_keys


@pytest.fixture(autouse=True, scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("cache")
        patch.setattr(yaml_file, "_cache", lambda: place)
        yield place


def twice(path: Path, text: str) -> list[object]:
    path.write_text(text, encoding="utf-8")
    return [yaml_file.read(path), yaml_file.read(path)]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("15:00", "which YAML reads as 900"),
        ("1:30:00", "which YAML reads as 5400"),
        ("15:00.5", "which YAML reads as 900.5"),
        ("017", "which YAML reads as 15"),
        ("0x1F", "which YAML reads as 31"),
        ("0b11", "which YAML reads as 3"),
        ("1_000", "which YAML reads as 1000"),
        ("1_000.5", "which YAML reads as 1000.5"),
        ("yes", "which YAML reads as true"),
        ("No", "which YAML reads as false"),
        ("off", "which YAML reads as false"),
        ("TRUE", "which YAML reads as true"),
        ("Null", "which YAML reads as null"),
        (".inf", "which is no number"),
        ("-.Inf", "which is no number"),
        (".nan", "which is no number"),
        ("!!int '017'", "which YAML reads as 15"),
        ("!!float .inf", "which is no number"),
        ("1.0e+400", "which is no number"),
        ("!!int abc", "which is not what its tag says"),
        ("!!int ''", "which is not what its tag says"),
        ("!!float x", "which is not what its tag says"),
        ("!!bool maybe", "which is not what its tag says"),
        ('"a\\0b"', "holds a control character (U+0000)"),
        ('"a\\ab"', "holds a control character (U+0007)"),
        ('"a\\u202eb"', "holds an invisible mark (U+202E)"),
        ('"a\\Nb"', "holds an invisible mark (U+0085)"),
        ("9" * 5000, "is 999999999…, which is far too long for a number"),
        ("=", "which means something else in YAML"),
        ("!!binary aGVsbG8=", "which means something else in YAML"),
        ("!!set {a, b}", "has the tag"),
        ("!!python/object:os.system x", "which means something else in YAML"),
    ],
)
def test_what_yaml_reads_as_something_else_is_refused_each_time_with_its_line(
    tmp_path: Path, written: str, sentence: str
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(f"a: 1\nb:\n- {{c: {written}}}\n")
    for _ in range(2):
        with pytest.raises(TrapError) as raised:
            yaml_file.read(path)
        (trap,) = raised.value.traps
        assert (trap.line, trap.keys) == (3, ("b", 0, "c"))
        assert sentence in trap.wrong


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("15", 15),
        ("-15", -15),
        ("0", 0),
        ("1.50", 1.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("'017'", "017"),
        ('"15:00"', "15:00"),
        ("2026-11-22", "2026-11-22"),
        ("2b", "2b"),
        ("y", "y"),
        ("08", "08"),
    ],
)
def test_what_everybody_reads_alike_is_read(tmp_path: Path, written: str, value: object) -> None:
    first, again = twice(tmp_path / "one.yaml", f"a: {written}\n")
    assert first == again == {"a": value}
    assert type(first["a"]) is type(again["a"]) is type(value)


@pytest.mark.parametrize("key", ["1", "no", "null", "1.5", "true", "2026-11-22", "~", "15:00", "017", ".inf"])
def test_a_key_is_the_text_that_stands_there(tmp_path: Path, key: str) -> None:
    assert twice(tmp_path / "one.yaml", f"{key}: x\n") == [{key: "x"}] * 2
    assert twice(tmp_path / "one.yaml", f"a: [{{{key}: x}}]\n") == [{"a": [{key: "x"}]}] * 2


WORDS = st.text().filter(lambda text: not yaml_file._UNSEEN.search(text))
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(DATA)
def test_a_second_reading_gives_what_the_first_gave(tmp_path_factory: pytest.TempPathFactory, data) -> None:
    text = yaml.safe_dump({"a": data}, allow_unicode=False)
    first, again = twice(tmp_path_factory.getbasetemp() / "data.yaml", text)
    assert first == again == {"a": data}
    assert repr(first) == repr(again)


def test_what_an_older_version_kept_is_not_taken(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "one.yaml"
    assert twice(path, "1: x\n")[0] == {"1": "x"}
    (cached,) = cache.glob(f"{tmp_path.name}-one-*.json")
    assert yaml_file.sha256(path.read_bytes()).hexdigest()[:32] not in cached.name


# What the author is told.

ITEMS = """\
items:
- id: how-long
  kind: number
  version: 1
  slot: heat-time
  stem: How many minutes?
  unit: minutes
  key: 20
  tolerance: 0
  right: That is the order.
  near:
  - {low: 25, high: 40, feedback: Too long.}
  otherwise: Look at the order.
  hint: Look at the order.
  refs: [SOURCE]
"""


def problems_of(tmp_path: Path, raw: bytes | str) -> list[str]:
    """Return what an author is told of a file of items; the rest of the course is not there."""
    path = tmp_path / "exercises" / "heat" / "items.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    with pytest.raises(ContentError) as raised:
        load(tmp_path / "content", tmp_path / "exercises")
    return [str(problem) for problem in raised.value.problems if problem.file == path]


def test_the_items_of_these_tests_have_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, ITEMS) == []


@pytest.mark.parametrize("written", ["15:00", "017", ".inf", ".nan", "1_5", "yes"])
def test_a_number_that_is_not_what_it_looks_like_is_told_once(tmp_path: Path, written: str) -> None:
    (problem,) = problems_of(tmp_path, ITEMS.replace("key: 20", f"key: {written}"))
    assert problem.startswith(f"exercises/heat/items.yaml:8: how-long: key: is '{written}', which ")
    assert "To fix: write " in problem


@pytest.mark.parametrize("written", ["'15'", "true", "fifteen", "1e999", "10000000000", "2026-11-22", "1e3"])
def test_a_key_that_is_no_number_or_that_nobody_can_type_is_told(tmp_path: Path, written: str) -> None:
    (problem,) = problems_of(tmp_path, ITEMS.replace("key: 20", f"key: {written}"))
    assert problem.startswith("exercises/heat/items.yaml:8: how-long: key: ")


def test_a_trap_deep_in_an_entry_has_the_id_of_the_entry_and_the_way_to_it(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, ITEMS.replace("low: 25", "low: 1:25"))
    assert problem.startswith("exercises/heat/items.yaml:12: how-long: near.0.low: is '1:25', which ")


def test_an_entry_that_is_wrong_in_a_list_is_one_problem(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, ITEMS.replace("low: 25", "low: '25'"))
    assert problem.endswith(
        "near.0.low: is '25', which is no number. To fix: write a number in digits, without quotes."
    )


def test_traps_and_other_problems_are_told_at_once(tmp_path: Path) -> None:
    found = problems_of(tmp_path, ITEMS.replace("version: 1", "version: 0x1").replace("hint:", "hnit:"))
    assert sum("which YAML reads as" in problem for problem in found) == 1
    assert any("hnit: is not a field here" in problem for problem in found)


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b"items:\n- id: caf\xe9\n", 2, "is not UTF-8"),
        (b"items:\n- id: a\n  text: \xff\n", 3, "is not UTF-8"),
        ("items:\n- id: a\n".encode("utf-16"), 1, "is saved as UTF-16. To fix: save it as UTF-8 (in Notepad: "),
        ("items:\n- id: a\n".encode("utf-16-be"), 1, "is saved as UTF-16"),
        ("items:\n- id: a\n".encode("utf-16-le"), 1, "is saved as UTF-16"),
        ("items:\n- id: a\n".encode("utf-32"), 1, "is saved as UTF-32"),
        (b"items:\n- id: a\n  text: x\x07y\n", 3, "control character (U+0007)"),
        (b"items:\n- id: a\n  text: x\x00y\n", 3, "control character (U+0000)"),
        ("items:\n- id: a\n  text: x\u2028y: z\n".encode(), 3, "invisible mark (U+2028)"),
        ("items:\n- id: a\n  text: x\u0085y: z\n".encode(), 3, "invisible mark (U+0085)"),
        ("items:\n- id: a\n  text: no \u202eton od\n".encode(), 3, "invisible mark (U+202E)"),
        (b"items:\n- id: [\n", 3, "is not YAML"),
        (b"items:\n- id: a\n\tb: c\n", 3, "a tab stands here"),
        (
            b"items:\n<<<<<<< HEAD\n- id: a\n=======\n- id: b\n>>>>>>> mine\n",
            2,
            "take out the lines with <<<<<<<",
        ),
        (b"", 1, "holds no fields"),
        (b"- a\n", 1, "holds no fields"),
        (b"items: all\n", 1, "items: is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_on_its_line(
    tmp_path: Path, raw: bytes, line: int, what: str
) -> None:
    (problem,) = problems_of(tmp_path, raw)
    assert problem.startswith(f"exercises/heat/items.yaml:{line}: ")
    assert what in problem


def test_a_file_that_is_read_for_two_things_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load(tmp_path / "content", tmp_path / "exercises")
    found = [problem.file.name for problem in raised.value.problems]
    assert sorted(set(found)) == sorted(found)
    assert {problem.wrong for problem in raised.value.problems} == {"the file is missing"}


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "exercises" / "people.yaml").mkdir(parents=True)
    with pytest.raises(ContentError, match=r"people\.yaml:1: cannot be read"):
        load(tmp_path / "content", tmp_path / "exercises")


@pytest.mark.parametrize("nested", ["[", "- ", "{a: ", "? ", "[" * 9 + "]" * 8])
def test_brackets_without_end_are_refused_before_they_crash_the_parser(nested: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="brackets within brackets") as found:
        twice(tmp_path / "deep.yaml", "a: 1\nb:\n  " + nested * 100_000)
    assert found.value.line == 3


def test_a_file_of_very_many_fields_is_read_in_a_moment(tmp_path: Path) -> None:
    begin = time.process_time()
    twice(tmp_path / "long.yaml", "\n".join(f"k{n}: 1" for n in range(60_000)))
    assert time.process_time() - begin < 5


def test_aliases_of_aliases_are_refused_at_their_line_before_they_fill_the_memory(tmp_path: Path) -> None:
    bomb = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    file = tmp_path / "bomb.yaml"
    file.write_text("\n".join(bomb), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(UnreadableError, match="used again by an alias") as found:
            read(file)
        assert found.value.line == 1
    assert list(repeated_keys(file)) == []
