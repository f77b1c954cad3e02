"""Plans: agreed, moved, called off, missed; and meetings put right."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from netlog.records.meetings import Meeting, Move
from netlog.store.work import Work, rows
from netlog.store.writer.coffee import attend, attendees
from netlog.words import MeetingKind, MeetingState, Party

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netlog.store.work import Value


def plan(
    work: Work,
    contacts: Sequence[int],
    day: date,
    time: str | None,
    agreed: date,
    *,
    kind: MeetingKind,
    minutes: int,
    place: str | None,
) -> int:
    """Plan a meeting for a day (HH:MM where the time is known), agreed on another. Returns its number."""
    meeting = work.insert(
        Meeting(
            uid=uuid.uuid4().hex,
            kind=kind,
            state=MeetingState.PLANNED,
            day_on=day.isoformat(),
            starts_at=time,
            minutes=minutes,
            place=place,
            agreed_on=agreed.isoformat(),
            agreed_seq=work.seq,
            logged_on=work.today.isoformat(),
            seq=work.seq,
        )
    )
    attend(work, meeting, contacts)
    work.touch(*contacts)
    return meeting


def move(work: Work, meeting: int, contacts: Sequence[int], day: date, time: str | None, moved: date) -> None:
    """A plan was moved; who was named now comes too. The old day is kept."""
    before = work.row("meeting", meeting)
    work.insert(
        Move.model_validate(
            {
                "meeting_id": meeting,
                "from_on": before["day_on"],
                "from_at": before["starts_at"],
                "to_on": day.isoformat(),
                "to_at": time,
                "moved_on": moved.isoformat(),
                "seq": work.seq,
            }
        )
    )
    work.update("meeting", meeting, day_on=day.isoformat(), starts_at=time)
    attend(work, meeting, contacts)
    work.touch(*attendees(work, meeting))


def end(work: Work, meeting: int, state: MeetingState, party: Party, day: date) -> None:
    """A plan was called off, or somebody did not come."""
    work.update(
        "meeting",
        meeting,
        state=state.value,
        party=party.value,
        told_on=day.isoformat(),
        logged_on=work.today.isoformat(),
        seq=work.seq,
    )
    work.touch(*attendees(work, meeting))


def rewrite(work: Work, meeting: int, **changes: Value) -> bool:
    """Put fields of a meeting right, as if they had always been so. False where they were."""
    work.touch(*attendees(work, meeting))
    if "day_on" in changes or "starts_at" in changes:
        _rewrite_last_move(work, meeting, changes)
    return work.revise(Meeting, meeting, **changes)


def _rewrite_last_move(work: Work, meeting: int, changes: dict[str, Value]) -> None:
    last = rows(work.db, "select id from move where meeting_id = ? order by id desc limit 1", (meeting,))
    names = {"day_on": "to_on", "starts_at": "to_at"}
    if last:
        work.update("move", last[0]["id"], **{names[key]: value for key, value in changes.items() if key in names})


def seat(work: Work, meeting: int, coming: Sequence[int], leaving: Sequence[int]) -> bool:
    """Put right who was at a meeting. False where they were."""
    there = set(attendees(work, meeting))
    work.touch(*there, *coming)
    attend(work, meeting, coming)
    for contact in set(leaving) & there:
        row = rows(work.db, "select id from attendance where meeting_id = ? and contact_id = ?", (meeting, contact))
        work.delete("attendance", row[0]["id"])
    return bool(set(coming) - there or set(leaving) & there)
