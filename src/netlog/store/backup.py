"""Copies of the database: dated ones in `backups/` beside it, or wherever the user wants one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from netlog.errors import AlreadyExists
from netlog.store import connection

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

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
