"""What `log-coffee` asks before it writes: which meeting is meant, and which introductions it makes true."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rows.meetings import PlanRow
from netlog.words import IntroState

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


class ToBeMet(NamedTuple):
    """An open introduction to somebody now met, and how far it had come."""

    introducer: str
    contact: str
    state: IntroState


def open_plan(db: sqlite3.Connection, contact: int, today: date) -> PlanRow | None:
    """The latest plan with this contact, up to today, whose outcome nobody has told."""
    found = db.execute(
        "select m.id, m.kind, m.day_on, m.starts_at from meeting m join attendance a on a.meeting_id = m.id"
        " where a.contact_id = :contact and m.state = 'planned' and m.day_on <= :today"
        " and (m.gone_on is null or m.gone_on > :today) order by m.day_on desc, m.id desc limit 1",
        {"contact": contact, "today": today.isoformat()},
    ).fetchone()
    return PlanRow(*found) if found else None


def held_on(db: sqlite3.Connection, contact: int, day: date) -> int | None:
    """The meeting held with this contact on a day, the latest logged; None where there is none."""
    found = db.execute(
        "select m.id from meeting m join attendance a on a.meeting_id = m.id"
        " where a.contact_id = ? and m.state = 'held' and m.day_on = ? order by m.id desc limit 1",
        (contact, day.isoformat()),
    ).fetchone()
    return found[0] if found else None


def likeliest_only(db: sqlite3.Connection, contact: int, today: date) -> list[ToBeMet]:
    """The introductions that a cup with this contact makes true although they had only been asked for."""
    found = db.execute(
        "select s.name, p.name, i.state from introduction i join contact s on s.id = i.introducer_id"
        " join contact p on p.id = i.contact_id where i.contact_id = :contact"
        " and i.state in ('asked', 'named', 'promised', 'made')"
        " and (i.next_state_on is null or i.next_state_on > :today)",
        {"contact": contact, "today": today.isoformat()},
    )
    standing = [ToBeMet(introducer, name, IntroState(state)) for introducer, name, state in found]
    furthest = max((intro.state.rank for intro in standing), default=0)
    return standing if furthest == IntroState.ASKED.rank else []
