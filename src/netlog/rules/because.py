"""Why a follow-up stands there, as a sentence: the words of the `because` column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.days import full_day, short_day
from netlog.words import FollowUpKind, LapsedWhy, Reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class Grounds(NamedTuple):
    """What a follow-up rests on. `contact` is to whom it is owed; names are None where they do not apply."""

    kind: FollowUpKind
    reason: Reason
    reason_on: date
    contact: str
    body: str | None = None
    meeting_kind: str | None = None
    meeting_on: date | None = None
    introducer: str | None = None
    introduced: str | None = None
    lapsed_why: LapsedWhy | None = None
    job: str | None = None


# What a follow-up asks for, in the words of the screen.
WHAT: dict[FollowUpKind, str] = {
    FollowUpKind.THANK_YOU: "thank-you note",
    FollowUpKind.ANSWER: "answer",
    FollowUpKind.OUTCOME: "outcome",
    FollowUpKind.NUDGE: "nudge",
    FollowUpKind.CHASE: "chase",
    FollowUpKind.PROMISE: "promise",
    FollowUpKind.REPORT_BACK: "report back",
    FollowUpKind.KEEP_IN_TOUCH: "keep in touch",
}


def because(grounds: Grounds, today: date | None) -> str:
    """The sentence, without a full stop; a day is named as short_day does.

    Where `today` is None it is named in full: the sentence says the same whenever it is read.
    """
    return _SENTENCES[grounds.reason](grounds, _on(grounds.reason_on, today), today)


def _on(day: date, today: date | None) -> str:
    return "today" if day == today else f"on {_day(day, today)}"


def _day(day: date, today: date | None) -> str:
    return short_day(day, today) if today else full_day(day)


def _meeting(g: Grounds, on: str, today: date | None) -> str:
    return f"{g.meeting_kind or 'meeting'} {on}"


def _planned(g: Grounds, on: str, today: date | None) -> str:
    when = _day(g.meeting_on, today) if g.meeting_on else "then"
    return f"you planned {_a(g.meeting_kind or 'meeting')} for {when}: how did it go?"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _introduced(g: Grounds, on: str, today: date | None) -> str:
    return f"{_first(g.introducer)} introduced you {on}; thank {_first(g.introducer)} in it"


def _job(g: Grounds) -> str:
    return f" for {g.job}" if g.job else ""


def _first(name: str | None) -> str:
    return name or "somebody"


def _died(g: Grounds, on: str, today: date | None) -> str:
    end = _ENDS[g.lapsed_why]
    return f"the introduction to {g.introduced or 'them'}: {end}"


_ENDS = {
    None: "said no",
    LapsedWhy.NO_ANSWER: "no answer yet",
    LapsedWhy.NOT_NEEDED: "no longer needed, you have landed",
    LapsedWhy.MET_ANOTHER_WAY: "you met another way",
}

_SENTENCES: dict[Reason, Callable[[Grounds, str, date | None], str]] = {
    Reason.CUP: _meeting,
    Reason.NAMED_SOMEBODY: lambda g, on, today: f"said no {on}, and named somebody else",
    Reason.INTRODUCED: _introduced,
    Reason.REPLIED: lambda g, on, today: f"wrote to you {on}",
    Reason.LATER: lambda g, on, today: f"asked you {on} to write again later",
    Reason.MET_AT_EVENT: lambda g, on, today: f"you met at an event {on}",
    Reason.I_CANCELLED: lambda g, on, today: f"you called the {g.meeting_kind or 'meeting'} off {on}: offer two times",
    Reason.I_MISSED: lambda g, on, today: f"you missed the {g.meeting_kind or 'meeting'} {on}: say sorry",
    Reason.PLANNED: _planned,
    Reason.UNANSWERED: lambda g, on, today: f"no answer since you wrote {on}",
    Reason.ASKED: lambda g, on, today: f"asked {on} to introduce {g.introduced or 'somebody'}",
    Reason.THEY_CANCELLED: lambda g, on, today: f"called it off {on}: offer two times",
    Reason.THEY_MISSED: lambda g, on, today: f"did not come {on}: offer another time",
    Reason.PROMISED_INTRODUCTION: lambda g, on, today: f"promised {on} to introduce {g.introduced or 'somebody'}",
    Reason.MY_PROMISE: lambda g, on, today: f"you promised {on}: {g.body or 'something'}",
    Reason.BECAME_A_CUP: lambda g, on, today: f"say how it went with {g.introduced or 'them'} {on}",
    Reason.DIED: _died,
    Reason.REFERRED: lambda g, on, today: f"referred you {on}{_job(g)}",
    Reason.PROMISED_REFERRAL: lambda g, on, today: f"promised {on} to refer you{_job(g)}",
    Reason.LANDED: lambda g, on, today: f"you landed {on}: tell them, and thank them",
    Reason.LAST_CONTACT: lambda g, on, today: f"last in touch {on}",
}
