"""Targets, jobs, the landing and the challenge."""

from typing import Annotated

from pydantic import Field

from netlog.records.base import Day, Flag, Key, Line, Name, Record, Text
from netlog.words import JobStage, TargetKind


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
