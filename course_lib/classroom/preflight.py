"""What is looked at before a class begins, in plain words: what will not work here, and how to fix it.

Nothing is sent into the network, and nothing is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from course_lib.classroom.around import Around
from course_lib.classroom.class_file import shown_url
from course_lib.language import class_troubles
from course_lib.language.dates import day
from course_lib.model.classroom import ClassFile, look_alike
from course_lib.model.names import doubled, folded, numbered
from course_lib.model.scope import MOST_CAUTIOUS
from course_lib.record.file import sqlite_path

Level = Literal["stop", "look", "fine"]
"""`stop`: the class cannot work like this. `look`: it may not be what you want. `fine`: as it should be."""

SIGNS = {"stop": "■", "look": "▲", "fine": "✓"}
LITTLE, TOO_LITTLE = 500 * 2**20, 50 * 2**20
"""Bytes free below which a long class may fill the disk, and below which it will."""

FILES, FILES_EACH = 40, 13
"""How many files the class server has open, and how many more for each page that a learner has open."""

FIREWALLS = {
    "Windows": "When Windows asks, allow Python on private networks. Later: Settings, Firewall, Allow an app.",
    "Darwin": "If macOS asks, allow incoming connections. Later: System Settings, Network, Firewall, Options.",
    "Linux": "If a firewall runs, sudo ufw allow {port}/tcp or sudo firewall-cmd --add-port={port}/tcp opens "
    "the port.",
}
PORTS = {
    "none": "is none: ports go from 1 to 65535",
    "taken": "is taken by another program",
    "reserved": "is reserved on this computer",
}
HOTSPOT = "Turn on a hotspot (a phone's will do), connect this computer and all phones to it, then start again."


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how bad, what it is, and how to fix it (nothing where it is fine)."""

    level: Level
    what: str
    fix: str = ""

    def __str__(self) -> str:
        """Return it as it is printed."""
        return f"{SIGNS[self.level]} {self.what}{f' {self.fix}' if self.fix else ''}"


def look(class_file: ClassFile, port: int, url: str, around: Around | None = None) -> tuple[Finding, ...]:
    """Return what was found, the worst first; `url` is where the answers go, see `class_file.record_url`."""
    asked = around or Around()
    found = [
        *_port(port, asked),
        *_address(port, asked),
        *_disk(url, asked),
        *_record(url, asked),
        *_roster(class_file),
        *_room(class_file, asked),
        *_dates(class_file, asked.today()),
        *_paper(class_file),
    ]
    return tuple(sorted(found, key=lambda finding: list(SIGNS).index(finding.level)))


def gone_wrong(url: str, around: Around | None = None) -> tuple[str, ...]:
    """Return what has gone wrong while a class runs, each in a sentence: the place where the answers go."""
    return tuple(str(finding) for finding in _disk(url, around or Around()) if finding.level != "fine")


def can_begin(found: Sequence[Finding]) -> bool:
    """Return whether nothing that was found stands in the way of the class."""
    return all(finding.level != "stop" for finding in found)


def _port(port: int, asked: Around) -> Iterator[Finding]:
    trouble, other = asked.port(port), port + 1 if 1024 <= port < 65535 else 8866
    if trouble:
        yield Finding("stop", f"Port {port} {PORTS[trouble]}.", f"Choose another one, such as --port {other}.")
    else:
        yield Finding("fine", f"Port {port} is free.")


def _address(port: int, asked: Around) -> Iterator[Finding]:
    address = asked.address()
    if not address:
        yield Finding("stop", "This computer is in no network, so no phone can reach it.", HOTSPOT)
        return
    yield Finding("fine", f"Others in this network reach this computer at http://{address}:{port}.")
    hint = FIREWALLS.get(asked.system(), FIREWALLS["Linux"]).format(port=port)
    about = "Nobody can see from here whether a firewall or the room's network keeps phones out."
    yield Finding(
        "look", about, f"Open the address on one phone now. {hint} If it still does not open: {HOTSPOT}"
    )


def _disk(url: str, asked: Around) -> Iterator[Finding]:
    path = sqlite_path(url)
    folder = next((folder for folder in path.absolute().parents if folder.is_dir()), None) if path else None
    if path is None or folder is None:
        return
    if not asked.may_write(path):
        what = f"Nothing may be written in {folder}, where the answers go."
        yield Finding("stop", what, "Allow it, or close the class and name another place after `record:`.")
    free = asked.free(folder)
    if free < LITTLE:
        level: Level = "stop" if free < TOO_LITTLE else "look"
        what = f"Only {free // 2**20} MB are free on the disk where the answers go."
        yield Finding(level, what, "Empty the trash, or move large files away.")
    else:
        yield Finding("fine", f"The disk has room: {free / 2**30:.0f} GB.")


def _record(url: str, asked: Around) -> Iterator[Finding]:
    unread, aside = asked.record(url)
    if any(aside):
        yield Finding("look", class_troubles.put_aside(*aside))
    if unread:
        about = f"{shown_url(url)} cannot be opened: {class_troubles.not_opened(unread)}"
        yield Finding("stop", about, f"{class_troubles.change(unread)} Then start the class again.".strip())
    else:
        yield Finding("fine", f"Answers are kept in {shown_url(url)}.")


def _roster(class_file: ClassFile) -> Iterator[Finding]:
    names = [learner.name for learner in class_file.learners]
    for name in doubled(names):
        shown = [each for own, each in zip(names, numbered(names), strict=True) if folded(own) == name]
        what = f"{len(shown)} people on the roster have one name. They are shown as {', '.join(shown)}."
        yield Finding(
            "look", what, "Keep their order in the file, or add a middle name before the class begins."
        )
    for alike in look_alike(class_file.learners):
        what = f"The codes of {' and '.join(alike)} look alike: 0 and O, or 1, I and L, are mistaken."
        yield Finding("look", what, "Give them other codes in the class file.")
    if names:
        yield Finding("fine", f"{len(names)} people are on the roster.")
    else:
        yield Finding(
            "look", f"There is no roster: the first {class_file.places} who know the class code join."
        )


def _room(class_file: ClassFile, asked: Around) -> Iterator[Finding]:
    files = asked.open_files()
    room = class_file.places if files is None else (files - FILES) // FILES_EACH
    if room < class_file.places:
        what = f"This computer lets a program open {files} files at once. That is room for {room} learners."
        yield Finding("look", what, "Ask whoever looks after it to raise the limit (ulimit -n).")


def _dates(class_file: ClassFile, today: date) -> Iterator[Finding]:
    last = class_file.ends or class_file.starts
    if today < class_file.starts:
        fix = "To try it before that day, take --demo."
        yield Finding("look", f"The class starts on {day(class_file.starts)}; today is {day(today)}.", fix)
    elif today > last:
        fix = "Correct `starts:` and `ends:`, or make a new class with --new."
        yield Finding("look", f"The class ended on {day(last)}; today is {day(today)}.", fix)
    else:
        yield Finding("fine", f"The class is today, {day(today)}.")


def _paper(class_file: ClassFile) -> Iterator[Finding]:
    if not class_file.pin:
        fix = "Choose one: start with the same command, and --pin behind it."
        yield Finding("stop", "There is no PIN, so nobody could open the instructor's page.", fix)
    if not class_file.signatory:
        yield Finding("look", "Nobody is named who signs the certificates.", "Write it after `signatory:`.")
    if not class_file.provider_number:
        about = "There is no provider number: certificates say that they are not for continuing education."
        yield Finding("look", about)
    if class_file.office == MOST_CAUTIOUS:
        about = "No state is chosen for the office: the most cautious rules apply."
        yield Finding("look", about, "Write the state's profile after `office:` if you know it.")
