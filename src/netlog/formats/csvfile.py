"""Any CSV-like file as records with their physical lines: encodings, broken quotes, endless lines.

Nothing here knows what a column means. Memory does not depend on the file's length.
"""

from __future__ import annotations

import csv
import stat
from dataclasses import dataclass, field
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO

from netlog.errors import InvalidInput, NotFound
from netlog.formats.encodings import BAD_BYTES, encoding_of
from netlog.rules.text import scrub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = (",", ";", "\t", "|")
# Characters in one line, or in one record with line breaks: ten times the longest note that is kept.
MAX_RECORD = 1 << 20
# A header further down than this is not looked for.
_HEAD_LINES = 60
_HEAD_BYTES = 1 << 16
# Without NUL: a few of them in a text are an accident, and are counted apart.
_CONTROL_BYTES = bytes({*range(1, 32), 127} - {9, 10, 11, 12, 13, 26, 27})

_UNCLOSED = "a quotation mark is out of place: the row was read as if it were not there"
_SCRUBBED = "control characters were taken out"


class Record(NamedTuple):
    """One row: the physical line it begins on (from 1), its cells, and what was wrong with it ("" for nothing)."""

    line: int
    cells: list[str]
    remark: str = ""


@dataclass(slots=True)
class CsvFile:
    """An opened table. `guessed` says that the encoding is a guess; whoever finds the header sets `delimiter`."""

    path: Path
    size: int
    encoding: str
    guessed: bool
    delimiter: str = ","
    _reading: BinaryIO | None = field(default=None, repr=False)

    @property
    def position(self) -> int:
        """How many bytes the reading under way has taken in, for a progress bar."""
        return self.size if self._reading is None or self._reading.closed else self._reading.tell()

    def records(self, width: int) -> Iterator[Record]:
        """All records from the first line on, blank ones too; `width` is the header's."""
        with self.path.open("rb") as file, self._text(file) as stream:
            self._reading = file
            yield from _records(_Lines(stream, self.path.name), self.delimiter, width)

    def head(self) -> str:
        """The first sixty lines, as they stand."""
        with self.path.open("rb") as file, self._text(file) as stream:
            lines = _Lines(stream, self.path.name)
            return "".join(line for line, _ in zip(lines, range(_HEAD_LINES), strict=False))

    def _text(self, file: BinaryIO) -> TextIOWrapper:
        return TextIOWrapper(file, encoding=self.encoding, errors=BAD_BYTES, newline="")


def open_csv(path: Path) -> CsvFile:
    """Look at the file's first bytes. Raises InvalidInput for what is no file, unreadable, empty or binary."""
    head, size = read_head(path)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise InvalidInput(f"{path.name} is empty.", "Export it again, and look whether it holds rows.")
    encoding, guessed = encoding_of(path, head)
    if not encoding.startswith(("utf-16", "utf-32")) and _is_binary(head):
        raise InvalidInput(f"{path.name} is a binary file, not a table.", "Save it as CSV and import that.")
    return CsvFile(path, size, encoding, guessed)


def read_head(path: Path) -> tuple[bytes, int]:
    """The first 64 KiB of a file and its size. Raises NotFound for none, InvalidInput for an unreadable one."""
    try:
        _must_be_a_file(path)
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES), path.stat().st_size
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.", "Look at its name and folder.") from None
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror or error}.", "Look at its permissions.") from None


def _must_be_a_file(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise InvalidInput(f"{path} is a folder.", "Name a file in it.")
    if not stat.S_ISREG(mode):  # a pipe cannot be read twice, and reading twice is how dates are understood
        raise InvalidInput(f"{path} is not a file on a disk.", "Save what comes out of it, and import that file.")


def _is_binary(head: bytes) -> bool:
    """More than one byte in fifty controls something: text hardly has any (random bytes: one in ten)."""
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES)) + head.count(0)
    return controls > max(8, len(head) / 50)


def parse(text: str, delimiter: str) -> list[Record]:
    """The records of a text."""
    return list(_records(_Lines(StringIO(text, newline=""), ""), delimiter, 0))


class _Lines:
    """The physical lines of a text, counted; those of the record under way are kept, to be put back if it is broken."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._readline = stream.readline
        self._name = name
        self._waiting: list[str] = []  # put back, the next one last
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._readline(MAX_RECORD)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= MAX_RECORD:
            raise InvalidInput(
                f"Line {self.number} of {self._name} is more than a million characters long.",
                "That is no table of people. Export it again, as CSV.",
            )
        self.taken.append(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        self._waiting.extend(reversed(lines))
        self.number -= len(lines)


def _records(lines: _Lines, delimiter: str, width: int) -> Iterator[Record]:
    # The default of 131,072 would break a record; the limit is the process's, so it is only ever raised.
    csv.field_size_limit(max(MAX_RECORD, csv.field_size_limit()))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        lines.taken.clear()
        line = lines.number + 1
        try:
            record = Record(line, next(reader))
        except StopIteration:
            return
        except csv.Error:
            record = _mended(line, lines, delimiter, width)
        yield record if "".join(record.cells).isprintable() else _scrubbed(record)


def _scrubbed(record: Record) -> Record:
    cells = [scrub(cell) for cell in record.cells]
    changed = cells != record.cells
    return Record(record.line, cells, record.remark or _SCRUBBED) if changed else record


def _mended(line: int, lines: _Lines, delimiter: str, width: int) -> Record:
    """A record with a quotation mark astray: its first line alone if that is a row by itself, else all its lines."""
    taken = list(lines.taken)
    alone = _plain(taken[0], delimiter)
    if len(taken) > 1 and _is_a_row(taken, alone, delimiter, width):
        lines.put_back(taken[1:])
        return Record(line, alone, _UNCLOSED)
    unclosed = len(taken) == 1 and taken[0].count('"') % 2
    return Record(line, alone if unclosed else _loose(taken, delimiter), _UNCLOSED)


def _is_a_row(taken: list[str], alone: list[str], delimiter: str, width: int) -> bool:
    """Whether the first line fills the header, and not merely because its last cell goes on over more lines."""
    opened = len(_loose(taken[:1], delimiter))
    return len(alone) >= width and (opened < width or len(_plain(taken[1], delimiter)) >= width)


def _loose(lines: list[str], delimiter: str) -> list[str]:
    return next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))


def _plain(line: str, delimiter: str) -> list[str]:
    return [cell.replace('"', "") for cell in line.rstrip("\r\n").split(delimiter)]
