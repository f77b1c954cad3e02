"""Task 1: who knows whom? Asks until the first contact who truly knows the target (RANKING.md 1)."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netlog.rules.ranking.evidence import KINDS, Evidence, relations
from netlog.rules.ranking.scorer import Model

if TYPE_CHECKING:
    from .networks import Network

SHARES = (0.0, 0.05, 0.2)
BATCHES = 3
CONTACTS = 10

Scorer = Callable[["Query", int], float]
"""How well a contact (second) fits a query; higher is asked sooner."""


@dataclass(frozen=True)
class Query:
    """Me, some of my contacts, and somebody I do not know; `lots` break ties in score."""

    me: int
    contacts: tuple[int, ...]
    target: int
    lots: tuple[float, ...]


def observed(network: Network, share: float, rng: random.Random) -> list[tuple[int, int]]:
    """Each tie with the same probability, independently."""
    return [tie for tie in network.ties if rng.random() < share]


def queries(network: Network, seen: set[tuple[int, int]], count: int, rng: random.Random) -> list[Query]:
    """Random queries that have an answer, a wrong answer, and no answer in the observed ties."""
    askers = [p.id for p in network.people if len(network.adjacent[p.id]) >= 3]
    found: list[Query] = []
    for _ in range(2000 * count):
        if len(found) == count or not askers:
            break
        me, target = rng.choice(askers), rng.randrange(network.size)
        if target == me or target in network.adjacent[me]:
            continue
        contacts = sorted(network.adjacent[me])
        contacts = rng.sample(contacts, CONTACTS) if len(contacts) > CONTACTS else contacts
        knows = sum(target in network.adjacent[c] for c in contacts)
        told = any((min(c, target), max(c, target)) in seen for c in contacts)
        if 0 < knows < len(contacts) and not told:
            found.append(Query(me, tuple(contacts), target, tuple(rng.random() for _ in contacts)))
    return found


def asks(network: Network, query: Query, scorer: Scorer) -> int:
    """The rank of the first contact who truly knows the target."""
    keys = [(-round(scorer(query, c), 9), lot, c) for c, lot in zip(query.contacts, query.lots, strict=True)]
    return next(rank for rank, (*_, c) in enumerate(sorted(keys), 1) if query.target in network.adjacent[c])


def scorers(network: Network, ties: list[tuple[int, int]]) -> Mapping[str, Scorer]:
    """The columns of the table. `netlog` is the product's own scorer, `without me` the same not told who asks."""
    people = network.people
    model = Model(Evidence.learn(people, ties))
    neighbours, census = model.evidence.neighbours, model.evidence.census

    def shared(query: Query, c: int) -> list[int]:
        found = (r for kind in KINDS for r in relations(kind, people[c], people[query.target]) if r.how == "shared")
        return [census.size(r.kind, r.value) for r in found]

    def adamic_adar(query: Query, c: int) -> float:
        common = neighbours(c) & neighbours(query.target)
        return math.fsum(1 / math.log(len(neighbours(n))) for n in common)

    return {
        "random": lambda query, c: 0.0,
        "shared affiliations": lambda query, c: float(len(shared(query, c))),
        "rarity": lambda query, c: math.fsum(math.log(network.size / n) for n in shared(query, c)),
        "Adamic-Adar": adamic_adar,
        "without me": lambda query, c: model.score(people[c], people[query.target]),
        "netlog": lambda query, c: model.score(people[c], people[query.target], people[query.me]),
    }


def measure(network: Network, share: float, count: int, seed: int) -> dict[str, tuple[float, float]]:
    """(mean asks, share of hits at the first) by scorer, over BATCHES samples of observed ties."""
    ranks: dict[str, list[int]] = {}
    for batch in range(BATCHES):
        rng = random.Random(f"{network.name}/{share}/{batch}/{seed}")
        ties = observed(network, share, rng)
        asked = queries(network, set(ties), count // BATCHES, rng)
        for name, scorer in scorers(network, ties).items():
            ranks.setdefault(name, []).extend(asks(network, query, scorer) for query in asked)
    return {name: (sum(r) / len(r), r.count(1) / len(r)) for name, r in ranks.items() if r}
