"""What a file says: from formats to the store."""

from typing import NamedTuple

LEFT = "left"  # the `end` of an affiliation that is over, nobody knows since when


class FileAffiliation(NamedTuple):
    """A person at an organization, as a file tells it. `start` and `end` may be partial (2011, 2011-05); see LEFT."""

    organization: str
    kind: str  # a words.OrganizationKind
    role: str | None = None
    unit: str | None = None
    start: str | None = None
    end: str | None = None

    @property
    def end_on(self) -> str | None:
        """The day of its end, as far as it is known."""
        return None if self.end == LEFT else self.end

    @property
    def ended(self) -> int:
        """1 where only that it is over is known."""
        return int(self.end == LEFT)


class FileRelation(NamedTuple):
    """Somebody whom a person is said to know, and as what ("spouse", "manager"; "" where it is not told).

    `key` is the source_key of the other person, None where only the name is told; one of the two always is.
    """

    name: str
    kind: str = ""
    key: str | None = None


class FilePerson(NamedTuple):
    """One person of a file. `line` is the physical line (from 1) where the row begins.

    `company` and `title` are the present job; `affiliations` holds everything else (schools, associations, greek).
    `connected_on` is the day of the LinkedIn connection, `met_on` the day of first acquaintance (may be partial).
    `source_key` identifies the row in its source for good (a UID), None where the source has none. `known` is False
    where we did not know each other before netlog, whatever is true of the whole file.
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
    relations: tuple[FileRelation, ...] = ()
    known: bool | None = None


class FileInteraction(NamedTuple):
    """One thing that happened, as a table of interactions tells it: a meeting, or a message, or a note.

    `kind` is a words.MeetingKind, a words.Channel (a message) or None (a note); `who` are names or e-mails as written.
    `people` says more of the same people, in the order of `who`, where a file does (e-mail, profile). `uid` tells this
    meeting or message from every other of its source for good: the same one with another day was moved. `state` is a
    words.MeetingState (None: it happened), `starts_at` the local time of day, HH:MM.
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
    people: tuple[FilePerson, ...] = ()
    uid: str | None = None
    state: str | None = None
    starts_at: str | None = None


class FileJob(NamedTuple):
    """A job as a tracker tells it. `steps` are (words.JobStage, day or None), the last of them where it stands."""

    line: int
    organization: str
    role: str
    steps: tuple[tuple[str, str | None], ...]
    link: str | None = None
    note: str | None = None


class Skipped(NamedTuple):
    """A row that was not taken; `held_somebody`: whether it named, mailed or phoned anybody (exit 6) or was empty."""

    line: int
    reason: str
    held_somebody: bool = True


class Remark(NamedTuple):
    """A row that was taken with something dropped or changed."""

    line: int
    reason: str


FileRow = FilePerson | FileInteraction | FileJob | Skipped | Remark
