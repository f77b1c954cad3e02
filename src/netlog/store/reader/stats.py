"""What came of what was sent, and of jobs applied for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.looking_back import JobRate, SendingRow

if TYPE_CHECKING:
    import sqlite3


def sendings(db: sqlite3.Connection) -> list[SendingRow]:
    """Every outreach and request, the first one first: sorted here, as in SQL it takes a third longer."""
    return sorted(SendingRow._make(row) for row in db.execute(f"select {', '.join(SendingRow._fields)} from stats"))


def shared_kinds(db: sqlite3.Connection) -> dict[int, frozenset[str]]:
    """For everybody written to who is or was where I am or was: the kinds of those organizations."""
    sql = (
        "select a.contact_id, a.kind from affiliation a"
        " where a.contact_id in (select contact_id from message where direction = 'sent')"
        " and coalesce(a.organization_id, 0) in"
        " (select organization_id from affiliation where contact_id in (select id from contact where is_me = 1))"
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
