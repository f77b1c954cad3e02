from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.dialects import sqlite

from netlog import tables
from netlog.records.base import Record
from netlog.store import connection
from netlog.store.work import table_of

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = connection.views()
RECORDS = Record.__subclasses__()


def of_netlog() -> list[type[Record]]:
    """The records themselves, without the tables made from them."""
    return [record for record in RECORDS if record.__module__.startswith("netlog.records.")]


def test_the_schemas_file_is_what_the_models_say() -> None:
    written = tables.SCHEMA_HEAD + tables.ddl(sqlite.dialect())
    assert tables.SCHEMA_FILE.read_text("utf-8") == written, "run `python -m netlog.tables`"


def test_every_record_has_a_table_with_its_fields_in_their_order() -> None:
    declared = {name: [column.name for column in table.columns] for name, table in tables.METADATA.tables.items()}
    assert declared == {table_of(record): list(record.model_fields) for record in of_netlog()}


@pytest.mark.parametrize("record", of_netlog(), ids=lambda record: record.__name__)
def test_every_field_says_what_it_holds(record: type[Record]) -> None:
    assert all(field.description for field in record.model_fields.values())


def test_nothing_is_deleted_behind_the_journals_back() -> None:
    """The journal cannot see what ON DELETE does."""
    assert "ON DELETE" not in tables.SCHEMA_FILE.read_text("utf-8").upper()


@pytest.mark.parametrize(("name", "statement"), VIEWS, ids=[name for name, _ in VIEWS])
def test_a_view_documents_every_column_in_its_order(name: str, statement: str, tmp_path: Path) -> None:
    head = [line for line in statement.splitlines() if line.startswith("--")]
    assert head[0].startswith(f"-- {name}: ")
    documented = [found[1] for line in head[1:] if (found := re.match(r"--   (\w+)  ", line))]
    with closing(connection.read(tmp_path / "none.db")) as db:
        columns = [column[0] for column in db.execute(f"select * from {name}").description]
    assert documented == columns


@pytest.mark.parametrize(("name", "statement"), VIEWS, ids=[name for name, _ in VIEWS])
def test_a_view_holds_no_day_and_no_order(name: str, statement: str) -> None:
    code = "\n".join(line for line in statement.splitlines() if not line.startswith("--")).lower()
    assert not re.search(r":\w|current_date|date\(|julianday|strftime|order by(?![^()]*\))|group_concat|json_", code)
