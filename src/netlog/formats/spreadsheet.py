"""netlog's own CSV: a row a contact, written for a spreadsheet and read back from it.

A cell that holds several things holds one a line; an affiliation is its kind, organization, role, unit, first and last
day with bars between; notes have a line of three dashes between them. A cell that a spreadsheet would take for a
formula was guarded by an apostrophe, and exactly one is taken off again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from netlog.formats.header import body
from netlog.rows.files import LEFT, FileAffiliation, FilePerson, Remark, Skipped
from netlog.rules.columns import header_key
from netlog.rules.text import MAX_LINE, MAX_NAME, MAX_NOTE, block, one_line
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from netlog.formats.csvfile import CsvFile, Record
    from netlog.formats.header import Header
    from netlog.rows.files import FileRow
    from netlog.rows.people import AffiliationRow, ContactEntry

FORMAT = "netlog-csv"

COLUMNS = (
    "name", "nickname", "title", "organization", "function", "function_inferred", "industry", "city", "stage",
    "last_met_on", "next_due_on", "known", "known_since", "how_met", "emails", "phones", "links", "tags",
    "affiliations", "notes", "uid",
)  # fmt: skip
PRIVATE = "private_notes"  # written where asked for, never read: they would come back as notes for everybody

_YES, _NO = "yes", "no"
_DASHES = re.compile(r"\\*---")
_PARTIAL = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


# --- writing --------------------------------------------------------------------------------------


def cells(entry: ContactEntry, notes: Sequence[str], private: Sequence[str]) -> dict[str, Any]:
    """A contact's cells by column, not yet guarded."""
    contact = entry.contact
    return {
        "name": contact.name,
        "nickname": contact.nickname,
        "title": contact.title,
        "organization": contact.organization,
        "function": contact.function,
        "function_inferred": _yes(contact.function_inferred) if contact.function else "",
        "industry": contact.industry,
        "city": contact.city,
        "stage": contact.stage,
        "last_met_on": contact.last_met_on,
        "next_due_on": contact.next_due_on,
        "known": _yes(contact.known),
        "known_since": contact.known_since,
        "how_met": contact.how_met,
        "emails": "\n".join(entry.emails),
        "phones": "\n".join(entry.phones),
        "links": "\n".join(entry.links),
        "tags": "\n".join(entry.tags),
        "affiliations": "\n".join(map(_told, entry.affiliations)),
        "notes": _joined(notes),
        PRIVATE: _joined(private),
        "uid": contact.uid,
    }


def _yes(flag: int) -> str:
    return _YES if flag else _NO


def _told(at: AffiliationRow) -> str:
    """ "school | Michigan State University | BA Advertising | | 2008 | 2012"."""
    left = LEFT if at.ended and not at.end_on else at.end_on
    parts = [
        re.sub(r"([\\|])", r"\\\1", part or "")
        for part in (at.kind, at.organization, at.role, at.unit, at.start_on, left)
    ]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _joined(notes: Sequence[str]) -> str:
    """Notes with dashes between; a line of a note that would look like these gets a backslash more."""
    return "\n---\n".join(
        "\n".join(f"\\{line}" if _DASHES.fullmatch(line) else line for line in note.split("\n")) for note in notes
    )


# --- reading --------------------------------------------------------------------------------------


def unused(header: Header) -> tuple[str, ...]:
    """The columns that nothing is taken from, but for those that follow from what happened."""
    known = {header_key(column) for column in COLUMNS}
    return tuple(name for name in header.names if name and header_key(name) not in known)


def people(file: CsvFile, header: Header) -> Iterator[FileRow]:
    """Everybody in the table."""
    keys = [header_key(name) for name in header.names]
    for record in body(file, header):
        row = _Row(record, keys)
        yield row.person()
        yield from (Remark(record.line, remark) for remark in row.remarks)


class _Row:
    """A row's cells by column, with what had to be left out of them."""

    def __init__(self, record: Record, keys: Sequence[str]) -> None:
        self.line = record.line
        self.remarks = [record.remark] if record.remark else []
        self._cells: Mapping[str, str] = dict(zip(keys, record.cells, strict=False))

    def person(self) -> FilePerson | Skipped:
        """Whom the row tells of."""
        name = one_line(self._cell("name"))
        if not name or len(name) > MAX_NAME:
            reason = f"a name of {len(name):,} characters; {MAX_NAME} is the most" if name else "no name"
            return Skipped(self.line, reason)
        inferred = self._cell("function_inferred").strip().casefold() == _YES
        return FilePerson(
            line=self.line,
            name=name,
            nickname=self._one("nickname"),
            emails=self._several("emails", lambda text: "@" in text),
            phones=self._several("phones", lambda text: any(map(str.isdecimal, text))),
            links=self._several("links", lambda text: "." in text or "/" in text),
            title=self._one("title"),
            function=None if inferred else self._one("function"),
            industry=self._one("industry"),
            city=self._one("city"),
            affiliations=tuple(self._affiliations()),
            tags=self._several("tags", lambda text: len(text) <= 60),
            notes=tuple(self._notes()),
            met_on=self._partial(self._cell("known_since").strip(), "known_since"),
            how_met=self._one("how_met"),
            source_key=self._one("uid"),
            known=self._cell("known").strip().casefold() == _YES,
        )

    def _cell(self, column: str) -> str:
        return self._cells.get(header_key(column), "")

    def _one(self, column: str) -> str | None:
        text = one_line(self._cell(column))
        return self._short(text, column) or None

    def _short(self, text: str, column: str) -> str:
        if len(text) > MAX_LINE:
            self.remarks.append(f"{column} of {len(text):,} characters was cut to {MAX_LINE}")
        return text[:MAX_LINE]

    def _several(self, column: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
        lines = filter(None, map(one_line, self._cell(column).split("\n")))
        return tuple(self._fitting((self._short(line, column) for line in lines), column, fits))

    def _fitting(self, texts: Iterable[str], column: str, fits: Callable[[str], bool]) -> Iterator[str]:
        for text in texts:
            if fits(text):
                yield text
            else:
                self.remarks.append(f'"{text[:40]}" is none of {column}')

    def _partial(self, day: str, column: str) -> str | None:
        if day and not _PARTIAL.fullmatch(day):
            self.remarks.append(f'{column}: "{day[:40]}" is no day as 2026-11-02, 2026-11 or 2026')
            return None
        return day or None

    def _affiliations(self) -> Iterator[FileAffiliation]:
        for line in self._cell("affiliations").split("\n"):
            parts = [one_line(re.sub(r"\\(.)", r"\1", part)) for part in _split(line)]
            kind, name, role, unit, start, end = (*parts, "", "", "", "", "", "")[:6]
            if kind not in list(OrganizationKind) or not name:
                if line.strip():
                    self.remarks.append(f'"{line[:40]}" is no affiliation')
            else:
                told = (self._short(role, "role") or None, self._short(unit, "unit") or None)
                until = LEFT if end == LEFT else self._partial(end, "affiliations")
                days = (self._partial(start, "affiliations"), until)
                yield FileAffiliation(name[:MAX_NAME], kind, *told, *days)

    def _notes(self) -> Iterator[str]:
        note: list[str] = []
        for line in [*self._cell("notes").replace("\r\n", "\n").split("\n"), "---"]:
            if line == "---":
                text = block("\n".join(note))
                note.clear()
                if text:
                    yield text[:MAX_NOTE]
            else:
                note.append(line[1:] if _DASHES.fullmatch(line) else line)


def _split(line: str) -> list[str]:
    """The parts between bars; one behind a backslash is no bar."""
    return _BAR.sub(r"\1\n", line).split("\n")
