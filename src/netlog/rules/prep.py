"""The half hour with somebody, prepared: at most six questions, and what to do in which minute.

The method's three questions come first and the exit question last; what is stored about the person gives at most two
between them, so that half an hour is enough (PRODUCT.md, "What published practice says").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.filling import called, letter_day, past, shared_with
from netlog.words import MeetingState, OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netlog.rows.people import AffiliationRow
    from netlog.rules.filling import Known

METHOD = (
    "What does your job look like, from one week to the next?",
    "How did you land it?",
    "What would you advise somebody in my place?",
)
# Where they have told how they did.
_AGAIN = {METHOD[1]: "You told me how you landed it: what would you do the same way today?"}
EXIT = "Whom else should I talk to?"
MOST = 6


def questions(known: Known, today: date) -> tuple[str, ...]:
    """At most six: the method's three, what is stored about the person, and the exit question."""
    drawn = list(_drawn(known, today))[: MOST - len(METHOD) - 1]
    has_told = any(row.entry == "meeting" and row.landed for row in known.card.timeline)
    method = [_AGAIN.get(text, text) if has_told else text for text in METHOD]
    return (*method, *drawn, EXIT)


def _drawn(known: Known, today: date) -> Iterator[str]:
    """Questions that only this person can be asked, the most telling first."""
    contact = known.card.entry.contact
    last = next((row for row in known.card.timeline if row.entry == "meeting" and row.advice), None)
    if last and last.state == MeetingState.HELD:
        yield f"Your advice {letter_day(last.day_on, today)} was: {past(last, today).advice}. What should come next?"
    move = _move(known.card.entry.affiliations)
    if move:
        yield f"You went from {move[0].organization} to {move[1].organization}: what made you change?"
    if contact.title:
        yield f"What tells a good {contact.title} from a great one?"
    _, shared = shared_with(known.card, known.mine)
    if shared:
        yield f"What of {shared} do you still draw on?"


def _move(affiliations: tuple[AffiliationRow, ...]) -> tuple[AffiliationRow, AffiliationRow] | None:
    """The last change of employer: from where, to where. `affiliations` are the present ones, then the past."""
    jobs = [row for row in affiliations if row.kind == OrganizationKind.COMPANY]
    left = [row for row in jobs if row.is_over]
    if not left or not jobs or jobs[0].is_over or jobs[0].organization_id == left[0].organization_id:
        return None
    return left[0], jobs[0]


class Part(NamedTuple):
    """A part of the meeting: from which minute to which, and what it is for."""

    start: int
    end: int
    what: str


# The end of each part in thirtieths of the meeting.
_PARTS = (
    (2, "thank {first}; say that you will end on time"),
    (9, "the job"),
    (15, "how {first} landed it"),
    (21, "advice"),
    (24, "your own questions"),
    (28, "whom else to talk to, and may you use {first}'s name"),
    (30, "thanks; what you promise, and by when"),
)


def parts(name: str, minutes: int) -> tuple[Part, ...]:
    """What to do in which minute, for a meeting of that length."""
    ends = [round(end * minutes / 30) for end, _ in _PARTS]
    starts = [0, *ends[:-1]]
    return tuple(
        Part(start, end, what.format(first=called(name)))
        for start, end, (_, what) in zip(starts, ends, _PARTS, strict=True)
        if end > start
    )
