"""Contacts, and all that is kept about one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from netlog.rows.introductions import IntroRow
    from netlog.rows.owed import FollowUpRow
    from netlog.rows.who import Acquaintance, ContactLine


class ContactRow(NamedTuple):
    """A contact as the view `contacts` has it; the reader puts the stage of the day into `stage`."""

    id: int
    uid: str
    name: str
    name_key: str
    nickname: str | None
    title: str | None
    organization_id: int | None
    organization: str | None
    function: str | None
    function_inferred: int
    industry: str | None
    city: str | None
    how_met: str | None
    origin: str
    added_on: str
    known: int
    known_since: str | None
    is_me: int | None
    rest_on: str | None
    keep_on: str | None
    stage: str
    next_stage: str | None
    next_stage_on: str | None
    in_play: int
    last_met_on: str | None
    next_due_on: str | None


class AffiliationRow(NamedTuple):
    """A contact at an organization, as the view `affiliations` has it."""

    id: int
    contact_id: int
    organization_id: int
    organization: str
    name_key: str
    kind: str
    role: str | None
    unit: str | None
    start_on: str | None
    end_on: str | None
    ended: int

    @property
    def is_over(self) -> bool:
        """A job or office that was left; a school's end is its class year."""
        return self.kind != OrganizationKind.SCHOOL and bool(self.ended or self.end_on)


class TimelineRow(NamedTuple):
    """A meeting, message or note with a contact, as the view `timeline` has it."""

    contact_id: int
    day_on: str
    seq: int
    entry: str
    id: int
    kind: str | None
    state: str | None
    gone_on: str | None
    minutes: int | None
    place: str | None
    channel: str | None
    answer: str | None
    learned: str | None
    landed: str | None
    advice: str | None
    body: str | None
    private: int


class PipelineRow(NamedTuple):
    """What it takes to tell where a contact stands, and since when; as the view `pipeline` has it."""

    id: int
    name: str
    stage: str
    next_stage: str | None
    next_stage_on: str | None
    added_on: str
    known_since: str | None


class ContactEntry(NamedTuple):
    """A contact with everything it has several of. `school` is the affiliation that lists show and sort by."""

    contact: ContactRow
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    links: tuple[str, ...]
    tags: tuple[str, ...]
    affiliations: tuple[AffiliationRow, ...]
    school: AffiliationRow | None


class SourceRow(NamedTuple):
    """A file that spoke of a contact."""

    format: str
    file_name: str
    first_on: str
    last_on: str


class ContactCard(NamedTuple):
    """Everything about one contact. `shared` are the numbers of the affiliations that I have too, `led_to` those whom
    they named or introduced, `acquaintances` whom they are said to know or not to; `timeline` is the latest first,
    `company` names who else was at a meeting, by its number.
    """

    entry: ContactEntry
    since: str | None
    shared: frozenset[int]
    follow_ups: tuple["FollowUpRow", ...]
    introductions: tuple["IntroRow", ...]
    led_to: tuple["ContactLine", ...]
    acquaintances: tuple["Acquaintance", ...]
    timeline: tuple[TimelineRow, ...]
    company: Mapping[int, tuple[str, ...]]
    sources: tuple[SourceRow, ...]
