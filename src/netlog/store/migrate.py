"""Bringing an older database up to date: a backup first, then every step that it lacks, in one transaction.

The migrations are Alembic's, but the version is `PRAGMA user_version` alone, so that no command needs Alembic to
compare it: migration 0002 brings a database of version 1 to version 2. Views and search are taken down before and built
anew after, since SQLite refuses to rebuild a table on which a view stands.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from netlog import clock
from netlog.errors import StoreError
from netlog.store import connection, statistics
from netlog.store.backup import backup
from netlog.store.journal import FENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

FOLDER = Path(str(files("netlog.store") / "migrations"))


def migrate(path: Path) -> None:
    """Bring the database up to this netlog's schema, keeping its data. It ends as it began if anything fails.

    `undo` stops at the step that this leaves. Raises StoreError where what refers to what would be broken.
    """
    backup(path, "migrate", clock.today())
    with _transaction(path) as (db, sqlalchemy):
        version: int = db.execute("pragma user_version").fetchone()[0]
        if version >= connection.SCHEMA_VERSION:  # another command was faster
            return
        _take_down(db)
        upgrade(sqlalchemy, version)
        _build(db)
        if version < 3:  # their tables came with it
            statistics.rebuild(db)
        _require_whole_keys(db, path)
        summary = f"Brought the database from schema {version} to {connection.SCHEMA_VERSION}."
        db.execute("insert into step (done_at, command, summary) values (?, ?, ?)", (clock.now(), FENCE, summary))
        db.execute(f"pragma user_version = {connection.SCHEMA_VERSION}")


def upgrade(sqlalchemy: Connection, version: int, until: int | None = None) -> None:
    """Run the migrations after `version` (0: all) and up to `until` (None: all), in their order; either engine."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    revisions = list(ScriptDirectory(str(FOLDER)).walk_revisions())
    with Operations.context(MigrationContext.configure(sqlalchemy)):
        for revision in reversed(revisions):
            if version < int(revision.revision) <= (until or connection.SCHEMA_VERSION):
                revision.module.upgrade()


@contextmanager
def _transaction(path: Path) -> Iterator[tuple[sqlite3.Connection, Connection]]:
    """One transaction, as sqlite3 and as SQLAlchemy see it. Foreign keys are off: tables are taken apart in it."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    db = connection.connect(path)
    db.execute("pragma foreign_keys = off")
    engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
    try:
        with engine.begin() as sqlalchemy:  # its begin says nothing to SQLite; its commit and rollback do
            db.execute("begin immediate")
            yield db, sqlalchemy
    finally:
        engine.dispose()
        db.close()


def _take_down(db: sqlite3.Connection) -> None:
    kinds = db.execute(
        "select type, name from sqlite_master where type in ('view', 'trigger') or name = 'contact_search'"
        " order by type = 'table'"
    ).fetchall()
    for kind, name in kinds:
        db.execute(f"drop {kind} {name}")


def _build(db: sqlite3.Connection) -> None:
    for statement in _statements((files("netlog.store") / "search.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    db.execute("insert into contact_search (contact_search) values ('rebuild')")
    connection.install_views(db)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _require_whole_keys(db: sqlite3.Connection, path: Path) -> None:
    broken = db.execute("pragma foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise StoreError(
            f"{path} could not be brought up to date: {len(broken)} rows refer to nothing ({tables}).",
            "It is as it was; a copy is among the backups.",
        )
