"""A screen: tables and cards, drawn by Rich. Imported for a terminal only.

Rich measures, aligns, shortens and colours; what is ours is which columns stay on a narrow screen. Everything shown is
a `Text` of cleaned words, so nothing in data is taken for markup, an emoji code, a link or an escape sequence.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text
from rich.theme import Theme

from netlog.render.result import Block, Card, Column, Facts, Line, Lines, Listing, Style, Table
from netlog.render.text import clean
from netlog.render.theme import STYLES
from netlog.render.values import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from netlog.render import Page

_GAP = 2  # cells left of every column, so the first one's is the margin of a row
_LEAST = 3  # a column is never narrower: one letter and the dots would say nothing
_WORD = re.compile(r"\S+\s*")
_THEME = Theme(STYLES, inherit=False)


def table(result: Listing[Any] | Card, page: Page) -> Iterator[str]:
    """The lines of `result` on `page`; a listing longer than the page ends with how many there are."""
    console = _console(page)
    for part in _card(result, page.width) if isinstance(result, Card) else _listing(result, page):
        with console.capture() as drawn:
            console.print(part, soft_wrap=True)
        yield from (line.rstrip() + "\n" for line in drawn.get().splitlines())


def _console(page: Page) -> Console:
    """A console that is told everything, so that Rich asks neither the environment nor the terminal."""
    return Console(
        file=StringIO(),
        width=page.width,
        height=25,
        color_system="standard" if page.colour else None,
        force_terminal=page.colour,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        theme=_THEME,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _text(line: Line, style: Style = "") -> Text:
    """The words of `line`, cleaned and each in its own style or else in `style`."""
    text = Text()
    for piece in (line,) if isinstance(line, str) else line:
        words, own = (piece, style) if isinstance(piece, str) else piece
        text.append(clean(words), own)  # a span, not the text's own style: what Rich pads with stays plain
    return text


# --- tables --------------------------------------------------------------------------------------


def _listing(listing: Listing[Any], page: Page) -> Iterator[RenderableType]:
    rows = listing.rows if listing.whole else listing.rows[: page.rows]
    if not rows:
        yield from _head(listing.title, "", 0, page.width)
        yield _wrapped(listing.empty or "Nothing here.", page.width)
        return
    yield from _grid(rows, listing.columns, listing.title, listing.note, page.width)
    total = listing.total if listing.total is not None else len(listing.rows)
    counted = (f"{len(rows):,} of {total:,} · --all lists them",) if total > len(rows) else ()
    for line in (*counted, *listing.footer):
        yield _wrapped(line, page.width, "dim")


def _head(title: str, note: str, edge: int, width: int) -> Iterator[Text]:
    """The title at the left and the note at the right end (`edge`) of one line, or of two where one is too short."""
    left, right = _text(title, "title"), _text(note, "dim")
    used = left.cell_len + right.cell_len
    if title and note and used + _GAP <= width:
        yield Text.assemble(left, " " * (min(max(edge, used + _GAP), width) - used), right)
        return
    if title:
        yield left
    if note:
        yield _wrapped(note, width, "dim")


def _grid(
    rows: Sequence[Any], columns: Sequence[Column[Any]], title: str, note: str, width: int
) -> Iterator[RenderableType]:
    """The head line and the table below it, in the columns that fit."""
    cells = [[_cell(column, row) for row in rows] for column in columns]
    natural = [
        min(max(map(_width, [_text(column.title), *texts])), column.max_width or width)
        for column, texts in zip(columns, cells, strict=True)
    ]
    widths = fitted(columns, natural, width)
    yield from _head(title, note, sum(widths.values()) + _GAP * len(widths), width)
    grid = Grid(box=None, padding=(0, 0, 0, _GAP), header_style="")
    for at, cell_width in widths.items():
        head = _text(columns[at].title, "dim")
        grid.add_column(head, width=cell_width, justify=columns[at].align, no_wrap=True)
    for row in zip(*(cells[at] for at in widths), strict=True):
        grid.add_row(*row)
    yield grid


def _cell(column: Column[Any], row: Any) -> Text:
    return _text(scalar(column.value(row)), column.style(row) if callable(column.style) else column.style)


def _width(text: Text) -> int:
    return text.cell_len


def fitted(columns: Sequence[Column[Any]], natural: Sequence[int], width: int) -> dict[int, int]:
    """The columns that stay (by their place) with their widths, in `width` cells.

    The widest are shortened first, to no less than `min_width`; then the column of the highest priority goes (of
    equals the last) and the rest is tried anew; in the end even those that always stay are shortened.
    """
    kept = list(range(len(columns)))
    while True:
        space = width - _GAP * len(kept)
        least = {at: min(natural[at], columns[at].min_width) for at in kept}
        droppable = [at for at in kept if columns[at].priority > 0]
        if sum(least.values()) <= space or not droppable:
            break
        kept.remove(max(droppable, key=lambda at: (columns[at].priority, at)))
    if sum(least.values()) > space:
        least = {at: min(natural[at], _LEAST) for at in kept}
    widths = {at: natural[at] for at in kept}
    while sum(widths.values()) > max(space, sum(least.values())):
        widths[max(kept, key=lambda at: (widths[at] > least[at], widths[at]))] -= 1
    return widths


# --- cards ---------------------------------------------------------------------------------------


def _card(card: Card, width: int) -> Iterator[RenderableType]:
    head = list(_head(card.title, card.note, 0, width))
    blocks = [head, *(list(_block(block, width)) for block in card.blocks)]
    blocks.append([_wrapped(line, width, "dim") for line in card.footer])
    for number, parts in enumerate(filter(None, blocks)):
        if number:
            yield ""
        yield from parts


def _block(block: Block, width: int) -> Iterator[RenderableType]:
    """A block under its title; nothing where it has nothing to show."""
    if isinstance(block, Table):
        if block.rows:
            yield from _grid(block.rows, block.columns, block.title, block.note, width)
        return
    lines = _facts(block, width) if isinstance(block, Facts) else _lines(block, width)
    if lines:
        yield from _head(block.title, "", 0, width)
        yield from lines


def _lines(block: Lines, width: int) -> list[Text]:
    return [_wrapped(line, width, head=Text(" " * _GAP)) for line in block.lines]


def _facts(block: Facts, width: int) -> list[Text]:
    facts = [(_text(label, "dim"), fact) for label, fact in block.facts if fact]
    longest = max((label.cell_len for label, _ in facts), default=0)
    for label, _ in facts:
        label.pad_left(_GAP)
        label.align("left", longest + 2 * _GAP)
    return [_wrapped(fact, width, head=label) for label, fact in facts]


def _wrapped(line: Line, width: int, style: Style = "", head: Text | None = None) -> Text:
    """`line` behind `head`, in lines of at most `width` cells; the later ones begin below the first word of `line`.

    A word longer than a line stays whole, which Rich would fold or cut: it may be an address.
    """
    head, body = head or Text(), _text(line, style)
    blanks = len(body.plain) - len(body.plain.lstrip())
    indent = used = head.cell_len + blanks
    breaks = []
    for word in _WORD.finditer(body.plain, blanks):
        if used > indent and used + cell_len(word[0].rstrip()) > width:
            breaks.append(word.start())
            used = indent
        used += cell_len(word[0])
    lines = body.divide(breaks)
    for each in lines:
        each.rstrip()
    return head + Text("\n" + " " * indent).join(lines)
