"""What went on between me and a contact, as far as it decides whether they may be asked; and what `next` suggests."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from netlog.rows.introductions import IntroRow
    from netlog.rows.owed import OwedFirst


class Standing(NamedTuple):
    """A contact as it stands today. `waits_until` is the day on which time alone ends what goes on with them."""

    id: int
    name: str
    title: str | None
    organization_id: int | None
    organization: str | None
    function: str | None
    stage: str
    waits_until: str | None
    known: int
    known_since: str | None
    how_met: str | None
    origin: str
    rest_on: str | None
    last_met_on: str | None
    is_me: int | None


class Sent(NamedTuple):
    """A message of mine; `seq` numbers the command that logged it, `imported` says that this was an import."""

    contact_id: int
    kind: str
    on: str
    seq: int
    introduction_id: int | None
    imported: int | None


class Got(NamedTuple):
    """A word from a contact, and what it answered, if anything."""

    contact_id: int
    on: str
    seq: int
    answer: str | None


class Meeting(NamedTuple):
    """A meeting with a contact; `agreed_on` is None where it was never planned."""

    contact_id: int
    kind: str
    state: str
    day_on: str
    agreed_on: str | None
    seq: int

    @property
    def agreed(self) -> tuple[str, int]:
        """When it was agreed on, else when it was: the day, and the command that told."""
        return self.agreed_on or self.day_on, self.seq


class Past(NamedTuple):
    """All of it for one contact, each in its order; `owed` is what I owe them first."""

    sent: tuple[Sent, ...] = ()
    got: tuple[Got, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    to: tuple["IntroRow", ...] = ()
    by: tuple["IntroRow", ...] = ()
    owed: "OwedFirst | None" = None
    kept: int = 0  # promises of mine that I kept, and reports of how it went
    left_seq: int = 0  # the command that told of their leaving an employer


class Hit(NamedTuple):
    """A target that a contact fits: how dear it is (from 1), its kind and its name."""

    rank: int
    kind: str
    name: str


class Shared(NamedTuple):
    """A place where both I and a contact are or were; `year` is their class at a school."""

    organization: str
    kind: str
    year: str | None


class Name(NamedTuple):
    """Somebody to ask about at the table: the chance that the host knows them, and what speaks for it ("": nothing)."""

    id: int
    name: str
    title: str | None
    organization: str | None
    chance: float
    fact: str
