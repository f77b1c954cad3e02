from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netlog.errors import StoreError
from netlog.store import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .conftest import State, Step

SOURCE = Path(connection.__file__).parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pragma(db: sqlite3.Connection, name: str) -> object:
    return db.execute(f"pragma {name}").fetchone()[0]


def test_a_new_database_and_its_folder_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "netlog.db"
    old = os.umask(0)
    try:
        with closing(connection.write(path)) as db:
            db.execute("insert into pause (start_on, end_on) values ('2026-11-02', '2026-11-03')")
            modes = {file.name: mode(file) for file in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert mode(path.parent) == 0o700
    assert modes == {"netlog.db": 0o600, "netlog.db-wal": 0o600, "netlog.db-shm": 0o600}
    assert [file.name for file in path.parent.iterdir()] == ["netlog.db"]


@pytest.mark.parametrize("open_", [connection.read, connection.write])
def test_every_connection_syncs_fully_keeps_foreign_keys_and_waits(
    open_: Callable[[Path], sqlite3.Connection], path: Path
) -> None:
    connection.write(path).close()
    with closing(open_(path)) as db:
        assert pragma(db, "journal_mode") == "wal"
        assert pragma(db, "synchronous") == 2
        assert pragma(db, "foreign_keys") == 1
        assert pragma(db, "busy_timeout") == connection.BUSY_MS


def test_a_missing_database_reads_as_an_empty_one_and_nothing_is_created(tmp_path: Path) -> None:
    path = tmp_path / "new" / "netlog.db"
    with closing(connection.read(path)) as db:
        assert db.execute("select count(*) from contact").fetchone() == (0,)
        for name, _ in connection.views():
            assert db.execute(f"select * from {name}").fetchall() == []
    assert not path.parent.exists()


def test_a_connection_to_read_cannot_write(path: Path) -> None:
    connection.write(path).close()
    with closing(connection.read(path)) as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("delete from contact")


def test_a_second_writer_waits_until_the_first_is_done(path: Path) -> None:
    with closing(connection.write(path)) as first:
        first.execute("begin immediate")
        done = []

        def second() -> None:
            with closing(connection.write(path)) as db, connection.transaction(db):
                done.append(time.monotonic())

        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        freed = time.monotonic()
        first.execute("commit")
        thread.join()
    assert done[0] >= freed


def test_reading_goes_on_while_somebody_writes(path: Path) -> None:
    with closing(connection.write(path)) as writer, connection.transaction(writer):
        writer.execute("insert into pause (start_on, end_on) values ('2026-11-02', '2026-11-03')")
        with closing(connection.read(path)) as reader:
            assert reader.execute("select count(*) from pause").fetchone() == (0,)


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    def fail(db: sqlite3.Connection) -> None:
        with connection.transaction(db):
            db.execute("insert into pause (start_on, end_on) values ('2026-11-02', '2026-11-03')")
            raise KeyboardInterrupt

    with closing(connection.write(path)) as db:
        with pytest.raises(KeyboardInterrupt):
            fail(db)
        assert db.execute("select count(*) from pause").fetchone() == (0,)


def test_a_database_of_a_newer_netlog_is_refused_and_left_alone(path: Path) -> None:
    connection.write(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"pragma user_version = {connection.SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    for open_ in (connection.read, connection.write):
        with pytest.raises(StoreError, match="was written by a newer netlog"):
            open_(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table other (x)")
    before = path.read_bytes()
    for open_ in (connection.read, connection.write):
        with pytest.raises(StoreError, match="is no netlog database"):
            open_(path)
    assert path.read_bytes() == before


def test_a_log_left_by_a_deleted_database_does_not_reach_the_new_one(path: Path) -> None:
    with closing(connection.write(path)) as db:
        db.execute("insert into pause (start_on, end_on) values ('2026-11-02', '2026-11-03')")
        left = path.with_name("netlog.db-wal").read_bytes()
    path.unlink()
    path.with_name("netlog.db-wal").write_bytes(left)
    with closing(connection.write(path)) as db:
        assert db.execute("select count(*) from pause").fetchone() == (0,)


def test_two_commands_that_both_make_the_database_keep_what_the_first_wrote(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second finds no file, and by the time its own is ready the first has written to another."""
    real = connection.install

    def slow(db: sqlite3.Connection) -> None:
        monkeypatch.setattr(connection, "install", real)
        with closing(connection.write(path)) as first:
            first.execute("insert into pause (start_on, end_on) values ('2026-11-02', '2026-11-03')")
        real(db)

    monkeypatch.setattr(connection, "install", slow)
    monkeypatch.setattr(os, "getpid", iter(range(100)).__next__)
    with closing(connection.write(path)) as db:
        assert db.execute("select count(*) from pause").fetchone() == (1,)
    assert {file.name for file in path.parent.iterdir()} == {"netlog.db"}


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from netlog.rules.habits import Habits
from netlog.rules.names import PersonForm
from netlog.store.work import work
from netlog.store.writer.people import add_person
with work(Path(sys.argv[1]), "test", date(2026, 11, 2), Habits()) as doing:
    for number in range(5000):
        add_person(doing, PersonForm(f"Person {number}", None, "Stripe"))
    doing.db.execute("pragma cache_spill = 1")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_command_killed_in_the_middle_leaves_nothing_half_written(
    path: Path, step: Step, state: Callable[[], State]
) -> None:
    with step("Paused.") as work:
        work.insert_row("pause", {"start_on": "2026-11-02", "end_on": "2026-11-03"})
    before = state()
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], env=os.environ | {"PYTHONPATH": str(SOURCE)})
    assert done.returncode == -signal.SIGKILL
    assert state() == before
    with closing(connection.read(path)) as db:
        assert pragma(db, "integrity_check") == "ok"
        assert db.execute("select count(*) from step").fetchone() == (1,)


# --- what a person sees --------------------------------------------------------------------------


def netlog(path: Path, *args: str, through: tuple[str, ...] = ()) -> tuple[int, str]:
    """The exit code and stderr of a command in a process of its own, `through` another program."""
    done = subprocess.run(
        [*through, sys.executable, "-m", "netlog", "--db", str(path), *args],
        env=os.environ | {"PYTHONPATH": str(SOURCE), "NETLOG_CONFIG": str(path) + ".toml"},
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("args", [("history",), ("pause", "2 weeks"), ("undo",)])
def test_a_file_that_is_no_database_is_told_with_exit_7(args: tuple[str, ...], path: Path) -> None:
    path.write_text("Dear diary, " * 100)
    code, told = netlog(path, *args)
    assert code == 7
    assert "is not a netlog database" in told


def test_a_damaged_database_is_told_with_exit_7_and_the_way_back(path: Path) -> None:
    connection.write(path).close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)
    code, told = netlog(path, "history")
    assert code == 7
    assert "is damaged" in told
    assert "netlog restore" in told


def test_a_folder_in_place_of_the_database_is_told_with_exit_7(path: Path) -> None:
    path.mkdir()
    assert netlog(path, "history")[0] == 7


def test_a_database_that_somebody_else_writes_to_is_told_with_exit_7(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.write(path).close()
    monkeypatch.setattr(connection, "BUSY_MS", 50)
    from netlog.cli import main

    monkeypatch.setenv("NETLOG_DB", str(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert main.run(["pause", "2 weeks"]) == 7


@pytest.fixture
def bound() -> tuple[str, ...]:
    """What makes permissions hold for root too, who may write anywhere."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv") or pytest.skip("root may write anywhere, and there is no setpriv to bind it")
    return (setpriv, "--bounding-set=-dac_override")


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that may not be written to, once it is locked."""
    folder = tmp_path / "folder"
    folder.mkdir()
    yield folder
    folder.chmod(0o755)


def test_a_folder_that_may_not_be_written_to_is_told_and_stays_empty(locked: Path, bound: tuple[str, ...]) -> None:
    locked.chmod(0o555)
    code, told = netlog(locked / "netlog.db", "pause", "2 weeks", through=bound)
    assert code == 1
    assert "Permission denied" in told
    assert list(locked.iterdir()) == []


def test_a_database_that_may_not_be_written_to_is_told_with_exit_7(locked: Path, bound: tuple[str, ...]) -> None:
    path = locked / "netlog.db"
    connection.write(path).close()
    path.chmod(0o444)
    locked.chmod(0o555)
    code, told = netlog(path, "pause", "2 weeks", through=bound)
    assert code == 7
    assert "netlog.db" in told
