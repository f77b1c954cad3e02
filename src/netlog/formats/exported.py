"""netlog's own JSON: everything that was told, table by table, written to be read back as it was.

A file has a record a line, but any JSON that says the same in the same order is read. Neither reading nor writing holds
more than a few records in memory.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from netlog.errors import InvalidInput
from netlog.rows.exporting import TABLES, VERSION, Head, Row, StoredRow
from netlog.rules.names import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = "netlog"
_BEGINS = re.compile(rb'\s*\{\s*"netlog"\s*:\s*\d+\s*,\s*"command"\s*:\s*"([\w-]{1,40})"')

_CHUNK = 1 << 18  # characters read at a time
_LONGEST = 1 << 22  # characters of one record: four times the longest note with every character escaped


def printed_by(head: bytes) -> str | None:
    """Which command of netlog printed the JSON that begins so; None for anything else."""
    found = _BEGINS.match(head.removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode() if found else None


# --- writing --------------------------------------------------------------------------------------


def written(head: Head, tables: Iterable[tuple[str, Iterable[Row]]]) -> Iterator[str]:
    """The file, piece by piece."""
    told = "".join(f"{_dumps(name)}: {_dumps(value)},\n" for name, value in head._asdict().items())
    yield f'{{"netlog": {VERSION}, "command": "export", "data": {{\n{told}'
    before = ""
    for table, rows in tables:
        yield f"{before}{_dumps(table)}: ["
        before = ",\n"
        separator, end = "\n", "]"
        for row in rows:
            yield separator + _dumps(row)
            separator, end = ",\n", "\n]"
        yield end
    yield "\n}}\n"


def _dumps(value: Any) -> str:
    """JSON on one line. What a terminal would obey, or nobody sees, is written as its number."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


# --- reading --------------------------------------------------------------------------------------


class Exported(NamedTuple):
    """An opened export; `rows` can be walked once."""

    head: Head
    rows: Iterator[StoredRow]


@contextmanager
def opened(path: Path) -> Iterator[Exported]:
    """Read an export. Raises InvalidInput, now or in the middle of the rows, with the line that cannot be."""
    with path.open(encoding="utf-8-sig") as stream:
        scan = _Scan(stream, path.name)
        data = _data(scan)
        head, table = _head(scan, data)
        yield Exported(head, _rows(scan, data, table))


def _data(scan: _Scan) -> Iterator[str]:
    """The names in the envelope's data, the scan standing behind each; at its end the envelope is looked at whole."""
    for name in scan.names():
        if name == "netlog":
            _require_known(scan.value(), scan)
        elif name == "command" and scan.value() != "export":
            raise scan.broken("that is what another command prints, not an export")
        elif name == "data":
            yield from scan.names()
            return
    raise scan.broken("it holds no data")


def _require_known(version: object, scan: _Scan) -> None:
    if type(version) is not int:
        raise scan.broken("its version is no number")
    if version > VERSION:
        raise InvalidInput(
            f"{shown(scan.name)} was written by a newer netlog (version {version}; this one reads {VERSION}).",
            "Update netlog, and import it again.",
        )


_TYPES: dict[str, type] = {"schema": int, "whole": bool, "commands": int, "imports": list, "numbers": dict}


def _head(scan: _Scan, data: Iterator[str]) -> tuple[Head, str | None]:
    """What stands before the tables, and the name of the first one."""
    told: dict[str, Any] = {}
    first = None
    for name in data:
        if name not in _TYPES:
            first = name
            break
        told[name] = scan.value()
        if type(told[name]) is not _TYPES[name]:
            raise scan.broken(f'"{name}" is not what it should be')
    missing = [name for name in _TYPES if name not in told]
    if missing:
        raise scan.broken(f'"{missing[0]}" is missing before the tables')
    return Head(**told)._replace(imports=tuple(told["imports"])), first


def _rows(scan: _Scan, data: Iterator[str], table: str | None) -> Iterator[StoredRow]:
    seen: set[str] = set()
    while table is not None:
        if table not in TABLES or table in seen:
            what = "comes twice" if table in seen else "is no table that netlog knows"
            raise scan.broken(f'"{shown(table)}" {what}')
        seen.add(table)
        for line in scan.elements():
            values = scan.value()
            if not isinstance(values, dict):
                raise scan.broken(f"a record of {table} is none")
            yield StoredRow(table, line, values)
        table = next(data, None)
    scan.require_end()


class _Scan:
    """A place in a JSON text that is read as it is walked."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self.name = name
        self._stream = stream
        self._text = ""
        self._at = 0
        self._line = 1
        self._counted = 0  # the lines before this place are in _line
        self._decoder = json.JSONDecoder(parse_constant=_no_number)

    def names(self) -> Iterator[str]:
        """The names of the object that begins here; between two the caller reads the value."""
        for _ in self._between("{", "}"):
            name = self.value()
            if not isinstance(name, str):
                raise self.broken("a name is missing")
            self._expect(":")
            yield name

    def elements(self) -> Iterator[int]:
        """The lines on which the elements of the list that begins here begin; the caller reads each."""
        yield from self._between("[", "]")

    def value(self) -> Any:
        """The value that begins here."""
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at > _LONGEST or not self._more():
                    raise self.broken(_why(error, self._text)) from None
                continue
            if end < len(self._text) or not self._more():  # a number may go on
                self._at = end
                return value

    def require_end(self) -> None:
        """Nothing but the envelope's end may follow."""
        self._expect("}")
        if self._peek():
            raise self.broken("something follows its end")

    def broken(self, reason: str) -> InvalidInput:
        """The error that says where."""
        return InvalidInput(
            f"Line {self.line} of {shown(self.name)}: {reason}. Nothing was taken.",
            "Export it again; or mend the line, and import it again.",
        )

    @property
    def line(self) -> int:
        """The line of this place."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _between(self, opening: str, closing: str) -> Iterator[int]:
        self._expect(opening)
        if self._peek() == closing:
            self._at += 1
            return
        while True:
            self._peek()
            yield self.line
            if self._peek() == closing:
                self._at += 1
                return
            self._expect(",")

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            raise self.broken(f'"{sign}" is missing' if self._peek() else "the file ends in the middle")
        self._at += 1

    def _peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while True:
            found = _NO_SPACE.search(self._text, self._at)
            if found:
                self._at = found.start()
                return found[0]
            self._at = len(self._text)
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on; False at the end."""
        try:
            read = self._stream.read(_CHUNK)
        except UnicodeDecodeError:
            raise self.broken("it is not UTF-8") from None
        self._line, self._counted = self.line, 0
        self._text, self._at = self._text[self._at :] + read, 0
        return bool(read)


def _why(error: Exception, text: str) -> str:
    """Whether a value merely lacks its end."""
    cut = isinstance(error, json.JSONDecodeError) and (error.pos >= len(text) or error.msg.startswith("Unterminated"))
    return "the file ends in the middle" if cut else "no JSON that netlog can read"


_NO_SPACE = re.compile(r"[^ \t\r\n]")


def _no_number(text: str) -> Any:
    raise ValueError(text)
