"""Address books, calendars and journals that are no tables: how each begins, and who reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from netlog.formats import abook, friends, hermitcrm, ical, ldif, monica, orgcontacts, vcard
from netlog.formats.encodings import encoding_of
from netlog.rows.files import FilePerson, Remark, Skipped
from netlog.words import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

    Reader = Callable[[TextFile, Collection[str], date], Iterator[FileRow]]


class Kind(NamedTuple):
    """A format by how its files begin; `rows` takes the file, my names and e-mail addresses, and today."""

    format: str
    what: str
    origin: Origin
    begins: re.Pattern[bytes]
    rows: Reader


def _kind(format: str, what: str, origin: Origin, begins: bytes, rows: Reader) -> Kind:
    return Kind(format, what, origin, re.compile(begins, re.IGNORECASE | re.DOTALL | re.MULTILINE), rows)


KINDS: tuple[Kind, ...] = (
    _kind(
        "vcard", "a vCard address book", Origin.ADDRESS_BOOK, rb"\s*BEGIN[ \t]*:[ \t]*VCARD",
        lambda file, me, today: vcard.cards(file),
    ),
    _kind(
        "calendar", "a calendar", Origin.TABLE, rb"\s*BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT)",
        lambda file, me, today: ical.events(file, today, me),
    ),
    _kind(
        "ldif", "an LDIF address book", Origin.ADDRESS_BOOK,
        rb"(?:\s|#[^\n]*(?:\n [^\n]*)*\n|version:[ \t]*1\s)*+dn::?[ \t]?\S",
        lambda file, me, today: ldif.people(file),
    ),
    _kind(
        "monica", "an export of Monica", Origin.ADDRESS_BOOK, monica.LOOKS_LIKE.pattern,
        lambda file, me, today: monica.export(file),
    ),
    _kind(
        "friends", "a journal of friends", Origin.ADDRESS_BOOK,
        rb"(?:[^\n]*\n){0,20}?#{2,3} (?:Activities|Notes|Friends):[ \t]*\r?$",
        lambda file, me, today: friends.journal(file),
    ),
    _kind(
        "abook", "abook's address book", Origin.ADDRESS_BOOK, rb"(?:\s|#[^\n]*\n)*+\[format\]\s+program=abook",
        lambda file, me, today: abook.people(file),
    ),
    _kind(
        "org-contacts", "org-contacts", Origin.ADDRESS_BOOK,
        rb"(?:[^\n]*\n){0,200}?\*+ [^\n]+\n(?:[ \t]*(?:SCHEDULED|DEADLINE|CLOSED)[^\n]*\n)?[ \t]*:PROPERTIES:",
        lambda file, me, today: orgcontacts.people(file),
    ),
    _kind(
        "hermitcrm", "a contact of hermitcrm", Origin.ADDRESS_BOOK, rb"---[ \t]*\r?\n.{0,2000}?^first_name:",
        lambda file, me, today: hermitcrm.contact(file),
    ),
)  # fmt: skip
BY_NAME = {kind.format: kind for kind in KINDS}


def kind_of(path: Path, head: bytes) -> Kind | None:
    """The kind that a file's beginning tells, None for a table or anything else."""
    if b"\x00" in head[:64]:
        head = head.decode(encoding_of(path, head)[0], "replace").encode()
    plain = head.removeprefix(b"\xef\xbb\xbf")
    return next((kind for kind in KINDS if kind.begins.match(plain)), None)


@dataclass(slots=True)
class Several:
    """Many files of one kind as one: `position` counts those that are read."""

    path: Path
    files: Sequence[TextFile]
    size: int
    encoding: str = ""
    guessed: bool = False
    position: int = 0

    def rows(self, read: Callable[[TextFile], Iterator[FileRow]]) -> Iterator[FileRow]:
        """The rows of all files, each numbered by its file, for a line says nothing among thousands of files."""
        self.position = 0
        for number, file in enumerate(self.files, 1):
            for row in read(file):
                yield _numbered(row, number, file.path.name)
            self.position += file.size


def _numbered(row: FileRow, number: int, name: str) -> FileRow:
    if isinstance(row, Skipped | Remark):
        return row._replace(line=number, reason=f"{name}: {row.reason}")
    return row._replace(line=number) if isinstance(row, FilePerson) else row
