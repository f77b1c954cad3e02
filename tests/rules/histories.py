"""Random histories that could have happened: nothing is told of a meeting that nobody planned or held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from netlog.rules import events as ev
from netlog.rules.habits import Habits
from netlog.rules.loop import Derived, run
from netlog.rules.state import Intro, Who
from netlog.words import Answer, ClosedHow, DeclinedBy, IntroState, LapsedWhy, MessageKind, Party

if TYPE_CHECKING:
    from netlog.rules.events import Event

START = date(2026, 11, 2)
ME, SAM, TOM, PRIYA, DAN, RESTING = 1, 2, 3, 4, 5, 6
PEOPLE = (
    Who(ME, is_me=True),
    Who(SAM, known=True),
    Who(TOM),
    Who(PRIYA, organization=1),
    Who(DAN, organization=1),
    Who(RESTING, rests=True),
)
INTROS = (
    Intro(1, SAM, PRIYA),
    Intro(2, TOM, PRIYA),
    Intro(3, PRIYA, DAN),
    Intro(4, SAM, None),
    Intro(5, RESTING, PRIYA),
    Intro(6, SAM, RESTING),
)
REACHABLE = (SAM, TOM, PRIYA, DAN, RESTING)

HABITS = st.builds(
    Habits,
    outreach_rule=st.sampled_from(("default", "3b7")),
    holidays=st.frozensets(st.integers(0, 120).map(lambda n: START + timedelta(n)), max_size=3),
    pauses=st.lists(st.integers(0, 90), max_size=1).map(
        lambda starts: tuple((START + timedelta(n), START + timedelta(n + 14)) for n in starts)
    ),
)


@dataclass
class History:
    """Events so far, and what they allow next."""

    habits: Habits
    events: list[Event] = field(default_factory=list)
    plans: dict[int, tuple[int, ...]] = field(default_factory=dict)
    day: date = START
    meetings: int = 0

    def at(self, today: date) -> Derived:
        """What follows from it, seen from a day."""
        return run(PEOPLE, INTROS, self.events, today, self.habits)

    def when(self, late: int) -> dict[str, Any]:
        """On this day, told some days later, by the next command."""
        return {"on": self.day, "logged": self.day + timedelta(late), "seq": len(self.events) + 1}


def _sent(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    kind = data.draw(st.sampled_from([kind for kind in MessageKind if kind is not MessageKind.REPLY]))
    about = data.draw(st.sampled_from(INTROS)) if data.draw(st.booleans()) else None
    if about and kind is not MessageKind.OUTREACH:
        history.events.append(ev.Sent(**when, contact=about.introducer, kind=kind, introduction=about.id))
    elif kind is not MessageKind.REQUEST:
        history.events.append(ev.Sent(**when, contact=data.draw(st.sampled_from(REACHABLE)), kind=kind))


def _received(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    answer = data.draw(st.sampled_from([None, *Answer]))
    about = data.draw(st.sampled_from([None, None, *INTROS]))
    later = history.day + timedelta(data.draw(st.integers(1, 60))) if answer is Answer.LATER else None
    history.events.append(
        ev.Received(
            **when,
            contact=about.introducer if about else data.draw(st.sampled_from(REACHABLE)),
            introduction=about.id if about else None,
            answer=answer,
            later_on=later,
            named=data.draw(st.booleans()),
        )
    )


def _step(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    state = data.draw(st.sampled_from(IntroState))
    history.events.append(
        ev.Step(
            **when,
            introduction=data.draw(st.sampled_from(INTROS)).id,
            state=state,
            declined_by=data.draw(st.sampled_from(DeclinedBy)) if state is IntroState.DECLINED else None,
            lapsed_why=LapsedWhy.NOT_NEEDED if state is IntroState.LAPSED else None,
        )
    )


def _table(data: st.DataObject) -> tuple[int, ...]:
    return tuple(data.draw(st.lists(st.sampled_from(REACHABLE), min_size=1, max_size=2, unique=True)))


def _planned(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    if data.draw(st.booleans()) and history.plans:
        meeting = data.draw(st.sampled_from(sorted(history.plans)))
    else:
        history.meetings += 1
        meeting = history.meetings
        history.plans[meeting] = _table(data)
    day = history.day + timedelta(data.draw(st.integers(0, 40)))
    # A plan is told when it is agreed: it can hardly be told late.
    told = {**when, "logged": history.day}
    history.events.append(ev.Planned(**told, meeting=meeting, contacts=history.plans[meeting], day=day))


def _ended(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    if not history.plans:
        return
    meeting = data.draw(st.sampled_from(sorted(history.plans)))
    contacts = history.plans.pop(meeting)
    party = data.draw(st.sampled_from(Party))
    kind = data.draw(st.sampled_from((ev.Cancelled, ev.NoShow)))
    history.events.append(kind(**when, meeting=meeting, contacts=contacts, by=party))


def _held(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    if data.draw(st.booleans()) and history.plans:
        meeting = data.draw(st.sampled_from(sorted(history.plans)))
        contacts = history.plans.pop(meeting)
    else:
        history.meetings += 1
        meeting, contacts = history.meetings, _table(data)
    is_cup = data.draw(st.booleans())
    history.events.append(ev.Held(**when, meeting=meeting, contacts=contacts, is_cup=is_cup))


def _decided(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    """Skip something that is in sight."""
    seen = [f.key for f in history.at(history.day).follow_ups if f.shows_on <= history.day and not f.closed_on]
    if seen:
        key = data.draw(st.sampled_from(seen))
        told = {**when, "logged": history.day}
        history.events.append(ev.Decided(**told, key=key, how=ClosedHow.SKIPPED))


def _promised(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    contact = data.draw(st.sampled_from(REACHABLE))
    due = history.day + timedelta(data.draw(st.integers(0, 20)))
    history.events.append(ev.Promised(**when, contact=contact, follow_up=len(history.events) + 1, due=due))


def _kept(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    history.events.append(ev.Kept(**when, contact=data.draw(st.sampled_from(REACHABLE))))


def _referred(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    contact, given = data.draw(st.sampled_from(REACHABLE)), data.draw(st.booleans())
    history.events.append(ev.Referral(**when, contact=contact, job=data.draw(st.integers(1, 3)), given=given))


def _landed(history: History, data: st.DataObject, when: dict[str, Any]) -> None:
    """One offer is taken; whoever led there may be anybody."""
    if not any(isinstance(event, ev.Landed) for event in history.events):
        chain = data.draw(st.lists(st.sampled_from(REACHABLE), max_size=3, unique=True))
        history.events.append(ev.Landed(**when, chain=tuple(chain)))


_HAPPENINGS = (
    *[_sent, _received] * 2,
    *[_step] * 3,
    _planned,
    _ended,
    _held,
    _decided,
    _promised,
    _kept,
    *[_referred] * 2,
    _landed,
)


@st.composite
def histories(draw: st.DrawFn, *, one_a_day: bool = False, on_time: bool = False) -> History:
    """A history of up to twelve events over some months, told on the day or (unless `on_time`) late."""
    data = draw(st.data())
    history = History(draw(HABITS))
    for _ in range(draw(st.integers(1, 12))):
        history.day += timedelta(draw(st.integers(1 if one_a_day else 0, 20)))
        late = 0 if on_time else draw(st.sampled_from((0, 0, 0, 3, 20)))
        draw(st.sampled_from(_HAPPENINGS))(history, data, history.when(late))
    return history
