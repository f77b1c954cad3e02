"""A term in words: the group it names and the counts in it are those that a second count finds."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from netlog.rules.ranking.evidence import COHORT, KINDS, Evidence, Person, Relation, relations
from netlog.rules.ranking.scorer import Model, Term
from netlog.rules.ranking.sentences import fact, likelier, sentence

if TYPE_CHECKING:
    from netlog.rules.ranking.evidence import Value

PEOPLE = 60
VALUES: dict[str, tuple[Value, ...]] = {
    "unit": tuple(f"firm {n}" for n in range(9)),
    "cohort": tuple(range(2004, 2013)),
    "field": ("product", "design", "C-level {0} [bold]"),
    "school": tuple(f"school {n}" for n in range(4)),
    "home": ("Chicago", "Bogotá"),
    "role": ("senior", "manager", "C-level"),
}


def group(kind: str, value: Value) -> str:
    return f"class of {value}" if kind == COHORT else str(value)


class Town:
    """Random people and ties, counted by hand."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.people = [Person(id, self._groups(rng)) for id in range(1, PEOPLE + 1)]
        pairs = [(rng.randint(1, PEOPLE), rng.randint(1, PEOPLE)) for _ in range(rng.choice((0, 30, 150)))]
        self.ties = {frozenset(pair) for pair in pairs if pair[0] != pair[1]}
        self.no = [(a, b) for a, b in ((1, 2), (3, 4)) if frozenset((a, b)) not in self.ties]
        ties = [(min(tie), max(tie)) for tie in self.ties]
        self.model = Model(Evidence.learn(self.people, ties, self.no))

    @staticmethod
    def _groups(rng: random.Random) -> dict[str, tuple[Value, ...]]:
        drawn = {kind: tuple(sorted(rng.sample(VALUES[kind], rng.choice((0, 1, 1, 2))), key=str)) for kind in KINDS}
        return {kind: values for kind, values in drawn.items() if values}

    def members(self, kind: str, value: Value | None) -> set[int]:
        return {person.id for person in self.people if value in person.groups.get(kind, ())}

    def known_to(self, who: int) -> set[int]:
        return {other for tie in self.ties if who in tie for other in tie if other != who}


def people(count: int) -> str:
    return "nobody" if not count else "1 person" if count == 1 else f"{count} people"


def expected(town: Town, term: Term, c: Person, t: Person) -> str:
    """What the sentence must begin with, counted from the lists."""
    rel = term.relation
    if term.factor == "affiliation":
        assert rel
        assert rel in relations(rel.kind, c, t)
        return f"both .*{named(rel)}.* \\({people(len(town.members(rel.kind, rel.value)))}\\)" if shared(rel) else "."
    if term.factor in ("circle", "their-circle"):
        assert rel
        whose, other = (c, t) if term.factor == "circle" else (t, c)
        assert rel.value in other.groups[rel.kind]
        got = len(town.known_to(whose.id) & town.members(rel.kind, rel.value))
        are = "are" if got > 1 else "is"
        return f"{people(got)} whom P{whose.id} is known to know {are} .*{named(rel)}"
    if term.factor == "activity":
        return f"P{c.id} is known to know {people(len(town.known_to(c.id)))}, "
    if term.factor == "shared":
        return f"both are known to know {people(len(town.known_to(c.id) & town.known_to(t.id)))} in common"
    if term.factor == "unlike-me":
        alike = sum(each.points for each in town.model.affiliation(c, town.people[0]))
        return f"what you share with P{c.id}" if alike > 0 else f"you know P{c.id} although you share little"
    does = "" if frozenset((c.id, t.id)) in town.ties else "not "
    assert does == "" or (min(c.id, t.id), max(c.id, t.id)) in town.no
    return f"P{c.id} is known {does}to know P{t.id}$"


def named(rel: Relation) -> str:
    assert rel.value is not None
    return re.escape(group(rel.kind, rel.value).removesuffix("-level"))


def shared(rel: Relation) -> bool:
    return rel.how == "shared"


@pytest.mark.parametrize("seed", range(12))
def test_every_sentence_is_true_of_the_people(seed: int) -> None:
    town, rng = Town(seed), random.Random(seed)
    me = town.people[0]
    pairs = [*(rng.sample(town.people[1:], 2) for _ in range(80)), town.people[2:4], [town.people[3], town.people[2]]]
    for c, t in pairs:
        for term in town.model.terms(c, t, me):
            said = sentence(term, f"P{c.id}", f"P{t.id}", group)
            assert re.match(expected(town, term, c, t), said), said
            assert said.endswith(likelier(term.times)) or term.factor == "known"
            assert not said.endswith(".")


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        (Relation("cohort", "apart", 1), "their classes are 1 year apart"),
        (Relation("cohort", "apart", 4), "their classes are 4 years or more apart"),
        *((Relation(kind, "different"), "they ") for kind in KINDS),
        *((Relation(kind, "unknown"), "netlog does not know ") for kind in KINDS),
    ],
)
def test_what_is_not_shared_has_words_too(relation: Relation, words: str) -> None:
    assert fact(Term("affiliation", -0.3, relation), "Ben", "Dan", group).startswith(words)


def test_a_group_reads_as_in_a_sentence() -> None:
    def said(kind: str, value: Value) -> str:
        return fact(Term("affiliation", 1.0, Relation(kind, "shared", value), 14), "Ben", "Dan", group)

    assert [said(kind, value) for kind, value in (("unit", "Stripe"), ("cohort", 2011), ("role", "C-level"))] == [
        "both at Stripe, now or before (14 people)",
        "both of the class of 2011 (14 people)",
        "both at C level (14 people)",
    ]


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (9.04, "9 times likelier"),
        (1.4, "1.4 times likelier"),
        (1234.5, "1,234 times likelier"),
        (0.5, "2 times less likely"),
        (1.02, "neither likelier nor less likely"),
    ],
)
def test_a_factor_is_said_in_few_figures(times: float, words: str) -> None:
    assert likelier(times) == words
