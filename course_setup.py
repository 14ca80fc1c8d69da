"""What course.py does before anything else: .venv beside it, with every package the course needs.

Standard library only, as it runs before there is anything else. Nothing in .venv is relied on unless the
stamp says that it was finished: what was cut off half-way may look installed and not be.
"""

import contextlib
import errno
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "course-setup.json"
LOG = VENV / "setup.log"
WHERE = f"\nAll the details are in the file {LOG.relative_to(ROOT)}"
# What venv and pip print when they fail, and what the person at the keyboard can do. First match wins.
TROUBLES = (
    (
        ("[Errno 28]", "[Errno 122]", "[WinError 112]", "No space left"),
        "The disk is full. Free about 1 GB, then start again.",
    ),
    (
        ("[WinError 32]",),
        "The course is still open somewhere. Close all its windows, then start again.",
    ),
    (
        ("[Errno 13]", "[Errno 30]", "[WinError 5]", "Permission denied"),
        "The course may not write to this folder: {root}\n"
        "Copy the whole course to a folder of your own, such as Documents, and start it there.",
    ),
    (
        ("No module named ensurepip", "ensurepip is disabled"),
        "A part of Python is missing. On Debian and Ubuntu, install it with\n"
        "  sudo apt install python3-venv\n"
        "and elsewhere install Python from python.org. Then start again.",
    ),
    (
        ("Long Path", "[WinError 206]"),
        "The name of this folder is too long for Windows: {root}\n"
        "Move the course to a shorter one, such as C:\\course, and start it there.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "A file was damaged or changed on its way here, so it was not used.\n"
        "Start again; if that does not help, use another network.",
    ),
    (
        ("ConnectionError", "Max retries exceeded", "Connection broken", "ReadTimeout", "SSLError"),
        "The network did not answer. The course needs it this once, to install; later it runs without.\n"
        "Connect to the internet, then start again.",
    ),
    (
        ("No matching distribution",),
        "There is no package for this kind of computer with Python {python}.\n"
        "Install a 64-bit Python 3.11, 3.12 or 3.13 from python.org, and start the course with that.",
    ),
)


class TroubleError(Exception):
    """Something the person at the keyboard can mend; the message says how, in plain words."""


def setup(requirements: str = "requirements.txt") -> None:
    """Install a requirements file into .venv, unless that is done already.

    Raises: TroubleError, with what to do next.
    """
    known = finished()
    if known.get(requirements) == digest(requirements):
        return
    try:
        with lock():
            if not known:
                print("Setting up the course. This happens only once and takes a few minutes.", flush=True)
                make_venv()
            install(requirements, known)
            print("Everything is installed.", flush=True)
    except OSError as error:
        raise TroubleError(explain(str(error))) from error


def finished() -> dict:
    """Give the stamp: the hash of each requirements file that is installed. Empty if .venv is of no use.

    .venv's own Python is asked for its version: if it was upgraded or removed, .venv has to be made anew.
    """
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        ask = [PYTHON, "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        version = subprocess.run(ask, stdout=subprocess.PIPE, check=True, text=True).stdout.strip()
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}
    return stamp if stamp.get("python") == version else {}


def digest(requirements: str) -> str:
    """Give the hash by which the stamp knows a requirements file."""
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


@contextlib.contextmanager
def lock():
    """Let only one setup run in this folder. Raises: TroubleError while another one does."""
    with (ROOT / ".setup.lock").open("w") as handle:
        try:
            if os.name == "nt":
                import msvcrt  # noqa: PLC0415 (each system has only one of the two)

                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl  # noqa: PLC0415

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                message = "Another window is setting up the course. Wait for it to finish, then start again."
                raise TroubleError(message) from error
        yield


def make_venv() -> None:
    """Make a fresh .venv with pip, in place of whatever is there. Raises: TroubleError."""
    print("  Making a place of its own for the course: .venv", flush=True)
    # When this runs in a virtual environment (perhaps the very one that goes), take the Python behind it.
    python = getattr(sys, "_base_executable", None) or sys.executable
    said = ""
    for command in (
        # Without pip, since venv hides why its own installation of pip failed.
        [python, "-m", "venv", "--clear", "--without-pip", VENV],
        [PYTHON, "-I", "-m", "ensurepip", "--default-pip"],
    ):
        step = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment())
        said += step.communicate()[0].decode(errors="replace")
        if step.returncode:
            with contextlib.suppress(OSError):
                LOG.write_text(said, encoding="utf-8")
            raise TroubleError(explain(said) + WHERE)


def install(requirements: str, known: dict) -> None:
    """Let pip install a requirements file, show how far it is, and leave the stamp when all is done.

    `known` is what the stamp said before. Raises: TroubleError.
    """
    ask = "import sys, sysconfig; print('%d.%d' % sys.version_info[:2], sysconfig.get_path('purelib'))"
    answer = subprocess.run([PYTHON, "-I", "-c", ask], stdout=subprocess.PIPE, check=True, text=True).stdout
    version, packages = answer.strip().split(" ", 1)
    command = [PYTHON, "-I", "-m", "pip", "install", "-r", ROOT / requirements, "--require-hashes"]
    command += ["--only-binary", ":all:", "--no-deps", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--retries", "3"]
    STAMP.unlink(missing_ok=True)
    with LOG.open("w", encoding="utf-8") as log:
        pip = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment())
        try:
            follow(pip, requirements, Path(packages))
        finally:
            if pip.poll() is None:
                pip.terminate()
            pip.wait()
    said = LOG.read_text(encoding="utf-8", errors="replace")
    if pip.returncode:
        if known and "Installing collected packages" not in said:  # nothing was changed, so what was, stays
            STAMP.write_text(json.dumps(known), encoding="utf-8")
        raise TroubleError(explain(said) + WHERE)
    # The test set holds the learner's set as well (tests/test_environment.py).
    done = {name: digest(name) for name in ("requirements.txt", requirements)}
    # By this line every notebook can import course_lib. It is relative, so that the folder can be moved.
    Path(packages, "course.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="utf-8")
    STAMP.write_text(json.dumps({**known, **done, "python": version}), encoding="utf-8")


def follow(pip: subprocess.Popen, requirements: str, packages: Path) -> None:
    """Show how many packages are downloaded, then installed, until pip ends: one line for each phase."""
    lines = (ROOT / requirements).read_text(encoding="utf-8").splitlines()
    total = sum(line[:1].isalnum() for line in lines)  # a few of them are for other systems
    shown = ""
    while pip.poll() is None:
        said = LOG.read_text(encoding="utf-8", errors="replace")
        if "Installing collected packages" in said:
            phase, count = "Installing", len(list(packages.glob("*.dist-info")))
        else:
            starts = ("Collecting ", "Processing ")  # from the network, from this computer
            phase, count = "Downloading", sum(line.startswith(starts) for line in said.splitlines())
        if sys.stdout.isatty():
            print("\n" if shown not in ("", phase) else "\r", end="")
            print(f"  {phase}: {count} of about {total} packages", end="", flush=True)
        elif shown != phase:
            print(f"  {phase} about {total} packages", flush=True)
        shown = phase
        time.sleep(0.2)
    if shown and sys.stdout.isatty():
        print(flush=True)


def environment() -> dict:
    """Give our environment without what would lead the course's Python to packages other than its own."""
    foreign = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**kept, "PYTHONIOENCODING": "utf-8"}


def explain(said: str) -> str:
    """Give the sentence for what a failed step said."""
    for marks, remedy in TROUBLES:
        if any(mark in said for mark in marks):
            return remedy.format(root=ROOT, python="{}.{}".format(*sys.version_info))
    return "The setup did not finish. Start again; if that does not help, ask whoever looks after the course."
