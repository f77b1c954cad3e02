"""The people in play by stage, since when they stand there, and how many come on from one stage to the next."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from netlog.rows.looking_back import Passage, Pipeline, PipelineRow, Waiting
from netlog.store.reader.contacts import Wanted, contacts
from netlog.words import Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

# The column of the view that says since when a contact is at a stage.
_SINCE = {
    Stage.LEAD: "added_on",
    Stage.ASKED: "asked_on",
    Stage.CONNECTED: "connected_on",
    Stage.SCHEDULED: "scheduled_on",
    Stage.MET: "met_on",
    Stage.THANKED: "thanked_on",
    Stage.ADVOCATE: "advocate_on",
    Stage.QUIET: "quiet_on",
}
_WAY = (Stage.ASKED, Stage.CONNECTED, Stage.SCHEDULED, Stage.MET, Stage.THANKED, Stage.ADVOCATE)


def pipeline(db: sqlite3.Connection, wanted: Wanted, today: date) -> Pipeline:
    """Everybody in play whom `wanted` describes, by stage; strangers are counted whatever is wanted."""
    rows = _rows(db, today)
    unknown: tuple[str, ...] = ()
    if wanted != Wanted():
        found = contacts(db, wanted._replace(in_play=True), today)
        ids, unknown = {entry.contact.id for entry in found.entries}, found.unknown
        rows = [row for row in rows if row.id in ids]
    by_stage: dict[str, list[Waiting]] = {stage: [] for stage in Stage}
    for row in rows:
        by_stage[row.stage].append(_waiting(row, today))
    stages = tuple((stage, tuple(sorted(people, key=_longest_first))) for stage, people in by_stage.items())
    passages = tuple(_passage(rows, *pair) for pair in pairwise(_WAY))
    return Pipeline(stages, passages, _strangers(db), unknown)


def _rows(db: sqlite3.Connection, today: date) -> list[PipelineRow]:
    """The view, with the stage of the day."""
    day = today.isoformat()
    found = map(PipelineRow._make, db.execute(f"select {', '.join(PipelineRow._fields)} from pipeline"))
    return [
        row._replace(stage=row.next_stage) if row.next_stage and (row.next_stage_on or "") <= day else row
        for row in found
    ]


def _waiting(row: PipelineRow, today: date) -> Waiting:
    """Since when a contact stands there: the day time brought it, or the day of the event that did."""
    if row.next_stage == row.stage and row.next_stage_on:
        since: str | None = row.next_stage_on
    else:
        since = _begun(row)
    whole = since is not None and len(since) == len("2026-11-02")
    return Waiting(row.id, row.name, since, (today - date.fromisoformat(since)).days if since and whole else None)


def _begun(row: PipelineRow) -> str | None:
    """When the stage began: of approaches and plans the last one counts, of all else the first."""
    if row.stage == Stage.CONNECTED:
        return row.known_since or row.connected_on
    if row.stage == Stage.SCHEDULED:
        return row.plan_on or row.scheduled_on
    if row.stage == Stage.ASKED:
        return row.approach_on or row.asked_on
    found: str | None = getattr(row, _SINCE[Stage(row.stage)])
    return found


def _longest_first(person: Waiting) -> tuple[bool, int, str, int]:
    return person.days is None, -(person.days or 0), person.name, person.id


def _passage(rows: Sequence[PipelineRow], stage: Stage, next_stage: Stage) -> Passage:
    """Who was met counts as connected and scheduled too; what came before a stage did not come of it."""
    first, then = _SINCE[stage], _SINCE[next_stage]
    days = [(getattr(row, first), getattr(row, then)) for row in rows if getattr(row, first)]
    between = [
        (date.fromisoformat(later) - date.fromisoformat(earlier)).days
        for earlier, later in days
        if later and later >= earlier
    ]
    return Passage(stage, next_stage, len(days), len(between), median(between) if between else None)


def _strangers(db: sqlite3.Connection) -> int:
    """Everybody else but me: two counts along indexes instead of a walk through all."""
    sql = (
        "select (select count(*) from contact) - (select count(*) from contact where in_play = 1)"
        " - (select count(*) from contact where is_me = 1 and in_play = 0)"
    )
    return int(db.execute(sql).fetchone()[0])
