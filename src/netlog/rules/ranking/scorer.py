"""Who knows whom: a score in log-odds that is a sum of sentences (docs/explanation/ranking.md has the measurements)."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.ranking.evidence import (
    COHORT,
    FIELD,
    HOME,
    KINDS,
    ROLE,
    SCHOOL,
    UNIT,
    Evidence,
    Group,
    Mass,
    Person,
    Relation,
    relations,
    whole_years,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

CERTAIN = 50.0
"""Points of a tie that is known (minus: known not to be), more than all other terms together can make."""

LIKELIEST = 0.9
"""No guess is surer than this (RANKING.md 2)."""


class Weights(NamedTuple):
    """The settings of the score; each default was measured (docs/explanation/ranking.md).

    `rarity` is the exponent g of the prior lift (N / size) ** g of sharing a group, `years` the prior lift of cohorts
    so many years apart, `different` and `unknown` those of two other groups and of a missing value. `kinds` are factors
    on the points of a kind (else 1): class years say less than their lift, as the other terms tell much of it. The
    `_trust` are pseudo-counts of the Gamma-Poisson shrinkage; `acquaintances` is how many of everybody each knows
    before anything is learned (RANKING.md 2); the others are factors on the terms of the same name.
    """

    rarity: Mapping[str, float] = {UNIT: 0.5, COHORT: 0.7, FIELD: 0.3, SCHOOL: 0.4, HOME: 0.35, ROLE: 0.2}
    years: Mapping[int, float] = {1: 1.1, 2: 0.7, 3: 0.45, 4: 0.25}
    kinds: Mapping[str, float] = {UNIT: 1.2, COHORT: 0.65}
    different: float = 0.7
    unknown: float = 0.7
    lift_trust: float = 10.0
    kind_trust: float = 20.0
    degree_trust: float = 2.0
    unlike_me: float = 0.4
    activity: float = 1.4
    circle: float = 0.4
    their_circle: float = 0.5
    circle_trust: float = 2.0
    shared: float = 0.3
    shared_trust: float = 0.3
    acquaintances: float = 40.0


class Term(NamedTuple):
    """One piece of evidence: its points in log-odds and the counts that its sentence is made of.

    `factor` is affiliation, unlike-me, activity, circle, their-circle, shared, or known. `relation` tells an
    affiliation, and for the circles the group. `size` is the group's members, `got` the ties counted, `expected` what
    chance would give (unlike-me: how alike the two are, in log-odds).
    """

    factor: str
    points: float
    relation: Relation | None = None
    size: int = 0
    got: float = 0.0
    expected: float = 0.0

    @property
    def times(self) -> float:
        """How many times likelier this makes it."""
        return math.exp(self.points)


class Model:
    """The scorer over some evidence. Equal evidence gives equal answers.

    Nothing is kept but what the evidence implies, so a model is thrown away when the evidence changes.
    """

    def __init__(self, evidence: Evidence, weights: Weights | None = None) -> None:
        self.evidence = evidence
        self.weights = weights or Weights()
        self._lifts: dict[Relation, float] = {}
        self._times: dict[Relation, float] = {}
        self._terms: dict[Relation, Term] = {}
        self._kinds: dict[str, tuple[float, Mapping[str | int, float]]] = {}
        self._circles: dict[int, Counter[Group]] = {}
        everybody = evidence.census.everybody
        self._mean = everybody.ties / max(1, everybody.people)
        self._all = self.exposure(everybody)

    # --- affiliation ---------------------------------------------------------------------------

    def lift(self, rel: Relation) -> float:
        """How many times likelier a tie is in this relation: observed over expected, shrunk towards a prior.

        Gamma-Poisson shrinkage (RANKING.md 1), with the expected ties of the degree-corrected block model (Karrer and
        Newman 2011): members who are known to know many make ties in their group less surprising.
        """
        found = self._lifts.get(rel)
        if found is None:
            found = self._lifts[rel] = self._learn(rel)
        return found

    def _learn(self, rel: Relation) -> float:
        tally, trust = self.evidence.tally, self.weights.lift_trust
        prior = self._prior(rel)
        if not tally.ties:
            return prior
        factor, exposures = self._kind(rel.kind)
        if rel.how == "shared":
            prior *= factor
            expected = self.exposure(self.evidence.census.mass(rel.kind, rel.value))
        else:
            expected = exposures.get(rel.value if isinstance(rel.value, int) else rel.how, 0.0)
        expected *= tally.ties / self._all
        return (tally.by_relation[rel] + trust * prior) / (expected + trust)

    def _prior(self, rel: Relation) -> float:
        """The lift before any tie was seen: the rarer the group, the higher."""
        if rel.how == "shared":
            return self._rarity(rel.kind, self.evidence.census.size(rel.kind, rel.value))
        if rel.how == "apart" and isinstance(rel.value, int):
            return self.weights.years[rel.value]
        return self.weights.unknown if rel.how == "unknown" else self.weights.different

    def _rarity(self, kind: str, size: int) -> float:
        size = max(2, size)
        return float((max(size, self.evidence.census.everybody.people) / size) ** self.weights.rarity[kind])

    def exposure(self, mass: Mass) -> float:
        """Pairs in a mass, each weighed by both degrees relative to the mean (shrunk by `degree_trust`)."""
        return self._pairs(mass.people, mass.ties, mass.squares)

    def _pairs(self, people: int, ties: int, squares: int) -> float:
        s, mean = self.weights.degree_trust, self._mean + self.weights.degree_trust
        weight = (ties + s * people) / mean
        return max(1e-9, (weight * weight - (squares + 2 * s * ties + s * s * people) / mean**2) / 2)

    def _weight(self, mass: Mass) -> float:
        s = self.weights.degree_trust
        return (mass.ties + s * mass.people) / (self._mean + s)

    def _kind(self, kind: str) -> tuple[float, Mapping[str | int, float]]:
        """How the groups of a kind do against their priors, and the exposure of its relations that are no group."""
        if kind not in self._kinds:
            shapes = self.evidence.census.shapes(kind)
            groups = [(shape[0], times * self._pairs(*shape)) for shape, times in shapes.items()]
            self._kinds[kind] = (self._kind_factor(kind, groups), self._exposures(kind, groups))
        return self._kinds[kind]

    def _kind_factor(self, kind: str, groups: list[tuple[int, float]]) -> float:
        """Ties in the groups over what their priors let expect. `groups` are sizes, each with its exposure in all."""
        tally, trust = self.evidence.tally, self.weights.kind_trust
        seen = sum(ties for rel, ties in tally.by_relation.items() if rel.kind == kind and rel.how == "shared")
        priors = [exposure * self._rarity(kind, people) for people, exposure in groups if people > 1]
        return (trust + seen) / (trust + math.fsum(priors) * tally.ties / self._all)

    def _exposures(self, kind: str, groups: list[tuple[int, float]]) -> Mapping[str | int, float]:
        census = self.evidence.census
        known = self.exposure(census.known.get(kind, Mass()))
        apart: dict[str | int, float] = {}
        if kind == COHORT:
            years = [(v, self._weight(m)) for v, m in census.groups.get(kind, {}).items() if not isinstance(v, str)]
            for (a, ours), (b, theirs) in combinations(years, 2):
                gap = whole_years(abs(a - b))
                apart[gap] = apart.get(gap, 0.0) + ours * theirs
        same = math.fsum(exposure for _, exposure in groups)
        different = max(0.0, known - same - sum(apart.values()))
        return {**apart, "unknown": max(0.0, self._all - known), "different": different}

    def relation(self, kind: str, a: Person, b: Person) -> Relation:
        """How a and b stand in a kind; of several shared groups the one with the highest lift."""
        found = relations(kind, a, b)
        return found[0] if len(found) == 1 else max(found, key=lambda rel: (self.lift(rel), str(rel.value)))

    def times(self, rel: Relation) -> float:
        """The lift to the power of the kind's weight: what the relation counts for, as a factor."""
        found = self._times.get(rel)
        if found is None:
            found = self._times[rel] = math.pow(self.lift(rel), self.weights.kinds.get(rel.kind, 1.0))
        return found

    def affiliation(self, a: Person, b: Person) -> list[Term]:
        """A term for each kind in use; an unknown value speaks too (who tells nothing is less often tied)."""
        known = self.evidence.census.known
        return [self._affiliated(self.relation(kind, a, b)) for kind in KINDS if kind in known]

    def _affiliated(self, rel: Relation) -> Term:
        if rel not in self._terms:
            size = self.evidence.census.size(rel.kind, rel.value) if rel.how == "shared" else 0
            self._terms[rel] = Term("affiliation", math.log(self.times(rel)), rel, size)
        return self._terms[rel]

    # --- observed ties -------------------------------------------------------------------------

    def busy(self, c: Person) -> float:
        """How many times more people c is known to know than others are, shrunk towards 1."""
        s = self.weights.degree_trust
        return (self.evidence.ties(c.id) + s) / (self._mean + s)

    def _activity(self, c: Person) -> Term:
        """Has shown to know many people."""
        points = self.weights.activity * math.log(self.busy(c))
        return Term("activity", points, got=self.evidence.ties(c.id), expected=self._mean)

    def _unlike_me(self, c: Person, me: Person) -> Term:
        """Somebody I know although we share little tends to know many; it matters less once ties are seen.

        The tie to me is there, so where likeness does not explain it, their knowing many people does.
        """
        s = self.weights.degree_trust
        alike = math.fsum(term.points for term in self.affiliation(c, me))
        return Term("unlike-me", -self.weights.unlike_me * s / (self._mean + s) * alike, expected=alike)

    def _circle(self, factor: str, weight: float, c: Person, t: Person) -> list[Term]:
        """The people c is known to know, in t's groups, against chance; of each kind the group that says most."""
        if not self.evidence.ties(c.id):
            return []
        return [
            max((self._crowd(factor, weight, c, (kind, value)) for value in values), key=lambda term: term.points)
            for kind in KINDS
            if (values := t.groups.get(kind, ()))
        ]

    def _crowd(self, factor: str, weight: float, c: Person, group: Group) -> Term:
        census, s = self.evidence.census, self.weights.circle_trust
        got, size = self._around(c.id)[group], census.size(*group)
        expected = self.evidence.ties(c.id) * size / max(1, census.everybody.people)
        points = weight * math.log((got + s) / (expected + s))
        return Term(factor, points, Relation(group[0], "shared", group[1]), size, got, expected)

    def _around(self, who: int) -> Counter[Group]:
        if who not in self._circles:
            known = (self.evidence.person(n) for n in self.evidence.neighbours(who))
            self._circles[who] = Counter((k, v) for p in known for k, values in p.groups.items() for v in values)
        return self._circles[who]

    def _shared(self, c: Person, t: Person) -> Term:
        """Acquaintances in common against those of a random graph of the same degrees: d_c d_t sum d^2 / (sum d)^2."""
        ours, theirs = self.evidence.neighbours(c.id), self.evidence.neighbours(t.id)
        mass, s = self.evidence.census.everybody, self.weights.shared_trust
        got = len(ours & theirs)
        expected = len(ours) * len(theirs) * mass.squares / max(1, mass.ties) ** 2
        points = self.weights.shared * math.log((got + s) / (expected + s))
        return Term("shared", points, got=got, expected=expected)

    # --- the sum -------------------------------------------------------------------------------

    def terms(self, c: Person, t: Person, me: Person | None = None) -> tuple[Term, ...]:
        """All that speaks for or against c knowing t, in the order of the page; the points sum to `score`.

        With `me`, c is taken to be somebody I know. A tie that was told, or denied, is the only term.
        """
        told = self.evidence.knows(c.id, t.id)
        if told is not None:
            return (Term("known", CERTAIN if told else -CERTAIN, got=float(told)),)
        terms = self.affiliation(c, t)
        if me is not None:
            terms.append(self._unlike_me(c, me))
        if self.evidence.tally.ties:
            terms.append(self._activity(c))
            terms.extend(self._circle("circle", self.weights.circle, c, t))
            terms.extend(self._circle("their-circle", self.weights.their_circle, t, c))
            terms.append(self._shared(c, t))
        return tuple(terms)

    def score(self, c: Person, t: Person, me: Person | None = None) -> float:
        """The sum of the points: log-odds against two people of whom nothing is known."""
        return math.fsum(term.points for term in self.terms(c, t, me))

    @property
    def base(self) -> float:
        """The share of pairs that know each other before anything is learned."""
        return min(0.25, self.weights.acquaintances / max(1, self.evidence.census.everybody.people))

    def chance(self, c: Person, t: Person, me: Person | None = None, base: float | None = None) -> float:
        """P(c knows t): `base` times exp(score), at most LIKELIEST; 1 or 0 once told. `base` if not this one's."""
        told = self.evidence.knows(c.id, t.id)
        if told is not None:
            return float(told)
        base = self.base if base is None else base
        return min(LIKELIEST, base * math.exp(self.score(c, t, me)))
