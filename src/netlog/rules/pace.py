"""The pace of a challenge: where it stands, and when it will be reached. Pure; weeks begin on Monday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from netlog.rules.days import MONTHS, add_months

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEK = 7
MOST_A_WEEK = 5  # more cups than business days is no plan

Pauses = tuple[tuple[date, date], ...]  # (first day, first day after)


@dataclass(frozen=True, slots=True)
class Pace:
    """A challenge as of a day. `expected` is what an even pace would have come to; paused days do not count.

    `forecast_on` is the day the goal is reached at the pace so far, None before the first cup; `a_week` are the cups a
    week that reach the goal in time, on `reached_on`.
    """

    held: int
    goal: int
    expected: int
    forecast_on: date | None
    a_week: int
    reached_on: date

    @property
    def left(self) -> int:
        """How many cups are still to come."""
        return max(self.goal - self.held, 0)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the grid: its Monday, its cups, and whether every day of it was paused."""

    monday: date
    cups: int
    paused: bool


def pace(goal: int, start: date, end: date, cups: Sequence[date], pauses: Pauses, today: date) -> Pace:
    """How a challenge of `goal` cups from `start` to `end` (its last day) stands on `today`."""
    after = end + timedelta(1)
    held = sum(start <= day <= end for day in cups)
    gone = active_days(start, min(today + timedelta(1), after), pauses)
    whole = active_days(start, after, pauses)
    left = max(goal - held, 0)
    weeks = active_days(today, after, pauses) / WEEK
    needed = ceil(left / weeks) if weeks >= 1 else MOST_A_WEEK + 1
    a_week = max(needed, 1) if needed <= MOST_A_WEEK else 1
    return Pace(
        held=held,
        goal=goal,
        expected=goal * gone // whole if whole else goal,
        forecast_on=_after_days(today, ceil(left * max(gone, WEEK) / held), pauses) if held else None,
        a_week=a_week,
        reached_on=_after_days(today, ceil(left * WEEK / a_week), pauses),
    )


def active_days(start: date, after: date, pauses: Pauses) -> int:
    """The days from `start` to before `after` that were not paused; pauses do not overlap."""
    paused = sum(max((min(until, after) - max(since, start)).days, 0) for since, until in pauses)
    return max((after - start).days, 0) - paused


def _after_days(day: date, days: int, pauses: Pauses) -> date:
    """The day so many days that are not paused after `day`."""
    reached = day + timedelta(days)
    for since, until in sorted(pauses):
        if since <= reached and until > day:
            reached += until - max(since, day)
    return reached


def weeks(first: date, last: date, cups: Sequence[date], pauses: Pauses) -> list[Week]:
    """Every week from that of `first` to that of `last`, with the cups from `first` to `last`."""
    counts: dict[date, int] = {}
    for day in cups:
        if first <= day <= last:
            counts[monday_of(day)] = counts.get(monday_of(day), 0) + 1
    number = (monday_of(last) - monday_of(first)).days // WEEK + 1
    mondays = [monday_of(first) + timedelta(WEEK * at) for at in range(number)]
    return [Week(day, counts.get(day, 0), not active_days(day, day + timedelta(WEEK), pauses)) for day in mondays]


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(day.weekday())


# --- in words ---------------------------------------------------------------------------------------


def standing(pace: Pace, today: date) -> str:
    """ "9 of 52; one a week reaches 52 on 19 Sep": where a challenge stands, and what reaches it."""
    if not pace.left:
        return f"{pace.held} of {pace.goal}: reached"
    return (
        f"{pace.held} of {pace.goal}; {_NUMBERS[pace.a_week]} a week reaches {pace.goal}"
        f" on {calendar_day(pace.reached_on, today)}"
    )


_NUMBERS = ("none", "one", "two", "three", "four", "five")


def calendar_day(day: date, today: date) -> str:
    """A day ahead with its month: "19 Sep", with the year where it is neither this one nor within 12 months."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if day <= add_months(today, 12) else f"{text} {day.year}"
