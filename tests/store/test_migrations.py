from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from netlog.errors import NetlogError, StoreError
from netlog.rules.names import PersonForm
from netlog.store import connection, journal, migrate
from netlog.store.reader.history import steps
from netlog.store.writer.people import add_person

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import State, Step

# A migration as a later issue may write one: a table more, and a column that makes SQLite rebuild `contact`.
SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table("target", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(200)))
    with op.batch_alter_table("contact", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("pronouns", sa.String(40), nullable=True))
"""
BREAKING = SECOND + '    op.execute("delete from organization")\n'


def definitions(db: sqlite3.Connection) -> dict[str, str]:
    """Every table and index that the models declare, in one spelling."""
    found = db.execute(
        "select name, sql from sqlite_master where type in ('table', 'index') and sql is not null"
        " and name not like 'contact_search%' and name not like 'sqlite_%'"
    )
    return {name: re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split())) for name, sql in found}


def migrated() -> dict[str, str]:
    """What all migrations together make of nothing."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
        with engine.begin() as sqlalchemy:
            migrate.upgrade(sqlalchemy, 0)
        return definitions(db)


def test_the_migrations_make_the_tables_that_the_models_declare(tmp_path: Path) -> None:
    with closing(connection.read(tmp_path / "none.db")) as db:
        assert migrated() == definitions(db)


def test_the_schemas_version_is_the_number_of_migrations() -> None:
    files = sorted((migrate.FOLDER / "versions").glob("*.py"))
    assert [file.stem for file in files] == [f"v{number:04}" for number in range(1, connection.SCHEMA_VERSION + 1)]


@pytest.fixture
def full(path: Path, step: Step) -> Path:
    """A database of version 1 with people in it."""
    with step("Added Priya.") as work:
        add_person(work, PersonForm("Priya Natarajan", "Senior PM", "Stripe"))
    with step("Added Paul.") as work:
        add_person(work, PersonForm("Paul Okafor", "Director", "Figma"))
    return path


Newer = Callable[[str], None]


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newer:
    """Make this netlog one that knows a second migration."""

    def install(text: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migrate.FOLDER, folder)
        (folder / "versions" / "v0002.py").write_text(text)
        monkeypatch.setattr(migrate, "FOLDER", folder)
        monkeypatch.setattr(connection, "SCHEMA_VERSION", 2)

    return install


@pytest.mark.parametrize("open_", [connection.read, connection.write])
def test_an_older_database_is_brought_up_to_date_with_its_data_search_and_views(
    open_: Callable[[Path], sqlite3.Connection], full: Path, newer: Newer, state: Callable[[], State]
) -> None:
    before = state()
    newer(SECOND)
    with closing(open_(full)) as db:
        assert db.execute("pragma user_version").fetchone() == (2,)
        assert db.execute("pragma foreign_keys").fetchone() == (1,)
        assert db.execute("select pronouns, name from contact").fetchall() == [
            (None, "Priya Natarajan"),
            (None, "Paul Okafor"),
        ]
        assert db.execute("select count(*) from target").fetchone() == (0,)
        for name, _ in connection.views():
            db.execute(f"select * from {name}")
    after = state()
    assert [row[:-1] for row in after.pop("contact")] == before.pop("contact")
    assert after.pop("target") == []
    assert after == before


def test_new_names_are_found_and_ids_go_on_after_a_migration(
    full: Path, newer: Newer, step: Step, state: Callable[[], State]
) -> None:
    newer(SECOND)
    with step("Added Petra.") as work:
        assert add_person(work, PersonForm("Petra", None, None)) == 3
    assert state()["search"] == [(1,), (2,), (3,)]
    assert journal.undo(full).summary == "Added Petra."


def test_a_copy_of_the_database_as_it_was_is_kept(full: Path, newer: Newer) -> None:
    newer(SECOND)
    connection.read(full).close()
    (kept,) = (full.parent / "backups").iterdir()
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("pragma user_version").fetchone() == (1,)
        assert db.execute("select count(*) from contact").fetchone() == (2,)


def test_undo_stops_at_a_migration_and_history_shows_it(full: Path, newer: Newer, state: Callable[[], State]) -> None:
    newer(SECOND)
    before = state()
    with pytest.raises(NetlogError, match="Undo stops at the update of Mon 2 November 2026"):
        journal.undo(full)
    assert state() == before
    with closing(connection.read(full)) as db:
        found, total = steps(db)
    assert total == 3
    assert found[0].summary == "Brought the database from schema 1 to 2."


def test_what_was_undone_before_a_migration_cannot_be_done_again_after_it(full: Path, newer: Newer) -> None:
    journal.undo(full)
    newer(SECOND)
    with pytest.raises(NetlogError, match="something new was written"):
        journal.redo(full)


def test_a_migration_that_breaks_references_is_taken_back_whole(full: Path, newer: Newer) -> None:
    before = sqlite3.connect(full)
    dump = list(before.iterdump())
    before.close()
    newer(BREAKING)
    with pytest.raises(StoreError, match="could not be brought up to date"):
        connection.read(full)
    after = sqlite3.connect(full)
    assert list(after.iterdump()) == dump
    assert after.execute("pragma user_version").fetchone() == (1,)
    after.close()


def test_a_database_that_another_command_brought_up_to_date_meanwhile_is_left_alone(full: Path, newer: Newer) -> None:
    newer(SECOND)
    migrate.migrate(full)
    migrate.migrate(full)
    with closing(connection.read(full)) as db:
        assert steps(db)[1] == 3
