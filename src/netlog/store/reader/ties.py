"""Who is said to know whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.who import Acquaintance
from netlog.words import Knows

if TYPE_CHECKING:
    import sqlite3


def told(db: sqlite3.Connection, one: int, other: int) -> Knows | None:
    """Whether two contacts were said to know each other, or not to; None where nothing was said."""
    sql = "select knows from acquaintance where a_id = ? and b_id = ?"
    found = db.execute(sql, sorted((one, other))).fetchone()
    return Knows(found[0]) if found else None


def introduced(db: sqlite3.Connection, one: int, other: int) -> bool:
    """Whether either of two contacts introduced me to the other, so that they know each other whatever is said."""
    sql = (
        "select 1 from introduction where coalesce(made_on, met_on, reported_on) is not null"
        " and ((introducer_id = :one and contact_id = :other) or (introducer_id = :other and contact_id = :one))"
    )
    return db.execute(sql, {"one": one, "other": other}).fetchone() is not None


def acquaintances(db: sqlite3.Connection, id: int) -> list[Acquaintance]:
    """Everybody but me whom a contact is said to know, or not to, by name; nobody for me."""
    sql = (
        "select c.id, c.name, t.knows from ("
        " select b_id as other_id, knows from acquaintance where a_id = :id"
        " union all select a_id, knows from acquaintance where b_id = :id"
        ") t join contact c on c.id = t.other_id"
        " where c.is_me is null and not exists (select 1 from contact where id = :id and is_me = 1)"
        " order by c.name_key, c.id"
    )
    return [Acquaintance._make(row) for row in db.execute(sql, {"id": id})]
