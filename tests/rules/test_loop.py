"""The loop, where a case is clearer as events than as commands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from netlog.rules import events as ev
from netlog.rules.habits import Habits
from netlog.rules.loop import Derived, run
from netlog.rules.state import Intro, Who
from netlog.words import FollowUpKind, IntroState, MessageKind, Party, Reason, Stage

K = FollowUpKind
SAM, PRIYA = 1, 2
PEOPLE = (Who(SAM, known=True), Who(PRIYA))
INTRO = Intro(1, SAM, PRIYA)
MON = date(2026, 11, 2)


def on(days: int, seq: int | None = None) -> dict[str, Any]:
    """When something happened and was told: so many days after Mon 2 November."""
    day = MON + timedelta(days)
    return {"on": day, "logged": day, "seq": days if seq is None else seq}


def told(*events: ev.Event, days: int = 0, people: tuple[Who, ...] = PEOPLE, habits: Habits | None = None) -> Derived:
    """What follows, so many days after Mon 2 November."""
    return run(people, (INTRO,), events, MON + timedelta(days), habits or Habits())


def still_open(derived: Derived) -> set[tuple[FollowUpKind, int]]:
    return {(f.key.kind, f.key.contact) for f in derived.follow_ups if f.closed_on is None}


def asked(days: int = 0) -> ev.Step:
    return ev.Step(**on(days), introduction=1, state=IntroState.ASKED)


def planned(days: int, for_days: int, meeting: int = 1, seq: int | None = None) -> ev.Planned:
    day = MON + timedelta(for_days)
    return ev.Planned(**on(days, seq), meeting=meeting, contacts=(PRIYA,), day=day)


def test_nothing_told_is_nothing_derived() -> None:
    derived = told()
    assert (derived.contacts[SAM].stage, derived.contacts[PRIYA].stage) == (Stage.CONNECTED, Stage.LEAD)
    assert derived.follow_ups == []


def test_a_request_lapses_when_the_plan_that_held_it_off_turns_out_an_event() -> None:
    held = ev.Held(**on(40), meeting=1, contacts=(PRIYA,), is_cup=False)
    derived = told(asked(), planned(5, 40), held, days=40)
    assert derived.introductions[1].state is IntroState.LAPSED
    assert derived.contacts[PRIYA].stage is Stage.CONNECTED


def test_a_request_lapses_when_nobody_tells_how_the_plan_went() -> None:
    derived = told(asked(), planned(5, 20), days=10)
    gone = MON + timedelta(20 + 1 + 30)
    assert (derived.introductions[1].next_state, derived.introductions[1].next_state_on) == (IntroState.LAPSED, gone)
    assert (derived.contacts[PRIYA].next_stage, derived.contacts[PRIYA].next_stage_on) == (Stage.CONNECTED, gone)
    assert derived.gone == {1: gone}


def test_a_plan_with_somebody_left_alone_goes_too() -> None:
    people = (Who(SAM), Who(PRIYA, rests=True))
    derived = told(planned(0, 3), people=people, days=3)
    assert derived.follow_ups == []
    assert derived.contacts[PRIYA].next_stage is Stage.CONNECTED


def test_a_move_told_after_the_outcome_plans_nothing() -> None:
    held = ev.Held(**on(3), meeting=1, contacts=(PRIYA,), is_cup=True)
    derived = told(planned(0, 3), held, planned(5, 9, seq=9), days=20)
    assert derived.contacts[PRIYA].stage is Stage.MET
    assert K.OUTCOME not in {kind for kind, _ in still_open(derived)}


def test_one_of_two_plans_called_off_owes_nothing() -> None:
    cancelled = ev.Cancelled(**on(1), meeting=1, contacts=(PRIYA,), by=Party.THEM)
    derived = told(planned(0, 3), planned(0, 9, meeting=2), cancelled, days=1)
    assert derived.contacts[PRIYA].stage is Stage.SCHEDULED
    assert K.NUDGE not in {f.key.kind for f in derived.follow_ups}


def test_a_promise_about_somebody_with_whom_a_plan_stands_is_not_chased() -> None:
    promised = ev.Step(**on(1), introduction=1, state=IntroState.PROMISED)
    assert K.CHASE not in {f.key.kind for f in told(planned(0, 9), promised, days=1).follow_ups}


def test_an_introduction_declined_after_it_was_made_is_reported_back_once() -> None:
    steps = [
        ev.Step(**on(days), introduction=1, state=state)
        for days, state in enumerate((IntroState.MADE, IntroState.DECLINED, IntroState.NAMED, IntroState.DECLINED))
    ]
    derived = told(*steps, days=5)
    assert [f.reason for f in derived.follow_ups if f.key.kind is K.REPORT_BACK] == [Reason.DIED]


def test_a_lapse_that_i_tell_is_no_answer_of_the_introducer() -> None:
    lapsed = ev.Step(**on(1), introduction=1, state=IntroState.LAPSED)
    derived = told(asked(), lapsed, days=1, people=(Who(SAM), Who(PRIYA)))
    assert derived.contacts[SAM].stage is Stage.LEAD


def test_a_nudge_about_an_introduction_whose_other_end_is_not_read_opens_no_thread() -> None:
    nudge = ev.Sent(**on(0), contact=SAM, kind=MessageKind.NUDGE, introduction=99)
    derived = told(nudge, days=60)
    assert (derived.follow_ups, derived.contacts[SAM].stage) == ([], Stage.CONNECTED)


def test_the_introducers_nudge_is_not_the_contacts() -> None:
    nudge = ev.Sent(**on(0), contact=PRIYA, kind=MessageKind.NUDGE, introduction=1)
    assert told(nudge).contacts[PRIYA].stage is Stage.ASKED


@pytest.mark.parametrize(
    ("start", "end", "due"),
    [
        (2, 16, date(2026, 11, 25)),  # a fortnight within the wait
        (9, 23, date(2026, 11, 25)),  # it begins on the due date itself
        (10, 24, date(2026, 11, 11)),  # it begins after it
        (-7, 4, date(2026, 11, 16)),  # four days of it are left, and they end on a weekend
    ],
)
def test_a_pause_moves_a_nudge_by_its_days_within_the_wait(start: int, end: int, due: date) -> None:
    habits = Habits(pauses=((MON + timedelta(start), MON + timedelta(end)),))
    sent = ev.Sent(**on(0), contact=PRIYA, kind=MessageKind.OUTREACH)
    (nudge,) = told(sent, habits=habits).follow_ups
    assert nudge.due_on == due


def test_a_pause_moves_keeping_in_touch_by_its_days() -> None:
    habits = Habits(pauses=((MON + timedelta(1), MON + timedelta(6)),))
    held = ev.Held(**on(0), meeting=1, contacts=(PRIYA,), is_cup=True)
    (keep,) = (f for f in told(held, habits=habits).follow_ups if f.key.kind is K.KEEP_IN_TOUCH)
    assert keep.due_on == MON + timedelta(84 + 5)
