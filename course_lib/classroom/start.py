"""Serves a class in one room: `python3 course.py workshop class.yaml`.

Everybody in the network of the room can open it, behind the codes of the class. With --demo it is for this
computer alone, and the class is made up.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from course_lib.catalog import catalog
from course_lib.classroom.alone import alone, own_folder
from course_lib.classroom.around import is_own_address, reachable_address
from course_lib.classroom.class_file import database_of, read, record_url, write
from course_lib.classroom.demo import PIN, demo
from course_lib.classroom.new import ask_for_class, ask_for_pin
from course_lib.classroom.preflight import can_begin, look
from course_lib.classroom.served import served
from course_lib.classroom.waiting import UNWRITTEN
from course_lib.errors import CourseError
from course_lib.folders import NOTEBOOKS
from course_lib.lab.apart import data_folder, keep_apart
from course_lib.lab.browser import can_show, show
from course_lib.lab.limits import FOR_A_CLASS, demand_open_files
from course_lib.lab.port import HOST, free_port
from course_lib.lab.rehearsal import rehearsed
from course_lib.lab.start import send_chatter_to
from course_lib.lab.trouble import CannotStartError, unknown
from course_lib.language import class_troubles
from course_lib.model.classroom import ClassFile
from course_lib.record import Record

ALONE = "Only this computer can open it. For phones, it must be in the room's network, or have a hotspot."


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for; give the exit code. Whatever goes wrong is told in a sentence."""
    asked = understand(arguments)
    terminal = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace", buffering=1)
    log = None
    try:
        if asked.new:
            ask_for_class(asked.file)
            return 0
        if asked.pin and asked.file.is_file():
            ask_for_pin(read(asked.file), asked.file)
            return 0
        demand_open_files(FOR_A_CLASS)
        data = data_folder(asked.data, terminal)
        asked.proxies = keep_apart(data)
        with demo_class(asked, terminal) if asked.demo else contextlib.nullcontext(asked.file) as path:
            if not path.is_file():
                make = f"python3 course.py workshop --new {shlex.quote(str(path))}"
                raise CannotStartError(f"There is no file {path}. To make one: {make}")
            known = read(path)
            log = data / "class.log"
            serve(known, path, data, asked, terminal, log)
    except CourseError as error:
        print(error, file=terminal)
        return 1
    except CannotStartError as error:
        print(error, file=terminal)
        return error.code
    except EOFError:
        print("\nNothing was written: the answers ended too early. Start it again.", file=terminal)
        return 1
    except KeyboardInterrupt:
        return 130
    except (Exception, SystemExit) as error:
        if log:
            traceback.print_exc()
        with contextlib.suppress(OSError):
            print(trouble := unknown(error, log, True), file=terminal)
        return trouble.code
    return 0


def understand(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="course.py workshop", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=Path("class.yaml"), help="the file of the class")
    parser.add_argument("--new", action="store_true", help="ask six questions and write the file")
    parser.add_argument("--pin", action="store_true", help="ask for another instructor's PIN")
    parser.add_argument(
        "--demo", action="store_true", help="a class of made-up learners, to try everything with"
    )
    parser.add_argument("--port", type=int, help="use this port, and no other")
    parser.add_argument("--no-browser", action="store_true", help="do not open the instructor's page")
    parser.add_argument("--host", help="the address to serve; else the one in the room's network")
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


@contextlib.contextmanager
def demo_class(asked: argparse.Namespace, terminal: TextIO) -> Iterator[Path]:
    """Give the file of a made-up class that has been at it for a while; all of it is gone at the end."""
    with TemporaryDirectory(prefix="course-demo-") as folder:
        path = Path(folder, "demo.yaml")
        example = demo(catalog(), datetime.now(UTC), final=True)
        write(example.class_file, path)
        with Record(record_url(example.class_file, path)) as record:
            example.put(record)
        asked.host, asked.data = asked.host or HOST, Path(folder)
        print("A made-up class; nothing of it is kept. Join as one of them:", file=terminal)
        for learner in example.class_file.learners[:3]:
            print(f"  {learner.name}, personal code {learner.code}", file=terminal)
        print(f"  The instructor's PIN is {PIN}.", file=terminal)
        yield path


def serve(
    known: ClassFile, path: Path, data: Path, asked: argparse.Namespace, terminal: TextIO, log: Path
) -> None:
    """Look whether the class can be served here, then serve it until Ctrl-C."""
    host = asked.host or reachable_address() or HOST
    if not is_own_address(host):
        raise CannotStartError(f"{host} is no address of this computer. Leave --host away: one is found then.")
    port = asked.port or free_port()
    url, address = record_url(known, path), f"http://{host}:{port}/"
    folder = own_folder(asked.data or data, path, known.name)
    with alone(folder, url, address):
        found = () if asked.demo else look(known, port, url)
        print(*(finding for finding in found if finding.level != "fine"), sep="\n", file=terminal)
        if not can_begin(found):
            raise CannotStartError("The class cannot begin like this. Fix what is marked ■ first.")
        with served(url, address) as troubles:
            send_chatter_to(log)
            with rehearsed(NOTEBOOKS, True, database_of(url)) as rehearsal:
                from course_lib.classroom.server import make_server  # noqa: PLC0415 (it takes a second)

                server = make_server(known, folder, url, host, port, rehearsal.warm)
                server.others = troubles
                server.announce = lambda: announce(known, address, asked, terminal)
            print(*rehearsal.remarks, sep="\n", end="\n" if rehearsal.remarks else "", file=terminal)
            try:
                server.start()
            finally:
                rehearsal.warm.stop()
    left = server.left
    with contextlib.suppress(OSError):
        print("\nThe class is closed.", file=terminal)
        if not asked.demo:
            print(class_troubles.ended(left.trouble, left.answers, str(folder / UNWRITTEN)), file=terminal)


def announce(known: ClassFile, address: str, asked: argparse.Namespace, terminal: TextIO) -> None:
    """Say how learners and the instructor get in, and show the instructor's page where a browser can."""
    import segno  # noqa: PLC0415

    print(f"\n{known.name} is open.\n", file=terminal)
    with contextlib.suppress(OSError, ValueError):
        segno.make(address, error="m").terminal(out=terminal, compact=True, border=2)
    print(f"Learners open       {address}", file=terminal)
    print(f"The class code is   {known.code}", file=terminal)
    print(f"The instructor's    {address}instructor", file=terminal)
    print(
        ALONE
        if f"//{HOST}:" in address
        else "Everybody in this network can open it, and needs the codes. The line is not encrypted.",
        file=terminal,
    )
    print("Leave this window open. To close the class, press Ctrl-C in it.", file=terminal)
    if not asked.no_browser and can_show():
        show(f"{address}instructor", asked.proxies)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
