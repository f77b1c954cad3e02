"""vCard and iCalendar files cut into cards and events: folding, nesting, quoted-printable, and what is broken in them.

The libraries that understand the pieces read a whole file at once, recurse on nested ones, and give up on the first bad
line. So each piece is cut out here, without the pictures in it, and its lines are made plain before they get them.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netlog.formats.textfile import TextFile

# Characters of one card or event that are kept, pictures not counted; and how many may stand open in one another.
_MOST_KEPT = 1 << 18
_DEEPEST = 20

_PROPERTY = re.compile(r"((?:[A-Za-z0-9_-]++\.)*+)([A-Za-z0-9_/-]++)[ \t]*(?=[;:])")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_QUOTED_PRINTABLE = re.compile(r";(?:ENCODING=)?\"?QUOTED-PRINTABLE", re.IGNORECASE)
_BINARY = re.compile(r";(?:ENCODING=)?\"?(?:BASE64|B)\"?(?=[;:]|$)", re.IGNORECASE)
_CHARSET = re.compile(r";CHARSET=\"?([^;:\"]*)", re.IGNORECASE)
# Parameters that are done with once the value is text.
_DONE = re.compile(r";(?:ENCODING=|CHARSET=|LANGUAGE=)?\"?(?:QUOTED-PRINTABLE|BASE64|8BIT|7BIT|B)\"?(?=[;:]|$)"
                   r"|;(?:CHARSET|LANGUAGE)=[^;:]*", re.IGNORECASE)  # fmt: skip


@dataclass(slots=True)
class Property:
    """One property of a card or event, its value still escaped. `params` begins with ";" or is empty."""

    line: int
    group: str
    name: str
    params: str
    value: str

    @property
    def plain(self) -> str:
        """The property on one line, as a library reads it."""
        return f"{self.group}{self.name}{self.params}:{self.value}"


@dataclass(slots=True)
class Block:
    """One card or event: the line where it begins, its properties, whether it ends, what was wrong with it.

    `outer` are the wanted properties of what it lies in.
    """

    line: int
    outer: dict[str, str]
    properties: list[Property] = field(default_factory=list)
    closed: bool = False
    remarks: list[str] = field(default_factory=list)
    is_part: bool = False  # an agent's card within another
    kept: int = 0


@dataclass(slots=True)
class _Line:
    """A property whose lines are being gathered."""

    line: int
    match: re.Match[str]
    parts: list[str]
    quoted_printable: bool


class Blocks:
    """The blocks of one kind in a file, each as soon as it ends; unclosed ones at their end or the file's."""

    def __init__(self, file: TextFile, kind: str, wanted: Callable[[str], bool], outer: frozenset[str]) -> None:
        """`kind` is VCARD or VEVENT, `wanted` says which properties are kept; of `outer` those around the blocks."""
        self._file = file
        self._kind = kind
        self._wanted = wanted
        self._outer_names = outer
        self._outer: dict[str, str] = {}
        self._open: list[Block] = []
        self._inside = ""  # another component within a block, of which nothing is taken
        self._depth = 0  # how often that component stands within itself
        self._current: _Line | None = None
        self._dropping = True  # the property under way is not wanted
        self._soft = False  # it is quoted-printable, which goes on after a "=" at the end of a line
        self._broken = False  # its last line ended so
        self._last_name = ""
        self._indent = ""

    def __iter__(self) -> Iterator[Block]:
        """The blocks in the order in which they end."""
        for number, text in self._file.carried_lines():
            plain = text.removeprefix(self._indent)
            if not self._goes_on(plain):
                yield from self._next(number, plain)
        self._flush()
        while self._open:
            yield self._open.pop()

    def _goes_on(self, text: str) -> bool:
        """Whether the line is the rest of the one before, which then has it."""
        if self._broken:
            self._add(text)
            return True
        if not self._open or text[:1] not in (" ", "\t") or not text.strip():
            return False
        self._add(text[1:])
        return True

    def _add(self, text: str) -> None:
        self._broken = self._soft and text.endswith("=")
        if self._current:
            block = self._open[-1]
            block.kept += len(text)
            if block.kept <= _MOST_KEPT:
                self._current.parts.append(text[:-1] if self._broken else text)

    def _next(self, number: int, text: str) -> Iterator[Block]:
        """A line that begins something: a block, a property, or nothing that anybody knows."""
        found = _PROPERTY.match(text if self._open else text.lstrip())
        if found is None:
            if text.strip():
                self._stray(number, text)
            else:
                self._flush()
            return
        self._flush()
        name = found[2].upper()
        if name in ("BEGIN", "END"):
            yield from self._mark(number, name == "BEGIN", text)
        elif self._open:
            self._property(number, name, found, text)
        elif name in self._outer_names:
            self._outer[name] = self._file.decoded(text.partition(":")[2])[:200].strip()

    def _mark(self, number: int, begins: bool, text: str) -> Iterator[Block]:
        kind = text.partition(":")[2].strip().upper()
        if kind == self._kind:
            yield from self._begin(number, text) if begins else self._end()
        elif self._open:
            self._component(kind, 1 if begins else -1)
        elif kind == "VCALENDAR":
            self._outer = {}

    def _component(self, kind: str, step: int) -> None:
        """Another component within a block begins or ends."""
        if not self._inside and step > 0:
            self._inside, self._depth = kind, 0
        if kind == self._inside:
            self._depth += step
            self._inside = kind if self._depth else ""

    def _end(self) -> Iterator[Block]:
        self._inside = ""
        if self._open:
            block = self._open.pop()
            block.closed = True
            if not block.is_part:
                yield block

    def _begin(self, number: int, text: str) -> Iterator[Block]:
        if len(self._open) >= _DEEPEST:
            yield self._open.pop(0)
        if not self._open:
            self._indent = text[: len(text) - len(text.lstrip())]
        self._open.append(Block(number, self._outer, is_part=bool(self._open) and self._last_name == "AGENT"))
        self._inside = self._last_name = ""

    def _property(self, number: int, name: str, found: re.Match[str], text: str) -> None:
        self._last_name = name
        block = self._open[-1]
        self._soft = text[found.end()] == ";" and _QUOTED_PRINTABLE.search(text.partition(":")[0]) is not None
        self._dropping = bool(self._inside) or not self._wanted(name)
        if not self._dropping and block.kept > _MOST_KEPT:
            self._dropping = True
            self._remark("it is longer than 250,000 characters: the rest was left out")
        if not self._dropping:
            self._current = _Line(number, found, [], self._soft)
        self._add(text)

    def _stray(self, number: int, text: str) -> None:
        """A line that is no property: the rest of a picture, of a note, or of nothing."""
        if not self._open or self._inside:
            return
        if self._dropping:
            if not _BASE64.fullmatch(text):
                self._remark(f'line {number}, "{self._file.decoded(text).strip()[:40]}", is no property: left out')
            return
        is_note = self._current is not None and self._last_name in ("NOTE", "DESCRIPTION")
        if is_note:
            self._add("\\n" + text)
        self._remark(f"line {number} has no property: {'read as more of the note' if is_note else 'left out'}")

    def _remark(self, remark: str) -> None:
        remarks = self._open[-1].remarks
        if len(remarks) < _DEEPEST and remark not in remarks:
            remarks.append(remark)

    def _flush(self) -> None:
        """The property under way is complete."""
        if self._current and self._open:
            self._open[-1].properties.append(_property(self._current, self._file))
        self._current = None
        self._broken = False


def _property(line: _Line, file: TextFile) -> Property:
    """The gathered lines as one property whose value is text, whatever encoded it."""
    carried = "".join(line.parts)
    head, value = _parted(carried, line.match.end())
    if not head:
        return Property(line.line, line.match[1], line.match[2].upper(), "", file.decoded(value))
    charset = found[1] if (found := _CHARSET.search(head)) else ""
    if line.quoted_printable:
        value = _escaped(file.decoded_bytes(quopri.decodestring(file.raw(value)), charset))
    elif _BINARY.search(head) and not value.startswith("data:"):
        value = _escaped(file.decoded_bytes(_unpacked(value), charset))
    else:
        value = file.decoded(value, charset)
    params = file.decoded(_DONE.sub("", head), charset)
    return Property(line.line, line.match[1], line.match[2].upper(), params, value)


def _parted(text: str, start: int) -> tuple[str, str]:
    """The parameters from `start` on, and the value after the first colon that is in no quotation marks."""
    head, _, value = text[start:].partition(":")
    if '"' not in head:
        return head, value
    quoted = False
    for index in range(start, len(text)):
        character = text[index]
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return text[start:index], text[index + 1 :]
    return head, value


def _unpacked(value: str) -> bytes:
    try:
        return base64.b64decode(value.encode("ascii", "ignore"))
    except binascii.Error:
        return value.encode("latin-1", "replace")


def _escaped(text: str) -> str:
    """Line breaks as they are written in a value."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
