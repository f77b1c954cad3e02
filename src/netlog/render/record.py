"""JSON, CSV and Markdown: the formats that other programs and people keep."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from netlog.render.result import Card, Done, Facts, Line, Lines, Listing, Table
from netlog.render.text import clean, clean_lines
from netlog.render.values import flat_rows, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from json import JSONEncoder

    from netlog.render import Page

VERSION = 1  # of the JSON envelope; a key that goes or changes its meaning makes it 2

# --- JSON ----------------------------------------------------------------------------------------

# Legal in a JSON text, and able to turn or end a terminal's line all the same; half characters cannot be encoded.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def json(result: Listing[Any] | Card | Done, page: Page) -> Iterator[str]:
    """The envelope {"netlog": 1, "command": …, "data": …}: a list with one record a line, or an object."""
    head = f'{{"netlog": {VERSION}, "command": {_dumps(result.command)}, "data": '
    if not isinstance(result, Listing):
        yield f"{head}{_safe(_indented(_object(result)))}}}\n"
        return
    yield f"{head}["
    separator = "\n  "
    for row in result.rows:
        yield separator + _dumps(result.record(row))
        separator = ",\n  "
    yield "\n]}\n" if result.rows else "]}\n"


def _object(result: Card | Done) -> Any:
    if isinstance(result, Card):
        return result.record
    return {"step": result.step, "said": result.sentences, **result.ids}


def _dumps(value: Any) -> str:
    return _safe(_encoder(", ").encode(value))


_PLAIN = frozenset((str, int, float, bool, type(None)))


def _indented(value: Any, margin: str = "\n") -> str:
    """`value` as json.dumps indents it by two blanks, which does so in Python: four times as long over 10,000 people.

    What holds only plain values is left to the encoder that is written in C.
    """
    inner = f"{margin}  "
    if not isinstance(value, dict | list | tuple) or not value:
        return _encoder(", ").encode(value)
    if _PLAIN.issuperset(map(type, value.values() if isinstance(value, dict) else value)):
        text = _encoder(f",{inner}").encode(value)
        return f"{text[0]}{inner}{text[1:-1]}{margin}{text[-1]}"
    if isinstance(value, dict):
        items = [f"{_encoder(', ').encode(str(key))}: {_indented(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{margin}}}"
    return f"[{inner}{f',{inner}'.join([_indented(item, inner) for item in value])}{margin}]"


@cache
def _encoder(between: str) -> JSONEncoder:
    from json import JSONEncoder  # 2 ms, paid where JSON is wanted

    return JSONEncoder(ensure_ascii=False, default=str, separators=(between, ": "))


def _safe(text: str) -> str:
    return text if text.isprintable() else _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


# --- CSV -----------------------------------------------------------------------------------------

# What a spreadsheet would run (OWASP, CSV injection), behind any apostrophes of its own.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER_OR_PHONE = re.compile(r"[+-]?[\d(][\d ().,/-]*(e[+-]?\d+)?\Z", re.IGNORECASE)


def csv(result: Listing[Any] | Card, page: Page) -> Iterator[str]:
    """RFC 4180 with LF line ends. An apostrophe guards a cell that a spreadsheet would run; our import takes it off."""
    from csv import writer

    lines: list[str] = []
    table = writer(_Append(lines), lineterminator="\n")
    for row in flat_rows(result):
        table.writerow([guarded(clean_lines(cell)) for cell in row])
        yield lines.pop()


def guarded(cell: str) -> str:
    """`cell`, behind an apostrophe where it begins as a formula does (= + - @ tab return), unless it is a plain number
    or a phone number; a cell whose own apostrophes precede such a beginning gets one more, for import to take off.
    """
    if _FORMULA.match(cell) and not _NUMBER_OR_PHONE.match(cell):
        return f"'{cell}"
    return cell


class _Append:
    """A file for csv.writer that keeps the lines."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


# --- Markdown ------------------------------------------------------------------------------------

# An arrow, ->, stays one.
_MARKDOWN = re.compile(r"([\\`*_\[\]<|~&]|(?<!-)>)")


def markdown(result: Listing[Any] | Card, page: Page) -> Iterator[str]:
    """A listing as a table; a card as its title and blocks, or as the text to be sent that it is."""
    if isinstance(result, Card) and result.plain:
        yield f"{clean_lines(result.plain)}\n"
    elif isinstance(result, Card):
        yield from _markdown_card(result)
    else:
        yield from _markdown_table(flat_rows(result))


def _markdown_table(rows: Iterator[list[str]]) -> Iterator[str]:
    header = next(rows)
    yield _markdown_row(header)
    yield "|" + " --- |" * len(header) + "\n"
    for row in rows:
        yield _markdown_row(row)


def _markdown_row(cells: list[str]) -> str:
    return "| " + " | ".join(_escaped(cell.strip()) for cell in cells) + " |\n"


def _escaped(text: str) -> str:
    """`text` on one line with nothing left that Markdown would read as its own; a line end is <br>."""
    lines = re.split("\r\n|\r|\n", clean_lines(text))
    return "<br>".join(_MARKDOWN.sub(r"\\\1", clean(line)) for line in lines)


def _markdown_card(card: Card) -> Iterator[str]:
    yield f"# {_escaped(card.title or card.command)}\n"
    for block in card.blocks:
        lines = list(_markdown_block(block))
        if lines:
            yield f"\n## {_escaped(block.title)}\n\n" if block.title else "\n"
            yield from lines


def _markdown_block(block: Lines | Facts | Table[Any]) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _markdown_table(_table_rows(block)) if block.rows else ()
    elif isinstance(block, Facts):
        yield from (f"- **{_escaped(label)}**: {_escaped(words(fact))}\n" for label, fact in block.facts if fact)
    else:
        yield from _markdown_list(words(line) for line in block.lines)


def _markdown_list(lines: Iterable[str]) -> Iterator[str]:
    """The lines as a list; what is indented is below the last line that is less so."""
    above: list[int] = []
    for line in lines:
        text = line.lstrip()
        if not text:
            continue
        indent = len(line) - len(text)
        while above and above[-1] >= indent:
            above.pop()
        yield f"{'  ' * len(above)}- {_escaped(text.rstrip())}\n"
        above.append(indent)


def _table_rows(table: Table[Any]) -> Iterator[list[str]]:
    yield [column.title for column in table.columns]
    for row in table.rows:
        yield [scalar(column.value(row)) for column in table.columns]


def words(line: Line) -> str:
    """A line's words without its styles."""
    if isinstance(line, str):
        return line
    return "".join(piece if isinstance(piece, str) else piece[0] for piece in line)
