"""Introductions and their steps."""

from pydantic import Field

from netlog.records.base import Day, Flag, Line, Record
from netlog.words import DeclinedBy, IntroState, LapsedWhy, MayUseName


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
