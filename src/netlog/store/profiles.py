"""Contacts as the ranking sees them: their groups read from what was told, and as they are kept."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import starmap
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from netlog.store.work import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from netlog.rules.ranking.evidence import Value
    from netlog.rules.ranking.words import Groups, Place

Kept = tuple[int, "Groups", int]
"""A profile: its number, the groups, the ties."""


def read(db: sqlite3.Connection, contacts: Iterable[int]) -> dict[int, Groups]:
    """The groups of those of these contacts who are there, from affiliations and contacts."""
    return _grouped(select_in(db, f"{_TOLD} where c.id in ({{}})", contacts))


def read_between(db: sqlite3.Connection, first: int, last: int) -> dict[int, Groups]:
    """As `read`, of those whose numbers are from `first` to `last`."""
    return _grouped(db.execute(f"{_TOLD} where c.id between ? and ?", (first, last)))


_TOLD = (
    "select c.id, c.title, c.function, c.city, a.organization_id, a.kind, a.role, a.end_on"
    " from contact c left join affiliation a on a.contact_id = c.id"
)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, Groups]:
    from netlog.rules.ranking.words import groups_of  # the table of job functions behind it takes a reader 1 ms

    people: dict[int, tuple[str | None, str | None, str | None, list[Place]]] = {}
    for id, title, function, city, organization, kind, role, end_on in rows:
        if id not in people:
            people[id] = title, function, city, []
        if organization is not None:
            people[id][3].append((organization, kind, role, end_on))
    return {id: groups_of(*told) for id, told in people.items()}


def kept(db: sqlite3.Connection, contacts: Iterable[int]) -> dict[int, Kept]:
    """The profiles of these contacts as they are stored."""
    sql = "select contact_id, id, groups, ties from profile where contact_id in ({})"
    return {contact: (id, decoded(groups), ties) for contact, id, groups, ties in select_in(db, sql, contacts)}


def encoded(groups: Groups) -> str:
    """Groups as JSON, put together from pieces, since many share a group: in a fifth of the time of json.dumps."""
    return "{" + ",".join(starmap(_piece, groups.items())) + "}"


@lru_cache(maxsize=16384)  # a file of 30,000 people names up to 15,000 organizations
def _piece(kind: str, values: tuple[Value, ...]) -> str:
    return f'"{kind}":[{",".join([quoted(v) if isinstance(v, str) else str(v) for v in values])}]'


def decoded(groups: str) -> Groups:
    """Groups from the text in which they are stored."""
    return {kind: tuple(values) for kind, values in json.loads(groups).items()}
