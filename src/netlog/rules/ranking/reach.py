"""Whom of my targets does somebody know? P(x knows t) for many people at once, learning from every answer."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

from netlog.rules.ranking.evidence import COHORT, KINDS, Person, Relation, Value
from netlog.rules.ranking.scorer import LIKELIEST, Model, base_rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BASE_TRUST = 8.0
"""Pseudo-answers behind the base rate (RANKING.md 2)."""

YIELD_TRUST = 3.0
"""Pseudo-answers behind how well one person does against expectation (RANKING.md 2)."""

Values = tuple[Value, ...]


class Lifts:
    """How many times likelier than chance anybody is to know each of a fixed list of targets, a row at a time.

    A row is exp(affiliation) times how busy the person is. Most people share a group with few targets, so a row is made
    of the row of those who share none (one a cohort) and a bonus where they do: thousands in some dozen milliseconds.
    """

    def __init__(self, model: Model, targets: Sequence[Person]) -> None:
        self.model = model
        self.targets = tuple(targets)
        self._kinds = tuple(k for k in KINDS if model.evidence.census.known.get(k))
        self._plain: dict[tuple[str, bool], list[float]] = {}
        self._cohorts: dict[Values, list[float]] = {}
        self._bases: dict[tuple[Values, tuple[bool, ...]], list[float]] = {}
        self._bonuses: dict[tuple[str, Values], list[tuple[int, float]]] = {}
        self._members: dict[tuple[str, Value], list[int]] = defaultdict(list)
        self._rows: dict[int, list[float]] = {}
        for place, target in enumerate(self.targets):
            for kind in self._kinds:
                for value in target.groups.get(kind, ()):
                    self._members[kind, value].append(place)

    def row(self, person: Person) -> list[float]:
        """The lift to each target, in the order of the targets. It is kept, so do not change it."""
        if person.id not in self._rows:
            self._rows[person.id] = self._row(person)
        return self._rows[person.id]

    def _row(self, person: Person) -> list[float]:
        groups = person.groups
        row = self._base(groups.get(COHORT, ()), tuple(bool(groups.get(kind)) for kind in self._kinds)).copy()
        for kind in self._kinds:
            if kind != COHORT:
                for place, times in self._bonus(kind, groups.get(kind, ())):
                    row[place] *= times
        busy = self.model.busy(person)
        return row if busy == 1 else [busy * lift for lift in row]

    def _base(self, cohort: Values, known: tuple[bool, ...]) -> list[float]:
        """The row of somebody of a cohort who shares no group with any target."""
        key = (cohort, known)
        if key not in self._bases:
            row = [1.0] * len(self.targets)
            for kind, told in zip(self._kinds, known, strict=True):
                row = list(map(mul, row, self._years(cohort) if kind == COHORT else self._other(kind, told)))
            self._bases[key] = row
        return self._bases[key]

    def _other(self, kind: str, told: bool) -> list[float]:
        """The lifts of a kind where no group is shared, for somebody whose own group is told or not."""
        if (kind, told) not in self._plain:
            unknown = self.model.times(Relation(kind, "unknown"))
            different = self.model.times(Relation(kind, "different")) if told else unknown
            self._plain[kind, told] = [different if t.groups.get(kind) else unknown for t in self.targets]
        return self._plain[kind, told]

    def _years(self, cohort: Values) -> list[float]:
        if cohort not in self._cohorts:
            self._cohorts[cohort] = self._lifts_of_years(cohort)
        return self._cohorts[cohort]

    def _lifts_of_years(self, cohort: Values) -> list[float]:
        somebody, model = Person(-1, {COHORT: cohort} if cohort else {}), self.model
        lifts: dict[Values, float] = {}
        for target in self.targets:
            theirs = target.groups.get(COHORT, ())
            if theirs not in lifts:
                lifts[theirs] = model.times(model.relation(COHORT, somebody, target))
        return [lifts[target.groups.get(COHORT, ())] for target in self.targets]

    def _bonus(self, kind: str, values: Values) -> list[tuple[int, float]]:
        """(place of a target, lift of the best shared group over that of different groups) where a group is shared."""
        if (kind, values) not in self._bonuses:
            different = self.model.times(Relation(kind, "different"))
            best: dict[int, float] = {}
            for value in values:
                for place in self._members.get((kind, value), ()):
                    times = self.model.times(Relation(kind, "shared", value)) / different
                    best[place] = max(times, best.get(place, 0.0))
            self._bonuses[kind, values] = list(best.items())
        return self._bonuses[kind, values]


@dataclass(slots=True)
class Record:
    """What was got and what was expected; `factor` is how many times more, shrunk towards 1 by a trust."""

    trust: float
    got: float = 0.0
    expected: float = 0.0

    @property
    def factor(self) -> float:
        """(trust + got) / (trust + expected)."""
        return (self.trust + self.got) / (self.trust + self.expected)


class Reach:
    """P(x~t) for people x and open targets t: min(.9, rho * lift * yield), 1 or 0 once told (RANKING.md 2).

    It learns: `tell` takes what is known of one pair, `answer` what a host said to a list, `close` a target that needs
    no introduction any more. `base` is rho before the first answer.
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
        """It is known whether x knows the target; who is no target is passed over. Nothing else is concluded."""
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
            self._sums[x.id] = self._quick(x) or self._exact(x)
        return self._sums[x.id]

    def _exact(self, x: Person) -> tuple[float, float]:
        chances = self.chances(x)
        return (sum(chances), max(chances, default=0.0))

    def _quick(self, x: Person) -> tuple[float, float] | None:
        """The same for those of whom nothing was told and whose chances all stay below the cap: nearly everybody."""
        if x.id in self._told or x.id in self._hosts or x.id in self.index or not self.index:
            return None
        row = list(map(mul, self.lifts.row(x), self._open))
        rho, top = self.rho, max(row)
        return (rho * sum(row), rho * top) if rho * top <= LIKELIEST else None

    def is_open(self, x: int) -> bool:
        """Whether x is a target who was not met yet."""
        return x in self.index and self._open[self.index[x]] > 0


def best_placed(reach: Reach, people: Iterable[Person], limit: int) -> list[Person]:
    """The people likeliest to know open targets: out of a directory of strangers, those worth a thought."""
    return heapq.nsmallest(limit, people, key=lambda person: (-sum(reach.outlook(person)), person.id))
