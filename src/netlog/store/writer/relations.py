"""Whom a person is said to know, as an address book tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.names import fold

if TYPE_CHECKING:
    from netlog.rows.files import FileRelation
    from netlog.store.work import Work


class Related(NamedTuple):
    """A file says that a contact knows somebody."""

    contact: int
    relation: FileRelation


def relate(work: Work, told: list[Related], format: str) -> None:
    """Keep each as an acquaintance where exactly one contact fits, else as a note in the file's words.

    The kind stands with the source ("vcard: spouse").
    """
    for contact, relation in told:
        others = _fitting(work, contact, relation, format)
        if len(others) == 1:
            _acquaint(work, contact, others[0], ": ".join(filter(None, (format, relation.kind))))
        else:
            _keep_in_words(work, contact, relation)


def _fitting(work: Work, contact: int, relation: FileRelation, format: str) -> list[int]:
    """The contacts who are meant: by the key that the same source gives them, else by name."""
    if relation.key:
        sql = "select distinct contact_id from source where format = ? and source_key = ? and contact_id <> ?"
        if found := [id for (id,) in work.db.execute(sql, (format, relation.key, contact))]:
            return found
    if not (key := fold(relation.name)):
        return []
    sql = "select id from contact where (name_key = :key or nickname_key = :key) and id <> :contact"
    return [id for (id,) in work.db.execute(sql, {"key": key, "contact": contact})]


def _acquaint(work: Work, one: int, other: int, source: str) -> None:
    from netlog.store.writer.ties import acquaint  # pydantic: for the few files that tell of relations
    from netlog.words import Knows

    pair = sorted((one, other))
    if not work.db.execute("select 1 from acquaintance where a_id = ? and b_id = ?", pair).fetchone():
        acquaint(work, one, other, Knows.YES, source)


def _keep_in_words(work: Work, contact: int, relation: FileRelation) -> None:
    body = " ".join(filter(None, ("Relation:", relation.kind, relation.name or relation.key)))
    if not work.db.execute("select 1 from note where contact_id = ? and body = ?", (contact, body)).fetchone():
        day = work.today.isoformat()
        work.insert_row("note", {"contact_id": contact, "body": body, "private": 0, "from_file": 1, "written_on": day})
