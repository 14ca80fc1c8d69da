"""A course with one tiny package, to set up for real without a network, and what tests ask of it."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import course
import course_setup
from course_lib.authoring import files

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("course.py", "course_commands.py", "course_setup.py", "course_troubles.py")


def make_wheel(folder: Path, version: str, name: str = "tiny", files: dict[str, str] | None = None) -> str:
    """Write a package, one named tiny or with the given files; give its line in requirements.txt."""
    about = f"{name}-{version}.dist-info"
    files = {
        **(files or {f"{name}.py": f"VERSION = '{version}'\n"}),
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [
        f"{file},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},"
        for file, text in files.items()
    ]
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in {**files, f"{about}/RECORD": "\n".join([*lines, f"{about}/RECORD,,\n"])}.items():
            entry = zipfile.ZipInfo(file)  # with no time of day, so that its hash stays
            entry.external_attr = (0o100755 if "/scripts/" in file else 0o100644) << 16
            archive.writestr(entry, text)
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def make_course(folder: Path, requirement: str) -> None:
    """Make a course that has only what course.py looks for, and the given line in requirements.txt."""
    (folder / "notebooks").mkdir(parents=True)
    for place in {path.parent.relative_to(ROOT) for path in files.files(ROOT) if path.parent != ROOT}:
        (folder / place).mkdir(parents=True, exist_ok=True)
        (folder / place / "part.js").write_text("// so that the course looks whole\n", encoding="utf-8")
    for name in ("course_lib/__init__.py", "course_lib/content/x.yaml", "exercises/course_map.yaml"):
        (folder / name).write_text("# so that the course looks whole\n" * 10, encoding="utf-8")
    for name in (*SOURCES, "course_lib/lab/packages.py"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "notebooks" / "00_start_here.ipynb").touch()
    (folder / course.LIST).write_text(files.listed(folder), encoding="utf-8")
    (folder / "requirements.txt").write_text(requirement, encoding="utf-8")  # tests write shorter ones


def run(
    folder: Path,
    *arguments: str,
    wheels: Path | None = None,
    python: Path | str = sys.executable,
    variables: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run course.py in a folder, with no package source but the given one, and with some more variables."""
    foreign = ("PIP_", "COURSE_", "PYTHON", "SSL_", "REQUESTS_", "CURL_")
    own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    own = {name: value for name, value in own.items() if not name.lower().endswith("_proxy")}
    env = {**own, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels or "")}
    env = {name: value for name, value in {**env, **(variables or {})}.items() if value}
    command = [str(python), str(folder / "course.py"), *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def copy_course(course: Path, folder: Path) -> Path:
    """Copy a course that is set up. Most of it, pip, is shared by links; unlink a file before you write it."""

    def copy(source: str, target: str) -> None:
        if f"{os.sep}pip{os.sep}" in source:
            os.link(source, target)
        else:
            shutil.copy2(source, target)

    return shutil.copytree(course, folder, symlinks=True, copy_function=copy)


PIP_FROM_ITS_WHEEL = """
import sysconfig, zipfile
from pathlib import Path
(wheel,) = Path({!r}).glob("pip-*.whl")
zipfile.ZipFile(wheel).extractall(sysconfig.get_path("purelib"))
"""


def quick(python: Path | str, folder: Path) -> Path | str:
    """Give a copy of a Python that installs pip without compiling it, most of what a setup here takes.

    Where no such copy can be made, give the Python itself.
    """
    try:
        linked = link_python(python, folder, leave_out=("ensurepip",))
    except OSError:
        return python
    ensurepip = library_of(linked) / "ensurepip"
    ensurepip.mkdir()
    (ensurepip / "__init__.py").touch()
    bundled = library_of(base_of(python) / "bin" / linked.name) / "ensurepip" / "_bundled"
    (ensurepip / "__main__.py").write_text(PIP_FROM_ITS_WHEEL.format(str(bundled)), encoding="utf-8")
    return linked if base_of(linked) == folder and list(bundled.glob("pip-*.whl")) else python


def sparing(python: Path | str, folder: Path) -> Path | str:
    """Give a copy of a Python that compiles only what is used, and else sets up as any other."""
    try:
        linked = link_python(python, folder, leave_out=("compileall",))
    except OSError:
        return python
    nothing = "def compile_file(*_, **__):\n    return False\n"
    (library_of(linked) / "compileall.py").write_text(nothing, encoding="utf-8")
    return linked if base_of(linked) == folder else python


def link_python(python: Path | str, folder: Path, leave_out: tuple[str, ...]) -> Path:
    """Make a Python of links to the parts of another one, but some. Raises OSError where it cannot."""
    asked = ask_python(python, "sys.base_prefix, getattr(sys, '_base_executable', sys.executable)")
    base, program = Path(asked[0]), Path(asked[1]).resolve()
    version = "python" + ".".join(ask_python(python, "*map(str, sys.version_info[:2])"))
    linked, library = folder / "bin" / version, folder / "lib" / version
    linked.parent.mkdir(parents=True)
    (library / "lib-dynload").mkdir(parents=True)
    shutil.copy(program, linked)
    for path in (base / "lib").glob("libpython*"):
        (folder / "lib" / path.name).symlink_to(path)
    for path in (base / "lib" / version / "lib-dynload").iterdir():
        if path.name.split(".")[0].removeprefix("_") not in leave_out:
            (library / "lib-dynload" / path.name).symlink_to(path)
    for path in (base / "lib" / version).iterdir():
        if path.stem not in (*leave_out, "site-packages", "lib-dynload"):
            (library / path.name).symlink_to(path)
    return linked


def library_of(python: Path) -> Path:
    return python.parent.parent / "lib" / python.name


def base_of(python: Path | str) -> Path:
    return Path(*ask_python(python, "sys.base_prefix"))


def ask_python(python: Path | str, question: str) -> list[str]:
    """Evaluate an expression in a Python; give its values as texts."""
    command = [python, "-I", "-c", f"import sys; print(*[{question}], sep='\\n')"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def python_of(folder: Path) -> Path:
    return folder / course_setup.PYTHON.relative_to(ROOT)


def ask(folder: Path, question: str) -> str:
    """Evaluate an expression in a course's own Python, from its notebooks folder as a kernel would."""
    command = [python_of(folder), "-c", f"import course_lib, tiny; print({question})"]
    done = subprocess.run(command, cwd=folder / "notebooks", capture_output=True, text=True, check=True)
    return done.stdout.strip()


def packages_of(folder: Path) -> Path:
    (tiny,) = (folder / ".venv").rglob("tiny.py")
    return tiny.parent
