"""What happened, as values: the only thing that stages, introductions and follow-ups are derived from.

Every event carries `on`, the day it happened, `logged`, the day it was told, and `seq`, the number of the command that
told it. History is read in the order of (on, seq): between days the calendar decides, within a day the telling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from netlog.words import Answer, ClosedHow, DeclinedBy, FollowUpKind, IntroState, LapsedWhy, MessageKind, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `owed` opens follow-ups even when it is told more than 14 days late."""

    on: date
    logged: date
    seq: int
    owed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Event):
    """An introduction came to a state."""

    introduction: int
    state: IntroState
    declined_by: DeclinedBy | None = None
    lapsed_why: LapsedWhy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Event):
    """A word from a contact. `named` says whether it named somebody else to talk to.

    `introduction` is the one I had asked them for, where that is what they answer.
    """

    contact: int
    introduction: int | None = None
    answer: Answer | None = None
    later_on: date | None = None
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Event):
    """A message from me to a contact, about an introduction where it is a request, a nudge or a report-back."""

    contact: int
    kind: MessageKind
    introduction: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Event):
    """A meeting was agreed for `day`; the same meeting again is a move."""

    meeting: int
    contacts: tuple[int, ...]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Event):
    """A planned meeting will not be; `by` is None where nobody said who called it off."""

    meeting: int
    contacts: tuple[int, ...]
    by: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow(Event):
    """Somebody did not come to a planned meeting."""

    meeting: int
    contacts: tuple[int, ...]
    by: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Event):
    """A meeting took place; it is a cup with each contact unless it was an event."""

    meeting: int
    contacts: tuple[int, ...]
    is_cup: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(Event):
    """I promised a contact something by a day; `follow_up` is the row that says what."""

    contact: int
    follow_up: int
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Event):
    """A contact promised to refer me for a job, or did (`given`)."""

    contact: int
    job: int
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed(Event):
    """I took an offer. `chain` are those who led there, the first of them first."""

    chain: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Event):
    """I want to keep in touch with a contact, cup or no cup."""

    contact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """I closed a follow-up by hand: skipped it, or kept a promise."""

    key: Key
    how: ClosedHow


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two follow-ups the same one: at most one of a key is open at a time (RULES.md 0)."""

    kind: FollowUpKind
    contact: int
    introduction: int | None = None
    meeting: int | None = None
    promise: int | None = None
    job: int | None = None
