"""Contacts as the ranking sees them: their groups read from what was told, and as they are kept."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

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
    from netlog.rules.ranking.words import groups_of  # the table of job functions behind it takes a reader 1 ms

    contacts = list(contacts)
    places: dict[int, list[Place]] = {}
    sql = "select contact_id, organization_id, kind, role, end_on from affiliation where contact_id in ({})"
    for contact, organization, kind, role, end_on in select_in(db, sql, contacts):
        places.setdefault(contact, []).append((organization, kind, role, end_on))
    sql = "select id, title, function, city from contact where id in ({})"
    return {
        id: groups_of(title, function, city, places.get(id, ()))
        for id, title, function, city in select_in(db, sql, contacts)
    }


def kept(db: sqlite3.Connection, contacts: Iterable[int]) -> dict[int, Kept]:
    """The profiles of these contacts as they are stored."""
    sql = "select contact_id, id, groups, ties from profile where contact_id in ({})"
    return {contact: (id, decoded(groups), ties) for contact, id, groups, ties in select_in(db, sql, contacts)}


def encoded(groups: Groups) -> str:
    """Groups as JSON, put together from pieces: many share a group."""
    return "{" + ",".join([f'"{kind}":{_list(values)}' for kind, values in groups.items()]) + "}"


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=16384)  # a file of 30,000 people names 6,000 organizations
def _list(values: tuple[Value, ...]) -> str:
    return _json(values)


def decoded(groups: str) -> Groups:
    """Groups from the text in which they are stored."""
    return {kind: tuple(values) for kind, values in json.loads(groups).items()}
