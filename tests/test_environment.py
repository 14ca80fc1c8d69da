"""The files that name the course's packages agree with each other, and pin every one of them."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
TEST_ONLY = [Requirement(line) for line in PYPROJECT["dependency-groups"]["test"]]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
POSTGRES = [Requirement(line) for line in PYPROJECT["project"]["optional-dependencies"]["postgres"]]
LOCKS = ["requirements.txt", "requirements-test.txt", "requirements-postgres.txt"]


def entries(lock: str) -> list[str]:
    """Each requirement of a lock file, with its hashes, on one line."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def pins(lock: str) -> set[str]:
    return {entry.split("--hash")[0].strip() for entry in entries(lock)}


def version_in(lock: str, name: str) -> str:
    """The one version of a package that is pinned on every system."""
    found = [Requirement(pin) for pin in pins(lock)]
    (pin,) = [pin for pin in found if canonicalize_name(pin.name) == canonicalize_name(name)]
    assert pin.marker is None
    (specifier,) = pin.specifier
    return specifier.version


@pytest.mark.parametrize("direct", DIRECT, ids=lambda requirement: requirement.name)
def test_every_direct_dependency_is_pinned_within_its_range(direct: Requirement) -> None:
    assert direct.specifier.contains(version_in("requirements.txt", direct.name))


@pytest.mark.parametrize("direct", TEST_ONLY, ids=lambda requirement: requirement.name)
def test_every_dependency_of_the_tests_is_pinned_within_its_range(direct: Requirement) -> None:
    assert direct.specifier.contains(version_in("requirements-test.txt", direct.name))


def test_the_test_set_holds_all_that_a_learner_has_in_the_same_versions() -> None:
    assert pins("requirements.txt") <= pins("requirements-test.txt")


@pytest.mark.parametrize("extra", POSTGRES, ids=lambda requirement: requirement.name)
def test_the_driver_of_postgresql_is_pinned_as_the_tests_have_it(extra: Requirement) -> None:
    assert extra.specifier.contains(version_in("requirements-postgres.txt", extra.name))
    hashes = {
        entry.split("==")[0]: set(re.findall(r"sha256:\w+", entry))
        for entry in entries("requirements-test.txt")
    }
    for entry in entries("requirements-postgres.txt"):
        name, version = re.match(r"([\w-]+)==([\w.]+)", entry).groups()
        assert version == version_in("requirements-test.txt", name) if name != "psycopg-binary" else version
        assert set(re.findall(r"sha256:\w+", entry)) == hashes[name]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_to_one_version_and_has_a_hash(lock: str) -> None:
    for entry in entries(lock):
        assert re.match(r"[A-Za-z0-9][\w.-]*==[\w.]+( ;[^#]*?)? +--hash=sha256:[0-9a-f]{64}\b", entry), entry


@pytest.mark.parametrize("lock", LOCKS)
def test_no_package_index_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "-index" not in text


def test_conda_users_get_exactly_the_pinned_versions_of_the_direct_dependencies() -> None:
    (packages,) = [entry["pip"] for entry in CONDA if isinstance(entry, dict)]
    wanted = {f"{direct.name}=={version_in('requirements.txt', direct.name)}" for direct in DIRECT}
    assert set(packages) - {"-e ."} == wanted


def test_conda_users_get_a_python_that_the_course_runs_on() -> None:
    (python,) = [entry for entry in CONDA if isinstance(entry, str) and entry.startswith("python=")]
    allowed = SpecifierSet(PYPROJECT["project"]["requires-python"])
    assert allowed.contains(python.removeprefix("python=") + ".0")


def test_a_checkout_holds_no_link_to_another_place() -> None:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--stage"], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no checkout")
    assert [line for line in listed.stdout.splitlines() if line.startswith("120000")] == []
