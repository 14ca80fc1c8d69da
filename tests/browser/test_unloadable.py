"""What cannot be loaded is never blank: what is stored stands there, and a sentence says what to do."""

import re

from driving import Lab, axe, expect, go_to_lesson, open_lesson
from lesson_page import LESSON
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page

FORBID = """
new MutationObserver((_, observer) => {
  if (!document.head) return;
  observer.disconnect();
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "script-src 'self' 'unsafe-inline' 'unsafe-eval'";
  document.head.append(policy);
}).observe(document, { childList: true, subtree: true });
"""
"""What a server does that forbids scripts from `blob:`."""

WIDGET = """\
import anywidget

class Part(anywidget.AnyWidget):
    def __init__(self, script):
        self._esm = script
        super().__init__()

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": "<p>Read this in place of it.</p>"}, metadata
"""
BROKEN = (
    "export default { render() { throw new Error('broken'); } }",
    "export default {",
    "export default { render() {} }",
)
"""It throws, it cannot be read, it draws nothing."""

WHOLE = "export default { render({ el }) { el.append('This part works.'); } }"
ERRORS = re.compile("javascript error|Error displaying|Loading widget")
MISSING = "This part could not be loaded, so you can only read it."


def test_a_page_that_forbids_blobs_shows_what_is_stored_and_one_sentence(
    own_page: Page, troubles: list[str]
) -> None:
    own_page.add_init_script(FORBID)
    go_to_lesson(own_page, LESSON)
    lesson = own_page.locator(".course-lesson")
    expect(own_page.get_by_text("The questions do not work in this page")).to_be_in_viewport(timeout=30_000)
    expect(lesson.get_by_text("Amara, 41, drives a bus")).to_be_visible()
    expect(own_page.get_by_text("Opening the lesson")).to_have_count(0)
    assert not ERRORS.search(lesson.inner_text())
    assert axe(own_page, ".course-notice") == []
    troubles.clear()  # the browser writes of what it forbade to the console


def test_a_widget_that_is_broken_gives_way_to_what_is_stored(page: Page, lab: Lab, troubles: list[str]) -> None:
    sources = [f"Part({script!r})" for script in (*BROKEN, WHOLE)]
    cells = [new_markdown_cell("# A lesson"), new_code_cell(WIDGET), *map(new_code_cell, sources)]
    metadata = {
        "course": {"autorun": True},
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    }
    open_lesson(page, lab.add("broken.ipynb", new_notebook(cells=cells, metadata=metadata)))
    shown = page.locator(".jp-OutputArea")
    expect(shown.get_by_text("Read this in place of it.")).to_have_count(len(BROKEN))
    expect(shown.get_by_text(MISSING)).to_have_count(len(BROKEN))
    expect(shown.get_by_text("This part works.")).to_be_visible()
    assert not ERRORS.search(page.locator(".course-lesson").inner_text())
    assert axe(page, ".course-missing") == []
    troubles.clear()  # what is broken is written to the console
