"""Whom of my targets does somebody know? P(x knows t) for many people at once, learning from every answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul

from netlog.rules.ranking.evidence import KINDS, Person, Value
from netlog.rules.ranking.scorer import LIKELIEST, Model, base_rate

RATE_TRUST = 8.0
"""Pseudo-answers behind the base rate (RANKING.md 2)."""

YIELD_TRUST = 3.0
"""Pseudo-names behind how well somebody does against expectation (RANKING.md 2)."""


class Lifts:
    """exp(affiliation) of anybody to a fixed list of targets, a row at a time.

    Each kind is a vector over the targets for each value that occurs; a row is the product of its kinds' vectors, which
    keeps 4,000 rows over 100 targets near 50 ms in plain Python.
    """

    def __init__(self, model: Model, targets: Sequence[Person]) -> None:
        self.model = model
        self.targets = tuple(targets)
        self._kinds = tuple(k for k in KINDS if model.evidence.census.known.get(k))
        self._vectors: dict[tuple[str, tuple[Value, ...]], list[float]] = {}
        self._products: dict[tuple[tuple[Value, ...], ...], list[float]] = {}

    def row(self, person: Person) -> list[float]:
        """The lift to each target, in the order of the targets. Do not change it: rows are shared."""
        key = tuple(person.groups.get(kind, ()) for kind in self._kinds)
        if key not in self._products:
            row = [1.0] * len(self.targets)
            for kind, values in zip(self._kinds, key, strict=True):
                row = list(map(mul, row, self._vector(kind, values)))
            self._products[key] = row
        return self._products[key]

    def _vector(self, kind: str, values: tuple[Value, ...]) -> list[float]:
        if (kind, values) not in self._vectors:
            somebody = Person(-1, {kind: values})
            model = self.model
            self._vectors[kind, values] = [
                model.lift(model.relation(kind, somebody, target)) for target in self.targets
            ]
        return self._vectors[kind, values]


@dataclass(slots=True)
class Record:
    """How somebody's, or some group's, answers compare with what was expected of them."""

    got: float = 0.0
    expected: float = 0.0

    def factor(self, trust: float = YIELD_TRUST) -> float:
        """How many times more than expected, shrunk towards 1."""
        return (trust + self.got) / (trust + self.expected)


@dataclass(slots=True)
class Reach:
    """P(x~t) for people x and open targets t: min(.9, rho * lift * yield), 1 or 0 once told (RANKING.md 2).

    It learns: `told` takes what is known of one pair, `answer` what a host said to the list, `close` a target that was met.
    """

    lifts: Lifts
    open: list[float] = field(init=False)
    index: dict[int, int] = field(init=False)
    known: dict[int, dict[int, bool]] = field(default_factory=dict)
    hosts: dict[int, Record] = field(default_factory=dict)
    names: dict[int, Record] = field(default_factory=dict)
    base: Record = field(default_factory=Record)

    def __post_init__(self) -> None:
        self.index = {t.id: j for j, t in enumerate(self.lifts.targets)}
        self.open = [1.0] * len(self.index)
