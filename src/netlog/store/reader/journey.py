"""Who led to whom, and what came of it: the introductions, the cups, the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.looking_back import CupRow, Journey, JourneyEdge, JourneyJob, JourneyNode
from netlog.store.reader.cups import cups
from netlog.store.work import select_in
from netlog.words import JobStage, Stage

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

OFFERED = (JobStage.OFFER, JobStage.ACCEPTED)


def journey(db: sqlite3.Connection, today: date) -> Journey:
    """Everybody who led to somebody, was led to, was met or referred me, and whoever in play was asked anything."""
    held: dict[int, list[CupRow]] = {}
    for cup in cups(db):
        held.setdefault(cup.contact_id, []).append(cup)
    edges, jobs = _edges(db, today), _jobs(db)
    ends = {id for edge in edges for id in (edge.from_id, edge.to_id)}
    through = {job.via_id for job in jobs if job.via_id is not None}
    in_play = dict(
        db.execute(
            "select id, case when next_stage_on <= :today then next_stage else stage end"
            " from contact where in_play = 1",
            {"today": today.isoformat()},
        ).fetchall()
    )
    asked = {id for id, stage in in_play.items() if stage != Stage.LEAD}
    nodes = _nodes(db, ends | set(held) | through | asked, held, today)
    mine = db.execute("select id from contact where is_me = 1").fetchall()
    me = _nodes(db, {id for (id,) in mine}, held, today)
    return Journey(next(iter(me.values()), None), nodes, edges, jobs, len(in_play.keys() - nodes.keys()))


def _edges(db: sqlite3.Connection, today: date) -> tuple[JourneyEdge, ...]:
    """The furthest introduction to each first, then the oldest; an end that time has brought counts as one."""
    sql = (
        "select from_id, to_id, case when next_state_on <= :today then next_state else kind end,"
        " case when next_state_on <= :today then next_state_on else on_day end from journey"
        " order by case when next_state_on <= :today then 3 else rank end, id"
    )
    return tuple(JourneyEdge._make(row) for row in db.execute(sql, {"today": today.isoformat()}))


def _jobs(db: sqlite3.Connection) -> tuple[JourneyJob, ...]:
    sql = (
        "select j.id, o.name, j.role, j.stage, j.via_id,"
        " (select min(step_on) from job_step where job_id = j.id and stage in ('offer', 'accepted'))"
        " from job j join organization o on o.id = j.organization_id order by j.id"
    )
    return tuple(JourneyJob._make(row) for row in db.execute(sql))


def _nodes(db: sqlite3.Connection, ids: set[int], held: dict[int, list[CupRow]], today: date) -> dict[int, JourneyNode]:
    """The contacts of these numbers, by number, with the stage of the day and the cups."""
    day = today.isoformat()
    sql = "select id, name, stage, next_stage, next_stage_on, known, origin, is_me from contact where id in ({})"
    nodes = {}
    for id, name, stage, next_stage, next_on, known, origin, is_me in select_in(db, sql, sorted(ids)):
        now = next_stage if next_stage and next_on <= day else stage
        cups_held = held.get(id, ())
        first = cups_held[0] if cups_held else None
        nodes[id] = JourneyNode(
            id, name, now, len(cups_held), first and first.day_on, first and first.kind, known, origin, is_me
        )
    return nodes
