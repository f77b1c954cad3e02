"""What a message or a reply is about: what waits for this contact, and what was last asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.store.reader import intros
from netlog.words import FollowUpKind, IntroState

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from netlog.rows.introductions import IntroRow

WAITING = (FollowUpKind.NUDGE, FollowUpKind.CHASE)


class Waiting(NamedTuple):
    """An open nudge, chase or report-back, and the introduction it is about."""

    kind: FollowUpKind
    introduction_id: int | None
    introduced: str | None


def waiting(db: sqlite3.Connection, contact: int, today: date) -> list[Waiting]:
    """The nudges, chases and report-backs open to a contact, the earliest due first."""
    found = db.execute(
        "select kind, introduction_id, introduced from followups where contact_id = :contact"
        " and kind in ('nudge', 'chase', 'report-back') and shows_on <= :today"
        " and (closes_on is null or closes_on > :today) order by due_on, id",
        {"contact": contact, "today": today.isoformat()},
    )
    return [Waiting(FollowUpKind(kind), introduction, introduced) for kind, introduction, introduced in found]


def owes_answer(db: sqlite3.Connection, contact: int, today: date) -> bool:
    """Whether I owe this contact an answer."""
    found = db.execute(
        "select 1 from followups where contact_id = :contact and kind = 'answer'"
        " and (closes_on is null or closes_on > :today)",
        {"contact": contact, "today": today.isoformat()},
    ).fetchone()
    return found is not None


def had_word(db: sqlite3.Connection, contact: int) -> bool:
    """Whether there is anything that this contact could answer: a message, a meeting, an introduction by or to them."""
    found = db.execute(
        "select 1 from message where contact_id = :id union all select 1 from attendance where contact_id = :id"
        " union all select 1 from introduction where introducer_id = :id and state <> 'wanted'"
        " union all select 1 from introduction where contact_id = :id and made_on is not null limit 1",
        {"id": contact},
    ).fetchone()
    return found is not None


def asked_last(db: sqlite3.Connection, contact: int, today: date) -> list[IntroRow]:
    """The introductions that this contact may be answering about, the likeliest first.

    Empty where the last thing I sent them was about something else, or a plan with them stands.
    """
    asked = intros.intros(db, today, introducer=contact, states=(IntroState.ASKED, IntroState.PROMISED))
    last = db.execute(
        "select introduction_id from message where contact_id = ? and direction = 'sent'"
        " and kind in ('outreach', 'nudge', 'request') order by sent_on desc, seq desc, id desc limit 1",
        (contact,),
    ).fetchone()
    if not asked or (last and last[0] is None) or has_plan(db, contact, today):
        return []
    return sorted(asked, key=lambda row: (row.id != (last[0] if last else None), -row.id))


def has_plan(db: sqlite3.Connection, contact: int, today: date) -> bool:
    """Whether a plan with this contact stands."""
    found = db.execute(
        "select 1 from agenda where contact_id = :id and state = 'planned'"
        " and (gone_on is null or gone_on > :today) limit 1",
        {"id": contact, "today": today.isoformat()},
    ).fetchone()
    return found is not None
