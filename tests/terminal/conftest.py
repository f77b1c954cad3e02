"""A real terminal: netlog as a process of its own under a pseudo-terminal, 80 columns wide."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pexpect
import pytest

if TYPE_CHECKING:
    from pathlib import Path

Terminal = Callable[..., "Session"]

COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Session:
    """One command in a terminal: wait for what it says, type, and read the rest."""

    def __init__(self, child: pexpect.spawn) -> None:
        self.child = child

    def asked(self, text: str, answer: str | None = None) -> Session:
        """Wait until the screen says `text`, then type `answer` and Enter."""
        self.child.expect_exact(text)
        if answer is not None:
            self.child.sendline(answer)
        return self

    def press(self, key: str) -> Session:
        """Press Ctrl and a key."""
        self.child.sendcontrol(key)
        return self

    def ends(self, code: int = 0) -> str:
        """What the screen says until the command ends with this exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        screen = COLOURS.sub("", self.child.before or "").replace("\r\n", "\n")
        assert self.child.exitstatus == code, screen
        return screen


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Run netlog in a terminal on this test's database: `terminal("log-coffee", "Priya", today="2026-11-02")`."""

    def run(*args: str, today: str = "2026-11-02", columns: int = 80) -> Session:
        environment = {
            **os.environ,
            "NETLOG_DB": str(tmp_path / "netlog.db"),
            "NETLOG_CONFIG": str(tmp_path / "config.toml"),
            "NETLOG_TODAY": today,
            "TERM": "xterm-256color",
        }
        command = ["-m", "netlog", *args]
        child = pexpect.spawn(
            sys.executable, command, env=environment, encoding="utf-8", timeout=30, dimensions=(40, columns)
        )
        return Session(child)

    return run
