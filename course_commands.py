"""The commands of course.py: sets up .venv beside this file, then does what was asked in it.

Standard library only, as it runs before there is anything else.
"""

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from difflib import get_close_matches
from pathlib import Path

from course_setup import LOG, POSTGRES, PYTHON, WHERE, environment, forget_compiled, setup
from course_troubles import AGAIN, ROOT, TroubleError, explain

COMMANDS = {
    "learn": "open the course in your browser; this also happens when no command is given",
    "workshop": "for instructors: serve a class in one room, such as: workshop class.yaml",
    "setup": "only install what the course needs, into the folder .venv (the first time with a network)",
    "check": "for authors: read every lesson, item and patient, and list all that is wrong in them",
    "refresh": "for authors: run all notebooks and store again what they show",
    "test": "for developers: run every check and every test, and say at the end which ones failed",
    "bench": "for developers: measure speed and memory, and print the table that docs/figures.md shows",
    "run": "for developers: run a tool in the course's own Python, such as: run pytest -k heat",
}
DAMAGED, COMPILED = 3, 4  # as course_lib/lab/trouble.py says
CRASHES = (-4, -6, -7, -8, -11, 0xC0000005, 0xC000001D, 0xC0000135, 0xC0000139, 0xC06D007E)
"""What a program ends with that the system stopped for what is in its own files."""
UNPACK = """Unpack the whole archive again into a folder of its own, and start the course there. Your answers
are kept elsewhere, and stay."""
WORKERS = "3"  # tests wait for pages and processes, so there are more than most computers have processors
TESTS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "javascript": ["course_lib.authoring.javascript"],
    # One notebook after the other: two that look for free ports at the same moment may find the same ones.
    "notebooks": ["pytest", "-ra", "--nbval", "notebooks"],
    "pytest": ["pytest", "-ra", "-n", WORKERS],
}
"""All run at the same time: what waits for a page or a process leaves its processor to the others."""


def main(arguments: list) -> int:
    """Do what the arguments ask for; give the exit code. What a person can fix is told in a sentence."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a folder's name may hold letters the terminal does not know
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing we started is left behind
    try:
        return do(understand(arguments))
    except TroubleError as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{explain(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. You can start again at any time.", file=sys.stderr)
        return 130


class Parser(argparse.ArgumentParser):
    """Reads a command line. Raises: TroubleError, with one sentence for whoever typed it."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what could not be understood, in the words of argparse where there are no others."""
        raise TroubleError(f"This could not be understood: {message}.\nSee: python3 {self.prog} --help")


def port(text: str) -> int:
    """Read the number of a port. Raises: TroubleError."""
    if (
        text.isascii() and text.isdigit() and len(text) < 10
    ):  # whether there is one of that number is told later
        return int(text)
    raise TroubleError(
        f'"{text}" is no port. A port is a number by which the browser finds the course on this computer.\n'
        "Write one from 1024 to 65535, such as --port 8899, or leave --port out."
    )


def suggestion(word: str, known: list) -> str:
    """Give the question for somebody who typed `word` and likely meant one of the known ones, or nothing."""
    return "".join(f" Did you mean {near}?" for near in get_close_matches(word, known, n=1))


def understand(arguments: list) -> argparse.Namespace:
    """Read the command line; without a command it means `learn`. Raises: TroubleError."""
    parser = Parser(
        prog="course.py",
        usage="course.py [command] [options]",
        description="A course for chiropractic assistants on the treatment of back spasm.",
        epilog="To start: python3 course.py (on Windows: py course.py). Its options: course.py learn --help",
    )
    commands = parser.add_subparsers(dest="command", metavar="", title="commands", prog="course.py")
    parsers = {name: commands.add_parser(name, help=text, description=text) for name, text in COMMANDS.items()}
    parsers["setup"].add_argument(
        "--again", action="store_true", help="set everything up from scratch, whatever is there already"
    )
    parsers["setup"].add_argument(
        "--postgres", action="store_true", help="also what a class needs whose answers go to PostgreSQL"
    )
    parsers["learn"].add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    parsers["learn"].add_argument("--port", type=port, help="use this port, and no other")
    parsers["run"].add_argument("tool", nargs=argparse.REMAINDER, help="the tool and its own options")
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments = ["learn", *arguments]
    if "--port" in arguments and arguments[0] != "run":
        port("".join(arguments[arguments.index("--port") + 1 :][:1]))
    if arguments[0] == "workshop":  # it reads its own options, of which the first may come before the file
        return argparse.Namespace(command="workshop", rest=arguments[1:])
    first = arguments[0]
    if first not in COMMANDS and not first.startswith("-"):
        near = suggestion(first, list(COMMANDS))
        raise TroubleError(f'There is no command "{first}".{near}\nSee all of them: python3 course.py --help')
    asked, rest = parser.parse_known_args(arguments)
    if rest:
        near = suggestion(rest[0], re.findall(r"--[\w-]+", parsers[asked.command].format_usage()))
        raise TroubleError(
            f'The command {asked.command} knows no "{rest[0]}".{near}\n'
            f"See: python3 course.py {asked.command} --help"
        )
    return asked


def do(asked: argparse.Namespace) -> int:
    """Set up what the command needs, then run it; give the exit code."""
    requirements = "requirements-test.txt" if asked.command in ("test", "bench", "run") else "requirements.txt"
    setup(requirements, again=asked.command == "setup" and asked.again)
    if asked.command == "setup" and asked.postgres:
        setup(POSTGRES)
        print("The driver for PostgreSQL is installed. Start the class again.")
        return 0
    if asked.command == "setup":
        print("The course is ready. Start it with: python3 course.py")
        return 0
    if asked.command == "learn":
        return learn(asked)
    if asked.command == "workshop":
        return call(["course_lib.classroom.start", *asked.rest], folder=None)
    if asked.command == "check":
        return call(["course_lib.authoring.checks"])
    with apart() as variables:
        if asked.command == "run":
            return call(asked.tool or ["this"], variables)
        if asked.command == "test":
            return test(variables)
        return call(
            [{"refresh": "course_lib.authoring.refresh", "bench": "benchmarks"}[asked.command]], variables
        )


def learn(asked: argparse.Namespace) -> int:
    """Open the course; where its packages turn out to be damaged, first install them again."""
    options = ["--no-browser"] if asked.no_browser else []
    options += ["--port", str(asked.port)] if asked.port is not None else []
    command = ["course_lib.lab.start", "--root", str(ROOT / "notebooks"), *options]
    code = open_course(command)
    if code == COMPILED:
        forget_compiled()
        code = open_course(command)
    if code in (DAMAGED, COMPILED):
        setup(again=True)
        code = open_course([*command, "--repaired"])
    return code


def open_course(command: list) -> int:
    """Run the program that opens the course; give its exit code.

    What it has to say, it says itself, and then prints no error. Raises: TroubleError where it ended without a
    word; but if that may come of damaged packages, they are worth one more installation, and if of what Python
    compiled, it is to be forgotten.
    """
    with tempfile.TemporaryFile() as errors:
        code = call(command, errors=errors)
        errors.seek(0)
        output = errors.read().decode(errors="replace")
    if code in (0, DAMAGED, COMPILED) or (code == 1 and not output.strip()):
        return code
    if "--repaired" not in command and ("marshal data" in output or "EOFError: EOF read" in output):
        return COMPILED
    own = re.findall(r"No module named '(course_lib\.[\w.]+)'", output)
    if not own and (code in CRASHES or "No module named" in output) and "--repaired" not in command:
        return DAMAGED
    with contextlib.suppress(OSError):
        LOG.write_text(output, encoding="utf-8")
    if "SyntaxError" in output:
        own = re.findall(rf'File "{re.escape(str(ROOT))}[/\\\\](course_lib[^"]+)"', output)
    if own:
        raise TroubleError(f"The course is not whole: {own[-1]}\n{UNPACK}{WHERE}")
    last = output.strip().splitlines()[-1:] or [f"it ended with code {code}"]
    raise TroubleError(
        f"The course could not be opened ({last[0]}).\n"
        f"Start again. If that does not help, set everything up from scratch:\n  {AGAIN}{WHERE}"
    )


def call(
    module: list,
    variables: dict = {},  # noqa: B006 (only read)
    errors: object = None,
    output: object = None,
    folder: object = ROOT,
) -> int:
    """Run a module with its arguments in the course's Python, at the course's top; give its exit code.

    By -I, no file in the current folder is taken for a module. `errors` is a file for what it prints as errors,
    `output` one for all else. `folder` is where it looks for files that were named; None is the current one.
    """
    command = [PYTHON, "-I", "-X", "utf8", "-m", *module]
    child = subprocess.Popen(
        command, cwd=folder, env={**environment(), **variables}, stdout=output, stderr=errors
    )
    try:
        return child.wait()
    except KeyboardInterrupt:
        # A terminal tells the child too, and it ends by itself; if only we were told, we pass it on.
        try:
            code = child.wait(timeout=None if os.name == "nt" else 3)
        except subprocess.TimeoutExpired:
            child.terminate()
            code = child.wait()
        if code == 0:
            return 0
        raise
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


@contextlib.contextmanager
def apart():
    """Give the variables that keep a run away from the learner's own record, settings and history."""
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        names = ("COURSE_DATA", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        variables = {name: str(Path(folder, name.lower())) for name in names}
        profile = Path(variables["IPYTHONDIR"], "profile_default")
        profile.mkdir(parents=True)
        # A kernel of our own on this computer need not be told that its line is not encrypted.
        quiet = '{"IPKernelApp": {"log_level": "ERROR"}}'
        (profile / "ipython_kernel_config.json").write_text(quiet, encoding="utf-8")
        yield {**variables, "COURSE_RECORD": f"sqlite:///{Path(folder, 'record.db').as_posix()}"}


def test(variables: dict) -> int:
    """Run every check and test, whatever the others said; give 0 only if all went well."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (no learner needs it)

    *single, last = TESTS
    lines, failed = [], False

    def sum_up(name: str, code: int, seconds: float) -> None:
        nonlocal failed
        failed = failed or code != 0
        lines.append(f"{'ok' if code == 0 else 'FAILED':8}{name:14}{seconds:6.1f} s")

    with ThreadPoolExecutor(len(single)) as pool:
        running = {name: pool.submit(result_of, TESTS[name], variables) for name in single}
        print(f"\n=== {last}", flush=True)
        start = time.monotonic()
        code, seconds = call(TESTS[last], variables), time.monotonic() - start
        for name, job in running.items():
            its_code, its_seconds, output = job.result()
            print(f"\n=== {name}\n{output}", flush=True)
            sum_up(name, its_code, its_seconds)
        sum_up(last, code, seconds)
    print("\n=== summary", *lines, sep="\n")
    return int(failed)


def result_of(module: list, variables: dict) -> tuple:
    """Run a module; give its exit code, the seconds that it took, and what it printed."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as output:
        code = call(module, variables, subprocess.STDOUT, output)
        output.seek(0)
        return code, time.monotonic() - start, output.read().decode(errors="replace").rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
