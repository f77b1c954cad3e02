"""The people in play by stage, since when they stand there, and how many come on from one stage to the next."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from netlog.rows.looking_back import Passage, Pipeline, Waiting
from netlog.rows.people import PipelineRow
from netlog.store.reader import stages
from netlog.store.reader.contacts import Wanted, contacts, numbers
from netlog.words import Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from netlog.store.reader.stages import Days


def pipeline(db: sqlite3.Connection, wanted: Wanted, today: date, *, passages: bool = True) -> Pipeline:
    """Everybody in play whom `wanted` describes, by stage, and the count of the strangers whom it describes.

    Without `passages` nobody counts who came on from stage to stage, a tenth of the time in 10,000 meetings.
    """
    rows = [PipelineRow._make(row) for row in db.execute(f"select {', '.join(PipelineRow._fields)} from pipeline")]
    unknown: tuple[str, ...] = ()
    strangers = None
    if wanted != Wanted():
        ids, unknown = numbers(db, wanted._replace(in_play=True), today)
        among = set(ids)
        rows = [row for row in rows if row.id in among]
        strangers = contacts(db, wanted, today, limit=1).total - len(ids)
    history, iso = stages.history(db, rows), today.isoformat()
    by_stage: dict[str, list[Waiting]] = {stage: [] for stage in Stage}
    for row in rows:
        stage, day = history.standing(row, iso)
        by_stage[stage].append(Waiting(row.id, row.name, day, _waited(day, today)))
    columns = tuple((stage, tuple(sorted(people, key=_longest_first))) for stage, people in by_stage.items())
    came_on = tuple(_passage(history.first, *pair, rows) for pair in pairwise(stages.FIRST_BY)) if passages else ()
    return Pipeline(columns, came_on, _strangers(db) if strangers is None else strangers, unknown)


def _waited(since: str | None, today: date) -> int | None:
    """For how many days; None where the record does not tell the day."""
    whole = since is not None and len(since) == len("2026-11-02")
    return today.toordinal() - _ordinal(since) if since and whole else None


@cache
def _ordinal(day: str) -> int:
    """The number of a day; of 10,000 people many share one."""
    return date.fromisoformat(day).toordinal()


def _longest_first(person: Waiting) -> tuple[bool, int, str, int]:
    return person.days is None, -(person.days or 0), person.name, person.id


def _passage(first: Mapping[str, Days], stage: Stage, next_stage: Stage, rows: Sequence[PipelineRow]) -> Passage:
    """Who was met counts as connected and scheduled too; what came before a stage did not come of it."""
    here, there = first[stage], first[next_stage]
    came = [(here[row.id], there.get(row.id, "")) for row in rows if row.id in here]
    between = [_ordinal(then) - _ordinal(day) for day, then in came if then >= day]
    return Passage(stage, next_stage, len(came), len(between), median(between) if between else None)


def _strangers(db: sqlite3.Connection) -> int:
    """Everybody else but me: two counts along indexes instead of a walk through all."""
    sql = (
        "select (select count(*) from contact) - (select count(*) from contact where in_play = 1)"
        " - (select count(*) from contact where is_me = 1 and in_play = 0)"
    )
    return int(db.execute(sql).fetchone()[0])
