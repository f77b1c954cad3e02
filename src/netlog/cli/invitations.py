"""`schedule --ics`: a planned meeting as an invitation that calendars accept."""

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from netlog import clock, words
from netlog.cli.outfile import write_over_own
from netlog.store.reader.invitation import MeetingToTell, to_tell

if TYPE_CHECKING:
    from netlog.formats.invitation import Invitation


def write_invitation(db: sqlite3.Connection, meeting: int, file: str) -> tuple[str, ...]:
    """Write the invitation of a meeting to a file. Returns what is to be said about it.

    Raises what `write_over_own` raises: the file must be new, or a calendar.
    """
    from netlog.formats.invitation import BEGINS, invitation, method

    told = to_tell(db, meeting)
    made = described(told)
    path = write_over_own(file, invitation(made), BEGINS, "calendar")
    what = {"CANCEL": "the cancellation"}.get(method(made), "the invitation")
    return (f"Wrote {what} to {path}.", *_missing(told))


def described(told: MeetingToTell) -> "Invitation":
    """A meeting as calendars are told of it."""
    from netlog.formats.invitation import Guest, Invitation

    return Invitation(
        uid=told.uid,
        kind=words.MeetingKind(told.kind),
        state=words.MeetingState(told.state),
        day=date.fromisoformat(told.day_on),
        starts_at=told.starts_at,
        minutes=told.minutes,
        place=told.place,
        me=Guest(*told.me),
        guests=tuple(Guest(*person) for person in told.people),
        sequence=told.changes,
        written_at=clock.now(),
    )


def _missing(told: MeetingToTell) -> list[str]:
    """What is not stored and would make the invitation better."""
    without = [person.name for person in told.people if not person.address]
    notes = [f"No e-mail address of {name} is stored, so it does not invite them." for name in without]
    if not told.me.address:
        notes.append("No e-mail address of yours is stored for answers: netlog init --email ADDRESS")
    if told.starts_at is None:
        notes.append("No time is known yet: it stands for the whole day.")
    return notes
