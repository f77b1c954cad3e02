"""Follow-ups and pauses."""

from pydantic import Field

from netlog.records.base import Day, Line, Record
from netlog.words import ClosedHow, FollowUpKind, Reason


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


class Pause(Record):
    """Time in which nobody is chased: nudges, chases and keeping in touch wait."""

    start_on: Day = Field(description="first day")
    end_on: Day = Field(description="first day after")
