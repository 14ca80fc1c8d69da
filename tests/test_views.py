"""The page's side is held to what Python sends: the types of the views are written from Python's own."""

from course_lib.authoring.views import FILE, declarations


def test_the_types_of_the_views_are_those_that_python_has() -> None:
    again = "write it anew: python3 course.py run course_lib.authoring.views"
    assert FILE.read_text(encoding="utf-8") == declarations(), again
