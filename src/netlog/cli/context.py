"""The settings of this invocation, and the questions a command may ask of a person at a terminal.

    here = current()
    here.today, here.database, here.interactive, here.on_screen, here.limit(all_)

Questions go to the terminal only where `interactive`; elsewhere every one returns its default at once, so a command
never hangs in a pipe. Ctrl-D raises EOFError and Ctrl-C KeyboardInterrupt out of a question: catch them where what was
typed so far is to be kept, else leave them to `netlog.cli.main` (exit 130).
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import typer

from netlog import clock
from netlog.errors import InvalidInput
from netlog.render.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Invocation(NamedTuple):
    """What the root options, the environment and the terminal say; one for the whole process."""

    db: str | None  # --db as given
    today: date
    no_input: bool
    stdin_terminal: bool
    stdout_terminal: bool
    width: int
    height: int
    format: str  # table | tsv | json | csv | markdown, never empty

    @property
    def database(self) -> str:
        """Where the database is: --db, else NETLOG_DB, else netlog.db in the user's data directory."""
        from netlog.config import database_path

        return database_path(self.db)

    @property
    def interactive(self) -> bool:
        """Somebody can answer: stdin and stdout are terminals, and neither --no-input nor another format is given."""
        return self.stdin_terminal and self.stdout_terminal and not self.no_input and self.format == "table"

    @property
    def on_screen(self) -> bool:
        """The result is drawn for a person's screen (a table on a terminal), so it may be cut to what matters."""
        return self.stdout_terminal and self.format == "table"

    @property
    def is_wide(self) -> bool:
        """There is room for more than 80 columns need: two people where one is named, stages side by side."""
        return self.width >= 100

    def limit(self, all_: bool = False) -> int | None:
        """How many rows to read: a screenful on a screen, None (all of them) in a pipe or with --all."""
        return None if all_ or not self.on_screen else max(self.height - 5, 10)


_current: Invocation | None = None


def current() -> Invocation:
    """This invocation's settings; those of the bare environment where no command line was parsed."""
    return _current or start()


def start(db: str | None = None, today: str | None = None, no_input: bool = False) -> Invocation:
    """Read the environment into a new current invocation. `today` (an ISO day) freezes the clock for the process.

    Raises InvalidInput if the frozen day is none.
    """
    global _current
    if today is not None:
        _require_day(today)
        os.environ[clock.TODAY_VARIABLE] = today
    size = shutil.get_terminal_size()
    screen = _is_terminal(sys.stdout)
    _current = Invocation(
        db=db,
        today=clock.today(),
        no_input=no_input,
        stdin_terminal=_is_terminal(sys.stdin),
        stdout_terminal=screen,
        width=size.columns,
        height=size.lines,
        format="table" if screen else "tsv",
    )
    return _current


def _require_day(today: str) -> None:
    try:
        date.fromisoformat(today)
    except ValueError:
        raise InvalidInput(f"--today {today} is not a day.", "Write it as 2026-11-02.") from None


def set_format(format_: str) -> None:
    """The command's --format or --json, as far as it was given."""
    global _current
    _current = current()._replace(format=format_)


def forget() -> None:
    """Drop the current invocation; the next `current()` reads the environment anew."""
    global _current
    _current = None


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


# --- narration and questions ---------------------------------------------------------------------


def say(*lines: str) -> None:
    """Narration: lines on stderr, control characters made visible."""
    for line in lines:
        typer.echo(clean(line), err=True)


def ask(prompt: str, default: str = "") -> str:
    """One line from the person, stripped; `default` on Enter, and at once where nobody can answer."""
    if not current().interactive:
        return default
    return _read(f"{prompt} ") or default


def confirm(question: str, default: bool = False) -> bool:
    """Yes or no; `default` on Enter, and at once where nobody can answer."""
    answer = which(f"{question} {'[Y/n]' if default else '[y/N]'}", {"y": "yes", "n": "no"}, "", shown=False)
    return default if answer == "" else answer == "y"


def which(question: str, keys: Mapping[str, str], default: str, *, shown: bool = True) -> str:
    """One of `keys` (letter -> word), asked as "Sent? [y] yes [c] copy [n] not yet"; letter or word is accepted.

    `default` on Enter, and at once where nobody can answer.
    """
    if not current().interactive:
        return default
    prompt = question
    if shown:
        prompt += " " + "  ".join(f"[{letter}] {word}" for letter, word in keys.items())
    while True:
        answer = _read(f"{prompt} ").casefold()
        if not answer:
            return default
        for letter, word in keys.items():
            if answer in (letter, word.casefold()):
                return letter
        say(f"Please type one of {', '.join(keys)}.")


def choose(question: str, choices: Sequence[str]) -> int | None:
    """Which of several, by its number, as an index from 0; None on Enter, and at once where nobody can answer."""
    if not current().interactive:
        return None
    say(*(f"  {number:>2}  {choice}" for number, choice in enumerate(choices, 1)))
    while True:
        answer = _read(f"{question} [1-{len(choices)}, Enter for none] ")
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1
        say(f"Please type a number from 1 to {len(choices)}.")


def _read(prompt: str) -> str:
    """A line typed at the terminal, stripped."""
    with suppress(ImportError):
        import readline  # noqa: F401  # gives input() line editing; absent on Windows
    return input(clean(prompt)).strip()
