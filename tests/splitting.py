"""Processes that begin where the course is loaded already: each is one of its own, and sooner there."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

LOADED = [
    "course_lib.classroom.start",
    "course_lib.classroom.server",
    "course_lib.record.database.store",
    "jinja2.ext",
    "segno",
    "tornado.platform.asyncio",
]
"""What a notebook and a class server load, part of it only when an answer comes."""


def split(work: Callable[..., object], *arguments: Any) -> BaseProcess:
    """Do the work in a process of its own. It is found by its name, so let its module load little."""
    ways = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    if "forkserver" in ways:
        context.set_forkserver_preload(LOADED)
    process: BaseProcess = context.Process(target=work, args=arguments)
    process.start()
    return process
