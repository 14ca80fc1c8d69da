"""A lesson opens as a page: by itself when it is trusted, asking first when not, and leaves its file alone."""

import hashlib
import re
from pathlib import Path

import pytest
from driving import (
    Lab,
    Screen,
    axe,
    close_lesson,
    expect,
    go_to_lesson,
    menu,
    open_lesson,
    reload,
    show_on,
    sideways,
    wait_until_ready,
)
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Page

REAL = "02_heat_and_ice.ipynb"
TINY = "tiny.ipynb"
ENDS = [Screen(), Screen(320, "dark")]  # every lesson is looked at on all four screens elsewhere
ASK = "Start this lesson"
AGAIN = "Start again"
STOPPED = "The lesson stopped. Your answers are kept."
LIVE = ".course-lesson .jp-OutputArea-output.lm-Panel .course"  # a transcript stands in no panel
TRACEBACK = re.compile("Traceback|Error displaying widget|[Mm]odel not found|Loading widget")

WIDGET = """\
import anywidget, traitlets

class Count(anywidget.AnyWidget):
    value = traitlets.Int().tag(sync=True)
    _esm = '''export default { render({ model, el }) {
        el.classList.add("course");
        const button = document.createElement("button");
        const show = () => (button.textContent = `pressed ${model.get("value")} times`);
        button.onclick = () => { model.set("value", model.get("value") + 1); model.save_changes(); };
        model.on("change:value", show);
        show();
        el.append(button);
    } }'''
"""
TRANSCRIPT = new_output("execute_result", {"text/plain": "what is stored"})


@pytest.fixture
def tiny(lab: Lab) -> str:
    """A lesson of two widgets, with one screen of text before and three after the first one."""
    text = "\n\n".join(["Warm or cold, look at the skin."] * 40)
    cells = [
        new_markdown_cell(f"# A tiny lesson\n\n[Go on](start.ipynb)\n\n{text}"),
        new_code_cell(WIDGET + "Count()", outputs=[TRANSCRIPT]),
        new_markdown_cell(f"{text}\n\n{text}\n\n{text}"),
        new_code_cell("Count()", outputs=[TRANSCRIPT]),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"tiny-{number}"
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"course": {"autorun": True}, "kernelspec": kernel, "language_info": {"name": "python"}}
    end = new_notebook(cells=[new_markdown_cell("# The next one", id="next-0")], metadata=metadata)
    lab.add("start.ipynb", end)
    return lab.add(TINY, new_notebook(cells=cells, metadata=metadata))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def place(page: Page) -> float:
    """How far down the page is scrolled, in pixels."""
    return page.locator(".course-lesson .jp-WindowedPanel-outer").evaluate("(node) => node.scrollTop")


def inputs(page: Page):
    return page.locator(".course-lesson .jp-CodeCell .jp-InputArea")


def test_a_trusted_lesson_opens_by_itself_as_a_page(page: Page) -> None:
    open_lesson(page, REAL)
    assert page.locator(LIVE).count() > 0
    for screen in ENDS:
        show_on(page, screen)
        assert place(page) == 0, screen
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
        expect(page.locator(".course-notice")).to_be_hidden()
        assert not any(cell.is_visible() for cell in inputs(page).all()), screen
        assert not TRACEBACK.search(page.locator(".course-lesson").inner_text()), screen
        assert sideways(page) == [], screen
        assert axe(page, ".course") == [], screen


SEEN = """(() => {
    const theirs =
        "#jupyterlab-splash, #jp-top-panel, #jp-menu-panel, .jp-SideBar, .jp-Launcher, .lm-DockPanel-tabBar";
    window.seen = new Set();
    const look = () => {
        for (const [x, y] of [[10, 5], [60, 30], [10, 200], [innerWidth / 2, innerHeight / 2]]) {
            const there = document.elementFromPoint(x, y);
            const part = there?.closest(theirs);
            if (part) window.seen.add(part.id || part.className);
            if (there?.id === "course-curtain") window.said = there.textContent;
        }
        requestAnimationFrame(look);
    };
    look();
})();"""
"""Looks at each frame whether a part of JupyterLab can be seen."""


def test_on_the_way_to_a_lesson_a_sentence_is_seen_and_nothing_of_jupyterlab(own_page: Page, part: str) -> None:
    own_page.add_init_script(SEEN)
    open_lesson(own_page, part)
    assert own_page.evaluate("window.said") == "The course opens …"
    assert own_page.evaluate("[...window.seen]") == []
    assert own_page.get_by_text("The course opens …").count() == 0


def test_an_untrusted_lesson_asks_first(page: Page, lab: Lab) -> None:
    copy = lab.add_untrusted(REAL)
    before = (lab.root / copy).read_text()
    go_to_lesson(page, copy)
    button = page.get_by_role("button", name=ASK)
    expect(button).to_be_in_viewport(timeout=60_000)
    for screen in ENDS:
        show_on(page, screen)
        expect(button).to_be_in_viewport()
        assert page.locator(LIVE).count() == 0, "nothing runs before the reader agrees"
        assert sideways(page) == [], screen
        assert axe(page, ".course-notice") == [], screen

        button.click()
        page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
        expect(button).to_be_visible()
        assert page.locator(LIVE).count() == 0, screen

    button.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Trust").click()
    wait_until_ready(page)
    assert page.locator(LIVE).count() > 0
    for screen in reversed(ENDS):
        show_on(page, screen)
        expect(page.locator(".course-notice")).to_be_hidden()
        assert place(page) == 0, screen
    assert (lab.root / copy).read_text() == before


def test_what_was_trusted_once_opens_by_itself_from_then_on(page: Page, lab: Lab, tiny: str) -> None:
    copy = lab.add_untrusted(tiny)
    go_to_lesson(page, copy)
    page.get_by_role("button", name=ASK).click()
    page.get_by_role("dialog").get_by_role("button", name="Trust").click()
    wait_until_ready(page)
    open_lesson(page, copy)


def test_where_nothing_can_be_written_a_lesson_runs_all_the_same(
    page: Page, lab: Lab, tiny: str, troubles: list[str]
) -> None:
    copy = lab.add_untrusted(tiny)
    writes = re.compile(rf"/api/contents/{copy}")
    refused = {"message": f"Permission denied: {copy}", "reason": None}
    page.route(
        writes,
        lambda route: (
            route.fulfill(status=403, json=refused) if route.request.method == "PUT" else route.continue_()
        ),
    )
    go_to_lesson(page, copy)
    page.get_by_role("button", name=ASK).click()
    page.get_by_role("dialog").get_by_role("button", name="Trust").click()
    wait_until_ready(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".course-notice")).to_be_hidden()
    page.unroute(writes)
    assert any(trouble.startswith("response: 403 PUT") for trouble in troubles)
    troubles.clear()


def test_code_can_be_shown_and_hidden_again(page: Page, tiny: str) -> None:
    open_lesson(page, tiny)
    menu(page, "View", "Show code")
    expect(inputs(page).first).to_be_visible()
    menu(page, "View", "Hide code")
    expect(inputs(page).first).to_be_hidden()
    page.get_by_role("heading", level=1).click(button="right")
    expect(page.get_by_role("menu").get_by_text("Delete Cell")).to_have_count(0)
    page.keyboard.press("Escape")
    menu(page, "View", "Show code")
    page.get_by_role("heading", level=1).click(button="right")
    menu(page, "Hide code")
    expect(inputs(page).first).to_be_hidden()


def test_the_file_stays_as_it_is_and_neither_reloading_nor_closing_asks_anything(
    own_page: Page, lab: Lab, tiny: str
) -> None:
    asked: list[str] = []
    own_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    before = digest(lab.root / tiny)
    open_lesson(own_page, tiny)
    own_page.locator(".course-lesson .course button:visible").first.click()
    reload(own_page)
    assert asked == []
    assert place(own_page) == 0
    assert own_page.locator(LIVE).count() > 0
    assert not TRACEBACK.search(own_page.locator(".course-lesson").inner_text())
    assert digest(lab.root / tiny) == before

    own_page.locator(".course-lesson .course button:visible").first.click()
    own_page.keyboard.press("Control+s")
    own_page.wait_for_timeout(500)
    close_lesson(own_page)
    expect(own_page.locator(".course-lesson")).to_have_count(0)
    expect(own_page.get_by_role("dialog")).to_have_count(0)
    assert asked == []
    assert digest(lab.root / tiny) == before


def test_what_an_author_changes_is_saved_without_what_a_run_shows(page: Page, lab: Lab, tiny: str) -> None:
    open_lesson(page, tiny)
    menu(page, "View", "Show code")
    page.locator(".jp-CodeCell .cm-content").last.click()
    page.keyboard.press("End")
    page.keyboard.type("  # the second one")
    page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(500)
    menu(page, "File", "Save Notebook")
    text = (lab.root / tiny).read_text()
    for _ in range(300):  # until it is saved, or half a minute is over
        if "Count()  # the second one" in text:
            break
        page.wait_for_timeout(100)
        text = (lab.root / tiny).read_text()
    assert "Count()  # the second one" in text
    assert text.count("what is stored") == 2
    assert "widget-view" not in text


def test_keys_and_double_clicks_change_nothing_in_a_page(page: Page, tiny: str) -> None:
    open_lesson(page, tiny)
    page.get_by_role("heading", level=1).dblclick()
    for key in [
        "b",
        "a",
        "x",
        "d",
        "d",
        "m",
        "y",
        "1",
        "z",
        "Enter",
        "Shift+Enter",
        "Alt+Enter",
        "Control+Enter",
    ]:
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.locator(".course-lesson .jp-Notebook .jp-Cell").count() == 4
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".course-lesson .cm-editor:visible")).to_have_count(0)


def test_a_killed_kernel_is_told_the_lesson_starts_again_and_its_widgets_answer(
    page: Page, lab: Lab, tiny: str, troubles: list[str]
) -> None:
    open_lesson(page, tiny)
    target = page.locator(LIVE).nth(1)
    target.scroll_into_view_if_needed()
    seen = place(page)
    top = target.bounding_box()["y"]
    lab.kill_kernels()
    expect(page.get_by_text(STOPPED)).to_be_in_viewport(timeout=30_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert axe(page, ".course-notice") == []
    page.get_by_role("button", name=AGAIN).press("Enter")
    wait_until_ready(page)
    expect(page.get_by_text(STOPPED)).to_have_count(0)
    assert page.locator(LIVE).count() > 0
    if seen:  # the reader is where the reader was
        assert page.locator(LIVE).nth(1).bounding_box()["y"] == pytest.approx(top, abs=40)
    page.get_by_role("button", name="pressed 0 times").last.click()
    expect(page.get_by_role("button", name="pressed 1 times")).to_be_visible()
    troubles.clear()  # JupyterLab writes of the lost kernel to the console


def test_a_link_opens_the_next_lesson_in_the_same_window_and_of_both_only_the_one_on_the_screen_is_restored(
    page: Page, lab: Lab, tiny: str
) -> None:
    open_lesson(page, tiny)
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", name="The next one")).to_be_visible()
    assert len(page.context.pages) == 1
    page.wait_for_timeout(1500)  # JupyterLab writes down what is open after a while
    reload(page)
    assert page.locator(f".lm-mod-hidden{LIVE}").count() == 0


def test_a_link_to_a_page_whose_file_is_gone_says_so_and_the_reader_stays(
    page: Page, lab: Lab, troubles: list[str]
) -> None:
    html = "<a href='gone.ipynb' data-notebook='gone.ipynb'>Go on</a>"
    open_lesson(page, lab.add_page("here.ipynb", f'from IPython.display import HTML\n\nHTML("{html}")'))
    link = page.get_by_role("link", name="Go on")
    link.click()
    gone = page.get_by_role("alert").filter(
        has_text="That page is not there. Its file was moved, renamed or deleted."
    )
    expect(gone).to_be_visible()
    assert gone.evaluate("(notice) => getComputedStyle(notice).backgroundColor") == "rgb(255, 244, 214)"
    gone.get_by_role("button", name="Close").click()
    expect(gone).to_be_hidden()
    expect(link).to_be_focused()
    expect(page.get_by_role("heading", name="A page")).to_be_visible()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    assert page.url.endswith("here.ipynb")
    troubles.clear()  # the browser writes of the file that is not there to the console
