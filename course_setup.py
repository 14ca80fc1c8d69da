"""What course.py does before anything else: .venv beside it, with every package the course needs.

Standard library only, as it runs before there is anything else. Nothing in .venv is relied on unless the
stamp says that it was finished: what was cut off half-way may look installed and not be. And pip's word is
not taken for it: the stamp is left only when everything is seen to be there.
"""

import contextlib
import errno
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from course_troubles import ROOT, TroubleError, explain, offers

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "course-setup.json"
LOG = VENV / "setup.log"
POSTGRES = "requirements-postgres.txt"
WHOLE = ("requirements.txt", "requirements-test.txt")
"""The sets that hold all that a learner needs (tests/test_environment.py). POSTGRES comes on top of one."""
WHERE = f"\nAll the details are in the file {LOG.relative_to(ROOT)}"
PARTS = ("ctypes", "ensurepip", "pyexpat", "sqlite3", "ssl", "venv", "zlib")
"""The parts of Python that the course needs and that some builds of it lack."""
PIP = [PYTHON, "-I", "-m", "pip", "--isolated", "install"]
RULES = ["--only-binary", ":all:", "--no-deps", "--no-input", "--disable-pip-version-check", "--timeout", "30"]
UV = VENV / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
UV_RULES = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--index-strategy", "unsafe-best-match"]
UV_RULES += ["--compile-bytecode", "--quiet"]
ALLOWED = {
    "index-url",
    "extra-index-url",
    "find-links",
    "no-index",
    "trusted-host",
    "proxy",
    "cert",
    "client-cert",
}
"""The settings of pip that are taken over from the person: where packages come from, and the way there."""
LOOK = ROOT / "course_lib" / "lab" / "packages.py"
OF_PACKAGES = (
    *("ANYWIDGET_", "GATEWAY_", "JSON_SCHEMA_", "KERNEL_", "NBFORMAT_", "PROMETHEUS_", "PSYCOPG_", "PYDANTIC_"),
    *("PYDEVD_", "PYZMQ_", "SETUPTOOLS_", "TORNADO_", "TRAITLETS_", "WEBSOCKETS_", "ZMQ_"),
)
"""What variables of the course's packages begin with: they are for other programs with the same packages."""
SETTINGS = """
import json
from pip._internal.configuration import Configuration
configuration = Configuration(isolated=False)
configuration.load()
print(json.dumps([[str(key), str(value)] for key, value in configuration.items()]))
"""
"""Run in .venv's own Python, it prints pip's settings as pip itself would read them."""


def setup(requirements: str = "requirements.txt", again: bool = False) -> None:
    """Install a requirements file into .venv, unless that is done already; `again` starts from scratch.

    Raises: TroubleError, with what to do next.
    """
    known = {} if again else finished()
    if known.get(requirements) == digest(requirements):
        return
    try:
        with lock():
            if not known or run([PYTHON, "-I", "-c", "import pip"])[0]:
                known = {}
                print(first_words(again), flush=True)
                demand_whole_python()
                make_venv()
            install(requirements, known)
            print("Everything is installed.", flush=True)
    except OSError as error:
        raise TroubleError(explain(str(error))) from error


def first_words(again: bool) -> str:
    """Give what to say before .venv is made."""
    if not STAMP.exists():
        return "Setting up the course. This happens only once and takes a few minutes."
    reason = "" if again else "Some packages of the course are missing. "
    return f"{reason}Installing the packages of the course again. This takes a few minutes."


def finished() -> dict:
    """Give the stamp: the hash of each requirements file that is installed. Empty if .venv is of no use.

    .venv's own Python is asked for its version: if it was upgraded or removed, .venv has to be made again.
    So it is when a package that was there at the end of the setup is there no more.
    """
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        ask = [PYTHON, "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        version = subprocess.run(
            ask, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, env=environment(), text=True
        ).stdout.strip()
        if stamp.get("python") != version or "home" not in (VENV / "pyvenv.cfg").read_text(encoding="utf-8"):
            return {}
        if "packages" not in stamp:  # an earlier version of the course left it
            stamp["packages"] = seen_of(stamp)
            STAMP.write_text(json.dumps(stamp), encoding="utf-8")
        whole = all((VENV / record).exists() for record in stamp["packages"])
    except (OSError, ValueError, AttributeError, TypeError, RecursionError, TroubleError):
        return {}
    except subprocess.CalledProcessError:
        return {}
    return stamp if whole else {}


def seen_of(stamp: dict) -> list:
    """Give what is there of the packages that a stamp means which has no list of them. Raises: TroubleError."""
    there = []
    for name, hashed in stamp.items():
        if (ROOT / name).is_file() and hashed == digest(name):
            seen = look(name)
            if seen["missing"]:
                raise TroubleError(f"Missing: {seen['missing']}")
            there += seen["there"]
    return there


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


def demand_whole_python() -> None:
    """Look whether this Python and this folder can hold a .venv. Raises: TroubleError."""
    lacking = []
    for name in PARTS:
        try:
            importlib.import_module(name)
        except ImportError:
            lacking.append(name)
    if lacking:
        raise TroubleError(
            f"This Python is not whole. It lacks {', '.join(lacking)}.\n"
            "Install Python from python.org (on Debian and Ubuntu: sudo apt install python3-full), and start\n"
            f"the course with that. This one is {sys.executable}"
        )
    if os.pathsep in str(ROOT):
        raise TroubleError(
            f"The name of this folder has a {os.pathsep!r} in it, which Python cannot work with: {ROOT}\n"
            "Give the folder another name, or move the course to another one. Then start again."
        )


def make_venv() -> None:
    """Make a fresh .venv with pip, in place of whatever is there. Raises: TroubleError."""
    print("  Making a place of its own for the course: .venv", flush=True)
    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    elif VENV.exists() or VENV.is_symlink():
        VENV.unlink()
    # When this runs in a virtual environment (perhaps the very one that went), take the Python behind it.
    python = getattr(sys, "_base_executable", None) or sys.executable
    output = ""
    for command in (
        # Without pip, since venv hides why its own installation of pip failed.
        [python, "-I", "-m", "venv", "--clear", "--without-pip", VENV],
        [PYTHON, "-I", "-m", "ensurepip", "--default-pip"],
    ):
        code, new = run(command)
        output += new
        if code:
            with contextlib.suppress(OSError):
                LOG.write_text(output, encoding="utf-8")
            raise TroubleError(explain(output) + (WHERE if LOG.exists() else ""))


def forget_compiled() -> None:
    """Delete what Python compiled of the course and its packages: it compiles them again when it reads them."""
    for folder in (ROOT / "course_lib", VENV):
        for compiled in list(folder.rglob("__pycache__")):
            shutil.rmtree(compiled, ignore_errors=True)


def install(requirements: str, known: dict) -> None:
    """Install a requirements file, show how far it is, and leave the stamp when all is there.

    `known` is what the stamp said before. Raises: TroubleError.
    """
    ask = "import sys, sysconfig; print('%d.%d' % sys.version_info[:2], sysconfig.get_path('purelib'))"
    version, packages = run([PYTHON, "-I", "-c", ask])[1].strip().split(" ", 1)
    options = own_options()
    rules = [*RULES, *(part for option in options for part in option if part)]
    STAMP.unlink(missing_ok=True)
    code = 0 if by_uv(requirements, options, rules) else by_pip(requirements, rules, Path(packages))
    output = LOG.read_text(encoding="utf-8", errors="replace")
    if code:
        if known and "Installing collected packages" not in output:  # nothing was changed, so what was, stays
            STAMP.write_text(json.dumps(known), encoding="utf-8")
        raise TroubleError(explain(output + more_words(output, rules), options) + WHERE)
    seen = look(requirements)
    if seen["missing"]:
        names = ", ".join(seen["missing"][:5])
        raise TroubleError(
            f"The packages of the course were not installed, though pip says so. Missing: {names}\n"
            f"Some setting of this computer leads pip elsewhere. {explain('')}{WHERE}"
        )
    whole = ("requirements.txt",) if requirements in WHOLE else ()
    done = {name: digest(name) for name in (*whole, requirements)}
    # By this line every notebook can import course_lib. It is relative, so that the folder can be moved.
    Path(packages, "course.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="utf-8")
    # And no file of these names in the course's folder is taken for settings of Python's own.
    for name in ("sitecustomize.py", "usercustomize.py"):
        Path(packages, name).touch()
    own = os.path.relpath(Path(packages, "course.pth"), VENV)
    before = [record for record in known.get("packages", []) if (VENV / record).exists()]
    there = list(dict.fromkeys([*before, *seen["there"], own]))
    stamp = {**known, **done, "python": version, "packages": there}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def by_pip(requirements: str, rules: list, packages: Path) -> int:
    """Let pip install a requirements file, and show how far it is; give its exit code."""
    command = [*PIP, "-r", ROOT / requirements, "--require-hashes", "--progress-bar", "off", "--retries", "3"]
    with LOG.open("w", encoding="utf-8") as log:
        pip = subprocess.Popen([*command, *rules], stdout=log, stderr=subprocess.STDOUT, env=pip_environment())
        try:
            follow(pip, requirements, packages)
        finally:
            if pip.poll() is None:
                pip.terminate()
            pip.wait()
    return pip.returncode


def by_uv(requirements: str, options: list, rules: list) -> bool:
    """Let uv install a requirements file that pins it, in a third of the time of pip; give whether it did.

    That is the developers' file. pip brings uv, by that pin. Where either of them fails, pip does it all, and
    says what is wrong.
    """
    pin = re.search(
        r"^uv==[^\\\n]*(?:\\\n[^\\\n]*)*", (ROOT / requirements).read_text(encoding="utf-8"), re.MULTILINE
    )
    if not pin:
        return False
    print("  Downloading and installing all packages", flush=True)
    own = VENV / "uv.txt"
    own.write_text(pin[0] + "\n", encoding="utf-8")
    code, output = run([*PIP, "-r", own, "--require-hashes", "--retries", "0", *rules])
    own.unlink()
    if not code:
        places, variables = for_uv(options)
        cache = VENV / "uv-cache"  # on the same disk, so that nothing is copied
        command = [UV, "pip", "install", "--no-config", "--cache-dir", cache, "--python", PYTHON, *UV_RULES]
        command += ["-r", ROOT / requirements, *places]
        try:
            code, output = run(command, {**pip_environment(), **variables})
        except OSError as error:  # nothing that this system runs
            code, output = 1, str(error)
        finally:
            shutil.rmtree(cache, ignore_errors=True)
    LOG.write_text(output, encoding="utf-8")
    return code == 0


def for_uv(options: list) -> tuple:
    """Give the person's own settings of pip as uv takes them: as options, and as variables."""
    names = {"proxy": "ALL_PROXY", "cert": "SSL_CERT_FILE", "client-cert": "SSL_CLIENT_CERT"}
    places, variables = [], {}
    for name, value in options:
        option = name.removeprefix("--")
        if option in names:
            variables[names[option]] = value
        else:
            places += [part for part in (name.replace("trusted-host", "allow-insecure-host"), value) if part]
    return places, variables


def own_options() -> list:
    """Give the person's own settings of pip that are needed to get anywhere, as pairs of option and value.

    pip itself runs without any settings, as one of them could send the packages elsewhere (target, root,
    user, dry-run). What is kept is where packages come from and the way there; and each package has to have
    the hash that the course pins, wherever it comes from.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    output = run([PYTHON, "-I", "-c", SETTINGS], environ)[1]
    try:
        settings = json.loads(output.splitlines()[-1])
    except (ValueError, IndexError):  # pip cannot read its own settings, so they are of no use to it
        return []
    found = {}
    for section in ("global.", "install.", ":env:."):  # the later one wins, as in pip
        for key, value in settings:
            if key.startswith(section) and key[len(section) :] in ALLOWED and value:
                found[key[len(section) :]] = value
    options = []
    for name, value in found.items():
        if name == "no-index":
            options += [["--no-index", ""]] if value.lower() in ("1", "y", "yes", "t", "true", "on") else []
        elif name in ("extra-index-url", "find-links", "trusted-host"):
            options += [[f"--{name}", part] for part in value.split()]
        else:
            options.append([f"--{name}", value])
    return options


def more_words(output: str, rules: list) -> str:
    """Ask pip once more about the package that it did not find, so that it says why; add that to the log."""
    missing = re.search(r"No matching distribution found for ([^\s;(]+)", output)
    if not missing:
        return ""
    more = run([*PIP, missing[1], "-vv", "--dry-run", "--retries", "0", *rules])[1]
    with LOG.open("a", encoding="utf-8") as log:
        log.write("\nAsked again, for more words:\n" + more)
    if offers(more, missing[1]):
        return more
    if "Fetched page" in more and ".whl" not in more:
        return more + "\ncourse: a page without packages"
    if "Ignoring indexes" in more:
        return more + "\ncourse: no place for packages"
    return more


def look(requirements: str) -> dict:
    """Look what of a requirements file is in .venv: a file of what is `there`, the names of the `missing`."""
    output = run([PYTHON, "-I", LOOK, ROOT / requirements])[1]
    try:
        return json.loads(output.splitlines()[-1])
    except (ValueError, IndexError):
        with LOG.open("a", encoding="utf-8") as log:
            log.write("\nLooked whether all is there:\n" + output)
        return {"there": [], "missing": [requirements]}


def run(command: list, environ: dict = {}) -> tuple:  # noqa: B006 (only read)
    """Run a step to its end; give its exit code and all that it printed."""
    step = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environ or pip_environment()
    )
    try:
        output = step.communicate()[0].decode(errors="replace")
    finally:
        if step.poll() is None:  # we were told to end: it would go on, and empty what the next start makes
            step.terminate()
            step.wait()
    return step.returncode, output


def follow(pip: subprocess.Popen, requirements: str, packages: Path) -> None:
    """Show how many packages are downloaded, then installed, until pip ends: one line for each phase."""
    lines = (ROOT / requirements).read_text(encoding="utf-8").splitlines()
    total = sum(line[:1].isalnum() for line in lines)  # a few of them are for other systems
    shown = ""
    while pip.poll() is None:
        output = LOG.read_text(encoding="utf-8", errors="replace")
        if "Installing collected packages" in output:
            phase, count = "Installing", len(list(packages.glob("*.dist-info")))
        else:
            starts = ("Collecting ", "Processing ")  # from the network, from this computer
            phase, count = "Downloading", sum(line.startswith(starts) for line in output.splitlines())
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
    """Give our environment without what would lead the course's Python or Jupyter astray.

    That is every variable of theirs, of their packages, and of other tools that make environments. Variables of
    the system, of a proxy and of certificates stay.
    """
    foreign = (
        "PYTHON",
        "JUPYTER",
        "IPYTHON",
        "JPY_",
        "VIRTUAL_ENV",
        "CONDA",
        "UV_",
        "__PYVENV",
        "SSLKEYLOGFILE",
    )
    foreign += ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", *OF_PACKAGES)
    ours = {name: value for name, value in os.environ.items() if not name.upper().startswith(foreign)}
    return {**ours, "PYTHONIOENCODING": "utf-8"}


def pip_environment() -> dict:
    """Give the same without any setting of pip."""
    ours = {name: value for name, value in environment().items() if not name.upper().startswith("PIP_")}
    return {**ours, "PIP_CONFIG_FILE": os.devnull}
