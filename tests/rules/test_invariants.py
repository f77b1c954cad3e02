"""RULES.md, section 5: what holds over every history, however it came about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlog.rules import events as ev
from netlog.rules.days import is_business_day
from netlog.words import Answer, DeclinedBy, FollowUpKind, IntroState, MessageKind, Party, Reason, Stage

from .histories import INTROS, ME, PRIYA, RESTING, History, histories

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from netlog.rules.loop import Derived
    from netlog.rules.state import FollowUp

K = FollowUpKind

patiently = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def seen(derived: Derived, day: date) -> list[FollowUp]:
    """What is in sight on a day, of all that was and will be."""
    return [
        f
        for f in derived.follow_ups
        if f.opened_on <= day and f.shows_on <= day and (f.closed_on is None or f.closed_on > day)
    ]


def shown(derived: Derived, day: date) -> set[tuple[object, ...]]:
    """The same, as what a screen tells of them."""
    return {(f.key, f.due_on, f.reason, f.reason_on) for f in seen(derived, day)}


def last_day(history: History) -> date:
    return max(event.logged for event in history.events) if history.events else history.day


@patiently
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_read_does_not_matter(history: History, random: Random) -> None:
    today = last_day(history)
    expected = history.at(today)
    random.shuffle(history.events)
    assert history.at(today) == expected


@patiently
@given(histories(one_a_day=True), st.randoms(use_true_random=False))
def test_the_order_in_which_days_are_told_does_not_matter(history: History, random: Random) -> None:
    today = last_day(history)
    expected = history.at(today)
    order = list(range(len(history.events)))
    random.shuffle(order)
    history.events = [event._replace(seq=seq) for event, seq in zip(history.events, order, strict=True)]  # type: ignore[attr-defined]  # every event is a named tuple
    assert history.at(today) == expected


@patiently
@given(histories())
def test_time_alone_opens_nothing_but_the_report_of_a_made_introduction_unanswered(history: History) -> None:
    today = last_day(history)
    for follow_up in history.at(today).follow_ups:
        if follow_up.opened_on > today:
            assert (follow_up.key.kind, follow_up.reason) == (K.REPORT_BACK, Reason.DIED)


@patiently
@given(histories(), st.lists(st.integers(0, 250), min_size=1, max_size=6))
def test_what_is_foretold_comes_true(history: History, later: list[int]) -> None:
    today = last_day(history)
    foretold = history.at(today)
    for days in later:
        day = today + timedelta(days)
        then = history.at(day)
        for id, now in foretold.contacts.items():
            turned = now.next_stage_on is not None and now.next_stage_on <= day
            assert (now.next_stage if turned else now.stage) == then.contacts[id].stage
        for id, intro in foretold.introductions.items():
            turned = intro.next_state_on is not None and intro.next_state_on <= day
            assert (intro.next_state if turned else intro.state) == then.introductions[id].state
        assert shown(foretold, day) == shown(then, day)
        assert foretold.gone == then.gone


@patiently
@given(histories())
def test_one_of_a_key_is_open_at_a_time(history: History) -> None:
    today = last_day(history)
    derived = history.at(today)
    keys = [f.key for f in seen(derived, today)]
    assert len(keys) == len(set(keys))


@patiently
@given(histories())
def test_nothing_is_owed_to_me_or_to_somebody_left_alone(history: History) -> None:
    derived = history.at(last_day(history))
    assert not [f for f in derived.follow_ups if f.key.contact in (ME, RESTING)]


@patiently
@given(histories(on_time=True))
def test_what_counts_in_business_days_never_falls_due_on_another(history: History) -> None:
    for f in history.at(last_day(history)).follow_ups:
        if f.key.kind in (K.ANSWER, K.NUDGE, K.CHASE, K.REPORT_BACK):
            assert is_business_day(f.due_on, history.habits.holidays), f


@patiently
@given(histories())
def test_nobody_becomes_quiet_through_what_an_introducer_did(history: History) -> None:
    said_no = any(
        (isinstance(e, ev.Received) and e.contact == PRIYA and e.answer is Answer.NO and e.introduction is None)
        or (isinstance(e, ev.Step) and e.declined_by is DeclinedBy.CONTACT and e.introduction in _TO_PRIYA)
        for e in history.events
    )
    missed = sum(isinstance(e, ev.NoShow) and PRIYA in e.contacts and e.by is Party.THEM for e in history.events)
    written_to = any(
        isinstance(e, ev.Sent) and e.contact == PRIYA and e.kind in (MessageKind.OUTREACH, MessageKind.NUDGE)
        for e in history.events
    )
    now = history.at(last_day(history)).contacts[PRIYA]
    if not said_no and missed < 2 and not written_to:
        assert Stage.QUIET not in (now.stage, now.next_stage)


_TO_PRIYA = {intro.id for intro in INTROS if intro.contact == PRIYA}


@patiently
@given(histories())
def test_a_cup_leaves_nobody_behind_met(history: History) -> None:
    cups = {c for e in history.events if isinstance(e, ev.Held) and e.is_cup for c in e.contacts}
    for id, now in history.at(last_day(history)).contacts.items():
        assert (now.stage in (Stage.MET, Stage.THANKED, Stage.ADVOCATE)) or id not in cups
        assert now.stage not in (Stage.MET, Stage.THANKED) or id in cups


@patiently
@given(histories(on_time=True))
def test_every_introducer_of_somebody_met_hears_of_it(history: History) -> None:
    derived = history.at(last_day(history))
    told = {f.key.introduction for f in derived.follow_ups if f.key.kind is K.REPORT_BACK}
    for intro in INTROS:
        if derived.introductions[intro.id].state is IntroState.MET and intro.introducer != RESTING:
            assert intro.id in told


@patiently
@given(histories())
def test_who_referred_me_is_an_advocate_for_good(history: History) -> None:
    given_ = {e.contact for e in history.events if isinstance(e, ev.Referral) and e.given}
    contacts = history.at(last_day(history)).contacts
    assert {(contacts[id].stage, contacts[id].next_stage) for id in given_} <= {(Stage.ADVOCATE, None)}


@patiently
@given(histories())
def test_nobody_is_chased_past_the_landing_for_what_was_before_it(history: History) -> None:
    derived = history.at(last_day(history))
    for landed in (e for e in history.events if isinstance(e, ev.Landed)):
        for f in derived.follow_ups:
            if f.key.kind in (K.NUDGE, K.CHASE) and f.opened_on < landed.on:
                assert f.closed_on is not None
                assert f.closed_on <= landed.on


@patiently
@given(histories(on_time=True))
def test_the_landing_thanks_the_chain_every_advocate_and_every_cup(history: History) -> None:
    derived = history.at(last_day(history))
    for landed in (e for e in history.events if isinstance(e, ev.Landed)):
        before = [e for e in history.events if (e.on, e.seq) < (landed.on, landed.seq)]
        helped = {e.contact for e in before if isinstance(e, ev.Referral) and e.given}
        cups = {c for e in before if isinstance(e, ev.Held) and e.is_cup for c in e.contacts}
        thanked = {f.key.contact for f in derived.follow_ups if f.key.kind is K.THANK_YOU and _stands(f, landed.on)}
        assert {*landed.chain, *helped, *cups} - {RESTING} <= thanked


def _stands(follow_up: FollowUp, day: date) -> bool:
    """Whether it was open at some time of a day."""
    return follow_up.opened_on <= day and (follow_up.closed_on is None or follow_up.closed_on >= day)
