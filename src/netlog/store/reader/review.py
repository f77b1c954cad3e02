"""A span of days looked back on: cups, asks, answers, introductions, and what is still open. Private notes stay out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from netlog.rows.looking_back import Review, ReviewEntry
from netlog.store.reader.agenda import agenda
from netlog.store.reader.followups import followups
from netlog.store.reader.intros import OPEN, intros
from netlog.words import FollowUpKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


def review(db: sqlite3.Connection, start: date, end: date, today: date, *, in_full: bool = False) -> Review:
    """What happened from `start` to `end` (both count), and what is open today; why names its days `in_full` or as of
    today.
    """
    span = {"start": start.isoformat(), "end": end.isoformat()}
    me = db.execute("select name from contact where is_me = 1").fetchone()
    thanked = db.execute(_THANKED, span).fetchall()
    return Review(
        person=me[0] if me else None,
        start=span["start"],
        end=span["end"],
        cups=tuple(_cups(db, span)),
        asks=_entries(db.execute(_ASKS, span)),
        replies=_entries(db.execute(_REPLIES, span)),
        made=_entries(db.execute(_MADE, span)),
        jobs=tuple(ReviewEntry(on, None, None, stage, (("job", job),)) for on, stage, job in db.execute(_JOBS, span)),
        open=tuple(_open(db, today)),
        due=tuple(_due(db, today, in_full)),
        notes=tuple(
            ReviewEntry(on, id, name, "note", (("note", body),)) for on, id, name, body in db.execute(_NOTES, span)
        ),
        plans=tuple(_plans(db, today)),
        thanked=sum(_within_a_day(*days) for days in thanked),
        owed_thanks=len(thanked),
    )


def names(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """Everybody in play (never me) with the number, by name and by nickname; whom a text of mine may name."""
    sql = (
        "select id, name, 0 as place from contact where in_play = 1 union all"
        " select id, nickname, 1 from contact where in_play = 1 and nickname is not null order by 3, 1"
    )
    return [(id, name) for id, name, _ in db.execute(sql)]


def links(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """The links of everybody but me, each with the contact's number."""
    sql = (
        "select l.contact_id, l.url_key from link l join contact c on c.id = l.contact_id"
        " where coalesce(c.is_me, 0) = 0"
    )
    return db.execute(sql).fetchall()


def phones(db: sqlite3.Connection) -> list[str]:
    """The keys of everybody's numbers but mine."""
    sql = "select p.number_key from phone p join contact c on c.id = p.contact_id where coalesce(c.is_me, 0) = 0"
    return [key for (key,) in db.execute(sql)]


def _entries(found: Iterable[Any]) -> tuple[ReviewEntry, ...]:
    """Rows of day, contact, name and what."""
    return tuple(ReviewEntry(*row) for row in found)


TOLD = ("learned", "landed", "advice")


def _cups(db: sqlite3.Connection, span: dict[str, str]) -> Iterator[ReviewEntry]:
    """Each cup, with what was told in it at the first who was there."""
    sql = (
        "select u.day_on, u.contact_id, u.contact, u.kind, u.meeting_id, m.learned, m.landed, m.advice from cups u"
        " join meeting m on m.id = u.meeting_id where u.day_on between :start and :end"
        " order by u.day_on, u.meeting_id, u.contact_id"
    )
    before = None
    for on, contact, name, kind, meeting, *told in db.execute(sql, span):
        words = () if meeting == before else tuple((w, t) for w, t in zip(TOLD, told, strict=True) if t)
        before = meeting
        yield ReviewEntry(on, contact, name, kind, words)


_ASKS = """
select g.sent_on, g.contact_id, c.name, g.kind
from message g
join contact c on c.id = g.contact_id
where g.direction = 'sent' and g.kind in ('outreach', 'request') and g.sent_on between :start and :end
order by g.sent_on, g.id
"""

_REPLIES = """
select g.sent_on, g.contact_id, c.name, coalesce(g.answer, 'reply')
from message g
join contact c on c.id = g.contact_id
where g.direction = 'received' and g.sent_on between :start and :end
order by g.sent_on, g.id
"""

_MADE = """
select coalesce(i.made_on, i.met_on), i.contact_id, i.contact, i.introducer
from intros i
where coalesce(i.made_on, i.met_on) between :start and :end and i.contact_id is not null
order by 1, i.id
"""

# Every step of a job; the offer that was taken has landed.
_JOBS = """
select s.step_on, case when l.id is not null and s.stage = 'accepted' then 'landed' else s.stage end,
  o.name || ': ' || j.role
from job_step s
join job j on j.id = s.job_id
join organization o on o.id = j.organization_id
left join landing l on l.job_id = j.id
where s.step_on between :start and :end
order by s.step_on, s.seq, s.id
"""

_NOTES = """
select n.written_on, n.contact_id, c.name, n.body
from note n
join contact c on c.id = n.contact_id
where n.private = 0 and n.from_file = 0 and n.written_on between :start and :end
order by n.written_on, n.id
"""

# For each cup of the span its day, and the day of the first thank-you from then on.
_THANKED = """
select u.day_on, (
  select min(g.sent_on) from message g
  where g.contact_id = u.contact_id and g.kind = 'thank-you' and g.direction = 'sent' and g.sent_on >= u.day_on)
from cups u
where u.day_on between :start and :end
"""


def _within_a_day(cup: str, thanked: str | None) -> bool:
    return thanked is not None and date.fromisoformat(thanked) - date.fromisoformat(cup) <= timedelta(days=1)


def _open(db: sqlite3.Connection, today: date) -> Iterator[ReviewEntry]:
    for row in intros(db, today, states=OPEN):
        yield ReviewEntry(row.since or "", row.introducer_id, row.introducer, row.state, (("to", row.to),))


def _due(db: sqlite3.Connection, today: date, in_full: bool) -> Iterator[ReviewEntry]:
    """What is owed within the week to come; keeping in touch is never due."""
    until = (today + timedelta(days=7)).isoformat()
    for row in followups(db, today, in_full=in_full):
        if row.due_on <= until and row.kind != FollowUpKind.KEEP_IN_TOUCH:
            yield ReviewEntry(row.due_on, row.contact_id, row.contact, row.what, (("because", row.because),))


def _plans(db: sqlite3.Connection, today: date) -> Iterator[ReviewEntry]:
    for row in agenda(db, today):
        if row.day_on >= today.isoformat():
            for id, name in zip(row.contact_ids, row.contacts, strict=True):
                yield ReviewEntry(row.day_on, id, name, row.kind)
