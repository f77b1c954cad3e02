"""Whom of my targets does somebody know? P(x knows t) for many people at once, learning from every answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from netlog.rules.ranking.evidence import COHORT, KINDS, Person, Relation, Value
from netlog.rules.ranking.scorer import LIKELIEST, Model, base_rate

BASE_TRUST = 8.0
"""Pseudo-answers behind the base rate (RANKING.md 2)."""

YIELD_TRUST = 3.0
"""Pseudo-answers behind how well one person does against expectation (RANKING.md 2)."""

Values = tuple[Value, ...]


class Lifts:
    """How many times likelier than chance anybody is to know each of a fixed list of targets, a row at a time.

    A row is exp(affiliation + activity). Each kind is a vector over the targets for each set of values that occurs, and a
    row the product of its kinds' vectors, which keeps thousands of rows within tens of milliseconds in plain Python.
    """

    def __init__(self, model: Model, targets: Sequence[Person]) -> None:
        self.model = model
        self.targets = tuple(targets)
        self._kinds = tuple(k for k in KINDS if model.evidence.census.known.get(k))
        self._vectors: dict[tuple[str, Values], list[float]] = {}
        self._members: dict[tuple[str, Value], list[int]] = defaultdict(list)
        self._rows: dict[int, list[float]] = {}
        for place, target in enumerate(self.targets):
            for kind in self._kinds:
                for value in target.groups.get(kind, ()):
                    self._members[kind, value].append(place)

    def row(self, person: Person) -> list[float]:
        """The lift to each target, in the order of the targets. It is kept, so do not change it."""
        if person.id not in self._rows:
            row = [self.model.activity(person)] * len(self.targets)
            for kind in self._kinds:
                row = list(map(mul, row, self._vector(kind, person.groups.get(kind, ()))))
            self._rows[person.id] = row
        return self._rows[person.id]

    def _vector(self, kind: str, values: Values) -> list[float]:
        if (kind, values) not in self._vectors:
            self._vectors[kind, values] = self._years(values) if kind == COHORT else self._groups(kind, values)
        return self._vectors[kind, values]

    def _years(self, values: Values) -> list[float]:
        somebody, model = Person(-1, {COHORT: values}), self.model
        by_cohort: dict[Values, float] = {}
        for target in self.targets:
            theirs = target.groups.get(COHORT, ())
            if theirs not in by_cohort:
                by_cohort[theirs] = model.lift(model.relation(COHORT, somebody, target))
        return [by_cohort[target.groups.get(COHORT, ())] for target in self.targets]

    def _groups(self, kind: str, values: Values) -> list[float]:
        unknown = self.model.lift(Relation(kind, "unknown"))
        different = self.model.lift(Relation(kind, "different")) if values else unknown
        row = [different if target.groups.get(kind) else unknown for target in self.targets]
        shared: dict[int, float] = {}
        for value in values:
            for place in self._members.get((kind, value), ()):
                lift = self.model.lift(Relation(kind, "shared", value))
                shared[place] = max(lift, shared.get(place, 0.0))
        for place, lift in shared.items():
            row[place] = lift
        return row


@dataclass(slots=True)
class Record:
    """What was got and what was expected, and how many times more than expected that is, shrunk towards 1 by a trust."""

    trust: float
    got: float = 0.0
    expected: float = 0.0

    @property
    def factor(self) -> float:
        """(trust + got) / (trust + expected)."""
        return (self.trust + self.got) / (self.trust + self.expected)


class Reach:
    """P(x~t) for people x and open targets t: min(.9, rho * lift * yield), 1 or 0 once told (RANKING.md 2).

    It learns: `tell` takes what is known of one pair, `answer` what a host said to a list, `close` a target that needs no
    introduction any more. `base` is rho before the first answer.
    """

    def __init__(self, lifts: Lifts, base: float | None = None) -> None:
        self.lifts = lifts
        self.index = {target.id: place for place, target in enumerate(lifts.targets)}
        self._open = [1.0] * len(self.index)
        self._told: dict[int, dict[int, float]] = {}
        self._hosts: dict[int, Record] = {}
        self._base = base_rate(lifts.model.evidence.census.everybody.people) if base is None else base
        self._answers = Record(BASE_TRUST * self._base)
        self._lifts_asked = BASE_TRUST
        self._sums: dict[int, tuple[float, float]] = {}

    # --- learning ------------------------------------------------------------------------------

    def tell(self, x: int, target: int, knows: bool) -> None:
        """It is known whether x knows the target; people who are no targets are passed over. Nothing else is concluded."""
        if target in self.index:
            self._told.setdefault(x, {})[self.index[target]] = float(knows)
            self._sums.pop(x, None)

    def answer(self, host: Person, answers: Mapping[int, bool]) -> None:
        """What a host said of each target on a list: the pairs, the host's yield and the base rate follow."""
        row = self.lifts.row(host)
        record = self._hosts.setdefault(host.id, Record(YIELD_TRUST))
        rho = self.rho
        for target, knows in answers.items():
            place = self.index.get(target)
            if place is not None:
                record.got += knows
                record.expected += min(LIKELIEST, rho * row[place])
                self._answers.got += knows
                self._lifts_asked += min(LIKELIEST / rho, row[place])
            self.tell(host.id, target, knows)
        self._sums.clear()

    def close(self, target: int) -> None:
        """The target was met, or is given up."""
        self._open[self.index[target]] = 0.0
        self._sums.clear()

    # --- what follows --------------------------------------------------------------------------

    @property
    def rho(self) -> float:
        """The chance at lift 1: yeses over the lifts of those asked about, with BASE_TRUST pseudo-lifts at the base."""
        return (self._answers.trust + self._answers.got) / self._lifts_asked

    def chances(self, x: Person) -> list[float]:
        """P(x~t) for every target in order, 0 for closed ones and for x."""
        record = self._hosts.get(x.id)
        scale = self.rho * (record.factor if record else 1.0)
        row = [min(LIKELIEST, scale * lift) for lift in self.lifts.row(x)]
        for place, knows in self._told.get(x.id, {}).items():
            row[place] = knows
        if x.id in self.index:
            row[self.index[x.id]] = 0.0
        return list(map(mul, row, self._open))

    def outlook(self, x: Person) -> tuple[float, float]:
        """How many open targets x is expected to know, and the chance of the likeliest."""
        if x.id not in self._sums:
            chances = self.chances(x)
            self._sums[x.id] = (sum(chances), max(chances, default=0.0))
        return self._sums[x.id]

    def is_told(self, x: int, target: int) -> bool:
        """Whether it is already known if x knows the target."""
        return self.index.get(target) in self._told.get(x, {})
