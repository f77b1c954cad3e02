"""Who could introduce me: what is to be known of those I would ask, who is at an organization, who may know."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from netlog.rows.paths import FirstHop, Likely, Named, WayIn
from netlog.rules.ranking.evidence import SCHOOL, UNIT
from netlog.rules.ranking.reach import Lifts
from netlog.rules.ranking.sentences import sentence
from netlog.store.reader.followups import owed_first
from netlog.store.reader.targets import THERE
from netlog.store.work import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date

    from netlog.rules.ranking.evidence import Person
    from netlog.rules.ranking.scorer import Term
    from netlog.store.reader.knowing import Knowing
    from netlog.store.reader.paths import Circle

# --- those I would ask ---------------------------------------------------------------------------

_FIRST = """
select c.id, c.name, c.title, c.stage, c.next_stage, c.next_stage_on, c.last_met_on, c.known, c.known_since, c.rest_on
from contact c where c.id in ({})
"""


def firsts(db: sqlite3.Connection, ids: Iterable[int], me: int | None, today: date) -> dict[int, FirstHop]:
    """These contacts as I would think of them before I ask for a favour, by number."""
    ids, day = sorted(ids), today.isoformat()
    linked, declined, owed = _linked(db, ids, me), _declined(db, ids), owed_first(db, today)
    found = {}
    for id, name, title, stage, later, later_on, met, known, since, rest in select_in(db, _FIRST, ids):
        now = later if later and later_on <= day else stage
        told = (linked.get(id), rest, *declined.get(id, (None, None)), owed.get(id))
        found[id] = FirstHop(id, name, title, now, met, known, since, *told)
    return found


def _linked(db: sqlite3.Connection, ids: list[int], me: int | None) -> dict[int, str]:
    """Since when a file says that we are connected; "" where it does not say."""
    if me is None:
        return {}
    sql = "select {}, coalesce(since_on, '') from acquaintance where {} = {} and {} in ({{}}) and source <> 'told'"
    ways = (("a_id", "b_id"), ("b_id", "a_id"))
    return {id: since for own, theirs in ways for id, since in select_in(db, sql.format(theirs, own, me, theirs), ids)}


def _declined(db: sqlite3.Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """To whom they would not introduce me, and the day; the latest no."""
    sql = (
        "select introducer_id, coalesce(contact, description), closed_on from intros"
        " where state = 'declined' and declined_by = 'introducer' and introducer_id in ({}) order by closed_on, id"
    )
    return {id: (whom, on) for id, whom, on in select_in(db, sql, ids)}


# --- an organization -----------------------------------------------------------------------------


def people_at(db: sqlite3.Connection, organization: int) -> tuple[set[int], set[int]]:
    """Who is at an organization now, and who left it; me in neither."""
    sql = (
        f"select contact_id, {THERE} from affiliation where organization_id = ? and kind <> 'school'"
        " and contact_id not in (select id from contact where is_me = 1)"
    )
    found = db.execute(sql, (organization,)).fetchall()
    here = {id for id, is_here in found if is_here}
    return here, {id for id, _ in found} - here


def is_school(db: sqlite3.Connection, organization: int) -> bool:
    """Whether an organization is a school: who studied there is not there."""
    sql = "select 1 from organization where id = ? and kind = 'school'"
    return db.execute(sql, (organization,)).fetchone() is not None


# --- the nearest way in --------------------------------------------------------------------------

_SHARED = """
select distinct o.name, a.kind from affiliation a join organization o on o.id = a.organization_id
where a.contact_id = :id
  and coalesce(a.organization_id, 0) in (select organization_id from affiliation where contact_id = :me)
order by a.kind, o.name_key
"""
_KNOWN_TO = """
select c.name from (
  select b_id as id from ties where a_id = :id
  union
  select a_id from ties where b_id = :id
) t join contact c on c.id = t.id order by c.in_play desc, c.name_key, c.id
"""
_COLLEAGUES = f"""
select o.name, (
  select count(distinct contact_id) from affiliation
  where organization_id = o.id and {THERE} and contact_id <> c.id
    and contact_id not in (select id from contact where is_me = 1)
)
from contact c join organization o on o.id = c.organization_id where c.id = :id
"""


def way_in(db: sqlite3.Connection, contact: int, me: int | None) -> WayIn:
    """What there is to go by where nobody I know leads to a contact."""
    bound = {"id": contact, "me": me}
    shared = tuple(row[0] for row in db.execute(_SHARED, bound))
    at = db.execute(_COLLEAGUES, bound).fetchone()
    return WayIn(shared, tuple(row[0] for row in db.execute(_KNOWN_TO, bound)), *(at or (None, 0)))


# --- who is likely to know somebody --------------------------------------------------------------

_MANY = 1_000  # of a larger group nobody is looked at for its sake, and of more targets only the first
_CLOSER = 40  # of all by affiliation alone, before all that is known is weighed
_PEOPLE = 20  # at an organization, for whom introducers are looked for
_REASONS = 3
_EVIDENCE = 0.2  # log-odds; what counts for less is no reason
_ENOUGH = 0.4  # all reasons together: half as likely again


def likely(
    db: sqlite3.Connection, knowing: Knowing, circle: Circle, targets: Iterable[int], most: int, without: set[int]
) -> list[Likely]:
    """Those I know who are likeliest to know one of the targets, the likeliest first, each with the likeliest target.

    Only with something that speaks for it. Of many targets those who are known to know most people are looked at.
    """
    wanted = knowing.people(_looked_at(db, sorted(targets)))
    mine = circle.among(_candidates(db, knowing, circle.me, wanted)) - without - {target.id for target in wanted}
    found = []
    for person, target in _closest(knowing, sorted(mine), wanted):
        if reasons := _reasons(knowing.model.terms(person, target, knowing.me)):
            found.append((-knowing.model.chance(person, target, knowing.me), person.id, target.id, reasons))
    best = heapq.nsmallest(most, found, key=lambda one: one[:2])
    named = names(db, {id for _, *pair, _ in best for id in pair})

    def said(contact: int, target: int, reasons: Iterable[Term]) -> Iterator[str]:
        for term in reasons:
            yield sentence(term, named[contact].name, named[target].name, knowing.group)

    return [Likely(id, to, -chance, tuple(said(id, to, reasons))) for chance, id, to, reasons in best]


def names(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Named]:
    """What contacts are called, by number."""
    found = select_in(db, "select id, name, title from contact where id in ({})", ids)
    return {id: Named(name, title) for id, name, title in found}


def _looked_at(db: sqlite3.Connection, targets: list[int]) -> list[int]:
    if len(targets) <= _PEOPLE:
        return targets
    ties = select_in(db, "select ties, contact_id from profile where contact_id in ({})", targets[:_MANY])
    return [id for _, id in heapq.nsmallest(_PEOPLE, ((-ties, id) for ties, id in ties))]


def _closest(knowing: Knowing, contacts: Iterable[int], wanted: list[Person]) -> list[tuple[Person, Person]]:
    """The contacts who have most in common with one of those wanted, each with that one."""
    lifts = Lifts(knowing.model, wanted)
    best = []
    for person in knowing.people(contacts):
        row = lifts.row(person)
        best.append((max(row), person, wanted[row.index(max(row))]))
    return [(person, target) for _, person, target in heapq.nlargest(_CLOSER, best, key=lambda one: one[0])]


def _reasons(terms: Iterable[Term]) -> list[Term]:
    """What speaks most for a tie; nothing where that is too little, but for one of them knowing many."""
    speaking = [term for term in terms if term.points > _EVIDENCE and _is_fact(term)]
    if sum(term.points for term in speaking if term.factor != "activity") < _ENOUGH:
        return []
    return heapq.nlargest(_REASONS, speaking, key=lambda term: term.points)


def _is_fact(term: Term) -> bool:
    """Something that the two have in common, or that they are known to know people; what was told is no guess."""
    if term.factor == "affiliation":
        return term.relation is not None and term.relation.how == "shared"
    return term.factor not in ("unlike-me", "known") and term.got > 0


def _candidates(db: sqlite3.Connection, knowing: Knowing, me: int | None, wanted: Iterable[Person]) -> set[int]:
    """Whom to look at: those who share an organization with somebody wanted, are in play, or connected with me."""
    size = knowing.evidence.census.size
    places = {(kind, id) for person in wanted for kind in (UNIT, SCHOOL) for id in person.groups.get(kind, ())}
    small = sorted(int(id) for kind, id in places if size(kind, id) <= _MANY)
    found = {id for (id,) in select_in(db, "select contact_id from affiliation where organization_id in ({})", small)}
    found |= {id for (id,) in db.execute("select id from contact where in_play = 1")}
    if me is not None:
        sql = "select b_id from acquaintance where a_id = :me union all select a_id from acquaintance where b_id = :me"
        found |= {id for (id,) in db.execute(sql, {"me": me})}
    return found
