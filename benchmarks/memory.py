"""Memory of a kernel in which the whole lesson stands, against a bare one with one ipywidget.

The course's kernels are measured twice: made by the warm process (course_lib/lab/warm.py), and each by itself,
as on a system that does not split processes. What several processes share is counted in equal parts (PSS), with
three kernels of a kind at a time, so that neither kind has its shared part for itself alone.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from benchmarks.report import Figure, in_turn, table
from course_lib.folders import NOTEBOOKS
from course_lib.lab.provisioner import CourseProvisioners
from course_lib.lab.server import CourseKernels
from course_lib.lab.warm import CAN_FORK
from course_lib.lab.warming import WarmProcess

LESSON = NOTEBOOKS / "02_heat_and_ice.ipynb"
BARE = ["import ipywidgets", "ipywidgets.Label()"]
ANSWER = 'heat.item("time-limit").answer("b")'
ALONE, SPLIT = 1.3, 1.0
KERNELS = 3


def kernels_cost(cells: list[str], specs: KernelSpecManager) -> tuple[float, float]:
    """Let some kernels run the cells; return MB of memory of one (PSS), and seconds until one is ready."""
    with tempfile.TemporaryDirectory() as folder:
        started, seconds = [], []
        try:
            for number in range(KERNELS):
                record = f"sqlite:///{Path(folder, f'{number}.sqlite').as_posix()}"
                manager = KernelManager(kernel_name="python3", kernel_spec_manager=specs)
                begun = time.perf_counter()
                manager.start_kernel(env={**os.environ, "COURSE_RECORD": record}, cwd=str(NOTEBOOKS))
                client = manager.blocking_client()
                started.append((manager, client))
                client.start_channels()
                client.wait_for_ready(timeout=60)
                seconds.append(time.perf_counter() - begun)
                for cell in cells:
                    reply = client.execute_interactive(cell, output_hook=lambda _: None, timeout=60)
                    if reply["content"]["status"] != "ok":
                        raise RuntimeError(f"a cell failed: {cell}")
            shares = [psutil.Process(manager.provisioner.pid).memory_full_info().pss for manager, _ in started]
            return sum(shares) / KERNELS / 1e6, min(seconds)
        finally:
            for manager, client in started:
                client.stop_channels()
                manager.shutdown_kernel(now=True)


@contextmanager
def warmth(split: bool) -> Iterator[None]:
    """Let the kernels be made by a warm process, or each be started by itself."""
    CourseProvisioners.clear_instance()
    warm = WarmProcess(NOTEBOOKS) if split else None
    CourseProvisioners.instance().warm = warm
    try:
        if warm:
            warm.found()
        yield
    finally:
        CourseProvisioners.clear_instance()
        if warm:
            warm.stop()


def measure(rounds: int = 5) -> list[Figure]:
    """Return the figures for a lesson in which something was answered: of each kind of kernel."""
    kinds = [(True, "made by splitting", SPLIT)] if CAN_FORK else []
    return [
        figure
        for kind in (*kinds, (False, "started by itself", ALONE))
        for figure in _of_a_kind(*kind, rounds=rounds)
    ]


def _of_a_kind(split: bool, how: str, goal: float, rounds: int) -> Iterator[Figure]:
    notebook = nbformat.read(LESSON, as_version=4)
    lesson = [*(cell.source for cell in notebook.cells if cell.cell_type == "code"), ANSWER]
    ready: dict[str, list[float]] = {"ours": [], "bare": []}

    def ours() -> float:
        with warmth(split):
            cost, seconds = kernels_cost(lesson, CourseKernels())
        ready["ours"].append(seconds)
        return cost

    def bare() -> float:
        with warmth(split=False):
            cost, seconds = kernels_cost(BARE, KernelSpecManager())
        ready["bare"].append(seconds)
        return cost

    mine, theirs, ratio = in_turn(ours, bare, rounds, warm_up=0)
    yield Figure(
        f"memory of a kernel {how}, whole lesson, one answer",
        f"{mine:.0f} MB",
        f"bare kernel with ipywidgets {theirs:.0f} MB",
        f"{ratio:.2f}×",
        f"at most {goal}×",
        ratio <= goal,
    )
    own, other = min(ready["ours"]), min(ready["bare"])
    yield Figure(
        f"until a kernel {how} is ready", f"{own:.2f} s", f"bare kernel {other:.2f} s", f"{own / other:.2f}×"
    )


if __name__ == "__main__":
    print(table(measure(1)))
