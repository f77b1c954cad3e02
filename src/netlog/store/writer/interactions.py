"""What happened, as a table tells it: meetings held, messages and notes, with whom.

Each is an event like one that was logged by hand today, so RULES.md decides what it opens: after more than fourteen
days a meeting opens nothing. What is there already is not told twice.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from netlog.rows import FileInteraction, FilePerson, Skipped
from netlog.rules.days import full_day
from netlog.rules.emails import email_key
from netlog.rules.names import fold, organization_key, shown
from netlog.store.work import Work, marks
from netlog.words import Channel, Direction, MeetingKind, MeetingState, MessageKind

LONGEST = 24 * 60  # minutes of a meeting
_NO_WORDS = "In touch."  # the note of a row that says neither what it was nor what was said
_MEETINGS = frozenset(MeetingKind)


class Outcome(Enum):
    """What a row came to."""

    ADDED = auto()
    UPDATED = auto()
    UNCHANGED = auto()


class _Somebody(NamedTuple):
    """A name or an e-mail of a row: the name alone, the e-mail's key if there is one."""

    name: str
    email: str | None


class Interactions:
    """Finds the people of rows, and stores what the rows tell. `minutes` is how long a meeting is, unless told."""

    def __init__(self, work: Work, minutes: int) -> None:
        self._work = work
        self._minutes = minutes

    def strangers(self, rows: list[FileInteraction]) -> list[FilePerson]:
        """Whoever the rows name and nobody is, each once, with the organization of the first row about them."""
        found: dict[str, FilePerson] = {}
        for row in rows:
            if self._is_to_come(row) or row.state not in (None, MeetingState.HELD):
                continue
            for text in row.who:
                who = _parted(text)
                if not self._candidates(who, row.company):
                    emails = (who.email,) if who.email else ()
                    found.setdefault(
                        who.email or fold(who.name), FilePerson(row.line, who.name, emails=emails, company=row.company)
                    )
        return list(found.values())

    def take(self, row: FileInteraction) -> Outcome | Skipped:
        """Store a row, whose people are all there by now."""
        if self._is_to_come(row):
            return Skipped(row.line, f"{full_day(date.fromisoformat(row.day))} lies in the future")
        if row.state not in (None, MeetingState.HELD):
            return Skipped(
                row.line, f"the meeting is {row.state}: only meetings held are imported", held_somebody=False
            )
        contacts: list[int] = []
        for text in row.who:
            ids = self._candidates(_parted(text), row.company)
            if len(ids) != 1:
                return Skipped(row.line, f'"{shown(text)}" fits {len(ids)} people: their e-mail would tell which')
            contacts += ids
        others = self._without_me(contacts)
        if not others:
            return Skipped(row.line, "it names nobody but you")
        return self._store(row, others)

    def _is_to_come(self, row: FileInteraction) -> bool:
        return row.day > self._work.today.isoformat()

    # --- who --------------------------------------------------------------------------------------

    def _candidates(self, who: _Somebody, company: str | None) -> list[int]:
        """Who is meant: by e-mail, else by full name or nickname; of several the one in play, or at the company."""
        if who.email:
            sql = "select distinct contact_id from email where address_key = ? order by contact_id"
            found = [id for (id,) in self._work.db.execute(sql, (who.email,))]
            if found or who.name == who.email:
                return found[:1]
        sql = (
            "select c.id, c.in_play, o.name_key from contact c left join organization o on o.id = c.organization_id"
            " where c.name_key = :key or c.nickname_key = :key order by c.id"
        )
        namesakes = self._work.db.execute(sql, {"key": fold(who.name)}).fetchall()
        at = organization_key(company) if company else None
        for chosen in ([id for id, in_play, _ in namesakes if in_play], [id for id, _, key in namesakes if key == at]):
            if len(chosen) == 1:
                return chosen
        return [id for id, _, _ in namesakes]

    def _without_me(self, contacts: list[int]) -> list[int]:
        mine = self._work.db.execute("select id from contact where is_me = 1").fetchone()
        return [id for id in dict.fromkeys(contacts) if not mine or id != mine[0]]

    # --- what -------------------------------------------------------------------------------------

    def _store(self, row: FileInteraction, contacts: list[int]) -> Outcome:
        if row.kind in _MEETINGS:
            return self._meeting(row, contacts)
        tell = self._note if row.kind is None else self._message
        told = [tell(row, contact) for contact in contacts]
        return Outcome.ADDED if any(told) else Outcome.UNCHANGED

    def _meeting(self, row: FileInteraction, contacts: list[int]) -> Outcome:
        """A meeting held. One of that day, kind and company that is logged gets what it lacks, a plan its outcome."""
        from netlog.store.writer import coffee  # pydantic: paid by those who import meetings

        day, kind = date.fromisoformat(row.day), MeetingKind(str(row.kind))
        there = self._logged(row, contacts)
        if there and there[1] == MeetingState.HELD:
            return self._join(there[0], row, contacts)
        minutes = min(row.minutes, LONGEST) if row.minutes else None
        told = coffee.Told(kind, minutes, row.place, row.text)
        plan = there[0] if there else None
        coffee.hold(self._work, contacts, day, told, plan=plan, minutes=self._minutes, owed=False)
        return Outcome.ADDED

    def _logged(self, row: FileInteraction, contacts: list[int]) -> tuple[int, str] | None:
        """The meeting of that day and kind with one of them that was held or is planned: its number and state."""
        sql = (
            "select m.id, m.state from meeting m join attendance a on a.meeting_id = m.id where m.day_on = ?"
            f" and m.kind = ? and m.state in ('held', 'planned') and a.contact_id in ({marks(contacts)})"
            " order by m.state, m.id limit 1"
        )
        found: tuple[int, str] | None = self._work.db.execute(sql, (row.day, row.kind, *contacts)).fetchone()
        return found

    def _join(self, meeting: int, row: FileInteraction, contacts: list[int]) -> Outcome:
        from netlog.store.writer import coffee

        before = self._work.row("meeting", meeting)
        there = coffee.attendees(self._work, meeting)
        told = coffee.Told(
            learned=row.text if row.text and row.text not in str(before["learned"] or "") else None,
            place=None if before["place"] else row.place,
        )
        if told == coffee.Told() and set(contacts) <= set(there):
            return Outcome.UNCHANGED
        coffee.add_to(self._work, meeting, contacts, told)
        return Outcome.UPDATED

    def _message(self, row: FileInteraction, contact: int) -> bool:
        """A message; without a direction it is one of mine. False where it was told before."""
        from netlog.store.writer.messages import receive
        from netlog.store.writer.owed import send

        direction = Direction(row.direction or Direction.SENT)
        known = self._work.db.execute(
            "select 1 from message where contact_id = ? and sent_on = ? and direction = ?"
            " and coalesce(channel, '') = ? and coalesce(body, '') = ?",
            (contact, row.day, direction.value, row.kind, row.text or ""),
        )
        if known.fetchone():
            return False
        day, channel = date.fromisoformat(row.day), Channel(str(row.kind))
        if direction is Direction.SENT:
            send(self._work, contact, MessageKind.OUTREACH, day, channel=channel, body=row.text)
        else:
            receive(self._work, contact, day, channel=channel, body=row.text)
        return True

    def _note(self, row: FileInteraction, contact: int) -> bool:
        from netlog.store.writer.people import add_note

        body = row.text or _NO_WORDS
        sql = "select 1 from note where contact_id = ? and written_on = ? and body = ?"
        if self._work.db.execute(sql, (contact, row.day, body)).fetchone():
            return False
        add_note(self._work, contact, body, date.fromisoformat(row.day))
        return True


def _parted(text: str) -> _Somebody:
    """ "Ana Lopez <ana@x.org>", "ana@x.org" or "Ana Lopez"."""
    found = re.fullmatch(r"(.*?)\s*<([^<>]+@[^<>]+)>", text)
    name, address = (found[1].strip(' "'), found[2]) if found else ("", text)
    email = email_key(address) if "@" in address else None
    return _Somebody(name or (email or text), email)
