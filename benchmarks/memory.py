"""Memory of a kernel in which the whole lesson stands, against a bare one with one ipywidget."""

import os
import tempfile
from pathlib import Path

import nbformat
import psutil
from jupyter_client.manager import start_new_kernel

from benchmarks.report import Figure, in_turn

LESSON = Path(__file__).parent.parent / "notebooks" / "02_heat_and_ice.ipynb"
BARE = ["import ipywidgets", "ipywidgets.Label()"]
GOAL = 1.3


def megabytes(cells: list[str], answer: str = "") -> float:
    """Return the memory (resident, in MB) of a new kernel after it has run the cells."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "COURSE_RECORD": f"sqlite:///{(Path(folder) / 'r.sqlite').as_posix()}"}
        manager, client = start_new_kernel(kernel_name="python3", env=env, cwd=str(LESSON.parent))
        try:
            for cell in [*cells, *filter(None, [answer])]:
                reply = client.execute_interactive(cell, output_hook=lambda _: None, timeout=60)
                if reply["content"]["status"] != "ok":
                    raise RuntimeError(f"a cell failed: {cell}")
            return float(psutil.Process(manager.provisioner.pid).memory_info().rss) / 1e6
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def measure(rounds: int = 5) -> list[Figure]:
    """Return the figures for a lesson that is open, and for one in which something was answered."""
    notebook = nbformat.read(LESSON, as_version=4)
    lesson = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    figures = []
    for what, answer in (
        ("memory of the kernel, lesson open", ""),
        ("memory of the kernel, after an answer", 'heat.item("time-limit").answer("b")'),
    ):
        ours, bare, ratio = in_turn(
            lambda answer=answer: megabytes(lesson, answer), lambda: megabytes(BARE), rounds, warm_up=0
        )
        figures.append(
            Figure(
                what,
                f"{ours:.0f} MB",
                f"bare kernel with ipywidgets {bare:.0f} MB",
                f"{ratio:.2f}×",
                f"at most {GOAL}×",
                ratio <= GOAL,
            )
        )
    return figures
