"""Any text as its lines: encodings, every kind of line break, lines without end. Memory does not depend on the size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from netlog.errors import InvalidInput
from netlog.formats.csvfile import read_head
from netlog.formats.encodings import BAD_BYTES, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Characters of a line that are kept: ten times the longest note.
LONGEST_LINE = 1 << 20

# What programs write for an encoding, and the superset that reads what they meant.
_MEANT = {
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
}  # fmt: skip
# Python has codecs that are no charsets, and some of them take their time.
_CHARSET = re.compile(r"(?:utf|iso|windows|cp|koi8|euc|gb|big5|mac|latin|hz|iso2022|tis|johab)[\w.-]{0,20}")


class Line(NamedTuple):
    """One physical line, without its break, and its number (from 1)."""

    number: int
    text: str


@dataclass(slots=True)
class TextFile:
    """An opened text. `guessed` says that the encoding is a guess."""

    path: Path
    size: int
    encoding: str
    guessed: bool
    _reading: BinaryIO | None = field(default=None, repr=False)

    @property
    def position(self) -> int:
        """How many bytes the reading under way has taken in, for a progress bar."""
        return self.size if self._reading is None or self._reading.closed else self._reading.tell()

    def lines(self) -> Iterator[Line]:
        """All lines; what is beyond LONGEST_LINE characters of one is left out."""
        return self._lines(self.encoding)

    def carried_lines(self) -> Iterator[Line]:
        """All lines; where the encoding is a guess each character stands for a byte, for `decoded` to read."""
        return self._lines("latin-1" if self.guessed else self.encoding)

    def decoded(self, text: str, charset: str = "") -> str:
        """A piece of `carried_lines` as text; `charset` is what the file itself says of the piece."""
        if not self.guessed or text.isascii():
            return text
        return self.decoded_bytes(self.raw(text), charset)

    def raw(self, text: str) -> bytes:
        """The bytes of a piece of `carried_lines`."""
        return text.encode("latin-1", "replace") if self.guessed else text.encode()

    def decoded_bytes(self, raw: bytes, charset: str = "") -> str:
        """The bytes as text: in the charset they are said to have, else UTF-8, else as the file."""
        return _decode(raw, charset, self.encoding if self.guessed else "cp1252")

    def text(self, longest: int) -> str:
        """The whole text. Raises InvalidInput where it has more than `longest` characters."""
        with self.path.open("rb") as file, TextIOWrapper(file, encoding=self.encoding, errors=BAD_BYTES) as stream:
            found = stream.read(longest + 1)
        if len(found) > longest:
            raise InvalidInput(f"{self.path.name} is too long to be read at once.", "Export it in several parts.")
        return found

    def _lines(self, encoding: str) -> Iterator[Line]:
        with self.path.open("rb") as file, TextIOWrapper(file, encoding=encoding, errors=BAD_BYTES) as stream:
            self._reading = file
            number = 0
            while text := stream.readline(LONGEST_LINE):
                number += 1
                rest = text
                while rest and not rest.endswith("\n"):
                    rest = stream.readline(LONGEST_LINE)
                yield Line(number, text.rstrip("\n"))


def open_text(path: Path) -> TextFile:
    """Look at the file's first bytes. Raises InvalidInput for what is no file, unreadable or empty."""
    head, size = read_head(path)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise InvalidInput(f"{path.name} is empty.", "Export it again, and look whether it holds anything.")
    return TextFile(path, size, *encoding_of(path, head))


def _decode(raw: bytes, charset: str, otherwise: str) -> str:
    told = charset.strip(" \"'").casefold()
    for codec in (_MEANT.get(told, told), "utf-8"):
        if _CHARSET.fullmatch(codec):
            try:
                return raw.decode(codec)
            except (LookupError, ValueError):
                continue
    return raw.decode(otherwise, BAD_BYTES)
