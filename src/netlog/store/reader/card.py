"""The card of one contact: everything that is kept about it, and since when it stands where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.people import ContactCard, ContactEntry, SourceRow, TimelineRow
from netlog.store.reader.contacts import entry
from netlog.store.reader.followups import followups
from netlog.store.reader.intros import intros
from netlog.store.reader.stages import since
from netlog.store.reader.ties import acquaintances
from netlog.store.reader.who import by_id
from netlog.words import IntroState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date

    from netlog.rows.introductions import IntroRow
    from netlog.rows.who import ContactLine


def card(db: sqlite3.Connection, id: int, today: date) -> ContactCard:
    """Everything about one contact. Raises KeyError where there is none."""
    one = entry(db, id, today)
    introductions = intros(db, today, either=id)
    timeline = _timeline(db, id, today)
    sources = db.execute(
        f"select {', '.join(SourceRow._fields)} from source where contact_id = ? order by first_on, id", (id,)
    )
    return ContactCard(
        one,
        since(db, one.contact, today),
        _shared(db, one),
        tuple(followups(db, today, id)),
        tuple(introductions),
        tuple(_led_to(db, id, introductions, today)),
        tuple(acquaintances(db, id)),
        timeline,
        _company(db, id),
        tuple(SourceRow._make(row) for row in sources),
    )


def _shared(db: sqlite3.Connection, one: ContactEntry) -> frozenset[int]:
    """The affiliations at organizations where I am or was too; none for me."""
    mine = {
        row[0]
        for row in db.execute(
            "select organization_id from affiliation where contact_id = (select id from contact where is_me = 1)"
        )
    }
    return frozenset(row.id for row in one.affiliations if row.organization_id in mine and not one.contact.is_me)


def _led_to(db: sqlite3.Connection, id: int, introductions: Iterable[IntroRow], today: date) -> Iterator[ContactLine]:
    """Those whom a contact named or introduced, each once; a wish of mine leads nowhere."""
    theirs = [row for row in introductions if row.introducer_id == id and row.state != IntroState.WANTED]
    for contact in dict.fromkeys(row.contact_id for row in theirs if row.contact_id is not None):
        if line := by_id(db, contact, today.isoformat()):
            yield line


def _timeline(db: sqlite3.Connection, id: int, today: date) -> tuple[TimelineRow, ...]:
    sql = (
        f"select {', '.join(TimelineRow._fields)} from timeline where contact_id = ?"
        " order by day_on desc, seq desc, entry, id desc"
    )
    rows = (TimelineRow._make(row) for row in db.execute(sql, (id,)))
    day = today.isoformat()
    return tuple(row._replace(state="cancelled") if _is_gone(row, day) else row for row in rows)


def _is_gone(row: TimelineRow, today: str) -> bool:
    return row.state == "planned" and row.gone_on is not None and row.gone_on <= today


def _company(db: sqlite3.Connection, id: int) -> dict[int, tuple[str, ...]]:
    """Who else was at each meeting with the contact."""
    found: dict[int, tuple[str, ...]] = {}
    sql = (
        "select o.meeting_id, c.name from attendance a join attendance o on o.meeting_id = a.meeting_id"
        " join contact c on c.id = o.contact_id where a.contact_id = :id and o.contact_id <> :id order by o.id"
    )
    for meeting, name in db.execute(sql, {"id": id}):
        found[meeting] = (*found.get(meeting, ()), name)
    return found
