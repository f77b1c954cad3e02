"""The frozen rows that cross a layer: what formats read, what views show. Days are ISO texts, or None.

Named tuples: a frozen dataclass with slots costs every command 1.4 ms at its start, a named tuple 0.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Mapping

# --- what a file says, from formats to the store ------------------------------------------------


class FileAffiliation(NamedTuple):
    """A person at an organization, as a file tells it. `start` and `end` may be partial (2011, 2011-05)."""

    organization: str
    kind: str  # a words.OrganizationKind
    role: str | None = None
    unit: str | None = None
    start: str | None = None
    end: str | None = None


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
    relations: tuple[FileRelation, ...] = ()


class FileInteraction(NamedTuple):
    """One thing that happened, as a table of interactions tells it: a meeting, or a message, or a note.

    `kind` is a words.MeetingKind, a words.Channel (a message) or None (a note); `who` are the names or e-mails as written.
    `people` says more of the same people, in the order of `who`, where the file does (e-mail, profile). `uid` tells this
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


class Skipped(NamedTuple):
    """A row that was not taken; `held_somebody` says whether it named, mailed or phoned anybody (exit 6) or was empty."""

    line: int
    reason: str
    held_somebody: bool = True


class Remark(NamedTuple):
    """A row that was taken with something dropped or changed."""

    line: int
    reason: str


FileRow = FilePerson | FileInteraction | Skipped | Remark


# --- what the views show, from the store to the screen ------------------------------------------


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


class PlanRow(NamedTuple):
    """A planned meeting whose outcome is untold."""

    id: int
    kind: str
    day_on: str
    starts_at: str | None


class FollowUpEntry(NamedTuple):
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


class StepLine(NamedTuple):
    """One step as `history` shows it: `done_at` and `undone_at` are UTC instants, the second None while it stands."""

    id: int
    done_at: str
    command: str
    summary: str
    undone_at: str | None


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
    they named or introduced; `timeline` is the latest first, `company` names who else was at a meeting, by its number.
    """

    entry: ContactEntry
    since: str | None
    shared: frozenset[int]
    follow_ups: tuple[FollowUpRow, ...]
    introductions: tuple[IntroRow, ...]
    led_to: tuple[ContactLine, ...]
    timeline: tuple[TimelineRow, ...]
    company: Mapping[int, tuple[str, ...]]
    sources: tuple[SourceRow, ...]


class NextMeeting(NamedTuple):
    """The meeting to come, for the home screen."""

    id: int
    kind: str
    day_on: str
    starts_at: str | None
    place: str | None
    contacts: tuple[str, ...]


class AtAGlance(NamedTuple):
    """The search in a few numbers; `stages` are (stage, people in play), in the order of the stages, without zeros."""

    cups: int
    people: int
    stages: tuple[tuple[str, int], ...]
    knows_strangers: bool
    last_step_on: str | None


class Finding(NamedTuple):
    """One check of `doctor`: what it looks at, what it found wrong (nothing: sound), and whether that was mended."""

    check: str
    problems: tuple[str, ...]
    mended: bool = False


class PauseLine(NamedTuple):
    """A pause: its first day, and the first day after it."""

    id: int
    start_on: str
    end_on: str


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


class MeetingRow(NamedTuple):
    """A meeting with whoever is at it, in the order they were named; `starts_at` is a day, with the local time if known."""

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


class BackupLine(NamedTuple):
    """A backup: how many contacts it holds, and when it was last written to (a UTC instant; None: never)."""

    file: str
    people: int
    last_step_at: str | None


# --- looking back ---------------------------------------------------------------------------------


class PipelineRow(NamedTuple):
    """A contact in play as the view `pipeline` has it; the reader puts the stage of the day into `stage`.

    `…_on` are the first days on which the contact was that far, and the last approach, plan and end; known_since may
    be partial.
    """

    id: int
    name: str
    stage: str
    next_stage: str | None
    next_stage_on: str | None
    added_on: str
    known_since: str | None
    asked_on: str | None
    connected_on: str | None
    scheduled_on: str | None
    met_on: str | None
    thanked_on: str | None
    advocate_on: str | None
    approach_on: str | None
    plan_on: str | None
    quiet_on: str | None


class Waiting(NamedTuple):
    """A contact at its stage, since when (None where the record does not tell) and for how many days."""

    id: int
    name: str
    since: str | None
    days: int | None


class Passage(NamedTuple):
    """Of the `of` people who reached a stage, how many came on to the next, and the median of the days between."""

    stage: str
    next_stage: str
    of: int
    came: int
    median_days: float | None


class Pipeline(NamedTuple):
    """Everybody in play by stage (all eight, the longest waiting first), the passages, and how many strangers."""

    stages: tuple[tuple[str, tuple[Waiting, ...]], ...]
    passages: tuple[Passage, ...]
    strangers: int
    unknown: tuple[str, ...]  # filters of which nothing is known


class CupRow(NamedTuple):
    """A cup as the view `cups` has it: one contact in one held meeting other than an event."""

    meeting_id: int
    contact_id: int
    contact: str
    kind: str
    day_on: str


class Challenge(NamedTuple):
    """So many cups from a day to a day."""

    id: int
    goal: int
    start_on: str
    end_on: str


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


class JourneyNode(NamedTuple):
    """A contact on the journey. `first_on` is the first cup and `kind` its meeting; `origin` says how it began."""

    id: int
    name: str
    stage: str
    cups: int
    first_on: str | None
    kind: str | None
    known: int
    origin: str
    is_me: int | None


class JourneyEdge(NamedTuple):
    """Who led to whom, how far it came (named, promised, made, met, reported), and on which day."""

    from_id: int
    to_id: int
    kind: str
    on: str | None


class JourneyJob(NamedTuple):
    """A job and through whom it came; cold where via_id is None."""

    id: int
    organization: str
    role: str
    stage: str
    via_id: int | None
    offer_on: str | None


class Journey(NamedTuple):
    """The people, who led to whom (the furthest introduction to each first), and the jobs that came of it."""

    me: JourneyNode | None
    nodes: Mapping[int, JourneyNode]
    edges: tuple[JourneyEdge, ...]
    jobs: tuple[JourneyJob, ...]
    others: int  # in play, and nothing came of them so far


class SendingRow(NamedTuple):
    """An outreach or a request as the view `stats` has it, and the first days on which something came of it."""

    id: int
    contact_id: int
    channel: str | None
    template: str | None
    sent_on: str
    replied_on: str | None
    met_on: str | None
    introduced_on: str | None


class JobRate(NamedTuple):
    """Of jobs applied for, cold or referred, how many came to an interview and to an offer."""

    way: str
    applied: int
    interviews: int
    offers: int


class ReviewEntry(NamedTuple):
    """Something of a review: the day, with or to whom, what it was, and the words that were kept of it."""

    on: str
    contact_id: int | None
    contact: str | None
    what: str
    words: tuple[tuple[str, str], ...] = ()


class Review(NamedTuple):
    """A span of days looked back on; `thanked` of `cups` got their thank-you within a day."""

    person: str | None
    start: str
    end: str
    cups: tuple[ReviewEntry, ...]
    asks: tuple[ReviewEntry, ...]
    replies: tuple[ReviewEntry, ...]
    made: tuple[ReviewEntry, ...]
    open: tuple[ReviewEntry, ...]
    due: tuple[ReviewEntry, ...]
    notes: tuple[ReviewEntry, ...]
    plans: tuple[ReviewEntry, ...]
    thanked: int
    owed_thanks: int


class PersonThere(NamedTuple):
    """Somebody at an organization, or who fits a target. `owed` is what I owe them first (thank-you or answer), None
    where nothing is; `introduced` says that an introduction to them is under way, so that I do not write to them.
    """

    id: int
    name: str
    stage: str
    in_play: int
    rests: int
    owed: str | None = None
    introduced: bool = False


class JobRow(NamedTuple):
    """A job as the view `jobs` has it."""

    id: int
    organization_id: int
    organization: str
    role: str
    stage: str
    since: str | None
    applied_on: str | None
    via_id: int | None
    via: str | None
    link: str | None
    note: str | None
    added_on: str
    landed_on: str | None

    @property
    def label(self) -> str:
        """What a sentence calls it: "Product manager, Stripe"."""
        return f"{self.role}, {self.organization}"


class JobEntry(NamedTuple):
    """A job with whom I know there, the best known first, and who led to it, the first of them first."""

    job: JobRow
    people: tuple[PersonThere, ...]
    chain: tuple[ContactLine, ...]


class TargetRow(NamedTuple):
    """A target as the view `targets` has it."""

    id: int
    kind: str
    rank: int
    name: str
    name_key: str
    organization_id: int | None
    contact_id: int | None
    added_on: str


class TargetEntry(NamedTuple):
    """A target with whom I have there: `people` the best first, `formerly` those who left, `jobs` the ones there."""

    target: TargetRow
    coverage: str
    people: tuple[PersonThere, ...]
    formerly: tuple[PersonThere, ...]
    jobs: tuple[JobRow, ...]
