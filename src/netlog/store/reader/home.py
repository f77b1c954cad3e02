"""What the home screen says beside what is owed: the next meeting, the cups, who is in play, the last command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.home import AtAGlance, NextMeeting
from netlog.words import Stage

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def at_a_glance(db: sqlite3.Connection, today: date) -> AtAGlance:
    """The counts of the home screen."""
    cups, people = db.execute(
        "select count(*), count(distinct a.contact_id) from meeting m join attendance a on a.meeting_id = m.id"
        " join contact c on c.id = a.contact_id"
        " where m.state = 'held' and m.kind <> 'event' and coalesce(c.is_me, 0) = 0"
    ).fetchone()
    found = db.execute(
        "select case when next_stage_on <= :today then next_stage else stage end as stage, count(*)"
        " from contact where in_play = 1 group by 1",
        {"today": today.isoformat()},
    )
    stages = dict(found.fetchall())
    others = db.execute(
        "select exists (select 1 from contact where in_play = 0 and coalesce(is_me, 0) = 0)"
    ).fetchone()[0]
    has_target = db.execute("select exists (select 1 from target)").fetchone()[0]
    last = db.execute("select done_at from step where undone_at is null order by id desc limit 1").fetchone()
    return AtAGlance(
        cups=cups,
        people=people,
        stages=tuple((stage.value, stages[stage]) for stage in Stage if stage in stages),
        knows_strangers=bool(others),
        has_target=bool(has_target),
        last_step_on=last[0][:10] if last else None,
    )


def next_meeting(db: sqlite3.Connection, today: date) -> NextMeeting | None:
    """The first meeting planned for today or later, with everybody's name; None where nothing is planned."""
    found = db.execute(
        "select id, kind, day_on, starts_at, place from meeting where state = 'planned' and day_on >= ?"
        " order by day_on, coalesce(starts_at, ''), id limit 1",
        (today.isoformat(),),
    ).fetchone()
    if found is None:
        return None
    names = db.execute(
        "select c.name from attendance a join contact c on c.id = a.contact_id where a.meeting_id = ? order by a.id",
        (found[0],),
    )
    id, kind, day_on, starts_at, place = found
    return NextMeeting(id, kind, day_on, starts_at, place, tuple(row[0] for row in names))
