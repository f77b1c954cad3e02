"""Connections.csv of a LinkedIn export, of every era.

The files before mid-2021 have neither a preamble nor profile addresses; later ones have "Notes:" above the header and
a column URL in one place or another. A row with nothing but a date is a person who closed or hid the profile.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from netlog.formats.cells import Row, no_placeholder
from netlog.formats.filedates import DateColumn
from netlog.formats.header import body
from netlog.rows.files import FilePerson, Remark, Skipped
from netlog.rules.text import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netlog.formats.csvfile import CsvFile, Record
    from netlog.formats.filedates import DayOrder
    from netlog.formats.header import Header
    from netlog.rows.files import FileRow

FIELDS = frozenset({
    "name", "first-name", "middle-name", "last-name", "linkedin", "link", "email", "company", "title", "connected-on",
    "notes", "tags",
})  # fmt: skip

_PLAIN = ("first-name", "last-name", "link", "email", "company", "title", "connected-on")
_PROFILE = re.compile(r"https?://(?:www\.)?linkedin\.com/in/[^\s:]*[^\s:,;]")
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9.-]*[A-Za-z0-9]")


def connections(file: CsvFile, header: Header, day_order: DayOrder | None) -> Iterator[FileRow]:
    """Everybody in the file with the day of the connection; numeric dates are month first unless the file shows not."""
    column = header.fields.get("connected-on", ())[:1]
    days = DateColumn(day_order, lambda: (r.cells[i].strip() for r in body(file, header) for i in column), "mdy")
    width = len(header.names)
    plain = _plain_columns(header)
    for record in body(file, header):
        cells = record.cells
        if plain and len(cells) == width and (person := _plain_person(record, plain([*cells, ""]), days)):
            yield person
            continue
        row = Row(record, header)
        yield _person(row, days)
        for remark in row.remarks:
            yield Remark(row.line, remark)


def _person(row: Row, days: DateColumn) -> FilePerson | Skipped:
    emails = row.emails()
    name = row.name() or next(iter(emails), "")
    if not name:
        return Skipped(row.line, "a hidden or closed profile: no name", held_somebody=bool(row.every("email")))
    if len(name) > MAX_NAME:
        return Skipped(row.line, f"a name of {len(name):,} characters; {MAX_NAME} is the most")
    return FilePerson(
        line=row.line,
        name=name,
        emails=emails,
        links=row.links(),
        title=row.one("title") or None,
        company=row.one("company") or None,
        tags=row.tags(),
        notes=row.notes(),
        connected_on=_connected_on(row, days),
    )


def _plain_columns(header: Header) -> Callable[[list[str]], tuple[str, ...]] | None:
    """What takes the cells of `_PLAIN` out of a record that has an empty cell more, for a column that is missing.

    None where there are others, or two of one kind.
    """
    if not header.fields.keys() <= set(_PLAIN) or any(len(columns) > 1 for columns in header.fields.values()):
        return None
    return itemgetter(*(header.fields.get(field, (len(header.names),))[0] for field in _PLAIN))


def _plain_person(record: Record, cells: tuple[str, ...], days: DateColumn) -> FilePerson | None:
    """What `_person` says, in a third of its time, of a row in which nothing needs a second look; else None.

    An export has up to 30,000 rows, and nine of ten are of this kind.
    """
    first, last, url, email, company, title, connected_on = cells
    if not (first and last) or (url and not _PROFILE.fullmatch(url)) or (email and not _EMAIL.fullmatch(email)):
        return None
    day, remark = days.read(connected_on)
    if remark or not (day and len(day) == len("2026-02-08") and _is_plain(record)):
        return None
    return FilePerson(
        record.line,
        f"{first} {last}",
        None,
        (email,) if email else (),
        (),
        (url,) if url else (),
        title or None,
        company or None,
        connected_on=day,
    )


def _is_plain(record: Record) -> bool:
    """Short, printable, without placeholders and blanks that would have to go."""
    text = "¦".join(record.cells)  # a sign that hardly any cell has beside a blank
    blanks = "  " in text or " ¦" in text or text[-1:] == " "
    return not blanks and not record.remark and len(text) <= MAX_NAME and text.isprintable() and no_placeholder(record)


def _connected_on(row: Row, days: DateColumn) -> str | None:
    text = row.one("connected-on")
    if not text:
        return None
    day, remark = days.read(text)
    if day and len(day) < len("2026-02-08"):
        day, remark = None, f'"{text}" is no whole date'
    if remark:
        row.remarks.append(remark if day else f"Connected On: {remark}")
    return day
