"""What an id stands for: c12 a contact, m9 a meeting, i7 an introduction, f41 a follow-up, n3 a note, x5 a message,
j3 a job.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rules.days import short_day
from netlog.rules.names import shown
from netlog.store.work import marks, rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

# The letter, and the table whose numbers it stands before.
TABLES = {
    "c": "contact",
    "m": "meeting",
    "i": "introduction",
    "f": "follow_up",
    "n": "note",
    "x": "message",
    "j": "job",
}


class Thing(NamedTuple):
    """A row with an id: in which table, which number, and what a sentence calls it."""

    table: str
    id: int
    words: str
    row: dict[str, Any]


def parse(text: str) -> tuple[str, int] | None:
    """The table and number that an id names; None where the text is none, or only a number."""
    found = re.fullmatch(r"([a-z])(\d{1,15})", text.strip(), re.IGNORECASE)
    table = TABLES.get(found[1].casefold()) if found else None
    return (table, int(found[2])) if found and table else None


def is_id(text: str) -> bool:
    """Whether a text is meant as an id, whatever it stands for: "c12", "12"."""
    return text.strip().isdigit() or parse(text) is not None


def thing(db: sqlite3.Connection, table: str, id: int, today: date) -> Thing | None:
    """The row of that number; None where there is none."""
    found = rows(db, _SQL[table], {"id": id})
    return Thing(table, id, _WORDS[table](found[0], today), found[0]) if found else None


def logged_with(db: sqlite3.Connection, contacts: Sequence[int]) -> dict[str, int]:
    """How many of each thing go with contacts when they are removed, by what it is called."""
    found = {}
    for what, sql in _LOGGED.items():
        bound = [*contacts] * sql.count("{}")
        found[what] = db.execute(sql.replace("{}", marks(contacts)), bound).fetchone()[0]
    return found


_LOGGED = {
    "meeting": "select count(distinct meeting_id) from attendance where contact_id in ({})",
    "message": "select count(*) from message where contact_id in ({})",
    "introduction": "select count(*) from introduction where contact_id in ({}) or introducer_id in ({})",
    "note": "select count(*) from note where contact_id in ({})",
    "promise": "select count(*) from follow_up where kind = 'promise' and closed_on is null and contact_id in ({})",
}

_NAMES = "join contact c on c.id = t.contact_id where t.id = :id"

_SQL = {
    "contact": (
        "select t.*, o.name as organization from contact t left join organization o on o.id = t.organization_id"
        " where t.id = :id"
    ),
    "meeting": "select t.* from meeting t where t.id = :id",
    "introduction": (
        "select t.*, s.name as introducer, coalesce(p.name, t.description) as introduced from introduction t"
        " join contact s on s.id = t.introducer_id left join contact p on p.id = t.contact_id where t.id = :id"
    ),
    "follow_up": f"select t.*, c.name from follow_up t {_NAMES}",
    "note": f"select t.*, c.name from note t {_NAMES}",
    "message": f"select t.*, c.name from message t {_NAMES}",
    "job": (
        "select t.*, o.name as organization from job t join organization o on o.id = t.organization_id where t.id = :id"
    ),
}


def _on(day: str, today: date) -> str:
    on = date.fromisoformat(day)
    return "of today" if on == today else f"of {short_day(on, today)}"


def _message(row: dict[str, Any], today: date) -> str:
    who = f"to {row['name']}" if row["direction"] == "sent" else f"from {row['name']}"
    return f"the {row['kind']} {who} {_on(row['sent_on'], today)}"


_WORDS: dict[str, Callable[[dict[str, Any], date], str]] = {
    "contact": lambda row, today: ", ".join(filter(None, [row["name"], row["organization"]])),
    "meeting": lambda row, today: f"the {row['kind']} {_on(row['day_on'], today)}",
    "introduction": lambda row, today: f"{row['introducer']}'s introduction to {row['introduced']}",
    "follow_up": lambda row, today: (
        f"the {row['kind']} to {row['name']}" + (f": {shown(row['body'])}" if row["body"] else "")
    ),
    "note": lambda row, today: f"the note about {row['name']}: {shown(row['body'])}",
    "message": _message,
    "job": lambda row, today: f"the job {row['role']}, {row['organization']}",
}
