"""Meetings, who was there, and how often they were moved."""

from typing import Annotated

from pydantic import Field

from netlog.records.base import ClockTime, Day, Flag, Line, Record, Text
from netlog.words import MeetingKind, MeetingState, Party


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
