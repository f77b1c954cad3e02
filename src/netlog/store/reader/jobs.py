"""Jobs, with whom I know there and who led to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.search import JobEntry, JobRow, TargetRow
from netlog.rules.names import fold
from netlog.store.chain import chain_to
from netlog.store.reader.targets import people_at
from netlog.store.reader.who import by_id
from netlog.store.work import lines_about
from netlog.words import JobStage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

    from netlog.rows.who import ContactLine

_SELECT = f"select {', '.join(JobRow._fields)} from jobs"
_LATEST = "from landing order by landed_on desc, seq desc limit 1"
_STAGES = tuple(JobStage)


def jobs(db: sqlite3.Connection, today: date, *, all_: bool = False) -> list[JobEntry]:
    """Jobs of which something can still come, the furthest first; then, with `all_`, those that are over."""
    found = [row for row in rows(db) if all_ or not JobStage(row.stage).is_over]
    found.sort(key=lambda row: (_place(JobStage(row.stage)), row.id))
    return [JobEntry(row, people_at(db, row.organization_id, today), chain(db, row, today)) for row in found]


def _place(stage: JobStage) -> tuple[bool, int]:
    """The furthest of the open ones first; of those that are over, first the offer taken."""
    rank = _STAGES.index(stage)
    return stage.is_over, rank if stage.is_over else -rank


def rows(db: sqlite3.Connection) -> list[JobRow]:
    """Every job, in the order in which they were added."""
    return [JobRow._make(row) for row in db.execute(f"{_SELECT} order by id")]


def by_number(db: sqlite3.Connection, id: int) -> JobRow | None:
    """The job of that number; None where there is none."""
    return next((row for row in rows(db) if row.id == id), None)


def same(db: sqlite3.Connection, organization: int, role: str) -> JobRow | None:
    """The open job of that role at an organization; None where there is none."""
    key = fold(role)
    open_ = (row for row in rows(db) if not JobStage(row.stage).is_over and row.organization_id == organization)
    return next((row for row in open_ if fold(row.role) == key), None)


def landed(db: sqlite3.Connection) -> JobRow | None:
    """The job whose offer was taken, the latest; None where none was."""
    found = db.execute(f"select job_id {_LATEST}").fetchone()
    return by_number(db, found[0]) if found else None


def since_landing(db: sqlite3.Connection, targets: Iterable[TargetRow]) -> list[TargetRow]:
    """The targets of the search that goes on: all of them, after a landing those that were set since."""
    found = db.execute(f"select landed_on, seq {_LATEST}").fetchone()
    if found is None:
        return list(targets)
    landed_on, seq = found
    return [row for row in targets if row.added_on > landed_on or (row.added_on == landed_on and _set(db, row) > seq)]


def ended(db: sqlite3.Connection) -> JobRow | None:
    """The job whose offer ended the search; None while it goes on, or goes on again with a target set since."""
    job = landed(db)
    sql = f"select {', '.join(TargetRow._fields)} from targets"
    return None if job and since_landing(db, map(TargetRow._make, db.execute(sql))) else job


def _set(db: sqlite3.Connection, target: TargetRow) -> int:
    """The step that set a target; 0 where the journal does not know."""
    lines = lines_about("'target'", ":id")
    sql = f"select coalesce(max(step_id), 0) from ({lines}) c where op = 'insert'"
    found: int = db.execute(sql, {"id": target.id}).fetchone()[0]
    return found


def chain(db: sqlite3.Connection, job: JobRow, today: date) -> tuple[ContactLine, ...]:
    """Who led to a job, the first of them first; () for a cold one."""
    day = today.isoformat()
    lines = (by_id(db, id, day) for id in chain_to(db, job.via_id, today))
    return tuple(line for line in lines if line)


def to_thank(db: sqlite3.Connection, chain: tuple[ContactLine, ...]) -> list[tuple[int, int, str, str]]:
    """Whom to thank for the landing: follow-up, contact, name, due day; the chain first, upstream first."""
    place = {line.id: rank for rank, line in enumerate(chain)}
    sql = "select id, contact_id, contact, due_on from followups where kind = 'thank-you' and reason = 'landed'"
    found: list[tuple[int, int, str, str]] = db.execute(sql).fetchall()
    return sorted(found, key=lambda row: (place.get(row[1], len(place)), fold(row[2]), row[1]))
