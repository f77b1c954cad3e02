"""What the ranking reads, kept with every write: a contact's groups, and groups and ties as counts.

Nothing here was told by anybody: store/statistics.py derives it from affiliations, contacts and acquaintances.
"""

from typing import Annotated

from pydantic import Field

from netlog.records.base import Record, Text

Word = Annotated[str, Field(max_length=24)]
Value = Annotated[str, Field(max_length=500)]


class Profile(Record):
    """A contact as the ranking sees it."""

    contact_id: int = Field(description="whose")
    groups: Text = Field(description="kept: JSON object, the values of each kind of group (rules.ranking.KINDS)")
    ties: int = Field(ge=0, description="kept: how many contacts it is known to know")


class Mass(Record):
    """The people of a group in three sums. Kind and value empty: everybody; value empty: all of whom it is known."""

    kind: Word = Field(description="the kind of group")
    value: Value = Field(description="which group")
    people: int = Field(ge=0, description="kept: how many")
    ties: int = Field(ge=0, description="kept: the sum of their ties")
    squares: int = Field(ge=0, description="kept: the sum of the squares of their ties")


class Tally(Record):
    """Ties by how the two people stand to each other. Kind and how empty: all of them."""

    kind: Word = Field(description="the kind of group")
    how: Word = Field(description="shared, apart, different or unknown")
    value: Value = Field(description="which group, or how many years apart; empty for the others")
    ties: int = Field(ge=0, description="kept: how many ties")
