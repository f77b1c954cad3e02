"""A screen: aligned tables and cards, drawn by hand.

A Rich table costs 0.5 ms a row and 40 ms of imports, more than reading the rows; lining up words needs neither. What
is hard about it, how many cells a character takes, is Rich's `cell_len`, imported for wide scripts only
(docs/explanation/design.md has the measurement). Nothing here reads markup, so data cannot be taken for any.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from netlog.render.result import Block, Card, Column, Facts, Line, Lines, Listing, Style, Table
from netlog.render.text import clean
from netlog.render.theme import paint
from netlog.render.values import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netlog.render import Page

_MARGIN = 2  # cells left of a row
_GAP = 2  # cells between columns
_LEAST = 3  # a column is never narrower: one letter and the dots would say nothing

_Cell = tuple[str, Style]


def table(result: Listing[Any] | Card, page: Page) -> Iterator[str]:
    """The lines of `result` on `page`; a listing longer than the page ends with how many there are."""
    return _card(result, page) if isinstance(result, Card) else _listing(result, page)


# --- cells ---------------------------------------------------------------------------------------


def width_of(text: str) -> int:
    """How many cells `text` takes; Latin letters one each, everything else as Rich measures it."""
    if text.isascii() or max(text) < "\u0300":
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, the cut marked by an ellipsis, a wide character never halved."""
    if width_of(text) <= width:
        return text
    if text.isascii():
        return text[: width - 1].rstrip() + "…"
    from rich.cells import set_cell_size

    return set_cell_size(text, width - 1).rstrip() + "…"


# --- tables --------------------------------------------------------------------------------------


def _listing(listing: Listing[Any], page: Page) -> Iterator[str]:
    rows = listing.rows
    if not listing.whole and page.rows is not None and len(rows) > page.rows:
        rows = rows[: page.rows]
    drawn, edge = _table(rows, listing.columns, page)
    yield from _head(listing.title, listing.note if rows else "", edge, page)
    if not rows:
        yield from _wrapped(listing.empty or "Nothing here.", page, "")
        return
    yield from drawn
    total = listing.total if listing.total is not None else len(listing.rows)
    counted = (f"{len(rows):,} of {total:,} · --all lists them",) if total > len(rows) else ()
    for line in (*counted, *listing.footer):
        yield from _wrapped(line, page, "dim")


def _head(title: str, note: str, edge: int, page: Page) -> Iterator[str]:
    """The title at the left and the note at the right end of one line, or of two where one is too short."""
    title, note = clean(title), clean(note)
    if not title and not note:
        return
    room = min(max(edge, width_of(title) + _GAP + width_of(note)), page.width)
    space = room - width_of(title) - width_of(note)
    if not note or space >= _GAP:
        yield _line([(title, "title"), (" " * space if note else "", ""), (note, "dim")], page)
        return
    yield _line([(title, "title")], page)
    yield from _wrapped(note, page, "dim")


def _table(rows: Sequence[Any], columns: Sequence[Column[Any]], page: Page) -> tuple[Iterator[str], int]:
    """The lines of column heads and rows, and the cell at which the widest of them ends."""
    heads: list[_Cell] = [(column.title, "dim") for column in columns]
    grid = [heads, *([_cell(column, row) for column in columns] for row in rows)]
    natural = [
        min(max(width_of(cells[at][0]) for cells in grid), column.max_width or page.width)
        for at, column in enumerate(columns)
    ]
    widths = fitted(columns, natural, page.width - _MARGIN)
    edge = _MARGIN + sum(widths.values()) + _GAP * (len(widths) - 1)
    body = (_line(_row(cells, columns, widths), page) for cells in grid)
    return body, edge


def _cell(column: Column[Any], row: Any) -> _Cell:
    style = column.style(row) if callable(column.style) else column.style
    return clean(scalar(column.value(row))), style


def _row(cells: Sequence[_Cell], columns: Sequence[Column[Any]], widths: dict[int, int]) -> Iterator[_Cell]:
    """The pieces of one line: margin, cells cut and padded to their widths, gaps; no blanks at the end."""
    yield " " * (_MARGIN - _GAP), ""
    for at, width in widths.items():
        text, style = cells[at]
        text = cut(text, width)
        blanks = " " * (width - width_of(text))
        yield " " * _GAP, ""
        yield from [(blanks, ""), (text, style)] if columns[at].align == "right" else [(text, style), (blanks, "")]


def fitted(columns: Sequence[Column[Any]], natural: Sequence[int], room: int) -> dict[int, int]:
    """The columns that stay (by their place) with their widths, in `room` cells.

    The widest are shortened first, to no less than `min_width`; then the column of the highest priority goes (of
    equals the last) and the rest is tried anew; in the end even those that always stay are shortened.
    """
    kept = list(range(len(columns)))
    while True:
        space = room - _GAP * (len(kept) - 1)
        least = {at: min(natural[at], columns[at].min_width) for at in kept}
        droppable = [at for at in kept if columns[at].priority > 0]
        if sum(least.values()) <= space or not droppable:
            break
        kept.remove(max(droppable, key=lambda at: (columns[at].priority, at)))
    if sum(least.values()) > space:
        least = {at: min(natural[at], _LEAST) for at in kept}
    return _shortened({at: natural[at] for at in kept}, least, space)


def _shortened(widths: dict[int, int], least: dict[int, int], space: int) -> dict[int, int]:
    """`widths` taken down to `space` together, a cell at a time from the widest, none below `least`."""
    while sum(widths.values()) > space:
        able = [at for at in widths if widths[at] > least[at]]
        if not able:
            break
        widths[max(able, key=lambda at: widths[at])] -= 1
    return widths


# --- cards ---------------------------------------------------------------------------------------


def _card(card: Card, page: Page) -> Iterator[str]:
    drawn = [list(_block(block, page)) for block in card.blocks]
    yield from _head(card.title, card.note, 0, page)
    first = not card.title
    for lines in drawn:
        if lines and not first:
            yield "\n"
        first = first and not lines
        yield from lines
    if card.footer:
        yield "\n"
    for line in card.footer:
        yield from _wrapped(line, page, "dim")


def _block(block: Block, page: Page) -> Iterator[str]:
    """The lines of a block under its title; none where it has nothing to show."""
    if isinstance(block, Table):
        if block.rows:
            drawn, edge = _table(block.rows, block.columns, page)
            yield from _head(block.title, block.note, edge, page)
            yield from drawn
        return
    lines = list(_facts(block, page)) if isinstance(block, Facts) else list(_lines(block, page))
    if lines:
        yield from _head(block.title, "", 0, page)
        yield from lines


def _lines(block: Lines, page: Page) -> Iterator[str]:
    for line in block.lines:
        yield from _wrapped(line, page, "", " " * _MARGIN)


def _facts(block: Facts, page: Page) -> Iterator[str]:
    facts = [(clean(label), fact) for label, fact in block.facts if fact]
    label_width = max((width_of(label) for label, _ in facts), default=0)
    for label, fact in facts:
        blanks = " " * (label_width - width_of(label) + _GAP)
        head: list[_Cell] = [(" " * _MARGIN, ""), (label, "dim"), (blanks, "")]
        indent = " " * (_MARGIN + label_width + _GAP)
        yield from _wrapped(fact, page, "", indent, head)


# --- lines ---------------------------------------------------------------------------------------


def _wrapped(line: Line, page: Page, style: Style, indent: str = "", head: list[_Cell] | None = None) -> Iterator[str]:
    """`line` in lines of the page's width; the first begins with `head` (else `indent`), the others with `indent`.

    Blanks at the beginning of `line` indent all its lines. A word longer than a line stays whole: it may be an address.
    """
    pieces = _pieces(line, style)
    if pieces and head is None:
        text = pieces[0][0]
        indent += " " * (len(text) - len(text.lstrip()))
    current: list[_Cell] = head if head is not None else [(indent, "")]
    used, fresh = width_of(indent), True
    for glued, word, word_style in _words(pieces):
        gap = 0 if fresh or glued else 1
        if not fresh and not glued and used + gap + width_of(word) > page.width:
            yield _line(current, page)
            current, used, gap = [(indent, "")], width_of(indent), 0
        current += [(" " * gap, word_style if current[-1][1] == word_style else ""), (word, word_style)]
        used += gap + width_of(word)
        fresh = False
    yield _line(current, page)


def _pieces(line: Line, style: Style) -> list[_Cell]:
    parts = (line,) if isinstance(line, str) else line
    return [(clean(part), style) if isinstance(part, str) else (clean(part[0]), part[1]) for part in parts]


def _words(pieces: Sequence[_Cell]) -> Iterator[tuple[bool, str, Style]]:
    """Every word with its style, and whether it is glued to the one before (a style that changes inside a word)."""
    glued = False
    for text, style in pieces:
        if text[:1].isspace():
            glued = False
        for word in text.split():
            yield glued, word, style
            glued = False
        glued = bool(text) and not text[-1].isspace() if text.strip() else glued and not text


def _line(pieces: Iterator[_Cell] | Sequence[_Cell], page: Page) -> str:
    """One finished line; blanks at its end are dropped."""
    kept = list(pieces)
    while kept and not kept[-1][0].strip():
        kept.pop()
    if not page.colour:
        return "".join(text for text, _ in kept).rstrip() + "\n"
    runs = (("".join(text for text, _ in run), style) for style, run in groupby(kept, lambda piece: piece[1]))
    return "".join(paint(text, style) for text, style in runs) + "\n"
