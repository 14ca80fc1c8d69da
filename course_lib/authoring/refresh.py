"""Runs the course's notebooks and stores their outputs: the transcripts, the same bytes every time.

`python -m course_lib.authoring.refresh` (with file names: only those) is run after content has changed. Live
widget views are left out: they show as an error where no kernel runs. Nobody's own answers are touched: the
notebooks run with an empty record.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from course_lib.authoring import case_graph, files
from course_lib.folders import NOTEBOOKS

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def refreshed(path: Path) -> str:
    """Return the text of a notebook after a run, without what differs from run to run.

    Raises nbclient's CellExecutionError where a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        record = f"sqlite:///{(Path(folder) / 'record.sqlite').as_posix()}"
        client = NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": path.parent}})
        manager = client.create_kernel_manager()
        manager.transport_encryption = "auto"  # without it the kernel prints a warning
        client.execute(env={**os.environ, "COURSE_RECORD": record})
    run = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(run, start=1):
        _settle(cell, number)
    own = {"course": notebook.metadata["course"]} if "course" in notebook.metadata else {}
    notebook.metadata = nbformat.from_dict({**own, "kernelspec": KERNEL, "language_info": {"name": "python"}})
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def _settle(cell: Any, number: int) -> None:
    """Take out of a code cell what differs from run to run; `number` is its place among them."""
    cell.metadata = NotebookNode()
    cell.execution_count = number
    for output in cell.outputs:
        if "execution_count" in output:
            output.execution_count = number
        if "data" in output:
            output.data.pop(WIDGET_VIEW, None)
            output.metadata = NotebookNode()


def main(names: Sequence[str] = ()) -> int:
    """Refresh the list of files, every notebook and the pictures of the cases, or only the notebooks named."""
    if not names:
        files.write()
    for path in sorted(NOTEBOOKS.rglob("*.ipynb")):
        if names and path.name not in names:
            continue
        if ".ipynb_checkpoints" in path.parts:
            continue
        new = refreshed(path)
        changed = path.read_text(encoding="utf-8") != new
        if changed:
            beside = path.with_suffix(".tmp")
            beside.write_text(new, encoding="utf-8", newline="\n")
            beside.replace(path)
        print(f"{path.name}: {'new outputs' if changed else 'as it was'}")
    return 0 if names else case_graph.main()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
