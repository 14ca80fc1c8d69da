"""There is room for 200 learners on two devices each in what the system and the kernels' lines allow."""

import sys

import pytest
import zmq

from course_lib.classroom.kernels import ClassKernels
from course_lib.lab.limits import FOR_A_CLASS, demand_open_files

LEARNERS, DEVICES, LINES = 200, 2, 6
"""A page that is open holds six lines to its kernel."""


@pytest.mark.skipif(sys.platform == "win32", reason="open files are not counted there")
def test_200_learners_on_two_devices_each_have_lines_to_their_kernels() -> None:
    demand_open_files(FOR_A_CLASS)
    kernels = ClassKernels()
    lines = []
    try:
        for _ in range(LEARNERS * DEVICES * LINES):
            lines.append(kernels.context.socket(zmq.DEALER))
    finally:
        for line in lines:
            line.close(0)
        kernels.context.term()
    assert len(lines) == 2400
