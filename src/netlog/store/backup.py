"""Copies of the database: dated ones in `backups/` beside it, or wherever the user wants one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from netlog.errors import AlreadyExists, NotFound, StoreError
from netlog.rows.care import BackupLine
from netlog.store import connection

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from netlog.store.work import Work

KEPT = 10  # dated backups


def backup(path: Path, reason: str, today: date) -> Path:
    """Copy the database to `backups/netlog-2026-11-02-REASON.db` beside it; the ten latest stay. Returns the copy.

    A second one of the day and reason gets a number: the copy of before is never written over.
    """
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{path.stem}-{today.isoformat()}-{reason}"
    number = 1
    target = folder / f"{name}.db"
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}.db"
    copy(path, target)
    made = sorted(folder.glob(f"{path.stem}-*.db"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    for old in made[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def backup_before(work: Work, path: Path, reason: str) -> bool:
    """Copy the database as it was before the command under way. False where that is the first: nothing was in it."""
    if not work.db.execute("select 1 from step where id < ? limit 1", (work.seq,)).fetchone():
        return False
    backup(path, reason, work.today)
    return True


def copy(path: Path, target: Path) -> None:
    """Copy a database, whoever is using it, to a new file that only its owner can read.

    Raises AlreadyExists where there is a file; what could not be finished is taken away again.
    """
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise AlreadyExists(f"{target} is there already.", "Name another file, or move that one away.") from None
    try:
        with closing(connection.connect(path)) as source, closing(sqlite3.connect(target)) as into:
            source.backup(into)
            into.execute("pragma journal_mode = delete")  # one file, nothing beside it
    except BaseException:
        for left in (target, *connection.logs(target)):
            left.unlink(missing_ok=True)
        raise


def contents(file: Path) -> BackupLine:
    """What a backup holds. Raises NotFound, or StoreError where it is no sound netlog database of a known version."""
    if not file.is_file():
        raise NotFound(f"There is no file {file}.", "Backups are in the folder `backups` beside the database.")
    no_backup = StoreError(f"{file} is no netlog database, or a damaged one.", "Name another backup.")
    try:
        with closing(connection.connect(file)) as db:
            connection.check_version(db, file)
            if db.execute("pragma quick_check").fetchone() != ("ok",):
                raise no_backup
            people = db.execute("select count(*) from contact where is_me is null").fetchone()[0]
            last = db.execute("select max(done_at) from step").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise no_backup from error
    return BackupLine(str(file), people, last)


def restore(path: Path, file: Path, today: date) -> Path | None:
    """Put a backup that `contents` knows in place of the database, which is copied to the backups first.

    Returns that copy; None where there was no database. A damaged one is moved aside as it is, and that is returned.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    copy(file, beside)
    try:
        with closing(connection.connect(beside)) as db:
            db.execute("pragma journal_mode = wal")
        kept = _set_down(path, beside, today)
        connection.put_in_place(beside, path)
    finally:
        for left in (beside, *connection.logs(beside)):
            left.unlink(missing_ok=True)
    return kept


def _set_down(path: Path, beside: Path, today: date) -> Path | None:
    """Write the new contents over a sound database in one transaction, or move a damaged one out of the way."""
    if not path.exists():
        return None
    try:
        kept = backup(path, "before-restore", today)
        with closing(connection.connect(beside)) as source, closing(connection.connect(path)) as into:
            into.execute("begin immediate")  # fails where somebody writes; `backup` itself would wait for ever
            into.execute("rollback")
            source.backup(into)  # whoever reads it meanwhile sees the old one or the new one
        return kept
    except sqlite3.OperationalError:  # locked, or not to be written to: not damaged
        raise
    except sqlite3.DatabaseError:
        aside = path.with_name(f"{path.stem}-damaged-{today.isoformat()}.db")
        path.rename(aside)
        for log in connection.logs(path):
            if log.exists():
                log.rename(aside.with_name(log.name.replace(path.name, aside.name, 1)))
        return aside
