"""A screen: tables and cards, drawn by Rich. Imported for a terminal only.

Rich measures, aligns, shortens, styles and colours; what is ours is which columns stay on a narrow screen, and that an
address is never folded. Everything shown is a `Text` of cleaned words, so nothing in data is taken for markup, an emoji
code, a link or an escape sequence. Rows are lines of `Text` rather than a `rich.table.Table`, which takes 0.5 ms a row
where these take 0.1: a screenful would be 10 to 20 ms later.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from netlog.render.result import Block, Card, Column, Facts, Line, Lines, Listing, Style, Table
from netlog.render.text import clean
from netlog.render.theme import STYLES
from netlog.render.values import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netlog.render import Page

_GAP = Text("  ")  # left of every column, so that the first one's is the margin of a row
_LEAST = 3  # a column is never narrower: one letter and the dots would say nothing
_SHORT = 8  # "Wed 18", "asked", "offer"
_WORD = re.compile(r"\S+\s*")
_ADDRESS = re.compile(r"://|@|^www\.")
_BRANCHES = " │├└─"  # what a line of a tree begins with, and below it what goes on
_GOES_ON = str.maketrans("├└─", "│  ")


def table(result: Listing[Any] | Card, page: Page) -> Iterator[str]:
    """The lines of `result` on `page`; a listing longer than the page ends with how many there are."""
    parts = list(_card(result, page.width) if isinstance(result, Card) else _listing(result, page))
    for part in parts:
        part.rstrip()  # here, where a style does not hide the blanks
    console = _console(page)
    with console.capture() as screen:
        console.print(*parts, sep="\n")
    for line in screen.get().splitlines():
        yield line.rstrip() + "\n"


def _console(page: Page) -> Console:
    """A console that is told everything, so that Rich asks neither the environment nor the terminal."""
    return Console(
        file=StringIO(),
        width=page.width,
        height=25,
        soft_wrap=True,  # the lines are made here
        color_system="standard" if page.colour else None,
        force_terminal=page.colour,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        theme=Theme(STYLES, inherit=False),
        markup=False,
        emoji=False,
        highlight=False,
    )


def _text(line: Line, style: Style = "") -> Text:
    """The words of `line`, cleaned, each in its own style or else in `style`."""
    text = Text(overflow="ellipsis")
    for piece in (line,) if isinstance(line, str) else line:
        words, own = (piece, style) if isinstance(piece, str) else piece
        text.append(clean(words), own)  # a span, not the whole text's style: what pads it later stays plain
    return text


# --- tables --------------------------------------------------------------------------------------


def _listing(listing: Listing[Any], page: Page) -> Iterator[Text]:
    rows = listing.rows if listing.whole else listing.rows[: page.rows]
    if not rows:
        yield from _head(listing.title, "", page.width)
        yield _wrapped(listing.empty or "Nothing here.", page.width)
        return
    yield from _table(Table(rows, listing.columns, listing.title, listing.note), page.width)
    total = listing.total if listing.total is not None else len(listing.rows)
    counted = (f"{len(rows):,} of {total:,} · --all lists them",) if total > len(rows) else ()
    for line in (*counted, *listing.footer):
        yield _wrapped(line, page.width, "dim")


def _head(title: str, note: str, width: int, edge: int = 0) -> Iterator[Text]:
    """The title at the left and the note at the right end (`edge`) of one line, or of two where one is too short."""
    left, right = _text(title, "title"), _text(note, "dim")
    used = left.cell_len + right.cell_len
    if right and used + _GAP.cell_len <= width:
        right.pad_left(max(min(edge, width) - used, _GAP.cell_len))
        yield left + right
        return
    if left:
        yield _wrapped(title, width, "title")
    if right:
        yield _wrapped(note, width, "dim")


def _table(table: Table[Any], width: int) -> Iterator[Text]:
    """The head line, the column heads and the rows, in the columns that fit."""
    columns = table.columns
    heads = [_text(column.title, "dim") for column in columns]
    grid = [heads, *([_cell(column, row) for column in columns] for row in table.rows)]
    natural = [
        min(max(cell.cell_len for cell in cells), column.max_width or width)
        for column, cells in zip(columns, zip(*grid, strict=True), strict=True)
    ]
    widths = fitted(columns, natural, width)
    yield from _head(table.title, table.note, width, sum(widths.values()) + _GAP.cell_len * len(widths))
    for cells in grid:
        yield _row(cells, columns, widths, width)


def _row(cells: list[Text], columns: Sequence[Column[Any]], widths: dict[int, int], width: int) -> Text:
    """One row; a last column that wraps goes on below itself instead of being cut."""
    *_, last = widths
    for at, cell_width in widths.items():
        if at != last or not columns[at].wraps:
            cells[at].align(columns[at].align, cell_width)
    if not columns[last].wraps:
        return _GAP.join([Text(), *(cells[at] for at in widths)])
    head = _GAP.join([Text(), *(cells[at] for at in widths if at != last), Text()])
    return _wrapped(cells[last], width, head=head)


def _cell(column: Column[Any], row: Any) -> Text:
    return _text(scalar(column.value(row)), column.style(row) if callable(column.style) else column.style)


def fitted(columns: Sequence[Column[Any]], natural: Sequence[int], width: int) -> dict[int, int]:
    """The columns that stay (by their place) with their widths, in a row of `width` cells.

    One that wraps is shortened first, then the widest, to no less than `min_width`; when that is not enough the column
    of the highest priority goes (of equals the last) and the rest is tried anew. In the end even those that always
    stay are shortened: the widest first, down to their heads if that will do.
    """
    kept = [at for at, wide in enumerate(natural) if wide] or [0]  # without one that says nothing
    while True:
        space = width - _GAP.cell_len * len(kept)
        least = {at: _least(columns[at], natural[at], columns[at].min_width) for at in kept}
        droppable = [at for at in kept if columns[at].priority > 0]
        if sum(least.values()) <= space or not droppable:
            break
        kept.remove(max(droppable, key=lambda at: (columns[at].priority, at)))
    widths = {at: natural[at] for at in kept}
    _shorten(widths, least, space, first=[at for at in kept if columns[at].wraps])
    _shorten(widths, least, space)
    _shorten(widths, {at: _least(columns[at], natural[at], _LEAST) for at in kept}, space)
    _shorten(widths, {at: min(natural[at], _LEAST) for at in kept}, space)
    return widths


def _shorten(widths: dict[int, int], least: dict[int, int], space: int, first: list[int] | None = None) -> None:
    """Take from the widest column until all fit in `space`, or each (of `first`, if given) is down to its least."""
    while sum(widths.values()) > space:
        longer = [at for at in first or widths if widths[at] > least[at]]
        if not longer:
            return
        widths[max(longer, key=lambda at: widths[at])] -= 1


def _least(column: Column[Any], natural: int, least: int) -> int:
    """How narrow a column may be: no narrower than its head.

    An id or a number is not cut, for it would be another, nor what is short, for nothing would be left of it.
    """
    whole = column.style == "id" or column.align == "right" or natural <= _SHORT
    return natural if whole else min(natural, max(least, cell_len(column.title)))


# --- cards ---------------------------------------------------------------------------------------


def _card(card: Card, width: int) -> Iterator[Text]:
    """The head line, the blocks that have something to show, and the hints, a blank line between them."""
    drawn = (
        _head(card.title, card.note, width),
        *(_block(block, width) for block in card.blocks),
        (_wrapped(line, width, "dim") for line in card.footer),
    )
    for number, lines in enumerate(filter(None, map(list, drawn))):
        if number:
            yield Text()
        yield from lines


def _block(block: Block, width: int) -> Iterator[Text]:
    """The lines of a block under its title; none where it has nothing to show."""
    if isinstance(block, Table):
        if block.rows:
            yield from _table(block, width)
        return
    items = _facts(block) if isinstance(block, Facts) else [(_GAP, line) for line in block.lines]
    if items:
        yield from _head(block.title, "", width)
    hang = block.hang if isinstance(block, Lines) else 0
    for head, line in items:
        yield _wrapped(line, width, head=head, hang=hang)


def _facts(block: Facts) -> list[tuple[Text, Line]]:
    """Every fact behind its label; the labels are of one width, margin and gap included."""
    facts = [(_GAP + _text(label, "dim") + _GAP, fact) for label, fact in block.facts if fact]
    widest = max((label.cell_len for label, _ in facts), default=0)
    for label, _ in facts:
        label.align("left", widest)
    return facts


def _wrapped(line: Line | Text, width: int, style: Style = "", head: Text | None = None, hang: int = 0) -> Text:
    """`line` behind `head`, in lines of at most `width` cells; the later ones begin `hang` right of its first word,
    unless it is indented itself, by blanks or by the branches of a tree.

    A word longer than a line is folded, for many scripts put no blanks between words; but an address stays whole.
    """
    head, body = head or Text(), line if isinstance(line, Text) else _text(line, style)
    blanks = len(body.plain) - len(body.plain.lstrip(_BRANCHES))
    start = head.cell_len + blanks
    indent = start if blanks else start + hang
    lines = body.divide(list(_breaks(body.plain, blanks, start, indent, width)))
    for each in lines:
        each.rstrip()
    left = " " * head.cell_len + body.plain[:blanks].translate(_GOES_ON)
    return head + Text("\n" + left.ljust(indent)).join(lines)


def _breaks(text: str, at: int, start: int, indent: int, width: int) -> Iterator[int]:
    """Where the lines after the first begin. From `at` on the text stands at cell `start`, later lines at `indent`."""
    used = start
    for found in _WORD.finditer(text, at):
        word = found[0].rstrip()
        wide = cell_len(word)
        if used + wide > width and wide > width - indent > _LEAST and not _ADDRESS.search(word):
            for place, filled in _folds(word, width - used, width - indent):
                yield found.start() + place
                used = indent + filled
        else:
            if used > start and used + wide > width:
                yield found.start()
                start = used = indent
            used += wide
        used += len(found[0]) - len(word)


def _folds(word: str, room: int, width: int) -> Iterator[tuple[int, int]]:
    """Where a long word goes on in the next line of `width` cells, and how many it fills there; `room` is left here."""
    place = len(chop_cells(word, room)[0]) if room > _LEAST else 0
    for part in chop_cells(word[place:], width):
        yield place, cell_len(part)
        place += len(part)
