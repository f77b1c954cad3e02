"""What a command returns: a listing, a card, or the confirmation of a write. Standard library only.

A command builds one of these and returns it; `netlog.render.write` draws it. Text that comes from data goes into
these types as it is: the renderers escape it for the format they write.

They are named tuples because every command pays for their making: 0.2 ms each, a frozen dataclass with slots 1.4 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic, Literal, NamedTuple, TypeVar

Row = TypeVar("Row")

# What JSON can hold (days may be dates); the keys are stable and documented (PRODUCT.md, output contract).
Record = Mapping[str, Any]

Style = Literal["", "dim", "strong", "name", "id", "soon", "late", "good", "title"]

# A line of a card: plain words, or pieces of (words, style).
Piece = str | tuple[str, Style]
Line = str | tuple[Piece, ...]


class Column(NamedTuple, Generic[Row]):
    """One column of a screen.

    `key` is the row's attribute, unless `cell` computes the text from the row; None is shown as nothing.
    `style` is a word of the theme, or computes one from the row; the words of the cell must say the same.
    Where the terminal is narrow, columns are shortened down to `min_width`, one that wraps first, then the widest; when
    that is not enough the column of the highest `priority` goes, then the next; priority 0 always stays. `max_width`
    caps it on any width. A last column that `wraps` goes on in further lines instead of being cut.
    """

    key: str
    title: str
    cell: Callable[[Row], object] | None = None
    style: Style | Callable[[Row], Style] = ""
    align: Literal["left", "right"] = "left"
    priority: int = 0
    min_width: int = 12
    max_width: int | None = None
    wraps: bool = False

    def value(self, row: Row) -> object:
        """What stands in this column for `row`, not yet text; None where there is nothing."""
        return self.cell(row) if self.cell else getattr(row, self.key)


class Listing(NamedTuple, Generic[Row]):
    """Several rows of one kind.

    `record(row)` gives the JSON keys; `flat` names those that TSV, CSV and Markdown print, in their order (given apart
    from the rows, so that an empty list has its header; a list of scalars is joined by "; "). `in_words(row)` replaces
    those of its keys that hold objects, which say nothing in one cell.
    `title` and `note` are the two ends of the head line, `footer` the hint lines below, `empty` the sentence that
    teaches when there is nothing. `total` is how many there are in all when `rows` holds only the first ones; a
    terminal shows a screenful ("25 of 104,233") unless `whole` (the command's --all).
    `notes` are narration for stderr.
    """

    command: str
    rows: Sequence[Row]
    columns: Sequence[Column[Row]]
    record: Callable[[Row], Record]
    flat: tuple[str, ...]
    total: int | None = None
    title: str = ""
    note: str = ""
    footer: tuple[str, ...] = ()
    empty: str = ""
    whole: bool = False
    notes: tuple[str, ...] = ()
    exit_code: int = 0
    in_words: Callable[[Row], Record] | None = None


class Lines(NamedTuple):
    """A block of lines, wrapped at the terminal's width with the indent kept; one without goes on `hang` further right.

    In Markdown they are a list; what is indented is below the last line that is less so.
    """

    lines: Sequence[Line]
    title: str = ""
    hang: int = 0


class Facts(NamedTuple):
    """A block of labels and what stands for each, aligned; a fact of "" or None is left out."""

    facts: Sequence[tuple[str, Line | None]]
    title: str = ""


class Table(NamedTuple, Generic[Row]):
    """A block of rows under column heads; `note` stands at the right end of the title's line."""

    rows: Sequence[Row]
    columns: Sequence[Column[Row]]
    title: str = ""
    note: str = ""


Block = Lines | Facts | Table[Any]


class Card(NamedTuple):
    """One object: `record` is its JSON; `blocks` are what a terminal and Markdown show.

    In TSV and CSV every scalar of the record is one line, key and value; deeper ones as contacts.1.name, and a list
    of scalars repeats its key. `title` and `note` are the two ends of the head line; `footer` are hint lines.
    `plain`, where a card is a text to be sent, is what a pipe and Markdown get in place of keys, values and blocks.
    """

    command: str
    record: Record
    blocks: Sequence[Block] = ()
    title: str = ""
    note: str = ""
    footer: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    exit_code: int = 0
    plain: str = ""


class Done(NamedTuple):
    """A write's confirmation: its sentences on stdout, `notes` on stderr.

    JSON gives {"step": …, "said": [sentences], **ids}; `step` is the undo step, None where nothing was written.
    """

    command: str
    said: str | tuple[str, ...]
    step: int | None = None
    ids: Record = MappingProxyType({})
    notes: tuple[str, ...] = ()
    exit_code: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, one or several."""
        return (self.said,) if isinstance(self.said, str) else self.said


class Document(NamedTuple):
    """A text in a format of its own (an export, a drawing), written to stdout piece by piece as it is made."""

    command: str
    pieces: Iterable[str]
    notes: tuple[str, ...] = ()
    exit_code: int = 0


Result = Listing[Any] | Card | Done | Document
