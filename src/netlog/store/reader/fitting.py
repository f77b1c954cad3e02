"""Whom a target fits: people by their function, organization, industry or title, drawn from indexes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rows.asking import Hit
from netlog.rules.names import fold
from netlog.store.reader.targets import THERE
from netlog.store.work import marks
from netlog.words import TargetKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from netlog.rows.search import TargetRow
    from netlog.rules.ranking.evidence import Value

MOST_TARGETS = 100
"""People weighed as targets at most: those in play or known to me, and who share a place with me, before the others."""

_LOOKED_AT = 5_000  # of the people whom one target fits

_KIND = TargetKind


class _Fit(NamedTuple):
    """Somebody whom a target fits, and what comes first where there are too many."""

    contact: int
    in_play: int
    known: int
    shared: int


def hits(db: sqlite3.Connection, mine: Sequence[Value], targets: Iterable[TargetRow]) -> dict[int, tuple[Hit, ...]]:
    """The targets by the contacts who fit them, the dearest first; of too many those nearest to me."""
    found: dict[int, list[Hit]] = defaultdict(list)
    order: dict[int, tuple[int, ...]] = {}
    for target in targets:
        hit = Hit(target.rank, target.kind, target.name)
        for fit in _fits(db, mine, target):
            found[fit.contact].append(hit)
            is_person = hit.kind == _KIND.PERSON
            order.setdefault(fit.contact, (-is_person, -(fit.in_play or fit.known), -fit.shared, hit.rank, fit.contact))
    nearest = sorted(found, key=lambda id: (order[id][:2], -len(found[id]), order[id][2:]))[:MOST_TARGETS]
    return {id: tuple(found[id]) for id in sorted(nearest)}


def _fits(db: sqlite3.Connection, mine: Sequence[Value], target: TargetRow) -> Iterator[_Fit]:
    """Whom one target fits, those in play and nearest to me first."""
    who, bound = _WHO[_KIND(target.kind)](db, target)
    sql = (  # coalesce: their few places are looked through, not the thousands at the one that I have
        "select c.id, c.in_play, c.known, exists (select 1 from affiliation a where a.contact_id = c.id"
        f" and coalesce(a.organization_id, 0) in ({marks(mine)})) as shared from contact c"
        f" where c.id in (select id from ({who} limit {_LOOKED_AT}) w) and coalesce(c.is_me, 0) = 0"
        f" order by c.in_play desc, c.known desc, shared desc, c.id limit {MOST_TARGETS}"
    )
    yield from map(_Fit._make, db.execute(sql, (*mine, *bound)))


Who = tuple[str, tuple[Any, ...]]
"""A query for the ids of contacts, and what it binds."""


def _person(db: sqlite3.Connection, target: TargetRow) -> Who:
    return "select id from contact where id = ?", (target.contact_id,)


def _of_function(db: sqlite3.Connection, target: TargetRow) -> Who:
    return "select id from contact where function = ? order by in_play desc, name_key", (target.name_key,)


def _of_organization(db: sqlite3.Connection, target: TargetRow) -> Who:
    return f"select contact_id as id from affiliation where organization_id = ? and {THERE}", (target.organization_id,)


def _of_industry(db: sqlite3.Connection, target: TargetRow) -> Who:
    """An industry is a target where its words stand in a row in theirs. The few there are come one by one."""
    names = [name for (name,) in db.execute(_INDUSTRIES) if f" {target.name_key} " in f" {fold(name)} "]
    return f"select id from contact where industry in ({marks(names)})", tuple(names)


_INDUSTRIES = """
with recursive each (name) as (
  select min(industry) from contact where industry is not null
  union all
  select (select min(industry) from contact where industry > each.name) from each where each.name is not null
)
select name from each where name is not null
"""


def _of_title(db: sqlite3.Connection, target: TargetRow) -> Who:
    """There is no index of titles: those of the job function that the title says, and those in play, are looked at."""
    from netlog.rules.functions import infer_function  # its table costs 4 ms

    among = "in_play = 1"
    bound = []
    if function := infer_function(target.name):
        among, bound = "(in_play = 1 or function = ?)", [function]
    titles = db.execute(f"select id, title from contact where title is not null and {among}", bound)
    ids = [id for id, title in titles if f" {target.name_key} " in f" {fold(title)} "]
    return f"select id from contact where id in ({marks(ids[:_LOOKED_AT])})", tuple(ids[:_LOOKED_AT])


_WHO = {
    _KIND.PERSON: _person,
    _KIND.FUNCTION: _of_function,
    _KIND.ORGANIZATION: _of_organization,
    _KIND.INDUSTRY: _of_industry,
    _KIND.TITLE: _of_title,
}
