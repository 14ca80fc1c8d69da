"""The warm process: kernels made by splitting behave as Jupyter's own; where there are none, all goes on."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.connect import LocalPortCache
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from loops import run

from course_lib.folders import NOTEBOOKS, ROOT
from course_lib.lab import port, warming
from course_lib.lab import warm as warm_module
from course_lib.lab.provisioner import CoursePorts, CourseProvisioners
from course_lib.lab.server import CourseKernels
from course_lib.lab.warming import WarmKernel, WarmProcess

pytestmark = pytest.mark.skipif(not warm_module.CAN_FORK, reason="this system does not split processes")


LESSON = "from course_lib import lesson; heat = lesson('heat-and-ice'); heat.progress()"


def forget_provisioners() -> None:
    """Let the next kernel find no way to make one that was left by another: the course's, or Jupyter's own."""
    for kind in (CourseProvisioners, KernelProvisionerFactory):
        kind.clear_instance()


@pytest.fixture(scope="module")
def shared() -> Iterator[WarmProcess]:
    """Give one warm process that is ready."""
    warm = WarmProcess(NOTEBOOKS)
    assert warm.found() is None
    yield warm
    warm.stop()


@pytest.fixture
def warm(shared: WarmProcess) -> Iterator[WarmProcess]:
    """Give the warm process to Jupyter, and take it away again."""
    forget_provisioners()
    CourseProvisioners.instance().warm = shared
    assert shared.trusted, "a test that breaks one takes its own"
    yield shared
    forget_provisioners()


@pytest.fixture
def own() -> Iterator[WarmProcess]:
    """Give Jupyter a warm process that a test may break."""
    forget_provisioners()
    CourseProvisioners.instance().warm = process = WarmProcess(NOTEBOOKS)
    assert process.found() is None
    yield process
    process.stop()
    last = CourseProvisioners.instance().warm
    if last and last is not process:
        last.stop()
    forget_provisioners()


class Kernel:
    """A kernel as the server runs it, with somebody who asks it things."""

    def __init__(self) -> None:
        self.manager = AsyncKernelManager(kernel_name="python3")
        self.manager.kernel_spec_manager = CourseKernels()

    async def __aenter__(self) -> "Kernel":
        await self.manager.start_kernel(cwd=str(NOTEBOOKS), env={**os.environ, "COURSE_MARK": "here"})
        await self.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=True)

    async def connect(self) -> None:
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=60)

    async def say(self, code: str) -> str:
        """Run code; return what it prints, or the name of its error."""
        texts: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            content = message["content"]
            texts.append(content.get("text") or content.get("ename") or "")

        await self.client._async_execute_interactive(code, output_hook=hear, timeout=60)
        return "".join(texts).strip()

    @property
    def process(self) -> Any:
        provisioner: Any = self.manager.provisioner
        return provisioner.process


def test_a_kernel_made_by_splitting_runs_a_lesson_with_its_own_folder_and_environment(
    warm: WarmProcess,
) -> None:
    async def go() -> None:
        async with Kernel() as kernel:
            assert isinstance(kernel.process, WarmKernel)
            assert await kernel.say(LESSON) == ""
            assert await kernel.say("import os, sys; print(os.getcwd())") == str(NOTEBOOKS)
            assert await kernel.say("print(os.environ['COURSE_MARK'])") == "here"
            assert await kernel.say("print(os.getppid())") == str(warm.process.pid)
            assert await kernel.say("print(os.getpgid(0) == os.getpid())") == "True"
            assert await kernel.say("import gc; print(gc.get_freeze_count() > 10_000)") == "True"
            assert await kernel.say("print('heat' in dir(), __name__)") == "True __main__"

    run(go())


@pytest.mark.parametrize("number", [1, 2], ids=["shell", "iopub"])
def test_a_kernel_whose_port_was_taken_is_started_again_with_other_ports(
    warm: WarmProcess, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    LocalPortCache.clear_instance()
    drawn: list[int] = []
    own = CoursePorts.find_available_port

    def draw(self: CoursePorts, ip: str) -> int:
        drawn.append(own(self, ip))
        if len(drawn) == number:
            other.bind((ip, drawn[-1]))
            other.listen()
        return drawn[-1]

    async def go() -> None:
        CoursePorts.instance()
        async with Kernel() as kernel:
            assert kernel.manager.iopub_port not in drawn[:5]
            assert await kernel.say("print('here')") == "here"
            assert isinstance(kernel.process, WarmKernel)

    monkeypatch.setattr(CoursePorts, "find_available_port", draw)
    with socket.socket() as other:
        run(go())
    CoursePorts.clear_instance()
    assert len(drawn) == 10


def test_a_kernel_gets_no_port_that_the_system_lends_to_whoever_asks_for_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = {CoursePorts().find_available_port("127.0.0.1") for _ in range(50)}
    lent = Path("/proc/sys/net/ipv4/ip_local_port_range")
    lowest = int(lent.read_text().split()[0]) if lent.exists() else 49_152
    assert all(1024 < each < lowest for each in drawn)
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(port, "UNLENT", [taken] * 99 + [min(drawn)])
        assert CoursePorts().find_available_port("127.0.0.1") == min(drawn)


def test_a_page_reaches_the_same_targets_in_a_kernel_however_it_was_made(warm: WarmProcess) -> None:
    async def targets() -> str:
        async with Kernel() as kernel:
            await kernel.say(LESSON)
            return await kernel.say("print(sorted(get_ipython().kernel.comm_manager.targets))")

    reached = run(targets())
    CourseProvisioners.instance().warm = None
    assert reached == run(targets())
    assert "'jupyter.widget.control'" in reached


SHOWS = """import weakref
class Shown:
    def _repr_html_(self):
        return "a page"
def show():
    global held
    shown = Shown()
    held = weakref.ref(shown)
    return shown
"""


HELD = """shell = get_ipython()
names = [name for name in [*shell.user_ns, *shell.user_ns_hidden] if name[:2] == "_i" and name[2:].isdigit()]
print(len(shell.history_manager.outputs), len(shell.history_manager.input_hist_raw), len(names))"""


def test_a_kernel_holds_nothing_of_its_cells_and_of_what_they_have_shown(warm: WarmProcess) -> None:
    async def reload() -> tuple[str, str]:
        async with Kernel() as kernel:
            await kernel.say(SHOWS)
            for _ in range(3):
                await kernel.say("show()")
            await kernel.say("_ = __ = ___ = None; 1")
            return await kernel.say("import gc; gc.collect(); print(held())"), await kernel.say(HELD)

    # Of inputs there are the one that asks, under one name in two places, and the empty one of IPython.
    assert run(reload()) == ("None", "0 2 2")


def test_two_kernels_share_nothing_that_is_made_in_them(warm: WarmProcess) -> None:
    async def go() -> None:
        async with Kernel() as first, Kernel() as other:
            drawn = [await kernel.say("import random; print(random.random())") for kernel in (first, other)]
            assert drawn[0] != drawn[1]
            await first.say("import course_lib; course_lib.mine = 1; import os; os.chdir('/')")
            assert await other.say("import course_lib; print(hasattr(course_lib, 'mine'))") == "False"
            assert await other.say("import os; print(os.getcwd())") == str(NOTEBOOKS)

    run(go())


def test_it_is_interrupted_restarted_shut_down_and_found_dead_as_any_other(own: WarmProcess) -> None:
    async def go() -> None:
        async with Kernel() as kernel:
            asked = asyncio.create_task(kernel.say("print('on', flush=True)\nwhile True: pass"))
            await asyncio.sleep(0.5)
            await kernel.manager.interrupt_kernel()
            assert await asked == "on\nKeyboardInterrupt"

            first = kernel.process.pid
            await kernel.say("x = 1")
            await kernel.manager.restart_kernel()
            await kernel.client.wait_for_ready(timeout=60)
            assert isinstance(kernel.process, WarmKernel)
            assert kernel.process.pid != first
            assert await kernel.say("print('x' in dir())") == "False"

            child = "import subprocess, sys; p = subprocess.Popen(['sleep', '600']); print(p.pid)"
            pid = int(await kernel.say(child))
            process = kernel.process
            await kernel.manager.shutdown_kernel(now=True)
            assert process.wait(10) == -signal.SIGKILL
            assert await _gone(pid)

        async with Kernel() as kernel:
            os.kill(kernel.process.pid, signal.SIGSEGV)
            assert kernel.process.wait(10) == -signal.SIGSEGV
            assert not await kernel.manager.is_alive()

    run(go())


async def _gone(pid: int) -> bool:
    for _ in range(100):
        status = Path(f"/proc/{pid}/status")
        if not status.exists() or "State:\tZ" in status.read_text():
            return True
        await asyncio.sleep(0.05)
    return False


def test_a_kernel_that_crashes_at_once_is_the_last_one_made_so(own: WarmProcess) -> None:
    async def go() -> None:
        async with Kernel() as kernel:
            os.kill(kernel.process.pid, signal.SIGTRAP)
            kernel.process.wait(10)
            await kernel.manager.restart_kernel(now=True)
            await kernel.client.wait_for_ready(timeout=60)
            assert isinstance(kernel.process, subprocess.Popen)
            assert await kernel.say("print(1)") == "1"

    run(go())


@pytest.mark.parametrize("way", ["it is gone", "it makes none", "it hangs"])
def test_where_the_warm_process_is_of_no_use_a_kernel_starts_as_usual(
    way: str, own: WarmProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "it is gone":
        own.process.kill()
        own.process.wait()
    elif way == "it makes none":
        monkeypatch.setattr(own, "_send", lambda _: own._pids.put(None) or True)
    else:
        monkeypatch.setattr(warming, "LONGEST", 0.1)
        os.kill(own.process.pid, signal.SIGSTOP)

    async def go() -> None:
        async with Kernel() as kernel:
            assert isinstance(kernel.process, subprocess.Popen)
            assert await kernel.say(LESSON) == ""

    run(go())


def test_after_a_file_of_the_course_has_changed_no_kernel_holds_the_old_one(
    own: WarmProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go() -> None:
        async with Kernel() as before:
            monkeypatch.setattr(warming, "_newest", lambda: (1, 1))
            async with Kernel() as meanwhile:
                assert isinstance(meanwhile.process, subprocess.Popen)
                assert await before.say("print('still here')") == "still here"
                new = CourseProvisioners.instance().warm
                assert new is not own
                assert new is not None
                assert await asyncio.to_thread(new.found) is None
                async with Kernel() as after:
                    assert isinstance(after.process, WarmKernel)
                    assert after.process.warm is new
        await asyncio.to_thread(own.process.wait, 20)  # its last kernel has ended: so has it

    run(go())


def test_kernels_end_when_the_server_is_gone(tmp_path: Path) -> None:
    code = f"""if True:
        import asyncio, os, sys
        sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
        from test_warm import Kernel
        from course_lib.lab.provisioner import CourseProvisioners
        from course_lib.lab.warming import WarmProcess
        from course_lib.folders import NOTEBOOKS

        async def go():
            CourseProvisioners.instance().warm = warm = WarmProcess(NOTEBOOKS)
            warm.found()
            kernel = await Kernel().__aenter__()
            print(warm.process.pid, kernel.process.pid, flush=True)
            os._exit(9)

        asyncio.run(go())
    """
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 9
    for pid in map(int, done.stdout.split()):
        assert run(_gone(pid)), pid


def test_what_a_lesson_loads_is_loaded_before_a_kernel_is_made() -> None:
    """Whatever was loaded before is shared, and takes no time."""
    ahead = (
        "import sys, json; from pathlib import Path; from course_lib.lab import warm, rehearsal\n"
        f"rehearsal.rehearse(Path({str(NOTEBOOKS)!r})); warm.load_ahead('sqlite')\n"
        "print(json.dumps(list(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ahead], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    known = set(json.loads(done.stdout))
    forget_provisioners()

    async def go() -> set[str]:
        async with Kernel() as kernel:
            assert isinstance(kernel.process, subprocess.Popen)
            assert await kernel.say(LESSON) == ""
            return set(json.loads(await kernel.say("import sys, json; print(json.dumps(list(sys.modules)))")))

    late = {name for name in run(go()) if name.partition(".")[0] not in {"encodings", "runpy"}}
    assert late - known == set()
