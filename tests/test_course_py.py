"""The way into the course: course.py sets itself up, repairs itself, and says what is wrong in plain words.

Nothing is fetched: the set-ups here are real, with a real .venv and pip, but install one tiny local package.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.request import urlopen

import nbformat
import pytest
from small_course import SOURCES, ask, make_wheel, packages_of, python_of, run

import course
import course_commands
import course_setup

ROOT = Path(__file__).resolve().parent.parent
NOT_ON_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to another program")


# Setting up


def test_the_first_start_tells_what_it_does_and_installs_what_is_pinned(
    first_start: tuple[Path, str],
) -> None:
    folder, output = first_start
    assert "happens only once" in output
    assert "about 1 packages" in output
    assert ask(folder, "tiny.VERSION") == "1.0"


NOTED = """
import sys
def note(event, arguments):
    if event in ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork", "socket.connect"):
        print(event, *arguments[:2], file=sys.stderr)
sys.addaudithook(note)
"""
"""Says of a Python every program that it starts and every address that it connects to."""


def test_a_second_start_installs_nothing_needs_no_network_and_only_asks_its_python_for_its_version(
    learner: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(NOTED, encoding="utf-8")
    done = run(learner, "setup", variables={"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (0, "The course is ready. Start it with: python3 course.py\n")
    (asked,) = done.stderr.splitlines()
    assert "subprocess.Popen" in asked
    assert "'-I', '-S', '-c', \"import sys; print('%d.%d' % sys.version_info[:2])\"" in asked


def test_a_course_that_was_moved_is_found_by_its_notebooks_where_it_is_now(learner: Path) -> None:
    assert run(learner, "setup").returncode == 0
    assert Path(ask(learner, "course_lib.__file__")).is_relative_to(learner)


def test_a_half_made_environment_is_made_again(learner: Path, wheels: Path, quick_python: Path | str) -> None:
    left_over = packages_of(learner) / "half_installed.py"
    left_over.touch()
    (learner / ".venv" / "course-setup.json").unlink()
    python_of(learner).unlink()
    done = run(learner, "setup", wheels=wheels, python=quick_python)
    assert done.returncode == 0, done.stderr
    assert ask(learner, "tiny.VERSION") == "1.0"
    assert not left_over.exists()


STAMPS = ["", "{}", "[not json", '{"python": "3.1"}', "[" * 100_000]


@pytest.mark.parametrize("stamp", STAMPS, ids=range(len(STAMPS)))
def test_nothing_is_relied_on_unless_the_stamp_says_so(
    stamp: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stamp").write_text(stamp, encoding="utf-8")
    monkeypatch.setattr(course_setup, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(course_setup, "PYTHON", sys.executable)
    assert course_setup.finished() == {}


def test_an_environment_whose_python_was_removed_is_not_relied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stamp").write_text('{"python": "3.11"}', encoding="utf-8")
    monkeypatch.setattr(course_setup, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(course_setup, "PYTHON", tmp_path / "gone")
    assert course_setup.finished() == {}


def test_a_new_version_of_the_course_installs_what_changed(learner: Path, wheels: Path) -> None:
    (learner / "requirements.txt").write_text(make_wheel(wheels, "2.0"), encoding="utf-8")
    done = run(learner, "setup", wheels=wheels)
    assert done.returncode == 0, done.stderr
    assert "happens only once" not in done.stdout
    assert ask(learner, "tiny.VERSION") == "2.0"


DRIVER = "__import__('driver').VERSION"


def test_the_driver_of_a_database_comes_on_top_and_stays_with_the_next_version_of_the_course(
    learner: Path, wheels: Path, quick_python: Path | str
) -> None:
    (learner / "requirements-postgres.txt").write_text(make_wheel(wheels, "1.0", "driver"), encoding="utf-8")
    done = run(learner, "setup", "--postgres", wheels=wheels)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "The driver for PostgreSQL is installed. Start the class again."
    assert ask(learner, DRIVER) == "1.0"
    assert "Downloading" not in run(learner, "setup", "--postgres").stdout
    (learner / "requirements.txt").write_text(make_wheel(wheels, "2.0"), encoding="utf-8")
    done = run(learner, "setup", wheels=wheels)
    assert "Installing the packages of the course again" not in done.stdout, "only what has changed"
    assert (ask(learner, DRIVER), ask(learner, "tiny.VERSION")) == ("1.0", "2.0")
    assert "Downloading" not in run(learner, "setup", "--postgres").stdout
    shutil.rmtree(packages_of(learner) / "driver-1.0.dist-info")
    again = run(learner, "setup", "--postgres", wheels=wheels, python=quick_python)
    assert again.returncode == 0
    assert ask(learner, DRIVER) == "1.0"


def test_a_package_with_another_hash_is_refused_and_what_was_installed_stays(
    learner: Path, wheels: Path
) -> None:
    good = (learner / "requirements.txt").read_text(encoding="utf-8")
    forged = good.split("sha256:")[0] + "sha256:" + "0" * 64 + "\n"
    (learner / "requirements.txt").write_text(forged.replace("1.0", "3.0"), encoding="utf-8")
    make_wheel(wheels, "3.0")
    done = run(learner, "setup", wheels=wheels)
    assert done.returncode == 1
    assert "damaged or changed on its way" in done.stderr
    (learner / "requirements.txt").write_text(good, encoding="utf-8")
    assert "Downloading" not in run(learner, "setup").stdout


def test_two_windows_do_not_set_up_the_same_folder_at_once(learner: Path) -> None:
    (learner / ".venv" / "course-setup.json").unlink()
    holder = (
        f"import sys; sys.path.insert(0, {str(learner)!r}); import course_setup\n"
        "with course_setup.lock(): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        done = run(learner, "setup")
        other.communicate("")
    assert done.returncode == 1
    assert "Another window is setting up the course" in done.stderr


# Troubles, told so that an assistant can fix them


def fail_with(learner: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Put a pip in place that fails as told, then set up a changed course."""
    pip = packages_of(learner) / "pip"
    shutil.rmtree(pip)
    pip.mkdir()
    (pip / "__main__.py").write_text(code, encoding="utf-8")
    (learner / "requirements.txt").write_text("tiny==9.0\n", encoding="utf-8")
    return run(learner, "setup")


def test_a_full_disk_is_told_in_a_sentence_with_the_log_beside_it(learner: Path) -> None:
    done = fail_with(learner, "raise OSError(28, 'No space left on device')")
    assert done.returncode == 1
    assert done.stderr.strip().startswith("The disk is full. Free about 1 GB, then start again.")
    assert "Traceback" not in done.stderr
    assert str(Path(".venv", "setup.log")) in done.stderr
    assert "OSError" in (learner / ".venv" / "setup.log").read_text(encoding="utf-8")


def test_after_an_installation_that_broke_off_the_environment_is_not_relied_on(learner: Path) -> None:
    fail_with(learner, "print('Installing collected packages: tiny'); raise SystemExit(1)")
    assert not (learner / ".venv" / "course-setup.json").exists()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: ... OSError: [WinError 112] There is not enough space on the disk", "The disk is full"),
        ("Error: [Errno 13] Permission denied: '.venv'", "may not write to this folder"),
        ("[Errno 30] Read-only file system: '.venv'", "may not write to this folder"),
        ("[WinError 32] The process cannot access the file", "still open somewhere"),
        ("python: No module named ensurepip", "sudo apt install python3-venv"),
        ("HINT: This error might have occurred since Long Path support is off", "too long for Windows"),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\n"
            "ERROR: No matching distribution found for anyio",
            "Connect to the internet",
        ),
        ("ERROR: No matching distribution found for pyzmq==27", "no package for this kind of computer"),
        ("[Errno 21] Is a directory: '/course/.setup.lock'", "makes a file or a folder: /course/.setup.lock"),
        ("[Errno 17] File exists: '/course/.venv'", "makes a file or a folder: /course/.venv"),
        ("[WinError 33] The process cannot access the file", "still open somewhere"),
        ("[Errno 26] Text file busy", "still open somewhere"),
        ("[Errno 27] File too large", "cannot hold what the setup makes"),
        ("[Errno 84] Invalid or incomplete multibyte or wide character", "cannot hold what the setup makes"),
        ("[Errno 40] Too many levels of symbolic links: '.venv'", "lies where the setup makes"),
        ("ERROR: HTTP error 407 while getting https://pypi.org/x", "wants a name and a password"),
        ("ERROR: HTTP error 403 while getting https://pypi.org/x", "does not let the setup in"),
        ("ERROR: HTTP error 404 while getting https://pypi.org/x", "The network did not answer"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "The network did not answer"),
        (
            "SSLError(SSLError(1, '[SSL: DH_KEY_TOO_SMALL] dh key too small'))",
            "breaks off the secure connection",
        ),
        ("ssl.SSLZeroReturnError: TLS/SSL connection has been closed", "breaks off the secure connection"),
        ("something nobody thought of", "Start again"),
    ],
)
def test_each_known_trouble_has_a_sentence_with_what_to_do(output: str, sentence: str) -> None:
    assert sentence in course_setup.explain(output)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", ".setup.lock")

    monkeypatch.setattr(course_setup, "finished", dict)
    monkeypatch.setattr(course_setup, "lock", refuse)
    assert course.main(["setup"]) == 1
    assert "may not write to this folder" in capsys.readouterr().err


def test_an_old_python_is_told_to_be_too_old(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    assert course.main([]) == 1
    assert "This Python is too old: it is 3.8, and the course needs 3.11" in capsys.readouterr().out


@pytest.mark.parametrize("name", SOURCES)
def test_an_old_python_can_read_the_files_that_tell_it_so(name: str) -> None:
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 8))


# Commands


def test_the_help_explains_every_command() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "course.py", "--help"], capture_output=True, text=True, check=True
    )
    for name in ("learn", "workshop", "setup", "check", "refresh", "test", "bench"):
        assert f"\n    {name} " in done.stdout
    assert " ".join(course_commands.COMMANDS["learn"].split()) in " ".join(done.stdout.split())


@pytest.mark.parametrize("arguments", [[], ["--no-browser"], ["--port", "8899"]])
def test_without_a_command_the_course_is_opened(arguments: list[str]) -> None:
    assert course_commands.understand(arguments).command == "learn"


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What course.py runs, instead of running it; of the tools, mypy fails."""
    calls: list[tuple[list[str], dict[str, str]]] = []

    def call(module: list[str], variables: dict[str, str] | None = None, *_: object, **files: object) -> int:
        calls.append((module, variables or {}))
        return int(module[0] == "mypy")

    monkeypatch.setattr(course_commands, "setup", lambda requirements, again=False: None)
    monkeypatch.setattr(course_commands, "call", call)
    return calls


SEE_ALL = "See all of them: python3 course.py --help"
PORT = (
    "is no port. A port is a number by which the browser finds the course on this computer.\n"
    "Write one from 1024 to 65535, such as --port 8899, or leave --port out."
)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["lern"], f'There is no command "lern". Did you mean learn?\n{SEE_ALL}'),
        (["Check"], f'There is no command "Check". Did you mean check?\n{SEE_ALL}'),
        (["xyz"], f'There is no command "xyz".\n{SEE_ALL}'),
        (["--port", "abc"], f'"abc" {PORT}'),
        (["learn", "--port"], f'"" {PORT}'),
        (["learn", "--port", "٥"], f'"٥" {PORT}'),
        (["learn", "--port", "9" * 5000], f'"{"9" * 5000}" {PORT}'),
        (["workshop", "class.yaml", "--port", "abc"], f'"abc" {PORT}'),
        (
            ["learn", "--prot", "8899"],
            'The command learn knows no "--prot". Did you mean --port?\nSee: python3 course.py learn --help',
        ),
        (["check", "heat"], 'The command check knows no "heat".\nSee: python3 course.py check --help'),
        (
            ["setup", "--again=yes"],
            "This could not be understood: argument --again: ignored explicit argument 'yes'.\n"
            "See: python3 course.py setup --help",
        ),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_what_is_typed_wrong_is_told_in_a_sentence_with_what_is_near(
    arguments: list[str],
    sentence: str,
    called: list[tuple[list[str], dict[str, str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert course.main(arguments) == 1
    assert called == []
    assert capsys.readouterr().err == f"\n{sentence}\n"


def test_a_port_is_passed_on_as_a_number_and_a_tool_keeps_its_own_options() -> None:
    assert course_commands.understand(["--port", "8899"]).port == 8899
    assert course_commands.understand(["learn", "--port=8899"]).port == 8899
    assert course_commands.understand(["run", "pytest", "-k", "heat", "--port"]).tool[-1] == "--port"


def test_the_test_command_runs_everything_and_names_what_failed(
    called: list[tuple[list[str], dict[str, str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert course.main(["test"]) == 1
    modules = [module for module, _ in called]
    assert sorted(modules) == sorted(course_commands.TESTS.values())
    summary = capsys.readouterr().out.split("=== summary")[1]
    assert [line.split()[1] for line in summary.splitlines() if "FAILED" in line] == ["mypy"]


def test_of_what_runs_at_the_same_time_the_tests_are_seen_and_each_check_tells_what_it_has_to_say_after_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say = {
        "a": "import sys; print('first', flush=True); print('wrong', file=sys.stderr)",
        "b": "print('second')",
    }

    def popen(command: list[str], **options: object) -> object:
        return subprocess.Popen([sys.executable, "-c", say.get(command[-1], "")], **options)

    monkeypatch.setattr(course_commands, "subprocess", SimpleNamespace(**vars(subprocess) | {"Popen": popen}))
    monkeypatch.setattr(course_commands, "TESTS", {"one": ["a"], "two": ["b"], "last": ["c"]})
    assert course_commands.test({}) == 0
    output = capsys.readouterr().out
    assert [line for line in output.splitlines() if line and not line.endswith(" s")] == [
        *("=== last", "=== one", "first", "wrong", "=== two", "second", "=== summary")
    ]


@pytest.mark.parametrize("command", ["test", "bench", "refresh", "run"])
def test_no_run_but_the_learner_s_own_touches_the_learner_s_record(
    command: str, called: list[tuple[list[str], dict[str, str]]]
) -> None:
    course.main([command])
    for _, variables in called:
        assert variables["COURSE_RECORD"].startswith("sqlite:///")
        assert {"JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "COURSE_DATA"} < set(variables)


def test_learning_uses_the_learner_s_own_record(called: list[tuple[list[str], dict[str, str]]]) -> None:
    course.main(["learn", "--no-browser", "--port", "8899"])
    ((module, variables),) = called
    assert module[-3:] == ["--no-browser", "--port", "8899"]
    assert variables == {}


@pytest.mark.parametrize(
    "rest", [["class.yaml"], ["--demo", "--port", "8899"], ["--new", "my.yaml"], ["--help"]]
)
def test_the_workshop_reads_its_own_options_whichever_comes_first(
    rest: list[str], called: list[tuple[list[str], dict[str, str]]]
) -> None:
    course.main(["workshop", *rest])
    assert called == [(["course_lib.classroom.start", *rest], {})]


# JupyterLab itself


def start_command(root: Path, data: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "course_lib.lab.start", "--root", str(root), "--data", str(data)]
    return [*command, "--no-browser", *options]


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebooks")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    nbformat.write(notebook, folder / "00_start_here.ipynb")
    return folder


@pytest.fixture(scope="module")
def running(notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A JupyterLab of the course: its address and its data folder."""
    data = tmp_path_factory.mktemp("data") / "not there yet"
    env = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER_")}
    with subprocess.Popen(
        start_command(notebooks, data), cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE
    ) as lab:
        assert lab.stdout is not None
        try:
            yield {"address": lab.stdout.readline().strip(), "data": str(data)}
        finally:
            lab.stdout.close()  # a window that was closed must not keep the lab running
            lab.terminate()


def test_the_address_is_one_line_on_this_computer_alone_with_a_token(running: dict[str, str]) -> None:
    address, token = running["address"].split("?token=")
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/lab/tree/00_start_here.ipynb")
    assert len(token) >= 24
    with urlopen(running["address"]) as page:
        assert b"jupyter-config-data" in page.read()


def test_the_course_s_own_notebooks_are_trusted(running: dict[str, str]) -> None:
    address, token = running["address"].split("?token=")
    base = address.split("/lab/")[0]
    with urlopen(f"{base}/api/contents/00_start_here.ipynb?token={token}") as page:
        (cell,) = json.load(page)["content"]["cells"]
    assert cell["metadata"]["trusted"] is True


def test_the_lab_asks_nothing_of_a_network_and_keeps_settings_of_its_own(running: dict[str, str]) -> None:
    with urlopen(running["address"]) as page:
        text = page.read().decode()
    config = json.loads(
        text.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0]
    )
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["name"] == "read-only"
    data = Path(running["data"])
    assert Path(config["userSettingsDir"]).is_relative_to(data)
    assert Path(config["workspacesDir"]).is_relative_to(data)
    assert (data / "jupyterlab.log").stat().st_size > 0


def test_a_second_start_shows_the_course_that_is_running(running: dict[str, str], notebooks: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER_")}
    command = start_command(notebooks, Path(running["data"]))
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert first == "The course is already running, in another window."
    assert second == running["address"]


@NOT_ON_WINDOWS
def test_ctrl_c_stops_it_with_one_sentence_also_without_a_data_folder(notebooks: Path, tmp_path: Path) -> None:
    data = tmp_path / "a file"
    data.touch()
    env = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER_")}
    env["TMPDIR"] = str(tmp_path)
    command = start_command(notebooks, data)
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE) as lab:
        assert lab.stdout is not None
        lines = [lab.stdout.readline() for _ in range(4)]
        lab.send_signal(signal.SIGINT)
        last = lab.stdout.read()
    assert "cannot write to its data folder" in lines[0]
    assert lines[2].startswith("http://127.0.0.1:")
    assert last == "\nThe course is stopped. Your answers are kept.\n"
    assert lab.returncode == 0


def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = start_command(tmp_path, tmp_path, "--port", str(port))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Port {port} is taken by another program." in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
