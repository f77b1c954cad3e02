"""Messages."""

from pydantic import Field

from netlog.records.base import Day, Flag, Line, Record, Text
from netlog.words import Answer, Channel, Direction, MessageKind


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
