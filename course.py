#!/usr/bin/env python3
"""The one way into the course. It looks whether Python and the course are fit for it, then does what was asked.

Every Python can read this file, however old, so that it can say that it is too old. What was asked is
done by course_commands.py; neither needs anything but the standard library.
"""

import os
import sys

ROOT = os.path.dirname(os.path.realpath(__file__))
OLDEST = (3, 11)
NEWEST = (3, 14)
"""The newest Python for which there is a ready-made build of every package that the course pins."""
NEEDED = (
    "course_commands.py",
    "course_setup.py",
    "course_troubles.py",
    "requirements.txt",
    "course_files.txt",
    "course_lib",
    "exercises",
    "notebooks",
)
LIST = "course_files.txt"
"""The files of the course, each with its size and what stands for its ending: a copy of it may not be whole.

`course.py refresh` writes it (course_lib/authoring/files.py). Its last line says that it is whole itself.
"""

WHOLE_LIST = "end"
ENDING = 200
"""So many bytes at the end of a file show whether it was cut off."""

AUTHORS = ("check", "refresh", "run", "test", "bench")
"""What authors do may be about a file that is gone on purpose, so none is looked for then."""

TOO_OLD = """This Python is too old: it is {}.{}, and the course needs 3.11 or newer.
Install a newer one from python.org, and start the course with it: python3.13 course.py"""
TOO_NEW = """This Python, {}.{}, is newer than those that the course was made for. If something fails,
install Python {}.{} from python.org, and start the course with that."""
TOO_NARROW = """This Python is a 32-bit one, and the packages of the course are made for 64 bits.
Install the 64-bit Python from python.org, and start the course with it.
(A computer that is a 32-bit one itself cannot run the course.)"""
PYTHON_NOT_WHOLE = """This Python is not whole: {}.
Install Python from python.org, and start the course with that. This one is {}"""
PERHAPS_SET = """
If it should be whole, remove these variables, then start again: {}"""
COURSE_NOT_WHOLE = """The course is not whole. {}
Unpack the whole archive into a folder of its own; do not start the course from inside the archive.
Then start the course.py in that folder. Your answers are kept elsewhere, and stay."""
FOR_AUTHORS = """
(Did you change the course yourself? Then run: python3 course.py run course_lib.authoring.files)"""
PERHAPS_CUT_OFF = """{}
If you did not shorten it yourself, get the whole course again. Your answers are kept elsewhere, and stay."""


def main(arguments):
    """Do what the arguments ask for; give the exit code. What a person can fix is told in a sentence."""
    obstacle = unfit_python() or unfit_course(arguments)
    if obstacle:
        print(obstacle)
        return 1
    if sys.version_info[:2] > NEWEST:
        print(TOO_NEW.format(*(sys.version_info[:2] + NEWEST)))
    try:
        course_commands = commands()
    except (SyntaxError, ValueError, EOFError) as error:  # a file that was cut off, or holds no text
        name = getattr(error, "filename", None) or "course_commands.py"
        print(COURSE_NOT_WHOLE.format(named("Missing or empty", [os.path.basename(name)])))
        return 1
    except ImportError as error:
        names = sorted(name for name in os.environ if name.startswith("PYTHON"))
        print(PYTHON_NOT_WHOLE.format(error, sys.executable))
        print(PERHAPS_SET.format(", ".join(names)) if names else "")
        return 1
    return course_commands.main(arguments)


def commands():
    """Give the module with the commands. Where what Python compiled of it was cut off, it is compiled again."""
    try:
        import course_commands  # noqa: PLC0415 (an old Python could not read it)
    except (EOFError, TypeError, ValueError):
        import shutil  # noqa: PLC0415

        shutil.rmtree(os.path.join(ROOT, "__pycache__"), ignore_errors=True)
        import course_commands  # noqa: PLC0415
    return course_commands


def unfit_python():
    """Give the sentence for a Python that the course cannot run on, or nothing."""
    if sys.version_info < OLDEST:
        return TOO_OLD.format(*sys.version_info)
    return TOO_NARROW if sys.maxsize < 2**32 else ""


def unfit_course(arguments):
    """Give the sentence for a course of which a part is missing, empty or cut off, or nothing.

    In a checkout of git a file that was cut off is told and stops nothing: git gives whole files, so an author
    may well have shortened this one.
    """
    missing = [name for name in NEEDED if not has_content(os.path.join(ROOT, name))]
    if missing:
        return COURSE_NOT_WHOLE.format(named("Missing or empty", missing))
    if arguments[:1] and arguments[0] in AUTHORS:
        return ""
    missing, cut_off = unlike_the_list()
    if missing:
        return COURSE_NOT_WHOLE.format(named("Missing or empty", missing)) + FOR_AUTHORS
    if cut_off and not os.path.exists(os.path.join(ROOT, ".git")):
        return COURSE_NOT_WHOLE.format(named("Cut off", cut_off)) + FOR_AUTHORS
    if cut_off:
        print(PERHAPS_CUT_OFF.format(named("Perhaps cut off", cut_off)) + FOR_AUTHORS)
    return ""


def unlike_the_list():
    """Give the files of the list that are missing or empty, and those that were cut off.

    A whole folder that is missing stands for its files. An author's own file is not what the list says, either:
    so a file was cut off only if it is shorter and ends otherwise.
    """
    with open(os.path.join(ROOT, LIST), "rb") as file:
        lines = file.read().decode("ascii", "replace").splitlines()
    listed = [line.split(" ", 2) for line in lines if line.count(" ") == 2]
    missing, cut_off = [], [] if WHOLE_LIST in lines else [LIST]
    for size, ending, name in listed:
        path = os.path.join(ROOT, name)
        if not has_content(path) or not ending_of(path).strip(b"\0"):  # zeros are what a power cut leaves
            missing.append(outermost(name))
        elif os.path.getsize(path) < number_in(size) and code_of(path) != ending:
            cut_off.append(name)
    return sorted(set(missing)), cut_off


def outermost(name):
    """Give the outermost folder that is missing or empty of a file that is missing, or else the file."""
    folder = os.path.dirname(name)
    while folder and not has_content(os.path.join(ROOT, folder)):
        name, folder = folder, os.path.dirname(folder)
    return name


def number_in(text):
    """Give the number that a text is, or none at all: the list may be damaged itself."""
    return int(text) if text.isdigit() and len(text) < 12 else 0


def code_of(path):
    """Give what stands in the list for the ending of a file."""
    from binascii import crc32  # noqa: PLC0415 (some builds of Python lack it)

    return "{:08x}".format(crc32(ending_of(path)) & 0xFFFFFFFF)


def ending_of(path):
    """Give the last bytes of a file; none where it cannot be read."""
    try:
        with open(path, "rb") as file:
            file.seek(max(0, os.path.getsize(path) - ENDING))
            return file.read()
    except OSError:
        return b""


def named(what, names):
    """Give what is wrong with some files, and which ones: the first three, and how many more."""
    more = ["and {} more".format(len(names) - 3)] if len(names) > 3 else []
    return "{}: {}".format(what, ", ".join(names[:3] + more))


def has_content(path):
    """Give whether a file or a folder is there, is what its name says, and has something in it."""
    try:
        if os.path.isdir(path):
            return "." not in os.path.basename(path) and bool(os.listdir(path))
        return os.path.getsize(path) > 0 and "." in os.path.basename(path)
    except (OSError, ValueError):  # by a name that cannot be
        return False


def open_what_is_closed():
    """Give each closed stream an end that leads nowhere: without a terminal, as by pythonw, they are closed."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free
            if hasattr(os, "set_inheritable"):
                os.set_inheritable(opened, True)
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w"))


def keep_to_python_s_own_modules():
    """Let nothing stand in for a module of Python: no file beside course.py, none of PYTHONPATH, no package.

    A file random.py in this folder would otherwise be taken for Python's own. And let no warning be an error.
    """
    foreign = [ROOT] + [folder for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep) if folder]
    foreign = {os.path.realpath(folder) for folder in foreign}
    own = [folder for folder in sys.path if folder and os.path.realpath(folder) not in foreign]
    packages = [n for n, folder in enumerate(own) if folder.endswith(("site-packages", "dist-packages"))]
    sys.path[:] = own[: min(packages + [len(own)])] + [ROOT]
    import warnings  # noqa: PLC0415

    warnings.simplefilter("ignore")


if __name__ == "__main__":
    open_what_is_closed()
    keep_to_python_s_own_modules()
    try:
        code = main(sys.argv[1:])
    except SystemExit as asked:  # by --help, or by a signal
        code = asked.code or 0
    if sys.flags.inspect:  # PYTHONINSPECT would show a prompt now, and nobody here knows what that is
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
