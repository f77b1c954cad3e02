"""messages.csv and Invitations.csv of a LinkedIn export, of every era: who wrote to whom, and when.

The file does not say who "me" is: it is whoever takes part in every conversation, unless Profile.csv or the user tells.
Names are joined by ", " and hold ", " themselves; addresses of profiles, in the files that have them, tell them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from netlog.formats.cells import Row
from netlog.formats.csvfile import DELIMITERS, open_csv, parse
from netlog.formats.filedates import DateColumn
from netlog.formats.header import Header, body
from netlog.rows.files import FileInteraction, FilePerson, Remark, Skipped
from netlog.rules.columns import header_key
from netlog.rules.names import fold, parse_person
from netlog.rules.text import MAX_NAME, MAX_NOTE, block, is_profile, one_line, profile_key
from netlog.words import Channel, Direction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from netlog.formats.csvfile import CsvFile
    from netlog.rows.files import FileRow

_MESSAGES = {
    "conversation": "conversationid", "from": "from", "to": "to", "date": "date", "subject": "subject",
    "notes": "content", "folder": "folder", "sender": "senderprofileurl", "recipients": "recipientprofileurls",
    "draft": "ismessagedraft", "conversation-draft": "isconversationdraft",
}  # fmt: skip
_INVITATIONS = {
    "from": "from", "to": "to", "date": "sentat", "notes": "message", "direction": "direction",
    "sender": "inviterprofileurl", "recipients": "inviteeprofileurl",
}  # fmt: skip
MESSAGE_WORDS = frozenset({"conversationid", "from", "to", "content"})
INVITATION_WORDS = frozenset({"from", "to", "sentat", "direction"})

_CAMPAIGN = "spinmail-quill-editor"
_NOBODY = frozenset({"linkedin member", "na", "n a", "<na>", "linkedin"})
_AT = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC")


class _Writer(NamedTuple):
    """Somebody in a conversation: the name, and the profile's address ("" where the file has none)."""

    name: str
    url: str

    @property
    def key(self) -> str:
        return profile_key(self.url) if self.url else fold(self.name)


def messages(file: CsvFile, me: Collection[str] = ()) -> Iterator[FileRow]:
    """Every message, the oldest first; drafts, spam, campaigns and what nobody sent are left out, and counted.

    `me` are my names. Where neither they nor Profile.csv beside the file nor the conversations tell which of the
    writers I am, no message is taken.
    """
    header = _header(file, _MESSAGES)
    names = _Names(file, header)
    mine = names.me({*map(fold, me), *_profile_names(file.path)})
    taken: list[FileInteraction] = []
    for row in _rows(file, header):
        reason = _left_out(row)
        if reason:
            yield Skipped(row.line, reason, held_somebody=False)
            continue
        found = _message(row, names, mine)
        if isinstance(found, FileInteraction):
            taken.append(found)
        else:
            yield found
        yield from (Remark(row.line, remark) for remark in row.remarks)
    yield from sorted(taken, key=lambda message: (message.day, message.starts_at or "", -message.line))


def invitations(file: CsvFile) -> Iterator[FileRow]:
    """Every invitation as a message with its note, sent or received."""
    header = _header(file, _INVITATIONS)
    column = header.fields.get("date", ())[:1]
    days = DateColumn(None, lambda: (r.cells[i].strip() for r in body(file, header) for i in column), "mdy")
    for row in _rows(file, header):
        yield _invitation(row, days)
        yield from (Remark(row.line, remark) for remark in row.remarks)


# --- the file ---------------------------------------------------------------------------------------


def _header(file: CsvFile, wanted: dict[str, str]) -> Header:
    """The first line that has the words, its columns by the fields of `wanted`; sets the file's delimiter."""
    best: tuple[int, str, Header] = (-1, ",", Header(1, (), {}, frozenset()))
    head = file.head()
    for delimiter in DELIMITERS:
        for record in parse(head, delimiter)[:5]:
            keys = [header_key(cell) for cell in record.cells]
            fields: dict[str, tuple[int, ...]] = {
                field: (keys.index(key),) for field, key in wanted.items() if key in keys
            }
            if len(fields) > best[0]:
                best = len(fields), delimiter, Header(record.line, tuple(record.cells), fields, frozenset())
    file.delimiter = best[1]
    return best[2]


def _rows(file: CsvFile, header: Header) -> Iterator[Row]:
    for record in body(file, header):
        yield Row(record, header)


def _cell(row: Row, name: str) -> str:
    """The cell on one line, uncut: a conversation may have a hundred members."""
    return one_line(next(iter(row.every(name)), ""))


def _profile_names(path: Path) -> set[str]:
    """My name in the same export's Profile.csv."""
    beside = path.with_name("Profile.csv")
    if path.name.casefold() == "profile.csv" or not beside.is_file():
        return set()
    file = open_csv(beside)
    header = _header(file, {"first-name": "firstname", "last-name": "lastname"})
    return {fold(row.name()) for row in _rows(file, header) if row.name()}


def _url(text: str) -> str:
    return text if is_profile(profile_key(text)) else ""


# --- who is who -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Names:
    """Everybody who wrote in the file: names by address and addresses by name, and who is in which conversation."""

    file: CsvFile
    header: Header
    _by_url: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in _rows(self.file, self.header):
            self._learn(_cell(row, "from")[:MAX_NAME], _cell(row, "sender"))
            if "," not in (url := _cell(row, "recipients")) and _url(url):
                self._learn(_cell(row, "to")[:MAX_NAME], url)

    def _learn(self, name: str, address: str) -> None:
        url = _url(address)
        if name and fold(name) not in _NOBODY:
            self._by_name.setdefault(name, set()).update({url} if url else ())
            if url:
                self._by_url.setdefault(profile_key(url), name)

    def me(self, told: set[str]) -> str:
        """The key of me: by name if told, else whoever is in every conversation; "" where that is nobody or several."""
        seen: dict[str, set[str]] = {}
        names: dict[str, str] = {}
        for row in _rows(self.file, self.header):
            if not _left_out(row):
                for writer in (self.sender(row), *self.recipients(row)):
                    names[writer.key] = fold(writer.name)
                    seen.setdefault(writer.key, set()).add(_cell(row, "conversation") or str(row.line))
        if mine := [key for key, name in names.items() if name in told]:
            return mine[0]
        conversations = set().union(*seen.values())
        everywhere = [key for key, where in seen.items() if key and where == conversations]
        return everywhere[0] if len(everywhere) == 1 else ""

    def sender(self, row: Row) -> _Writer:
        name, url = _cell(row, "from")[:MAX_NAME], _url(_cell(row, "sender"))
        if not name or fold(name) in _NOBODY:
            name = self._by_url.get(profile_key(url), "") if url else ""
        return _Writer(name, url or self._only_url(name))

    def recipients(self, row: Row) -> list[_Writer]:
        """The names of TO with their addresses: as many as there are addresses, else as the writers of the file."""
        urls = [url for url in re.split(r",\s*", _cell(row, "recipients")) if _url(url)]
        names = self._parted(_cell(row, "to"))
        if len(names) == len(urls):
            return [_Writer(name, url) for name, url in zip(names, urls, strict=True) if fold(name) not in _NOBODY]
        known = [_Writer(self._by_url[profile_key(url)], url) for url in urls if profile_key(url) in self._by_url]
        if urls and len(known) == len(urls):
            return known
        return [_Writer(name, self._only_url(name)) for name in names if fold(name) not in _NOBODY]

    def _only_url(self, name: str) -> str:
        urls = self._by_name.get(name, set())
        return next(iter(urls)) if len(urls) == 1 else ""

    def _parted(self, text: str) -> list[str]:
        """The names in a list joined by commas: the longest that wrote somewhere, else up to credentials."""
        parts = [part.strip() for part in text.split(", ")][:500]
        names: list[str] = []
        while parts:
            longest = range(min(len(parts), 5), 1, -1)
            known = next((n for n in longest if ", ".join(parts[:n]) in self._by_name), 0)
            take = known or 1
            name = ", ".join(parts[:take])
            parts = parts[take:]
            if not known:
                while parts and _is_credential(name, parts[0]):
                    name = f"{name}, {parts.pop(0)}"
            if name:
                names.append(name[:MAX_NAME])
        return names


def _is_credential(name: str, part: str) -> bool:
    """Whether "Hale, PhD" is one name; an only word with a dot or of capitals is no name of anybody either."""
    if not any(map(str.isalnum, name)):
        return False
    return " " not in part and (parse_person(f"{name}, {part}").title is None or "." in part or part.isupper())


# --- one row ----------------------------------------------------------------------------------------


def _left_out(row: Row) -> str:
    """Why a message is none, "" where it is one."""
    if row.says_yes("draft") or row.says_yes("conversation-draft"):
        return "a draft, never sent"
    if row.one("folder").casefold() == "spam":
        return "spam"
    if _CAMPAIGN in next(iter(row.every("notes")), "")[:500]:
        return "campaign mail"
    if fold(row.one("from")) == "linkedin member" and not _url(_cell(row, "sender")):
        return "from a LinkedIn member who is no longer there"
    return ""


def _message(row: Row, names: _Names, me: str) -> FileInteraction | Skipped:
    sender, recipients = names.sender(row), names.recipients(row)
    if not sender.name:
        return Skipped(row.line, "it says not from whom", held_somebody=False)
    if not me:
        return Skipped(
            row.line, "the file does not tell which of them is you: import the whole export, with Profile.csv"
        )
    sent = sender.key == me
    others = [writer for writer in recipients if writer.key != me] if sent else [sender]
    if not others:
        return Skipped(row.line, "to nobody who is named", held_somebody=False)
    moment = _moment(row.one("date"))
    if moment is None:
        return Skipped(row.line, f'"{row.one("date")[:40]}" is no date')
    local = moment.astimezone()
    conversation = row.one("conversation")
    return FileInteraction(
        line=row.line,
        day=local.date().isoformat(),
        who=tuple(writer.name for writer in others),
        kind=Channel.LINKEDIN.value,
        direction=(Direction.SENT if sent else Direction.RECEIVED).value,
        text=_text(row),
        people=_people(others, row.line),
        uid=f"{conversation[:120]}/{moment:%Y%m%dT%H%M%SZ}/{sender.key[:40]}" if conversation else None,
        starts_at=f"{local:%H:%M}",
    )


def _invitation(row: Row, days: DateColumn) -> FileInteraction | Skipped:
    sent = row.one("direction").casefold().startswith("out")
    name = _cell(row, "to" if sent else "from")
    if not name or fold(name) in _NOBODY or len(name) > MAX_NAME:
        return Skipped(row.line, "an invitation that names nobody", held_somebody=False)
    day, remark = days.read(row.one("date"))
    if day is None or len(day) < len("2026-02-08"):
        return Skipped(row.line, remark or "it says no day")
    other = _Writer(name, _url(_cell(row, "recipients" if sent else "sender")))
    return FileInteraction(
        line=row.line,
        day=day,
        who=(name,),
        kind=Channel.LINKEDIN.value,
        direction=(Direction.SENT if sent else Direction.RECEIVED).value,
        text="\n".join(("LinkedIn invitation", *row.notes()))[:MAX_NOTE],
        people=_people([other], row.line),
        uid=f"invitation/{other.key[:140]}/{day}",
    )


def _people(writers: Iterable[_Writer], line: int) -> tuple[FilePerson, ...]:
    return tuple(FilePerson(line=line, name=w.name, links=(w.url,) if w.url else ()) for w in writers)


def _text(row: Row) -> str | None:
    return block("\n".join((*map(one_line, row.every("subject")), *row.notes())))[:MAX_NOTE] or None


def _moment(text: str) -> datetime | None:
    """2025-06-01 14:03:22 UTC."""
    found = _AT.match(text)
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
