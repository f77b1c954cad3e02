"""What words to send are made of: everything stored about a person, and the introduction to report on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rules.filling import Known
from netlog.store.reader.agenda import plans_with
from netlog.store.reader.card import card
from netlog.store.reader.contacts import me
from netlog.store.reader.intros import by_id, intros
from netlog.store.reader.jobs import landed
from netlog.words import IntroState, MeetingState

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from netlog.rows.introductions import IntroRow
    from netlog.rows.people import TimelineRow


def known(db: sqlite3.Connection, contact: int, today: date) -> Known:
    """Everything stored about a contact that a letter to them, or a page about them, can draw on."""
    report = _to_report(db, contact, today)
    reached = report.contact_id if report else None
    return Known(
        card=card(db, contact, today),
        mine=me(db, today),
        plans=plans_with(db, contact, today),
        promises=_promises(db, contact),
        report=report,
        report_meeting=_first_meeting(db, reached, today) if reached else None,
        report_named=_named_by(db, reached, today) if reached else (),
        landed=landed(db),
    )


def _promises(db: sqlite3.Connection, contact: int) -> tuple[str, ...]:
    """What I promised a contact and still owe."""
    sql = (
        "select body from followups where contact_id = ? and kind = 'promise' and body is not null order by due_on, id"
    )
    return tuple(row[0] for row in db.execute(sql, (contact,)))


def _to_report(db: sqlite3.Connection, introducer: int, today: date) -> IntroRow | None:
    """The introduction that an introducer is owed word of: that of the open report-back, else the last one that ended.

    One that lapsed because I met the person another way, or found a job, is no news about the person.
    """
    owed = db.execute(
        "select introduction_id from followups where contact_id = :id and kind = 'report-back'"
        " and introduction_id is not null and shows_on <= :today and (closes_on is null or closes_on > :today)"
        " order by due_on, id limit 1",
        {"id": introducer, "today": today.isoformat()},
    ).fetchone()
    if owed:
        return by_id(db, owed[0], today)
    theirs = intros(db, today, introducer=introducer)
    ended = [row for row in theirs if row.state in (IntroState.MET, IntroState.REPORTED) or _died(row)]
    return max(ended, key=lambda row: (row.since or "", row.id), default=None)


def _died(row: IntroRow) -> bool:
    return bool(row.made_on) and row.state in (IntroState.DECLINED, IntroState.LAPSED)


def _first_meeting(db: sqlite3.Connection, contact: int, today: date) -> TimelineRow | None:
    """The first meeting held with a contact: what an introduction became."""
    held = [
        row for row in card(db, contact, today).timeline if row.entry == "meeting" and row.state == MeetingState.HELD
    ]
    return held[-1] if held else None


def _named_by(db: sqlite3.Connection, contact: int, today: date) -> tuple[str, ...]:
    """Whom a contact named or introduced in turn."""
    theirs = intros(db, today, introducer=contact)
    return tuple(dict.fromkeys(row.contact for row in theirs if row.contact and row.state != IntroState.WANTED))
