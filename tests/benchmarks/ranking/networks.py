"""Networks from folders of nodes.csv and edges.csv, with a map from their columns to the kinds of affiliation."""

from __future__ import annotations

import csv
import math
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from netlog.rules.ranking.evidence import COHORT, FIELD, ROLE, SCHOOL, UNIT, Person, Value, pair

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Source:
    """Where a network is and what its columns mean.

    `columns` maps a kind to the columns that hold it, `goal` lists the kinds whose values make a goal in task 2, `tie`
    is the edge kind to take (None: all), `least` the least weight, `zero_known` the columns where "0" is a value.
    """

    folder: str
    columns: Mapping[str, tuple[str, ...]]
    goal: tuple[str, ...] = ()
    tie: str | None = None
    least: float = 0.0
    zero_known: tuple[str, ...] = ("department", "dept")


FACEBOOK: Mapping[str, tuple[str, ...]] = {
    UNIT: ("dorm",),
    COHORT: ("year",),
    FIELD: ("major", "second_major"),
    SCHOOL: ("high_school",),
    ROLE: ("student_fac",),
}
LAWYERS: Mapping[str, tuple[str, ...]] = {
    UNIT: ("office",),
    FIELD: ("practice",),
    SCHOOL: ("law_school",),
    ROLE: ("status",),
    COHORT: ("seniority",),
}
MANAGERS: Mapping[str, tuple[str, ...]] = {UNIT: ("dept",), ROLE: ("level",), COHORT: ("tenure",)}

DEV: Mapping[str, Source] = {
    "caltech": Source("fb100_caltech36", FACEBOOK, (FIELD,)),
    "oberlin": Source("fb100_oberlin44", FACEBOOK, (FIELD,)),
    "amherst": Source("fb100_amherst41", FACEBOOK, (FIELD,)),
    "lawyers": Source("lazega_lawyers", LAWYERS, (FIELD, SCHOOL), "friendship"),
    "email": Source("email_eu_core", {UNIT: ("department",)}, (UNIT,)),
    "eies": Source("eies", {FIELD: ("discipline",)}, (FIELD,), "acquaintance_wave2", 3),
    "managers": Source("krackhardt_managers", MANAGERS, (), "friendship"),
}
"""The networks on which the recipe was chosen."""

CHECK: Mapping[str, Source] = {
    "lawyers-advice": Source("lazega_lawyers", LAWYERS, (FIELD, SCHOOL), "advice"),
    "lawyers-cowork": Source("lazega_lawyers", LAWYERS, (FIELD, SCHOOL), "cowork"),
    "managers-advice": Source("krackhardt_managers", MANAGERS, (), "advice"),
    "karate": Source("karate", {UNIT: ("club",)}),
    "eies-messages": Source("eies", {FIELD: ("discipline",)}, (FIELD,), "messages"),
    "eies-before": Source("eies", {FIELD: ("discipline",)}, (FIELD,), "acquaintance_wave1", 3),
}
"""Other ties of the same folders, which nobody tuned on: what helps must help here too."""


@dataclass(frozen=True)
class Network:
    """People numbered from 0, who truly knows whom, and the members of every group."""

    name: str
    people: tuple[Person, ...]
    adjacent: tuple[frozenset[int], ...]
    goal: tuple[str, ...] = ()
    members: dict[tuple[str, Value], tuple[int, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.people)

    @cached_property
    def ties(self) -> list[tuple[int, int]]:
        """Every tie once, the lower number first, in order."""
        return [(a, b) for a in range(self.size) for b in sorted(self.adjacent[a]) if a < b]

    @cached_property
    def goals(self) -> list[tuple[str, Value]]:
        """Attribute values that can be a goal of task 2: held by few, but not too few (RANKING.md 2)."""
        low, high = (0.01, 0.06) if self.size >= 300 else (0.05, 0.40)
        fits = [
            group
            for group, members in self.members.items()
            if group[0] in self.goal and max(8, low * self.size) <= len(members) <= high * self.size
        ]
        return sorted(fits, key=str)

    @cached_property
    def overlaps(self) -> dict[tuple[int, int], float]:
        """The embeddedness of every tie: common acquaintances over the mean of the two degrees."""
        near = self.adjacent
        return {(a, b): len(near[a] & near[b]) / math.sqrt(len(near[a]) * len(near[b])) for a, b in self.ties}

    @cached_property
    def median_overlap(self) -> float:
        """A tie at least as embedded is strong."""
        return sorted(self.overlaps.values())[len(self.overlaps) // 2]

    def is_strong(self, a: int, b: int) -> bool:
        """Whether the tie of a and b is a strong one."""
        return self.overlaps[pair(a, b)] >= self.median_overlap


def data_folder() -> Path:
    """The networks folder of NETLOG_SHARED, or of the folder `shared` beside the checkout."""
    shared = os.environ.get("NETLOG_SHARED") or Path(__file__).resolve().parents[4] / "shared"
    return Path(shared) / "data" / "networks"


def load(name: str, source: Source, root: Path) -> Network:
    """Read a network. Loops are dropped, directions and repetitions forgotten."""
    folder = root / source.folder
    numbers: dict[str, int] = {}
    people: list[Person] = []
    for row in rows(folder / "nodes.csv"):
        numbers[row["id"]] = len(people)
        people.append(Person(len(people), groups_of(row, source)))
    adjacent: list[set[int]] = [set() for _ in people]
    for row in rows(folder / "edges.csv"):
        a, b = numbers[row["source"]], numbers[row["target"]]
        if a != b and counts(row, source):
            adjacent[a].add(b)
            adjacent[b].add(a)
    members: dict[tuple[str, Value], list[int]] = {}
    for person in people:
        for kind, values in person.groups.items():
            for value in values:
                members.setdefault((kind, value), []).append(person.id)
    circles = tuple(frozenset(circle) for circle in adjacent)
    return Network(name, tuple(people), circles, source.goal, {k: tuple(v) for k, v in members.items()})


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def counts(row: Mapping[str, str], source: Source) -> bool:
    """Whether an edge is of the kind and weight wanted."""
    if source.tie is not None and row.get("kind") != source.tie:
        return False
    return not source.least or float(row["weight"]) >= source.least


def groups_of(row: Mapping[str, str], source: Source) -> dict[str, tuple[Value, ...]]:
    """The groups of a node, by kind; unknown values are left out."""
    groups: dict[str, tuple[Value, ...]] = {}
    for kind, columns in source.columns.items():
        values = [value_of(kind, row[column]) for column in columns if is_known(row[column], column, source)]
        if values:
            groups[kind] = tuple(dict.fromkeys(values))
    return groups


def is_known(text: str, column: str, source: Source) -> bool:
    """Empty and 0 mean unknown, except where 0 is a value."""
    return text.strip() not in ({""} if column in source.zero_known else {"", "0"})


def value_of(kind: str, text: str) -> Value:
    """Cohorts are numbers where they can be."""
    if kind == COHORT:
        try:
            return float(text)
        except ValueError:
            return text
    return text
