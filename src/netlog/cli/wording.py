"""What several commands read from their options and say of days."""

from __future__ import annotations

from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING, TypeVar

from netlog.cli.context import current
from netlog.errors import InvalidInput
from netlog.rules.days import full_day, long_day, parse_day
from netlog.rules.names import shown
from netlog.words import TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from enum import StrEnum

    from netlog.rows.search import JobRow, TargetRow

MINUTES_OF_A_DAY = 24 * 60

NOBODY_IN_PLAY = (
    "Nobody is in play yet. Find somebody to ask: netlog contacts --function product --sort function,school"
)

T = TypeVar("T")
Word = TypeVar("Word", bound="StrEnum")


def word_of(kind: type[Word], text: str, what: str) -> Word:
    """The word of a closed list that an option names. Raises InvalidInput with the list; `what` says what it is."""
    try:
        return kind(text.strip().casefold())
    except ValueError:
        raise InvalidInput(f'There is no {what} "{shown(text)}".', f"Choose {', '.join(kind)}.") from None


def maybe_word(kind: type[Word], text: str | None, what: str) -> Word | None:
    """As `word_of`; None where the option was not given."""
    return None if text is None else word_of(kind, text, what)


def past_day(text: str | None) -> date:
    """The day something happened: as the option says, else today."""
    today = current().today
    return parse_day(text, today=today, direction="past") if text else today


def minutes_of(minutes: int | None) -> int | None:
    """The length of a meeting, None where none was given. Raises InvalidInput if it is none."""
    if minutes is not None and not 1 <= minutes <= MINUTES_OF_A_DAY:
        raise InvalidInput(f"{minutes} minutes is no length of a meeting.", f"Give 1 to {MINUTES_OF_A_DAY}.")
    return minutes


def on_day(day: date) -> str:
    """A day in a confirmation, to be read again in `history`: "on Thu 29 October", with another year named."""
    return f"on {long_day(day) if day.year == current().today.year else full_day(day)}"


def over(job: JobRow) -> str:
    """That a search has ended, by which offer and when, as a sentence."""
    on = on_day(date.fromisoformat(job.landed_on)) if job.landed_on else ""
    return f"You landed {job.label} (j{job.id}) {on}: the search is over."


def function_of(targets: Iterable[TargetRow]) -> str | None:
    """The dearest function among targets; None where none is one."""
    return next((row.name_key for row in targets if row.kind == TargetKind.FUNCTION), None)


def anyone_at(organization: str, function: str | None = None) -> str:
    """Whom to ask for at an organization: "anyone in product at Stripe"."""
    return f"anyone in {function} at {organization}" if function else f"anyone at {organization}"


def labelled(label: str, rows: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Rows of a page under one label: it stands before the first only."""
    return zip(chain([label], repeat("")), rows, strict=False)


def and_more(names: Sequence[str], most: int) -> str:
    """The first of several names: "Priya Natarajan, Ana Lopez and 4 more"."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")
