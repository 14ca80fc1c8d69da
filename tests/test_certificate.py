"""The certificate: who may have one, what stands on it, what it says that it is not, and its file."""

import hashlib
import io
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from course_lib.catalog import Catalog
from course_lib.language.dates import day, hours
from course_lib.model.certificate import Certificate, Details, Topic
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.render import pdf
from course_lib.render.certificate import certificate_pdf, notice_lines
from course_lib.render.certificate_form import NO_LESSON, counted
from course_lib.render.checklist import checklist_pdf, checklist_title, skills
from course_lib.render.letters import UnprintableError, printed
from course_lib.render.pdf import unprintable
from course_lib.rules.certificate import DetailsError, Passed, issue, topics
from course_lib.rules.encounter import best_path
from course_lib.widgets.certificate import CertificateWidget

ISSUED = date(2026, 11, 25)
PASSED = Passed(
    passed=date(2026, 11, 20), score=35, items=40, cut=32, safety=11, safety_items=12, safety_cut=11
)
THEORY, NOT_CE, NOT_ALONE = "Theory only", "Not approved for continuing education", "independent practice"


def certificate(known: Catalog, began: date = date(2026, 10, 1), **details: Any) -> Certificate:
    learned = [Topic(topic="Heat and ice", minutes=18), Topic(topic="Massage", minutes=18)]
    given_details = Details(**{"name": "Ana Lee", "mode": "alone", **details})
    return issue("3f2a9c", given_details, PASSED, known.course_map, learned, began, ISSUED)


def text(pdf: bytes) -> str:
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(words.split())


# What stands on it.


@pytest.mark.parametrize(
    ("began", "shown"),
    [
        (date(2026, 10, 1), "Dates October 1, 2026 to November 20, 2026 Mode"),
        (PASSED.passed, "Dates November 20, 2026 Mode"),
        (date(2027, 1, 1), "Dates November 20, 2026 Mode"),  # under a clock that ran ahead
    ],
)
def test_the_course_never_ends_before_it_began(known: Catalog, began: date, shown: str) -> None:
    assert shown in text(certificate_pdf(certificate(known, began)))


def test_every_field_is_on_the_paper(known: Catalog) -> None:
    issued = certificate(
        known,
        license="CA-1234",
        place="Portland, Oregon",
        mode="workshop",
        provider="Cascade School",
        provider_number="P-77",
        instructor="Kim Ode",
        credential="DC",
        hands_on_by="Kim Ode, DC",
        hands_on_on=date(2026, 11, 22),
    )
    found = text(certificate_pdf(issued))
    for words in (
        "Ana Lee",
        "CA-1234",
        known.course_map.title,
        f"version {known.course_map.version}",
        "October 1, 2026 to November 20, 2026",
        "Portland, Oregon",
        "In a workshop, with an instructor",
        "Heat and ice",
        "36 min in all",
        "35 of 40 right; to pass, 32 are needed",
        "11 of 12 right at first; to pass, 11 are needed",
        "Cascade School, number P-77",
        "Kim Ode, DC",
        "Signed by Kim Ode, DC, November 22, 2026",
        "Signature of the instructor",
        "November 25, 2026",
        "3f2a9c",
    ):
        assert words in found
    assert THEORY not in found
    assert NOT_CE not in found
    assert NOT_ALONE in found
    assert known.course_map.notice in found


def test_what_was_not_given_leaves_no_empty_line_and_brings_its_notice(known: Catalog) -> None:
    found = text(certificate_pdf(certificate(known)))
    for words in ("License number", "Place", "Provider", "Instructor ", "Hands-on checklist"):
        assert words not in found.replace("Signature of the instructor", "")
    assert f"Certificate of completion · {THEORY}" in found
    assert NOT_CE in found


@given(st.booleans(), st.booleans())
def test_each_notice_stands_exactly_where_it_applies(signed: bool, provider: bool) -> None:
    issued = Certificate.model_construct(
        hands_on_by="Kim Ode, DC" if signed else "",
        hands_on_on=ISSUED if signed else None,
        provider_number="P-77" if provider else "",
        notice="",
    )
    notice = " ".join(notice_lines(issued))
    assert (THEORY in notice) is not signed
    assert (NOT_CE in notice) is not provider
    assert NOT_ALONE in notice


def test_a_certificate_that_is_printed_again_says_so(known: Catalog) -> None:
    assert "Duplicate" in text(certificate_pdf(certificate(known), duplicate=True))
    assert "Duplicate" not in text(certificate_pdf(certificate(known)))


# Its file.


def test_a_screen_reader_is_told_the_title_and_the_language(known: Catalog) -> None:
    reader = PdfReader(io.BytesIO(certificate_pdf(certificate(known))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate of completion · Theory only: Ana Lee"
    assert reader.root_object["/Lang"] == "en-US"
    assert bool(reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]) is True


def test_the_same_record_gives_the_same_bytes_in_another_process_too(known: Catalog) -> None:
    issued = certificate(known, name="Łucja Nguyễn")
    code = (
        "import sys, hashlib\n"
        "from course_lib.model.certificate import Certificate\n"
        "from course_lib.render.certificate import certificate_pdf, notice_lines\n"
        "made = Certificate.model_validate_json(sys.stdin.read())\n"
        "print(hashlib.sha256(certificate_pdf(made)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], input=issued.model_dump_json(), capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == hashlib.sha256(certificate_pdf(issued)).hexdigest()
    assert certificate_pdf(issued) != certificate_pdf(certificate(known, name="Lucja Nguyen"))


def test_a_name_keeps_its_own_letters(known: Catalog) -> None:
    assert "Łucja Nguyễn-Ómar" in text(certificate_pdf(certificate(known, name="Łucja Nguyễn-Ómar")))
    assert unprintable("Łucja Ωmega Жанна") == ""
    assert unprintable("Ana 王 王芳") == "王芳"


@pytest.mark.parametrize(
    ("typed", "on_paper"),
    [
        ("Zoe\u0301", "Zoé"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Ana\u200b Lee", "Ana Lee"),
        ("\u202eAna\u202c", "Ana"),
        ("A\u00adna\ufeff", "Ana"),
        ("\u3164Ana\u2800", "Ana"),
        ("Ana\u2003\u00a0Lee", "Ana Lee"),
        ("فاطمه می\u200cروم", "فاطمه می\u200cروم"),
        ("A\u200dna\u200c", "Ana"),
        ("Ana {nb}", "Ana {nb}"),
    ],
)
def test_a_name_is_composed_and_loses_what_nobody_sees(known: Catalog, typed: str, on_paper: str) -> None:
    assert printed(typed) == on_paper
    assert on_paper in text(certificate_pdf(certificate(known, name=typed)))


@given(st.text())
def test_what_goes_on_paper_stays_as_it_is_when_it_goes_there_again(typed: str) -> None:
    assert printed(printed(typed)) == printed(typed)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Cn"} for letter in printed(typed))


@pytest.mark.parametrize("name", ["عمر خيام", "דוד לוי", "נִקּוּד", "W\u0303ilo"])
def test_letters_that_join_or_run_from_the_right_are_shaped_or_else_refused(
    known: Catalog, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shaped = certificate_pdf(certificate(known, name=name))
    assert unprintable(name) == ""
    monkeypatch.setattr(pdf, "can_shape", lambda: False)
    assert unprintable(name) != ""
    with pytest.raises(UnprintableError, match=f"cannot be printed: {unprintable(name)}"):
        certificate_pdf(certificate(known, name=name))
    assert certificate_pdf(certificate(known, name="Ana")) != shaped


def test_arabic_letters_take_the_shape_of_their_place_and_run_from_right_to_left() -> None:
    """The first letter of a word, one inside it and the last are three shapes; the last stands at the left."""
    sheet = pdf.Sheet("", ISSUED)
    sheet.line_of("\u0639\u0639\u0639")
    drawn = [glyph for glyph, _ in sheet.fonts["dejavu"].subset.items()]
    names = [glyph.glyph_name for glyph in drawn if ord("\u0639") in glyph.unicode]
    sheet.close_fonts()
    assert names == ["uniFECA", "uniFECC", "uniFECB"]


def test_a_long_name_and_long_details_stay_on_the_paper(known: Catalog) -> None:
    long = "Maximiliana Theodora " * 9
    pdf = certificate_pdf(certificate(known, name=long, place=long, provider=long))
    assert text(pdf).count("Theodora") >= 27


# Who may have one.


def test_one_without_a_finished_lesson_is_refused(known: Catalog) -> None:
    with pytest.raises(DetailsError, match="No lesson is done yet"):
        issue("1", Details(name="Ana"), PASSED, known.course_map, (), ISSUED, ISSUED)


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"hands_on_by": "Kim Ode, DC"}, "give both"),
        ({"hands_on_on": ISSUED}, "give both"),
        ({"hands_on_by": "Kim Ode, DC", "hands_on_on": date(2026, 11, 26)}, "in the future"),
    ],
)
def test_a_checklist_that_is_not_whole_is_told(known: Catalog, details: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DetailsError, match=sentence):
        certificate(known, **details)


def test_only_lessons_that_are_done_count_as_contact_time(known: Catalog) -> None:
    assert topics(known.course_map, known.plans, known.items, known.patients, ()) == ()


@given(st.integers(0, 10_000))
def test_a_time_in_words_holds_every_minute(minutes: int) -> None:
    words = hours(minutes).split()
    numbers = dict(zip(words[1::2], words[::2], strict=True))
    assert int(numbers.get("h", 0)) * 60 + int(numbers.get("min", 0)) == minutes


def test_a_date_is_written_out() -> None:
    assert day(date(2026, 3, 5)) == "March 5, 2026"


# The checklist.


def test_the_checklist_has_every_step_of_a_safe_visit_and_every_limit(known: Catalog) -> None:
    parts = skills(known.visit.values(), known.limits, known.electrical_set_up)
    found = text(checklist_pdf(parts, "Ana Lee", "Prepare and observe.", ISSUED))
    assert [title for title, _ in parts] == [
        "A safe visit, in order",
        "Moist heat",
        "Ice",
        "Electrical stimulation",
    ]
    assert len(parts[0][1]) == 9
    for _, lines in parts:
        for line in lines:
            assert " ".join(line.split())[:60] in found
    assert "Prepare and observe." in found
    assert "Doctor of chiropractic, license number" in found


@pytest.mark.parametrize("name", ["王芳", "\u200b", "\u3164", ""])
def test_a_name_that_cannot_be_printed_leaves_a_line_to_write_it_on(known: Catalog, name: str) -> None:
    parts = skills(known.visit.values(), known.limits, known.electrical_set_up)
    found = text(checklist_pdf(parts, name, "", ISSUED))
    assert "_" * 40 in found
    assert ("王芳" in checklist_title(name)) is (name == "王芳")


# On the page.


@pytest.fixture
def page(known: Catalog, record: Record) -> CertificateWidget:
    journal = Journal(record, clock=lambda: datetime(2026, 11, 25, 18, tzinfo=UTC))
    plan = known.plans["heat-and-ice"]
    for block in ("practice", "exit"):
        for name in getattr(plan, block):
            journal.write(f"{plan.id}/{block}/{name}", name, 1, "b", right=True, score=1.0)
    for name in plan.patients:
        seen = best_path(known.patients[name])
        path = [taken.choice.id for taken in seen.path]
        journal.write(f"{plan.id}/patient/{name}", name, seen.patient.version, path, right=True, score=1.0)
    return CertificateWidget(
        known,
        journal,
        passed=lambda: PASSED,
        checklist=lambda name, on: checklist_pdf(
            skills(known.visit.values(), known.limits, known.electrical_set_up), name, "", on
        ),
    )


def test_a_certificate_is_made_kept_and_printed_again_as_a_duplicate(page: CertificateWidget) -> None:
    page._receive(None, {"do": "issue", "name": " Ana   Lee ", "mode": "alone"}, None)
    assert page.view["problem"] == ""
    made = page.view["file"]
    assert made["name"].endswith(".pdf")
    page._receive(None, {"do": "changed"}, None)
    assert page.view["file"] == made, "who comes back to print it finds it"
    ((certificate_id, words),) = page.view["issued"]
    assert words == "Ana Lee, November 25, 2026"
    assert "30 min in all" in text(page.pdf(certificate_id))
    assert "Duplicate" in text(page.pdf(certificate_id))
    assert page.pdf(certificate_id, duplicate=False) == page.pdf(certificate_id, duplicate=False)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "  "}, "Your name"),
        ({"name": "\u200b"}, "Your name"),
        ({"name": "\u3164 \u2800"}, "Your name"),
        ({"name": "\u0301"}, "Your name"),
        ({"name": "王芳"}, "these letters cannot be printed: 王芳"),
        ({"name": "Ana", "hands_on_by": "Kim", "hands_on_on": "soon"}, "write a date"),
    ],
)
def test_what_has_to_be_mended_is_told_and_nothing_is_made(
    page: CertificateWidget, typed: dict[str, str], sentence: str
) -> None:
    page._receive(None, {"do": "issue", **typed}, None)
    assert sentence in page.view["problem"]
    assert page.view["issued"] == []


def test_before_it_is_made_a_certificate_says_which_lessons_it_names(
    page: CertificateWidget, known: Catalog
) -> None:
    assert page.view["ready"] is True
    count = len(known.course_map.lessons)
    assert page.view["about"].startswith(f"1 of {count} lessons done. The certificate names these")
    assert counted(8, 8) == "All 8 lessons are done. The certificate names each with its minutes."


def test_without_a_passed_final_check_there_is_no_certificate(known: Catalog, record: Record) -> None:
    page = CertificateWidget(known, Journal(record), lambda: None, lambda name, on: b"")
    assert page.view["ready"] is False
    assert "once you have passed the final check" in page.view["about"]
    passed = CertificateWidget(known, Journal(record), lambda: PASSED, lambda name, on: b"")
    assert passed.view["ready"] is False
    assert passed.view["about"] == NO_LESSON
    with pytest.raises(DetailsError, match="once you have passed"):
        page.issue(name="Ana")
