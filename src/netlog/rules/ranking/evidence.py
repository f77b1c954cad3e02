"""What is known of people and ties, as counts that a store can keep one event at a time."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

UNIT, COHORT, FIELD, SCHOOL, HOME, ROLE = "unit", "cohort", "field", "school", "home", "role"
KINDS = (UNIT, COHORT, FIELD, SCHOOL, HOME, ROLE)
"""The only kinds of affiliation that are ever read. Nothing protected by law is among them, nor a stand-in for it."""

Value = str | int | float
NUMBERS = (UNIT, COHORT, SCHOOL)
"""Kinds whose values are numbers: of organizations, and class years."""

Group = tuple[str, Value]
"""A kind and a value: ("unit", "dorm 47")."""

FAR = 4
"""Cohorts this many years apart, or more, are one relation."""

NOBODY: frozenset[int] = frozenset()


class Person(NamedTuple):
    """A contact as the ranking sees them: an id and the groups they belong to, by kind. A kind left out is unknown."""

    id: int
    groups: Mapping[str, tuple[Value, ...]]


class Relation(NamedTuple):
    """How two people stand to each other in one kind.

    `how` is "shared" (then `value` is the group), "apart" (cohorts, `value` years, FAR meaning that or more),
    "different" or "unknown" (one of them has no value).
    """

    kind: str
    how: str
    value: Value | None = None


class Mass:
    """A set of people in three sums: how many, their observed ties, and the squares of these."""

    __slots__ = ("people", "squares", "ties")  # like all of this room, no dataclass: each takes a command 0.6 ms

    def __init__(self, people: int = 0, ties: int = 0, squares: int = 0) -> None:
        self.people, self.ties, self.squares = people, ties, squares

    def __eq__(self, other: object) -> bool:
        """Whether both count the same."""
        if not isinstance(other, Mass):
            return NotImplemented
        return (self.people, self.ties, self.squares) == (other.people, other.ties, other.squares)

    __hash__ = None  # type: ignore[assignment]  # it changes

    def count(self, ties: int, sign: int = 1) -> None:
        """Take in somebody with so many observed ties, or let them go with sign -1."""
        self.people += sign
        self.ties += sign * ties
        self.squares += sign * ties * ties

    def change(self, before: int, after: int) -> None:
        """Somebody in it had `before` observed ties and has `after` now."""
        self.ties += after - before
        self.squares += after * after - before * before


class Census:
    """Everybody, those of whom each kind is known, and every group, as masses."""

    def __init__(
        self,
        everybody: Mass | None = None,
        known: dict[str, Mass] | None = None,
        groups: dict[str, dict[Value, Mass]] | None = None,
    ) -> None:
        self.everybody = everybody or Mass()
        self.known = known or {}
        self.groups = groups or {}

    def count(self, person: Person, ties: int = 0, sign: int = 1) -> None:
        """Take in a person with so many observed ties, or let them go with sign -1."""
        for mass in self._masses(person):
            mass.count(ties, sign)

    def change(self, person: Person, before: int, after: int) -> None:
        """A person had `before` observed ties and has `after` now."""
        for mass in self._masses(person):
            mass.change(before, after)

    def _masses(self, person: Person) -> list[Mass]:
        masses = [self.everybody]
        for kind in KINDS:
            values = person.groups.get(kind, ())
            if values:
                masses.append(self.known.setdefault(kind, Mass()))
            groups = self.groups.setdefault(kind, {})
            masses.extend(groups.setdefault(value, Mass()) for value in values)
        return masses

    def shapes(self, kind: str) -> Mapping[tuple[int, int, int], int]:
        """How many groups of a kind there are by (people, ties, squares)."""
        return Counter((m.people, m.ties, m.squares) for m in self.groups.get(kind, {}).values())

    def prepare(self, people: Iterable[Person]) -> None:
        """Told whose groups will be asked about; for those that read them from somewhere."""

    def mass(self, kind: str, value: Value | None) -> Mass:
        """The mass of a group, an empty one where nobody was counted into it. Not to be changed."""
        found = self.groups.get(kind, {}).get(value) if value is not None else None
        return found or Mass()

    def size(self, kind: str, value: Value | None) -> int:
        """Members of a group; 0 for one that was never counted."""
        return self.mass(kind, value).people


class Tally:
    """Observed ties, in all and by the relations of the two people. Several shared groups count each."""

    def __init__(self, ties: int = 0, by_relation: Counter[Relation] | None = None) -> None:
        self.ties = ties
        self.by_relation = Counter() if by_relation is None else by_relation

    def count(self, a: Person, b: Person, sign: int = 1) -> None:
        """Take in a tie, or let it go with sign -1."""
        self.ties += sign
        for kind in KINDS:
            for rel in relations(kind, a, b):
                self.by_relation[rel] += sign


class Evidence(NamedTuple):
    """All that the model learns from, as counts kept elsewhere.

    `neighbours` gives those somebody is known to know and `person` the affiliations of any of them; both are asked only
    about people who are looked at. `denied` holds pairs known not to know each other, the lower id first. `degree` says
    how many neighbours there are, for callers that know it without naming them.
    """

    census: Census
    tally: Tally
    person: Callable[[int], Person]
    neighbours: Callable[[int], frozenset[int]]
    denied: Container[tuple[int, int]] = frozenset()
    degree: Callable[[int], int] | None = None

    @classmethod
    def learn(
        cls,
        people: Iterable[Person],
        ties: Iterable[tuple[int, int]] = (),
        non_ties: Iterable[tuple[int, int]] = (),
    ) -> Evidence:
        """Count everything from lists, for callers that keep no counts.

        A tie told twice counts once; one with oneself or with a stranger to `people` is left out.
        """
        by_id = {p.id: p for p in people}
        circles: dict[int, set[int]] = {}
        tally = Tally()
        for a, b in sorted({pair(a, b) for a, b in ties if a != b and a in by_id and b in by_id}):
            tally.count(by_id[a], by_id[b])
            circles.setdefault(a, set()).add(b)
            circles.setdefault(b, set()).add(a)
        census = Census()
        for person in by_id.values():
            census.count(person, len(circles.get(person.id, ())))
        frozen = {k: frozenset(v) for k, v in circles.items()}
        return cls(
            census,
            tally,
            by_id.__getitem__,
            lambda who: frozen.get(who, NOBODY),
            frozenset(pair(a, b) for a, b in non_ties if a != b),
        )

    def ties(self, who: int) -> int:
        """How many people somebody is known to know."""
        return self.degree(who) if self.degree else len(self.neighbours(who))

    def knows(self, a: int, b: int) -> bool | None:
        """Whether two are known to know each other, known not to, or None: nothing was said. A yes beats a no."""
        if b in self.neighbours(a):
            return True
        return False if pair(a, b) in self.denied else None


def pair(a: int, b: int) -> tuple[int, int]:
    """The two ids in order."""
    return (a, b) if a < b else (b, a)


def relations(kind: str, a: Person, b: Person) -> tuple[Relation, ...]:
    """How a and b stand in a kind: every shared group, or the one other relation."""
    ours, theirs = a.groups.get(kind, ()), b.groups.get(kind, ())
    if not ours or not theirs:
        return (Relation(kind, "unknown"),)
    shared = tuple(Relation(kind, "shared", v) for v in ours if v in theirs)
    if shared:
        return shared
    years = years_apart(ours, theirs) if kind == COHORT else None
    return (Relation(kind, "apart", years) if years is not None else Relation(kind, "different"),)


def years_apart(ours: Iterable[Value], theirs: Iterable[Value]) -> int | None:
    """The least distance of two cohorts in whole years, from 1 to FAR; None where none is a number."""
    theirs = tuple(theirs)
    gaps = [abs(a - b) for a in ours for b in theirs if not isinstance(a, str) and not isinstance(b, str)]
    return whole_years(min(gaps)) if gaps else None


def whole_years(gap: float) -> int:
    """The distance of two cohorts as the model counts it, from 1 to FAR."""
    return max(1, min(FAR, math.floor(gap)))


def value_of(kind: str, text: str) -> Value:
    """A value as the model has it, from the text in which it is stored."""
    return int(text) if kind in NUMBERS else text
