"""What somebody wrote to me; what I wrote is stored by writer/owed.send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.records.messages import Message
from netlog.store.writer.naming import touch_ends
from netlog.words import Answer, Channel, Direction, MessageKind

if TYPE_CHECKING:
    from datetime import date

    from netlog.store.work import Work


def receive(
    work: Work,
    contact: int,
    day: date,
    *,
    answer: Answer | None = None,
    later: date | None = None,
    named: bool = False,
    introduction: int | None = None,
    channel: Channel | None = None,
    body: str | None = None,
) -> int:
    """Store what a contact answered on `day`; `introduction` is the one I had asked them for. Returns its number."""
    work.touch(contact)
    if introduction is not None:
        touch_ends(work, introduction)
    return work.insert(
        Message(
            contact_id=contact,
            kind=MessageKind.REPLY,
            direction=Direction.RECEIVED,
            sent_on=day.isoformat(),
            logged_on=work.today.isoformat(),
            seq=work.seq,
            channel=channel,
            answer=answer,
            later_on=later.isoformat() if later else None,
            named=int(named),
            introduction_id=introduction,
            body=body,
        )
    )
