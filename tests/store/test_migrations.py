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

NEXT = connection.SCHEMA_VERSION + 1

# A migration as a later issue may write one: a table more, and a column that makes SQLite rebuild `contact`.
NEXT_MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT:04}"
down_revision = "{NEXT - 1:04}"


def upgrade() -> None:
    op.create_table("hobby", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(200)))
    with op.batch_alter_table("contact", recreate="always", table_kwargs={{"sqlite_autoincrement": True}}) as batch:
        batch.add_column(sa.Column("pronouns", sa.String(40), nullable=True))
"""
BREAKING = NEXT_MIGRATION + '    op.execute("delete from organization")\n'


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
    """A database of today's version with people in it."""
    with step("Added Priya.") as work:
        add_person(work, PersonForm("Priya Natarajan", "Senior PM", "Stripe"))
    with step("Added Paul.") as work:
        add_person(work, PersonForm("Paul Okafor", "Director", "Figma"))
    return path


Newer = Callable[[str], None]
head = connection.SCHEMA_VERSION


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newer:
    """Make this netlog one that knows one migration more."""

    def install(text: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migrate.FOLDER, folder)
        (folder / "versions" / f"v{NEXT:04}.py").write_text(text)
        monkeypatch.setattr(migrate, "FOLDER", folder)
        monkeypatch.setattr(connection, "SCHEMA_VERSION", NEXT)

    return install


@pytest.mark.parametrize("open_", [connection.read, connection.write])
def test_an_older_database_is_brought_up_to_date_with_its_data_search_and_views(
    open_: Callable[[Path], sqlite3.Connection], full: Path, newer: Newer, state: Callable[[], State]
) -> None:
    before = state()
    newer(NEXT_MIGRATION)
    with closing(open_(full)) as db:
        assert db.execute("pragma user_version").fetchone() == (NEXT,)
        assert db.execute("pragma foreign_keys").fetchone() == (1,)
        assert db.execute("select pronouns, name from contact").fetchall() == [
            (None, "Priya Natarajan"),
            (None, "Paul Okafor"),
        ]
        assert db.execute("select count(*) from hobby").fetchone() == (0,)
        for name, _ in connection.views():
            db.execute(f"select * from {name}")
    after = state()
    assert [row[:-1] for row in after.pop("contact")] == before.pop("contact")
    assert after.pop("hobby") == []
    assert after == before


def test_new_names_are_found_and_ids_go_on_after_a_migration(
    full: Path, newer: Newer, step: Step, state: Callable[[], State]
) -> None:
    newer(NEXT_MIGRATION)
    with step("Added Petra.") as work:
        assert add_person(work, PersonForm("Petra", None, None)) == 3
    assert state()["search"] == [(1,), (2,), (3,)]
    assert journal.undo(full).summary == "Added Petra."


def test_a_copy_of_the_database_as_it_was_is_kept(full: Path, newer: Newer) -> None:
    newer(NEXT_MIGRATION)
    connection.read(full).close()
    (kept,) = (full.parent / "backups").iterdir()
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("pragma user_version").fetchone() == (NEXT - 1,)
        assert db.execute("select count(*) from contact").fetchone() == (2,)


def test_undo_stops_at_a_migration_and_history_shows_it(full: Path, newer: Newer, state: Callable[[], State]) -> None:
    newer(NEXT_MIGRATION)
    before = state()
    with pytest.raises(NetlogError, match="Undo stops at the update of Mon 2 November 2026"):
        journal.undo(full)
    assert state() == before
    with closing(connection.read(full)) as db:
        found, total = steps(db)
    assert total == 3
    assert found[0].summary == f"Brought the database from schema {NEXT - 1} to {NEXT}."


def test_what_was_undone_before_a_migration_cannot_be_done_again_after_it(full: Path, newer: Newer) -> None:
    journal.undo(full)
    newer(NEXT_MIGRATION)
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
    assert after.execute("pragma user_version").fetchone() == (NEXT - 1,)
    after.close()


def test_a_database_that_another_command_brought_up_to_date_meanwhile_is_left_alone(full: Path, newer: Newer) -> None:
    newer(NEXT_MIGRATION)
    migrate.migrate(full)
    migrate.migrate(full)
    with closing(connection.read(full)) as db:
        assert steps(db)[1] == 3


def test_a_database_of_the_first_schema_comes_through_every_migration_with_its_data(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
        with engine.begin() as sqlalchemy:
            migrate.upgrade(sqlalchemy, 0, 1)
        db.executescript(FIRST)
    with closing(connection.read(path)) as db:
        assert db.execute("pragma user_version").fetchone() == (connection.SCHEMA_VERSION,)
        assert definitions(db) == migrated()
        assert db.execute("select name, stage from contact").fetchall() == [("Priya Natarajan", "asked")]
        assert db.execute("select kind, due_on from follow_up").fetchall() == [("nudge", "2026-11-11")]
        assert db.execute("select rowid from contact_search where contact_search match 'pri*'").fetchall() == [(1,)]


# Rows as the first netlog wrote them.
FIRST = """
pragma user_version = 1;
insert into contact (id, uid, name, name_key, origin, added_on, known, stage, in_play)
values (1, 'a', 'Priya Natarajan', 'priya natarajan', 'hand', '2026-11-02', 0, 'asked', 1);
insert into message (id, contact_id, kind, direction, sent_on, logged_on, seq, named, owed)
values (1, 1, 'outreach', 'sent', '2026-11-02', '2026-11-02', 1, 0, 0);
insert into follow_up (id, kind, contact_id, reason, reason_on, opened_on, seq, due_on, shows_on)
values (1, 'nudge', 1, 'unanswered', '2026-11-02', '2026-11-02', 1, '2026-11-11', '2026-11-02');
insert into step (id, done_at, command, summary) values (1, '2026-11-02T12:00:00Z', 'test', 'Wrote to Priya.');
"""


def test_targets_and_jobs_come_to_a_database_full_of_data_without_losing_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a year of data, put into the tables of version 1, comes through the second migration as it was."""
    from netlog.cli.main import run

    monkeypatch.setenv("NETLOG_DB", str(tmp_path / "mine.db"))
    monkeypatch.setenv("NETLOG_CONFIG", str(tmp_path / "config.toml"))
    assert run(["--today", "2026-11-02", "demo"]) == 0
    first = tmp_path / "first.db"
    first.touch(mode=0o600)
    with closing(sqlite3.connect(first, isolation_level=None)) as db:
        columns = _as_version_1(db, tmp_path / "demo.db")
        before = _everything(db, columns)
        highest = db.execute("select seq from sqlite_sequence where name = 'follow_up'").fetchone()
    connection.write(first).close()
    with closing(sqlite3.connect(first)) as db:
        after = _everything(db, columns)
        assert len(after["follow_up"]) > 20
        assert after == before
        assert db.execute("select seq from sqlite_sequence where name = 'follow_up'").fetchone() == highest
        assert db.execute("select count(*) from job").fetchone() == (0,)
    assert run(["--db", str(first), "--today", "2026-11-02", "doctor"]) == 0


def _as_version_1(db: sqlite3.Connection, full: Path) -> dict[str, str]:
    """The tables of the first migration, filled from a newer database. Returns their columns by table."""
    import importlib

    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
    with engine.begin() as sqlalchemy, Operations.context(MigrationContext.configure(sqlalchemy)):
        importlib.import_module("netlog.store.migrations.versions.v0001").upgrade()
    db.execute("attach ? as newer", (str(full),))
    tables = db.execute(
        "select name from main.sqlite_master where type = 'table' and name not like 'sqlite%'"
    ).fetchall()
    columns = {
        table: ", ".join(row[1] for row in db.execute(f"pragma main.table_info({table})")) for (table,) in tables
    }
    db.execute("pragma foreign_keys = off")
    for table, names in columns.items():
        where = " where reason not in ('referred', 'promised-referral', 'landed')" if table == "follow_up" else ""
        db.execute(f"insert into main.{table} ({names}) select {names} from newer.{table}{where}")
    db.execute("update sqlite_sequence set seq = seq + 7 where name = 'follow_up'")
    db.execute("detach newer")
    db.execute("pragma user_version = 1")
    return columns


def _everything(db: sqlite3.Connection, columns: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table in these columns; the step that a migration leaves is left out."""
    found = {
        table: db.execute(f"select {names} from {table} order by id").fetchall() for table, names in columns.items()
    }
    found["step"] = [row for row in found["step"] if row[2] != "migrate"]
    return found
