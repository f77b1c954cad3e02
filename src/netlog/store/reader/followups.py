"""What is owed, as `followups` and the home screen show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from netlog.rows.owed import FollowUpEntry, FollowUpRow, OwedFirst
from netlog.rules.because import WHAT, Grounds, because
from netlog.rules.days import short_day
from netlog.store.work import marks, rows
from netlog.words import ClosedHow, FollowUpKind, IntroState, LapsedWhy, Reason

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

# In sight today: RULES.md's hidden and snoozed ones are not, nor those that have closed themselves.
_IN_SIGHT = """
where shows_on <= :today and (closes_on is null or closes_on > :today)
  and (snoozed_until is null or snoozed_until <= :today)
"""

_WAITING = (FollowUpKind.CHASE.value, FollowUpKind.NUDGE.value)


def followups(
    db: sqlite3.Connection, today: date, contact: int | None = None, *, in_full: bool = False
) -> list[FollowUpRow]:
    """Every open follow-up that is neither hidden nor snoozed, to one contact or to all, the earliest first.

    Why names its days as of today, or `in_full` for whoever reads it another day.
    """
    where = _IN_SIGHT if contact is None else f"{_IN_SIGHT} and contact_id = :contact"
    return _found(db, today, where, contact, in_full=in_full)


def to_come(db: sqlite3.Connection, today: date) -> list[FollowUpRow]:
    """Every open follow-up, those too that are hidden or snoozed until a later day; why names its days in full."""
    return _found(db, today, "where closes_on is null or closes_on > :today", in_full=True)


def owed_first(db: sqlite3.Connection, today: date) -> dict[int, OwedFirst]:
    """What I owe people before I ask for anything, a thank-you before an answer; by contact."""
    found: dict[int, OwedFirst] = {}
    for contact, *owed in db.execute(_FIRST, {"today": today.isoformat()}):
        found.setdefault(contact, OwedFirst(*owed))
    return found


_FIRST = """
select contact_id, kind, case when reason = 'later' and due_on > :today then due_on end as later_on from follow_up
where closed_on is null and kind in ('thank-you', 'answer') and (closes_on is null or closes_on > :today)
order by later_on is not null, kind desc, later_on, id
"""


def _found(
    db: sqlite3.Connection, today: date, where: str, contact: int | None = None, *, in_full: bool = False
) -> list[FollowUpRow]:
    bound = {"today": today.isoformat(), "contact": contact}
    found = rows(db, f"select * from followups {where} order by due_on, id", bound)
    will = _will_introduce(db, [row["contact_id"] for row in found if row["reason"] == Reason.CUP.value])
    return [_row(row, will, today, None if in_full else today) for row in found]


def follow_up(db: sqlite3.Connection, id: int, today: date) -> FollowUpEntry | None:
    """One follow-up by its number, whatever became of it; None where there is none."""
    sql = (
        "select f.id, f.kind, f.contact_id, c.name as contact, f.meeting_id, f.introduction_id, f.shows_on,"
        " f.closed_on, f.closed_how, f.closes_on from follow_up f join contact c on c.id = f.contact_id where f.id = ?"
    )
    for row in rows(db, sql, (id,)):
        ended = _ended(row.pop("closed_on"), row.pop("closed_how"), row.pop("closes_on"), today)
        return FollowUpEntry(what=WHAT[FollowUpKind(row["kind"])], ended=ended, **row)
    return None


def _ended(closed_on: str | None, how: str | None, closes_on: str | None, today: date) -> str | None:
    if closed_on is None and (closes_on is None or closes_on > today.isoformat()):
        return None
    day = date.fromisoformat(closed_on or closes_on or today.isoformat())
    return f"{how or ClosedHow.EXPIRED} {'today' if day == today else 'on ' + short_day(day, today)}"


def _row(row: dict[str, Any], will: dict[tuple[int, str], str], today: date, read_on: date | None) -> FollowUpRow:
    kind = FollowUpKind(row["kind"])
    due = max(row["due_on"], row["snoozed_until"] or "")
    sentence = because(_grounds(row, kind), read_on)
    if row["reason"] == Reason.CUP.value:
        sentence += will.get((row["contact_id"], row["meeting_on"]), "")
    never = kind is FollowUpKind.KEEP_IN_TOUCH
    return FollowUpRow(
        id=row["id"],
        kind=kind.value,
        contact_id=row["contact_id"],
        contact=row["contact"],
        what=WHAT[kind],
        because=sentence,
        due_on=row["due_on"],
        days_overdue=0 if never else max(0, (today - date.fromisoformat(due)).days),
        snoozed_until=row["snoozed_until"],
        promised=kind.value in _WAITING and row["introduction_id"] is not None,
    )


def _grounds(row: dict[str, Any], kind: FollowUpKind) -> Grounds:
    return Grounds(
        kind=kind,
        reason=Reason(row["reason"]),
        reason_on=date.fromisoformat(row["reason_on"]),
        contact=row["contact"],
        body=row["body"],
        meeting_kind=row["meeting_kind"],
        meeting_on=date.fromisoformat(row["meeting_on"]) if row["meeting_on"] else None,
        introducer=row["introducer"],
        introduced=row["introduced"],
        lapsed_why=LapsedWhy(row["lapsed_why"]) if row["lapsed_why"] else None,
        job=row["job"],
    )


def _will_introduce(db: sqlite3.Connection, contacts: Sequence[int]) -> dict[tuple[int, str], str]:
    """What came of meetings with these contacts, by contact and day: "; will introduce Dan Wu"."""
    sql = (
        "select i.introducer_id, m.day_on, i.state, coalesce(c.name, i.description) as introduced from introduction i"
        " join meeting m on m.id = i.meeting_id left join contact c on c.id = i.contact_id"
        f" where i.introducer_id in ({marks(contacts)}) order by i.id"
    )
    names: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for row in rows(db, sql, contacts):
        names.setdefault((row["introducer_id"], row["day_on"]), []).append((row["state"], row["introduced"]))
    return {key: _clause(found) for key, found in names.items()}


def _clause(found: list[tuple[str, str]]) -> str:
    promised = [name for state, name in found if state == IntroState.PROMISED.value]
    named = [name for state, name in found if state == IntroState.NAMED.value]
    clauses = [f"will introduce {', '.join(promised)}"] if promised else []
    clauses += [f"named {', '.join(named)}"] if named else []
    return "".join(f"; {clause}" for clause in clauses)
