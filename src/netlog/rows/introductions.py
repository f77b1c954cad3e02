"""Introductions, and those who introduce."""

from typing import NamedTuple


class IntroRow(NamedTuple):
    """An introduction as it stands today; `closed_on` is the day it was declined or lapsed."""

    id: int
    introducer_id: int
    introducer: str
    contact_id: int | None
    contact: str | None
    description: str | None
    state: str
    asked_on: str | None
    named_on: str | None
    promised_on: str | None
    made_on: str | None
    met_on: str | None
    reported_on: str | None
    closed_on: str | None
    declined_by: str | None
    lapsed_why: str | None
    may_use_name: str

    @property
    def to(self) -> str:
        """To whom: the name, else the description."""
        return self.contact or self.description or "somebody"

    @property
    def since(self) -> str | None:
        """The day of its state; None for a wish."""
        days: dict[str, str | None] = {
            "wanted": None,
            "asked": self.asked_on,
            "named": self.named_on,
            "promised": self.promised_on,
            "made": self.made_on,
            "met": self.met_on,
            "reported": self.reported_on,
        }
        return days.get(self.state, self.closed_on)


class IntroducerRow(NamedTuple):
    """What came of asking one introducer, and what was done for them. `asked` counts the asking, not the promising."""

    introducer_id: int
    introducer: str
    asked: int
    last_asked_on: str | None
    promised: int
    kept: int
    coffees: int
    jobs: int
    done_for_them: int
