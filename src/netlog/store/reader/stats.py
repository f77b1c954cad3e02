"""What came of what was sent, and of jobs applied for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows import JobRate, SendingRow

if TYPE_CHECKING:
    import sqlite3


def sendings(db: sqlite3.Connection) -> list[SendingRow]:
    """Every outreach and request, the first one first."""
    return [
        SendingRow._make(row) for row in db.execute(f"select {', '.join(SendingRow._fields)} from stats order by id")
    ]


def shared_kinds(db: sqlite3.Connection) -> dict[int, frozenset[str]]:
    """For everybody in play who is or was where I am or was: the kinds of those organizations."""
    sql = (
        "select distinct a.contact_id, a.kind from contact me join affiliation mine on mine.contact_id = me.id"
        " join affiliation a on a.organization_id = mine.organization_id join contact c on c.id = a.contact_id"
        " where me.is_me = 1 and c.in_play = 1"
    )
    found: dict[int, frozenset[str]] = {}
    for contact, kind in db.execute(sql):
        found[contact] = found.get(contact, frozenset()) | {kind}
    return found


def job_rates(db: sqlite3.Connection) -> list[JobRate]:
    """Cold and referred jobs that were applied for, and how far they came."""
    return [JobRate._make(row) for row in db.execute(_JOB_RATES)]


_JOB_RATES = """
select
  case when j.via_id is null then 'cold' else 'referred' end as way,
  count(*),
  sum(case when exists (
    select 1 from job_step where job_id = j.id and stage in ('interview', 'offer', 'accepted')) then 1 else 0 end),
  sum(case when exists (
    select 1 from job_step where job_id = j.id and stage in ('offer', 'accepted')) then 1 else 0 end)
from job j
where j.applied_on is not null or exists (
  select 1 from job_step where job_id = j.id and stage in ('screening', 'interview', 'offer', 'accepted'))
group by 1
order by 1
"""
