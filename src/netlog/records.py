"""What is stored, one pydantic model a table, every field with its meaning and limits.

Days are ISO texts (`…_on`; partial where it says so), instants `…_at` are UTC texts, `…_id` is a key of another table.
Fields under "kept" are derived by rules/loop.py and rewritten by the writer; `netlog doctor` proves them.
Flags are 0 or 1, so that both engines compare them alike.
"""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from netlog.words import (
    Answer,
    ChangeOp,
    Channel,
    ClosedHow,
    DeclinedBy,
    Direction,
    FollowUpKind,
    FunctionFrom,
    IntroState,
    JobStage,
    Knows,
    LapsedWhy,
    MayUseName,
    MeetingKind,
    MeetingState,
    MessageKind,
    OrganizationKind,
    Origin,
    Party,
    Reason,
    Stage,
    TargetKind,
)

NAME_LENGTH = 200
LINE_LENGTH = 500
TEXT_LENGTH = 100_000


def _is_day(text: str) -> str:
    date.fromisoformat(text)
    if len(text) != len("2026-11-02"):
        raise ValueError("a day is written 2026-11-02")
    return text


def _is_partial(text: str) -> str:
    _is_day(text + "0001-01-01"[len(text) :])
    return text


Day = Annotated[str, AfterValidator(_is_day), Field(max_length=10)]
PartialDay = Annotated[str, AfterValidator(_is_partial), Field(max_length=10)]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", max_length=20)]
ClockTime = Annotated[str, Field(pattern=r"^\d\d:\d\d$", max_length=5)]
Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
Line = Annotated[str, Field(min_length=1, max_length=LINE_LENGTH)]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH)]
Key = Annotated[str, Field(max_length=LINE_LENGTH)]
Flag = Annotated[int, Field(ge=0, le=1)]


class Record(BaseModel, extra="forbid", defer_build=True):
    """A row. `id` is None until it is stored; ids are never reused."""

    id: int | None = Field(default=None, description="its number, given by the database")


class Contact(Record):
    """A person, known or only known of."""

    uid: str = Field(max_length=200, description="identity across machines and exports")
    name: Name = Field(description="full name as written")
    name_key: Key = Field(description="the name folded for comparing (rules.names.fold)")
    nickname: Name | None = Field(default=None, description="counts as a name")
    nickname_key: Key | None = Field(default=None, description="the nickname folded")
    title: Line | None = Field(default=None, description="present job title")
    function: Line | None = Field(default=None, description="job function, told or inferred")
    function_from: FunctionFrom | None = Field(default=None, description="where the function comes from")
    industry: Line | None = Field(default=None, description="industry")
    city: Line | None = Field(default=None, description="where they live or work")
    how_met: Line | None = Field(default=None, description="how we met, in words")
    origin: Origin = Field(description="how the contact came into netlog")
    added_on: Day = Field(description="the day it was added")
    known: Flag = Field(default=0, description="1: known before netlog")
    known_since: PartialDay | None = Field(default=None, description="since when we know each other; may be partial")
    is_me: Flag | None = Field(default=None, description="1 for the one contact that is me, else empty")
    rest_on: Day | None = Field(default=None, description="left alone since: never suggested, nothing owed")
    keep_on: Day | None = Field(default=None, description="the day keeping in touch was asked for")
    organization_id: int | None = Field(default=None, description="kept: the present employer")
    stage: Stage = Field(default=Stage.LEAD, description="kept: where the contact stands")
    next_stage: Stage | None = Field(default=None, description="kept: the stage that time alone will bring")
    next_stage_on: Day | None = Field(default=None, description="kept: from which day")
    in_play: Flag = Field(default=0, description="kept: 1 where something is going on or it was entered by hand")
    last_met_on: Day | None = Field(default=None, description="kept: the last meeting held")
    next_due_on: Day | None = Field(default=None, description="kept: the earliest day something is owed")


class Email(Record):
    """An e-mail address of a contact."""

    contact_id: int = Field(description="whose")
    address: Line = Field(description="as written")
    address_key: Key = Field(description="lower case, for comparing")


class Phone(Record):
    """A phone number of a contact."""

    contact_id: int = Field(description="whose")
    number: Line = Field(description="as written")
    number_key: Key = Field(description="digits with the country's plus, for comparing")


class Link(Record):
    """A page of a contact: a profile, a site."""

    contact_id: int = Field(description="whose")
    url: Annotated[str, Field(min_length=1, max_length=2000)] = Field(description="as written")
    url_key: Annotated[str, Field(max_length=2000)] = Field(description="without scheme, www., case, query, last slash")


class Organization(Record):
    """A company, school, association, fraternity or sorority, or other body."""

    name: Name = Field(description="as first written")
    name_key: Key = Field(description="its identity (rules.names.organization_key)")
    kind: OrganizationKind = Field(description="what it is")


class OrganizationAlias(Record):
    """Another name of an organization."""

    organization_id: int = Field(description="of which")
    alias: Name = Field(description="as written")
    alias_key: Key = Field(description="its identity")


class Affiliation(Record):
    """A contact at an organization. Days may be partial; an empty end means still, or a class year unknown."""

    contact_id: int = Field(description="who")
    organization_id: int = Field(description="where")
    kind: OrganizationKind = Field(description="as what: company for a job there, school for studies ...")
    role: Line | None = Field(default=None, description="role or degree")
    unit: Line | None = Field(default=None, description="school of a university, department, chapter")
    start_on: PartialDay | None = Field(default=None, description="from; may be partial")
    end_on: PartialDay | None = Field(default=None, description="to, or the class year; may be partial")
    ended: Flag = Field(default=0, description="1: left, even where the day is unknown")


class Tag(Record):
    """A word of the user's on a contact."""

    contact_id: int = Field(description="on whom")
    word: Annotated[str, Field(min_length=1, max_length=60)] = Field(description="as written")
    word_key: Key = Field(description="folded")


class Note(Record):
    """Free text on a contact. Private notes stay out of what leaves the machine."""

    contact_id: int = Field(description="on whom")
    body: Text = Field(description="the text")
    private: Flag = Field(default=0, description="1: stays out of exports and reviews")
    from_file: Flag = Field(default=0, description="1: came with an imported person, who is not in play for it")
    written_on: Day = Field(description="the day it is about")


class Acquaintance(Record):
    """Two contacts known to know each other, or known not to. `a_id` is the smaller number."""

    a_id: int = Field(description="one of them")
    b_id: int = Field(description="the other")
    knows: Knows = Field(description="yes or no")
    source: Line = Field(description="how we know: linkedin, meeting, introduction, told")
    since_on: PartialDay | None = Field(default=None, description="since when; may be partial")


class Introduction(Record):
    """An introducer brings me to a contact, or to somebody of a description."""

    introducer_id: int = Field(description="who introduces")
    contact_id: int | None = Field(default=None, description="to whom; empty while only a description is known")
    description: Line | None = Field(default=None, description="to whom, in words: product, Stripe")
    may_use_name: MayUseName = Field(default=MayUseName.UNKNOWN, description="may I write that they sent me?")
    meeting_id: int | None = Field(default=None, description="the meeting in which it was promised or named")
    message_id: int | None = Field(default=None, description="the message in which it was named")
    state: IntroState = Field(default=IntroState.WANTED, description="kept: how far it has come")
    next_state: IntroState | None = Field(default=None, description="kept: the state that time alone will bring")
    next_state_on: Day | None = Field(default=None, description="kept: from which day")
    asked_on: Day | None = Field(default=None, description="kept: asked")
    named_on: Day | None = Field(default=None, description="kept: name given")
    promised_on: Day | None = Field(default=None, description="kept: promised")
    made_on: Day | None = Field(default=None, description="kept: made")
    met_on: Day | None = Field(default=None, description="kept: became a cup")
    reported_on: Day | None = Field(default=None, description="kept: reported back")
    closed_on: Day | None = Field(default=None, description="kept: declined or lapsed")
    declined_by: DeclinedBy | None = Field(default=None, description="kept: who said no")
    lapsed_why: LapsedWhy | None = Field(default=None, description="kept: why it ended")


class IntroductionStep(Record):
    """An introduction came to a state, as it was told."""

    introduction_id: int = Field(description="which")
    state: IntroState = Field(description="to which state")
    step_on: Day = Field(description="on which day")
    logged_on: Day = Field(description="told on which day")
    seq: int = Field(description="told by which command, for the order within a day")
    declined_by: DeclinedBy | None = Field(default=None, description="who said no")
    lapsed_why: LapsedWhy | None = Field(default=None, description="why it ended")
    owed: Flag = Field(default=0, description="1: opens follow-ups even when told late")


class Message(Record):
    """Something I sent or got."""

    contact_id: int = Field(description="to or from whom")
    kind: MessageKind = Field(description="what for")
    direction: Direction = Field(description="sent or received")
    sent_on: Day = Field(description="on which day")
    logged_on: Day = Field(description="told on which day")
    seq: int = Field(description="told by which command, for the order within a day")
    channel: Channel | None = Field(default=None, description="how it travelled")
    answer: Answer | None = Field(default=None, description="what a reply said")
    later_on: Day | None = Field(default=None, description="the day a reply put me off to")
    named: Flag = Field(default=0, description="1: the reply named somebody else to talk to")
    introduction_id: int | None = Field(default=None, description="about which introduction")
    meeting_id: int | None = Field(default=None, description="about which meeting")
    template: Line | None = Field(default=None, description="from which template")
    body: Text | None = Field(default=None, description="the words, or a note about them")
    owed: Flag = Field(default=0, description="1: opens follow-ups even when told late")


class Meeting(Record):
    """A coffee, lunch, call, video call or event: planned, held, cancelled or missed."""

    uid: str = Field(max_length=200, description="identity in calendars")
    kind: MeetingKind = Field(description="what kind")
    state: MeetingState = Field(description="what became of it, as far as told")
    day_on: Day = Field(description="the day it is planned for, or was held")
    starts_at: ClockTime | None = Field(default=None, description="local time of day, HH:MM")
    minutes: Annotated[int, Field(ge=1, le=1440)] = Field(default=30, description="how long")
    place: Line | None = Field(default=None, description="where")
    agreed_on: Day | None = Field(default=None, description="the day it was planned; empty where it never was")
    agreed_seq: int | None = Field(default=None, description="planned by which command")
    told_on: Day | None = Field(default=None, description="the day of the cancellation or no-show; else of the meeting")
    logged_on: Day = Field(description="told on which day")
    seq: int = Field(description="told by which command, for the order within a day")
    party: Party | None = Field(default=None, description="who cancelled or did not come")
    learned: Text | None = Field(default=None, description="what I learned about the job")
    landed: Text | None = Field(default=None, description="how they landed it")
    advice: Text | None = Field(default=None, description="their advice")
    owed: Flag = Field(default=0, description="1: opens follow-ups even when told late")
    gone_on: Day | None = Field(default=None, description="kept: the day from which an untold plan counts as cancelled")


class Attendance(Record):
    """A contact at a meeting, in the order they were named."""

    meeting_id: int = Field(description="at which")
    contact_id: int = Field(description="who")


class Move(Record):
    """A planned meeting was moved."""

    meeting_id: int = Field(description="which")
    from_on: Day = Field(description="the day it was planned for")
    from_at: ClockTime | None = Field(default=None, description="the time it was planned for")
    to_on: Day = Field(description="the new day")
    to_at: ClockTime | None = Field(default=None, description="the new time")
    moved_on: Day = Field(description="the day it was moved")
    seq: int = Field(description="moved by which command")


class FollowUp(Record):
    """Something owed. All but promises and what a user decided about them is kept (rules/loop.py)."""

    kind: FollowUpKind = Field(description="what is owed")
    contact_id: int = Field(description="to whom")
    meeting_id: int | None = Field(default=None, description="about which meeting")
    introduction_id: int | None = Field(default=None, description="about which introduction")
    body: Line | None = Field(default=None, description="what I promised")
    reason: Reason = Field(description="why; rules/because.py makes the sentence")
    reason_on: Day = Field(description="the day of what it is for")
    opened_on: Day = Field(description="since when it is owed")
    seq: int = Field(description="opened by which command")
    due_on: Day = Field(description="the day it is due")
    shows_on: Day = Field(description="hidden before")
    closes_on: Day | None = Field(default=None, description="closes itself on; empty: never")
    snoozed_until: Day | None = Field(default=None, description="out of sight until")
    closed_on: Day | None = Field(default=None, description="closed on")
    closed_seq: int | None = Field(default=None, description="closed by which command")
    closed_how: ClosedHow | None = Field(default=None, description="done, skipped, overtaken or expired")
    job_id: int | None = Field(default=None, description="about which job")


class Target(Record):
    """What the search is after: an organization, a person, or the words of a function, an industry or a title."""

    kind: TargetKind = Field(description="what it is")
    rank: Annotated[int, Field(ge=1)] = Field(description="its place in the order of wishes, from 1")
    name: Name = Field(description="as written")
    name_key: Key = Field(description="folded; the function's own name for a function")
    organization_id: int | None = Field(default=None, description="which organization")
    contact_id: int | None = Field(default=None, description="which person")
    added_on: Day = Field(description="the day it was set")


class Job(Record):
    """A job at an organization: cold, or through a contact (a referral)."""

    organization_id: int = Field(description="where")
    role: Line = Field(description="as what")
    via_id: int | None = Field(default=None, description="through whom; empty: cold")
    link: Annotated[str, Field(max_length=2000)] | None = Field(default=None, description="where it is described")
    note: Text | None = Field(default=None, description="free text")
    added_on: Day = Field(description="the day it was added")
    stage: JobStage = Field(description="kept: how far it has come, the newest step")
    applied_on: Day | None = Field(default=None, description="kept: the day of the application")


class JobStep(Record):
    """A job came to a stage, as it was told."""

    job_id: int = Field(description="which")
    stage: JobStage = Field(description="to which stage")
    step_on: Day = Field(description="on which day")
    logged_on: Day = Field(description="told on which day")
    seq: int = Field(description="told by which command, for the order within a day")
    owed: Flag = Field(default=0, description="1: opens follow-ups even when told late")


class Landing(Record):
    """The end of a search: an offer taken."""

    job_id: int = Field(description="which job")
    landed_on: Day = Field(description="on which day")
    logged_on: Day = Field(description="told on which day")
    seq: int = Field(description="told by which command, for the order within a day")


class Challenge(Record):
    """So many cups between two days; only if asked for, and one at a time."""

    goal: Annotated[int, Field(ge=1, le=1000)] = Field(description="how many cups")
    start_on: Day = Field(description="first day")
    end_on: Day = Field(description="last day")


class Source(Record):
    """A file that spoke of a contact, and what an import wrote from it."""

    contact_id: int = Field(description="of whom")
    format: Annotated[str, Field(max_length=40)] = Field(description="which format")
    file_name: Line = Field(description="the file's name, without its folder")
    source_key: Key | None = Field(default=None, description="the row's identity in its source")
    first_on: Day = Field(description="first read")
    last_on: Day = Field(description="last read")
    wrote: Text = Field(description="JSON object: the fields as the import last wrote them")


class Pause(Record):
    """Time in which nobody is chased: nudges, chases and keeping in touch wait."""

    start_on: Day = Field(description="first day")
    end_on: Day = Field(description="first day after")


class Step(Record):
    """One command that wrote: one transaction, one undo step."""

    done_at: Instant = Field(description="when")
    command: Annotated[str, Field(max_length=40)] = Field(description="which command")
    summary: Text = Field(description="what it did, in a sentence")
    undone_at: Instant | None = Field(default=None, description="when it was taken back; empty: it stands")


class Change(Record):
    """One row that a step wrote: the whole row before and after, as JSON.

    An insert keeps no `after_row` until it is undone: the row itself is there to be read.
    """

    step_id: int = Field(description="by which step")
    table_name: Annotated[str, Field(max_length=40)] = Field(description="in which table")
    row_id: int = Field(description="which row")
    op: ChangeOp = Field(description="what was done")
    before_row: str | None = Field(default=None, description="the row before, as JSON")
    after_row: str | None = Field(default=None, description="the row after, as JSON")
