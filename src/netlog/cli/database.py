"""Opening the database for a command: to read, or for its one transaction of writes."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netlog.cli.context import current
from netlog.errors import UsageError
from netlog.store import connection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from netlog.rules.habits import Habits
    from netlog.store.reader.asking import Search
    from netlog.store.reader.knowing import Knowing
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
def snapshot() -> Iterator[sqlite3.Connection]:
    """As `reading`, in one transaction: what other commands write meanwhile is not seen."""
    with reading() as db:
        db.execute("begin")
        yield db


@contextmanager
def writing(command: str) -> Iterator[Work]:
    """The command's transaction: all its writes, or none."""
    from netlog.store.work import work

    with work(path(), command, current().today, habits()) as doing:
        yield doing


class _TakenBack(Exception):
    """Raised to roll a rehearsal back."""


@contextmanager
def rehearsing(command: str) -> Iterator[Work]:
    """As `writing`, rolled back at the end; where there is no database, none is left behind."""
    from tempfile import TemporaryDirectory

    from netlog.store.work import work

    with TemporaryDirectory() as folder, suppress(_TakenBack):
        database = path() if path().exists() else Path(folder) / "netlog.db"
        with work(database, command, current().today, habits()) as doing:
            yield doing
            raise _TakenBack


def habits() -> Habits:
    """The settings that rules ask for; the pauses are in the database and added there."""
    from netlog.config import settings
    from netlog.rules.habits import Habits

    chosen = settings()._asdict()
    of_rules = {name: chosen[name] for name in Habits._fields if name != "pauses"}
    return Habits(**{**of_rules, "holidays": frozenset(chosen["holidays"])})


def search(db: sqlite3.Connection, only: Collection[int] | None = None) -> Search:
    """What `next`, `prep` and the home screen weigh, by the settings; `only` are targets to go by, by number."""
    from netlog.config import settings
    from netlog.rules.asking import Manners
    from netlog.rules.ranking.policy import Settings
    from netlog.store.reader.asking import Search

    chosen = settings()._asdict()
    manners = Manners(**{name: chosen[name] for name in Manners._fields if name != "kin"})
    weights = Settings(names=chosen["names_percent"] / 100, burnt=chosen["burnt_percent"] / 100)
    return Search(db, current().today, knowing(db), manners, weights, only)


def knowing(db: sqlite3.Connection) -> Knowing:
    """Who knows whom, by the settings."""
    from netlog.config import settings
    from netlog.rules.ranking.scorer import Weights
    from netlog.store.reader.knowing import Knowing

    chosen = settings()._asdict()
    weights = {name: chosen[f"{name}_percent"] / 100 for name in _WEIGHED}
    return Knowing(db, Weights(acquaintances=chosen["acquaintances"], **weights))


_WEIGHED = ("unlike_me", "activity", "circle", "their_circle", "shared")  # rules.ranking.Weights
