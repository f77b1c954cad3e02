"""The steps taken, latest first: all of them, or those that wrote a row about one contact."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from netlog.rows import StepLine

if TYPE_CHECKING:
    import sqlite3

# A row is about a contact where one of these columns names it, or where it belongs to a row that does.
_ABOUT = {
    "email": "contact_id = :id",
    "phone": "contact_id = :id",
    "link": "contact_id = :id",
    "affiliation": "contact_id = :id",
    "tag": "contact_id = :id",
    "note": "contact_id = :id",
    "source": "contact_id = :id",
    "message": "contact_id = :id",
    "follow_up": "contact_id = :id",
    "attendance": "contact_id = :id",
    "acquaintance": "a_id = :id or b_id = :id",
    "introduction": "introducer_id = :id or contact_id = :id",
    "introduction_step": "introduction_id in"
    " (select id from introduction where introducer_id = :id or contact_id = :id)",
    "meeting": "id in (select meeting_id from attendance where contact_id = :id)",
    "move": "meeting_id in (select meeting_id from attendance where contact_id = :id)",
}
_NAMING = ("contact_id", "introducer_id", "a_id", "b_id")


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
    found = _steps_of(db, "contact", "row_id = :id", contact)
    for table, about in _ABOUT.items():
        found |= _steps_of(db, table, f"row_id in (select id from {table} where {about})", contact)
    return found


def _steps_of(db: sqlite3.Connection, table: str, rows: str, id: int) -> set[int]:
    sql = f"select distinct step_id from change where table_name = :table and {rows}"
    return {step for (step,) in db.execute(sql, {"table": table, "id": id})}


def _wrote_rows_that_are_gone(db: sqlite3.Connection, contact: int) -> set[int]:
    """Steps that wrote rows deleted or undone since: the journal kept them whole, as JSON."""
    gone: dict[str, list[int]] = defaultdict(list)
    deleted = "select table_name, row_id, before_row from change where op = 'delete' and before_row like :naming"
    undone = (
        "select table_name, row_id, after_row from change where op = 'insert' and after_row like :naming"
        " and step_id in (select id from step where undone_at is not null)"
    )
    for sql in (deleted, undone):
        for table, row, kept in db.execute(sql, {"naming": f'%_id":{contact}%'}):
            if contact in map(json.loads(kept).get, _NAMING):
                gone[table].append(row)
    found: set[int] = set()
    for table, ids in gone.items():
        for id in ids:
            found |= _steps_of(db, table, "row_id = :id", id)
    return found
