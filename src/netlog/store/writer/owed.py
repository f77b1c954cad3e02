"""What a follow-up stands for, done; or closed without claiming so; or put off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netlog.records.messages import Message
from netlog.store.writer.naming import touch_ends
from netlog.words import Channel, ClosedHow, Direction, FollowUpKind, MeetingState, MessageKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from netlog.rows.owed import FollowUpEntry
    from netlog.store.work import Work

K = FollowUpKind


def send(
    work: Work,
    contact: int,
    kind: MessageKind,
    day: date,
    *,
    channel: Channel | None = None,
    introduction: int | None = None,
    meeting: int | None = None,
    template: str | None = None,
    body: str | None = None,
    owed: bool = False,
) -> int:
    """Store a message of mine, sent on `day`; one about an introduction moves both its ends. Returns its number."""
    work.touch(contact)
    if introduction is not None:
        touch_ends(work, introduction)
    return work.insert(
        Message(
            contact_id=contact,
            kind=kind,
            direction=Direction.SENT,
            sent_on=day.isoformat(),
            logged_on=work.today.isoformat(),
            seq=work.seq,
            channel=channel,
            introduction_id=introduction,
            meeting_id=meeting,
            template=template,
            body=body,
            owed=int(owed),
        )
    )


def do(work: Work, follow_up: FollowUpEntry) -> None:
    """Log what an open follow-up stands for as done today: a message, a meeting held, or a promise kept."""
    _DOING[K(follow_up.kind)](work, follow_up)


def close(work: Work, follow_up: FollowUpEntry, how: ClosedHow) -> None:
    """Close a follow-up by hand."""
    work.touch(follow_up.contact_id)
    work.update("follow_up", follow_up.id, closed_on=work.today.isoformat(), closed_how=how.value, closed_seq=work.seq)


def snooze(work: Work, follow_up: FollowUpEntry, until: date) -> None:
    """Put a follow-up out of sight until a day; its due date stays."""
    work.touch(follow_up.contact_id)
    work.update("follow_up", follow_up.id, snoozed_until=until.isoformat())


def _message(kind: MessageKind) -> Callable[[Work, FollowUpEntry], None]:
    def doing(work: Work, follow_up: FollowUpEntry) -> None:
        about = follow_up.introduction_id if kind in (MessageKind.NUDGE, MessageKind.REPORT_BACK) else None
        send(work, follow_up.contact_id, kind, work.today, introduction=about, meeting=follow_up.meeting_id)

    return doing


def _hold(work: Work, follow_up: FollowUpEntry) -> None:
    """The plan came true, as planned."""
    from netlog.store.writer.coffee import Told, hold

    assert follow_up.meeting_id is not None
    plan = work.row("meeting", follow_up.meeting_id)
    assert plan["state"] == MeetingState.PLANNED.value
    day = date.fromisoformat(str(plan["day_on"]))
    hold(work, [], day, Told(), plan=follow_up.meeting_id, minutes=int(plan["minutes"] or 0), owed=False)


_DOING: dict[FollowUpKind, Callable[[Work, FollowUpEntry], None]] = {
    K.THANK_YOU: _message(MessageKind.THANK_YOU),
    K.ANSWER: _message(MessageKind.OUTREACH),
    K.OUTCOME: _hold,
    K.NUDGE: _message(MessageKind.NUDGE),
    K.CHASE: _message(MessageKind.NUDGE),
    K.PROMISE: lambda work, follow_up: close(work, follow_up, ClosedHow.DONE),
    K.REPORT_BACK: _message(MessageKind.REPORT_BACK),
    K.KEEP_IN_TOUCH: _message(MessageKind.OUTREACH),
}
