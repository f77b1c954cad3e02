"""Checking that a database is sound, and mending what can be derived anew: kept columns, search, permissions."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING, Any

from netlog.rows.care import Finding
from netlog.rules.names import counted, fold, listed
from netlog.store import connection, statistics
from netlog.store.derive import (
    contact_columns,
    follow_up_columns,
    introduction_columns,
    job_columns,
    load,
    open_rows,
    still_to_come,
)
from netlog.store.work import marks, rows, with_pauses, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from netlog.rules.habits import Habits
    from netlog.store.derive import History, Row

FILE = "file"
KEYS = "references"
KEPT = "kept columns"
STATISTICS = "statistics"
SEARCH = "search"
PRIVACY = "permissions"

_AT_ONCE = 500  # contacts derived together


def examine(path: Path, today: date, habits: Habits) -> list[Finding]:
    """Every check with what it found wrong, as sentences; writes nothing. The database must be there."""
    with closing(connection.write(path)) as db:
        file = Finding(FILE, tuple(_damage(db)))
        if file.problems:  # the rest would be read from a file that cannot be trusted
            return [file, Finding(PRIVACY, tuple(_open_to_others(path)))]
        wrong = (*_wrong_jobs(db), *_differences(db, today, with_pauses(db, habits)))
        kept = tuple(sentence for _, sentence in wrong)
        return [
            file,
            Finding(KEYS, tuple(_broken_keys(db))),
            Finding(KEPT, kept),
            Finding(STATISTICS, tuple(found.sentence for found in statistics.differences(db))),
            Finding(SEARCH, tuple(_search_out_of_step(db))),
            Finding(PRIVACY, tuple(_open_to_others(path))),
        ]


def mend(path: Path, today: date, habits: Habits) -> list[Finding]:
    """Write anew what can be derived, the kept columns as one step, and examine again. `mended` says what helped."""
    before = {finding.check: finding for finding in examine(path, today, habits)}
    unsound = any(before[check].problems for check in (FILE, KEYS) if check in before)
    for check, help_ in _REMEDIES.items():
        if check in before and before[check].problems and not (unsound and check in (KEPT, STATISTICS)):
            help_(path, today, habits)
    after = examine(path, today, habits)
    return [
        before[finding.check]._replace(mended=True)
        if not finding.problems and finding.check in before and before[finding.check].problems
        else finding
        for finding in after
    ]


# --- checks -------------------------------------------------------------------------------------


def _damage(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute("pragma integrity_check"):
        if line != "ok":
            yield f"SQLite finds damage: {line}"


def _broken_keys(db: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in db.execute("pragma foreign_key_check"):
        yield f"{table} {row}: its {parent} is not there"


def _search_out_of_step(db: sqlite3.Connection) -> Iterator[str]:
    """FTS5 compares its index with the contacts when asked by an insert; nothing is written by it."""
    db.execute("begin immediate")
    try:
        db.execute("insert into contact_search (contact_search, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        yield "the search by name does not know every name as it is"
    finally:
        db.execute("rollback")


def _open_to_others(path: Path) -> Iterator[str]:
    for file in _private(path):
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield f"{file} can be read by others on this machine"


def _private(path: Path) -> list[Path]:
    """The files that are for their owner alone; the logs beside the database take its permissions when made."""
    return [path, *sorted((path.parent / "backups").glob(f"{path.stem}-*.db"))]


# --- kept columns -------------------------------------------------------------------------------


def _wrong_jobs(db: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Jobs whose kept columns are not what their steps come to, with a sentence each."""
    sql = "select j.*, o.name from job j join organization o on o.id = j.organization_id order by j.id"
    for row in rows(db, sql):
        wrong = [name for name, value in job_columns(db, row["id"]).items() if row[name] != value]
        if wrong:
            yield row["id"], f"j{row['id']} {row['role']}, {row['name']}: {', '.join(wrong)}"


def _differences(db: sqlite3.Connection, today: date, habits: Habits) -> Iterator[tuple[int, str]]:
    """Contacts whose kept columns or open follow-ups are not what their history comes to, with a sentence each."""
    ids = [id for (id,) in db.execute("select id from contact order by id")]
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        history = load(db, part, one_answer_is_enough=habits.outreach_rule == "3b7")
        compare = _Comparison(db, history, today, habits)
        for row in rows(db, f"select * from contact where id in ({marks(part)}) order by id", part):
            wrong = list(dict.fromkeys(compare.contact(row)))
            if wrong:
                yield row["id"], f"c{row['id']} {row['name']}: {', '.join(wrong)}"


class _Comparison:
    """What stands about some contacts, beside what their history comes to today.

    Time alone changes nothing that is stored: a stage whose successor's day has come counts as that successor, a
    follow-up past its closing day as closed.
    """

    def __init__(self, db: sqlite3.Connection, history: History, today: date, habits: Habits) -> None:
        self.db = db
        self.day = today.isoformat()
        self.today = today
        self.derived = history.derived(today, habits)
        self.wanted = still_to_come(self.derived, history.whole, today)
        self.standing = {
            key: row
            for key, row in open_rows(db, history.whole).items()
            if row["closes_on"] is None or row["closes_on"] > self.day
        }
        self.introductions = history.introductions

    def contact(self, row: Row) -> Iterator[str]:
        """The names of what differs about one contact."""
        id = row["id"]
        columns = contact_columns(self.db, id, self.derived.contacts[id])
        yield from _differing(row, columns, "stage", self.day)
        if row["name_key"] != fold(row["name"]):
            yield "name_key"
        if row["nickname_key"] != (fold(row["nickname"]) if row["nickname"] else None):
            yield "nickname_key"
        yield from self._follow_ups(id)
        yield from self._introductions(id)
        yield from self._plans(id)

    def _follow_ups(self, id: int) -> Iterator[str]:
        keys = {key for key in (*self.wanted, *self.standing) if key.contact == id}
        for key in keys:
            wanted, row = self.wanted.get(key), self.standing.get(key)
            columns = follow_up_columns(wanted, self.today) if wanted else {}
            if not columns or row is None or any(row[name] != value for name, value in columns.items()):
                yield "follow-ups"

    def _introductions(self, id: int) -> Iterator[str]:
        ids = [intro.id for intro in self.introductions if id in (intro.introducer, intro.contact)]
        for row in rows(self.db, f"select * from introduction where id in ({marks(ids)})", ids):
            columns = introduction_columns(self.derived.introductions[row["id"]])
            if any(_differing(row, columns, "state", self.day)):
                yield "introductions"

    def _plans(self, id: int) -> Iterator[str]:
        sql = (
            "select id, gone_on from meeting where agreed_on is not null"
            " and id in (select meeting_id from attendance where contact_id = ?)"
        )
        for meeting, gone_on in self.db.execute(sql, (id,)):
            gone = self.derived.gone.get(meeting)
            if gone_on != (gone.isoformat() if gone else None):
                yield "plans"


# What time changes together with a state: compared only as long as it has not.
_WITH_TIME = {
    "stage": {"stage", "next_stage", "next_stage_on"},
    "state": {"state", "next_state", "next_state_on", "closed_on", "declined_by", "lapsed_why"},
}


def _differing(row: Row, columns: dict[str, Any], state: str, day: str) -> Iterator[str]:
    """The columns in which a row is not as derived; `state` names the one that time may have changed since."""
    since = row[f"next_{state}_on"]
    time_has_passed = since is not None and since <= day
    if time_has_passed and row[f"next_{state}"] != columns[state]:
        yield state
    for name, value in columns.items():
        if row[name] != value and not (time_has_passed and name in _WITH_TIME[state]):
            yield name


# --- remedies -----------------------------------------------------------------------------------


def _derive_anew(path: Path, today: date, habits: Habits) -> None:
    with work(path, "doctor", today, habits) as doing:
        jobs = [id for id, _ in _wrong_jobs(doing.db)]
        for id in jobs:  # first, for who refers me follows from them
            doing.update("job", id, **job_columns(doing.db, id))
        wrong = [id for id, _ in _differences(doing.db, today, doing.habits)]
        for id in wrong:
            row = doing.row("contact", id)
            nickname = row["nickname"]
            doing.update(
                "contact", id, name_key=fold(str(row["name"])), nickname_key=fold(str(nickname)) if nickname else None
            )
        doing.touch(*wrong)
        derived = ((len(wrong), "contact"), (len(jobs), "job"))
        whom = listed([counted(count, what) for count, what in derived if count])
        doing.summary = f"Derived stages and follow-ups of {whom} anew."


def _count_anew(path: Path, today: date, habits: Habits) -> None:
    with work(path, "doctor", today, habits) as doing:
        wrong = statistics.mend(doing)
        doing.summary = f"Counted {counted(wrong, 'row')} of statistics anew."


def _index_anew(path: Path, today: date, habits: Habits) -> None:
    with closing(connection.write(path)) as db, connection.transaction(db):
        db.execute("insert into contact_search (contact_search) values ('rebuild')")


def _make_private(path: Path, today: date, habits: Habits) -> None:
    for file in _private(path):
        if file.exists():
            file.chmod(0o600)


_REMEDIES: dict[str, Callable[[Path, date, Habits], None]] = {
    KEPT: _derive_anew,
    STATISTICS: _count_anew,
    SEARCH: _index_anew,
    PRIVACY: _make_private,
}
