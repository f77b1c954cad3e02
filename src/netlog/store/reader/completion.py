"""What a shell completes: tags, organizations and open follow-ups by the start of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rules.names import fold, organization_key

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

MOST = 30  # more candidates than that help nobody


def tags(db: sqlite3.Connection, start: str) -> list[str]:
    """Tags that begin so, the most used first."""
    sql = (
        "select min(word) from tag where word_key >= :start and word_key < :end group by word_key"
        " order by count(*) desc, word_key limit :most"
    )
    return [row[0] for row in db.execute(sql, _range(fold(start)))]


def organizations(db: sqlite3.Connection, start: str, kind: str) -> list[str]:
    """Organizations of a kind whose name begins so, in the order of the alphabet."""
    sql = (
        "select name from organization where kind = :kind and name_key >= :start and name_key < :end"
        " order by name_key limit :most"
    )
    return [row[0] for row in db.execute(sql, {**_range(organization_key(start) if start else ""), "kind": kind})]


def open_follow_ups(db: sqlite3.Connection, today: date) -> list[tuple[int, str, str]]:
    """Open follow-ups in sight: number, kind, to whom; the earliest first."""
    sql = (
        "select id, kind, contact from followups where shows_on <= :today and (closes_on is null or closes_on > :today)"
        " order by due_on, id limit :most"
    )
    return list(db.execute(sql, {"today": today.isoformat(), "most": MOST}))


def _range(start: str) -> dict[str, str | int]:
    """The keys from `start` to the last that begins with it."""
    return {"start": start, "end": start + "\U0010ffff", "most": MOST}
