"""Checks of the files as they are written: keys that stand twice, texts that get lost, files nobody reads."""

from collections.abc import Collection, Iterator
from pathlib import Path

from course_lib.catalog import comments, yaml_file
from course_lib.catalog.problems import Problem, from_trap

HOMES = {
    "steps": "exercises/patients/, exercises/<lesson>/patients/ or exercises/final_check/patients/",
    "items": "exercises/<lesson>/, with the name items.yaml",
    "pretest": "exercises/<lesson>/, with the name plan.yaml",
    "scope": "course_lib/content/scope/",
}
"""Where a file belongs that has this field."""

ELSEWHERE = "delete it, or put it where the course looks for it (CONTRIBUTING, “Find your way”)"


def file_problems(files: Collection[Path], content: Path, exercises: Path) -> Iterator[Problem]:
    """Yield what is wrong in these files, which the course read, and each other one that lies there.

    A file that is no YAML is passed over: whoever read it has told so.
    """
    for path in sorted(files):
        data = yaml_file.read_anyway(path)
        if isinstance(data, dict):
            for line, key in yaml_file.repeated_keys(path):
                yield Problem(path, line, "", key, "stands twice here", "keep one of the two")
            for trap in comments.dropped(path):
                yield from_trap(trap, path, data)
            meta = data.get("meta")
            if path.is_relative_to(content) and not (isinstance(meta, dict) and "reviewed_by" in meta):
                wrong, fix = "is missing", "write `reviewed_by: ''` until a chiropractor has read the file"
                yield Problem(path, 1, "", "meta.reviewed_by", wrong, fix)
    for path in sorted([*content.rglob("*"), *exercises.rglob("*")]):
        if path not in files and path.is_file() and _is_yaml(path):
            yield _unread(path)


def _is_yaml(path: Path) -> bool:
    """Return whether a file is YAML by its name, such as `a.yaml`, `a.yml`, `a.yaml.txt` or `a.yaml.bak`."""
    return not path.name.startswith(".") and not {".yaml", ".yml"}.isdisjoint(
        suffix.lower() for suffix in path.suffixes
    )


def _unread(path: Path) -> Problem:
    """Return the problem of a file that nothing reads: where it belongs, or what its name should be."""
    data = yaml_file.read_anyway(path)
    fields = data if isinstance(data, dict) else {}
    home = next((home for field, home in HOMES.items() if field in fields), "")
    fix = f"put it into {home}" if home else ELSEWHERE
    if path.suffix != ".yaml":
        plain = path.name[: path.name.lower().index(".y")]
        fix = f"name it {plain}.yaml"
    name = str(fields.get("id", ""))
    return Problem(path, 1, name, "", "is a file that nothing reads", fix)
