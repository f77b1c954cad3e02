"""Meetings, planned and held."""

from typing import NamedTuple


class PlanRow(NamedTuple):
    """A planned meeting whose outcome is untold."""

    id: int
    kind: str
    day_on: str
    starts_at: str | None


class MeetingRow(NamedTuple):
    """A meeting with whoever is at it, in the order they were named; `starts_at` is a day, and local time if any."""

    id: int
    kind: str
    state: str
    starts_at: str
    minutes: int
    place: str | None
    contact_ids: tuple[int, ...]
    contacts: tuple[str, ...]

    @property
    def day_on(self) -> str:
        """The day alone."""
        return self.starts_at[:10]

    @property
    def time(self) -> str | None:
        """The time of day alone, HH:MM."""
        return self.starts_at[11:] or None
