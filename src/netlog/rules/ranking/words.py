"""From netlog's words to the model's: the groups that a contact belongs to (docs/explanation/ranking.md).

    unit     companies, associations, greek and other organizations, present and former
    cohort   class years
    field    degrees and the job function
    school   schools
    home     the city
    role     how far up the title says they are

Nothing else about a contact is read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from netlog.rules.functions import level
from netlog.rules.names import fold
from netlog.rules.ranking.evidence import COHORT, FIELD, HOME, ROLE, SCHOOL, UNIT, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = ("intern", "junior", "middle", "senior", "lead", "manager", "director", "VP", "C-level")
"""The roles, in the order of `rules.functions.level`."""

Place = tuple[int, str, str | None, str | None]
"""An affiliation, in what is read of it: organization, kind, role, end_on."""
Groups = dict[str, tuple[Value, ...]]
"""Values by kind."""


def groups_of(title: str | None, function: str | None, city: str | None, places: Iterable[Place]) -> Groups:
    """A contact's groups by kind, in the order of KINDS, each kind's values in theirs. An unknown kind is left out."""
    units, cohorts, fields, schools = _grouped(function, places)
    groups: Groups = {}  # written out: every row of an import passes here
    if units:
        groups[UNIT] = _each_once(units)
    if cohorts:
        groups[COHORT] = _each_once(cohorts)
    if fields:
        groups[FIELD] = _each_once(fields)
    if schools:
        groups[SCHOOL] = _each_once(schools)
    if city and (home := _folded(city)):
        groups[HOME] = (home,)
    if title and (rank := level(title)) is not None:
        groups[ROLE] = (LEVELS[rank],)
    return groups


def _each_once(values: list[Value]) -> tuple[Value, ...]:
    return tuple(values) if len(values) == 1 else tuple(sorted(set(values), key=str))


def _grouped(function: str | None, places: Iterable[Place]) -> tuple[list[Value], ...]:
    """Units, cohorts, fields and schools."""
    units: list[Value] = []
    cohorts: list[Value] = []
    schools: list[Value] = []
    fields: list[Value] = [function] if function else []
    for organization, kind, role, end_on in places:
        if kind != "school":
            units.append(organization)
            continue
        schools.append(organization)
        if end_on:
            cohorts.append(int(end_on[:4]))
        if role and (degree := _folded(role)):
            fields.append(degree)
    return units, cohorts, fields, schools


_folded = lru_cache(maxsize=4096)(fold)  # a roster names few cities and degrees many times
