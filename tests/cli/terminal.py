"""A terminal without a person: what a command line draws on a screen of a given width, in this process."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from netlog.cli import context

if TYPE_CHECKING:
    import pytest
    from tests.conftest import Ran, Run


class Terminal:
    """`terminal("stats", 80)` runs `netlog stats` on `today`, on a screen of 80 columns and many lines, uncoloured."""

    def __init__(self, run: Run, monkeypatch: pytest.MonkeyPatch, today: str) -> None:
        self._run = run
        self._patch = monkeypatch
        self.today = today

    def __call__(self, words: str, columns: int, *, lines: int = 100, colour: bool = False) -> Ran:
        """What is on the screen: stdout is the terminal, and nobody types."""
        with self._patch.context() as patch:
            patch.setattr(context, "_is_terminal", lambda stream: stream is sys.stdout)
            patch.setenv("COLUMNS", str(columns))
            patch.setenv("LINES", str(lines))
            patch.setenv("TERM", "xterm-256color")
            if not colour:
                patch.setenv("NO_COLOR", "1")
            return self._run(*shlex.split(words), today=self.today)
