"""Finds the port that the course's server can have on this computer."""

import errno
import os
import random
import socket
from contextlib import suppress

from course_lib.lab.trouble import CannotStartError

HOST = "127.0.0.1"
FIRST_PORT = 8888
PORTS = 50
"""How many ports are tried, from the first on, before any free one is taken."""

UNLENT = range(20_000, 30_000)
"""Ports that systems do not lend to a program that asks for any, as a browser does for each line it opens."""


def demand_free(port: int) -> None:
    """Make sure that a port can be used. Raises: CannotStartError with what to do instead."""
    other = port + 1 if 1024 <= port < 65535 else FIRST_PORT
    advice = f"Choose another one, such as --port {other}, or leave --port out."
    if not 0 < port < 65536:
        raise CannotStartError(f"There is no port {port}: ports go from 1 to 65535. {advice}")
    try:
        bind(port)
    except OSError as error:
        if error.errno == errno.EACCES:
            raise CannotStartError(f"Port {port} is reserved on this computer. {advice}") from error
        raise CannotStartError(f"Port {port} is taken by another program. {advice}") from error


def free_port() -> int:
    """Give the first port from FIRST_PORT on that is free. Raises CannotStartError if there is none at all."""
    reason: OSError | None = None
    for port in (*range(FIRST_PORT, FIRST_PORT + PORTS), 0):
        try:
            return bind(port)
        except OSError as error:
            reason = error
    raise CannotStartError(
        f"No port of this computer is free for the course ({reason}).\nRestart the computer, then start again."
    ) from reason


def unlent_port() -> int:
    """Give a port that is free now, and that the system lends to nobody until it is used.

    Raises OSError where there is none among a hundred.
    """
    *ports, last = random.SystemRandom().sample(UNLENT, 100)
    for port in ports:
        with suppress(OSError):
            return bind(port)
    return bind(last)


def bind(port: int) -> int:
    """Take a port for a moment, and give its number (0 stands for any that is free). Raises OSError."""
    with socket.socket() as probe:
        if os.name != "nt":  # there, it would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))
        return int(probe.getsockname()[1])
