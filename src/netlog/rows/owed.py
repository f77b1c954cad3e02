"""What is owed."""

from typing import NamedTuple


class FollowUpRow(NamedTuple):
    """Something owed, as `followups` shows it; `days_overdue` is 0 until the day has passed."""

    id: int
    kind: str
    contact_id: int
    contact: str
    what: str
    because: str
    due_on: str
    days_overdue: int
    snoozed_until: str | None
    promised: bool  # whether it waits for the contact to introduce somebody

    @property
    def day(self) -> str:
        """The day on which it stands: when it is due, or until when it was put off."""
        return max(self.due_on, self.snoozed_until or "")


class FollowUpEntry(NamedTuple):
    """One follow-up by its number, open or ended; `ended` says how and when ("done on Tue 3"), None while open."""

    id: int
    kind: str
    contact_id: int
    contact: str
    what: str
    meeting_id: int | None
    introduction_id: int | None
    shows_on: str
    ended: str | None


class OwedFirst(NamedTuple):
    """A thank-you or an answer that I owe somebody before I ask them for anything.

    `later_on` is the day from which, where they asked me to write again then: until it they are left in peace.
    """

    kind: str
    later_on: str | None = None
