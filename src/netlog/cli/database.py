"""Opening the database for a command: to read, or for its one transaction of writes."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from netlog.cli.context import current
from netlog.errors import UsageError
from netlog.store import connection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from netlog.rules.habits import Habits
    from netlog.store.work import Work


def path() -> Path:
    """The database's file. Raises UsageError for the URL of a server, which this netlog cannot use yet."""
    chosen = current().database
    if "://" in chosen:
        raise UsageError(
            "This netlog keeps its data in a file, not on a server.", "Name a file with --db or NETLOG_DB."
        )
    return Path(chosen)


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """A connection that only reads; a missing database reads as an empty one."""
    db = connection.read(path())
    try:
        yield db
    finally:
        db.close()


@contextmanager
def writing(command: str) -> Iterator[Work]:
    """The command's transaction: all its writes, or none."""
    from netlog.store.work import work

    with work(path(), command, current().today, habits()) as doing:
        yield doing


def habits() -> Habits:
    """The settings that rules ask for; the pauses are in the database and added there."""
    from netlog.config import settings
    from netlog.rules.habits import Habits

    chosen = settings()._asdict()
    chosen.pop("meeting_minutes")
    chosen.pop("invitation_characters")
    return Habits(**{**chosen, "holidays": frozenset(chosen["holidays"])})
