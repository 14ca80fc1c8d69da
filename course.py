#!/usr/bin/env python3
"""The one way into the course. It looks whether Python and the course are fit for it, then does what was asked.

Every Python can read this file, however old, so that it can say that it is too old. What was asked is
done by course_commands.py; neither needs anything but the standard library.
"""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST = (3, 11)
NEWEST = (3, 14)
"""The newest Python for which there is a ready-made build of every package that the course pins."""
NEEDED = (
    "course_commands.py",
    "course_setup.py",
    "course_troubles.py",
    "requirements.txt",
    "exercises/course_map.yaml",
    "notebooks",
)
FOLDERS = {
    "course_lib": (
        "authoring catalog classroom classroom/static classroom/templates content content/figures "
        "content/scope formats lab lab/labextensions/back-spasm-course "
        "lab/labextensions/back-spasm-course/static lab/settings lab/templates language model pages player "
        "record render render/fonts rules widgets widgets/parts"
    ),
    "exercises": (
        "back_spasm_and_your_role back_spasm_and_your_role/patients final_check final_check/patients "
        "heat_and_ice heat_and_ice/patients massage massage/patients muscle_relaxers muscle_relaxers/patients "
        "muscle_stimulation muscle_stimulation/patients patients posture_and_prevention "
        "posture_and_prevention/patients role_and_records soft_tissue_mobilization "
        "soft_tissue_mobilization/patients stretching stretching/patients"
    ),
}
"""The folders that are in the course, and none of them empty: an archive may be unpacked in part."""

READ = (".py", ".yaml", ".js", ".css", ".json", ".svg")
"""The kinds of file in course_lib and exercises of which none is empty."""

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
COURSE_NOT_WHOLE = """The course is not whole. Missing or empty: {}
Unpack the whole archive into a folder of its own; do not start the course from inside the archive.
Then start the course.py in that folder. Your answers are kept elsewhere, and stay."""


def main(arguments):
    """Do what the arguments ask for; give the exit code. What a person can fix is told in a sentence."""
    obstacle = unfit_python() or unfit_course()
    if obstacle:
        print(obstacle)
        return 1
    if sys.version_info[:2] > NEWEST:
        print(TOO_NEW.format(*(sys.version_info[:2] + NEWEST)))
    try:
        import course_commands  # noqa: PLC0415 (an old Python could not read it)
    except (SyntaxError, ValueError) as error:  # a file that was cut off, or holds no text
        name = getattr(error, "filename", None) or "course_commands.py"
        print(COURSE_NOT_WHOLE.format(os.path.basename(name)))
        return 1
    except ImportError as error:
        names = sorted(name for name in os.environ if name.startswith("PYTHON"))
        print(PYTHON_NOT_WHOLE.format(error, sys.executable))
        print(PERHAPS_SET.format(", ".join(names)) if names else "")
        return 1
    return course_commands.main(arguments)


def unfit_python():
    """Give the sentence for a Python that the course cannot run on, or nothing."""
    if sys.version_info < OLDEST:
        return TOO_OLD.format(*sys.version_info)
    return TOO_NARROW if sys.maxsize < 2**32 else ""


def unfit_course():
    """Give the sentence for a course of which a part is missing or empty, or nothing."""
    needed = list(NEEDED)
    for top in sorted(FOLDERS):
        needed += ["{}/{}".format(top, name) for name in FOLDERS[top].split()]
    missing = [name for name in needed if not has_content(os.path.join(ROOT, name))]
    for top in ("course_lib", "exercises"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            paths = [os.path.join(folder, name) for name in names if name.endswith(READ)]
            missing += [os.path.relpath(path, ROOT) for path in paths if not has_content(path)]
    if len(missing) > 3:
        missing[3:] = ["and {} more".format(len(missing) - 3)]
    return COURSE_NOT_WHOLE.format(", ".join(missing)) if missing else ""


def has_content(path):
    """Give whether a file or a folder is there, is what its name says, and has something in it."""
    try:
        if os.path.isdir(path):
            return "." not in os.path.basename(path) and bool(os.listdir(path))
        return os.path.getsize(path) > 0 and "." in os.path.basename(path)
    except OSError:
        return False


def open_what_is_closed():
    """Give each closed stream an end that leads nowhere: without a terminal, as by pythonw, they are closed."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free
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
