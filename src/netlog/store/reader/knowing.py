"""Who knows whom, as far as netlog can tell: the kept statistics and the ties, read as the ranking asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from functools import cached_property
from typing import TYPE_CHECKING

from netlog.rules.names import fold
from netlog.rules.ranking.evidence import (
    COHORT,
    FIELD,
    HOME,
    NOBODY,
    SCHOOL,
    UNIT,
    Census,
    Evidence,
    Mass,
    Person,
    Relation,
    Tally,
    Value,
    value_of,
)
from netlog.rules.ranking.scorer import Model, Weights
from netlog.store import profiles
from netlog.store.reader.who import my_number
from netlog.store.work import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping


class Knowing:
    """What the ranking reads of this database, loaded as it is asked for and kept; good for one command."""

    def __init__(self, db: sqlite3.Connection, weights: Weights | None = None) -> None:
        self._db = db
        self._weights = weights
        self._people: dict[int, Person] = {}
        self._degrees: dict[int, int] = {}
        self._circles: dict[int, frozenset[int]] = {}

    @cached_property
    def me(self) -> Person | None:
        """Me, if I have said who I am."""
        mine = my_number(self._db)
        return None if mine is None else self.person(mine)

    @cached_property
    def evidence(self) -> Evidence:
        """All that the model learns from."""
        tally = _tally(self._db)
        return Evidence(KeptCensus(self._db), tally, self.person, self.neighbours, _Denied(self._db), self.degree)

    @cached_property
    def model(self) -> Model:
        """The scorer over it."""
        return Model(self.evidence, self._weights)

    def without(self, pairs: Iterable[tuple[int, int]]) -> Model:
        """The scorer as if these ties were not known: nothing general is learned from what somebody was asked about."""
        everything, fewer, pairs = self.evidence, Counter[int](), list(pairs)
        if not pairs:
            return self.model
        ends = {person.id: person for person in self.people({end for pair in pairs for end in pair})}
        tally, census = Tally(everything.tally.ties, everything.tally.by_relation.copy()), KeptCensus(self._db)
        census.prepare(ends.values())
        for one, other in pairs:
            tally.count(ends[one], ends[other], -1)
            fewer.update((one, other))
        for id, less in fewer.items():
            census.change(ends[id], self.degree(id), self.degree(id) - less)
        evidence = everything._replace(census=census, tally=tally, degree=lambda id: self.degree(id) - fewer[id])
        return Model(evidence, self._weights)

    def people(self, ids: Iterable[int]) -> list[Person]:
        """Contacts as the ranking sees them, in the order asked for, read together."""
        ids = list(ids)
        missing = [id for id in dict.fromkeys(ids) if id not in self._people]
        for id, (_, groups, ties) in profiles.kept(self._db, missing).items():
            self._people[id] = Person(id, groups)
            self._degrees[id] = ties
        return [self._people.get(id) or Person(id, {}) for id in ids]

    def person(self, id: int) -> Person:
        """One contact."""
        return self._people.get(id) or self.people([id])[0]

    def degree(self, id: int) -> int:
        """How many contacts somebody is known to know. Mine do not count."""
        if id not in self._degrees:
            self.person(id)
        return self._degrees.get(id, 0)

    def neighbours(self, id: int) -> frozenset[int]:
        """Whom somebody is known to know."""
        if not self.degree(id):
            return NOBODY
        if id not in self._circles:
            sql = "select b_id from ties where a_id = :id union select a_id from ties where b_id = :id"
            self._circles[id] = frozenset(row[0] for row in self._db.execute(sql, {"id": id}))
            self.people(self._circles[id])
        return self._circles[id]

    def group(self, kind: str, value: Value) -> str:
        """A group in words: "Stripe", "class of 2011", "product", "Chicago", "director"."""
        if kind in (UNIT, SCHOOL):
            found = self._db.execute("select name from organization where id = ?", (value,)).fetchone()
            return str(found[0]) if found else str(value)
        if kind == COHORT:
            return f"class of {value}"
        return self._written(kind, str(value)) if kind in _WRITTEN else str(value)

    def _written(self, kind: str, key: str) -> str:
        """A folded text as one of those looked at has it."""
        members = [person.id for person in self._people.values() if key in person.groups.get(kind, ())]
        texts = (text for (text,) in select_in(self._db, _WRITTEN[kind], members))
        return next((text for text in texts if fold(text) == key), key)


# How the folded texts of a kind are written, by contact.
_WRITTEN = {
    HOME: "select city from contact where city is not null and id in ({})",
    FIELD: "select role from affiliation where kind = 'school' and role is not null and contact_id in ({})",
}


class KeptCensus(Census):
    """The masses kept in a database, each read when it is asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        whole = {kind: Mass(*mass) for kind, *mass in db.execute(f"select kind, {_MASS} from mass where value = ''")}
        everybody = whole.pop("", Mass())
        cohorts = db.execute(f"select value, {_MASS} from mass where kind = ? and value <> ''", (COHORT,))
        super().__init__(everybody, whole, {COHORT: {value_of(COHORT, v): Mass(*mass) for v, *mass in cohorts}})
        self._db = db
        self._seen: set[tuple[str, Value]] = set()
        self._changed: dict[str, list[tuple[tuple[int, int, int], Mass]]] = {}

    def prepare(self, people: Iterable[Person]) -> None:
        """Read the masses of the groups of these people together."""
        wanted: dict[str, set[Value]] = {}
        for person in people:
            for kind, values in person.groups.items():
                wanted.setdefault(kind, set()).update(values)
        for kind, found in wanted.items():
            sql = f"select value, {_MASS} from mass where kind = '{kind}' and value in ({{}})"
            missing = [str(value) for value in found - self.groups.setdefault(kind, {}).keys()]
            self.groups[kind].update((value_of(kind, v), Mass(*mass)) for v, *mass in select_in(self._db, sql, missing))

    def mass(self, kind: str, value: Value | None) -> Mass:
        """The mass of a group, an empty one where nobody was counted into it. Not to be changed."""
        if value is None:
            return Mass()
        groups = self.groups.setdefault(kind, {})
        if value not in groups:
            sql = f"select {_MASS} from mass where kind = ? and value = ?"
            groups[value] = Mass(*(self._db.execute(sql, (kind, str(value))).fetchone() or ()))
        return groups[value]

    def shapes(self, kind: str) -> Mapping[tuple[int, int, int], int]:
        """How many groups of a kind there are by (people, ties, squares)."""
        sql = f"select {_MASS}, count(*) from mass where kind = ? and value <> '' group by {_MASS}"
        found = Counter({tuple(shape): groups for *shape, groups in self._db.execute(sql, (kind,))})
        for before, now in self._changed.get(kind, ()):
            found.subtract([before])
            found.update([(now.people, now.ties, now.squares)])
        return found

    def change(self, person: Person, before: int, after: int) -> None:
        """A person had `before` observed ties and has `after` now, whatever is stored."""
        for kind, values in person.groups.items():
            for value in values:
                if (kind, value) not in self._seen:
                    self._seen.add((kind, value))
                    mass = self.mass(kind, value)
                    self._changed.setdefault(kind, []).append(((mass.people, mass.ties, mass.squares), mass))
        super().change(person, before, after)


_MASS = "people, ties, squares"


def _tally(db: sqlite3.Connection) -> Tally:
    ties, by_relation = 0, Counter[Relation]()
    for kind, how, value, times in db.execute("select kind, how, value, ties from tally"):
        if not kind:
            ties = times
        else:
            by_relation[_relation(kind, how, value)] = times
    return Tally(ties, by_relation)


def _relation(kind: str, how: str, value: str) -> Relation:
    if how == "shared":
        return Relation(kind, how, value_of(kind, value))
    return Relation(kind, how, int(value) if value else None)


class _Denied(Container[tuple[int, int]]):
    """The pairs known not to know each other, the smaller number first."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._by_first: dict[int, frozenset[int]] = {}

    def __contains__(self, ends: object) -> bool:
        return isinstance(ends, tuple) and ends[1] in self._of(ends[0])

    def _of(self, first: int) -> frozenset[int]:
        if first not in self._by_first:
            sql = "select b_id from acquaintance where a_id = ? and knows = 'no'"
            self._by_first[first] = frozenset(row[0] for row in self._db.execute(sql, (first,)))
        return self._by_first[first]
