"""Steps, findings, pauses and backups."""

from typing import NamedTuple


class StepLine(NamedTuple):
    """One step as `history` shows it: `done_at` and `undone_at` are UTC instants, the second None while it stands."""

    id: int
    done_at: str
    command: str
    summary: str
    undone_at: str | None


class Finding(NamedTuple):
    """One check of `doctor`: what it looks at, what it found wrong (nothing: sound), and whether that was mended."""

    check: str
    problems: tuple[str, ...]
    mended: bool = False


class PauseLine(NamedTuple):
    """A pause: its first day, and the first day after it."""

    id: int
    start_on: str
    end_on: str


class BackupLine(NamedTuple):
    """A backup: how many contacts it holds, and when it was last written to (a UTC instant; None: never)."""

    file: str
    people: int
    last_step_at: str | None
