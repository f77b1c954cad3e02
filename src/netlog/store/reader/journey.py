"""Who led to whom, and what came of it: the introductions, the cups, the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rows.looking_back import Journey, JourneyEdge, JourneyJob, JourneyNode
from netlog.store.work import select_in
from netlog.words import JobStage, Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import date

OFFERED = (JobStage.OFFER, JobStage.ACCEPTED)


class _Held(NamedTuple):
    """The cups with one contact: how many, and of the first its day, meeting and kind."""

    cups: int
    first_on: str
    meeting: int
    kind: str


def journey(db: sqlite3.Connection, today: date) -> Journey:
    """Everybody who led to somebody, was led to, was met or referred me, and whoever in play was asked anything."""
    held, edges, jobs = _held(db), _edges(db, today), _jobs(db)
    ends = {id for edge in edges for id in (edge.from_id, edge.to_id)}
    through = {job.via_id for job in jobs if job.via_id is not None}
    in_play = _nodes(db.execute(f"{_PEOPLE} where in_play = 1"), held, today)
    led = ends | held.keys() | through
    others = _nodes(select_in(db, f"{_PEOPLE} where id in ({{}})", sorted(led - in_play.keys())), held, today)
    me = _nodes(db.execute(f"{_PEOPLE} where is_me = 1"), held, today)
    asked = {id: node for id, node in in_play.items() if node.stage != Stage.LEAD or id in led}
    return Journey(next(iter(me.values()), None), {**asked, **others}, edges, jobs, len(in_play) - len(asked))


def _held(db: sqlite3.Connection) -> dict[int, _Held]:
    """The cups by contact. A walk through them in no order is half the time of one by days."""
    found: dict[int, _Held] = {}
    for contact, *first in db.execute("select contact_id, day_on, meeting_id, kind from cups"):
        before = found.get(contact)
        if before is None:
            found[contact] = _Held(1, *first)
        else:
            found[contact] = _Held(before.cups + 1, *min(before[1:], tuple(first)))
    return found


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
        " (select min(step_on) from job_step where job_id = j.id and stage = 'offer'),"
        " (select min(step_on) from job_step where job_id = j.id and stage = 'accepted')"
        " from job j join organization o on o.id = j.organization_id order by j.id"
    )
    return tuple(JourneyJob._make(row) for row in db.execute(sql))


_PEOPLE = "select id, name, stage, next_stage, next_stage_on, known, origin, is_me from contact"


def _nodes(rows: Iterable[tuple[Any, ...]], held: Mapping[int, _Held], today: date) -> dict[int, JourneyNode]:
    """The contacts of these rows, by number, with the stage of the day and the cups."""
    day = today.isoformat()
    nodes = {}
    for id, name, stage, next_stage, next_on, known, origin, is_me in rows:
        cups, first_on, _, kind = held.get(id, _NONE_HELD)
        now = next_stage if next_on and next_on <= day else stage
        nodes[id] = JourneyNode(id, name, now, cups, first_on, kind, known, origin, is_me)
    return nodes


_NONE_HELD = (0, None, None, None)
