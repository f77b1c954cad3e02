"""Cups, the challenge they count for, and the pauses in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netlog.rows.looking_back import Challenge, CupRow
from netlog.rules.pace import Pace, Pauses, pace

if TYPE_CHECKING:
    import sqlite3


def cups(db: sqlite3.Connection) -> list[CupRow]:
    """Every cup, the first one first."""
    sql = f"select {', '.join(CupRow._fields)} from cups order by day_on, meeting_id, contact_id"
    return [CupRow._make(row) for row in db.execute(sql)]


def challenge(db: sqlite3.Connection) -> Challenge | None:
    """The challenge taken on last; None where there was none."""
    found = db.execute("select id, goal, start_on, end_on from challenge order by id desc limit 1").fetchone()
    return Challenge._make(found) if found else None


def pauses(db: sqlite3.Connection) -> Pauses:
    """Every pause, the first one first."""
    found = db.execute("select start_on, end_on from pause order by start_on, id")
    return tuple((date.fromisoformat(start), date.fromisoformat(end)) for start, end in found)


def pace_now(db: sqlite3.Connection, today: date) -> Pace | None:
    """How the challenge stands; None where there is none."""
    found = challenge(db)
    if found is None:
        return None
    days = db.execute("select day_on from cups where day_on between ? and ?", (found.start_on, found.end_on))
    start, end = date.fromisoformat(found.start_on), date.fromisoformat(found.end_on)
    return pace(found.goal, start, end, [date.fromisoformat(day) for (day,) in days], pauses(db), today)
