"""Undo and redo: the rows of a step put back as they were, or written once more, from the journal.

Only what the journal knows is touched. A row that somebody changed past netlog stops both, with nothing half done.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog import clock
from netlog.errors import NetlogError, NotFound
from netlog.rows.care import StepLine
from netlog.rules.days import full_day
from netlog.store import connection
from netlog.store.work import as_json, marks, rows
from netlog.words import ChangeOp

if TYPE_CHECKING:
    from pathlib import Path

FENCE = "migrate"  # the command of the step that a migration leaves: the rows before it had another shape

_PAGE = 200  # changes held in memory at a time, of which each may be 500 rows
_AT_ONCE = 500  # rows read by one query

Row = dict[str, Any]
Statement = tuple[str, tuple[Any, ...]]


class Change(NamedTuple):
    """A line of the journal."""

    id: int
    table: str
    row: int
    last: int | None  # of rows inserted together
    op: str  # a words.ChangeOp
    before: str | None
    after: str | None

    @property
    def rows(self) -> range:
        """The numbers of the rows that it is about."""
        return range(self.row, (self.last or self.row) + 1)


def undo(path: Path) -> StepLine:
    """Take back the latest step that stands, and return it.

    Raises NotFound where none stands, NetlogError at a migration and where rows were changed past netlog.
    """
    with _replaying(path, "Nothing to undo: nothing was written yet.") as db:
        step = _latest_standing(db)
        _play(db, _changes(db, step.id, "desc"), _back)
        db.execute("update step set undone_at = ? where id = ?", (clock.now(), step.id))
    return step


def redo(path: Path) -> StepLine:
    """Do the earliest step that was undone again, and return it.

    Raises NotFound where none was undone or something new was written since, NetlogError where rows were changed
    past netlog.
    """
    with _replaying(path, "Nothing to redo: nothing was undone.") as db:
        step = _earliest_undone(db)
        _play(db, _changes(db, step.id, "asc"), _forth)
        db.execute("update step set undone_at = null where id = ?", (step.id,))
    return step


@contextmanager
def _replaying(path: Path, nothing: str) -> Iterator[sqlite3.Connection]:
    """One transaction; what refers to what is checked at its end. A missing database is not created for it."""
    if not path.exists():
        raise NotFound(nothing)
    with closing(connection.write(path)) as db:
        try:
            with connection.transaction(db):
                db.execute("pragma defer_foreign_keys = on")
                yield db
        except sqlite3.IntegrityError as error:
            raise _changed_past_netlog(str(error)) from None


# --- which step ---------------------------------------------------------------------------------


def _latest_standing(db: sqlite3.Connection) -> StepLine:
    step = _step(db, "where undone_at is null order by id desc limit 1")
    if step is None:
        raise NotFound("Nothing to undo: no step stands.", "`netlog history` lists what was taken back.")
    if step.command == FENCE:
        day = full_day(datetime.fromisoformat(step.done_at).astimezone().date())
        raise NetlogError(
            f"Undo stops at the update of {day}: what was written before it has another shape.",
            "The database as it was before is among the backups; `netlog restore FILE` puts it back.",
        )
    return step


def _earliest_undone(db: sqlite3.Connection) -> StepLine:
    standing = _step(db, "where undone_at is null order by id desc limit 1")
    last = standing.id if standing else 0
    step = _step(db, f"where undone_at is not null and id > {last} order by id limit 1")
    if step:
        return step
    if standing and _step(db, "where undone_at is not null limit 1"):
        raise NotFound(
            "Nothing to redo: something new was written after the last undo.",
            "`netlog history` lists the steps; `netlog undo` takes back the latest.",
        )
    raise NotFound("Nothing to redo: nothing was undone.")


def _step(db: sqlite3.Connection, which: str) -> StepLine | None:
    found = db.execute(f"select id, done_at, command, summary, undone_at from step {which}").fetchone()
    return StepLine(*found) if found else None


def _changes(db: sqlite3.Connection, step: int, order: str) -> Iterator[Change]:
    """The changes of a step, page by page, since playing them writes to the same table."""
    sql = (
        "select id, table_name, row_id, last_row_id, op, before_row, after_row from change"
        f" where step_id = :step and id {'<' if order == 'desc' else '>'} :last order by id {order} limit :page"
    )
    last = 2**62 if order == "desc" else 0
    while page := db.execute(sql, {"step": step, "last": last, "page": _PAGE}).fetchall():
        yield from map(Change._make, page)
        last = page[-1][0]


# --- playing ------------------------------------------------------------------------------------

Player = Callable[[sqlite3.Connection, str, str, list[Change]], Iterable[Statement]]


def _play(db: sqlite3.Connection, changes: Iterable[Change], player: Player) -> None:
    """Play runs of changes of one kind to one table; a run's statements go to the database as few batches."""
    for (table, op), run in groupby(changes, key=lambda change: (change.table, change.op)):
        for sql, batch in groupby(player(db, table, op, list(run)), key=lambda statement: statement[0]):
            db.executemany(sql, [parameters for _, parameters in batch])


def _back(db: sqlite3.Connection, table: str, op: str, run: list[Change]) -> Iterator[Statement]:
    """Statements that take a run back. What was inserted is kept in the journal as it stands now, for redo."""
    live = _live(db, table, run)
    if op == ChangeOp.DELETE:
        yield from _inserts(table, live, ((change.row, _loaded(change.before)) for change in run))
    elif op == ChangeOp.UPDATE:
        yield from _updates(table, live, ((c.row, _loaded(c.after), _loaded(c.before)) for c in run))
    else:
        yield from (
            ("update change set after_row = ? where id = ?", (_standing(change, live), change.id)) for change in run
        )
        yield from ((f"delete from {table} where id between ? and ?", (c.row, c.last or c.row)) for c in run)


def _standing(change: Change, live: dict[int, Row]) -> str:
    """What was inserted, as it stands now."""
    gone = next((id for id in change.rows if id not in live), None)
    if gone is not None:
        raise _changed_past_netlog(f"{change.table} {gone} is gone")
    return as_json(live[change.row] if change.last is None else [live[id] for id in change.rows])


def _forth(db: sqlite3.Connection, table: str, op: str, run: list[Change]) -> Iterator[Statement]:
    """Statements that do a run again."""
    live = _live(db, table, run)
    if op == ChangeOp.INSERT:
        yield from _inserts(table, live, ((row["id"], row) for change in run for row in several(_loaded(change.after))))
    elif op == ChangeOp.UPDATE:
        yield from _updates(table, live, ((c.row, _loaded(c.before), _loaded(c.after)) for c in run))
    else:
        for change in run:
            if live.get(change.row) != _loaded(change.before):
                raise _changed_past_netlog(f"{table} {change.row} is another")
        yield from ((f"delete from {table} where id = ?", (change.row,)) for change in run)


def _inserts(table: str, live: dict[int, Row], wanted: Iterable[tuple[int, Row]]) -> Iterator[Statement]:
    for id, row in wanted:
        if id in live:
            raise _changed_past_netlog(f"{table} {id} is there")
        yield _insert(table, tuple(row)), tuple(row.values())


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"insert into {table} ({', '.join(columns)}) values ({marks(columns)})"


def _updates(table: str, live: dict[int, Row], wanted: Iterable[tuple[int, Row, Row]]) -> Iterator[Statement]:
    """Only columns that differ are set, so that the search index is left alone where no name changed."""
    for id, now, then in wanted:
        if live.get(id) != now:
            raise _changed_past_netlog(f"{table} {id} is another")
        live[id] = then  # a row may change twice in a run
        changed = {name: value for name, value in then.items() if now[name] != value}
        setting = ", ".join(f"{name} = ?" for name in changed)
        yield f"update {table} set {setting} where id = ?", (*changed.values(), id)


def _live(db: sqlite3.Connection, table: str, run: list[Change]) -> dict[int, Row]:
    """The rows of a run as they stand now, by number."""
    ids = list({id for change in run for id in change.rows})
    found: dict[int, Row] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        found.update((row["id"], row) for row in rows(db, f"select * from {table} where id in ({marks(part)})", part))
    return found


def _loaded(row: str | None) -> Any:
    if row is None:
        raise _changed_past_netlog("the journal lacks a row")
    return json.loads(row)


def several(inserted: Row | list[Row]) -> list[Row]:
    """The rows that a line of the journal keeps of what was inserted."""
    return inserted if isinstance(inserted, list) else [inserted]


def _changed_past_netlog(detail: str) -> NetlogError:
    return NetlogError(
        f"The database was changed by something other than netlog ({detail}), so this step stays as it is.",
        "`netlog doctor` checks the database; `netlog restore FILE` puts a backup back.",
    )
