"""What `sync` remembers of the folder of cards."""

from pydantic import Field

from netlog.records.base import Line, Record, Text


class SyncedCard(Record):
    """A card as the folder and the database last agreed on it: what either side changed since is told by it."""

    folder: Text = Field(description="the folder, as a whole path")
    file: Line = Field(description="the card's file in the folder")
    contact_id: int = Field(description="whose card it is")
    body: str = Field(description="the card as both sides agreed on it; empty: deleted there, kept here")
