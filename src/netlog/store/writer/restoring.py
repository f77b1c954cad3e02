"""An export read back into an empty database: every row as it was, numbers included.

Only what a command is numbered by changes: the numbers of the export are put behind those that this database has given,
and the import itself comes last, so that what is logged from now on comes after it.
"""

from __future__ import annotations

import sqlite3
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.errors import AlreadyExists, InvalidInput
from netlog.records.introductions import Introduction, IntroductionStep
from netlog.records.journal import Step
from netlog.records.meetings import Attendance, Meeting, Move
from netlog.records.messages import Message
from netlog.records.organizations import Affiliation, Organization, OrganizationAlias
from netlog.records.owed import FollowUp, Pause
from netlog.records.people import Contact, DistinctPair, Email, Link, Note, Phone, Source, Tag
from netlog.records.search import Challenge, Job, JobStep, Landing, Target
from netlog.records.ties import Acquaintance
from netlog.rows.exporting import COMMAND_NUMBERS, TABLES, Head, StoredRow
from netlog.rules.names import shown
from netlog.store.connection import SCHEMA_VERSION
from netlog.store.derive import derive
from netlog.store.work import Work, marks, table_of
from netlog.store.writer.importing import BATCH, CACHE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netlog.records.base import Record

RECORDS: dict[str, type[Record]] = {
    table_of(record): record
    for record in (
        Organization, OrganizationAlias, Contact, Email, Phone, Link, Affiliation, Tag, Note, Source, Acquaintance,
        DistinctPair, Meeting, Attendance, Move, Introduction, IntroductionStep, Message, Job, JobStep, Landing, Target,
        Challenge, Pause, FollowUp,
    )
}  # fmt: skip

_MOST = 1 << 40  # commands, and numbers of rows: beyond it nobody has counted
_DERIVED_AT_ONCE = 500  # contacts of a part whose stages and follow-ups are derived together


class Restored(NamedTuple):
    """How many rows were stored, and how many of them are contacts."""

    rows: int
    contacts: int


def restore(work: Work, head: Head, rows: Iterable[StoredRow], name: str) -> Restored:
    """Store everything an export holds; `name` is the file's, for what is said about it.

    Raises AlreadyExists where the database holds anything, InvalidInput for a row that cannot be, with its line.
    """
    _require_readable(head, name)
    _require_empty(work.db, head, name)
    work.db.execute(f"pragma cache_size = -{CACHE}")
    restoring = _Restoring(work, head, name)
    stored = 0
    contacts = 0
    for table, run in groupby(rows, key=lambda row: row.table):
        count = restoring.store(table, run)
        stored += count
        contacts += count if table == "contact" else 0
    restoring.finish()
    return Restored(stored, contacts)


def _require_readable(head: Head, name: str) -> None:
    if head.schema > SCHEMA_VERSION:
        raise InvalidInput(
            f"{shown(name)} was written by a newer netlog (schema {head.schema}; this one knows {SCHEMA_VERSION}).",
            "Update netlog, and import it again.",
        )


def _require_head(head: Head) -> None:
    """Raises ValueError where what stands before the tables cannot be."""
    if not 0 <= head.commands <= _MOST:
        raise ValueError("commands: that many there are not")
    for told in head.imports:
        if not isinstance(told, dict):
            raise ValueError("imports: one of them is no record")
    for table, last in head.numbers.items():
        if table not in TABLES or type(last) is not int or not 0 <= last <= _MOST:
            raise ValueError(f"numbers: {shown(table)} is no table with a number")


def _require_empty(db: sqlite3.Connection, head: Head, name: str) -> None:
    full = next((table for table in TABLES if db.execute(f"select 1 from {table} limit 1").fetchone()), None)
    if full:
        what = "a whole" if head.whole else "a part of a"
        raise AlreadyExists(
            f"{shown(name)} is {what} database, and this one holds something already: only an empty one takes it in.",
            f"Name a new one: netlog --db NEW.db import {shown(name)}. People alone can be brought as CSV or vCard.",
        )


class _Restoring:
    def __init__(self, work: Work, head: Head, name: str) -> None:
        self._work = work
        self._head = head
        self._name = name
        self._before = work.seq - 1  # the numbers of the export come after this one
        self._contacts: list[int] = []
        try:
            _require_head(head)
        except ValueError as error:
            raise self._impossible("before the tables", str(error)) from None
        self._make_room()

    def _make_room(self) -> None:
        """Number this step behind the commands of the export, and keep which of those were imports.

        A message that an import brought opens nothing (derive.py), so that its step must be told for what it was.
        """
        work, db = self._work, self._work.db
        done_at, command = db.execute("select done_at, command from step where id = ?", (work.seq,)).fetchone()
        db.execute("delete from step where id = ?", (work.seq,))
        work.seq += self._head.commands
        db.execute(
            "insert into step (id, done_at, command, summary) values (?, ?, ?, ?)",
            (work.seq, done_at, command, command),
        )
        for told in self._head.imports:
            number = self._number(told.get("seq"), "imports")
            step = {name: value for name, value in told.items() if name != "seq"}
            try:
                work.insert_row("step", _validated(Step, {**step, "id": number, "command": command}))
            except (ValueError, sqlite3.IntegrityError) as error:
                raise self._impossible("imports", str(error)) from None

    # --- rows -------------------------------------------------------------------------------------

    def store(self, table: str, rows: Iterator[StoredRow]) -> int:
        """Store the rows of a table. Returns how many there were."""
        columns = tuple(RECORDS[table].model_fields)  # the id first
        last = count = 0
        while batch := list(islice(rows, BATCH)):
            values: list[tuple[Any, ...]] = []
            for row in batch:
                values.append(self._checked(row, last))
                last = values[-1][0]
            try:
                self._work.insert_many(table, columns, values)
            except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError):
                raise self._culprit(table, columns, batch, values) from None
            count += len(batch)
            if table == "contact":
                self._contacts += [row[0] for row in values]
        return count

    def _checked(self, row: StoredRow, last: int) -> tuple[Any, ...]:
        """The row's values, validated; its number comes after `last`."""
        try:
            values = _validated(RECORDS[row.table], row.values)
        except ValueError as error:
            raise self._wrong(row, str(error)) from None
        if values["id"] is None or values["id"] <= last:
            raise self._wrong(row, f"its id must be larger than {last}" if values["id"] else "it has no id")
        for column in COMMAND_NUMBERS.get(row.table, ()):
            if values[column] is not None:
                values[column] = self._number(values[column], f"line {row.line}, {row.table} {values['id']}")
        return tuple(values.values())

    def _number(self, told: object, where: str) -> int:
        """The number here of a command of the export."""
        if not isinstance(told, int) or not 1 <= told <= self._head.commands:
            raise self._impossible(where, f"{told} is no number of the {self._head.commands} commands")
        return self._before + told

    def _culprit(
        self, table: str, columns: Sequence[str], batch: list[StoredRow], values: list[tuple[Any, ...]]
    ) -> InvalidInput:
        """Which row of a batch the database refuses, and why. Nothing of it stays: the error ends the step."""
        self._work.db.execute(f"delete from {table} where id between ? and ?", (values[0][0], values[-1][0]))
        sql = f"insert into {table} ({', '.join(columns)}) values ({marks(columns)})"
        for row, told in zip(batch, values, strict=True):
            try:
                self._work.db.execute(sql, told)
            except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError) as error:
                return self._wrong(row, _reason(error))
        return self._impossible(table, "the database refuses it")

    def _wrong(self, row: StoredRow, reason: str) -> InvalidInput:
        id = row.values.get("id")
        which = f"{row.table} {id}" if isinstance(id, int) else f"a record of {row.table}"
        return self._impossible(f"line {row.line}, {which}", reason)

    def _impossible(self, where: str, reason: str) -> InvalidInput:
        return InvalidInput(
            f"{shown(self._name)}, {where}: {reason}. Nothing was taken.",
            "Export it again; or mend that, and import it.",
        )

    # --- the end ----------------------------------------------------------------------------------

    def finish(self) -> None:
        """Look whether all that is named is there, take over the numbers given, derive what a part lacks."""
        db = self._work.db
        for table, row, parent, _ in db.execute("pragma foreign_key_check"):
            raise self._impossible(f"{table} {row}", f"its {parent} is not in the file")
        for table, last in self._head.numbers.items():
            there = db.execute("update sqlite_sequence set seq = max(seq, ?) where name = ?", (last, table)).rowcount
            if not there:
                db.execute("insert into sqlite_sequence (name, seq) values (?, ?)", (table, last))
        if not self._head.whole:
            self._derive()

    def _derive(self) -> None:
        """A part lacks something that stages and follow-ups rested on."""
        for start in range(0, len(self._contacts), _DERIVED_AT_ONCE):
            self._work.touch(*self._contacts[start : start + _DERIVED_AT_ONCE])
            derive(self._work)
            self._work.touched.clear()


def _validated(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record by column, its id first. Raises ValueError with the reason."""
    from pydantic import ValidationError

    try:
        return dict(record.model_validate(values).__dict__)
    except ValidationError as error:
        wrong = error.errors()[0]
        field = ".".join(map(str, wrong["loc"]))
        raise ValueError(f"{shown(field)}: {wrong['msg'][:1].lower()}{wrong['msg'][1:]}") from None


def _reason(error: Exception) -> str:
    """The database's refusal, as a person reads it."""
    if isinstance(error, sqlite3.IntegrityError):
        kind, _, what = str(error).partition(" constraint failed: ")
        if kind == "UNIQUE":
            return f"another record has the same {what.replace(',', ' and').rpartition('.')[2]}"
        return f"{what or error} does not hold"
    return "a number too large" if isinstance(error, OverflowError) else "half a character"
