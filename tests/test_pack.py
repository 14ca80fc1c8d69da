"""The pack timer: what a session brings, and what it is told at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import load
from course_lib.rules.pack import ORDERED, Numbers, PackSession, SetUp

NUMBERS = Numbers.of(load().limits)
GOOD = SetUp(layers=7, on_top=True, bell=True, timer=20, looked=True)


def run(set_up=GOOD, looks=(5, 12), off=20, look_after=True):
    session = PackSession(set_up, NUMBERS)
    while session.minute < off and not session.over:
        session = session.pass_minute()
        if session.minute in looks:
            session = session.look()
    session = session.take_off()
    return session.look() if look_after else session.finish()


def changed(**changes):
    return SetUp(**{**vars(GOOD), **changes})


def faults(session):
    return [fault.text for fault in session.faults()]


def test_the_numbers_come_from_the_limits_of_the_register():
    assert (NUMBERS.layers, NUMBERS.usual, NUMBERS.wall, NUMBERS.check_at) == ((6, 8), (15, 20), 30, 5)


def test_a_session_done_well_has_nothing_to_mend():
    session = run()
    assert session.over
    assert not session.harmed
    assert faults(session) == []


def test_the_timer_sounds_at_its_minute():
    events = [(event.minute, event.text) for event in run().events]
    assert (20, "The timer sounds.") in events


def test_passing_the_wall_burns_and_ends_the_session():
    session = run(changed(timer=40), off=45)
    assert session.minute == 30
    assert session.harmed
    assert session.over
    assert "limit" in session.events[-1].text


def test_too_few_layers_show_at_the_check_and_the_pack_comes_off_in_time():
    session = run(changed(layers=2), looks=(5,), off=5)
    assert not session.harmed
    assert any("Patches of white and red" in event.text for event in session.events)
    assert "Use 6 to 8 dry layers. You used 2." in faults(session)


def test_too_few_layers_and_no_check_end_in_a_blister():
    session = run(changed(layers=2), looks=(), off=20)
    assert session.harmed
    assert session.minute == 10
    assert any(fault.unsafe for fault in session.faults())


def test_lying_on_the_pack_burns_like_too_few_layers():
    assert run(changed(on_top=False), looks=(), off=20).harmed


def test_without_a_bell_the_patient_cannot_ring():
    with_bell = run(changed(layers=2), looks=(), off=20)
    without = run(changed(layers=2, bell=False), looks=(), off=20)
    assert any("rings" in event.text for event in with_bell.events)
    assert not any("rings" in event.text for event in without.events)


@pytest.mark.parametrize(
    ("session", "told"),
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
def test_what_was_left_out_is_told(session, told):
    assert told in faults(session)


set_ups = st.builds(
    SetUp,
    layers=st.integers(0, 12),
    on_top=st.booleans(),
    bell=st.booleans(),
    timer=st.sampled_from([0, 10, 20, 30, 40]),
    looked=st.booleans(),
)


@given(set_ups, st.sets(st.integers(1, 40)), st.integers(1, 60), st.booleans())
def test_every_session_ends_by_the_wall_and_harm_is_always_a_fault(set_up, looks, off, after):
    session = run(set_up, looks, off, after)
    assert session.over
    assert session.minute <= NUMBERS.wall
    if session.harmed:
        assert any(fault.unsafe for fault in session.faults())
    if set_up.layers < NUMBERS.layers[0] or not set_up.on_top:
        assert any(fault.unsafe for fault in session.faults())


@given(set_ups, st.integers(1, 29))
def test_a_safe_set_up_never_burns_before_the_wall(set_up, off):
    session = run(set_up, (), off)
    if not session.risky:
        assert not session.harmed


def test_the_order_is_within_what_is_usual():
    assert NUMBERS.usual[0] <= ORDERED <= NUMBERS.usual[1]
