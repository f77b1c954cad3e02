"""Meetings: those to come, those whose outcome is untold, and one by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netlog.rows.meetings import MeetingRow
from netlog.store.work import rows
from netlog.words import MeetingState

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def agenda(db: sqlite3.Connection, today: date, *, everything: bool = False) -> list[MeetingRow]:
    """What is planned and untold, the earliest first; `everything` adds what was held, cancelled or missed."""
    found = _meetings(db, today, "true" if everything else "state = 'planned'", {})
    return [row for row in found if everything or row.state == MeetingState.PLANNED]


def plans_with(db: sqlite3.Connection, contact: int, today: date) -> list[MeetingRow]:
    """The plans with a contact whose outcome nobody has told, the earliest first."""
    where = "state = 'planned' and id in (select id from agenda where contact_id = :contact)"
    found = _meetings(db, today, where, {"contact": contact})
    return [row for row in found if row.state == MeetingState.PLANNED]


def by_id(db: sqlite3.Connection, id: int, today: date) -> MeetingRow | None:
    """The meeting of that number; None where there is none."""
    return next(iter(_meetings(db, today, "id = :id", {"id": id})), None)


def _meetings(db: sqlite3.Connection, today: date, where: str, bound: dict[str, Any]) -> list[MeetingRow]:
    sql = f"select * from agenda where {where} order by day_on, coalesce(starts_at, ''), id, seat"
    tables: dict[int, list[dict[str, Any]]] = {}
    for row in rows(db, sql, bound):
        tables.setdefault(row["id"], []).append(row)
    return [_row(seats, today.isoformat()) for seats in tables.values()]


def _row(seats: list[dict[str, Any]], today: str) -> MeetingRow:
    """One meeting; a plan that nobody told of for too long counts as cancelled."""
    first = seats[0]
    gone = first["state"] == MeetingState.PLANNED and first["gone_on"] is not None and first["gone_on"] <= today
    return MeetingRow(
        id=first["id"],
        kind=first["kind"],
        state=MeetingState.CANCELLED.value if gone else first["state"],
        starts_at="T".join(filter(None, (first["day_on"], first["starts_at"]))),
        minutes=first["minutes"],
        place=first["place"],
        contact_ids=tuple(seat["contact_id"] for seat in seats),
        contacts=tuple(seat["contact"] for seat in seats),
    )
