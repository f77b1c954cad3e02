"""LDIF as Thunderbird and directories export it: one entry a person, attributes by name (RFC 2849, RFC 2798)."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from netlog.formats.draft import Draft
from netlog.rows.files import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

# Attributes in small letters; of several the first that holds something is the best.
_FIELDS: dict[str, tuple[str, ...]] = {
    "nicknames": ("mozillanickname", "xmozillanickname"),
    "emails": ("mail", "mozillasecondemail", "xmozillasecondemail"),
    "phones": ("mobile", "telephonenumber", "homephone", "cellphone", "workphone"),
    "links": ("mozillaworkurl", "mozillahomeurl", "workurl", "homeurl", "labeleduri"),
    "titles": ("title",),
    "companies": ("o", "company"),
    "notes": ("description", "notes"),
}
_NAMES = ("displayname", "cn", "commonname")
_PLACES = (
    ("l", "st", "c"),
    ("mozillahomelocalityname", "mozillahomestate", "mozillahomecountryname"),
)
_GROUPS = frozenset({"groupofnames", "groupofuniquenames", "posixgroup"})
_FIRMS = frozenset({"organization", "organizationalunit", "dcobject", "domain"})
_PEOPLE = frozenset({"person", "inetorgperson", "organizationalperson", "mozillaabpersonalpha"})
_MOST_KEPT = 1 << 18  # characters of one entry; pictures are not among them
_PICTURES = frozenset({"jpegphoto", "photo", "audio", "usercertificate", "userpkcs12"})

_Entry = dict[str, list[str]]


def people(file: TextFile) -> Iterator[FileRow]:
    """Everybody in the file; lists and organizations are skipped, and told."""
    for line, entry in _entries(file):
        kinds = {kind.casefold() for kind in entry.get("objectclass", ())}
        if kinds & _GROUPS or (kinds & _FIRMS and not kinds & _PEOPLE):
            yield Skipped(line, "a list or an organization", held_somebody=False)
        elif entry.get("changetype", ["add"])[0].casefold() == "add" and set(entry) - {"version"}:
            yield from _draft(line, entry).rows()


def _draft(line: int, entry: _Entry) -> Draft:
    def first(*names: str) -> str:
        return next((text for name in names for text in entry.get(name, ()) if text.strip()), "")

    draft = Draft(line)
    for field, names in _FIELDS.items():
        getattr(draft, field).extend(text for name in names for text in entry.get(name, ()))
    # A directory's cn may be a list of spellings; the first is the best known.
    draft.names = [first(*_NAMES), f"{first('givenname', 'gn')} {first('sn', 'surname')}"]
    draft.cities = [", ".join(filter(None, map(first, place))) for place in _PLACES if first(place[0])]
    draft.key = first("entryuuid")
    return draft


def _entries(file: TextFile) -> Iterator[tuple[int, _Entry]]:
    """(line, {attribute: values}) of every entry, the attributes in small letters and without options."""
    entry: _Entry = {}
    began = kept = 0
    for line, text in _unfolded(file):
        if not text.strip():
            if entry:
                yield began, entry
            entry, kept = {}, 0
            continue
        name, value = _attribute(text)
        kept += len(value)
        if name and name not in _PICTURES and kept <= _MOST_KEPT:
            began = began if entry else line
            entry.setdefault(name, []).append(value)
    if entry:
        yield began, entry


def _unfolded(file: TextFile) -> Iterator[tuple[int, str]]:
    """Whole lines without comments; what goes on in the next line is put together, a picture only in part."""
    began, parts, kept = 1, [""], 0
    for number, text in file.lines():
        if text.startswith(" "):
            kept += len(text)
            if kept <= _MOST_KEPT:
                parts.append(text[1:])
            continue
        if not parts[0].startswith("#"):
            yield began, "".join(parts)
        began, parts, kept = number, [text], len(text)
    yield began, "".join(parts)


def _attribute(text: str) -> tuple[str, str]:
    """(name, value); base64 is unpacked, and what stands in another file is nothing."""
    name, colon, value = text.partition(":")
    name = name.split(";")[0].strip().casefold()
    if not colon or value.startswith("<"):
        return "", ""
    if not value.startswith(":"):
        return name, value.strip()
    try:
        return name, base64.b64decode(value[1:].strip(), validate=False).decode("utf-8", "replace")
    except binascii.Error:
        return "", ""
