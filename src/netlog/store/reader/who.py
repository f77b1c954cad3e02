"""WHO: from the words a user types to a contact (PRODUCT.md, "WHO")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.rows.who import ContactLine
from netlog.rules.emails import email_key
from netlog.rules.names import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_LINE = """
select c.id, c.name, c.title, o.name as organization,
  case when c.next_stage_on <= :today then c.next_stage else c.stage end as stage, c.in_play, c.is_me
from contact c left join organization o on o.id = c.organization_id
"""

MANY = 50  # more matches than anybody reads


def by_id(db: sqlite3.Connection, id: int, today: str) -> ContactLine | None:
    """The contact of that number; None where there is none."""
    return next(_lines(db, "where c.id = :id", {"id": id, "today": today}), None)


def find(db: sqlite3.Connection, text: str, today: str) -> list[ContactLine]:
    """Who fits, best first: none, one, or as many as PRODUCT.md's first step with any match leaves open.

    Steps: id ("c12", "12", "me"), e-mail, full name or nickname, start of a word in a name among people in play,
    then among everybody else. Several of one full name are narrowed to the one in play, if one is.
    """
    for step in (_by_number, _by_email, _by_full_name, _in_play, _everybody_else):
        found = step(db, text.strip(), today)
        if found:
            return found
    return []


def starting_with(db: sqlite3.Connection, text: str, today: str, limit: int = MANY) -> list[ContactLine]:
    """Whom a start of a word could mean, people in play first; everybody in play for ""."""
    found = _in_play(db, text, today)[:limit]
    return found if len(found) == limit or not text else [*found, *_everybody_else(db, text, today)][:limit]


def nearest(db: sqlite3.Connection, text: str, today: str, limit: int = 3) -> list[ContactLine]:
    """Whose name is spelled most like the text, among those that start with the same letter or are in play."""
    from rapidfuzz import fuzz, process  # 10 ms, paid only when nobody fits

    key = fold(text)
    sql = "select id, name_key from contact where is_me is null and (in_play = 1 or name_key like :start)"
    names = dict(db.execute(sql, {"start": f"{key[:1]}%"}))
    best = process.extract(key, names, scorer=fuzz.WRatio, limit=limit, score_cutoff=65)
    found = (by_id(db, id, today) for _, _, id in best)
    return [line for line in found if line]


def my_number(db: sqlite3.Connection) -> int | None:
    """My own number, None before `init`."""
    found = db.execute("select id from contact where is_me = 1").fetchone()
    return found[0] if found else None


def my_names(db: sqlite3.Connection) -> tuple[str, ...]:
    """My name, nickname and e-mail addresses: files tell by them what I wrote, and whom I met. Before `init` none."""
    found = db.execute(
        "select name from contact where is_me = 1 union all select nickname from contact where is_me = 1"
        " union all select address from email join contact c on c.id = contact_id where c.is_me = 1"
    )
    return tuple(text for (text,) in found if text)


def is_me(db: sqlite3.Connection, text: str) -> bool:
    """Whether the text is my own name, or the start of one of its words."""
    key = fold(text)
    me = db.execute("select ' ' || name_key from contact where is_me = 1").fetchone()
    return bool(key and me and f" {key}" in me[0])


def _lines(db: sqlite3.Connection, where: str, parameters: dict[str, object]) -> Iterator[ContactLine]:
    for id, name, title, organization, stage, in_play, is_me in db.execute(f"{_LINE} {where}", parameters):
        yield ContactLine(id, name, title, organization, stage, bool(in_play), bool(is_me))


def _by_number(db: sqlite3.Connection, text: str, today: str) -> list[ContactLine]:
    if text.casefold() == "me":
        return list(_lines(db, "where c.is_me = 1", {"today": today}))
    number = re.fullmatch(r"c?(\d{1,15})", text, re.IGNORECASE)
    found = by_id(db, int(number[1]), today) if number else None
    return [found] if found else []


def _by_email(db: sqlite3.Connection, text: str, today: str) -> list[ContactLine]:
    if "@" not in text:
        return []
    where = "where c.id in (select contact_id from email where address_key = :key) order by c.id"
    return list(_lines(db, where, {"key": email_key(text), "today": today}))


def _by_full_name(db: sqlite3.Connection, text: str, today: str) -> list[ContactLine]:
    where = (
        "where (c.name_key = :key or c.nickname_key = :key) and coalesce(c.is_me, 0) = 0 order by c.in_play desc, c.id"
    )
    found = list(_lines(db, where, {"key": fold(text), "today": today}))
    in_play = [line for line in found if line.in_play]
    return in_play if len(in_play) == 1 else found[:MANY]


def _in_play(db: sqlite3.Connection, text: str, today: str) -> list[ContactLine]:
    """In play are few: their names are looked through one by one, over their own small index."""
    where = (
        "where c.in_play = 1 and (' ' || c.name_key like :start or ' ' || c.nickname_key like :start)"
        " order by c.name_key, c.id limit :many"
    )
    key = fold(text).replace("%", "").replace("_", " ")
    return list(_lines(db, where, {"start": f"% {key}%", "today": today, "many": MANY}))


def _everybody_else(db: sqlite3.Connection, text: str, today: str) -> list[ContactLine]:
    """Everybody else may be a million: the search index finds the start of a word."""
    key = fold(text).replace('"', " ").strip()
    if not key:
        return []
    where = (
        "where c.id in (select rowid from contact_search where contact_search match :match limit 1000)"
        " and c.in_play = 0 and coalesce(c.is_me, 0) = 0 order by c.name_key, c.id limit :many"
    )
    return list(_lines(db, where, {"match": f'"{key}" *', "today": today, "many": MANY}))
