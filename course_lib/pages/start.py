"""What the cells of the first notebook call: who learns, the course map, and the learner's own record."""

from course_lib.catalog import catalog
from course_lib.pages.standing import page_states
from course_lib.record import Record, default_url
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.widgets.my_record import MyRecordWidget
from course_lib.widgets.start import StartWidget


def start(record: Record | None = None) -> StartWidget:
    """Return the start page: the learner's name, and the map with what is done and what is next."""
    known, kept = catalog(), record or Record(default_url())
    journal = Journal(kept)
    office = Office(known.scopes, journal)
    states = page_states(known, journal)
    return StartWidget(known.course_map, known.plans, known.items, journal, kept, office, states)


def my_record(record: Record | None = None) -> MyRecordWidget:
    """Return all that is kept of the learner: to look at, to save as a file, to erase."""
    known, kept = catalog(), record or Record(default_url())
    return MyRecordWidget(known.course_map, known.items, Journal(kept), kept)
