"""Opening the database: private file, WAL, full synchronisation, foreign keys, and a version that must fit."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from netlog.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

SCHEMA_VERSION = 4  # PRAGMA user_version; one more with every migration
BUSY_MS = 5000  # how long a command waits for another one that writes


def read(path: Path) -> sqlite3.Connection:
    """A connection that only reads. A missing database reads as an empty one, and nothing is created."""
    if not path.exists():
        return _empty()
    db = _current(path)
    db.execute("pragma query_only = on")
    return db


def write(path: Path) -> sqlite3.Connection:
    """A connection that may write: a missing database is created, an older one brought up to date."""
    if not path.exists():
        _create(path)
    return _current(path)


def _current(path: Path) -> sqlite3.Connection:
    """A connection to a database of this netlog's schema, brought there first where it is older."""
    db = connect(path)
    try:
        version = check_version(db, path)
    except BaseException:
        db.close()
        raise
    if version == SCHEMA_VERSION:
        return db
    db.close()
    from netlog.store.migrate import migrate  # Alembic and SQLAlchemy: 0.3 s, paid once a release

    migrate(path)
    return connect(path)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE to COMMIT, or back to where it began if anything is raised."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:  # a full disk may have ended it already
            db.execute("rollback")
        raise


def install(db: sqlite3.Connection) -> None:
    """Make tables, search and views in an empty database, in one transaction."""
    parts = [_sql("schema.sql"), _sql("search.sql"), *(statement for _, statement in views())]
    version = f"pragma user_version = {SCHEMA_VERSION};"
    db.executescript("\n".join(["begin;", *parts, version, "commit;"]))


def install_views(db: sqlite3.Connection) -> None:
    """Make every view of views/*.sql anew, inside the caller's transaction."""
    for name, statement in views():
        db.execute(f"drop view if exists {name}")
        db.execute(statement)


def views() -> list[tuple[str, str]]:
    """Every view's name and statement, in the order of names (none rests on another)."""
    folder = _folder() / "views"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    return [(item.name.removesuffix(".sql"), item.read_text(encoding="utf-8")) for item in found]


def _sql(name: str) -> str:
    return (_folder() / name).read_text(encoding="utf-8")


def _folder() -> Traversable:
    from importlib.resources import files  # 4 ms, paid where a database is made

    return files("netlog.store")


def connect(target: Path | str) -> sqlite3.Connection:
    """A connection as every one must be: it waits for others that write, keeps foreign keys, and writes to the disk."""
    db = sqlite3.connect(target, timeout=BUSY_MS / 1000, isolation_level=None)
    try:
        db.execute("pragma foreign_keys = on")
        db.execute("pragma synchronous = full")
    except BaseException:  # the file may be no database
        db.close()
        raise
    return db


def _empty() -> sqlite3.Connection:
    db = connect(":memory:")
    install(db)
    return db


def _create(path: Path) -> None:
    """A new database, readable by its owner alone. Written beside and moved into place, so that none is half made."""
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(connect(beside)) as db:
            db.execute("pragma journal_mode = wal")
            install(db)
        put_in_place(beside, path)
    finally:
        for leftover in (beside, *logs(beside)):
            leftover.unlink(missing_ok=True)


def put_in_place(beside: Path, path: Path) -> None:
    """Give a finished database its name, unless another command made one there meanwhile.

    The log of a database that was deleted goes first: SQLite would write it into the new one.
    """
    if not path.exists():
        for left in logs(path):
            left.unlink(missing_ok=True)
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        beside.replace(path)


def logs(path: Path) -> tuple[Path, Path]:
    """The files that SQLite keeps beside a database while it is used."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def check_version(db: sqlite3.Connection, path: Path) -> int:
    """The schema's version. Raises StoreError where it is no netlog database or one of a newer netlog."""
    version: int = db.execute("pragma user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer netlog (schema {version}; this one knows {SCHEMA_VERSION}).",
            "Update netlog, or name another database with --db.",
        )
    if version == 0:
        raise StoreError(f"{path} is no netlog database.", "Name another one with --db, or move that file away.")
    return version
