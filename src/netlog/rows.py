"""The frozen rows that cross a layer: what formats read, what views show. Days are ISO texts, or None."""

from __future__ import annotations

from dataclasses import dataclass

# --- what a file says, from formats to the store ------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileAffiliation:
    """A person at an organization, as a file tells it. `start` and `end` may be partial (2011, 2011-05)."""

    organization: str
    kind: str  # a words.OrganizationKind
    role: str | None = None
    unit: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class FilePerson:
    """One person of a file. `line` is the physical line (from 1) where the row begins.

    `company` and `title` are the present job; `affiliations` holds everything else (schools, associations, greek).
    `connected_on` is the day of the LinkedIn connection, `met_on` the day of first acquaintance (may be partial).
    `source_key` identifies the row in its source for good (a UID), None where the source has none.
    """

    line: int
    name: str
    nickname: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    title: str | None = None
    company: str | None = None
    function: str | None = None
    industry: str | None = None
    city: str | None = None
    affiliations: tuple[FileAffiliation, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    connected_on: str | None = None
    met_on: str | None = None
    how_met: str | None = None
    introduced_by: str | None = None
    last_contacted_on: str | None = None
    source_key: str | None = None


@dataclass(frozen=True, slots=True)
class FileInteraction:
    """One thing that happened, as a table of interactions tells it: a meeting, or a message, or a note.

    `kind` is a words.MeetingKind, a words.Channel (a message) or None (a note); `who` are the names or e-mails as written.
    """

    line: int
    day: str
    who: tuple[str, ...]
    kind: str | None = None
    direction: str | None = None
    text: str | None = None
    company: str | None = None
    minutes: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken; `held_somebody` says whether it named, mailed or phoned anybody (exit 6) or was empty."""

    line: int
    reason: str
    held_somebody: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """A row that was taken with something dropped or changed."""

    line: int
    reason: str


FileRow = FilePerson | FileInteraction | Skipped | Remark


# --- what the views show, from the store to the screen ------------------------------------------


@dataclass(frozen=True, slots=True)
class ContactLine:
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


@dataclass(frozen=True, slots=True)
class FollowUpRow:
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


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A planned meeting whose outcome is untold."""

    id: int
    kind: str
    day_on: str
    starts_at: str | None


@dataclass(frozen=True, slots=True)
class FollowUpEntry:
    """One follow-up by its number, open or ended; `ended` says how and when ("done on Tue 3"), None while it is open."""

    id: int
    kind: str
    contact_id: int
    contact: str
    what: str
    meeting_id: int | None
    introduction_id: int | None
    shows_on: str
    ended: str | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as `history` shows it: `done_at` and `undone_at` are UTC instants, the second None while it stands."""

    id: int
    done_at: str
    command: str
    summary: str
    undone_at: str | None
