"""The steps taken, latest first: all of them, or those that wrote a row about one contact."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from netlog.rows.care import StepLine
from netlog.store.journal import several
from netlog.store.work import lines_about

if TYPE_CHECKING:
    import sqlite3

# Rows about a contact that do not name one: they belong to a row that does.
_BELONGING = {
    "introduction_step": "introduction_id in"
    " (select id from introduction where introducer_id = :id or contact_id = :id)",
    "meeting": "id in (select meeting_id from attendance where contact_id = :id)",
    "move": "meeting_id in (select meeting_id from attendance where contact_id = :id)",
    "job_step": "job_id in (select id from job where via_id = :id)",
    "landing": "job_id in (select id from job where via_id = :id)",
}


def steps(db: sqlite3.Connection, limit: int | None = None) -> tuple[list[StepLine], int]:
    """The latest `limit` steps (None: all), and how many there are in all."""
    total: int = db.execute("select count(*) from history").fetchone()[0]
    found = db.execute("select * from history order by id desc limit :limit", {"limit": _all(total, limit)})
    return [StepLine(*row) for row in found], total


def steps_about(db: sqlite3.Connection, contact: int, limit: int | None = None) -> tuple[list[StepLine], int]:
    """As `steps`, of those that wrote, changed or deleted a row about this contact."""
    wrote = _wrote_rows_that_stand(db, contact) | _wrote_rows_that_are_gone(db, contact)
    chosen = sorted(wrote, reverse=True)[: _all(len(wrote), limit)]
    sql = "select * from history where id = :id"
    return [StepLine(*db.execute(sql, {"id": id}).fetchone()) for id in chosen], len(wrote)


def _all(total: int, limit: int | None) -> int:
    return total if limit is None else limit


def _wrote_rows_that_stand(db: sqlite3.Connection, contact: int) -> set[int]:
    naming = {table: " or ".join(f"{column} = :id" for column in columns) for table, columns in _naming(db).items()}
    found = _steps_of(db, "contact", contact)
    for table, about in (naming | _BELONGING).items():
        sql = (
            "select step_id from change where table_name = :table"
            f" and row_id in (select id from {table} where {about})"
            " union select step_id from change where table_name = :table and last_row_id is not null"
            f" and exists (select 1 from {table} where ({about}) and id between row_id and last_row_id)"
        )
        found |= {step for (step,) in db.execute(sql, {"table": table, "id": contact})}
    return found


def _wrote_rows_that_are_gone(db: sqlite3.Connection, contact: int) -> set[int]:
    """Steps that wrote rows deleted or undone since: the journal kept them whole, as JSON."""
    naming = _naming(db)
    deleted = "select table_name, before_row from change where op = 'delete' and before_row like :naming"
    undone = (
        "select table_name, after_row from change where op = 'insert' and after_row like :naming"
        " and step_id in (select id from step where undone_at is not null)"
    )
    found: set[int] = set()
    for sql in (deleted, undone):
        for table, kept in db.execute(sql, {"naming": f'%_id":{contact}%'}):
            for told in several(json.loads(kept)):
                if contact in map(told.get, naming.get(table, ())):
                    found |= _steps_of(db, table, told["id"])
    return found


def _naming(db: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns that name a contact, by table, as the tables themselves declare them."""
    declared = db.execute(
        'select m.name, f."from" from sqlite_master m, pragma_foreign_key_list(m.name) f'
        " where m.type = 'table' and f.\"table\" = 'contact' order by m.name, f.seq"
    )
    columns: dict[str, list[str]] = defaultdict(list)
    for table, column in declared:
        columns[table].append(column)
    return columns


def _steps_of(db: sqlite3.Connection, table: str, row: int) -> set[int]:
    sql = f"select distinct step_id from ({lines_about(':table', ':row')}) c"
    return {step for (step,) in db.execute(sql, {"table": table, "row": row})}
