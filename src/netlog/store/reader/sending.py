"""What words to send are made of: names, addresses, what two people share, what a meeting gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Occasion(NamedTuple):
    """The last meeting held with a contact, and whom they offered to introduce there."""

    kind: str
    day_on: str
    learned: str | None
    advice: str | None
    introductions: tuple[str, ...]


def my_name(db: sqlite3.Connection) -> str:
    """My name; "" where nobody has said it."""
    found = db.execute("select name from contact where is_me = 1").fetchone()
    return str(found[0]) if found else ""


def emails(db: sqlite3.Connection, contact: int) -> list[str]:
    """A contact's addresses, in the order they were told."""
    return [row[0] for row in db.execute("select address from email where contact_id = ? order by id", (contact,))]


def function(db: sqlite3.Connection, contact: int) -> str | None:
    """A contact's job function."""
    found = db.execute("select function from contact where id = ?", (contact,)).fetchone()
    return found[0] if found else None


def shared(db: sqlite3.Connection, contact: int) -> str | None:
    """An organization where a contact and I both are or were, the first I named; None where there is none."""
    found = db.execute(
        "select o.name from affiliation mine join contact me on me.id = mine.contact_id and me.is_me = 1"
        " join affiliation theirs on theirs.organization_id = mine.organization_id"
        " join organization o on o.id = mine.organization_id where theirs.contact_id = ? order by mine.id limit 1",
        (contact,),
    ).fetchone()
    return found[0] if found else None


def occasion(db: sqlite3.Connection, contact: int) -> Occasion | None:
    """The last meeting held with a contact; None where there was none."""
    found = db.execute(
        "select m.id, m.kind, m.day_on, m.learned, m.advice from meeting m join attendance a on a.meeting_id = m.id"
        " where a.contact_id = ? and m.state = 'held' order by m.day_on desc, m.id desc limit 1",
        (contact,),
    ).fetchone()
    if found is None:
        return None
    promised = db.execute(
        "select coalesce(c.name, i.description) from introduction i left join contact c on c.id = i.contact_id"
        " where i.introducer_id = ? and i.meeting_id = ? and i.state = 'promised' order by i.id",
        (contact, found[0]),
    )
    _, kind, day_on, learned, advice = found
    return Occasion(kind, day_on, learned, advice, tuple(row[0] for row in promised))
