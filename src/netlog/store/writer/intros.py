"""Introductions: begun, moved on, filled with a person, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.records.introductions import Introduction
from netlog.store.work import Work, rows
from netlog.store.writer.naming import step, touch_ends
from netlog.words import DeclinedBy, IntroState, LapsedWhy, MayUseName

if TYPE_CHECKING:
    from datetime import date


def begin(work: Work, introducer: int, somebody: int | str) -> int:
    """A new introduction to a contact, or to somebody of a description; its first step is the caller's."""
    contact, description = (somebody, None) if isinstance(somebody, int) else (None, somebody)
    return work.insert(Introduction(introducer_id=introducer, contact_id=contact, description=description))


def move(
    work: Work,
    introduction: int,
    state: IntroState,
    day: date,
    *,
    declined_by: DeclinedBy | None = None,
    lapsed_why: LapsedWhy | None = None,
    owed: bool = False,
) -> None:
    """An introduction came to a state on `day`. Whether it may is the caller's to know."""
    step(work, introduction, state, day, declined_by=declined_by, lapsed_why=lapsed_why, owed=owed)
    touch_ends(work, introduction)


def fill(work: Work, introduction: int, contact: int) -> None:
    """Somebody of a description has become a person; the description stays, as what was hoped for."""
    work.update("introduction", introduction, contact_id=contact)
    touch_ends(work, introduction)


def allow_name(work: Work, introduction: int, may_use_name: MayUseName) -> bool:
    """Keep whether I may write that the introducer sent me. False where that was known."""
    return work.update("introduction", introduction, may_use_name=may_use_name.value)


def correct(
    work: Work,
    introduction: int,
    state: IntroState,
    day: date | None,
    *,
    declined_by: DeclinedBy | None = None,
    lapsed_why: LapsedWhy | None = None,
) -> None:
    """As if it had always been so: later steps go, and the state's own step keeps its day unless `day` is told.

    An end takes the place of the cup that had made the introduction come true.
    """
    steps = rows(work.db, "select * from introduction_step where introduction_id = ? order by id", (introduction,))
    same = [row for row in steps if row["state"] == state.value]
    keep = same[-1]["id"] if same and day is None else None
    for row in steps:
        rank = IntroState(row["state"]).rank
        is_earlier = 0 <= rank < state.rank or (state.rank < 0 <= rank <= IntroState.MADE.rank)
        if row["id"] != keep and not is_earlier:
            work.delete("introduction_step", row["id"])
    if keep is None:
        move(work, introduction, state, day or work.today, declined_by=declined_by, lapsed_why=lapsed_why)
        if state.rank < 0:
            _before_the_cup(work, introduction)
    touch_ends(work, introduction)


def _before_the_cup(work: Work, introduction: int) -> None:
    """Date the last step to the cup with the contact, if there was one: told by its command, it is read before it."""
    cup = rows(
        work.db,
        "select m.day_on, m.seq from meeting m join attendance a on a.meeting_id = m.id"
        " join introduction i on i.contact_id = a.contact_id"
        " where i.id = ? and m.state = 'held' and m.kind <> 'event' and m.day_on = i.met_on order by m.seq limit 1",
        (introduction,),
    )
    if cup:
        last = rows(work.db, "select max(id) as id from introduction_step where introduction_id = ?", (introduction,))
        work.update("introduction_step", last[0]["id"], step_on=cup[0]["day_on"], seq=cup[0]["seq"])
