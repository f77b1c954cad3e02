"""Tables, views and SQL on a real PostgreSQL server, which `.ci/run` starts and names in NETLOG_TEST_POSTGRES."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql

from netlog import tables
from netlog.store import connection, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWS = connection.views()

# What the schema of the tables is, in one spelling: columns, constraints and indexes.
DESCRIBED = """
select table_name, column_name, data_type, character_maximum_length, is_nullable
from information_schema.columns where table_schema = %(schema)s
union all
select conrelid::regclass::text, contype::text, pg_get_constraintdef(oid), null, null
from pg_constraint where connamespace = %(schema)s::regnamespace and contype <> 'n'
union all
select tablename, 'index', regexp_replace(indexdef, '(_p?key)?[0-9]* ON [a-z_]+\\.', '\\1 ON '), null, null
from pg_indexes where schemaname = %(schema)s
order by 1, 2, 3
"""


@pytest.fixture(scope="session")
def server() -> str:
    """The server's URL. A missing server is a failure: this folder is only run to be told."""
    url = os.environ.get("NETLOG_TEST_POSTGRES")
    assert url, "NETLOG_TEST_POSTGRES names no server; .ci/run starts one"
    return url


def fresh(server: str, schema: str) -> psycopg.Connection[Any]:
    """A connection whose tables go to an empty schema of their own."""
    db = psycopg.connect(server, autocommit=True)
    db.execute(f"drop schema if exists {schema} cascade".encode())
    db.execute(f"create schema {schema}".encode())
    db.execute(f"set search_path to {schema}".encode())
    return db


@pytest.fixture
def db(server: str) -> Iterator[psycopg.Connection[Any]]:
    """A database with every table and view."""
    with fresh(server, "models") as made:
        dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it without types
        made.execute(tables.ddl(dialect).encode())
        for _, statement in VIEWS:
            made.execute(statement.encode())
        yield made


def described(db: psycopg.Connection[Any], schema: str) -> list[str]:
    """The tables of the schema, seen from within it, so that no name carries it."""
    views = {name for name, _ in VIEWS}
    return sorted(str(row) for row in db.execute(DESCRIBED.encode(), {"schema": schema}) if row[0] not in views)


@pytest.mark.parametrize("name", [name for name, _ in VIEWS])
def test_a_view_loads_and_has_the_columns_that_it_has_in_sqlite(name: str, db: psycopg.Connection[Any]) -> None:
    head = next(statement for view, statement in VIEWS if view == name)
    cursor = db.execute(f"select * from {name}".encode())
    assert cursor.fetchall() == []
    assert [column.name for column in cursor.description or ()] == re.findall(r"^--   (\w+)  ", head, re.MULTILINE)


def test_the_migrations_make_the_tables_that_the_models_declare(server: str, db: psycopg.Connection[Any]) -> None:
    with fresh(server, "migrated") as other:
        url = re.sub(r"^postgres(?:ql)?:", "postgresql+psycopg:", server)
        engine = create_engine(url, connect_args={"options": "-c search_path=migrated"})
        with engine.begin() as sqlalchemy:
            migrate.upgrade(sqlalchemy, 0)
        engine.dispose()
        assert described(other, "migrated") == described(db, "models") != []


def test_a_contact_goes_in_and_its_checks_hold(db: psycopg.Connection[Any]) -> None:
    insert = (
        "insert into contact (uid, name, name_key, origin, added_on, known, stage, in_play)"
        " values (%(uid)s, %(name)s, %(name)s, 'hand', '2026-11-02', 0, %(stage)s, 1) returning id"
    )
    row = db.execute(insert.encode(), {"uid": "a", "name": "priya", "stage": "lead"}).fetchone()
    assert row == (1,)
    with pytest.raises(psycopg.errors.CheckViolation):
        db.execute(insert.encode(), {"uid": "b", "name": "sam", "stage": "friend"})
    with pytest.raises(psycopg.errors.UniqueViolation):
        db.execute(insert.encode(), {"uid": "a", "name": "sam", "stage": "lead"})
