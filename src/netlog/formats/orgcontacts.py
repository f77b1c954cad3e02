"""Emacs org-contacts: a heading with a drawer of properties that only a person has; tags at the heading's end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.formats.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

_HEADING = re.compile(r"\*+[ \t]+(.*?)(?:[ \t]+:([\w@#%:]+):)?[ \t]*")
_PROPERTY = re.compile(r"[ \t]*:([^:\s]+):[ \t]*(.*)")
_LINK = re.compile(r"\[\[(?:mailto:|tel:)?([^\]]+)\](?:\[[^\]]*\])?\]")
_KEYWORD = re.compile(r"(?:TODO|DONE|NEXT|WAIT|WAITING)[ \t]+")

# Beginnings of property names; EMAIL_WORK and EMAIL are both e-mail.
_FIELDS = {
    "EMAIL": "emails", "MAIL": "emails", "PHONE": "phones", "MOBILE": "phones", "CELL": "phones", "TEL": "phones",
    "URL": "links", "LINKEDIN": "links", "WEBSITE": "links", "HOMEPAGE": "links", "ORG": "companies",
    "COMPANY": "companies", "TITLE": "titles", "ROLE": "titles", "NICKNAME": "nicknames", "ALIAS": "nicknames",
    "CITY": "cities", "NOTE": "notes",
}  # fmt: skip
_KEYS = frozenset({"UID", "ID"})
# One of these makes a person of a heading; a project has a title and a link as well.
_PERSONAL = ("EMAIL", "MAIL", "PHONE", "MOBILE", "CELL", "TEL", "VCARD", "BIRTHDAY", "NICKNAME", "LINKEDIN")
_MOST_LINES = 2_000


def people(file: TextFile) -> Iterator[FileRow]:
    """Everybody in the file; headings about something else are none of ours. What follows the drawer is a note."""
    person = _Person(0, "")
    for line, text in file.lines():
        if found := _HEADING.fullmatch(text):
            yield from person.rows()
            person = _Person(line, _KEYWORD.sub("", found[1], count=1), (found[2] or "").split(":"))
        else:
            person.take(text)
    yield from person.rows()


class _Person:
    """A heading with its drawer, which may turn out to be nobody."""

    def __init__(self, line: int, heading: str, tags: list[str] | None = None) -> None:
        self._draft = Draft(line, [heading], tags=list(filter(None, tags or [])))
        self._is_person = False
        self._in_drawer = False
        self._body: list[str] = []

    def take(self, text: str) -> None:
        """A line below the heading."""
        word = text.strip().upper()
        if word in (":PROPERTIES:", ":LOGBOOK:"):
            self._in_drawer = True
        elif word == ":END:":
            self._in_drawer = False
        elif self._in_drawer:
            self._property(text)
        elif len(self._body) < _MOST_LINES:
            self._body.append(text)

    def rows(self) -> Iterator[FileRow]:
        if self._is_person:
            self._draft.notes.append("\n".join(self._body))
            yield from self._draft.rows()

    def _property(self, text: str) -> None:
        found = _PROPERTY.fullmatch(text)
        if found is None:
            return
        name, value = found[1].upper().rstrip("+"), _LINK.sub(r"\1", found[2]).strip()
        self._is_person = self._is_person or (bool(value) and name.startswith(_PERSONAL))
        field = next((field for start, field in _FIELDS.items() if name.startswith(start)), "")
        if name in _KEYS:
            self._draft.key = value
        elif field == "companies":
            self._draft.companies.append(value.split(";")[0])
        elif field:
            values = re.split(r"[\s,;]+", value) if field == "emails" else [value]
            getattr(self._draft, field).extend(filter(None, values))
