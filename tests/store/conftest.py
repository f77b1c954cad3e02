"""A database of its own for each test of the store, written to without the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netlog.rules.habits import Habits
from netlog.store import connection
from netlog.store.work import Work, work

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 11, 2)

Step = Callable[[str], AbstractContextManager[Work]]
State = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database will be; the clock stands on a Monday."""
    monkeypatch.setenv("NETLOG_TODAY", MONDAY.isoformat())
    return tmp_path / "netlog.db"


@pytest.fixture
def step(path: Path) -> Step:
    """One undo step: `with step("Added Priya.") as work: ...`."""

    @contextmanager
    def one(summary: str) -> Iterator[Work]:
        with work(path, "test", MONDAY, Habits()) as doing:
            doing.summary = summary
            yield doing

    return one


@pytest.fixture
def state(path: Path) -> Callable[[], State]:
    """Every row of every table but the journal, and what search finds."""

    def read() -> State:
        with closing(connection.read(path)) as db:
            tables = db.execute(
                "select name from sqlite_master where type = 'table' and name not in ('step', 'change')"
                " and name not like 'sqlite_%' and name not like 'contact_search%' order by name"
            )
            rows = {name: db.execute(f"select * from {name} order by id").fetchall() for (name,) in tables.fetchall()}
            search = db.execute("select rowid from contact_search where contact_search match 'p*' order by rowid")
            return rows | {"search": search.fetchall()}

    return read
