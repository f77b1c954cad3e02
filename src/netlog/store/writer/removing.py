"""Taking back what was put in by mistake: a contact with all that hangs on it, a meeting, an introduction, a promise.

Rows that others point to go last; what others keep loses only the pointer. Whoever was concerned is touched, so that
stages, introductions and follow-ups are derived as if it had never been.
"""

from __future__ import annotations

from netlog.store.work import Work, rows
from netlog.store.writer.jobs import touch_if_landed
from netlog.store.writer.targets import remove_target

# What belongs to one contact alone.
OWN = ("email", "phone", "link", "affiliation", "tag", "note", "source", "follow_up", "synced_card")
# Messages that are about an introduction and nothing else.
_ABOUT = ("request", "nudge", "report-back")


def remove_contact(work: Work, contact: int) -> None:
    """Remove a contact with all that was logged with it; at meetings of several the others stay."""
    for introduction in _ids(work, "introduction", "introducer_id = :id or contact_id = :id", contact):
        remove_introduction(work, introduction)
    for message in _ids(work, "message", "contact_id = :id", contact):
        remove_message(work, message)
    for meeting in _ids(work, "attendance", "contact_id = :id", contact, column="meeting_id"):
        leave_meeting(work, meeting, contact)
    for table in ("acquaintance", "distinct_pair"):
        _delete_where(work, table, "a_id = :id or b_id = :id", contact)
    forget_referrals(work, contact)
    for target in _ids(work, "target", "contact_id = :id", contact):
        remove_target(work, target)
    for table in OWN:
        _delete_where(work, table, "contact_id = :id", contact)
    work.delete("contact", contact)
    work.touched.discard(contact)


def forget_referrals(work: Work, contact: int) -> None:
    """The jobs that came through a contact stay, as cold ones."""
    _forget(work, "job", "via_id", contact)
    touch_if_landed(work)


def leave_meeting(work: Work, meeting: int, contact: int) -> None:
    """Take a contact out of a meeting; the last one takes the meeting along."""
    there = _ids(work, "attendance", "meeting_id = :id", meeting, column="contact_id")
    if there == [contact]:
        remove_meeting(work, meeting)
        return
    work.touch(*there)
    for row in rows(work.db, "select id from attendance where meeting_id = ? and contact_id = ?", (meeting, contact)):
        work.delete("attendance", row["id"])


def remove_meeting(work: Work, meeting: int) -> list[int]:
    """Remove a meeting. Introductions and messages that came of it stay; returns those introductions."""
    work.touch(*_ids(work, "attendance", "meeting_id = :id", meeting, column="contact_id"))
    for table in ("follow_up", "move", "attendance"):
        _delete_where(work, table, "meeting_id = :id", meeting)
    kept = _forget(work, "introduction", "meeting_id", meeting)
    _forget(work, "message", "meeting_id", meeting)
    work.delete("meeting", meeting)
    return kept


def remove_introduction(work: Work, introduction: int) -> None:
    """Remove an introduction with its steps and what I wrote to the introducer about it."""
    row = work.row("introduction", introduction)
    work.touch(*(int(end) for end in (row["introducer_id"], row["contact_id"]) if end is not None))
    _delete_where(work, "follow_up", "introduction_id = :id", introduction)
    _delete_where(work, "introduction_step", "introduction_id = :id", introduction)
    about = f"introduction_id = :id and direction = 'sent' and kind in ({', '.join(map(repr, _ABOUT))})"
    for message in _ids(work, "message", about, introduction):
        remove_message(work, message)
    _forget(work, "message", "introduction_id", introduction)
    work.delete("introduction", introduction)
    touch_if_landed(work)


def remove_message(work: Work, message: int) -> None:
    """Remove a message; introductions named in it stay."""
    work.touch(int(work.row("message", message)["contact_id"] or 0))
    _forget(work, "introduction", "message_id", message)
    work.delete("message", message)


def remove_row(work: Work, table: str, id: int) -> None:
    """Remove a note or a promise, to which nothing points."""
    work.touch(int(work.row(table, id)["contact_id"] or 0))
    work.delete(table, id)


def _ids(work: Work, table: str, where: str, id: int, column: str = "id") -> list[int]:
    found = work.db.execute(f"select {column} from {table} where {where} order by id", {"id": id})
    return [row[0] for row in found]


def _delete_where(work: Work, table: str, where: str, id: int) -> None:
    for row in _ids(work, table, where, id):
        work.delete(table, row)


def _forget(work: Work, table: str, column: str, id: int) -> list[int]:
    """Empty the pointers to a row that goes. Returns who pointed to it."""
    found = _ids(work, table, f"{column} = :id", id)
    for row in found:
        work.update(table, row, **{column: None})
    return found
