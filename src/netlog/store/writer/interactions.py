"""What happened, as a file tells it: meetings held and planned, messages and notes, with whom.

Each is an event like one that was logged by hand today, so RULES.md decides what it opens: after more than fourteen
days a meeting opens nothing. What is there already is not told twice.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto
from hashlib import sha256
from typing import NamedTuple

from netlog.rows.files import FileInteraction, FilePerson, Skipped
from netlog.rules.days import full_day
from netlog.rules.emails import email_key
from netlog.rules.names import fold, organization_key, shown
from netlog.rules.text import is_profile, profile_key
from netlog.store.reader.who import my_number
from netlog.store.work import Value, Work, marks
from netlog.words import Channel, Direction, MeetingKind, MeetingState, MessageKind

LONGEST = 24 * 60  # minutes of a meeting
_NO_WORDS = "In touch."  # the note of a row that says neither what it was nor what was said
_MEETINGS = frozenset(MeetingKind)
_STANDING = frozenset({MeetingState.HELD.value, MeetingState.PLANNED.value})
_OF_A_FILE = "file:"  # how the uid of a meeting begins that a file names
_LONGEST_UID = 190  # a meeting's uid has 200 characters at most


class Outcome(Enum):
    """What a row came to."""

    ADDED = auto()
    UPDATED = auto()
    UNCHANGED = auto()


class _Somebody(NamedTuple):
    """A name of a row, with what tells whose it is: the key of the e-mail, the keys of profiles."""

    name: str
    email: str | None
    profiles: tuple[str, ...]
    row: FilePerson


class _Known(NamedTuple):
    """A meeting that is stored."""

    id: int
    state: str
    uid: str


class Interactions:
    """Finds the people of rows, and stores what the rows tell. `minutes` is how long a meeting is, unless told."""

    def __init__(self, work: Work, minutes: int) -> None:
        self._work = work
        self._minutes = minutes

    def strangers(self, rows: list[FileInteraction]) -> list[FilePerson]:
        """Whoever the rows name and nobody is, each once, with what the first row about them says."""
        found: dict[str, FilePerson] = {}
        for row in rows:
            if row.state == MeetingState.CANCELLED or self._is_own(row) or self._refusal(row):
                continue
            for who in _people(row):
                if not self._candidates(who, row.company):
                    found.setdefault(next(iter(who.profiles), None) or who.email or fold(who.name), who.row)
        return list(found.values())

    def take(self, row: FileInteraction) -> Outcome | Skipped:
        """Store a row, whose people are all there by now. What netlog itself exported of a meeting says nothing new."""
        if self._is_own(row):
            return Outcome.UNCHANGED
        known = self._by_uid(row)
        if row.state == MeetingState.CANCELLED:
            return self._call_off(row, known)
        if refusal := self._refusal(row):
            return refusal
        contacts: list[int] = []
        for who in _people(row):
            ids = self._candidates(who, row.company)
            if len(ids) != 1:
                return Skipped(row.line, f'"{shown(who.name)}" fits {len(ids)} people: their e-mail would tell which')
            contacts += ids
        others = self._without_me(contacts)
        if not others:
            return Skipped(row.line, "it names nobody but you")
        return self._store(row, others, known)

    def _refusal(self, row: FileInteraction) -> Skipped | None:
        """Why a row that calls nothing off is not taken: nothing happened in the future, no plan is past."""
        is_planned = row.state == MeetingState.PLANNED
        if self._is_to_come(row) and not is_planned:
            return Skipped(row.line, f"{full_day(date.fromisoformat(row.day))} lies in the future")
        if row.state not in (None, MeetingState.HELD, MeetingState.PLANNED):
            return Skipped(row.line, f"the meeting is {row.state}: no meeting was held", held_somebody=False)
        if is_planned and row.day < self._work.today.isoformat():
            return Skipped(row.line, "it was planned, and whether it was held is not told", held_somebody=False)
        return None

    def _is_to_come(self, row: FileInteraction) -> bool:
        return row.day > self._work.today.isoformat()

    # --- who --------------------------------------------------------------------------------------

    def _candidates(self, who: _Somebody, company: str | None) -> list[int]:
        """Who is meant: by profile, by e-mail, else by full name or nickname.

        Of several the one in play, or at the company; nobody whose profile is another one.
        """
        for table, column, keys in (("link", "url_key", who.profiles), ("email", "address_key", (who.email,))):
            sql = f"select distinct contact_id from {table} where {column} in ({marks(keys)}) order by contact_id"
            if found := [id for (id,) in self._work.db.execute(sql, keys)]:
                return found[:1]
        if who.name == who.email:
            return []
        sql = (
            "select c.id, c.in_play, o.name_key from contact c left join organization o on o.id = c.organization_id"
            " where c.name_key = :key or c.nickname_key = :key order by c.id"
        )
        namesakes = self._work.db.execute(sql, {"key": fold(who.name)}).fetchall()
        if who.profiles:
            namesakes = [namesake for namesake in namesakes if not self._has_profile(namesake[0])]
        at = organization_key(company) if company else None
        for chosen in ([id for id, in_play, _ in namesakes if in_play], [id for id, _, key in namesakes if key == at]):
            if len(chosen) == 1:
                return chosen
        return [id for id, _, _ in namesakes]

    def _has_profile(self, contact: int) -> bool:
        links = self._work.db.execute("select url_key from link where contact_id = ?", (contact,))
        return any(is_profile(key) for (key,) in links)

    def _without_me(self, contacts: list[int]) -> list[int]:
        mine = my_number(self._work.db)
        return [id for id in dict.fromkeys(contacts) if id != mine]

    # --- what -------------------------------------------------------------------------------------

    def _store(self, row: FileInteraction, contacts: list[int], known: _Known | None) -> Outcome | Skipped:
        if row.kind in _MEETINGS:
            tell_of = self._planned if row.state == MeetingState.PLANNED else self._meeting
            return tell_of(row, contacts, known)
        tell = self._note if row.kind is None else self._message
        told = [tell(row, contact) for contact in contacts]
        return Outcome.ADDED if any(told) else Outcome.UNCHANGED

    def _by_uid(self, row: FileInteraction) -> _Known | None:
        """The meeting that an earlier file of the same source told of."""
        if not row.uid or row.kind not in _MEETINGS:
            return None
        found = self._work.db.execute("select id, state, uid from meeting where uid = ?", (_uid(row.uid),)).fetchone()
        return _Known(*found) if found else None

    def _is_own(self, row: FileInteraction) -> bool:
        """Whether netlog itself wrote the row about a meeting that is there, maybe under the name that it has here."""
        uids = (row.uid, row.uid.removeprefix(_OF_A_FILE)) if row.uid else ()
        found = self._work.db.execute(f"select 1 from meeting where uid in ({marks(uids)})", uids)
        return found.fetchone() is not None

    def _call_off(self, row: FileInteraction, known: _Known | None) -> Outcome | Skipped:
        """A plan of the same source is called off, by whom is not told. What the user said of it stands."""
        from netlog.store.writer.coffee import attendees

        if known is None:
            return Skipped(row.line, "a cancelled meeting that was never planned here", held_somebody=False)
        if known.state != MeetingState.PLANNED:
            return Outcome.UNCHANGED
        today = self._work.today.isoformat()
        ended: dict[str, Value] = {
            "state": MeetingState.CANCELLED.value,
            "told_on": today,
            "logged_on": today,
            "seq": self._work.seq,
        }
        self._work.update("meeting", known.id, **ended)
        self._work.touch(*attendees(self._work, known.id))
        return Outcome.UPDATED

    def _planned(self, row: FileInteraction, contacts: list[int], known: _Known | None) -> Outcome | Skipped:
        """A plan agreed today; the same one with another day or time was moved."""
        from netlog.store.writer import plans

        day, today = date.fromisoformat(row.day), self._work.today
        there = known or self._logged(row, contacts)
        if there is None:
            kind, minutes = MeetingKind(str(row.kind)), _minutes(row) or self._minutes
            planned = plans.plan(
                self._work, contacts, day, row.starts_at, today, kind=kind, minutes=minutes, place=row.place
            )
            self._name(planned, row)
            return Outcome.ADDED
        if there.state == MeetingState.PLANNED and known:
            return self._move(row, contacts, known)
        return Outcome.UNCHANGED if there.state in _STANDING else _ended(row)

    def _move(self, row: FileInteraction, contacts: list[int], known: _Known) -> Outcome:
        from netlog.store.writer import plans

        before = self._work.row("meeting", known.id)
        if (before["day_on"], before["starts_at"]) != (row.day, row.starts_at):
            day = date.fromisoformat(row.day)
            plans.move(self._work, known.id, contacts, day, row.starts_at, self._work.today)
            return Outcome.UPDATED
        place = row.place and row.place != before["place"] and plans.rewrite(self._work, known.id, place=row.place)
        return Outcome.UPDATED if plans.seat(self._work, known.id, contacts, ()) or place else Outcome.UNCHANGED

    def _meeting(self, row: FileInteraction, contacts: list[int], known: _Known | None) -> Outcome | Skipped:
        """A meeting held. One of that day, kind and company that is logged gets what it lacks, a plan its outcome."""
        from netlog.store.writer import coffee  # pydantic: paid by those who import meetings

        day, kind = date.fromisoformat(row.day), MeetingKind(str(row.kind))
        there = known or self._logged(row, contacts)
        if there and there.state == MeetingState.HELD:
            return self._join(there.id, row, contacts)
        if there and there.state != MeetingState.PLANNED:
            return _ended(row)
        told = coffee.Told(kind, _minutes(row), row.place, row.text)
        plan = there.id if there else None
        held = coffee.hold(self._work, contacts, day, told, plan=plan, minutes=self._minutes, owed=False)
        if plan is None:
            self._name(held, row)
        return Outcome.UPDATED if known else Outcome.ADDED

    def _name(self, meeting: int, row: FileInteraction) -> None:
        """Let a newer file find the meeting again."""
        if row.uid:
            self._work.update("meeting", meeting, uid=_uid(row.uid), starts_at=row.starts_at)

    def _logged(self, row: FileInteraction, contacts: list[int]) -> _Known | None:
        """The meeting of that day and kind with one of them that was held or is planned."""
        sql = (
            "select m.id, m.state, m.uid from meeting m join attendance a on a.meeting_id = m.id where m.day_on = ?"
            f" and m.kind = ? and m.state in ('held', 'planned') and a.contact_id in ({marks(contacts)})"
            " order by m.state, m.id"
        )
        found = (_Known(*row) for row in self._work.db.execute(sql, (row.day, row.kind, *contacts)).fetchall())
        # Of one source, another UID is another meeting.
        return next((known for known in found if not (row.uid and known.uid.startswith(_OF_A_FILE))), None)

    def _join(self, meeting: int, row: FileInteraction, contacts: list[int]) -> Outcome:
        from netlog.store.writer import coffee

        before = self._work.row("meeting", meeting)
        there = coffee.attendees(self._work, meeting)
        told = coffee.Told(
            learned=self._news(row, before["learned"]),
            place=None if before["place"] else row.place,
        )
        if told == coffee.Told() and set(contacts) <= set(there):
            return Outcome.UNCHANGED
        coffee.add_to(self._work, meeting, contacts, told)
        return Outcome.UPDATED

    @staticmethod
    def _news(row: FileInteraction, learned: Value) -> str | None:
        """What the notes lack. A calendar that told of the meeting before has nothing to add to what the user wrote."""
        is_there = row.text and (row.text in str(learned or "") or (row.uid and learned))
        return None if is_there else row.text

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


def _ended(row: FileInteraction) -> Skipped:
    """The user's word, or an earlier file's, stands against the row."""
    reason = "the meeting was called off or missed, as netlog has it: schedule or log it anew"
    return Skipped(row.line, reason, held_somebody=False)


def _minutes(row: FileInteraction) -> int | None:
    return min(row.minutes, LONGEST) if row.minutes else None


def _uid(uid: str) -> str:
    """A source's name of a meeting, apart from those that netlog gives."""
    if len(uid) <= _LONGEST_UID:
        return _OF_A_FILE + uid
    return _OF_A_FILE + sha256(uid.encode("utf-8", "backslashreplace")).hexdigest()


def _people(row: FileInteraction) -> list[_Somebody]:
    """Whom a row names, with what the file says of them besides."""
    more = row.people if len(row.people) == len(row.who) else (None,) * len(row.who)
    return [_somebody(row, text, person) for text, person in zip(row.who, more, strict=True)]


def _somebody(row: FileInteraction, text: str, person: FilePerson | None) -> _Somebody:
    """ "Ana Lopez <ana@x.org>", "ana@x.org" or "Ana Lopez"."""
    found = re.fullmatch(r"(.*?)\s*<([^<>]+@[^<>]+)>", text)
    name, address = (found[1].strip(' "'), found[2]) if found else ("", text)
    email = email_key(address) if "@" in address else None
    if person:
        email = email or next(filter(None, map(email_key, person.emails)), None)
        company = person.company or row.company
        told = person._replace(line=row.line, company=company)
        return _Somebody(person.name, email, tuple(filter(is_profile, map(profile_key, person.links))), told)
    name = name or (email or text)
    emails = (email,) if email else ()
    return _Somebody(name, email, (), FilePerson(row.line, name, emails=emails, company=row.company))
