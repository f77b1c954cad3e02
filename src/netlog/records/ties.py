"""Who knows whom."""

from pydantic import Field

from netlog.records.base import Line, PartialDay, Record
from netlog.words import Knows


class Acquaintance(Record):
    """Two contacts known to know each other, or known not to. `a_id` is the smaller number."""

    a_id: int = Field(description="one of them")
    b_id: int = Field(description="the other")
    knows: Knows = Field(description="yes or no")
    source: Line = Field(description="how we know: linkedin, meeting, introduction, told")
    since_on: PartialDay | None = Field(default=None, description="since when; may be partial")
