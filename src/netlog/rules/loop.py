"""The loop of RULES.md: events in; stages, introductions and follow-ups out, today and as time will pass.

`run` reads the history once, in order, letting the days between the events act as well (stop dates, follow-ups that
close themselves). Then it lets time run on with nothing more happening, so that whoever reads later need only compare
days: a stage knows its successor, a follow-up the day on which it closes or comes into view.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import singledispatchmethod
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules import events as ev
from netlog.rules.events import Key, Passing
from netlog.rules.owed import SELF_CLOSING_DAYS, Deadlines, Owed
from netlog.rules.state import FollowUp, Intro, Ledger, Person, Thread, Who
from netlog.words import (
    Answer,
    ClosedHow,
    DeclinedBy,
    FollowUpKind,
    IntroState,
    LapsedWhy,
    MessageKind,
    Party,
    Reason,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netlog.rules.events import Event
    from netlog.rules.habits import Habits

K = FollowUpKind


class StageNow(NamedTuple):
    """A contact's stage today, the one that time alone brings and when, and the day of the last meeting.

    Of who has gone quiet by silence, that is the stage and the day that time brought: nothing else tells the day.
    """

    stage: Stage
    next_stage: Stage | None
    next_stage_on: date | None
    last_met_on: date | None


class IntroNow(NamedTuple):
    """An introduction's state today, the one that time alone will bring and when, and the days of its steps."""

    state: IntroState
    next_state: IntroState | None
    next_state_on: date | None
    on: dict[IntroState, date]
    declined_by: DeclinedBy | None
    lapsed_why: LapsedWhy | None


class Derived(NamedTuple):
    """All that follows from a history: by contact id, by introduction id, and every follow-up there ever was.

    `gone` are plans whose outcome nobody told, with the day from which they count as cancelled.
    """

    contacts: dict[int, StageNow]
    introductions: dict[int, IntroNow]
    follow_ups: list[FollowUp]
    gone: dict[int, date]


def run(
    people: Iterable[Who], introductions: Iterable[Intro], events: Sequence[Event], today: date, habits: Habits
) -> Derived:
    """Derive everything from a history. `events` may come in any order; none may lie after `today`."""
    loop = _Loop(people, introductions, habits)
    for event in sorted(events, key=lambda e: (e.on, e.seq, _WITHIN_A_COMMAND[type(e)])):
        loop.deadlines.advance(event.on)
        loop.happen(event)
    loop.deadlines.advance(today)
    return loop.look_ahead()


# A command that tells several things tells them in this order: who introduced us, then what we did.
_WITHIN_A_COMMAND: dict[type[Event], int] = {
    ev.Received: 0,
    ev.Step: 1,
    ev.Sent: 2,
    ev.Cancelled: 3,
    ev.NoShow: 3,
    ev.Planned: 4,
    ev.Held: 5,
    ev.Referral: 6,
    ev.Landed: 6,
    ev.Promised: 6,
    ev.Kept: 7,
    ev.Decided: 8,
}


@dataclass(slots=True)
class _Present:
    """How things stood when the events ended, and the first change of each that time alone brings."""

    stages: dict[int, Stage]
    last_met: dict[int, date | None]
    states: dict[int, IntroNow]
    silent: dict[int, date]
    next_stage: dict[int, tuple[Stage, date]] = field(default_factory=dict)
    next_state: dict[int, tuple[IntroState, date]] = field(default_factory=dict)


class _Loop:
    def __init__(self, people: Iterable[Who], introductions: Iterable[Intro], habits: Habits) -> None:
        self.habits = habits
        self.people = {who.id: Person(who, [Stage.CONNECTED] if who.known else []) for who in people}
        self.ledgers = {intro.id: Ledger(intro) for intro in introductions}
        self.deadlines = Deadlines()
        self.owed = Owed(self.people, habits, self.deadlines)
        self.gone: dict[int, date] = {}
        self._plans: dict[int, ev.Planned] = {}  # the latest word on each plan that stands
        self._over: set[int] = set()  # meetings of which somebody told the end; nothing plans them any more

    # --- the present and the future -----------------------------------------------------------

    def look_ahead(self) -> Derived:
        """Freeze the present, then let the remaining deadlines act and note the first change of each thing."""
        now = _Present(
            {id: person.stage() for id, person in self.people.items()},
            {id: person.last_met_on for id, person in self.people.items()},
            {id: _intro_now(ledger) for id, ledger in self.ledgers.items()},
            {id: day for id, person in self.people.items() if (day := person.silent_on())},
        )
        while self.deadlines:
            day = self.deadlines.act()
            if day is not None:
                self._note_changes(now, day)
        return Derived(
            {id: self._stage_now(now, id) for id in self.people},
            {id: self._with_next(now, id) for id in self.ledgers},
            [*self.owed.closed, *self.owed.open.values()],
            self.gone,
        )

    @staticmethod
    def _stage_now(now: _Present, id: int) -> StageNow:
        silent = now.silent.get(id)
        next_stage, on = now.next_stage.get(id, (Stage.QUIET if silent else None, silent))
        return StageNow(now.stages[id], next_stage, on, now.last_met[id])

    @staticmethod
    def _with_next(now: _Present, id: int) -> IntroNow:
        next_state, on = now.next_state.get(id, (None, None))
        return now.states[id]._replace(next_state=next_state, next_state_on=on)

    def _note_changes(self, now: _Present, day: date) -> None:
        for id, person in self.people.items():
            if id not in now.next_stage and (stage := person.stage()) is not now.stages[id]:
                now.next_stage[id] = (stage, day)
        for id, ledger in self.ledgers.items():
            if id not in now.next_state and ledger.state is not now.states[id].state:
                now.next_state[id] = (ledger.state, day)

    # --- events -------------------------------------------------------------------------------

    @singledispatchmethod
    def happen(self, event: Event) -> None:
        """Let one event do what RULES.md 4 says it does."""
        raise NotImplementedError(type(event))

    @happen.register
    def _(self, event: ev.Sent) -> None:
        person = self.people[event.contact]
        self._in_touch(person, event)
        self.owed.close(Key(K.ANSWER, event.contact), event.on, ClosedHow.DONE)
        if event.kind is MessageKind.THANK_YOU:
            person.thanked = person.thanked or person.cups > 0
            self.owed.close(Key(K.THANK_YOU, event.contact), event.on, ClosedHow.DONE)
        elif event.kind is MessageKind.REPORT_BACK:
            self._report_back(event)
        elif event.kind is MessageKind.NUDGE and self._is_introducer(event):
            self._nudge_introducer(event)
        elif event.kind is MessageKind.NUDGE and self._chases_referral(event):
            pass  # whoever promised to refer me is not waited for in person
        elif event.kind is not MessageKind.REQUEST:  # what was asked for is told by its step
            self._write_to(person, event)

    @happen.register
    def _(self, event: ev.Received) -> None:
        person = self.people[event.contact]
        self._in_touch(person, event)
        self._answered(person, event.on)
        self.owed.close_kinds(event.contact, event.on, K.NUDGE)
        if event.answer in (Answer.NO, Answer.LATER):  # either way it is not my turn now
            self.owed.close(Key(K.ANSWER, event.contact), event.on)
        if event.answer is Answer.NO:
            self._refused(person, event)
            return
        person.approach(Stage.CONNECTED)
        if event.answer is Answer.LATER and event.later_on:
            due = self.habits.business_day(event.later_on)
            self._owe_answer(event.contact, due, Reason.LATER, event)
        else:
            due = self.habits.business(event.on, self.habits.answer_days)
            self._owe_answer(event.contact, due, Reason.REPLIED, event)

    @happen.register
    def _(self, event: ev.Planned) -> None:
        if event.meeting in self._over:
            return
        self._plans[event.meeting] = event
        self.gone.pop(event.meeting, None)
        for contact in event.contacts:
            person = self.people[contact]
            person.plans.add(event.meeting)
            person.approach(Stage.CONNECTED)
            self._answered(person, event.on)
            self.owed.close_kinds(contact, event.on, K.ANSWER, K.NUDGE, how=ClosedHow.DONE)
            for ledger in self._introductions_to(contact):
                self.owed.close_introduction(ledger.intro.id, event.on, K.NUDGE, K.CHASE)
        host = next((id for id in event.contacts if not self.people[id].who.rests), event.contacts[0])
        after = event.day + timedelta(1)
        key = Key(K.OUTCOME, host, meeting=event.meeting)
        self.owed.close(key, event.on)
        self.owed.owe(key, after, Reason.PLANNED, event, shows_on=after)
        self.deadlines.at(
            after + timedelta(SELF_CLOSING_DAYS),
            lambda _: self._plans.get(event.meeting) is event,
            lambda day: self._plan_is_gone(event.meeting, day),
        )

    @happen.register
    def _(self, event: ev.Cancelled) -> None:
        self._plan_ends(event.meeting, event.on)
        self._over.add(event.meeting)
        for contact in event.contacts:
            if self.people[contact].plans:
                continue
            if event.by is Party.ME:
                due = self.habits.business(event.on, self.habits.answer_days)
                self._owe_answer(contact, due, Reason.I_CANCELLED, event, event.meeting)
            else:
                due = self.habits.business(event.on, self.habits.nudge_days)
                self._owe_nudge(contact, due, Reason.THEY_CANCELLED, event)

    @happen.register
    def _(self, event: ev.NoShow) -> None:
        self._plan_ends(event.meeting, event.on)
        self._over.add(event.meeting)
        for contact in event.contacts:
            person = self.people[contact]
            if event.by is Party.ME:
                self._owe_answer(contact, self.habits.business_day(event.on), Reason.I_MISSED, event, event.meeting)
                continue
            person.no_shows += 1
            if person.no_shows < 2:
                self._owe_nudge(contact, self.habits.business(event.on, 1), Reason.THEY_MISSED, event)
                continue
            person.approach(Stage.QUIET)
            self.owed.close_kinds(contact, event.on, K.ANSWER, K.NUDGE)
            self._introductions_die(contact, event)

    @happen.register
    def _(self, event: ev.Held) -> None:
        late = self._is_late(event)
        self._plan_ends(event.meeting, event.on, met=event.is_cup)
        self._over.add(event.meeting)
        for contact in event.contacts:
            person = self.people[contact]
            person.last_met_on = max(person.last_met_on or event.on, event.on)
            self._answered(person, event.on)
            person.approach(Stage.CONNECTED)
            self.owed.close_kinds(contact, event.on, K.ANSWER, K.NUDGE)
            if event.is_cup:
                person.cups += 1
                person.thanked = person.thanked or late
                self._met(contact, event)
                self._owe_thanks(contact, Reason.CUP, event, meeting=event.meeting)
            else:
                due = self.habits.business(event.on, self.habits.answer_days)
                self._owe_answer(contact, due, Reason.MET_AT_EVENT, event, event.meeting)
            self._in_touch(person, event, starts=event.is_cup and not late)

    @happen.register
    def _(self, event: ev.Step) -> None:
        ledger = self.ledgers[event.introduction]
        before = ledger.state
        if 0 <= event.state.rank <= before.rank:
            ledger.on.setdefault(event.state, event.on)
            return
        ledger.state = event.state
        ledger.on[event.state] = event.on
        ledger.declined_by, ledger.lapsed_why = event.declined_by, event.lapsed_why
        ledger.stops_on = None
        self.owed.close_introduction(event.introduction, event.on, K.NUDGE, K.CHASE)
        if before is IntroState.ASKED and event.state is not IntroState.LAPSED:
            self.people[ledger.intro.introducer].approach(Stage.CONNECTED)
        self._enter(ledger, event, before)

    @happen.register
    def _(self, event: ev.Referral) -> None:
        key = Key(K.CHASE, event.contact, job=event.job)
        if event.given:
            self.people[event.contact].advocate = True
            self.owed.close(key, event.on, ClosedHow.DONE)
            self._owe_thanks(event.contact, Reason.REFERRED, event, job=event.job)
        else:
            due = self._patient(event.on, self.habits.chase_days)
            stops_on = self._patient(event.on, self.habits.silence_days)
            self.owed.owe(key, due, Reason.PROMISED_REFERRAL, event, closes_on=stops_on)

    @happen.register
    def _(self, event: ev.Landed) -> None:
        """The search is over: nobody is chased any more, and everybody who helped hears of it (RULES.md 62)."""
        for key in [key for key in self.owed.open if key.kind in (K.NUDGE, K.CHASE)]:
            self.owed.close(key, event.on)
        for ledger in self.ledgers.values():
            if ledger.state.is_open and ledger.state is not IntroState.MADE:
                knew_of_it = ledger.state in (IntroState.ASKED, IntroState.PROMISED)
                _end(ledger, IntroState.LAPSED, event.on, LapsedWhy.NOT_NEEDED)
                if knew_of_it:
                    self._owe_report_back(ledger, Reason.DIED, event)
        due = self.habits.business(event.on, self.habits.report_back_days)
        for contact, person in self.people.items():
            if person.cups or person.advocate or contact in event.chain:
                self._owe_thanks(contact, Reason.LANDED, event, due=due)

    @happen.register
    def _(self, event: ev.Promised) -> None:
        key = Key(K.PROMISE, event.contact, promise=event.follow_up)
        self.owed.owe(key, event.due, Reason.MY_PROMISE, event)

    @happen.register
    def _(self, event: ev.Kept) -> None:
        person = self.people[event.contact]
        self._in_touch(person, event, starts=True)

    @happen.register
    def _(self, event: ev.Decided) -> None:
        if self.owed.close(event.key, event.on, event.how) and event.key.kind is K.OUTCOME:
            self._plan_is_gone(event.key.meeting, event.on)

    # --- introductions ------------------------------------------------------------------------

    def _enter(self, ledger: Ledger, event: ev.Step, before: IntroState) -> None:
        """Do what the new state of an introduction brings with it."""
        contact = ledger.intro.contact
        if contact is not None:
            self.people[contact].approach(ledger)
        if event.state is IntroState.ASKED:
            self._wait_for_introducer(ledger, K.NUDGE, Reason.ASKED, event)
        elif event.state is IntroState.PROMISED:
            self._wait_for_introducer(ledger, K.CHASE, Reason.PROMISED_INTRODUCTION, event)
        elif event.state is IntroState.MADE:
            self._made(ledger, event)
        elif event.state is IntroState.MET:
            self.people[ledger.intro.introducer].advocate = True
            self._owe_report_back(ledger, Reason.BECAME_A_CUP, event)
        elif event.state is IntroState.REPORTED:
            self.people[ledger.intro.introducer].advocate = True
            self.owed.close_introduction(event.introduction, event.on, K.REPORT_BACK)
        elif before is IntroState.MADE:
            self._owe_report_back(ledger, Reason.DIED, event)

    def _wait_for_introducer(self, ledger: Ledger, kind: FollowUpKind, reason: Reason, event: Event) -> None:
        ledger.stops_on = self._patient(event.on, self.habits.silence_days)
        self._stop_later(ledger)
        contact = ledger.intro.contact
        if contact is not None and self.people[contact].plans:
            return
        key = Key(kind, ledger.intro.introducer, introduction=ledger.intro.id)
        wait = self.habits.chase_days if kind is K.CHASE else self.habits.nudge_days
        self.owed.owe(key, self._patient(event.on, wait), reason, event, closes_on=ledger.stops_on)

    def _made(self, ledger: Ledger, event: Event) -> None:
        self.people[ledger.intro.introducer].advocate = True
        if ledger.intro.contact is not None:
            due = self.habits.business(event.on, self.habits.answer_days)
            self._owe_answer(ledger.intro.contact, due, Reason.INTRODUCED, event, introduction=ledger.intro.id)

    def _stop_later(self, ledger: Ledger) -> None:
        if ledger.stops_on:
            self.deadlines.at(ledger.stops_on, lambda day: ledger.stops_on == day, lambda day: self._lapse(ledger, day))

    def _lapse(self, ledger: Ledger, day: date) -> None:
        """The introducer did not answer in time; while a plan with the contact stands, nothing lapses."""
        contact = ledger.intro.contact
        if contact is not None and self.people[contact].plans:
            return
        self.owed.close_introduction(ledger.intro.id, day, K.NUDGE, K.CHASE)
        _end(ledger, IntroState.LAPSED, day, LapsedWhy.NO_ANSWER)

    def _introductions_to(self, contact: int) -> list[Ledger]:
        return [ledger for ledger in self.ledgers.values() if ledger.intro.contact == contact]

    def _met(self, contact: int, event: ev.Held) -> None:
        """A cup: the furthest open introductions have come true, the others are overtaken (RULES.md 2)."""
        standing = [ledger for ledger in self._introductions_to(contact) if ledger.state.is_open]
        furthest = max((ledger.state.rank for ledger in standing), default=0)
        for ledger in standing:
            wanted = ledger.state is IntroState.WANTED
            at_the_table = ledger.intro.introducer in event.contacts
            self.owed.close_introduction(ledger.intro.id, event.on, K.NUDGE, K.CHASE)
            if wanted:
                _end(ledger, IntroState.LAPSED, event.on, LapsedWhy.NOT_NEEDED)
            elif ledger.state.rank < furthest:
                _end(ledger, IntroState.LAPSED, event.on, LapsedWhy.MET_ANOTHER_WAY)
            else:
                self._came_true(ledger, event.on)
                if at_the_table:
                    _end(ledger, IntroState.REPORTED, event.on)
            if not wanted and not at_the_table:
                self._owe_report_back(ledger, Reason.BECAME_A_CUP, event)

    def _came_true(self, ledger: Ledger, day: date) -> None:
        _end(ledger, IntroState.MET, day)
        introducer = self.people[ledger.intro.introducer]
        introducer.advocate = True

    def _refused(self, person: Person, event: ev.Received) -> None:
        """A no: to introducing me, where I had asked for that, else to meeting me."""
        if event.introduction is not None:
            person.approach(Stage.CONNECTED)
            self._introducer_declined(self.ledgers.get(event.introduction), event)
        else:
            person.approach(Stage.QUIET)
            self._declined_by(event)
        if event.named:
            self._owe_thanks(event.contact, Reason.NAMED_SOMEBODY, event)

    def _introducer_declined(self, ledger: Ledger | None, event: ev.Received) -> None:
        if ledger and ledger.state.is_open:
            self.owed.close_introduction(ledger.intro.id, event.on, K.NUDGE, K.CHASE)
            _end(ledger, IntroState.DECLINED, event.on)
            ledger.declined_by = DeclinedBy.INTRODUCER

    def _declined_by(self, event: ev.Received) -> None:
        """A contact said no: so they did to everybody who would have introduced us."""
        for ledger in self._introductions_to(event.contact):
            if not ledger.state.is_open:
                continue
            self.owed.close_introduction(ledger.intro.id, event.on, K.NUDGE, K.CHASE)
            was_made = ledger.state is IntroState.MADE
            _end(ledger, IntroState.DECLINED, event.on)
            ledger.declined_by = DeclinedBy.CONTACT
            if was_made:
                self._owe_report_back(ledger, Reason.DIED, event)

    def _introductions_die(self, contact: int, event: Event) -> None:
        """The contact has gone quiet: what was made or named for them has lapsed; who made it hears of it."""
        for ledger in self._introductions_to(contact):
            if ledger.state is IntroState.MADE:
                _end(ledger, IntroState.LAPSED, event.on, LapsedWhy.NO_ANSWER)
                self._owe_report_back(ledger, Reason.DIED, event)
            elif ledger.state is IntroState.NAMED:
                _end(ledger, IntroState.LAPSED, event.on, LapsedWhy.NO_ANSWER)

    def _report_back(self, event: ev.Sent) -> None:
        keys = [
            key
            for key in self.owed.open
            if key.kind is K.REPORT_BACK
            and key.contact == event.contact
            and event.introduction in (None, key.introduction)
        ]
        for key in keys:
            self.owed.close(key, event.on, ClosedHow.DONE)
        told = {key.introduction for key in keys} | {event.introduction}
        for ledger in self.ledgers.values():
            if ledger.intro.id in told and ledger.state is IntroState.MET:
                _end(ledger, IntroState.REPORTED, event.on)

    def _is_introducer(self, event: ev.Sent) -> bool:
        """The message is about an introduction, and to the one who introduces (as where the other end is not read)."""
        ledger = self.ledgers.get(event.introduction or 0)
        return event.introduction is not None and (ledger is None or ledger.intro.introducer == event.contact)

    def _chases_referral(self, event: ev.Sent) -> bool:
        """A nudge about nothing else is the one chase of the referrals that a contact promised, where there are any."""
        keys = [key for key in self.owed.open if key.contact == event.contact and key.job is not None]
        for key in keys:
            self.owed.close(key, event.on, ClosedHow.DONE)
        return bool(keys)

    def _nudge_introducer(self, event: ev.Sent) -> None:
        """The one nudge or chase about an introduction: its stop date is counted from here."""
        for kind in (K.NUDGE, K.CHASE):
            self.owed.close(Key(kind, event.contact, introduction=event.introduction), event.on, ClosedHow.DONE)
        ledger = self.ledgers.get(event.introduction or 0)
        if ledger and ledger.state in (IntroState.ASKED, IntroState.PROMISED):
            ledger.stops_on = self._patient(event.on, self.habits.stop_days)
            self._stop_later(ledger)

    # --- messages -----------------------------------------------------------------------------

    def _write_to(self, person: Person, event: ev.Sent) -> None:
        """Words of mine that wait for an answer: the first open a thread, the second are its one nudge.

        While a plan with the contact stands, it is the meeting that is waited for.
        """
        contact = person.who.id
        nudged = self.owed.close(Key(K.NUDGE, contact), event.on, ClosedHow.DONE)
        if person.plans:
            return
        nudged = nudged or event.kind is MessageKind.NUDGE or person.thread is not None
        if person.thread is None:
            person.thread = Thread(None)
            person.approach(person.thread)
        self._wait_for(person, person.thread, self._patient(event.on, self._stop_after(nudged)))
        if not nudged:
            due = self._patient(event.on, self.habits.nudge_days)
            if not event.imported:
                self.owed.owe(Key(K.NUDGE, contact), due, Reason.UNANSWERED, event, closes_on=person.thread.stops_on)

    def _stop_after(self, nudged: bool) -> int:
        return self.habits.stop_days if nudged else self.habits.silence_days

    def _wait_for(self, person: Person, thread: Thread, stops_on: date) -> None:
        thread.stops_on = stops_on
        self.deadlines.at(
            stops_on,
            lambda day: thread.stops_on == day,
            lambda day: self._give_up(person, thread, day),
        )

    def _give_up(self, person: Person, thread: Thread, day: date) -> None:
        """The stop date: nobody answered, and nobody is to blame."""
        thread.stopped_on, thread.stops_on = day, None
        person.thread = None
        self.owed.close(Key(K.NUDGE, person.who.id), day, ClosedHow.EXPIRED)
        self._introductions_die(person.who.id, _time(day))

    def _answered(self, person: Person, day: date) -> None:
        """Whatever they did, it answers my thread. By rule 3b7 nobody else at their organization is nudged any more."""
        if person.thread:
            person.thread.stops_on = None
            person.thread = None
        organization = person.who.organization
        if self.habits.outreach_rule != "3b7" or organization is None:
            return
        for other in self.people.values():
            if other.who.organization == organization:
                self.owed.close(Key(K.NUDGE, other.who.id), day)

    # --- plans --------------------------------------------------------------------------------

    def _plan_ends(self, meeting: int, day: date, *, met: bool = False) -> None:
        for key in [key for key in self.owed.open if key.kind is K.OUTCOME and key.meeting == meeting]:
            self.owed.close(key, day, ClosedHow.DONE)
        plan = self._plans.pop(meeting, None)
        for contact in plan.contacts if plan else ():
            person = self.people[contact]
            person.plans.discard(meeting)
            if not met and not person.plans:
                self._catch_up(person, day)

    def _catch_up(self, person: Person, day: date) -> None:
        """Stop dates of introductions that the plan held off act now."""
        for ledger in self._introductions_to(person.who.id):
            if ledger.stops_on and ledger.stops_on <= day:
                self._lapse(ledger, day)

    def _plan_is_gone(self, meeting: int | None, day: date) -> None:
        """Nobody will tell how it went: the plan counts as cancelled."""
        assert meeting is not None
        self.gone[meeting] = day
        self._plan_ends(meeting, day)

    # --- what is owed -------------------------------------------------------------------------

    def _is_late(self, event: Event) -> bool:
        """Imported as a message, or told more than 14 days late: it changes stages, but opens nothing (RULES.md 0)."""
        if isinstance(event, (ev.Sent, ev.Received)) and event.imported:
            return True
        return not event.owed and (event.logged - event.on).days > self.habits.old_days

    def _patient(self, opened: date, business_days: int) -> date:
        return self.habits.patient(opened, self.habits.business(opened, business_days))

    def _owe_answer(
        self,
        contact: int,
        due: date,
        reason: Reason,
        event: Event,
        meeting: int | None = None,
        introduction: int | None = None,
    ) -> None:
        if not self._is_late(event):
            key = Key(K.ANSWER, contact)
            self.owed.owe(key, due, reason, event, meeting=meeting, introduction=introduction)

    def _owe_nudge(self, contact: int, due: date, reason: Reason, event: Event) -> None:
        due = self.habits.patient(event.on, due)
        stops_on = self._patient(event.on, self.habits.silence_days)
        self.owed.owe(Key(K.NUDGE, contact), due, reason, event, closes_on=stops_on)

    def _owe_thanks(
        self,
        contact: int,
        reason: Reason,
        event: Event,
        *,
        due: date | None = None,
        meeting: int | None = None,
        job: int | None = None,
    ) -> None:
        if not self._is_late(event):
            due = due or event.on + timedelta(self.habits.thank_you_days)
            self.owed.owe(Key(K.THANK_YOU, contact), due, reason, event, meeting=meeting, job=job)

    def _owe_report_back(self, ledger: Ledger, reason: Reason, event: Event) -> None:
        if not self._is_late(event):
            key = Key(K.REPORT_BACK, ledger.intro.introducer, introduction=ledger.intro.id)
            self.owed.owe(key, self.habits.business(event.on, self.habits.report_back_days), reason, event)

    def _in_touch(self, person: Person, event: Event, *, starts: bool = False) -> None:
        """Any contact restarts the keep-in-touch clock; a cup starts it."""
        last = max(person.last_contact_on or event.on, event.on)
        person.last_contact_on = last
        key = Key(K.KEEP_IN_TOUCH, person.who.id)
        if self.owed.close(key, event.on) or starts:
            due = self.habits.later(last, last + timedelta(self.habits.keep_in_touch_days))
            self.owed.owe(key, due, Reason.LAST_CONTACT, event)


def _time(day: date) -> Event:
    """What happens by itself on a day."""
    return Passing(day, day)


def _end(ledger: Ledger, state: IntroState, day: date, why: LapsedWhy | None = None) -> None:
    ledger.state = state
    ledger.on[state] = day
    ledger.lapsed_why = why
    ledger.stops_on = None


def _intro_now(ledger: Ledger) -> IntroNow:
    return IntroNow(ledger.state, None, None, dict(ledger.on), ledger.declined_by, ledger.lapsed_why)
