"""What an invitation says of a meeting: the meeting as it stands, and everybody at it with an e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Person(NamedTuple):
    """A name, and the first e-mail address told; "" where none is."""

    name: str
    address: str


class MeetingToTell(NamedTuple):
    """A meeting for an invitation; `changes` is how often it was moved or called off since it was agreed."""

    uid: str
    kind: str
    state: str
    day_on: str
    starts_at: str | None
    minutes: int
    place: str | None
    changes: int
    people: tuple[Person, ...]
    me: Person


def to_tell(db: sqlite3.Connection, meeting: int) -> MeetingToTell:
    """The meeting of that number, which there must be."""
    uid, kind, state, day_on, starts_at, minutes, place, changes = db.execute(_MEETING, (meeting,)).fetchone()
    at_it = "attendance a join contact c on c.id = a.contact_id where a.meeting_id = ? order by a.id"
    people = db.execute(f"select {_PERSON} from {at_it}", (meeting,))
    me = db.execute(f"select {_PERSON} from contact c where c.is_me = 1").fetchone()
    return MeetingToTell(
        uid,
        kind,
        state,
        day_on,
        starts_at,
        minutes,
        place,
        changes,
        tuple(Person(*row) for row in people),
        Person(*me) if me else Person("", ""),
    )


_MEETING = (
    "select m.uid, m.kind, m.state, m.day_on, m.starts_at, m.minutes, m.place,"
    " (select count(*) from move v where v.meeting_id = m.id) + case when m.state = 'planned' then 0 else 1 end"
    " from meeting m where m.id = ?"
)
_PERSON = "c.name, coalesce((select address from email where contact_id = c.id order by id limit 1), '')"
