"""What the cells of the first notebook call: who learns, the course map, and the learner's own record."""

from course_lib.pages.session import Session
from course_lib.pages.standing import page_states
from course_lib.widgets.my_record import MyRecordWidget
from course_lib.widgets.start import StartWidget


def start(session: Session | None = None) -> StartWidget:
    """Return the start page: the learner's name, and the map with what is done and what is next."""
    here = session or Session.open()
    return here.shown.widget(
        StartWidget,
        "start",
        lambda: StartWidget(
            here.catalog,
            here.journal,
            here.record,
            here.office,
            page_states(here),
            in_class=here.seat is not None,
        ),
    )


def my_record(session: Session | None = None) -> MyRecordWidget:
    """Return all that is kept of the learner: to look at, to save as a file, to erase."""
    here = session or Session.open()
    known = here.catalog
    return here.shown.widget(
        MyRecordWidget,
        "start",
        lambda: MyRecordWidget(
            known.course_map, known.items, here.journal, here.record, in_class=here.seat is not None
        ),
    )
