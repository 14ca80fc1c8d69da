"""Finds its way on the page of the lesson on heat and ice."""

import re

from playwright.sync_api import Locator, Page

LESSON = "02_heat_and_ice.ipynb"
START = "00_start_here.ipynb"
RIGHT, WRONG = "30 minutes is the most there is", "It can stay on until it goes cool"


def item(page: Page, words: str) -> Locator:
    """Return the card of the item whose question holds these words."""
    return page.locator("section.card").filter(has_text=words).first


def amara(page: Page) -> Locator:
    """Return the item on the time limit, which has the answers RIGHT and WRONG."""
    return item(page, "Amara, 41, drives a bus")


def check(card: Locator, *answers: str) -> None:
    """Choose answers by their words, and check them."""
    for answer in answers:
        card.get_by_label(re.compile(re.escape(answer))).check()
    card.get_by_role("button", name="Check", exact=True).click()
