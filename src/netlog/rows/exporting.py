"""What an export holds: the tables, and what is told ahead of them."""

from typing import Any, NamedTuple

VERSION = 1  # of the envelope, as every command's JSON has it

# Every table of what was told or follows from it, in an order in which nothing refers to what comes later. Left out are
# the journal (step, change), statistics (profile, mass, tally) and what `sync` remembers of a folder (synced_card).
TABLES = (
    "organization", "organization_alias", "contact", "email", "phone", "link", "affiliation", "tag", "note", "source",
    "acquaintance", "distinct_pair", "meeting", "attendance", "move", "introduction", "introduction_step", "message",
    "job", "job_step", "landing", "target", "challenge", "pause", "follow_up",
)  # fmt: skip

# The columns that hold the number of a command. Another database counts its own commands, so an export has 1, 2, 3 ...
COMMAND_NUMBERS: dict[str, tuple[str, ...]] = {
    "meeting": ("agreed_seq", "seq"),
    "move": ("seq",),
    "introduction_step": ("seq",),
    "message": ("seq",),
    "job_step": ("seq",),
    "landing": ("seq",),
    "follow_up": ("seq", "closed_seq"),
}

Row = dict[str, Any]


class Head(NamedTuple):
    """What stands before the tables. `commands` is how many commands the rows are numbered by; `imports` are those of
    them that brought messages in: {seq, done_at, summary}. `numbers` is the last number given in each table, for no
    number is given twice; {} where the export is not `whole`.
    """

    schema: int
    whole: bool
    commands: int
    imports: tuple[Row, ...]
    numbers: dict[str, int]


class StoredRow(NamedTuple):
    """A row of a table as an export has it, and the line of the file it begins on."""

    table: str
    line: int
    values: Row
