"""Who may be the person told of: by e-mail, profile, or name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rules.emails import email_key
from netlog.rules.names import fold, organization_key
from netlog.rules.text import is_profile, profile_key
from netlog.store.reader.who import by_id
from netlog.store.work import marks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from netlog.rows.who import ContactLine


class Double(NamedTuple):
    """A contact that may be the person told of. `sure`: by e-mail, profile, or name with organization."""

    line: ContactLine
    what: str  # what both have, for a sentence
    sure: bool


def doubles(
    db: sqlite3.Connection,
    today: date,
    *,
    name: str | None = None,
    emails: Iterable[str] = (),
    links: Iterable[str] = (),
    organizations: Iterable[str] = (),
) -> list[Double]:
    """Who may be the same person, the sure ones first. Never me."""
    found: dict[int, tuple[str, bool]] = {}
    for id, what in [*_by_keys(db, "email", "address_key", [email_key(e) for e in emails], "the e-mail"),
                     *_by_keys(db, "link", "url_key", _profiles(links), "the profile")]:  # fmt: skip
        found.setdefault(id, (what, True))
    keys = [organization_key(organization) for organization in organizations]
    for id in _namesakes(db, name) if name else []:
        at = _first_common(db, id, keys)
        found.setdefault(id, (f"the name, at {at}", True) if at else ("the name", False))
    lines = ((by_id(db, id, today.isoformat()), *why) for id, why in found.items())
    known = [Double(line, what, sure) for line, what, sure in lines if line and not line.is_me]
    return sorted(known, key=lambda double: not double.sure)


def _profiles(links: Iterable[str]) -> list[str]:
    return [key for key in map(profile_key, links) if is_profile(key)]


def _by_keys(
    db: sqlite3.Connection, table: str, column: str, keys: Sequence[Any], what: str
) -> Iterator[tuple[int, str]]:
    sql = f"select contact_id, {column} from {table} where {column} in ({marks(keys)}) order by id"
    for id, key in db.execute(sql, keys):
        yield id, f"{what} {key}"


def _namesakes(db: sqlite3.Connection, name: str) -> list[int]:
    sql = "select id from contact where name_key = :key or nickname_key = :key order by in_play desc, id"
    return [row[0] for row in db.execute(sql, {"key": fold(name)})]


def _first_common(db: sqlite3.Connection, id: int, keys: Sequence[str]) -> str | None:
    """An organization of these where the contact works or worked."""
    found = db.execute(
        "select o.name from affiliation a join organization o on o.id = a.organization_id"
        f" where a.contact_id = ? and a.kind = 'company' and (o.name_key in ({marks(keys)}) or o.id in"
        f" (select organization_id from organization_alias where alias_key in ({marks(keys)}))) limit 1",
        (id, *keys, *keys),
    ).fetchone()
    return found[0] if found else None
