"""Everything that can go wrong for a user, each with its exit code.

    NetlogError            1  failed
    ├── UsageError         2  the command line does not say what to do
    ├── NotFound           3  no such person, follow-up, meeting ...
    ├── Ambiguous          4  several people fit
    ├── AlreadyExists      5  it is there already
    ├── InvalidInput       6  a value, a row or a date that cannot be
    └── StoreError         7  the database is locked, damaged or newer
        130 is for an interruption (Ctrl-C) and has no class here.

An error is raised with a sentence and, where there is one, the next step; the
command line turns it into stderr and an exit code in one place.
"""

from __future__ import annotations

from typing import ClassVar


class NetlogError(Exception):
    """A sentence for the user, and `hint`, what to do next ("" where nothing helps)."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class UsageError(NetlogError):
    """The words on the command line contradict each other or say too little."""

    exit_code = 2


class NotFound(NetlogError):
    """Nothing has that name or id."""

    exit_code = 3


class Ambiguous(NetlogError):
    """Several things have that name; `candidates` are their lines, best first."""

    exit_code = 4

    def __init__(self, sentence: str, hint: str = "", candidates: tuple[str, ...] = ()) -> None:
        super().__init__(sentence, hint)
        self.candidates = candidates


class AlreadyExists(NetlogError):
    """The thing to be added is there already."""

    exit_code = 5


class InvalidInput(NetlogError):
    """A value that cannot be: an impossible date, a state backwards, an empty name."""

    exit_code = 6


class StoreError(NetlogError):
    """The database cannot be used: locked, damaged, unreadable, or made by a newer netlog."""

    exit_code = 7
