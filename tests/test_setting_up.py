"""The setup in the face of hostile settings, networks, folders and Pythons: all is installed, or one sentence says why not.

Each is a real start of course.py; what is installed is one tiny local package.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from network import answering
from small_course import SOURCES, ask, make_course, make_wheel, packages_of, python_of, run

import course
import course_setup
import course_troubles

ROOT = Path(__file__).resolve().parent.parent


def told(done: subprocess.CompletedProcess[str]) -> str:
    """What a start that cannot go on says: a sentence, no traceback; nothing is stamped as ready."""
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "ready" not in done.stdout
    return done.stdout + done.stderr


# pip has settings of its own (kind F)

ASTRAY = {
    "target": "{elsewhere}",
    "root": "{elsewhere}",
    "prefix": "{elsewhere}",
    "user": "yes",
    "dry-run": "1",
    "python": "/nowhere/python",
    "quiet": "3",
    "log": "/nowhere/log",
    "no-binary": ":all:",
    "constraint": "/nowhere/constraints.txt",
    "report": "/nowhere/report.json",
    "ignore-installed": "1",
    "no-compile": "1",
    "retries": "0",
    "use-feature": "nonsense",
    "abi": "none",
    "platform": "win32",
    "timeout": "0.0001",
    "cache-dir": "/dev/null",
}
"""Settings of pip that send the packages elsewhere, install none of them, or stop it."""


def new_version(learner: Path, wheels: Path) -> None:
    (learner / "requirements.txt").write_text(make_wheel(wheels, "2.0"), encoding="utf-8")


def test_no_variable_of_pip_s_leads_the_packages_astray(learner: Path, wheels: Path, tmp_path: Path) -> None:
    new_version(learner, wheels)
    variables = {
        f"PIP_{name.upper().replace('-', '_')}": value.format(elsewhere=tmp_path / "elsewhere")
        for name, value in ASTRAY.items()
    }
    more = {
        "UV_SYSTEM_PYTHON": "1",
        "VIRTUAL_ENV": "/nowhere",
        "CONDA_PREFIX": "/nowhere",
        "PYTHONUSERBASE": "/no",
    }
    done = run(learner, "setup", wheels=wheels, variables=variables | more)
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(learner, "tiny.VERSION") == "2.0"
    assert packages_of(learner).is_relative_to(learner)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("section", ["global", "install"])
def test_no_settings_file_of_pip_s_leads_the_packages_astray(
    section: str, learner: Path, wheels: Path, tmp_path: Path
) -> None:
    new_version(learner, wheels)
    settings = tmp_path / "pip.conf"
    lines = [f"{name} = {value.format(elsewhere=tmp_path / 'elsewhere')}" for name, value in ASTRAY.items()]
    settings.write_text("\n".join([f"[{section}]", *lines]), encoding="utf-8")
    done = run(learner, "setup", wheels=wheels, variables={"PIP_CONFIG_FILE": str(settings)})
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(learner, "tiny.VERSION") == "2.0"
    assert not (tmp_path / "elsewhere").exists()


def test_where_packages_come_from_is_still_the_person_s_to_say(
    learner: Path, wheels: Path, tmp_path: Path
) -> None:
    new_version(learner, wheels)
    settings = tmp_path / "pip.conf"
    settings.write_text(f"[global]\nno-index = true\nfind-links = {wheels}\n", encoding="utf-8")
    variables = {"PIP_CONFIG_FILE": str(settings), "PIP_NO_INDEX": "", "PIP_FIND_LINKS": ""}
    assert run(learner, "setup", variables=variables).returncode == 0
    assert ask(learner, "tiny.VERSION") == "2.0"


def test_a_settings_file_that_pip_cannot_read_stops_nothing(
    learner: Path, wheels: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_bytes(b"\xff\xfe[global\nindex-url")
    (learner / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    done = run(learner, "setup", variables={"PIP_CONFIG_FILE": str(settings)})
    assert (done.returncode, done.stderr) == (0, "")


# What is stamped is there (kind F)


def test_pip_s_word_alone_leaves_no_stamp(learner: Path) -> None:
    pip = packages_of(learner) / "pip"
    (pip / "__main__.py").write_text("print('Successfully installed tiny-9.0')", encoding="utf-8")
    (learner / "requirements.txt").write_text("tiny==9.0\n", encoding="utf-8")
    said = told(run(learner, "setup"))
    assert "Missing: tiny" in said
    assert "course.py setup --again" in said
    assert not (learner / ".venv" / "course-setup.json").exists()


@pytest.mark.parametrize("lost", ["tiny-1.0.dist-info", "course.pth"])
def test_what_is_lost_after_the_setup_is_installed_anew_without_being_asked(
    lost: str, learner: Path, wheels: Path
) -> None:
    path = packages_of(learner) / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = run(learner, "setup", wheels=wheels)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Some packages of the course are missing." in done.stdout
    assert ask(learner, "tiny.VERSION") == "1.0"


def test_a_stamp_that_an_earlier_version_left_is_looked_into(learner: Path, wheels: Path) -> None:
    stamp = learner / ".venv" / "course-setup.json"
    old = {name: value for name, value in json.loads(stamp.read_text()).items() if name != "packages"}
    stamp.write_text(json.dumps(old), encoding="utf-8")
    done = run(learner, "setup")
    assert (done.stdout, done.stderr) == ("The course is ready. Start it with: python3 course.py\n", "")
    stamp.write_text(json.dumps(old), encoding="utf-8")
    (packages_of(learner) / "tiny.py").unlink()
    assert "Some packages of the course are missing." in run(learner, "setup", wheels=wheels).stdout
    assert ask(learner, "tiny.VERSION") == "1.0"


def test_setup_again_makes_everything_anew(learner: Path, wheels: Path) -> None:
    left_over = packages_of(learner) / "left_over.py"
    left_over.touch()
    (packages_of(learner) / "tiny.py").write_text("VERSION = 'tampered with'", encoding="utf-8")
    done = run(learner, "setup", "--again", wheels=wheels)
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(learner, "tiny.VERSION") == "1.0"
    assert not left_over.exists()


def test_where_something_else_has_the_name_of_the_environment_it_makes_way(learner: Path, wheels: Path) -> None:
    shutil.rmtree(learner / ".venv")
    (learner / ".venv").write_text("back-spasm-course", encoding="utf-8")
    assert run(learner, "setup", wheels=wheels).returncode == 0
    assert ask(learner, "tiny.VERSION") == "1.0"


# The right sentence for each cause (kind G)


@pytest.fixture
def hostile_networks() -> Iterator[dict[str, str]]:
    """Servers that answer as networks do that are in the way, by what they are."""
    with ExitStack() as stack:
        yield {
            "password": stack.enter_context(answering(407)),
            "filter": stack.enter_context(answering(403)),
            "unknown": stack.enter_context(answering(tls=True)),
            "sign_in": stack.enter_context(answering()),
            "nobody": f"localhost:{closed_port()}",
        }


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


HTTPS = "https://packages.invalid/simple"
NETWORKS = {
    "a proxy that wants a password": (
        {"HTTPS_PROXY": "http://me:secret@{password}", "PIP_INDEX_URL": HTTPS},
        "wants a name and a password: HTTPS_PROXY=http://localhost",
    ),
    "a proxy that wants a password, without encryption": (
        {
            "HTTP_PROXY": "http://{password}",
            "PIP_INDEX_URL": "http://packages.invalid",
            "PIP_TRUSTED_HOST": "packages.invalid",
        },
        "wants a name and a password: HTTP_PROXY=http://localhost",
    ),
    "a proxy that lets nothing through": (
        {"HTTPS_PROXY": "http://{filter}", "PIP_INDEX_URL": HTTPS},
        "does not let the setup through: HTTPS_PROXY=http://localhost",
    ),
    "a proxy that is gone": (
        {"HTTPS_PROXY": "http://{nobody}", "PIP_INDEX_URL": HTTPS},
        "The proxy of this network cannot be reached: HTTPS_PROXY=http://localhost",
    ),
    "a proxy without an address": (
        {"HTTPS_PROXY": ":::/x", "PIP_INDEX_URL": HTTPS},
        "The proxy of this network cannot be reached: HTTPS_PROXY=:::/x",
    ),
    "a proxy named in pip's settings": (
        {"PIP_PROXY": "http://{nobody}", "PIP_INDEX_URL": HTTPS},
        "The proxy of this network cannot be reached: PIP_PROXY=http://localhost",
    ),
    "a SOCKS proxy": (
        {"ALL_PROXY": "socks5://{nobody}", "PIP_INDEX_URL": HTTPS},
        "a SOCKS proxy, which the setup cannot use: ALL_PROXY=socks5://localhost",
    ),
    "a certificate that nobody knows": (
        {"PIP_INDEX_URL": "https://{unknown}/simple"},
        "shows a certificate that this computer does not know",
    ),
    "a file of certificates that is gone": (
        {"PIP_INDEX_URL": "https://{unknown}/simple", "REQUESTS_CA_BUNDLE": "/nowhere/ca.pem"},
        "not there: REQUESTS_CA_BUNDLE=/nowhere/ca.pem",
    ),
    "a file of certificates that is gone, as another variable has it": (
        {"PIP_INDEX_URL": "https://{unknown}/simple", "SSL_CERT_FILE": "/nowhere/ca.pem"},
        "not there: SSL_CERT_FILE=/nowhere/ca.pem",
    ),
    "a file of certificates that is none": (
        {"PIP_INDEX_URL": "https://{unknown}/simple", "PIP_CERT": __file__},
        "cannot be read: PIP_CERT=",
    ),
    "a sign-in page": (
        {"PIP_INDEX_URL": "http://{sign_in}/simple"},
        "perhaps its sign-in page",
    ),
    "a network that is not there": (
        {"PIP_INDEX_URL": "http://{nobody}/simple"},
        "The network did not answer",
    ),
    "a place that lets nobody in": (
        {"PIP_INDEX_URL": "http://{filter}/simple"},
        "does not let the setup in: http://localhost",
    ),
    "no place to get packages from": ({"PIP_NO_INDEX": "1"}, "forbid it to use a network (no-index)"),
}


@pytest.mark.parametrize(("variables", "sentence"), NETWORKS.values(), ids=NETWORKS)
def test_what_is_wrong_with_the_network_is_told(
    variables: dict[str, str], sentence: str, learner: Path, hostile_networks: dict[str, str]
) -> None:
    (learner / "requirements.txt").write_text(f"tiny==3.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    variables = {name: value.format(**hostile_networks) for name, value in variables.items()}
    said = told(run(learner, "setup", variables={"PIP_NO_INDEX": "", **variables}))
    assert sentence in said
    assert "secret" not in said
