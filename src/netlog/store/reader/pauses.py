"""The pauses that are running or to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.care import PauseLine

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

_PAUSE = "select id, start_on, end_on from pause where"


def pause_on(db: sqlite3.Connection, day: date) -> PauseLine | None:
    """The pause that runs on this day; None where none does."""
    found = db.execute(f"{_PAUSE} start_on <= :day and end_on > :day", {"day": day.isoformat()}).fetchone()
    return PauseLine(*found) if found else None


def pauses_from(db: sqlite3.Connection, day: date) -> list[PauseLine]:
    """The pauses that end after this day, the first one first."""
    found = db.execute(f"{_PAUSE} end_on > :day order by start_on", {"day": day.isoformat()})
    return [PauseLine(*row) for row in found]
