"""Deadlines and the open follow-ups: at most one of a key at a time, and each closes itself in the end."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from netlog.rules.state import FollowUp, Person
from netlog.words import ClosedHow, FollowUpKind, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from netlog.rules.events import Event, Key
    from netlog.rules.habits import Habits

SELF_CLOSING_DAYS = 30  # thank-you, outcome, report-back (RULES.md 1)
ANSWER_CLOSES_BD = 20  # business days after its due date (RULES.md 1)

_THIRTY_DAYS = (FollowUpKind.THANK_YOU, FollowUpKind.OUTCOME, FollowUpKind.REPORT_BACK)


@dataclass(slots=True)
class _Deadline:
    still: Callable[[date], bool]
    act: Callable[[date], object]


class Deadlines:
    """What time does by itself, in the order of days. A deadline that no longer holds on its day is passed over."""

    def __init__(self) -> None:
        self._heap: list[tuple[date, int, _Deadline]] = []
        self._order = count()

    def at(self, day: date, still: Callable[[date], bool], act: Callable[[date], object]) -> None:
        """On `day`, if `still(day)`, do `act(day)`."""
        heapq.heappush(self._heap, (day, next(self._order), _Deadline(still, act)))

    def advance(self, day: date) -> None:
        """Let everything up to and including `day` act."""
        while self._heap and self._heap[0][0] <= day:
            self.act()

    def act(self) -> date | None:
        """Let the next deadline act and return its day; None where it no longer held."""
        day, _, deadline = heapq.heappop(self._heap)
        if not deadline.still(day):
            return None
        deadline.act(day)
        return day

    def __bool__(self) -> bool:
        return bool(self._heap)


class Owed:
    """The follow-ups of a history, `open` by key and `closed` in the order of closing."""

    def __init__(self, people: dict[int, Person], habits: Habits, deadlines: Deadlines) -> None:
        self.open: dict[Key, FollowUp] = {}
        self.closed: list[FollowUp] = []
        self._people = people
        self._habits = habits
        self._deadlines = deadlines

    def owe(
        self,
        key: Key,
        due: date,
        reason: Reason,
        event: Event,
        *,
        shows_on: date | None = None,
        closes_on: date | None = None,
        meeting: int | None = None,
        introduction: int | None = None,
        job: int | None = None,
    ) -> None:
        """Open a follow-up, or join the open one of this key: its earlier due date stays, the newer reason shows.

        Nothing is owed to me or to somebody left alone; nothing is born overdue.
        """
        who = self._people[key.contact].who
        if who.is_me or who.rests:
            return
        standing = self.open.get(key)
        due = max(due, event.logged)
        if standing:
            due = min(due, standing.due_on)
        self.open[key] = follow_up = FollowUp(
            key=key,
            opened_on=standing.opened_on if standing else event.on,
            due_on=due,
            shows_on=shows_on or event.on,
            closes_on=closes_on or self._closes_on(key.kind, due),
            reason=reason,
            reason_on=event.on,
            meeting=meeting or key.meeting,
            introduction=introduction or key.introduction,
            job=job or key.job,
        )
        if follow_up.closes_on:
            self._deadlines.at(
                follow_up.closes_on,
                still=lambda _: self.open.get(key) is follow_up,
                act=lambda day: self.close(key, day, ClosedHow.EXPIRED),
            )

    def _closes_on(self, kind: FollowUpKind, due: date) -> date | None:
        if kind in _THIRTY_DAYS:
            return due + timedelta(SELF_CLOSING_DAYS)
        if kind is FollowUpKind.ANSWER:
            return self._habits.business(due, ANSWER_CLOSES_BD)
        return None

    def close(self, key: Key, day: date, how: ClosedHow = ClosedHow.OVERTAKEN) -> bool:
        """Close the follow-up of this key; False where none was open."""
        follow_up = self.open.pop(key, None)
        if follow_up is None:
            return False
        follow_up.closed_on, follow_up.closed_how = day, how
        self.closed.append(follow_up)
        return True

    def close_kinds(
        self, contact: int, day: date, *kinds: FollowUpKind, how: ClosedHow = ClosedHow.OVERTAKEN
    ) -> list[Key]:
        """Close every open follow-up of these kinds to a contact, whatever its subject; returns the keys closed."""
        keys = [key for key in self.open if key.contact == contact and key.kind in kinds]
        for key in keys:
            self.close(key, day, how)
        return keys

    def close_introduction(self, introduction: int, day: date, *kinds: FollowUpKind) -> None:
        """Close every open follow-up of these kinds about an introduction."""
        for key in [key for key in self.open if key.introduction == introduction and key.kind in kinds]:
            self.close(key, day)
