"""A command's writes: one transaction, one undo step, every row journaled whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any

from netlog import clock
from netlog.store import connection
from netlog.words import ChangeOp

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from netlog.records.base import Record
    from netlog.rules.habits import Habits

Value = str | int | None

_AT_ONCE = 4_096  # values bound to one query; SQLite's own limit is 32,766
_FEW = 20  # rows that have too much in common by accident
_ROWS_AT_ONCE = (1000, 100, 20, 4, 1)  # rows of at most 32 columns written by one statement; the same limit


class Work:
    """The writes of one command. `seq` numbers the command; whom `touch` names is derived anew before the commit."""

    def __init__(self, db: sqlite3.Connection, seq: int, today: date, habits: Habits) -> None:
        self.db = db
        self.seq = seq
        self.today = today
        self.habits = habits
        self.touched: set[int] = set()
        self.summary = ""

    def insert(self, record: Record) -> int:
        """Store a validated record and return its number."""
        return self.insert_row(table_of(type(record)), record.model_dump(mode="json", exclude={"id"}))

    def insert_row(self, table: str, row: Mapping[str, Value]) -> int:
        """Store a row whose values are known to be right."""
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        cursor = self.db.execute(f"insert into {table} ({names}) values ({marks})", dict(row))
        assert cursor.lastrowid is not None
        self._journal(table, cursor.lastrowid, ChangeOp.INSERT)
        return cursor.lastrowid

    def next_id(self, table: str) -> int:
        """The number that the next row of a table gets. Numbers of removed rows do not come back."""
        found = self.db.execute("select seq from sqlite_sequence where name = ?", (table,)).fetchone()
        return int(found[0]) + 1 if found else 1

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Store rows whose values are known to be right; `id` is the first column, and rises, from `next_id` on."""
        for together in _in_statements(rows):
            self.db.execute(*_insertion(table, columns, together))
            self._journal_together(table, [row[0] for row in together])

    def add_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Store rows whose values are known to be right; without an id: they are numbered from `next_id` on."""
        id = self.next_id(table)
        for together in _in_statements(rows):
            self.db.execute(*_insertion(table, columns, together))
            self._journal_together(table, range(id, id + len(together)))
            id += len(together)

    def revise(self, record: type[Record], id: int, **changes: Value) -> bool:
        """Change fields to what a user said, validated with the row they stand in; otherwise as `update`."""
        table = table_of(record)
        record.model_validate({**self.row(table, id), **changes})
        return self.update(table, id, **changes)

    def update(self, table: str, id: int, **changes: Value) -> bool:
        """Change fields of a row to values known to be right; False, and no trace, where they are so already."""
        before = self.row(table, id)
        changes = {name: value for name, value in changes.items() if before[name] != value}
        if not changes:
            return False
        setting = ", ".join(f"{name} = :{name}" for name in changes)
        self.db.execute(f"update {table} set {setting} where id = :id", {**changes, "id": id})
        self._journal(table, id, ChangeOp.UPDATE, before, {**before, **changes})
        return True

    def delete(self, table: str, id: int) -> None:
        """Remove a row."""
        before = self.row(table, id)
        self.db.execute(f"delete from {table} where id = ?", (id,))
        self._journal(table, id, ChangeOp.DELETE, before)

    def row(self, table: str, id: int) -> dict[str, Value]:
        """A row as it stands, by column. Raises KeyError where there is none."""
        return row_of(self.db, table, id)

    def touch(self, *contacts: int) -> None:
        """Name contacts to whom something happened."""
        self.touched.update(contacts)

    @property
    def has_written(self) -> bool:
        """Whether there is anything to undo so far."""
        return self.db.execute("select 1 from change where step_id = ? limit 1", (self.seq,)).fetchone() is not None

    def _journal(
        self,
        table: str,
        id: int,
        op: ChangeOp,
        before: Mapping[str, Value] | None = None,
        after: Mapping[str, Value] | None = None,
    ) -> None:
        self.db.execute(
            "insert into change (step_id, table_name, row_id, op, before_row, after_row) values (?, ?, ?, ?, ?, ?)",
            (self.seq, table, id, op.value, before and as_json(before), after and as_json(after)),
        )

    def _journal_together(self, table: str, ids: Sequence[Any]) -> None:
        """One line for all of the inserted rows that are numbered without a gap."""
        self.db.executemany(
            "insert into change (step_id, table_name, op, row_id, last_row_id) values (?, ?, ?, ?, ?)",
            ((self.seq, table, ChangeOp.INSERT.value, first, last) for first, last in _without_gaps(ids)),
        )


@contextmanager
def work(path: Path, command: str, today: date, habits: Habits) -> Iterator[Work]:
    """Do a command's writes: all of them, or none. A command that changed nothing leaves no step behind.

    The caller sets `summary`, the sentence that `history` and `undo` say.
    """
    from netlog.store import statistics
    from netlog.store.derive import derive

    db = connection.write(path)
    try:
        # What takes a statement back if it fails: a file for it is two thirds of what an import writes.
        db.execute("pragma temp_store = memory")
        with connection.transaction(db):
            db.execute("pragma defer_foreign_keys = on")
            seq = _open_step(db, command)
            doing = Work(db, seq, today, with_pauses(db, habits))
            yield doing
            derive(doing)
            statistics.keep(doing)
            _close_step(db, doing.seq, doing.summary)
    finally:
        db.close()


def with_pauses(db: sqlite3.Connection, habits: Habits) -> Habits:
    """The habits, with the pauses that this database knows."""
    pauses = db.execute("select start_on, end_on from pause order by start_on, id")
    return habits._replace(pauses=tuple((date.fromisoformat(start), date.fromisoformat(end)) for start, end in pauses))


def _open_step(db: sqlite3.Connection, command: str) -> int:
    cursor = db.execute(
        "insert into step (done_at, command, summary) values (?, ?, ?)", (clock.now(), command, command)
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _close_step(db: sqlite3.Connection, seq: int, summary: str) -> None:
    if db.execute("select 1 from change where step_id = ? limit 1", (seq,)).fetchone():
        db.execute("update step set summary = ? where id = ?", (summary, seq))
    else:
        db.execute("delete from step where id = ?", (seq,))


def _in_statements(rows: Sequence[Sequence[Value]]) -> Iterator[Sequence[Sequence[Value]]]:
    """The rows that are written by one statement: many, as at its end the search index writes out its words.

    There are few sizes of them, since sqlite3 keeps the last 128 statements compiled, of which each takes up to 600 KB.
    """
    start = 0
    while start < len(rows):
        size = next(size for size in _ROWS_AT_ONCE if size <= len(rows) - start)
        yield rows[start : start + size]
        start += size


def _without_gaps(ids: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """Rising numbers as the first and the last of those that follow one another; None for the last of only one."""
    gaps = [] if ids[-1] - ids[0] < len(ids) else [at for at in range(1, len(ids)) if ids[at] - ids[at - 1] > 1]
    for start, end in pairwise([0, *gaps, len(ids)]):
        yield ids[start], ids[end - 1] if end - start > 1 else None


def _insertion(table: str, names: Sequence[str], rows: Sequence[Sequence[Value]]) -> tuple[str, list[Value]]:
    """The statement that stores the rows, and its parameters. What all share is bound once: half of what they hold."""
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    many = len(rows) > _FEW
    alike = {name: told for name, told in columns.items() if many and told[0] == told[-1]}
    shared = {name: told[0] for name, told in alike.items() if told.count(told[0]) == len(rows)}
    own = [name for name in names if name not in shared]
    values = ", ".join([f"({marks(own)})"] * len(rows))
    told = chain.from_iterable(zip(*(columns[name] for name in own), strict=True))
    each = [*("?" for _ in shared), *(f"column{number}" for number in range(1, len(own) + 1))]
    statement = f"insert into {table} ({', '.join([*shared, *own])}) select {', '.join(each)} from (values {values})"
    return statement, [*shared.values(), *told]


def rows(db: sqlite3.Connection, sql: str, parameters: Iterable[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """The rows of a query by column."""
    cursor = db.execute(sql, parameters if isinstance(parameters, Mapping) else tuple(parameters))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def row_of(db: sqlite3.Connection, table: str, id: int) -> dict[str, Value]:
    """A row of a table by its number. Raises KeyError where there is none."""
    found = rows(db, f"select * from {table} where id = ?", (id,))
    if not found:
        raise KeyError((table, id))
    return found[0]


def table_of(record: type[Record]) -> str:
    """IntroductionStep -> introduction_step."""
    name = record.__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def marks(values: Collection[object]) -> str:
    """As many question marks as there are values: "?, ?, ?"."""
    return ", ".join("?" * len(values))


def lines_about(table: str, row: str) -> str:
    """SQL: the journal's lines about a row: its own, and that of the rows together with which it was inserted."""
    lines = f"select * from change where table_name = {table}"
    return f"{lines} and row_id = {row} union all {lines} and row_id < {row} and last_row_id >= {row}"


def select_in(db: sqlite3.Connection, sql: str, values: Iterable[Value]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query for any number of values; `{}` in it stands for their question marks.

    The last value is repeated up to a power of two: sqlite3 keeps what it compiled, and so that is little.
    """
    return chain.from_iterable(db.execute(sql.format(marks(batch)), batch) for batch in _batches(values))


def _batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    remaining = iter(values)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield batch + batch[-1:] * ((1 << (len(batch) - 1).bit_length()) - len(batch))


as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""What is kept as JSON: compact, in letters of every script."""
