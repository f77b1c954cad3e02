"""What every test may use: the program run in this process, on a database of its own, with a frozen clock."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from netlog.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = "2026-11-02"  # the day of RULES.md


@dataclass(frozen=True)
class Ran:
    """What a command line wrote, and its exit code."""

    stdout: str
    stderr: str
    code: int

    @property
    def data(self) -> Any:
        """The `data` of the JSON it printed."""
        return json.loads(self.stdout)["data"]


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: no database, no settings, no terminal."""
    monkeypatch.setenv("NETLOG_DB", str(tmp_path / "netlog.db"))
    monkeypatch.setenv("NETLOG_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("NETLOG_TODAY", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def netlog(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command line in this process: `netlog("add-contact", "Sam", today="2026-11-02", code=0)`.

    Unless `code` is None the exit code must be that one.
    """
    from netlog.config import settings

    def run(*args: str, today: str = MONDAY, code: int | None = 0) -> Ran:
        settings.cache_clear()
        capsys.readouterr()
        got = main.run(["--today", today, *args])
        out, err = capsys.readouterr()
        if code is not None:
            assert got == code, f"netlog {' '.join(args)} ended with {got}, not {code}\n{out}{err}"
        return Ran(out, err, got)

    return run
