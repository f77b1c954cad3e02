"""`cups`: the cups by week, the challenge if there is one, and its pace."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Annotated, Any

import typer

from netlog.cli.context import current
from netlog.cli.database import reading, writing
from netlog.cli.options import By
from netlog.errors import NotFound, UsageError
from netlog.render.result import Block, Card, Column, Done, Lines, Style, Table
from netlog.rows.looking_back import Challenge, CupRow
from netlog.rules.days import MONTHS, add_months, full_day, parse_day
from netlog.rules.names import counted
from netlog.rules.pace import MOST_A_WEEK, WEEK, Pace, Pauses, Week, calendar_day, monday_of, standing, weeks
from netlog.store.reader import cups as read

GOAL = 52
MONTHS_OF_A_CHALLENGE = 12
EMPTY = "No cup yet. The first one: netlog log-coffee WHO"
SET_OUT = "52 cups in 12 months, if you like: netlog cups --goal 52"

Goal = Annotated[
    int | None,
    typer.Option("--goal", metavar="N", min=1, max=1000, help="Take on a challenge of N cups.", show_default=False),
]
Change = Annotated[bool, typer.Option("--change", help="Change the challenge that there is.")]


def cups(goal: Goal = None, by: By = None, change: Change = False) -> Card | Done:
    """Show the cups by week, or take on a challenge.

    `--goal 52` takes on 52 cups in 12 months from today, `--goal 12 --by 2027-06-30` 12 until then. Weeks paused with
    `netlog pause` do not count.
    """
    if change:
        return _change(goal, by)
    if goal is not None or by is not None:
        return _take_on(goal or GOAL, by)
    today = current().today
    with reading() as db:
        found, challenge, pauses = read.cups(db), read.challenge(db), read.pauses(db)
        pace = read.pace_now(db, today)
    if challenge is None or pace is None:
        return _without(found, pauses)
    return _with(found, challenge, pace, pauses)


# --- taking one on -------------------------------------------------------------------------------


def _last_day(by: str | None) -> date:
    today = current().today
    if by is None:
        return add_months(today, MONTHS_OF_A_CHALLENGE) - timedelta(1)
    return parse_day(by, today=today, direction="future")


def _take_on(goal: int, by: str | None) -> Done:
    end = _last_day(by)
    with writing("cups") as work:
        from netlog.store.writer.cups import take_on

        id = take_on(work, goal, end)
        work.summary = f"Took on {_cups(goal)} by {full_day(end)}."
        return Done("cups", work.summary, work.seq, {"challenge": id}, notes=_steep(goal, current().today, end))


def _steep(cups: int, start: date, end: date) -> tuple[str, ...]:
    """A word about a challenge of more cups a week than there are business days."""
    days = max((end - start).days + 1, 1)
    a_week = ceil(cups * WEEK / max(days, WEEK))
    if a_week <= MOST_A_WEEK:
        return ()
    return (f"That is {a_week} a week. For more time: netlog cups --change --by DATE",)


def _change(goal: int | None, by: str | None) -> Done:
    if goal is None and by is None:
        raise UsageError("--change needs --goal N, --by DATE or both.", "For example `netlog cups --change --goal 40`.")
    with reading() as db:
        challenge = read.challenge(db)
    if challenge is None:
        raise NotFound("There is no challenge to change.", f"`netlog cups --goal {goal or GOAL}` takes one on.")
    goal = goal or challenge.goal
    end = date.fromisoformat(challenge.end_on) if by is None else _last_day(by)
    with writing("cups") as work:
        from netlog.store.writer.cups import change

        said = f"The challenge is now {_cups(goal)} by {full_day(end)}."
        work.summary = said
        if not change(work, challenge.id, goal, end):
            return Done("cups", f"The challenge is {_cups(goal)} by {full_day(end)} already.")
        start = date.fromisoformat(challenge.start_on)
        return Done("cups", said, work.seq, {"challenge": challenge.id}, notes=_steep(goal, start, end))


# --- the grid ------------------------------------------------------------------------------------


def _without(found: Sequence[CupRow], pauses: Pauses) -> Card:
    days = _days(found)
    grid = weeks(days[0], max(current().today, days[-1]), days, pauses) if days else []
    counts = f"{_cups(len(found))}, {_people(found)}" if found else ""
    return Card(
        command="cups",
        record=_record(None, None, found, grid),
        blocks=[*_grid(grid), Lines([EMPTY] if not found else [counts])],
        title="Cups",
        footer=(SET_OUT,),
    )


def _with(found: Sequence[CupRow], challenge: Challenge, pace: Pace, pauses: Pauses) -> Card:
    start, end = date.fromisoformat(challenge.start_on), date.fromisoformat(challenge.end_on)
    counted = [cup for cup in found if challenge.start_on <= cup.day_on <= challenge.end_on]
    today = current().today
    grid = weeks(start, end, _days(counted), pauses)
    lines = [
        f"{_cups(len(counted))}, {_people(counted)}",
        standing(pace, today),
        *_forecast(pace, today, end),
        *([f"{_cups(len(found) - len(counted))} outside these days"] if len(found) > len(counted) else []),
    ]
    return Card(
        command="cups",
        record=_record(challenge, pace, counted, grid),
        blocks=[*_grid(grid), Lines(lines)],
        title=f"{_cups(challenge.goal)} by {full_day(end)}",
        note=f"since {full_day(start)}",
    )


def _forecast(pace: Pace, today: date, end: date) -> Iterator[str]:
    if pace.forecast_on and pace.left:
        soon = pace.forecast_on <= add_months(end, 12)
        yield f"At the pace so far: {f'on {calendar_day(pace.forecast_on, today)}' if soon else 'in some years'}"


def _grid(grid: Sequence[Week]) -> Iterator[Block]:
    """A line a month, a column a week (those that begin in it)."""
    if not grid:
        return
    months: dict[tuple[int, int], list[Week]] = {}
    for week in grid:
        months.setdefault((week.monday.year, week.monday.month), []).append(week)
    columns: list[Column[list[Week]]] = [
        Column("month", "month", _month, min_width=8),
        *(_week_column(place) for place in range(max(map(len, months.values())))),
    ]
    yield Table(list(months.values()), columns)
    yield Lines(_LEGEND)


_LEGEND = ("A column is a week, from its Monday, with its cups", "· no cup, - paused")


def _month(several: Sequence[Week]) -> str:
    day = several[0].monday
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def _week_column(place: int) -> Column[list[Week]]:
    def style(several: list[Week]) -> Style:
        return "good" if place < len(several) and several[place].cups else "dim"

    def cell(several: list[Week]) -> str:
        return _cell(several[place]) if place < len(several) else ""

    return Column(str(place), "", cell, style=style, align="right", min_width=5)


def _cell(week: Week) -> str:
    """The Monday's day and the cups: "16: 2"; a week to come has its day alone."""
    day = f"{week.monday.day:>2}"
    if week.cups:
        return f"{day}: {week.cups}"
    if week.paused:
        return f"{day}: -"
    return f"{day}: ·" if week.monday <= monday_of(current().today) else f"{day}   "


# --- words and JSON ------------------------------------------------------------------------------


def _days(found: Sequence[CupRow]) -> list[date]:
    return [date.fromisoformat(cup.day_on) for cup in found]


def _cups(number: int) -> str:
    return counted(number, "cup")


def _people(found: Sequence[CupRow]) -> str:
    return counted(len({cup.contact_id for cup in found}), "person", "people")


def _record(
    challenge: Challenge | None, pace: Pace | None, found: Sequence[CupRow], grid: Sequence[Week]
) -> dict[str, Any]:
    return {
        "goal": challenge and challenge.goal,
        "start": challenge and challenge.start_on,
        "end": challenge and challenge.end_on,
        "held": len(found),
        "people": len({cup.contact_id for cup in found}),
        "expected": pace and pace.expected,
        "behind": pace and max(pace.expected - pace.held, 0),
        "forecast_on": pace.forecast_on.isoformat() if pace and pace.forecast_on else None,
        "weeks": [{"week": week.monday.isoformat(), "cups": week.cups, "paused": week.paused} for week in grid],
    }
