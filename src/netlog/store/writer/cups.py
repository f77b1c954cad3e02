"""The challenge: so many cups by a day, one at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netlog.errors import AlreadyExists, InvalidInput
from netlog.records.search import Challenge
from netlog.rules.days import full_day
from netlog.store.reader.cups import challenge

if TYPE_CHECKING:
    from netlog.store.work import Work


def take_on(work: Work, goal: int, end: date) -> int:
    """A challenge from today to `end`. Returns its number.

    Raises AlreadyExists while another one lasts, InvalidInput where it would not last a day.
    """
    standing = challenge(work.db)
    if standing and standing.end_on >= work.today.isoformat():
        raise AlreadyExists(
            f"There is a challenge already: {standing.goal} cups by {_spoken(standing.end_on)}.",
            "To change it: netlog cups --change, with --goal N, --by DATE or both.",
        )
    _check(work.today, end)
    return work.insert(Challenge(goal=goal, start_on=work.today.isoformat(), end_on=end.isoformat()))


def change(work: Work, id: int, goal: int, end: date) -> bool:
    """Another goal or last day for a challenge; what it began with stays. False where it is so already."""
    _check(date.fromisoformat(str(work.row("challenge", id)["start_on"])), end)
    return work.update("challenge", id, goal=goal, end_on=end.isoformat())


def _check(start: date, end: date) -> None:
    if end <= start:
        raise InvalidInput(f"A challenge from {full_day(start)} to {full_day(end)} lasts no day.", "Give a later --by.")


def _spoken(day: str) -> str:
    return full_day(date.fromisoformat(day))
