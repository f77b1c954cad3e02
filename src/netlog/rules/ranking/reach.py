"""Whom of my targets does somebody know? P(x knows t) for many people at once, learning from every answer."""

from __future__ import annotations

import heapq
from collections import defaultdict
from operator import mul
from typing import TYPE_CHECKING, NamedTuple, cast

from netlog.rules.ranking.evidence import COHORT, KINDS, Person, Relation, Value, whole_years
from netlog.rules.ranking.scorer import LIKELIEST, Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BASE_TRUST = 8.0
"""Pseudo-answers behind the base rate (RANKING.md 2)."""

YIELD_TRUST = 3.0
"""Pseudo-answers behind how well one person does against expectation (RANKING.md 2)."""

CROWD = 8
"""A group in which more than one in so many targets are is part of a base row (`Lifts`)."""

Values = tuple[Value, ...]
BaseKey = tuple[object, ...]
"""What a base row depends on, by kind but for cohorts: a crowd's values, or whether any value is known."""


class Part(NamedTuple):
    """What the values of one kind do to a row: their share of its base's key, and (place, times) of few targets."""

    key: object
    bonus: tuple[tuple[int, float], ...] = ()


class Lifts:
    """How many times likelier than chance anybody is to know each of a fixed list of targets.

    A row is exp(affiliation) times how busy the person is. Most people share a group with few targets, so a row is a
    base that many have in common, times what cohorts are apart, times a bonus where few share something. The sums and
    maxima that thousands of people are compared by then take no row of theirs (`Reach`).
    """

    def __init__(self, model: Model, targets: Sequence[Person]) -> None:
        self.model = model
        self.targets = tuple(targets)
        model.evidence.census.prepare(self.targets)
        known = model.evidence.census.known
        self._kinds = tuple(kind for kind in KINDS if kind != COHORT and known.get(kind))
        self._has_cohorts = bool(known.get(COHORT))
        self._plain: dict[tuple[str, bool], list[float]] = {}
        self._parts: dict[str, dict[Values, Part]] = {kind: {} for kind in self._kinds}
        self._crowds: dict[tuple[str, Values], list[float]] = {}
        self._bases: dict[BaseKey, list[float]] = {}
        self._rows: dict[int, list[float]] = {}
        self._distances: dict[float, float] = {}
        self._years: dict[Values, tuple[list[float], list[float]]] = {}
        self._members: dict[tuple[str, Value], list[int]] = defaultdict(list)
        classes: dict[Values, list[int]] = defaultdict(list)
        for place, target in enumerate(self.targets):
            classes[target.groups.get(COHORT, ())].append(place)
            for kind in self._kinds:
                for value in target.groups.get(kind, ()):
                    self._members[kind, value].append(place)
        self.classes = dict(classes)
        self._singles = [_single(years) for years in classes]

    def row(self, person: Person) -> list[float]:
        """The lift to each target, in the order of the targets. It is kept, so do not change it."""
        if person.id not in self._rows:
            key, bonus = self.taken_apart(person)
            busy = self.model.busy(person)
            row = list(map(mul, self.base(key), self.years(person)[1]))
            row = row if busy == 1 else [busy * lift for lift in row]
            for place, times in bonus.items():
                row[place] *= times
            self._rows[person.id] = row
        return self._rows[person.id]

    def taken_apart(self, person: Person) -> tuple[BaseKey, dict[int, float]]:
        """A person's row but for cohorts and how busy they are: the key of its base, and factors by place."""
        groups = person.groups
        key = []
        bonus: dict[int, float] = {}
        for kind, parts in self._parts.items():
            values = groups.get(kind, ())
            part = parts.get(values) or self._part(kind, values)
            key.append(part.key)
            for place, times in part.bonus:
                bonus[place] = bonus[place] * times if place in bonus else times
        return tuple(key), bonus

    def base(self, key: BaseKey) -> list[float]:
        """The row that people of this key have in common. It is kept, so do not change it."""
        if key not in self._bases:
            row = [1.0] * len(self.targets)
            for kind, part in zip(self._kinds, key, strict=True):
                row = list(map(mul, row, self._column(kind, part)))
            self._bases[key] = row
        return self._bases[key]

    def years(self, person: Person) -> tuple[list[float], list[float]]:
        """What a person's class years do to a row: by the `classes` of targets, and by target."""
        cohort = person.groups.get(COHORT, ())
        if cohort not in self._years:
            lifts = self._of_classes(cohort) if self._has_cohorts else [1.0] * len(self.classes)
            row = [1.0] * len(self.targets)
            for times, places in zip(lifts, self.classes.values(), strict=True):
                for place in places:
                    row[place] = times
            self._years[cohort] = (lifts, row)
        return self._years[cohort]

    def _of_classes(self, ours: Values) -> list[float]:
        """The lift of class years to each of `classes`. Of single ones that differ it takes their distance, few are."""
        year, times = _single(ours), self._distances
        lifts = []
        for theirs, other in zip(self.classes, self._singles, strict=True):
            gap = 0.0 if year is None or other is None else abs(year - other)
            if gap and gap not in times:
                times[gap] = self.model.times(Relation(COHORT, "apart", whole_years(gap)))
            lifts.append(times[gap] if gap else self._of_class(ours, theirs))
        return lifts

    def _of_class(self, ours: Values, theirs: Values) -> float:
        return self.model.times(self.model.relation(COHORT, Person(-1, {COHORT: ours}), Person(-2, {COHORT: theirs})))

    def _part(self, kind: str, values: Values) -> Part:
        """The part, kept for the next of these values."""
        bonus = self._bonus(kind, values)
        part = Part(bool(values), tuple(bonus.items()))
        if len(bonus) * CROWD > len(self.targets):
            column = self._column(kind, True).copy()
            for place, times in bonus.items():
                column[place] *= times
            self._crowds[kind, values] = column
            part = Part(values)
        self._parts[kind][values] = part
        return part

    def _column(self, kind: str, part: object) -> list[float]:
        """The factors of one kind: where a crowd shares it, or where nobody does and the person's is known or not."""
        if not isinstance(part, bool):
            return self._crowds[kind, cast("Values", part)]
        if (kind, part) not in self._plain:
            unknown = self.model.times(Relation(kind, "unknown"))
            different = self.model.times(Relation(kind, "different")) if part else unknown
            self._plain[kind, part] = [different if t.groups.get(kind) else unknown for t in self.targets]
        return self._plain[kind, part]

    def _bonus(self, kind: str, values: Values) -> dict[int, float]:
        """By place: the lift of the best shared group over that of different groups, where a target shares one."""
        best: dict[int, float] = {}
        for value in values:
            if places := self._members.get((kind, value)):
                different = self.model.times(Relation(kind, "different"))
                times = self.model.times(Relation(kind, "shared", value)) / different
                best.update([(place, times) for place in places if times > best.get(place, 0.0)])
        return best


def _single(years: Values) -> float | None:
    """The class year of who has one, as a number."""
    (year,) = years if len(years) == 1 else (None,)
    return None if isinstance(year, str) else year


class Record:
    """What was got and what was expected; `factor` is how many times more, shrunk towards 1 by a trust."""

    def __init__(self, trust: float) -> None:
        self.trust = trust
        self.got = 0.0
        self.expected = 0.0

    @property
    def factor(self) -> float:
        """(trust + got) / (trust + expected)."""
        return (self.trust + self.got) / (self.trust + self.expected)


class Base:
    """A row that many people have in common but for their class years, in the sums and tops of the targets' classes."""

    def __init__(self, row: list[float], classes: Iterable[Sequence[int]]) -> None:
        self._row = row
        values = [[row[place] for place in places] for places in classes]
        self._sums = [sum(several) for several in values]
        self._tops = [max(several) for several in values]
        self._places = [places[v.index(top)] for places, v, top in zip(classes, values, self._tops, strict=True)]
        self._wholes: dict[int, tuple[float, float, int]] = {}

    def outlook(self, years: tuple[list[float], list[float]], bonus: Mapping[int, float]) -> tuple[float, float]:
        """The sum and the highest of the row of somebody of these class years, with these factors by place.

        The years are lists that are kept: they stand for themselves.
        """
        by_class, by_place = years
        whole = self._wholes.get(id(by_class))
        if whole is None:
            tops = list(map(mul, by_class, self._tops))
            highest = max(tops)
            whole = (sum(map(mul, by_class, self._sums)), highest, self._places[tops.index(highest)])
            self._wholes[id(by_class)] = whole
        total, highest, top = whole
        row = self._row
        if bonus.get(top, 1.0) < 1.0:  # taking the most of a sum off it again would leave little but rounding
            values = [value * bonus.get(place, 1.0) for place, value in enumerate(map(mul, row, by_place))]
            return sum(values), max(values)
        for place, times in bonus.items():
            value = row[place] * by_place[place]
            total += value * (times - 1.0)
            if value * times > highest:
                highest = value * times
        return total, highest


class Reach:
    """P(x~t) for people x and open targets t: min(.9, rho * lift * yield), 1 or 0 once told (RANKING.md 2).

    It learns: `tell` takes what is known of one pair, `answer` what a host said to a list, `close` a target that needs
    no introduction any more. `base` is rho before the first answer, `dear` how much each target weighs (None: 1 each).
    """

    def __init__(self, lifts: Lifts, base: float | None = None, dear: Sequence[float] | None = None) -> None:
        self.lifts = lifts
        self.index = {target.id: place for place, target in enumerate(lifts.targets)}
        self._dear = None if dear is None else tuple(dear)
        self._least_dear = min(dear or (), default=1.0)
        self._open = [1.0] * len(self.index)
        self._told: dict[int, dict[int, float]] = {}
        self._hosts: dict[int, Record] = {}
        self._base = lifts.model.base if base is None else base
        self._answers = Record(BASE_TRUST * self._base)
        self._lifts_asked = BASE_TRUST
        self._sums: dict[int, tuple[float, float]] = {}
        self._bases: dict[BaseKey, tuple[Base, Base]] = {}
        self._seen: set[BaseKey] = set()

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
        self._bases.clear()

    # --- what follows --------------------------------------------------------------------------

    @property
    def rho(self) -> float:
        """The chance at lift 1: yeses over the lifts of those asked about, with BASE_TRUST pseudo-lifts at the base."""
        return (self._answers.trust + self._answers.got) / self._lifts_asked

    def chances(self, x: Person) -> list[float]:
        """P(x~t) for every target in order, 0 for closed ones and for x."""
        scale = self._scale(x)
        row = [min(LIKELIEST, scale * lift) for lift in self.lifts.row(x)]
        for place, knows in self._told.get(x.id, {}).items():
            row[place] = knows
        if x.id in self.index:
            row[self.index[x.id]] = 0.0
        return list(map(mul, row, self._open))

    def outlook(self, x: Person) -> tuple[float, float]:
        """How many open targets x is expected to know, and the chance of the likeliest; each as dear as it is."""
        if x.id not in self._sums:
            self._sums[x.id] = self._quick(x) or self._exact(x)
        return self._sums[x.id]

    def _exact(self, x: Person) -> tuple[float, float]:
        chances = self._weighed(self.chances(x))
        return (sum(chances), max(chances, default=0.0))

    def _weighed(self, row: list[float]) -> list[float]:
        return row if self._dear is None else list(map(mul, row, self._dear))

    def _quick(self, x: Person) -> tuple[float, float] | None:
        """The same without a row, for those whose chances all stay below the cap: nearly everybody."""
        if not self.index:
            return None
        key, bonus = self.lifts.taken_apart(x)
        told = self._told.get(x.id, {})
        bonus.update(dict.fromkeys(told, 0.0))
        if x.id in self.index:
            bonus[self.index[x.id]] = 0.0
        years = self.lifts.years(x)
        if key not in self._bases and key not in self._seen:  # a base pays from the second person on
            self._seen.add(key)
            return None
        plain, dear = self._bases.get(key) or self._based(key)
        scale = self._scale(x) * self.lifts.model.busy(x)
        total, highest = dear.outlook(years, bonus)
        # Of the plain row, on which the cap lies, the highest is at most this one over the least dear.
        if scale * highest > LIKELIEST * self._least_dear and scale * plain.outlook(years, bonus)[1] > LIKELIEST:
            return None
        sure = [knows * self._open[place] * (self._dear[place] if self._dear else 1.0) for place, knows in told.items()]
        return (scale * total + sum(sure), max([scale * highest, *sure]))

    def _scale(self, x: Person) -> float:
        record = self._hosts.get(x.id)
        return self.rho * (record.factor if record else 1.0)

    def _based(self, key: BaseKey) -> tuple[Base, Base]:
        """What the people of a base have in common: of the open targets, and of these as dear as they are."""
        row, classes = list(map(mul, self.lifts.base(key), self._open)), self.lifts.classes.values()
        plain = Base(row, classes)
        self._bases[key] = (plain, plain if self._dear is None else Base(self._weighed(row), classes))
        return self._bases[key]

    def is_open(self, x: int) -> bool:
        """Whether x is a target who was not met yet."""
        return x in self.index and self._open[self.index[x]] > 0

    def dearness(self, x: int) -> float:
        """What meeting x is worth as a target: 1 for the dearest, 0 for who is none, or was met."""
        if not self.is_open(x):
            return 0.0
        return 1.0 if self._dear is None else self._dear[self.index[x]]


def best_placed(reach: Reach, people: Iterable[Person], limit: int) -> list[Person]:
    """The people likeliest to know open targets: out of a directory of strangers, those worth a thought."""
    return heapq.nsmallest(limit, people, key=lambda person: (-settled(sum(reach.outlook(person))), person.id))


def settled(score: float) -> float:
    """A score as an order goes by it: what the rounding of sums leaves is no difference, so that ties stay ties."""
    return round(score, 12)
