"""Checks the course's JavaScript and style: their types, and how they are formatted.

`python -m course_lib.authoring.javascript` installs what it needs (package-lock.json) into
`node_modules`, once. The course itself needs none of it: where there is no Node, nothing is
checked, and the run says so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from course_lib.folders import ROOT

CHECKS = {"types": "tsc", "format:check": "prettier"}
"""The scripts of package.json that have to pass, and the program that each needs."""


def main(root: Path = ROOT) -> int:
    """Run all checks; return 0 if all went well, or if there is no Node to run them with."""
    npm = shutil.which("npm")
    if npm is None:
        if os.environ.get("COURSE_DEMAND_NODE") == "1":
            print("There is no npm: install Node.", file=sys.stderr)
            return 1
        print("SKIPPED: there is no npm, so the types and the format of the JavaScript are not checked.")
        return 0
    if not installed(root):
        install = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"]
        if subprocess.run(install, cwd=root, check=False).returncode:
            print("What checks the JavaScript could not be installed: see above.", file=sys.stderr)
            return 1
    run = [npm, "run", "--silent"]
    codes = [subprocess.run([*run, script], cwd=root, check=False).returncode for script in CHECKS]
    if not any(codes):
        print("All types and formats of the JavaScript are right.")
    return int(any(codes))


def installed(root: Path) -> bool:
    """Return whether `node_modules` holds what package-lock.json names, as npm itself notes it there."""
    noted, wanted = root / "node_modules" / ".package-lock.json", root / "package-lock.json"
    return noted.is_file() and noted.stat().st_mtime >= wanted.stat().st_mtime


if __name__ == "__main__":
    sys.exit(main())
