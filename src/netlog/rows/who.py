"""A contact in one line: what WHO finds."""

from typing import NamedTuple


class ContactLine(NamedTuple):
    """A contact in one line: who it is, and where they stand."""

    id: int
    name: str
    title: str | None
    organization: str | None
    stage: str
    in_play: bool
    is_me: bool = False

    @property
    def label(self) -> str:
        """The name with the organization, so that two of one name can be told apart: "Priya Natarajan, Stripe"."""
        return f"{self.name}, {self.organization}" if self.organization else self.name


class Acquaintance(NamedTuple):
    """Somebody whom a contact is said to know (`knows` yes), or not to (no)."""

    id: int
    name: str
    knows: str
