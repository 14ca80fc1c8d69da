"""The network is cut between a class and its database: a network of its own, where the system has these."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import postgres
import pytest

from course_lib.model import Learner
from course_lib.record import NotSaved, Record
from course_lib.record.hold import LOST
from course_lib.record.made_up import MADE_UP

OURS, THEIRS = (f"10.213.{os.getpid() % 256}.{end}" for end in (1, 2))
ANSWERS = [MADE_UP.model_copy(update={"id": f"attempt-{number}"}) for number in range(3)]


class Network:
    """A cable from this computer to another one, which is a namespace of the system."""

    def __init__(self) -> None:
        number = os.getpid()
        self.other, self._here, self._there = f"course-{number}", f"co{number}a", f"co{number}b"

    def run(self, command: str) -> None:
        subprocess.run(command.split(), check=True, capture_output=True)

    def lay(self) -> None:
        self.run(f"ip netns add {self.other}")
        self.run(f"ip link add {self._here} type veth peer name {self._there} netns {self.other}")
        self.run(f"ip addr add {OURS}/30 dev {self._here}")
        self.run(f"ip link set {self._here} up")
        self.run(f"ip -n {self.other} addr add {THEIRS}/30 dev {self._there}")
        self.repair()

    def cut(self) -> None:
        self.run(f"ip -n {self.other} link set {self._there} down")

    def repair(self) -> None:
        self.run(f"ip -n {self.other} link set {self._there} up")

    def remove(self) -> None:
        subprocess.run(["ip", "netns", "del", self.other], check=False, capture_output=True)


@contextmanager
def cable() -> Iterator[Network]:
    network = Network()
    try:
        if not shutil.which("ip"):
            pytest.skip("no command ip: the network between a class and its database cannot be cut here")
        try:
            network.lay()
        except subprocess.CalledProcessError as error:
            pytest.skip(f"networks of their own cannot be had here: {error.stderr.decode().strip()}")
        yield network
    finally:
        network.remove()


def test_what_is_answered_while_the_network_is_cut_is_saved_once_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
    monkeypatch.setitem(LOST, "tcp_user_timeout", 1000)
    first, second, third = ANSWERS
    ana = Learner(id=first.learner, name="Ana")
    with (
        cable() as network,
        postgres.running(("ip", "netns", "exec", network.other), THEIRS) as server,
        Record(server.database(), wait=1, learner=ana) as record,
    ):
        record.append(first)
        network.cut()
        with pytest.raises(NotSaved, match="the database of your class cannot be reached"):
            record.append(second)
        assert record.attempts(ana.id) == [second]
        assert record.unread == "unreachable"
        with pytest.raises(NotSaved):
            record.append(third)
        network.repair()
        end = time.monotonic() + 20
        while record.pending and time.monotonic() < end:
            with suppress(NotSaved):
                record.retry()
            time.sleep(0.1)
        assert record.pending == []
        assert record.attempts(ana.id) == ANSWERS
        assert record.unread == ""
