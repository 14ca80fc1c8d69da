"""Random actions on a page, by seed: what was acknowledged is in the record, once, in order, and nothing else.

Longer and with another seed by hand:
`COURSE_SOAK=2000 COURSE_SOAK_SEED=7 python3 course.py run pytest tests/browser/test_soak.py`.
"""

import os

from driving import Lab
from playwright.sync_api import BrowserContext
from soak import SELDOM, Soak, planned

ACTIONS = int(os.environ.get("COURSE_SOAK", "300"))
SEED = int(os.environ.get("COURSE_SOAK_SEED", "20261127"))


def test_whatever_is_done_to_a_page_each_acknowledged_answer_is_kept_once(
    lab: Lab, context: BrowserContext
) -> None:
    lab.forget()
    soak = Soak(lab, context, SEED)
    try:
        soak.run(ACTIONS)
    finally:
        for page in context.pages:
            page.close()
        lab.end_kernels()
    lost, unknown = soak.lost_and_twice()
    assert not lost, "acknowledged, and not in the record"
    assert not unknown, "in the record, and not sent, or there twice"
    assert soak.in_order()
    assert len(soak.acknowledged) > ACTIONS / 2


def test_each_kind_of_action_is_planned_whatever_the_seed() -> None:
    for seed in range(50):
        names = planned(300, seed)
        assert len(names) == 300
        assert set(names) == {"answer", *SELDOM}
    assert planned(300, 7) == planned(300, 7) != planned(300, 8)
