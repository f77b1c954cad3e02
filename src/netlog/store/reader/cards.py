"""Contacts as cards of an address book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.cards import Card
from netlog.rows.files import FileAffiliation
from netlog.store.work import marks
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_AT_ONCE = 500  # contacts read by one query for each kind of fact

# What a contact has several of, in the order of the card's fields: queries that give (contact, text).
_LISTS = (
    "select contact_id, address from email where contact_id in ({}) order by id",
    "select contact_id, number from phone where contact_id in ({}) order by id",
    "select contact_id, url from link where contact_id in ({}) order by id",
    "select contact_id, word from tag where contact_id in ({}) order by id",
)


def cards(db: sqlite3.Connection, ids: Iterable[int] | None, *, private: bool) -> Iterator[Card]:
    """The cards of these contacts in this order, or of everybody by number; private notes only where `private`.

    Of jobs that are over though nobody knows since when nothing is told: a card could not say that they are.
    """
    wanted = [row[0] for row in db.execute("select id from contact order by id")] if ids is None else list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _some(db, wanted[start : start + _AT_ONCE], private)


def _some(db: sqlite3.Connection, ids: Sequence[int], private: bool) -> Iterator[Card]:
    sql = (
        "select id, uid, name, nickname, title, organization, city, organization_id, industry,"
        " case when function_inferred = 0 then function end, how_met, known_since, known"
        f" from contacts where id in ({marks(ids)})"
    )
    contacts = {row[0]: row for row in db.execute(sql, ids)}
    lists = [_by_contact(db.execute(query.format(marks(ids)), ids)) for query in _LISTS]
    lists.append(_notes(db, ids, private))
    affiliations = _affiliations(db, ids, {id: row[7] for id, row in contacts.items()})
    for id in ids:
        if id in contacts:
            *single, _, industry, function, how_met, since, known = contacts[id]
            several = (tuple(found.get(id, ())) for found in lists)
            exported = (industry, function, how_met, since, bool(known))
            yield Card._make((*single, *several, tuple(affiliations.get(id, ())), *exported))


def _by_contact(found: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = {}
    for id, text in found:
        texts.setdefault(id, []).append(text)
    return texts


def _notes(db: sqlite3.Connection, ids: Sequence[int], private: bool) -> dict[int, list[str]]:
    sql = (
        f"select contact_id, body from note where contact_id in ({marks(ids)}) and private <= ? order by written_on, id"
    )
    return _by_contact(db.execute(sql, (*ids, int(private))))


def _affiliations(
    db: sqlite3.Connection, ids: Sequence[int], employers: dict[int, int | None]
) -> dict[int, list[FileAffiliation]]:
    """Everything but the present job, which is the one of the latest start at the employer (derive.employer)."""
    sql = (
        "select contact_id, organization_id, organization, kind, role, unit, start_on, end_on, ended from affiliations"
        f" where contact_id in ({marks(ids)}) order by contact_id, coalesce(start_on, '') desc, id desc"
    )
    found: dict[int, list[FileAffiliation]] = {}
    present: set[int] = set()
    for contact, organization, *told, ended in db.execute(sql, ids):
        place = FileAffiliation(*told)
        is_job = place.kind == OrganizationKind.COMPANY and not ended and not place.end
        if is_job and organization == employers.get(contact) and contact not in present:
            present.add(contact)
        elif place.end or not ended or place.kind == OrganizationKind.SCHOOL:
            found.setdefault(contact, []).append(place)
    return {contact: places[::-1] for contact, places in found.items()}
