"""The start among the settings, files, servers and browsers of others: the lesson opens, or is told why not."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import nbformat
import pytest
from network import answering
from test_setting_up import ODD, SHADOWS
from websocket import create_connection

import course_commands
import course_setup
from course_lib.lab import apart, limits, port, rehearsal, running, server, trouble, warming

ROOT = Path(__file__).resolve().parent.parent
NOT_ON_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="made of links and signals")
WRONG = "raise SystemExit('the wrong module')\n"


# All at once: a course that starts among the settings, the files and the leftovers of others (kinds H, J, K, L)


def foreign_home(home: Path) -> dict[str, str]:
    """Fill a home with somebody else's settings of Jupyter and IPython; give the variables that name them."""
    bad = (
        "c.ServerApp.port = 99999999\nc.ServerApp.base_url = '/elsewhere'\nc.IdentityProvider.token = 'other'\n"
    )
    bad += "c.ServerApp.root_dir = '/'\nc.LabApp.app_dir = '/nowhere'\nc.ServerApp.open_browser = True\n"
    bad += "c.ServerApp.certfile = '/nowhere/me.pem'\nc.ServerApp.ip = '203.0.113.1'\n"
    bad += "c.ServerApp.jpserver_extensions = {'nowhere': True}\nc.ServerApp.disable_check_xsrf = 'perhaps'\n"
    bad += "c.MultiKernelManager.default_kernel_name = 'nowhere'\nc.NotebookNotary.db_file = '/nowhere/db'\n"
    bad += "c.IdentityProvider.password_required = True\nc.ContentsManager.allow_hidden = 5\n"
    for place in (".jupyter", "config", "config_path", ".local/etc/jupyter"):
        folder = home / place
        (folder / "labconfig").mkdir(parents=True)
        for name in ("jupyter_config", "jupyter_server_config", "jupyter_lab_config"):
            (folder / f"{name}.py").write_text(bad, encoding="utf-8")
        disabled = {
            "disabledExtensions": {"@jupyter-widgets/jupyterlab-manager": True, "back-spasm-course": True}
        }
        (folder / "labconfig" / "page_config.json").write_text(json.dumps(disabled), encoding="utf-8")
    kernel = home / "share" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    spec = {"argv": ["/nowhere/python"], "display_name": "Another", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    profile = home / ".ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup" / "00.py").write_text("started_up = True\n", encoding="utf-8")
    settings = "c.InteractiveShellApp.exec_lines = ['started_up = True']\nc.IPKernelApp.pylab = 'inline'\n"
    for name in ("ipython_config.py", "ipython_kernel_config.py"):
        (profile / name).write_text(settings, encoding="utf-8")
    (home / "startup.py").write_text("started_up = True\n", encoding="utf-8")
    return {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_CONFIG_PATH": str(home / "config_path"),
        "JUPYTER_PATH": str(home / "share"),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_PREFER_ENV_PATH": "0",
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTER_TOKEN": "other",
        "JUPYTER_PORT": "99999999",
        "JUPYTERLAB_DIR": "/nowhere",
        "JUPYTERLAB_SETTINGS_DIR": "/nowhere",
        "JUPYTERLAB_WORKSPACES_DIR": "/nowhere",
        "JUPYTERHUB_SERVICE_PREFIX": "/hub/",
        "JPY_PARENT_PID": "1",
        "IPYTHONDIR": str(home / ".ipython"),
        "HTTP_PROXY": "http://localhost:9",
        "http_proxy": "http://localhost:9",
        "ALL_PROXY": "socks5://localhost:9",
        "https_proxy": "an address:that is none",
        "no_proxy": "[::1",
        "ANYWIDGET_HMR": "1",
        "KERNEL_LAUNCH_TIMEOUT": "soon",
        "NBFORMAT_VALIDATOR": "nowhere",
        "PROMETHEUS_MULTIPROC_DIR": "/nowhere",
        "PYZMQ_BACKEND": "nowhere",
        **ODD,
        "PYTHONSTARTUP": str(home / "startup.py"),
    }


@pytest.fixture(scope="module")
def among_others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in a folder with an odd name, beside files of others, with leftovers in its data folder."""
    if not course_setup.finished().get("requirements.txt"):
        pytest.skip("the Python that runs the tests was not set up by course.py")
    folder = tmp_path_factory.mktemp("odd") / "-course [1] {a} %20 ü 🙂 it's"
    folder.mkdir()
    for name in ("course_lib", "exercises", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb*"))
    for path in (*ROOT.glob("course*.py"), *ROOT.glob("requirements*.txt"), ROOT / "course_files.txt"):
        shutil.copy(path, folder)
    (folder / ".venv").symlink_to(sys.prefix)
    for place in (folder, folder / "notebooks"):
        for name in SHADOWS:
            (place / f"{name}.py").write_text(WRONG, encoding="utf-8")
    (folder / "notebooks" / "Untitled.ipynb").touch()
    (folder / "notebooks" / "broken.ipynb").write_bytes(b"\xff\xfe{")
    (folder / "notebooks" / "folder.ipynb").mkdir()
    os.mkfifo(folder / "notebooks" / "pipe.ipynb")
    for name in ("runtime/jupyter_cookie_secret", "data/notebook_secret", "data/nbsignatures.db"):
        (folder / "data" / "jupyter" / name).mkdir(parents=True)
    (folder / "data" / "jupyter" / "runtime" / "jpserver-1.json").write_text("{not json", encoding="utf-8")
    lynx = folder.parent / "bin" / "lynx"
    lynx.parent.mkdir()
    lynx.write_text(f"#!/bin/sh\ntouch '{folder.parent}/lynx-was-called'\nsleep 60\n", encoding="utf-8")
    lynx.chmod(0o755)
    return folder


def variables_of(folder: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}
    home = folder.parent / "home"
    foreign = foreign_home(home) if not home.exists() else {}
    record = f"sqlite:///{(folder.parent / 'record.sqlite').as_posix()}"
    return {**own, **foreign, "COURSE_DATA": str(folder / "data"), "COURSE_RECORD": record}


@pytest.fixture(scope="module")
def started(among_others: Path) -> Iterator[dict[str, Any]]:
    """That course after its start, and what it said."""
    variables = {**variables_of(among_others), "BROWSER": str(among_others.parent / "bin" / "lynx")}
    variables["PYTHONPATH"] = str(among_others / "notebooks")
    command = [sys.executable, str(among_others / "course.py")]
    with subprocess.Popen(
        command, cwd=among_others, env=variables, text=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    ) as lab:
        assert lab.stdout is not None
        lines = [lab.stdout.readline().strip() for _ in range(3)]
        address = next((line for line in lines if "http" in line), "")
        try:
            yield {
                "lines": lines,
                "address": address,
                "folder": among_others,
                "variables": variables,
                "lab": lab,
            }
        finally:
            lab.terminate()


def ask(started: dict[str, Any], path: str, data: Any = None, method: str | None = None) -> Any:
    """Ask the course's server for something, as the page does."""
    base, token = started["address"].split("lab/tree/")[0], started["address"].split("?token=")[1]
    request = Request(
        base + path,
        headers={"Authorization": f"token {token}"},
        data=None if data is None else json.dumps(data).encode(),
        method=method,
    )
    with urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def run_in_kernel(started: dict[str, Any], *sources: str) -> list[dict[str, Any]]:
    """Start the kernel of the first notebook and run some cells, as the page does; give what they show."""
    session = {"path": "00_start_here.ipynb", "type": "notebook", "name": "", "kernel": {"name": "python3"}}
    kernel = ask(started, "api/sessions", session)["kernel"]["id"]
    base, token = started["address"].split("lab/tree/")[0], started["address"].split("?token=")[1]
    line = create_connection(
        f"ws{base[4:]}api/kernels/{kernel}/channels?token={token}", timeout=60, http_no_proxy=["*"]
    )
    shown = []
    with contextlib.closing(line):
        for source in sources:
            header = {
                "msg_id": uuid.uuid4().hex,
                "msg_type": "execute_request",
                "session": "s",
                "username": "",
                "version": "5.3",
            }
            content = {
                "code": source,
                "silent": False,
                "store_history": False,
                "allow_stdin": False,
                "user_expressions": {},
            }
            message = {
                "header": header,
                "parent_header": {},
                "metadata": {},
                "content": content,
                "channel": "shell",
            }
            line.send(json.dumps(message))
            while True:
                answer = json.loads(line.recv())
                if answer["parent_header"].get("msg_id") != header["msg_id"]:
                    continue
                if answer["msg_type"] in ("execute_result", "display_data", "error"):
                    shown.append(answer["content"])
                if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
                    break
    return shown


@NOT_ON_WINDOWS
def test_the_course_opens_among_the_settings_and_files_of_others(started: dict[str, Any]) -> None:
    assert started["lines"][0].startswith("Open this address in a browser")
    assert started["address"].endswith("?token=" + started["address"].split("=")[-1])
    assert "/lab/tree/00_start_here.ipynb?token=" in started["address"]
    assert started["lines"][2].startswith("Leave this window open")
    assert not (started["folder"].parent / "lynx-was-called").exists()


@NOT_ON_WINDOWS
def test_its_page_has_the_course_s_own_settings_and_extensions(started: dict[str, Any]) -> None:
    with urlopen(started["address"], timeout=60) as page:
        text = page.read().decode()
    config = json.loads(
        text.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0]
    )
    names = {extension["name"] for extension in config["federated_extensions"]}
    assert {"back-spasm-course", "@jupyter-widgets/jupyterlab-manager"} <= names
    assert not {"back-spasm-course", "@jupyter-widgets/jupyterlab-manager"} & set(config["disabledExtensions"])
    assert config["baseUrl"] == "/"
    assert Path(config["serverRoot"]) == started["folder"] / "notebooks"
    settings = ask(started, "lab/api/settings/@jupyterlab/docmanager-extension:plugin")
    assert (
        settings["settings"].get("autosave", settings["schema"]["properties"]["autosave"]["default"]) is False
    )


@NOT_ON_WINDOWS
def test_a_setting_that_is_changed_stands_in_the_list_of_all_from_then_on(started: dict[str, Any]) -> None:
    name = "@jupyterlab/notebook-extension:tracker"

    def listed() -> Any:
        (found,) = [each for each in ask(started, "lab/api/settings")["settings"] if each["id"] == name]
        return found["raw"]

    alone = ask(started, f"lab/api/settings/{name}")
    assert (listed(), listed()) == (alone["raw"], alone["raw"])
    mine = '{"scrollPastEnd": true}'
    ask(started, f"lab/api/settings/{name}", {"raw": mine}, "PUT")
    assert listed() == mine
    ask(started, f"lab/api/settings/{name}", {"raw": alone["raw"]}, "PUT")
    assert listed() == alone["raw"]


@NOT_ON_WINDOWS
def test_two_windows_that_open_a_lesson_at_the_same_moment_get_one_kernel(started: dict[str, Any]) -> None:
    session = {"path": "03_soft_tissue_mobilization.ipynb", "type": "notebook", "name": "", "kernel": {}}
    with ThreadPoolExecutor(4) as windows:
        found = list(windows.map(lambda _: ask(started, "api/sessions", session), range(4)))
    assert len({each["kernel"]["id"] for each in found}) == 1
    assert len({each["id"] for each in found}) == 1


@NOT_ON_WINDOWS
def test_its_notebooks_are_trusted_though_one_beside_them_cannot_be_read(started: dict[str, Any]) -> None:
    notebook = ask(started, "api/contents/02_heat_and_ice.ipynb")["content"]
    assert all(cell["metadata"].get("trusted") for cell in notebook["cells"] if cell["cell_type"] == "code")


@NOT_ON_WINDOWS
def test_its_kernel_runs_the_first_cell_and_nothing_of_others(started: dict[str, Any]) -> None:
    notebook = nbformat.read(started["folder"] / "notebooks" / "00_start_here.ipynb", as_version=4)
    first = next(cell.source for cell in notebook.cells if cell.cell_type == "code")
    questions = (
        "import sys, os, yaml, random, json, course_lib",
        "(sys.flags.optimize, sys.flags.inspect, sys.flags.safe_path, 'started_up' in globals())",
        "[name for name in os.environ if name.startswith(('PYTHON', 'JUPYTERLAB', 'JUPYTER_PATH'))]",
        "'site-packages' in yaml.__file__ and not random.__file__.startswith(os.getcwd())",
        "course_lib.__file__",
    )
    shown = run_in_kernel(started, first, *questions)
    assert [each for each in shown if "ename" in each] == []
    assert "application/vnd.jupyter.widget-view+json" in shown[0]["data"]
    texts = [each["data"]["text/plain"] for each in shown[-4:]]
    assert texts[:3] == ["(0, 0, True, False)", "[]", "True"]
    assert Path(texts[3].strip("'\"")).parent.parent.name == started["folder"].name


@NOT_ON_WINDOWS
def test_yesterday_s_address_ends_at_a_page_that_says_how_to_go_on(started: dict[str, Any]) -> None:
    base = started["address"].split("?token=")[0]
    with urlopen(f"{base}?token=yesterday", timeout=60) as answer:
        page = answer.read().decode()
    assert "<h1>This page is from an earlier start</h1>" in page
    assert "python3 course.py" in page
    assert "Leave this window open while you learn" in page
    for word in ("token", "password", "jupyter", "Jupyter"):
        assert word not in page


@NOT_ON_WINDOWS
def test_no_page_without_the_password_shows_jupyter_s_own(started: dict[str, Any]) -> None:
    base = started["address"].split("lab/tree/")[0]
    for path in (
        "",
        "lab",
        "lab?token=",
        "lab/tree/02_heat_and_ice.ipynb",
        "login",
        "login?next=%2Flab",
    ):
        with urlopen(base + path, timeout=60) as answer:
            page = answer.read().decode()
        assert "<h1>This page is from an earlier start</h1>" in page, path
        assert "start the course again" in page, path
    with urlopen(base + "logout", timeout=60) as answer:
        assert "<h1>You signed out</h1>" in answer.read().decode()
    with pytest.raises(HTTPError) as error:  # and nobody is let in by a guess
        urlopen(base + "login", data=b"password=guess", timeout=60)
    assert "<form" not in error.value.read().decode()


@NOT_ON_WINDOWS
@pytest.mark.parametrize(
    "path", ["no/such/page", "lab/tree/no_such_lesson.ipynb", "lab/workspaces/mine/tree/no/such_lesson.ipynb"]
)
def test_an_address_that_is_no_page_ends_at_one_that_leads_to_the_start(
    path: str, started: dict[str, Any]
) -> None:
    base, token = started["address"].split("lab/tree/")[0], started["address"].split("?token=")[1]
    before = ask(started, "api/sessions")
    with pytest.raises(HTTPError) as error:
        urlopen(f"{base}{path}?token={token}", timeout=60)
    page = error.value.read().decode()
    assert "<h1>There is no such page</h1>" in page
    assert 'href="/lab/tree/00_start_here.ipynb"' in page
    assert ask(started, "api/sessions") == before


@NOT_ON_WINDOWS
@pytest.mark.parametrize("path", ["lab", "lab/tree/02_heat_and_ice.ipynb", "lab/tree/folder.ipynb"])
def test_every_file_and_folder_has_its_page(path: str, started: dict[str, Any]) -> None:
    base, token = started["address"].split("lab/tree/")[0], started["address"].split("?token=")[1]
    with urlopen(f"{base}{path}?token={token}", timeout=60) as answer:
        assert "jupyter-config-data" in answer.read().decode()


@NOT_ON_WINDOWS
def test_a_second_start_shows_it_in_a_browser_that_has_no_hold_on_the_terminal(started: dict[str, Any]) -> None:
    heard = started["folder"].parent / "browser-heard"
    browser_script = started["folder"].parent / "bin" / "pretty-browser"
    browser_script.write_text(
        f"#!/bin/sh\n(tty; ps -o tty= -p $$; echo \"$1 $ALL_PROXY\") > '{heard}.new' 2>&1\n"
        f"mv '{heard}.new' '{heard}'\nsleep 5\n",
        encoding="utf-8",
    )
    browser_script.chmod(0o755)
    command = [sys.executable, str(started["folder"] / "course.py")]
    variables = {**started["variables"], "BROWSER": str(browser_script)}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[0] == "The course is already running, in another window."
    assert started["address"] in done.stdout
    end = time.monotonic() + 30
    while not heard.exists() and time.monotonic() < end:
        time.sleep(0.05)
    terminal, _, address = heard.read_text(encoding="utf-8").splitlines()
    assert terminal == "not a tty"
    assert address == f"{started['address']} socks5://localhost:9"


# Whatever breaks is told (kind H)


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (SystemExit(1), 1, "The course cannot run (JupyterLab gave up)."),
        (OSError(28, "No space left on device"), 1, "The disk is full."),
        (MemoryError(), 1, "The computer is out of memory. Close other programs, then start again."),
        (OSError(12, "Cannot allocate memory"), 1, "The computer is out of memory."),
        (RuntimeError("can't start new thread"), 1, "The computer is out of memory."),
        (OSError(24, "Too many open files"), 1, "The computer has too many files open."),
        (ValueError("a\nb"), 1, "The course cannot run (ValueError: a)."),
        (RuntimeError(), 1, "The course cannot run (RuntimeError"),
        (
            ImportError("DLL load failed"),
            trouble.DAMAGED,
            "The packages of the course are damaged (DLL load failed).",
        ),
    ],
)
def test_each_failure_has_one_sentence(error: BaseException, code: int, sentence: str) -> None:
    explained = trouble.unknown(error, Path("the.log"), repaired=False)
    assert str(explained).startswith(sentence)
    assert explained.code == code
    assert code != 1 or "the.log" in str(explained)


def test_packages_that_were_just_installed_again_are_not_installed_once_more() -> None:
    explained = trouble.damaged("zmq", repaired=True)
    assert explained.code == 1
    assert "do not work on this computer (zmq)" in str(explained)


def test_where_the_first_ports_are_taken_any_other_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(number: int) -> int:
        if number:
            raise OSError(98, "Address already in use")
        return 54321

    monkeypatch.setattr(port, "bind", bind)
    assert port.free_port() == 54321


def test_no_free_port_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(_: int) -> int:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(port, "bind", bind)
    with pytest.raises(trouble.CannotStartError, match="No port of this computer is free"):
        port.free_port()


def test_a_port_that_another_start_takes_at_the_same_moment_stops_nothing(tmp_path: Path) -> None:
    question = (
        "import socket, sys; from pathlib import Path; from course_lib.lab import apart, server\n"
        "folder = Path(sys.argv[1])\n"
        "apart.keep_apart(folder)\n"
        "other = socket.socket(); other.bind(('127.0.0.1', 0)); other.listen()\n"
        "taken = other.getsockname()[1]\n"
        "server.free_port = lambda: taken\n"
        "made = server.make_server(folder, '', folder, None, 't')\n"
        "print(made.port not in (0, taken))\n"
        "try:\n    socket.create_server(('127.0.0.1', made.port))\n"  # a start while this one still gets ready
        "except OSError:\n    print('held')\n"
    )
    command = [sys.executable, "-I", "-c", question, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "True\nheld\n", done.stderr


@NOT_ON_WINDOWS
@pytest.mark.parametrize("most", [12, 40, 100])
def test_a_computer_that_lets_too_few_files_be_open_is_told(most: int, tmp_path: Path) -> None:
    command = f'ulimit -n {most}; exec "$0" -I -m course_lib.lab.start --no-browser --root "$1" --data "$1"'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"This computer lets the course open only {most} files at once")


@NOT_ON_WINDOWS
def test_what_is_allowed_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    for most, wanted in ((resource.RLIM_INFINITY, 4096), (1000, 1000), (10_000, 4096)):
        given: list[tuple[int, int]] = []
        monkeypatch.setattr(resource, "getrlimit", lambda _, most=most: (256, most))
        monkeypatch.setattr(resource, "setrlimit", lambda _, both, given=given: given.append(both))
        limits.demand_open_files()
        assert given == [(wanted, most)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, resource.RLIM_INFINITY))
    limits.demand_open_files(limits.FOR_A_CLASS)
    assert given[-1] == (10_000, resource.RLIM_INFINITY)


def test_a_log_that_cannot_be_written_gives_another_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    apart.log_of(tmp_path / "data").mkdir(parents=True)
    with (tmp_path / "said").open("w") as terminal:
        assert apart.data_folder(tmp_path / "data", terminal) != tmp_path / "data"
    assert "cannot write to its data folder" in (tmp_path / "said").read_text()


@NOT_ON_WINDOWS
@pytest.mark.parametrize(("lead", "why"), [("in a circle", "exists"), ("open to all", "kept from others")])
def test_a_data_folder_that_holds_nothing_private_or_is_none_gives_another_one(
    lead: str, why: str, tmp_path: Path
) -> None:
    wanted = tmp_path / "data"
    if lead == "in a circle":
        wanted.symlink_to(wanted)
    before = os.umask(0o277 if lead == "open to all" else 0o022)  # a mode that is none that was asked for
    try:
        with (tmp_path / "said").open("w") as terminal:
            assert apart.data_folder(wanted, terminal) != wanted
    finally:
        os.umask(before)
    (tmp_path / "said").chmod(0o600)
    assert why in (tmp_path / "said").read_text(encoding="utf-8")


@NOT_ON_WINDOWS
def test_a_disk_that_is_too_full_for_the_log_is_told_once(tmp_path: Path) -> None:
    question = (
        "import sys; from pathlib import Path; from course_lib.lab import start\n"
        "def serve(*_):\n    print('chatter')\n    raise OSError(28, 'No space left on device')\n"
        "start.serve, start.log_of, start.find = serve, lambda _: Path('/dev/full'), lambda *_: None\n"
        "sys.exit(start.main(['--no-browser', '--data', sys.argv[1]]))"
    )
    command = [sys.executable, "-I", "-c", question, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("The disk is full. Free about 1 GB, then start again.")


# Packages and course are whole (kinds F and I)


def test_damaged_packages_are_installed_again_and_the_course_opened_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    did: list[Any] = []

    def call(module: list[str], variables: object = None, errors: object = None) -> int:
        did.append(module[-1])
        return 0 if "--repaired" in module else trouble.DAMAGED

    monkeypatch.setattr(course_commands, "call", call)
    monkeypatch.setattr(course_commands, "setup", lambda *_, again=False: did.append(again))
    assert course_commands.main(["--no-browser"]) == 0
    assert did == [False, "--no-browser", True, "--repaired"]


@pytest.mark.parametrize(
    "error", ["EOFError: marshal data too short", "ValueError: bad marshal data (unknown type code)"]
)
def test_what_python_compiled_and_then_was_cut_off_is_compiled_again(
    error: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compiled = tmp_path / "course_lib" / "lab" / "__pycache__" / "start.pyc"
    compiled.parent.mkdir(parents=True)
    compiled.touch()

    def call(module: list[str], variables: object = None, errors: Any = None) -> int:
        errors.write(f"Traceback ...\n{error}".encode() if compiled.exists() else b"")
        return int(compiled.exists())

    monkeypatch.setattr(course_setup, "ROOT", tmp_path)
    monkeypatch.setattr(course_setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(course_commands, "call", call)
    monkeypatch.setattr(course_commands, "setup", lambda *_, **__: None)
    assert course_commands.main(["--no-browser"]) == 0


def test_what_stays_damaged_after_that_is_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    did: list[Any] = []

    def call(module: list[str], variables: object = None, errors: object = None) -> int:
        did.append(module[-1])
        return 0 if "--repaired" in module else trouble.COMPILED

    monkeypatch.setattr(course_commands, "forget_compiled", lambda: did.append("forgot"))
    monkeypatch.setattr(course_commands, "call", call)
    monkeypatch.setattr(course_commands, "setup", lambda *_, again=False: did.append(again))
    assert course_commands.main(["--no-browser"]) == 0
    assert did == [False, "--no-browser", "forgot", "--no-browser", True, "--repaired"]


def test_what_was_compiled_badly_of_the_server_or_a_lesson_is_told_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut_off = EOFError("marshal data too short")
    assert trouble.unknown(cut_off, None, repaired=False).code == trouble.COMPILED
    assert "do not work on this computer" in str(trouble.unknown(cut_off, None, repaired=True))

    def fail() -> None:
        raise cut_off

    monkeypatch.setattr(rehearsal, "damaged", list)
    monkeypatch.setattr("course_lib.pages.session.Session.open", fail)
    assert rehearsal.rehearse(ROOT) == ("compiled", "")


def test_the_exit_codes_are_the_same_on_both_sides() -> None:
    assert (course_commands.DAMAGED, course_commands.COMPILED) == (trouble.DAMAGED, trouble.COMPILED)


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        (1, "Traceback ...\nSyntaxError: bad"),
        (1, "python: No module named course_lib"),
        (1, "Fatal Python error: init_fs_encoding"),
        (-9, ""),
        (-11, ""),
        (0xC0000005, ""),
        (2, ""),
    ],
)
def test_a_course_that_ends_without_a_word_is_told(
    code: int, printed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def call(_: list[str], variables: object = None, errors: Any = None) -> int:
        errors.write(printed.encode())
        return code

    monkeypatch.setattr(course_commands, "LOG", tmp_path / "setup.log")
    monkeypatch.setattr(course_commands, "call", call)
    monkeypatch.setattr(course_commands, "setup", lambda *_, **__: None)
    assert course_commands.main([]) == 1
    report = capsys.readouterr().err
    assert report.strip().startswith("The course could not be opened")
    assert "course.py setup --again" in report
    assert "Traceback" not in report


@pytest.mark.parametrize(("code", "printed"), [(1, "python: No module named course_lib"), (-7, ""), (-11, "")])
def test_what_may_come_of_damaged_packages_is_worth_one_more_installation(
    code: int, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    did: list[Any] = []

    def call(module: list[str], variables: object = None, errors: Any = None) -> int:
        did.append(module[-1])
        if "--repaired" in module:
            return 0
        errors.write(printed.encode())
        return code

    monkeypatch.setattr(course_commands, "call", call)
    monkeypatch.setattr(course_commands, "setup", lambda *_, again=False: did.append(again))
    assert course_commands.main(["--no-browser"]) == 0
    assert did == [False, "--no-browser", True, "--repaired"]


def test_damaged_packages_are_found_by_the_rehearsal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "damaged", lambda: ["zmq", "tornado"])
    assert rehearsal.rehearse(ROOT) == ("packages", "zmq, tornado")


def test_a_computer_without_memory_is_not_taken_for_one_with_damaged_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_much() -> None:
        raise MemoryError

    monkeypatch.setattr(rehearsal, "damaged", list)
    monkeypatch.setattr("course_lib.pages.session.Session.open", too_much)
    assert rehearsal.rehearse(ROOT) == ("computer", "memory")
    monkeypatch.setattr(warming.WarmProcess, "found", lambda _: ["computer", "memory"])
    with (
        pytest.raises(trouble.CannotStartError, match="The computer is out of memory"),
        rehearsal.rehearsed(ROOT, repaired=False),
    ):
        pass


def test_a_part_of_python_that_is_missing_is_found_by_the_rehearsal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "damaged", list)
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    found = rehearsal.rehearse(ROOT)
    assert found is not None
    assert found[0] == "python"
    assert found[1].startswith("sqlite3")


NO_NOTEBOOKS = [None, "", "{", "null", "[]", '{"cells": []}', "<<<<<<< HEAD\n", "\0" * 9]
NO_NOTEBOOKS += [
    '{"cells": ' + "[" * 100_000,
    '{"nbformat": 99, "cells": [{}]}',
    '{"nbformat": 4, "cells": "abc"}',
]


@pytest.mark.parametrize("text", NO_NOTEBOOKS, ids=range(len(NO_NOTEBOOKS)))
def test_a_notebook_that_cannot_be_read_is_none(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "x.ipynb").write_text(text, encoding="utf-8")
    assert not rehearsal.is_notebook(tmp_path / "x.ipynb")
    assert not rehearsal.is_notebook(tmp_path)
    assert rehearsal.is_notebook(ROOT / "notebooks" / "02_heat_and_ice.ipynb")


def test_a_lesson_that_cannot_be_read_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with_lesson = [sys.executable, "-c", 'print(\'{"found": ["lessons", "notebooks/05_stretching.ipynb"]}\')']
    popen = subprocess.Popen
    monkeypatch.setattr(warming.subprocess, "Popen", lambda _, **rest: popen(with_lesson, **rest))
    with rehearsal.rehearsed(ROOT, repaired=False) as rehearsed:
        assert rehearsed.remarks == []
    (remark,) = rehearsed.remarks
    assert remark.startswith("This cannot be opened: notebooks/05_stretching.ipynb. All else can.")


@pytest.mark.parametrize("content", [b"a {}\xff", b"a {}\0\0"])
@pytest.mark.parametrize("name", ["course.css", "parts/dom.js", "figures/part.svg"])
def test_a_file_for_the_page_that_is_no_text_anymore_is_found_by_the_rehearsal(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "course_lib" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a {}")
    monkeypatch.setattr(rehearsal, "damaged", list)
    monkeypatch.setattr(rehearsal, "PACKAGE", tmp_path / "course_lib")
    assert rehearsal.rehearse(ROOT) is None
    path.write_bytes(content)
    assert rehearsal.rehearse(ROOT) == ("course", f"course_lib/{name}")


def test_a_lesson_that_is_missing_is_found_by_the_rehearsal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks = shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.setattr(rehearsal, "damaged", list)
    monkeypatch.setattr(rehearsal, "NOTEBOOKS", notebooks)
    assert rehearsal.rehearse(notebooks) is None
    (notebooks / "05_stretching.ipynb").write_text("")
    assert rehearsal.rehearse(notebooks) == ("lessons", "notebooks/05_stretching.ipynb")
    (notebooks / "00_start_here.ipynb").write_text("{")
    assert rehearsal.rehearse(notebooks) == ("course", "notebooks/00_start_here.ipynb")


# A note of a server is not believed (kind M)


@pytest.fixture
def note(tmp_path: Path) -> Iterator[dict[str, Any]]:
    yield {"root_dir": str(tmp_path), "token": "t", "pid": 4242, "port": 9}


def leave(note: dict[str, Any], runtime: Path) -> Path:
    runtime.mkdir()
    path = runtime / "jpserver-4242.json"
    path.write_text(json.dumps(note), encoding="utf-8")
    return path


def port_of(address: str) -> int:
    return int(address.split(":")[1])


def test_a_server_that_says_who_it_is_is_shown(note: dict[str, Any], tmp_path: Path) -> None:
    with answering(page=json.dumps({"pid": 4242}).encode()) as address:
        leave({**note, "port": port_of(address)}, tmp_path / "runtime")
        found = running.find(tmp_path, tmp_path / "runtime")
    assert found == running.Running(f"http://127.0.0.1:{port_of(address)}/", "t")


@pytest.mark.parametrize("page", [b"<html>Another program</html>", b'{"pid": 1}', b"[]", b""])
def test_a_stranger_on_the_port_of_a_dead_server_is_not_taken_for_it(
    page: bytes, note: dict[str, Any], tmp_path: Path
) -> None:
    with answering(page=page) as address:
        path = leave({**note, "port": port_of(address)}, tmp_path / "runtime")
        assert running.find(tmp_path, tmp_path / "runtime") is None
    assert not path.exists()


@pytest.mark.parametrize("code", [403, 404, 500])
def test_a_stranger_that_refuses_is_not_taken_for_it(code: int, note: dict[str, Any], tmp_path: Path) -> None:
    with answering(code) as address:
        leave({**note, "port": port_of(address)}, tmp_path / "runtime")
        assert running.find(tmp_path, tmp_path / "runtime") is None


@pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH_9.2\r\n", b"\xff\x00\x01\r\n", b"HTTP/1.1 x\r\n\r\n"])
def test_a_stranger_that_speaks_another_language_is_not_taken_for_it(
    said: bytes, note: dict[str, Any], tmp_path: Path
) -> None:
    with saying(said) as number:
        path = leave({**note, "port": number}, tmp_path / "runtime")
        assert running.find(tmp_path, tmp_path / "runtime") is None
    assert not path.exists()


def test_a_stranger_whose_answer_never_ends_is_not_waited_for(
    note: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.1)
    with saying(*[b"H"] * 40) as number:
        leave({**note, "port": number}, tmp_path / "runtime")
        assert running.find(tmp_path, tmp_path / "runtime") is None


@contextlib.contextmanager
def saying(*parts: bytes) -> Iterator[int]:
    """A program that says something to whoever comes, bit by bit; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with contextlib.suppress(OSError):
                line, _ = listening.accept()
                with line:
                    line.recv(1000)
                    for part in parts:
                        line.sendall(part)
                        time.sleep(0.05)

        threading.Thread(target=answer, daemon=True).start()
        yield int(listening.getsockname()[1])


UNREADABLE = ["", "{", "[]", "{}", '{"root_dir": 5}', '{"port": "x", "token": "t"}', "[" * 99999]


@pytest.mark.parametrize("number", [0, -1, 99999, 10**30])
def test_a_note_of_a_port_that_cannot_be_stops_nothing(
    number: int, note: dict[str, Any], tmp_path: Path
) -> None:
    leave({**note, "port": number}, tmp_path / "runtime")
    assert running.find(tmp_path, tmp_path / "runtime") is None


@pytest.mark.parametrize("text", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_note_that_cannot_be_read_stops_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "jpserver-1.json").write_text(text, encoding="utf-8")
    assert running.find(tmp_path, tmp_path) is None


def test_a_server_of_another_folder_is_left_alone(note: dict[str, Any], tmp_path: Path) -> None:
    path = leave({**note, "root_dir": "/another"}, tmp_path / "runtime")
    assert running.find(tmp_path, tmp_path / "runtime") is None
    assert path.exists()


# A browser that shows text does not get the terminal


@pytest.mark.parametrize(
    "name", ["w3m", "lynx", "links", "links2", "elinks", "/usr/bin/lynx", "lynx %s", "w3m -N"]
)
def test_a_browser_in_the_terminal_is_not_used(name: str, tmp_path: Path) -> None:
    assert not can_show(name, tmp_path)


@pytest.mark.parametrize("name", ["firefox", "/opt/own/browser", "google-chrome %s"])
def test_any_other_browser_is_used(name: str, tmp_path: Path) -> None:
    assert can_show(name, tmp_path)


@pytest.mark.parametrize("name", ["'unbalanced", "unbalanced ' %s"])
def test_a_browser_that_cannot_be_understood_stops_nothing(name: str, tmp_path: Path) -> None:
    can_show(name, tmp_path)


def can_show(name: str, folder: Path) -> bool:
    """Whether the course would open a page when BROWSER is set; asked in a Python of its own."""
    for program in ("w3m", "lynx", "links", "links2", "elinks", "firefox", "google-chrome"):
        (folder / program).touch()
        (folder / program).chmod(0o755)
    question = "from course_lib.lab.browser import can_show; print(can_show())"
    variables = {**os.environ, "BROWSER": name, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-c", question]
    return (
        subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=True).stdout
        == "True\n"
    )


# The secrets of an earlier start


@pytest.mark.parametrize("spoiled", ["nothing", "a folder", "empty"])
def test_a_secret_that_cannot_be_read_is_replaced_for_this_time(
    spoiled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    for name in ("jupyter_cookie_secret", "notebook_secret"):
        if spoiled == "a folder":
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(b"" if spoiled == "empty" else b"kept")
    config = server.Config()
    server.replace_lost_secrets(config)
    replaced = ("ServerApp" in config, "NotebookNotary" in config)
    assert replaced == ((False, False) if spoiled == "nothing" else (True, True))
