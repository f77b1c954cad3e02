"""Introductions as they stand today: listed, and looked up by their two ends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from netlog.rows.introductions import IntroducerRow, IntroRow
from netlog.store.chain import chain_to
from netlog.store.work import rows
from netlog.words import IntroState, LapsedWhy

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

OPEN = tuple(state for state in IntroState if state.is_open)

_FIELDS = IntroRow._fields


def intros(
    db: sqlite3.Connection,
    today: date,
    *,
    either: int | None = None,
    introducer: int | None = None,
    contact: int | None = None,
    states: Iterable[IntroState] | None = None,
) -> list[IntroRow]:
    """Introductions with a contact at either end, by an introducer, to a contact, in these states; the latest last."""
    ends = {"introducer_id": introducer, "contact_id": contact}
    where = [f"{column} = :{column}" for column, id in ends.items() if id is not None]
    if either is not None:
        where.append("(introducer_id = :either or contact_id = :either)")
    sql = f"select * from intros where {' and '.join(where) or 'true'} order by id"
    wanted = None if states is None else {state.value for state in states}
    found = [_row(row, today) for row in rows(db, sql, {**ends, "either": either})]
    return [row for row in found if wanted is None or row.state in wanted]


def by_id(db: sqlite3.Connection, id: int, today: date) -> IntroRow | None:
    """The introduction of that number; None where there is none."""
    found = rows(db, "select * from intros where id = :id", {"id": id})
    return _row(found[0], today) if found else None


def between(db: sqlite3.Connection, introducer: int, contact: int, today: date) -> IntroRow | None:
    """The introduction that goes on between the two: the open one, else the latest; None where there never was one."""
    found = intros(db, today, introducer=introducer, contact=contact)
    return max(found, key=lambda row: (IntroState(row.state).is_open, row.id), default=None)


def unnamed(db: sqlite3.Connection, introducer: int, today: date) -> list[IntroRow]:
    """An introducer's open introductions to somebody of whom only a description is known, the oldest first."""
    return [row for row in intros(db, today, introducer=introducer, states=OPEN) if row.contact_id is None]


def _row(row: dict[str, Any], today: date) -> IntroRow:
    """The row as of today: what time alone has brought is a lapse without an answer."""
    if row["next_state_on"] and row["next_state_on"] <= today.isoformat():
        row |= {
            "state": row["next_state"],
            "closed_on": row["next_state_on"],
            "lapsed_why": LapsedWhy.NO_ANSWER.value,
        }
    return IntroRow(**{name: row[name] for name in _FIELDS})


def by_introducer(db: sqlite3.Connection, today: date) -> list[IntroducerRow]:
    """What came of each introducer I asked or who brought me somebody; whoever brought most cups first."""
    jobs = Counter(id for (via,) in db.execute(_REFERRED) for id in chain_to(db, via, today))
    done = dict(db.execute(_DONE_FOR).fetchall())
    counts = db.execute(_INTRODUCERS)
    found = [IntroducerRow._make((*row, jobs[row[0]], done.get(row[0], 0))) for row in counts]
    return sorted(found, key=lambda row: (-row.coffees, -row.kept, -row.asked, row.introducer))


_REFERRED = "select via_id from job where via_id is not null"

_INTRODUCERS = """
select
  introducer_id, introducer, count(asked_on), max(asked_on), count(promised_on),
  count(coalesce(made_on, met_on, reported_on)), count(met_on)
from intros
where state <> 'wanted'
group by introducer_id, introducer
"""

# Thanks, reports of how it went, and promises of mine that were kept.
_DONE_FOR = """
select contact_id, count(*) from (
  select contact_id from message where direction = 'sent' and kind in ('thank-you', 'report-back')
  union all
  select contact_id from follow_up where kind = 'promise' and closed_how = 'done'
) d
group by contact_id
"""
