"""friends.md, the journal of the friends program: who they are, what was done with whom, and notes.

A name in **bold** takes part. `- Grace Hopper (a.k.a. The Admiral) [Paris] @navy` is a friend with a nickname, a place
and a tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.formats.draft import Draft
from netlog.formats.filedates import read_date
from netlog.formats.interactions import meeting_kind
from netlog.rows.files import FileInteraction, Skipped
from netlog.rules.text import MAX_NAME, MAX_NOTE, one_line, scrub
from netlog.words import MeetingKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

_HEADING = re.compile(r"#+\s*(\w+):?\s*$")
_ENTRY = re.compile(r"[-*]\s+(.*)")
_DATED = re.compile(r"(\S{8,10}):\s*(.*)")
_NAME = re.compile(r"\*\*(.+?)\*\*")
_FRIEND = re.compile(r"([^(\[@]+)(?:\((.*?)\))?\s*(?:\[(.*?)\])?\s*(.*)")
_TAG = re.compile(r"(?<![\w@])@([\w:-]*[\w-])")
_AKA = re.compile(r"\s*a\.?k\.?a\.?\s+", re.IGNORECASE)
_CALL = re.compile(r"\b(?:on the phone|by phone|called|phoned)\b", re.IGNORECASE)


def journal(file: TextFile) -> Iterator[FileRow]:
    """The friends, then what was done with them, as meetings and notes. The file has them the other way round."""
    for sections in ({"friends"}, {"activities", "notes"}):
        section = ""
        for line, text in file.lines():
            plain = scrub(text).strip()
            if found := _HEADING.fullmatch(plain):
                section = found[1].casefold()
            elif section in sections and (entry := _ENTRY.fullmatch(plain)):
                yield from _SECTIONS[section](line, entry[1])


def _friend(line: int, text: str) -> Iterator[FileRow]:
    found = _FRIEND.fullmatch(text)
    if found is None:
        yield Skipped(line, f'"{text[:40]}" names nobody', held_somebody=False)
        return
    aliases = [alias.strip() for alias in _AKA.split(found[2] or "") if alias.strip()]
    notes = [f"Also known as {', '.join(aliases[1:])}"] if aliases[1:] else []
    yield from Draft(
        line, [found[1]], nicknames=aliases[:1], cities=[found[3] or ""], tags=_TAG.findall(found[4]), notes=notes
    ).rows()


def _activity(line: int, text: str) -> Iterator[FileRow]:
    yield _happened(line, text, is_meeting=True)


def _note(line: int, text: str) -> Iterator[FileRow]:
    yield _happened(line, text, is_meeting=False)


_SECTIONS: dict[str, Callable[[int, str], Iterator[FileRow]]] = {
    "friends": _friend,
    "activities": _activity,
    "notes": _note,
}


def _happened(line: int, text: str, *, is_meeting: bool) -> FileInteraction | Skipped:
    found = _DATED.fullmatch(text)
    day = read_date(found[1]) if found else None
    who = tuple(dict.fromkeys(one_line(name)[:MAX_NAME] for name in _NAME.findall(text)))
    if not who:
        return Skipped(line, "nobody is named in it", held_somebody=False)
    if found is None or not isinstance(day, str) or len(day) < len("2026-02-08"):
        return Skipped(line, f'"{text[:40]}" begins with no date')
    return FileInteraction(
        line=line,
        day=day,
        who=who,
        kind=_kind(found[2]).value if is_meeting else None,
        text=found[2].replace("**", "")[:MAX_NOTE],
        place=place[1] if (place := re.search(r"(?<!\w)_(.+?)_(?!\w)", found[2])) and is_meeting else None,
    )


def _kind(text: str) -> MeetingKind:
    """A lunch, a call ... as it says, a coffee otherwise."""
    return MeetingKind.CALL if _CALL.search(text) else meeting_kind(_NAME.sub("", text)) or MeetingKind.COFFEE
