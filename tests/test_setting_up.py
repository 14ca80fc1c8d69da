"""The setup in the face of hostile settings, networks and Pythons: all is there, or a sentence says why not.

Each is a real start of course.py; what is installed is one tiny local package.
"""

from __future__ import annotations

import json
import os
import py_compile
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from network import answering
from small_course import (
    SOURCES,
    ask,
    ask_python,
    base_of,
    copy_course,
    link_python,
    make_course,
    make_wheel,
    packages_of,
    python_of,
    quick,
    run,
)

import course
import course_setup
import course_troubles

ROOT = Path(__file__).resolve().parent.parent


def output_of(done: subprocess.CompletedProcess[str]) -> str:
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
    "python-version": "2.7",
    "implementation": "jy",
    "only-binary": ":none:",
    "requirement": "/nowhere/requirements.txt",
    "progress-bar": "nonsense",
    "exists-action": "a",
    "root-user-action": "nonsense",
    "require-virtualenv": "perhaps",
    "src": "/nowhere",
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
        "HOME": str(tmp_path / "home"),
    }
    (tmp_path / "home").mkdir()
    distutils = f"[install]\nprefix = {tmp_path / 'elsewhere'}\n"
    (tmp_path / "home" / ".pydistutils.cfg").write_text(distutils, encoding="utf-8")
    done = run(learner, "setup", wheels=wheels, variables=variables | more)
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(learner, "tiny.VERSION") == "2.0"
    assert packages_of(learner).is_relative_to(learner)
    assert not (tmp_path / "elsewhere").exists()


def test_no_settings_file_of_pip_s_leads_the_packages_astray(
    learner: Path, wheels: Path, tmp_path: Path
) -> None:
    new_version(learner, wheels)
    settings = tmp_path / "pip.conf"
    lines = [f"{name} = {value.format(elsewhere=tmp_path / 'elsewhere')}" for name, value in ASTRAY.items()]
    settings.write_text("\n".join(["[global]", *lines, "[install]", *lines]), encoding="utf-8")
    done = run(learner, "setup", wheels=wheels, variables={"PIP_CONFIG_FILE": str(settings)})
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(learner, "tiny.VERSION") == "2.0"
    assert not (tmp_path / "elsewhere").exists()


def own_options(learner: Path, settings: Path, variables: dict[str, str]) -> list[list[str]]:
    """What a course takes over from the person's settings of pip."""
    question = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); import course_setup; "
        "print(json.dumps(course_setup.own_options()))"
    )
    command = [sys.executable, "-I", "-S", "-c", question, str(learner)]
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    env = {**own, "PIP_CONFIG_FILE": str(settings), **variables}
    options: list[list[str]] = json.loads(
        subprocess.run(command, env=env, capture_output=True, check=True).stdout
    )
    return options


def test_where_packages_come_from_and_the_way_there_is_still_the_person_s_to_say(
    learner: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://one.example\n"
        "extra-index-url = https://two.example\n  https://three.example\n"
        "target = /nowhere\nno-index = false\n"
        "[install]\nproxy = http://proxy.example\ntrusted-host = one.example\n",
        encoding="utf-8",
    )
    options = own_options(learner, settings, {"PIP_INDEX_URL": "https://four.example", "PIP_CERT": "/a/b.pem"})
    assert sorted(options) == [
        ["--cert", "/a/b.pem"],
        ["--extra-index-url", "https://three.example"],
        ["--extra-index-url", "https://two.example"],
        ["--index-url", "https://four.example"],
        ["--proxy", "http://proxy.example"],
        ["--trusted-host", "one.example"],
    ]


def test_a_settings_file_that_pip_cannot_read_stops_nothing(learner: Path, tmp_path: Path) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_bytes(b"\xff\xfe[global\nindex-url")
    assert own_options(learner, settings, {}) == []


# What is stamped is there (kind F)


UV = shutil.which("uv", path=Path(sys.executable).parent)
BY_UV = "#!/bin/sh\nexec '{uv}' \"$@\"\n"
IN_VAIN = "#!/bin/sh\necho it does not work here\nexit 2\n"


@pytest.mark.skipif(not UV, reason="no uv in the tests' own environment: see requirements-test.txt")
@pytest.mark.parametrize(("script", "installer"), [(BY_UV, "uv"), (IN_VAIN, "pip")], ids=["uv", "uv fails"])
def test_what_developers_need_is_installed_by_uv_and_where_that_fails_by_pip(
    script: str, installer: str, learner: Path, tmp_path: Path
) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    files = {"uv-0.1.data/scripts/uv": script.format(uv=UV)}
    pins = make_wheel(wheels, "0.1", "uv", files) + make_wheel(wheels, "3.0")
    (learner / "requirements-test.txt").write_text(pins, encoding="utf-8")
    done = run(learner, "run", "tiny", wheels=wheels, variables={"UV_NO_INDEX": "0", "UV_TARGET": "/nowhere"})
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(learner, "tiny.VERSION") == "3.0"
    assert (packages_of(learner) / "tiny-3.0.dist-info" / "INSTALLER").read_text().strip() == installer
    assert is_finished(learner)


def test_a_person_s_own_settings_of_pip_reach_uv_by_the_names_that_it_has() -> None:
    options = [["--no-index", ""], ["--trusted-host", "here"], ["--find-links", "/x"], ["--proxy", "p"]]
    places, variables = course_setup.for_uv([*options, ["--cert", "c.pem"]])
    assert places == ["--no-index", "--allow-insecure-host", "here", "--find-links", "/x"]
    assert variables == {"ALL_PROXY": "p", "SSL_CERT_FILE": "c.pem"}


def test_pip_s_word_alone_leaves_no_stamp(learner: Path) -> None:
    pip = packages_of(learner) / "pip"
    (pip / "__main__.py").unlink()
    (pip / "__main__.py").write_text("print('Successfully installed tiny-9.0')", encoding="utf-8")
    (learner / "requirements.txt").write_text("tiny==9.0\n", encoding="utf-8")
    output = output_of(run(learner, "setup"))
    assert "Missing: tiny" in output
    assert "course.py setup --again" in output
    assert not (learner / ".venv" / "course-setup.json").exists()


def stamp_of(learner: Path) -> Path:
    return learner / ".venv" / "course-setup.json"


def is_finished(learner: Path) -> bool:
    """Whether the course of a folder takes its packages for installed."""
    question = (
        "import sys; sys.path.insert(0, sys.argv[1]); import course_setup; print(course_setup.finished() != {})"
    )
    command = [sys.executable, "-I", "-S", "-c", question, str(learner)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"


@pytest.mark.parametrize("lost", ["tiny-1.0.dist-info/RECORD", "course.pth"])
def test_what_is_lost_after_the_setup_is_seen(lost: str, learner: Path) -> None:
    assert is_finished(learner)
    (packages_of(learner) / lost).unlink()
    assert not is_finished(learner)


@pytest.mark.parametrize("spoil", ["delete", "empty", "cut off"])
def test_a_package_of_which_a_file_is_lost_is_seen(spoil: str, learner: Path) -> None:
    where = packages_of(learner)
    (where / "tiny.py").unlink()
    if spoil != "delete":
        record = where / "tiny-1.0.dist-info" / "RECORD"
        lines = [
            line.rstrip(",") + ",20" if line.startswith("tiny.py") else line
            for line in record.read_text().split("\n")
        ]
        record.write_text("\n".join(lines), encoding="utf-8")
        (where / "tiny.py").write_text("" if spoil == "empty" else "VERSION", encoding="utf-8")
    command = [
        python_of(learner),
        "-I",
        learner / "course_lib" / "lab" / "packages.py",
        learner / "requirements.txt",
    ]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["missing"] == ["tiny"]


@pytest.mark.parametrize("left", [None, ""])
def test_an_environment_that_no_longer_says_which_python_made_it_is_seen(
    left: str | None, learner: Path
) -> None:
    (learner / ".venv" / "pyvenv.cfg").unlink()
    if left is not None:
        (learner / ".venv" / "pyvenv.cfg").write_text(left, encoding="utf-8")
    assert not is_finished(learner)


@pytest.mark.parametrize("name", ["tiny.py", "tiny-1.0.dist-info/RECORD"])
def test_a_stamp_that_an_earlier_version_left_is_looked_into(name: str, learner: Path) -> None:
    old = {
        name: value for name, value in json.loads(stamp_of(learner).read_text()).items() if name != "packages"
    }
    stamp_of(learner).write_text(json.dumps(old), encoding="utf-8")
    assert is_finished(learner)
    assert "packages" in json.loads(stamp_of(learner).read_text())
    (packages_of(learner) / name).unlink()
    stamp_of(learner).write_text(json.dumps(old), encoding="utf-8")
    assert not is_finished(learner)


def test_what_is_missing_is_installed_again_without_being_asked(
    learner: Path, wheels: Path, quick_python: Path | str
) -> None:
    tiny = packages_of(learner)
    shutil.rmtree(tiny / "tiny-1.0.dist-info")
    (tiny / "tiny.py").unlink()
    done = run(learner, "setup", wheels=wheels, python=quick_python)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Some packages of the course are missing. Installing" in done.stdout
    assert ask(learner, "tiny.VERSION") == "1.0"


def test_setup_again_asks_nobody_what_is_there_already(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    steps: list[str] = []
    monkeypatch.setattr(course_setup, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").touch()
    monkeypatch.setattr(
        course_setup, "finished", lambda: {"requirements.txt": course_setup.digest("requirements.txt")}
    )
    monkeypatch.setattr(course_setup, "make_venv", lambda: steps.append(".venv"))
    monkeypatch.setattr(course_setup, "install", lambda requirements, known: steps.append(requirements))
    course_setup.setup()
    assert steps == []
    course_setup.setup(again=True)
    assert steps == [".venv", "requirements.txt"]


# The right sentence for each cause (kind G)

HTTPS = "https://packages.invalid/simple"
NETWORKS = {
    "a proxy that wants a password": (
        {"HTTPS_PROXY": "http://me:secret@{password}", "PIP_INDEX_URL": HTTPS},
        "wants a name and a password: HTTPS_PROXY=http://localhost",
    ),
    "a SOCKS proxy": (
        {"ALL_PROXY": "socks5://{password}", "PIP_INDEX_URL": HTTPS},
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
    "a sign-in page": ({"PIP_INDEX_URL": "http://{sign_in}/simple"}, "perhaps its sign-in page"),
    "no place to get packages from": ({"PIP_NO_INDEX": "1"}, "forbid it to use a network (no-index)"),
}


@pytest.fixture(scope="module")
def hostile_networks() -> Iterator[dict[str, str]]:
    """Servers that answer as networks do that are in the way, by what they are."""
    with answering(407) as password, answering(tls=True) as unknown, answering() as sign_in:
        yield {"password": password, "unknown": unknown, "sign_in": sign_in}


@pytest.fixture(scope="module")
def offline(first_start: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of which a new version asks for a package that no network here has."""
    folder = copy_course(first_start[0], tmp_path_factory.mktemp("offline") / "course")
    (folder / "requirements.txt").write_text(f"tiny==3.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("variables", "sentence"), NETWORKS.values(), ids=NETWORKS)
def test_what_is_wrong_with_the_network_is_told(
    variables: dict[str, str], sentence: str, offline: Path, hostile_networks: dict[str, str]
) -> None:
    variables = {name: value.format(**hostile_networks) for name, value in variables.items()}
    output = output_of(run(offline, "setup", variables={"PIP_NO_INDEX": "", **variables}))
    assert sentence in output
    assert "secret" not in output


FAILED = (
    "Could not fetch URL https://pypi.org/simple/anyio/: connection error: Max retries exceeded (Caused by "
)
NOT_THERE = "Could not find a version (from versions: none) No matching distribution found for anyio==4.16.0"
UNVERIFIED = (
    FAILED
    + "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
)


@pytest.mark.parametrize(
    ("output", "variables", "sentence"),
    [
        (
            FAILED
            + "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden')))",
            {"https_proxy": "http://proxy.example:80"},
            "does not let the setup through: https_proxy=http://proxy.example:80",
        ),
        (
            FAILED
            + "ProxyError('Cannot connect to proxy.', NewConnectionError('[Errno 111] Connection refused')))",
            {"HTTPS_PROXY": "http://me:secret@gone.example:80"},
            "cannot be reached: HTTPS_PROXY=http://gone.example:80",
        ),
        (
            FAILED
            + "ProxyError('Unable to connect to proxy', NameResolutionError('Failed to resolve proxy')))",
            {},
            "cannot be reached: it is in the network settings of this computer",
        ),
        (
            "OSError: Failed to parse: :::/foo",
            {"HTTPS_PROXY": ":::/foo"},
            "cannot be reached: HTTPS_PROXY=:::/foo",
        ),
        (
            "OSError: Please check proxy URL. It is malformed and could be missing the host.",
            {"HTTPS_PROXY": "file:///proxy.pac"},
            "cannot be reached: HTTPS_PROXY=file:///proxy.pac",
        ),
        (
            FAILED
            + "ProxyError('Cannot connect to proxy.', NewConnectionError('[Errno 111] Connection refused')))",
            {"HTTPS_PROXY": "http://me:a@secret@gone.example:80"},
            "cannot be reached: HTTPS_PROXY=http://gone.example:80",
        ),
        (
            FAILED + "NewConnectionError('[Errno -2] Name or service not known')))",
            {"HTTPS_PROXY": "http://my proxy:80"},
            "(It goes through a proxy: HTTPS_PROXY=http://my proxy:80. Is that still right?)",
        ),
        (
            "OSError: Could not find the TLS certificate file, invalid path: /nowhere/me.pem",
            {"PIP_CLIENT_CERT": "/nowhere/me.pem"},
            "not there: PIP_CLIENT_CERT=/nowhere/me.pem",
        ),
        (
            FAILED + "SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)')))",
            {},
            "breaks off the secure connection to pypi.org",
        ),
        (
            FAILED
            + "SSLError(8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol')))",
            {},
            "breaks off the secure connection to pypi.org",
        ),
        ("OSError: [Errno 24] Too many open files: '/x'", {}, "too few files at once"),
        (
            'Starting new HTTP connection (1): proxy:80 "GET http://x/simple/anyio/ HTTP/1.1" 407 None',
            {"HTTP_PROXY": "http://proxy:80"},
            "wants a name and a password: HTTP_PROXY=http://proxy:80",
        ),
        (
            UNVERIFIED + "unable to get local issuer certificate')))",
            {"SSL_CERT_FILE": "/nowhere/ca.pem"},
            "not there: SSL_CERT_FILE=/nowhere/ca.pem",
        ),
        (
            UNVERIFIED + "self-signed certificate in certificate chain')))",
            {},
            "that this computer does not know",
        ),
        (UNVERIFIED + "certificate has expired')))", {}, "Set date and time of the computer right"),
        (UNVERIFIED + "certificate is not yet valid')))", {}, "Set date and time of the computer right"),
        (
            FAILED
            + "SSLError(SSLError(136, '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found')))",
            {"PIP_CERT": __file__},
            "cannot be read: PIP_CERT=",
        ),
        (
            "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /gone.pem",
            {"CURL_CA_BUNDLE": "/gone.pem"},
            "not there: CURL_CA_BUNDLE=/gone.pem",
        ),
        (
            FAILED + "NewConnectionError('[Errno -3] Temporary failure in name resolution')))",
            {},
            "did not answer",
        ),
        (FAILED + "ReadTimeoutError('Read timed out.')))", {}, "did not answer"),
        (FAILED + "ResponseError('too many 503 error responses')))", {}, "did not answer"),
        (
            "403 Client Error: Forbidden for url: https://pypi.org/simple/anyio/",
            {},
            "does not let the setup in: pypi.org",
        ),
        ("511 Server Error: Network Authentication Required for url", {}, "perhaps its sign-in page"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", {}, "use another network"),
        ("MemoryError", {}, "out of memory"),
        ("RuntimeError: can't start new thread", {}, "out of memory"),
        ("BlockingIOError: [Errno 11] Resource temporarily unavailable", {}, "out of memory"),
        ("[WinError 1450] Insufficient system resources exist", {}, "out of memory"),
        ("zipfile.BadZipFile: File is not a zip file", {}, "use another network"),
        ("OSError: [Errno 5] Input/output error: '/x'", {}, "The drive with this folder does not answer"),
        ("OSError: [Errno 116] Stale file handle", {}, "The drive with this folder does not answer"),
        ("OSError: [Errno 95] Operation not supported", {}, "or cannot hold what the setup makes"),
        ("[WinError 59] An unexpected network error occurred", {}, "Check that it is connected"),
        ("[WinError 19] The media is write protected", {}, "a folder on the computer's own disk"),
        ("RemoteDisconnected('Remote end closed connection without response')", {}, "did not answer"),
        ("ConnectionResetError(104, 'Connection reset by peer')", {}, "did not answer"),
        ("OSError: [Errno 101] Network is unreachable", {}, "did not answer"),
        ("[WinError 10060] A connection attempt failed", {}, "did not answer"),
        ("429 Client Error: Too Many Requests for url: https://pypi.org/simple/anyio/", {}, "did not answer"),
        (
            "[Errno 13] Permission denied: '/var/lib/elsewhere'",
            {},
            "may not write to this folder: /var/lib/elsewhere",
        ),
        ("[Errno 13] Permission denied: '.venv'", {}, f"may not write to this folder: {ROOT}"),
        ("[Errno 1] Operation not permitted: '.venv'", {}, f"may not write to this folder: {ROOT}"),
        ("[Errno 36] File name too long", {}, "folder with a shorter name"),
        ("[WinError 225] Operation did not complete ... virus", {}, "virus protection"),
        ("No usable temporary directory found in ['/tmp']", {}, "TMPDIR"),
        ("failed to map segment from shared object", {}, "No program may run from this folder"),
        ("", {}, "no package for this kind of computer"),
    ],
)
def test_each_cause_has_its_own_sentence(
    output: str, variables: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*course_troubles.PROXIES, *course_troubles.CERTIFICATES):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    explained = course_troubles.explain(f"{NOT_THERE}\n{output}")
    assert sentence in explained
    assert "secret" not in explained


def test_a_trouble_that_nobody_thought_of_names_the_way_to_set_everything_up_from_scratch() -> None:
    assert "python3 course.py setup --again" in course_troubles.explain("something nobody thought of")


def test_where_the_person_s_own_settings_send_pip_is_told() -> None:
    options = [["--index-url", "https://me:secret@old.example/simple"]]
    explained = course_troubles.explain(
        FAILED + "NewConnectionError('[Errno 111] Connection refused')))", options
    )
    assert "index-url https://old.example/simple" in explained
    assert "secret" not in explained


@pytest.mark.parametrize(
    ("output", "requirement", "there"),
    [
        ("Skipping link: none of the tags: https://x/pyzmq-27.0-cp314-cp314-win32.whl", "pyzmq==27.0", True),
        ("Skipping link: none of the tags: https://x/ruamel_yaml-1.0-py2-none-any.whl", "ruamel.yaml==1", True),
        ("Skipping link: wrong project name: file:///wheels/anyio-4.0-py3-none-any.whl", "pyzmq==27", False),
        ("Skipping link: wrong project name: file:///wheels/tiny_more-4.0-py3-none-any.whl", "tiny==1", False),
        ("", "tiny", False),
    ],
)
def test_whether_pip_came_across_any_build_of_a_package(output: str, requirement: str, there: bool) -> None:
    assert course_troubles.offers(output, requirement) is there


@pytest.mark.parametrize(
    "output",
    [
        f"ERROR: HTTP error 404 while getting http://old.example/simple/anyio/\n{NOT_THERE}",
        "ValueError: Invalid IPv6 URL",
        "ValueError: Port could not be cast to integer value as 'x'",
    ],
)
def test_where_the_person_s_own_settings_send_pip_astray_no_python_is_blamed(output: str) -> None:
    explained = course_troubles.explain(output, [["--index-url", "http://old.example/simple"]])
    assert explained.startswith("There are no packages of the course where the settings of pip")
    assert "index-url http://old.example/simple" in explained


def test_a_trouble_that_nobody_thought_of_names_the_person_s_own_settings() -> None:
    explained = course_troubles.explain("something", [["--trusted-host", "old.example"]])
    assert "trusted-host old.example" in explained


def test_a_variable_that_would_log_the_keys_of_a_connection_goes_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", "/nowhere/keys")
    assert "SSLKEYLOGFILE" not in course_setup.environment()


# Python and course are whole (kind I)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A tiny course that was not set up."""
    make_course(tmp_path / "course", "# no packages\n")
    return tmp_path / "course"


def test_course_py_alone_in_a_folder_says_so(tmp_path: Path) -> None:
    shutil.copy(ROOT / "course.py", tmp_path)
    output = output_of(run(tmp_path))
    assert "The course is not whole. Missing or empty: course_commands.py" in output
    assert "do not start the course from inside the archive" in output


@pytest.mark.parametrize(
    "lost", [*SOURCES[1:], "requirements.txt", "course_lib", "course_lib/content", "exercises", "notebooks"]
)
def test_a_part_of_the_course_that_is_missing_is_named(lost: str, bare: Path) -> None:
    shutil.rmtree(bare / lost) if (bare / lost).is_dir() else (bare / lost).unlink()
    assert f"Missing or empty: {lost}" in output_of(run(bare))


@pytest.mark.parametrize(
    "lost", ["course_lib/player", "course_lib/widgets/parts", "course_lib/render/fonts", "exercises/patients"]
)
def test_a_folder_that_was_not_unpacked_or_is_empty_is_named(lost: str, bare: Path) -> None:
    shutil.rmtree(bare / lost)
    assert f"Missing or empty: {lost}" in output_of(run(bare))
    (bare / lost).mkdir()
    assert f"Missing or empty: {lost}" in output_of(run(bare))


@pytest.mark.parametrize("name", ["requirements.txt", "course_setup.py", "notebooks"])
def test_a_folder_in_place_of_a_file_or_a_file_in_place_of_a_folder_is_named(name: str, bare: Path) -> None:
    if (bare / name).is_dir():
        shutil.rmtree(bare / name)
        (bare / name).write_text("a file")
    else:
        (bare / name).unlink()
        (bare / name).mkdir()
        (bare / name / "file").write_text("a file")
    assert f"Missing or empty: {name}" in output_of(run(bare))


@pytest.mark.parametrize("content", [b"def (:\n", b"\0" * 300, b"x = 1\n\xff\n"])
@pytest.mark.parametrize("name", ["course_commands.py", "course_setup.py", "course_troubles.py"])
def test_a_file_that_is_cut_off_or_no_text_is_named(name: str, content: bytes, bare: Path) -> None:
    (bare / name).write_bytes(content)
    output = output_of(run(bare))
    assert "The course is not whole." in output
    assert "Unpack the whole archive" in output


def test_a_file_of_the_program_that_is_cut_off_is_named(learner: Path) -> None:
    (learner / "course_lib" / "lab" / "start.py").write_text("def (:\n", encoding="utf-8")
    output = output_of(run(learner, "learn", "--no-browser"))
    assert "The course is not whole: course_lib/lab/start.py" in output.replace("\\", "/")


def test_a_file_of_the_program_that_is_missing_is_named_and_no_package_is_blamed(learner: Path) -> None:
    start = learner / "course_lib" / "lab" / "start.py"
    start.write_text("import course_lib.lab.port\n", encoding="utf-8")
    output = output_of(run(learner, "learn", "--no-browser"))
    assert "The course is not whole: course_lib.lab.port" in output
    assert "Installing" not in output


@pytest.mark.parametrize("name", ["course_setup.py", "course_lib/__init__.py", "course_lib/content/x.yaml"])
def test_a_part_of_the_course_that_is_empty_is_named(name: str, bare: Path) -> None:
    (bare / name).write_text("")
    assert f"Missing or empty: {name}" in output_of(run(bare))


def test_a_folder_with_a_colon_is_told(bare: Path) -> None:
    folder = bare.rename(bare.parent / f"lesson{os.pathsep}1")
    assert f"has a {os.pathsep!r} in it" in output_of(run(folder, "setup"))


def python_without(part: str, folder: Path) -> Path:
    """Make a copy of the Python that runs the tests, without a part of it; skip where that cannot be done."""
    try:
        python = link_python(sys.executable, folder, leave_out=(part,))
    except OSError:
        python = None
    if not python or base_of(python) != folder or ask_python(python, f"__import__('{part}').__name__,"):
        pytest.skip(f"no Python without {part} can be made from this one")
    return python


@pytest.mark.skipif(os.name == "nt", reason="made of links")
@pytest.mark.parametrize("part", ["sqlite3", "ssl", "ctypes", "zlib", "pyexpat", "venv", "ensurepip"])
def test_a_python_that_lacks_a_part_is_told_before_anything_is_made(
    part: str, bare: Path, tmp_path: Path
) -> None:
    output = output_of(run(bare, "setup", python=python_without(part, tmp_path / "python")))
    assert f"This Python is not whole. It lacks {part}." in output or f"It lacks {part}, " in output
    assert "python.org" in output
    assert not (bare / ".venv").exists()


@pytest.mark.skipif(os.name == "nt", reason="made of links")
@pytest.mark.parametrize("part", ["select", "math", "argparse"])
def test_a_python_that_cannot_even_read_the_commands_is_told(part: str, bare: Path, tmp_path: Path) -> None:
    python = python_without(part, tmp_path / "python")
    assert "This Python is not whole" in output_of(run(bare, "setup", python=python))


@cache
def pythons() -> dict[str, Path]:
    """The Pythons of this computer, by their version."""
    found = sorted(Path.home().glob(".pyenv/versions/*/bin/python"))
    names = [f"python{major}.{minor}" for major, minor in [(2, 7), *((3, n) for n in range(4, 20))]]
    found += [Path(path) for name in names if (path := shutil.which(name)) and ".pyenv" not in path]
    asked = {}
    for path in found:
        command = [path, "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            asked.setdefault(done.stdout.strip(), path)
    return asked


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_the_course_is_set_up_by_every_python_that_it_is_made_for(
    version: str, tmp_path: Path, wheels: Path
) -> None:
    if version == "{}.{}".format(*sys.version_info):
        pytest.skip("the other tests run on it")
    if version not in pythons():
        pytest.skip(f"there is no Python {version} here")
    course_folder = tmp_path / "course"
    make_course(course_folder, make_wheel(wheels, "1.0"))
    (course_folder / ".venv").write_text("left by another tool", encoding="utf-8")
    python = quick(pythons()[version], tmp_path / "python")
    done = run(course_folder, "setup", "--again", wheels=wheels, python=python)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        ask(course_folder, "tiny.VERSION, __import__('sys').version_info[:2]")
        == f"1.0 {tuple(map(int, version.split('.')))}"
    )


@pytest.mark.parametrize("version", ["2.7", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10"])
def test_every_python_that_is_too_old_says_so_itself(version: str) -> None:
    if version not in pythons():
        pytest.skip(f"there is no Python {version} here")
    done = subprocess.run([pythons()[version], ROOT / "course.py"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"This Python is too old: it is {version}, and the course needs 3.11" in done.stdout


def test_a_python_that_is_newer_than_the_course_is_told_with_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 19, 0, "final", 0))
    monkeypatch.setattr("course_commands.main", lambda arguments: 0)
    assert course.main(["setup"]) == 0
    assert "This Python, 3.19, is newer than those that the course was made for." in capsys.readouterr().out


def test_a_32_bit_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert course.main([]) == 1
    assert "Install the 64-bit Python from python.org" in capsys.readouterr().out


# Variables and files of others (kinds K and L)

ODD = {
    "PYTHONOPTIMIZE": "2",
    "PYTHONSAFEPATH": "1",
    "PYTHONINSPECT": "1",
    "PYTHONWARNINGS": "error",
    "PYTHONWARNDEFAULTENCODING": "1",
    "PYTHONDEVMODE": "1",
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "ascii",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPYCACHEPREFIX": "/nowhere",
    "PYTHONNOUSERSITE": "1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONBREAKPOINT": "nowhere.at_all",
    "PYTHONSTARTUP": "/nowhere/startup.py",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "1",
    "PYTHONMALLOC": "debug",
    "PYTHONNODEBUGRANGES": "1",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONFAULTHANDLER": "1",
    "LC_ALL": "C",
}
"""Variables of Python's that change how it begins, runs or ends."""
SHADOWS = (
    "yaml",
    "random",
    "json",
    "typing",
    "argparse",
    "subprocess",
    "hashlib",
    "ssl",
    "traceback",
    "tokenize",
    "token",
    "http",
    "code",
    "enum",
    "re",
    "asyncio",
    "ipykernel",
    "jupyterlab",
    "anywidget",
    "tiny",
)
"""Names of modules that a file beside course.py may have, too."""


@pytest.mark.skipif(os.name == "nt", reason="made of signals")
def test_a_setup_that_is_told_to_end_leaves_no_step_behind(tmp_path: Path) -> None:
    step = (
        "import os, time; print(os.getpid(), file=open('new', 'w')); os.rename('new', 'step'); time.sleep(60)"
    )
    code = "import course_setup, signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(143)); "
    code += f"course_setup.run([sys.executable, '-c', {step!r}])"
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=variables) as setup:
        while not (tmp_path / "step").exists():
            time.sleep(0.02)
        setup.terminate()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "step").read_text(encoding="utf-8")), 0)


@pytest.mark.skipif(os.name == "nt", reason="closes streams as a shell does")
@pytest.mark.skipif(os.name == "nt", reason="made by a shell")
def test_where_a_stream_is_closed_the_course_has_one_too(learner: Path) -> None:
    start = learner / "course_lib" / "lab" / "start.py"
    start.write_text("import os\nos.dup(0), os.dup(1)\nopen('it-started', 'w')\n", encoding="utf-8")
    command = ["sh", "-c", 'exec "$0" course.py learn <&- >&-', sys.executable]
    assert subprocess.run(command, cwd=learner, check=False).returncode == 0
    assert (learner / "it-started").exists()


@pytest.mark.skipif(os.name == "nt", reason="made of a link")
def test_a_link_to_course_py_starts_the_course_that_it_leads_to(bare: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "course.py").symlink_to(bare / "course.py")
    assert "usage: course.py" in run(tmp_path / "links", "--help").stdout


@pytest.mark.parametrize("name", ["course_commands", "course_setup"])
@pytest.mark.parametrize("left", [16, 200])
def test_what_python_compiled_of_the_way_in_may_be_cut_off(name: str, left: int, bare: Path) -> None:
    compiled = Path(py_compile.compile(str(bare / f"{name}.py")) or "")
    compiled.write_bytes(compiled.read_bytes()[:left] + b"\0" * (left == 200))
    assert "usage: course.py" in run(bare, "--help").stdout


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_stops_nothing(closed: str, learner: Path, tmp_path: Path) -> None:
    command = f'"$0" "$1" setup {closed}; echo $?'
    where = [sys.executable, str(learner / "course.py")]
    done = subprocess.run(["sh", "-c", command, *where], capture_output=True, text=True, check=False)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


def test_no_place_for_temporary_files_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr("course_commands.setup", lambda *_, **__: None)
    monkeypatch.setattr("tempfile.TemporaryFile", nowhere)
    assert course.main([]) == 1
    assert "There is no folder for temporary files." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["sitecustomize", "usercustomize"])
def test_settings_of_python_s_own_are_not_taken_from_the_course_s_folder(name: str, learner: Path) -> None:
    (learner / f"{name}.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
    command = [python_of(learner), "-c", "import tiny; print(tiny.VERSION)"]
    done = subprocess.run(command, cwd=learner / "notebooks", capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1.0\n", "")


def test_neither_variables_nor_files_beside_it_stop_course_py(learner: Path, tmp_path: Path) -> None:
    for name in SHADOWS:
        (learner / f"{name}.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
    done = run(learner, "setup", variables=ODD | {"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (0, "The course is ready. Start it with: python3 course.py\n")
    assert ">>>" not in done.stderr
