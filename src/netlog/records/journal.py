"""Steps and changes: what undo and history read."""

from typing import Annotated

from pydantic import Field

from netlog.records.base import Instant, Record, Text
from netlog.words import ChangeOp


class Step(Record):
    """One command that wrote: one transaction, one undo step."""

    done_at: Instant = Field(description="when")
    command: Annotated[str, Field(max_length=40)] = Field(description="which command")
    summary: Text = Field(description="what it did, in a sentence")
    undone_at: Instant | None = Field(default=None, description="when it was taken back; empty: it stands")


class Change(Record):
    """One row that a step wrote: the whole row before and after, as JSON.

    An insert keeps no `after_row` until it is undone: the row itself is there to be read. Rows that were inserted
    together, numbered without a gap, are one line, and its `after_row` is a list.
    """

    step_id: int = Field(description="by which step")
    table_name: Annotated[str, Field(max_length=40)] = Field(description="in which table")
    row_id: int = Field(description="which row; of rows inserted together the first")
    op: ChangeOp = Field(description="what was done")
    before_row: str | None = Field(default=None, description="the row before, as JSON")
    after_row: str | None = Field(default=None, description="the row after, as JSON")
    last_row_id: int | None = Field(default=None, description="the last of rows inserted together; empty: it is one")
