"""The pack timer in words: its order, what happened, what to do differently, and the transcript."""

from course_lib.model.pack import HotPack
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.pack import PackEvent, PackFault
from course_lib.rules.pack import Numbers, PackSession, facts

TITLE = "Hot pack session"


def order_words(pack: HotPack, numbers: Numbers) -> str:
    """Return the order."""
    return pack.order.format(**facts(pack, numbers))


def event_words(session: PackSession) -> list[PackEvent]:
    """Return what has happened so far, minute by minute."""
    words = session.pack.events
    return [
        {"minute": minute, "tone": words[code].tone, "text": words[code].text.format(**session.facts)}
        for minute, code in session.events
    ]


def fault_words(session: PackSession) -> list[PackFault]:
    """Return what to do differently next time, and what of it could have burned somebody."""
    words = session.pack.faults
    return [
        {"text": words[code].text.format(**session.facts), "unsafe": words[code].unsafe}
        for code in session.faults()
    ]


def pack_transcript(pack: HotPack, numbers: Numbers) -> Transcript:
    """Return what stands for the pack timer where no widget runs: the order, and how to carry it out."""
    how = [line.format(**facts(pack, numbers)) for line in pack.how]
    lines = [order_words(pack, numbers), *how, pack.made_up]
    return Transcript("\n".join([TITLE, *lines]), section(*(f"<p>{e(line)}</p>" for line in lines)))
