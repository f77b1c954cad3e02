"""The card of one contact: everything that is kept about it, and since when it stands where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rows.people import ContactCard, ContactEntry, ContactRow, SourceRow, TimelineRow
from netlog.store.reader.contacts import entry
from netlog.store.reader.followups import followups
from netlog.store.reader.intros import intros
from netlog.store.reader.ties import acquaintances
from netlog.store.reader.who import by_id
from netlog.words import IntroState, Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
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
        _since(one.contact, introductions, timeline, today),
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


# --- since when -----------------------------------------------------------------------------------


class _History(NamedTuple):
    contact: ContactRow
    introductions: Sequence[IntroRow]
    timeline: Sequence[TimelineRow]

    def days(self, entry: str, **fields: str) -> list[str]:
        """The days of the entries whose fields are so, the earliest first."""
        rows = (row for row in self.timeline if row.entry == entry)
        return sorted(row.day_on for row in rows if all(getattr(row, name) == fields[name] for name in fields))

    def cups(self) -> list[str]:
        held = [row.day_on for row in self.timeline if row.entry == "meeting" and row.state == "held"]
        events = self.days("meeting", state="held", kind="event")
        for day in events:
            held.remove(day)
        return sorted(held)

    def introduced(self, *states: IntroState) -> list[str]:
        """The days on which introductions to them came to one of these states."""
        ours = (row for row in self.introductions if row.contact_id == self.contact.id)
        return sorted(row.since for row in ours if row.since and row.state in states)

    def made(self, *, by_them: bool) -> list[str]:
        """The days on which they brought me together with somebody, or somebody us."""
        ours = (row for row in self.introductions if (row.introducer_id == self.contact.id) is by_them)
        days = (row.made_on or row.met_on or row.reported_on for row in ours)
        return sorted(day for day in days if day)


def _since(
    contact: ContactRow, introductions: Sequence[IntroRow], timeline: Sequence[TimelineRow], today: date
) -> str | None:
    """Since when a contact stands where it stands, as far as the record tells; a partial date where it is one."""
    if contact.next_stage_on and contact.next_stage_on <= today.isoformat():
        return contact.next_stage_on
    days = _SINCE[Stage(contact.stage)](_History(contact, introductions, timeline))
    return days[0] if days else None


def _thanked(history: _History) -> list[str]:
    first = history.cups()[:1]
    thanks = [day for day in history.days("message", kind="thank-you") if first and day >= first[0]]
    return thanks or first


_SINCE: dict[Stage, Callable[[_History], list[str]]] = {
    Stage.LEAD: lambda h: [h.contact.added_on],
    Stage.ASKED: lambda h: sorted(
        [*h.days("message", state="sent"), *h.introduced(IntroState.ASKED, IntroState.PROMISED)]
    ),
    Stage.CONNECTED: lambda h: (
        [h.contact.known_since]
        if h.contact.known_since
        else sorted([*h.days("message", state="received"), *h.days("meeting"), *h.made(by_them=False)])
    ),
    Stage.SCHEDULED: lambda h: [],  # the timeline says when it will be
    Stage.MET: lambda h: h.cups(),
    Stage.THANKED: _thanked,
    Stage.ADVOCATE: lambda h: h.made(by_them=True),
    Stage.QUIET: lambda h: sorted(
        [*h.days("message", answer="no"), *h.days("meeting", state="no-show"), *h.introduced(IntroState.DECLINED)],
        reverse=True,
    ),
}
