"""Looks whether packages are really there, file by file.

The setup runs it in .venv with a requirements file, before it says that all is installed, and the start does so
before it opens a page: what was sent elsewhere, broken off or deleted later may look installed and not be.
Standard library and pip only.
"""

import csv
import importlib.metadata
import json
import os
import sys
from pathlib import Path


def is_whole(package: importlib.metadata.Distribution) -> bool:
    """Return whether every file that came with an installed package is there, and none of them was cut off."""
    recorded = package.read_text("RECORD") or ""
    for name, digest, size in (row for row in csv.reader(recorded.splitlines()) if len(row) == 3):
        if not digest:  # made on this computer, such as .pyc files
            continue
        try:
            now = Path(str(package.locate_file(name))).stat().st_size
        except OSError:
            return False
        if size and now < int(size):
            return False
    return bool(recorded)


def damaged() -> list[str]:
    """Return the names of the packages that the setup installed here and that are not whole."""
    installed = [
        each
        for each in importlib.metadata.distributions()
        if (each.read_text("INSTALLER") or "").strip() in ("pip", "uv")
    ]
    return [str(package.metadata["Name"]) for package in installed if not is_whole(package)]


def look(requirements: Path) -> dict[str, list[str]]:
    """Return what of a requirements file is `there` (each by its list of files), and what is `missing`."""
    from pip._vendor.packaging.requirements import Requirement  # noqa: PLC0415

    seen: dict[str, list[str]] = {"there": [], "missing": []}
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if not line[:1].isalnum():
            continue
        wanted = Requirement(line.split("\\")[0].split(" --hash")[0].strip())
        if wanted.marker and not wanted.marker.evaluate():
            continue
        try:
            package = importlib.metadata.distribution(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            seen["missing"].append(wanted.name)
            continue
        if wanted.specifier.contains(package.version, prereleases=True) and is_whole(package):
            seen["there"].append(os.path.relpath(record_of(package), sys.prefix))
        else:
            seen["missing"].append(wanted.name)
    return seen


def record_of(package: importlib.metadata.Distribution) -> Path:
    """Return where the list of a package's files lies."""
    names = [row[0] for row in csv.reader((package.read_text("RECORD") or "").splitlines()) if row]
    (name,) = [name for name in names if name.endswith(".dist-info/RECORD") and name.count("/") == 1]
    return Path(str(package.locate_file(name)))


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]))))
