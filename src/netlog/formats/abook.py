"""The address book of abook: an ini file with one section a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.formats.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

_SECTION = re.compile(r"\[(\d+)\]\s*")
_LISTS = {
    "name": "names", "nick": "nicknames", "email": "emails", "mobile": "phones", "phone": "phones",
    "workphone": "phones", "url": "links", "groups": "tags", "notes": "notes",
}  # fmt: skip
_MANY = frozenset({"emails", "tags"})
_PLACE = ("city", "state", "country")
_MOST_FIELDS = 200


def people(file: TextFile) -> Iterator[FileRow]:
    """Everybody in the file."""
    draft, place = None, dict.fromkeys(_PLACE, "")
    fields = 0
    for line, text in file.lines():
        if text.startswith("["):
            yield from _rows(draft, place)
            draft = Draft(line) if _SECTION.fullmatch(text) else None
            place, fields = dict.fromkeys(_PLACE, ""), 0
            continue
        name, equals, value = text.partition("=")
        fields += 1
        if draft is None or not equals or fields > _MOST_FIELDS:
            continue
        key = name.strip().casefold()
        if key in place:
            place[key] = value.strip()
        elif field := _LISTS.get(key):
            getattr(draft, field).extend(value.split(",") if field in _MANY else [value])
    yield from _rows(draft, place)


def _rows(draft: Draft | None, place: dict[str, str]) -> Iterator[FileRow]:
    if draft:
        draft.cities = [", ".join(filter(None, place.values()))] if place["city"] else []
        yield from draft.rows()
