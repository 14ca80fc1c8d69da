"""Random actions on a page, by seed: answers, double clicks, reloads, windows, learners, killed kernels.

What the page acknowledged is written down beside, and compared with the record at the end.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from driving import Lab, expect, listen, open_lesson, wait_until_ready
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError

from course_lib.catalog import load
from course_lib.model import Item

NOTEBOOK = "soak.ipynb"
ITEMS = ("time-limit", "tank-light-is-on", "hands-white-in-cold")
SELDOM = {
    "double_click": 36,
    "hold_enter": 21,
    "reload": 6,
    "window": 3,
    "other_learner": 6,
    "kill": 1,
    "stop": 1,
}
"""How often each action comes, of three hundred, beside answers: one that loads the page again takes long."""

CARD = """
    const words = (each) => each.textContent.replace(/\\s+/g, " ");
    const cards = document.getElementsByClassName("card");
    const card = () => [...cards].find((each) => words(each).includes(stem));
    const named = (name) => [...card().querySelectorAll("button")].find(
        (each) => each.textContent === name && each.checkVisibility());
    const choice = () => card().querySelector(`input[value="${option}"]`);
    const result = () => card().querySelector(".result");
    const until = async (found) => {
        for (const end = performance.now() + patience; performance.now() < end; ) {
            const there = card() && found();
            if (there) return there;
            await new Promise((go) => setTimeout(go, 10));
        }
        return null;
    };
"""
CHOOSE = f"""async ([stem, option, patience]) => {{
    {CARD}
    const again = () => named("Try again");
    if (!(await until(() => again() || choice() || result()))) throw new Error(`not there in time: ${{stem}}`);
    if (again()) {{
        again().click();
        await until(() => choice() || (result() && !again()));
    }}
    choice()?.click();
    return Boolean(choice());
}}"""
"""Chooses an option, after 'Try again' where that stands there; gives whether the question could be answered.

All in one go: with a real mouse, which other actions have, each answer would take three times as long.
"""

WORDS = f"""([stem, option, patience]) => {{
    {CARD}
    return card() && words(card());
}}"""
"""Gives what a card says."""

PRESS = f"""async ([stem, option, patience]) => {{
    {CARD}
    named("Check").click();
    return Boolean(await until(result));
}}"""
"""Sends what was chosen; gives whether an answer came. In one go as well."""

PATIENCE = 60_000  # milliseconds; far more than is needed, for a busy computer
FIRST_PATIENCE = 3_000  # then it is looked whether somebody else is here by now
BLANK = re.compile("[Mm]odel not found|Error displaying widget|Loading widget|javascript error|Traceback")


@dataclass(frozen=True)
class Sent:
    """One answer as the page sent it."""

    learner: str
    item: str
    answer: str


@dataclass
class Soak:
    """A learner's page under random hands. `acknowledged` are answers whose feedback was shown, in order."""

    lab: Lab
    context: BrowserContext
    seed: int
    acknowledged: list[Sent] = field(default_factory=list)
    open: list[Sent] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def run(self, actions: int) -> None:
        """Do so many things. Raises AssertionError, with what was done last, where the page fails anyone."""
        self._dice = random.Random(self.seed)
        self._items = {name: item for name, item in load().items.items() if name in ITEMS}
        self._names = 1
        self._learner = "Learner 1"
        self.lab.add(NOTEBOOK, _notebook())
        self._windows = [self._opened()]
        self._name("What is your name", "Save my name", self._learner)
        for name in planned(actions, self.seed):
            self.done.append(name)
            getattr(self, f"_{name}")()
            assert self.troubles == [], self._story()
            lost, _ = self.lost_and_twice()
            assert not lost, f"lost {dict(lost)}; {self._story()}"
        self._reload()

    def lost_and_twice(self) -> tuple[Counter[Sent], Counter[Sent]]:
        """Return what was acknowledged and is not in the record, and what is in the record and was not sent."""
        saved, acknowledged, sent = (Counter(found) for found in (self._saved(), self.acknowledged, self.open))
        return acknowledged - saved, saved - acknowledged - sent

    def in_order(self) -> bool:
        """Whether the record has what was acknowledged in the order in which it was."""
        saved = iter(self._saved())
        return all(any(sent == found for found in saved) for sent in self.acknowledged)

    # What is done.

    def _answer(self) -> None:
        card, choice = self._chosen()
        asked = [_begin(self._items[choice.item].stem), choice.answer, FIRST_PATIENCE]
        if card.page.evaluate(PRESS, asked):
            self.acknowledged.append(choice)
        else:
            self._insist(card, choice, lambda check: check.click())

    def _double_click(self) -> None:
        self._send(lambda check: check.dblclick(delay=20))

    def _hold_enter(self) -> None:
        def hold(check: Locator) -> None:
            check.focus()
            for _ in range(4):
                check.page.keyboard.down("Enter")
            check.page.keyboard.up("Enter")

        self._send(hold)

    def _reload(self) -> None:
        page = self._dice.choice(self._windows)
        page.reload()
        self._look(page)

    def _window(self) -> None:
        if len(self._windows) > 1:
            self._windows.pop(self._dice.randrange(2)).close(run_before_unload=True)
        else:
            self._windows.append(self._opened())

    def _other_learner(self) -> None:
        self._names += 1
        name = f"Learner {self._names}"
        page = self._dice.choice(self._windows)
        self._name("Someone else learns here now", "Start as someone else", name, page)
        self._learner = name
        for other in self._windows:
            expect(other.get_by_text(f"Welcome, {name}.").first).to_be_visible(timeout=PATIENCE)
            for item in self._items.values():  # whoever is new has answered nothing
                expect(_card(other, item.stem).locator("input").first).to_be_visible(timeout=PATIENCE)

    def _kill(self) -> None:
        card, choice = self._chosen()
        self.lab.kill_kernels()
        _check(card).click()
        self.open.append(choice)
        for page in self._windows:
            again = page.get_by_role("button", name="Start again")
            again.or_(page.locator('.course-lesson[data-course-ready="true"]')).first.wait_for(timeout=PATIENCE)
            if again.is_visible():
                again.click()
        self._come_back()

    def _stop(self) -> None:
        card, choice = self._chosen()
        self.lab.stop()
        _check(card).click()
        self.open.append(choice)
        self.lab.start()
        self._come_back()

    def _come_back(self) -> None:
        for page in self._windows:
            page.reload()
            self._look(page)
        self.troubles.clear()  # JupyterLab writes of what it lost to the console

    # How.

    def _opened(self) -> Page:
        page = self.context.new_page()
        page.set_viewport_size({"width": 1280, "height": 800})
        listen(page, self.troubles)
        open_lesson(page, NOTEBOOK)
        self._look(page)
        return page

    def _look(self, page: Page) -> None:
        page.bring_to_front()
        wait_until_ready(page)
        words = page.locator(".course-lesson").inner_text()
        assert not BLANK.search(words), self._story()
        for item in self._items.values():
            expect(_card(page, item.stem), self._story()).to_be_visible(timeout=PATIENCE)

    def _name(self, label: str, button: str, name: str, page: Page | None = None) -> None:
        page = page or self._windows[0]
        field = page.get_by_label(re.compile(label))
        if not field.is_visible():
            page.get_by_text("Your name and your office").click()
        field.fill(name)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text(f"Welcome, {name}.").first).to_be_visible(timeout=PATIENCE)

    def _chosen(self) -> tuple[Locator, Sent]:
        """Choose an answer, without sending it: mostly a wrong one, for a right one ends the question."""
        page = self._dice.choice(self._windows)
        page.bring_to_front()  # one behind another draws only now and then
        for item in self._dice.sample(list(self._items.values()), len(self._items)):
            right = self._dice.random() < 0.05
            option = self._dice.choice([option for option in item.options if right == (option.id == item.key)])
            self._agree(item)
            if page.evaluate(CHOOSE, [_begin(item.stem), option.id, PATIENCE]):
                return _card(page, item.stem), Sent(self._learner, item.id, option.id)
        self._other_learner()  # this one has answered all of it
        return self._chosen()

    def _agree(self, item: Item) -> None:
        """Wait until all windows show a question alike: one that is behind would answer it as it was."""
        end = time.monotonic() + PATIENCE / 1000
        if len(self._windows) > 1:
            while len(shown := {page.evaluate(WORDS, [_begin(item.stem)]) for page in self._windows}) > 1:
                assert time.monotonic() < end, f"windows differ: {shown}; {self._story()}"

    def _send(self, press: Callable[[Locator], None]) -> None:
        card, choice = self._chosen()
        press(_check(card))
        self._insist(card, choice, press)

    def _insist(self, card: Locator, choice: Sent, press: Callable[[Locator], None]) -> None:
        """Wait for the feedback, and send the answer again as long as none comes."""
        option = card.locator(f'input[value="{choice.answer}"]')
        end = time.monotonic() + PATIENCE / 1000
        while True:
            try:
                card.locator(".result").wait_for(timeout=FIRST_PATIENCE)
                break
            except TimeoutError:
                assert time.monotonic() < end, f"no answer; {self._story()}"
                # The page of who is here now came in between: what was sent for another one is refused.
                if option.is_visible():
                    option.check()
                    press(_check(card))
        self.acknowledged.append(choice)

    def _saved(self) -> list[Sent]:
        """Return what the record holds, in its order."""
        with sqlite3.connect(f"file:{self.lab.record}?mode=ro", uri=True) as file:
            names = dict(file.execute("SELECT id, name FROM learner ORDER BY number"))
            rows = file.execute("SELECT learner, item, answer FROM attempt ORDER BY number").fetchall()
        file.close()
        return [
            Sent(json.loads(names[learner]), item, json.loads(answer))
            for learner, item, answer in rows
            if item in ITEMS
        ]

    def _story(self) -> str:
        return (
            f"seed {self.seed}, after {len(self.done)} actions: … {' '.join(self.done[-12:])}; {self.troubles}"
        )


def planned(actions: int, seed: int) -> list[str]:
    """Return what is done, in its order: each kind as often as `SELDOM` says, once at least; else answers.

    It is drawn before anything is done: a page that is slow once draws other answers, and leaves no kind out.
    """
    seldom = [name for name, often in SELDOM.items() for _ in range(max(1, round(often * actions / 300)))]
    names = seldom + ["answer"] * (actions - len(seldom))
    random.Random(seed).shuffle(names)
    return names


def _card(page: Page, stem: str) -> Locator:
    return page.locator("section.card").filter(has_text=_begin(stem)).first


def _check(card: Locator) -> Locator:
    return card.get_by_role("button", name="Check", exact=True)


def _begin(stem: str) -> str:
    return " ".join(stem.split())[:60]


def _notebook():
    cells = [new_markdown_cell("# A page for everything")]
    cells.append(
        new_code_cell('from course_lib import lesson, start\n\nheat = lesson("heat-and-ice")\nstart()')
    )
    cells += [new_code_cell(f'heat.item("{name}")') for name in ITEMS]
    cells.append(new_code_cell("heat.progress()"))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return new_notebook(
        cells=cells,
        metadata={"course": {"autorun": True}, "kernelspec": kernel, "language_info": {"name": "python"}},
    )
