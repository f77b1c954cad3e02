"""What words to send need beside what templates are filled with: addresses, and a job function."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def emails(db: sqlite3.Connection, contact: int) -> list[str]:
    """A contact's addresses, in the order they were told."""
    return [row[0] for row in db.execute("select address from email where contact_id = ? order by id", (contact,))]


def function(db: sqlite3.Connection, contact: int) -> str | None:
    """A contact's job function."""
    found = db.execute("select function from contact where id = ?", (contact,)).fetchone()
    return found[0] if found else None
