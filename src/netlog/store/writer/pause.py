"""Pauses: nudges, chases and keeping in touch wait, and so does every stop date (RULES.md 4, row 61)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netlog.errors import AlreadyExists, InvalidInput, NotFound
from netlog.records.owed import Pause
from netlog.rules.days import full_day
from netlog.store.reader.pauses import pause_on, pauses_from
from netlog.store.work import with_pauses

if TYPE_CHECKING:
    from netlog.rows.care import PauseLine
    from netlog.store.work import Work


def pause(work: Work, start: date, end: date) -> int:
    """Pause from `start` until `end`, the first day after. Returns the pause's number.

    Raises InvalidInput where it would not last a day, AlreadyExists where it would run into another pause.
    """
    if end <= start:
        raise InvalidInput(
            f"A pause from {full_day(start)} until {full_day(end)} lasts no day.", "Give a later day, or 2 weeks."
        )
    for other in pauses_from(work.db, start):
        if other.start_on < end.isoformat():
            raise AlreadyExists(
                f"There is a pause already, from {_spoken(other.start_on)} until {_spoken(other.end_on)}.",
                "`netlog pause --end` ends it.",
            )
    added = work.insert(Pause(start_on=start.isoformat(), end_on=end.isoformat()))
    _shift(work)
    return added


def end_pause(work: Work) -> PauseLine:
    """End the running pause today, or call off the next one to come; return it as it was. Raises NotFound."""
    found = pause_on(work.db, work.today) or next(iter(pauses_from(work.db, work.today)), None)
    if found is None:
        raise NotFound("There is no pause to end.", '`netlog pause "2 weeks"` begins one.')
    if found.start_on < work.today.isoformat():
        work.update("pause", found.id, end_on=work.today.isoformat())
    else:
        work.delete("pause", found.id)
    _shift(work)
    return found


def _spoken(day: str) -> str:
    return full_day(date.fromisoformat(day))


def _shift(work: Work) -> None:
    """Have everything that waits derived anew: open follow-ups, and stages and introductions that time will change."""
    work.habits = with_pauses(work.db, work.habits)
    waiting = work.db.execute(
        "select contact_id from follow_up where closed_on is null"
        " union select id from contact where next_stage_on is not null"
        " union select introducer_id from introduction where next_state_on is not null"
        " union select contact_id from introduction where next_state_on is not null and contact_id is not null"
    )
    work.touch(*(id for (id,) in waiting))
