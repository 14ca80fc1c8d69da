"""The pack timer: what a session brings, and what it is told at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import catalog
from course_lib.render.pack import event_words, fault_words
from course_lib.rules.pack import Numbers, PackSession, SetUp

KNOWN = catalog()
NUMBERS, PACK = Numbers.of(KNOWN.limits), KNOWN.hot_pack
GOOD = SetUp(layers=7, on_top=True, bell=True, timer=20, looked=True)


def run(set_up=GOOD, looks=(5, 12), off=20, look_after=True):
    session = PackSession(set_up, PACK, NUMBERS)
    while session.minute < off and not session.over:
        session = session.pass_minute()
        if session.minute in looks:
            session = session.look()
    session = session.take_off()
    return session.look() if look_after else session.finish()


def changed(**changes):
    return SetUp(**{**vars(GOOD), **changes})


def faults(session):
    return [fault["text"] for fault in fault_words(session)]


def events(session):
    return [(event["minute"], event["text"]) for event in event_words(session)]


def test_the_numbers_come_from_the_limits_of_the_register():
    assert (NUMBERS.layers, NUMBERS.usual, NUMBERS.limit, NUMBERS.check_at) == ((6, 8), (15, 20), 30, 5)


def test_a_session_done_well_has_nothing_to_correct():
    session = run()
    assert session.over
    assert not session.harmed
    assert faults(session) == []


def test_the_timer_sounds_at_its_minute():
    assert (20, "The timer sounds.") in events(run())


def test_passing_the_limit_burns_and_ends_the_session():
    session = run(changed(timer=40), off=45)
    assert session.minute == 30
    assert session.harmed
    assert session.over
    assert "limit" in events(session)[-1][1]


def test_too_few_layers_show_at_the_check_and_the_pack_comes_off_in_time():
    session = run(changed(layers=2), looks=(5,), off=5)
    assert not session.harmed
    assert any("Patches of white and red" in text for _, text in events(session))
    assert "Use 6 to 8 dry layers. You used 2." in faults(session)


def test_too_few_layers_and_no_check_end_in_a_blister():
    session = run(changed(layers=2), looks=(), off=20)
    assert session.harmed
    assert session.minute == 10
    assert session.unsafe


def test_lying_on_the_pack_burns_like_too_few_layers():
    assert run(changed(on_top=False), looks=(), off=20).harmed


def test_without_a_bell_the_patient_cannot_ring():
    with_bell = run(changed(layers=2), looks=(), off=20)
    without = run(changed(layers=2, bell=False), looks=(), off=20)
    assert any("rings" in text for _, text in events(with_bell))
    assert not any("rings" in text for _, text in events(without))


@pytest.mark.parametrize(
    ("session", "fault"),
    [
        (run(looks=()), "Nobody looked at the skin. Look at about 5 minutes."),
        (run(looks=(12,)), "The first look was at 12 minutes; look at about 5."),
        (run(changed(bell=False)), "Put the bell in the patient\u2019s hand."),
        (run(changed(timer=0)), "Set the timer."),
        (run(changed(looked=False)), "Look at the skin before the pack goes on."),
        (run(off=26), "The order said 20 minutes; the pack was on for 26."),
        (run(look_after=False), "Look at the skin after, too."),
        (run(looks=(5,)), "Look again during the session, not only once."),
    ],
)
def test_what_was_left_out_is_told(session, fault):
    assert fault in faults(session)


def test_skipping_the_look_before_is_not_safe_as_in_every_item():
    assert run(changed(looked=False)).unsafe
    assert [f["unsafe"] for f in fault_words(run(changed(looked=False)))] == [True]


set_ups = st.builds(
    SetUp,
    layers=st.integers(0, 12),
    on_top=st.booleans(),
    bell=st.booleans(),
    timer=st.sampled_from([0, 10, 20, 30, 40]),
    looked=st.booleans(),
)


@given(set_ups, st.sets(st.integers(1, 40)), st.integers(1, 60), st.booleans())
def test_every_session_ends_by_the_limit_and_harm_is_always_a_fault(set_up, looks, off, after):
    session = run(set_up, looks, off, after)
    assert session.over
    assert session.minute <= NUMBERS.limit
    if session.harmed:
        assert session.unsafe
    if set_up.layers < NUMBERS.layers[0] or not set_up.on_top:
        assert session.unsafe


@given(set_ups, st.integers(1, 29))
def test_a_safe_set_up_never_burns_before_the_limit(set_up, off):
    session = run(set_up, (), off)
    if not session.risky:
        assert not session.harmed


def test_the_order_is_within_what_is_usual():
    assert NUMBERS.usual[0] <= PACK.ordered <= NUMBERS.usual[1]


def test_every_number_that_a_text_names_is_filled_in():
    for set_up in (GOOD, SetUp(0, False, False, 40, False), SetUp(9, True, True, 10, False)):
        for off in (3, 9, 26, 60):
            shown = [text for _, text in events(run(set_up, (9,), off))] + faults(run(set_up, (9,), off, False))
            assert not [text for text in shown if "{" in text or "None" in text]
