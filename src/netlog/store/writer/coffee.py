"""A meeting that was held, and what was said at it: one use case, one step."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netlog.records.meetings import Attendance, Meeting
from netlog.records.owed import FollowUp
from netlog.store.writer.ties import acquaint_all
from netlog.words import FollowUpKind, MeetingKind, MeetingState, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netlog.store.work import Work

MINUTES = ("learned", "landed", "advice")  # the three things of the method


@dataclass(slots=True)
class Told:
    """What was told of a meeting; None and empty where nothing was."""

    kind: MeetingKind | None = None
    minutes: int | None = None
    place: str | None = None
    learned: str | None = None
    landed: str | None = None
    advice: str | None = None
    promises: list[tuple[str, date | None]] = field(default_factory=list)


def hold(
    work: Work, contacts: Sequence[int], day: date, told: Told, *, plan: int | None, minutes: int, owed: bool
) -> int:
    """Store a meeting held on `day`: the planned one where `plan` names it, else a new one. Returns its number."""
    outcome: dict[str, str | int] = {
        "state": MeetingState.HELD.value,
        "day_on": day.isoformat(),
        "logged_on": work.today.isoformat(),
        "seq": work.seq,
        "owed": int(owed),
    }
    if plan is not None:
        work.revise(Meeting, plan, **outcome, **_said(told))
        meeting = plan
    else:
        said = {"kind": MeetingKind.COFFEE.value, "minutes": minutes, **_said(told)}
        meeting = work.insert(Meeting.model_validate({"uid": uuid.uuid4().hex, **outcome, **said}))
    attend(work, meeting, contacts)
    everybody = attendees(work, meeting)
    acquaint_all(work, everybody, "meeting", day.isoformat())
    work.touch(*everybody)
    return meeting


def add_to(work: Work, meeting: int, contacts: Sequence[int], told: Told) -> None:
    """Add to a meeting that was logged already: texts are appended, the rest is set, new people sit down too."""
    before = work.row("meeting", meeting)
    said = _said(told)
    for name in MINUTES:
        if name in said and before[name] and before[name] != said[name]:
            said[name] = f"{before[name]}\n{said[name]}"
    work.revise(Meeting, meeting, **said)
    attend(work, meeting, contacts)
    everybody = attendees(work, meeting)
    acquaint_all(work, everybody, "meeting", str(before["day_on"]))
    work.touch(*everybody)


def attend(work: Work, meeting: int, contacts: Sequence[int]) -> None:
    """Put contacts at a meeting, those who are not there yet."""
    there = set(attendees(work, meeting))
    for contact in contacts:
        if contact not in there:
            work.insert(Attendance(meeting_id=meeting, contact_id=contact))


def attendees(work: Work, meeting: int) -> list[int]:
    """Who is at a meeting, in the order they were named."""
    return [
        row[0]
        for row in work.db.execute("select contact_id from attendance where meeting_id = ? order by id", (meeting,))
    ]


def promise(work: Work, contact: int, text: str, by: date | None, day: date) -> int:
    """Keep what I promised a contact on `day`; without a date it is due in the setting's business days."""
    due = max(by or work.habits.business(day, work.habits.promise_days), work.today)
    work.touch(contact)
    return work.insert(
        FollowUp(
            kind=FollowUpKind.PROMISE,
            contact_id=contact,
            body=text,
            reason=Reason.MY_PROMISE,
            reason_on=day.isoformat(),
            opened_on=day.isoformat(),
            seq=work.seq,
            due_on=due.isoformat(),
            shows_on=day.isoformat(),
        )
    )


def _said(told: Told) -> dict[str, str | int]:
    told_of = {
        "kind": told.kind.value if told.kind else None,
        "minutes": told.minutes,
        "place": told.place,
        "learned": told.learned,
        "landed": told.landed,
        "advice": told.advice,
    }
    return {name: value for name, value in told_of.items() if value is not None}
