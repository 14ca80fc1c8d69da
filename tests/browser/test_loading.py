"""What every widget begins with: it waits for the course's library, asks for it, and never stays blank."""

import pytest
from driving import expect
from playwright.sync_api import Page

from course_lib.folders import LAB
from course_lib.widgets.library import library

BEGIN = """async ([state, module]) => {
  const { default: loader } = await import("./load.js");
  const heard = new Set();
  window.sent = [];
  window.answer = (library) => heard.forEach((one) => one({ library }));
  window.there = false;
  const values = { module, library: "IPY_MODEL_library", view: { html: "<p>The gate</p>" } };
  const model = {
    get: (name) => values[name],
    on: (name, one) => name === "msg:custom" && heard.add(one),
    off: (name, one) => heard.delete(one),
    send: (message) => sent.push(message.do),
    widget_manager: {
      has_model: () => there,
      get_model: async () => ({ get: (name) => state[name] }),
    },
  };
  void loader.render({ model, el: document.querySelector("main") });
}"""
ASK = """async ([source, there]) => {
  document.body.innerHTML = '<script type="text/plain" id="jupyter-config-data">{"baseUrl": "/"}</script>';
  const asked = [];
  window.fetch = async (address, { method = "GET" }) => (asked.push(`${method} ${address}`), { ok: there });
  const module = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  await (await import(module)).askForKernel("/lab/tree/my%20class/x.ipynb");
  return asked;
}"""
"""Opens the page of a notebook, on a server that has it or not; tells what it was asked for."""

BROKEN = "This part could not be loaded. Your answers are kept. Reload this page to go on."


def begin(page: Page, module: str = "gate.js") -> dict[str, object]:
    """Draw a widget in a page that has no library yet, and return the library."""
    state = library().get_state(["sources", "style", "version"])
    page.evaluate(BEGIN, [state, module])
    return state


def run(page: Page, seconds: float) -> None:
    """Let time pass step by step, so that what is waited for in between can come."""
    for _ in range(round(seconds * 10)):
        page.clock.run_for(100)


def test_it_waits_until_the_library_is_restored(bare: Page) -> None:
    begin(bare)
    run(bare, 1)
    expect(bare.get_by_role("main")).to_be_empty()
    bare.evaluate("there = true")
    run(bare, 0.2)
    expect(bare.get_by_text("The gate")).to_be_visible()
    assert bare.evaluate("sent") == []


def test_it_asks_python_where_the_library_is_never_restored(bare: Page) -> None:
    state = begin(bare)
    run(bare, 2.2)
    expect(bare.get_by_text("This part of the lesson is still being loaded")).to_be_visible()
    assert bare.evaluate("sent") == ["library"]
    run(bare, 2)
    assert bare.evaluate("sent") == ["library", "library"], "it asks again"
    bare.evaluate("(library) => answer(library)", state)
    run(bare, 0.2)
    expect(bare.get_by_text("The gate")).to_be_visible()
    expect(bare.get_by_text("still being loaded")).to_have_count(0)


def test_it_says_so_where_the_library_never_comes(bare: Page) -> None:
    begin(bare)
    bare.clock.run_for(61_000)
    expect(bare.get_by_text(BROKEN)).to_be_visible()


def test_it_says_so_where_its_module_is_missing(bare: Page) -> None:
    begin(bare, "not-there.js")
    bare.evaluate("there = true")
    run(bare, 0.2)
    expect(bare.get_by_text(BROKEN)).to_be_visible()


@pytest.mark.parametrize("there", [True, False], ids=["there", "missing"])
def test_a_kernel_is_asked_for_ahead_where_the_page_is_there_as_another_stays_until_it_is_culled(
    bare: Page, there: bool
) -> None:
    source = (LAB / "labextensions" / "back-spasm-course" / "static" / "kernel.js").read_text(encoding="utf-8")
    asked = bare.evaluate(ASK, [source, there])
    assert asked == ["GET /api/contents/my%20class/x.ipynb?content=0", *["POST /api/sessions"] * there]
