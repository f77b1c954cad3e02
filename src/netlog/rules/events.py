"""What happened, as values: the only thing that stages, introductions and follow-ups are derived from.

Every event carries `on`, the day it happened, `logged`, the day it was told, and `seq`, the number of the command that
told it. History is read in the order of (on, seq): between days the calendar decides, within a day the telling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Protocol

    from netlog.words import Answer, ClosedHow, DeclinedBy, FollowUpKind, IntroState, LapsedWhy, MessageKind, Party

    class Event(Protocol):
        """Something that happened. `owed` opens follow-ups even when it is told more than 14 days late."""

        @property
        def on(self) -> date:
            """The day it happened."""

        @property
        def logged(self) -> date:
            """The day it was told."""

        @property
        def seq(self) -> int:
            """The number of the command that told it."""

        @property
        def owed(self) -> bool:
            """Whether it opens follow-ups however late it is told."""


class Passing(NamedTuple):
    """What time does by itself on a day."""

    on: date
    logged: date
    seq: int = 0
    owed: bool = False


class Step(NamedTuple):
    """An introduction came to a state."""

    on: date
    logged: date
    seq: int
    introduction: int
    state: IntroState
    declined_by: DeclinedBy | None = None
    lapsed_why: LapsedWhy | None = None
    owed: bool = False


class Received(NamedTuple):
    """A word from a contact. `named` says whether it named somebody else to talk to.

    `introduction` is the one I had asked them for, where that is what they answer.
    """

    on: date
    logged: date
    seq: int
    contact: int
    introduction: int | None = None
    answer: Answer | None = None
    later_on: date | None = None
    named: bool = False
    owed: bool = False
    imported: bool = False


class Sent(NamedTuple):
    """A message from me to a contact, about an introduction where it is a request, a nudge or a report-back.

    An `imported` one, as an imported word from a contact, changes stages and opens nothing whatever.
    """

    on: date
    logged: date
    seq: int
    contact: int
    kind: MessageKind
    introduction: int | None = None
    owed: bool = False
    imported: bool = False


class Planned(NamedTuple):
    """A meeting was agreed for `day`; the same meeting again is a move."""

    on: date
    logged: date
    seq: int
    meeting: int
    contacts: tuple[int, ...]
    day: date
    owed: bool = False


class Cancelled(NamedTuple):
    """A planned meeting will not be; `by` is None where nobody said who called it off."""

    on: date
    logged: date
    seq: int
    meeting: int
    contacts: tuple[int, ...]
    by: Party | None = None
    owed: bool = False


class NoShow(NamedTuple):
    """Somebody did not come to a planned meeting."""

    on: date
    logged: date
    seq: int
    meeting: int
    contacts: tuple[int, ...]
    by: Party
    owed: bool = False


class Held(NamedTuple):
    """A meeting took place; it is a cup with each contact unless it was an event."""

    on: date
    logged: date
    seq: int
    meeting: int
    contacts: tuple[int, ...]
    is_cup: bool
    owed: bool = False


class Promised(NamedTuple):
    """I promised a contact something by a day; `follow_up` is the row that says what."""

    on: date
    logged: date
    seq: int
    contact: int
    follow_up: int
    due: date
    owed: bool = False


class Referral(NamedTuple):
    """A contact promised to refer me for a job, or did (`given`)."""

    on: date
    logged: date
    seq: int
    contact: int
    job: int
    given: bool
    owed: bool = False


class Landed(NamedTuple):
    """I took an offer. `chain` are those who led there, the first of them first."""

    on: date
    logged: date
    seq: int
    chain: tuple[int, ...]
    owed: bool = False


class Kept(NamedTuple):
    """I want to keep in touch with a contact, cup or no cup."""

    on: date
    logged: date
    seq: int
    contact: int
    owed: bool = False


class Decided(NamedTuple):
    """I closed a follow-up by hand: skipped it, or kept a promise."""

    on: date
    logged: date
    seq: int
    key: Key
    how: ClosedHow
    owed: bool = False


class Key(NamedTuple):
    """What makes two follow-ups the same one: at most one of a key is open at a time (RULES.md 0)."""

    kind: FollowUpKind
    contact: int
    introduction: int | None = None
    meeting: int | None = None
    promise: int | None = None
    job: int | None = None
