"""Monica 4's JSON export: contacts, through whom they were met, what was done and said, who belongs to whom.

The pictures and documents that the file holds are cut out while it is read: they are most of it.
"""

from __future__ import annotations

import json
import re
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from netlog.errors import InvalidInput
from netlog.formats.draft import Draft
from netlog.formats.filedates import read_date
from netlog.formats.interactions import meeting_kind
from netlog.rows.files import FileInteraction, FilePerson, FileRelation, Skipped
from netlog.rules.text import MAX_NOTE, block, scrub
from netlog.words import Channel, Direction, MeetingKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

LOOKS_LIKE = re.compile(rb'\s*\{(?=.*"account"\s*:)(?=.*"(?:app_version|version)"\s*:)', re.DOTALL)

_CHUNK = 1 << 20
_LONGEST = 64 << 20  # characters without the pictures: some 50,000 contacts
_DATA = re.compile(r'"data:[\w.+-]+/[\w.+-]+;base64,[^"]*("|$)')
_LONGEST_BEGINNING = 200  # of a picture, up to its first character

_Object = dict[str, Any]


def export(file: TextFile) -> Iterator[FileRow]:
    """Everybody in the file, then what happened with them. Raises InvalidInput for what is no such export."""
    account = _account(file)
    contacts = [value for value in _collection(account, "contacts") if isinstance(value, dict)]
    people = _People(contacts, account)
    for number, contact in enumerate(contacts, 1):
        yield from people.draft(number, contact).rows()
    for number, contact in enumerate(contacts, 1):
        yield from people.happened(number, contact)
    yield from people.activities(_collection(account, "activities"))


def _account(file: TextFile) -> _Object:
    try:
        whole = json.loads("".join(_without_pictures(file)))
    except (ValueError, RecursionError):
        raise InvalidInput(f"{file.path.name} is broken JSON.", "Export it again; perhaps it was cut off.") from None
    account = whole.get("account") if isinstance(whole, dict) else None
    if not isinstance(account, dict):
        raise InvalidInput(f"{file.path.name} is no export of Monica.", "netlog reads the JSON of Monica 4.")
    return account


def _without_pictures(file: TextFile) -> Iterator[str]:
    """The text with every "data:..." emptied, in pieces. Raises InvalidInput where too much is left."""
    kept, waiting, inside = 0, "", False
    with file.path.open("rb") as raw, TextIOWrapper(raw, encoding=file.encoding, errors="replace") as stream:
        while chunk := stream.read(_CHUNK):
            if inside:
                _, inside_ends, chunk = chunk.partition('"')
                inside = not inside_ends
            whole = waiting + chunk
            inside = inside or any(not found[1] for found in _DATA.finditer(whole))
            text, waiting = _DATA.sub('""', whole), ""
            if not inside:
                text, waiting = text[:-_LONGEST_BEGINNING], text[-_LONGEST_BEGINNING:]
            kept += len(text)
            if kept > _LONGEST:
                raise InvalidInput(f"{file.path.name} is too long to be read at once.", "Export fewer contacts.")
            yield text
    yield waiting


def _collection(whole: _Object, kind: str) -> list[Any]:
    """The values of one kind: both an account and a contact hold a list of {"type", "values"}."""
    found = whole.get("data")
    for part in found if isinstance(found, list) else ():
        values = part.get("values") if isinstance(part, dict) and part.get("type") == kind else None
        if isinstance(values, list):
            return values
    return []


def _properties(value: Any) -> _Object:
    found = value.get("properties") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _text(properties: _Object, name: str) -> str:
    value = properties.get(name)
    return scrub(value).strip() if isinstance(value, str) else ""


def _day(value: Any) -> str | None:
    """The day of a date as Monica writes them: a text, or {"date", "is_year_unknown"}."""
    if isinstance(value, dict):
        value = "" if value.get("is_year_unknown") or value.get("is_age_based") else value.get("date")
    day = read_date(value[:10]) if isinstance(value, str) else None
    return day if isinstance(day, str) and len(day) == len("2026-02-08") else None


class _People:
    """The contacts of an export under their uuids, and what leads from one to another."""

    def __init__(self, contacts: list[_Object], account: _Object) -> None:
        self._names = {str(contact.get("uuid")): _name(_properties(contact)) for contact in contacts}
        self._relations = self._related(_collection(account, "relationships"))
        self._field_types = self._types(account)
        self._at: dict[str, list[str]] = {}
        for contact in contacts:
            for activity in _collection(contact, "activities"):
                self._at.setdefault(str(activity), []).append(str(contact.get("uuid")))

    def _related(self, values: Iterable[Any]) -> dict[str, list[FileRelation]]:
        """Under each uuid whom the contact knows; Monica writes most relations once in each direction."""
        found: dict[str, list[FileRelation]] = {}
        for told in map(_properties, values):
            one, other = _text(told, "contact_is"), _text(told, "of_contact")
            if one in self._names and other in self._names:
                relation = FileRelation(self._names[other], _text(told, "type"), other)
                found.setdefault(one, []).append(relation)
        return found

    @staticmethod
    def _types(account: _Object) -> dict[str, str]:
        """What kind of address each contact field is: email, phone, or the name that the user gave it."""
        instance = account.get("instance")
        kinds = instance.get("contact_field_types", []) if isinstance(instance, dict) else []
        found = {}
        for kind in kinds if isinstance(kinds, list) else ():
            told = _properties(kind)
            found[str(kind.get("uuid"))] = (_text(told, "type") or _text(told, "name")).casefold()
        return found

    def draft(self, number: int, contact: _Object) -> Draft:
        """One contact, its place in the file for the line, which JSON has not."""
        told = _properties(contact)
        uuid = str(contact.get("uuid") or "")
        tags = told.get("tags")
        draft = Draft(
            number,
            [_name(told)],
            nicknames=[_text(told, "nickname")],
            titles=[_text(told, "job")],
            companies=[_text(told, "company")],
            cities=list(map(_place, _collection(contact, "addresses"))),
            tags=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
            notes=[_text(told, "description"), *(_text(_properties(n), "body") for n in _collection(contact, "notes"))],
            relations=self._relations.get(uuid, []),
            key=uuid,
            met_on=_day(told.get("first_met_date")),
            how_met=_text(told, "first_met_additional_info"),
            introduced_by=self._names.get(_text(told, "first_met_through"), ""),
            last_contacted_on=_day(told.get("last_talked_to")),
        )
        for field in map(_properties, _collection(contact, "contact_fields")):
            self._address(draft, _text(field, "data"), self._field_types.get(_text(field, "type"), ""))
        return draft

    @staticmethod
    def _address(draft: Draft, value: str, kind: str) -> None:
        if kind == "email" or (not kind and "@" in value):
            draft.emails.append(value)
        elif kind == "phone":
            draft.phones.append(value)
        elif "/" in value:
            draft.links.append(value)
        elif kind == "linkedin":
            draft.links.append(f"https://www.linkedin.com/in/{value}")
        elif value:
            draft.notes.append(f"{kind or 'contact'}: {value}")

    def happened(self, number: int, contact: _Object) -> Iterator[FileRow]:
        """Calls and conversations with one contact."""
        who = self._who([str(contact.get("uuid"))], number)
        for call in _collection(contact, "calls"):
            told = _properties(call)
            yield self._row(number, call, told.get("called_at"), who, _text(told, "content"), MeetingKind.CALL.value)
        for conversation in _collection(contact, "conversations"):
            messages = _properties(conversation).get("messages")
            for message in messages if isinstance(messages, list) else ():
                told = _properties(message)
                sent = Direction.SENT if told.get("written_by_me") else Direction.RECEIVED
                text, at = _text(told, "content"), told.get("written_at")
                yield self._row(number, message, at, who, text, Channel.OTHER.value, sent.value)

    def activities(self, values: list[Any]) -> Iterator[FileRow]:
        """What was done with one or several contacts."""
        for number, activity in enumerate(values, 1):
            told = _properties(activity)
            uuid = str(activity.get("uuid")) if isinstance(activity, dict) else ""
            who = self._who(self._at.get(uuid, []), number)
            summary = _text(told, "summary")
            text = "\n".join(filter(None, (summary, _text(told, "description"))))
            kind = meeting_kind(summary) or MeetingKind.COFFEE
            yield self._row(number, activity, told.get("happened_at"), who, text, kind.value)

    def _who(self, uuids: list[str], number: int) -> tuple[FilePerson, ...]:
        named = [(uuid, self._names[uuid]) for uuid in uuids if self._names.get(uuid)]
        return tuple(FilePerson(line=number, name=name, source_key=uuid) for uuid, name in named)

    @staticmethod
    def _row(
        number: int,
        value: Any,
        at: Any,
        who: tuple[FilePerson, ...],
        text: str,
        kind: str,
        direction: str | None = None,
    ) -> FileInteraction | Skipped:
        day = _day(at)
        if not who:
            return Skipped(number, "an activity with nobody of the contacts", held_somebody=False)
        if day is None:
            return Skipped(number, f"something with {who[0].name} that says no day")
        return FileInteraction(
            line=number,
            day=day,
            who=tuple(person.name for person in who),
            kind=kind,
            direction=direction,
            text=block(scrub(text))[:MAX_NOTE] or None,
            people=who,
            uid=str(value.get("uuid") or "")[:180] or None,
        )


def _name(told: _Object) -> str:
    return " ".join(filter(None, (_text(told, part) for part in ("first_name", "last_name"))))


def _place(address: Any) -> str:
    told = _properties(address)
    parts = [_text(told, part) for part in ("city", "province", "country")]
    return ", ".join(filter(None, parts)) if parts[0] else ""
