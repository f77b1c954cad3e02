"""A folder of cards, written: the lines that netlog knows are changed, and all others stay as they are, in their order.

Whatever another program keeps on a card (pictures, birthdays, X- properties, the kinds of numbers, groups and their
labels) stays. Files are put in place whole.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from netlog.formats import cards_out, vdir
from netlog.formats.contentlines import Blocks
from netlog.formats.vcard import parted
from netlog.rules.sync import SEVERAL, SINGLE, changed, joined, keyed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence, Set
    from pathlib import Path

    from netlog.formats.contentlines import Property
    from netlog.rows.cards import Card, Seen

_NAME = re.compile(r"((?:[\w-]+\.)*)([\w-]+)[ \t]*[;:]")
_SOFT_BREAK = re.compile(r";[^:]*QUOTED-PRINTABLE[^:]*:.*=\r?\n$", re.IGNORECASE | re.DOTALL)
# A value that is changed is plain text from then on.
_OF_OLD_VALUE = re.compile(r";(?:VALUE|ENCODING|CHARSET)=(?:\"[^\"]*\"|[^;:]*)", re.IGNORECASE)
# The properties in which a field stands; new ones get the first name.
_NAMES = {
    "name": ("FN",), "nickname": ("NICKNAME",), "title": ("TITLE", "ROLE"), "organization": ("ORG",), "city": ("ADR",),
    "emails": ("EMAIL",), "phones": ("TEL",), "links": ("URL", "X-SOCIALPROFILE", "X-LINKEDIN"),
    "tags": ("CATEGORIES",),
}  # fmt: skip
_CITY, _REGION, _COUNTRY = 3, 4, 6  # parts of ADR


def patched(text: str, seen: Card, target: Card, now: str) -> str:
    """The text of a card that says `seen`, made to say `target`. `now` is the instant for REV, where it has one."""
    lines = _Lines(text)
    for field in SINGLE:
        value = getattr(target, field)
        if changed(field, getattr(seen, field), value):
            _put_single(lines, field, value)
    for field in SEVERAL:
        _put_several(lines, field, getattr(seen, field), getattr(target, field))
    if joined(seen.notes) != joined(target.notes):
        _put_note(lines, target.notes)
    written = lines.text()
    if written != text:
        for line in lines.of("REV")[:1]:
            lines.write(line, re.sub(r"[-:]", "", now))
        written = lines.text()
    return written


# --- the lines of a card --------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Line:
    """A property with its breaks, as it stands in the file; `name` is "" for what is not to be touched."""

    raw: str
    group: str = ""
    name: str = ""


class _Lines:
    """The lines of one card."""

    def __init__(self, text: str) -> None:
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._lines: list[_Line] = []
        depth = 0
        for piece in re.findall(r"[^\n]*\n|[^\n]+$", text):
            if self._goes_on(piece):
                self._lines[-1].raw += piece
                continue
            found = _NAME.match(piece)
            group, name = (found[1].rstrip("."), found[2].upper()) if found else ("", "")
            depth += {"BEGIN": 1, "END": -1}.get(name, 0)
            is_own = depth == 1 and name not in ("BEGIN", "END")
            self._lines.append(_Line(piece, group, name if is_own else ""))

    def _goes_on(self, piece: str) -> bool:
        if not self._lines:
            return False
        return bool(piece[0] in " \t" and piece.strip()) or _SOFT_BREAK.search(self._lines[-1].raw) is not None

    def text(self) -> str:
        """The card."""
        return "".join(line.raw for line in self._lines)

    def of(self, *names: str) -> list[_Line]:
        """The lines of these properties, the first name's before the second's."""
        return [line for name in names for line in self._lines if line.name == name]

    def write(self, line: _Line, value: str) -> None:
        """Give a line another value; its group and parameters stay."""
        found = property_of(line.raw)
        line.raw = self._raw(f"{found.group}{found.name}{_OF_OLD_VALUE.sub('', found.params)}:{value}")

    def add(self, name: str, value: str) -> None:
        """Add a line after the last one of the property, else at the end of the card."""
        last = next((place for place in reversed(range(len(self._lines))) if self._lines[place].name == name), None)
        end = max((place for place, line in enumerate(self._lines) if line.raw.upper().startswith("END:")), default=-1)
        place = end if last is None else last + 1
        self._lines.insert(place, _Line(self._raw(cards_out.written(name, value)), "", name))

    def drop(self, *lines: _Line) -> None:
        """Take lines away, with the labels that are for them alone."""
        gone = {line.group for line in lines if line.group}
        self._lines = [line for line in self._lines if line not in lines]
        used = {line.group for line in self._lines if not line.name.startswith("X-AB")}
        self._lines = [line for line in self._lines if line.group not in gone - used]

    def _raw(self, line: str) -> str:
        return cards_out.folded(line).replace("\r\n", self._break) + self._break


def property_of(raw: str) -> Property:
    """A line as the reader has it: unfolded and decoded, but still escaped."""
    (block,) = Blocks(vdir.in_memory(_alone(raw)), "VCARD", lambda name: True, frozenset())
    return block.properties[0]


def _alone(raw: str, name: str = "") -> str:
    return f"BEGIN:VCARD\r\n{name}{raw}\r\nEND:VCARD\r\n"


# --- what a card has one of -----------------------------------------------------------------------


def _put_single(lines: _Lines, field: str, value: str | None) -> None:
    there = lines.of(*_NAMES[field])
    if value is None:
        _ABSENT.get(field, _drop_all)(lines, there)
    elif field == "city":
        _put_city(lines, there, value)
    elif there:
        lines.write(there[0], _ONE_OF_SEVERAL.get(field, _plain)(property_of(there[0].raw).value, value))
    else:
        lines.add(_NAMES[field][0], cards_out.text(value))
    if field == "name":
        _put_name_parts(lines, value or "")


def _plain(_: str, value: str) -> str:
    return cards_out.text(value)


def _first_nickname(old: str, value: str) -> str:
    return ",".join([cards_out.text(value), *parted(old, ",")[1:]])


_ONE_OF_SEVERAL: dict[str, Callable[[str, str], str]] = {"nickname": _first_nickname}


def _put_name_parts(lines: _Lines, name: str) -> None:
    there = lines.of("N")
    if there:
        lines.write(there[0], cards_out.name_parts(name))
    else:
        lines.add("N", cards_out.name_parts(name))


def _put_city(lines: _Lines, there: Sequence[_Line], city: str) -> None:
    """Into the address that tells a city; street and postal code stay. What names the region stays with the city."""
    line = next((line for line in there if _parts(line)[_CITY]), None)
    if line is None:
        lines.add("ADR", cards_out.address(city))
        return
    parts = _parts(line)
    parts[_CITY], parts[_REGION], parts[_COUNTRY] = cards_out.text(city), "", ""
    lines.write(line, ";".join(parts))


def _parts(line: _Line) -> list[str]:
    return [*parted(property_of(line.raw).value, ";"), *[""] * 7][:7]


def _drop_all(lines: _Lines, there: Sequence[_Line]) -> None:
    lines.drop(*there)


def _drop_first(lines: _Lines, there: Sequence[_Line]) -> None:
    lines.drop(*there[:1])


def _drop_city(lines: _Lines, there: Sequence[_Line]) -> None:
    for line in there:
        parts = _parts(line)
        parts[_CITY] = parts[_REGION] = parts[_COUNTRY] = ""
        if any(parts):
            lines.write(line, ";".join(parts))
        else:
            lines.drop(line)


# The second ORG is another job.
_ABSENT: dict[str, Callable[[_Lines, Sequence[_Line]], None]] = {"organization": _drop_first, "city": _drop_city}


# --- what it has several of -----------------------------------------------------------------------


def _put_several(lines: _Lines, field: str, seen: Sequence[str], target: Sequence[str]) -> None:
    """Take away what is gone and add what is new; where one takes the place of one, the line keeps its parameters."""
    there, wanted = keyed(field, seen), keyed(field, target)
    gone = there.keys() - wanted.keys()
    new = [text for key, text in wanted.items() if key not in there]
    if not gone and not new:
        return
    if field == "tags":
        _put_tags(lines, gone, new)
        return
    leaving = [line for line in lines.of(*_NAMES[field]) if gone & _keys(line, field)]
    write = cards_out.uri if field == "links" else cards_out.text
    if len(leaving) == len(new) == 1:
        lines.write(leaving[0], write(new[0]))
        return
    for text in new:
        lines.add(_NAMES[field][0], write(text))
    lines.drop(*leaving)


def _keys(line: _Line, field: str) -> set[str]:
    """What a line tells of a field, by its keys."""
    try:
        told = vdir.told(_alone(line.raw, "FN:x\r\n")).card
    except vdir.NoCard:
        return set()
    return set(keyed(field, getattr(told, field)))


def _put_tags(lines: _Lines, gone: Set[str], new: Sequence[str]) -> None:
    """Several stand on a line; what netlog takes for no tag (a phone's own groups) stays there."""
    there = lines.of("CATEGORIES")
    for place, line in enumerate(there):
        items = parted(property_of(line.raw).value, ",")
        stays = [item for item in items if not gone & _keys(_Line(f"CATEGORIES:{item}"), "tags")]
        stays += map(cards_out.text, new) if place == 0 else ()
        if not stays:
            lines.drop(line)
        elif stays != items:
            lines.write(line, ",".join(stays))
    if not there:
        lines.add("CATEGORIES", cards_out.texts(new))


def _put_note(lines: _Lines, notes: Sequence[str]) -> None:
    there = lines.of("NOTE")
    lines.drop(*there[1:] if notes else there)
    for text in joined(notes):
        if there:
            lines.write(there[0], cards_out.note(text))
        else:
            lines.add("NOTE", cards_out.note(text))


# --- files ----------------------------------------------------------------------------------------


def name_for(uid: str, taken: Collection[str]) -> str:
    """The file of a new card, as khard and vdirsyncer name it: by its UID, where that can be a file's name."""
    stem = uid if vdir.PLAIN_NAME.fullmatch(uid) else _digest(uid)
    return next(name for number in range(len(taken) + 1) if (name := _numbered(stem, number)) not in taken)


def _digest(text: str) -> str:
    """A name for what may be too long, or hold what no file's name may."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _numbered(stem: str, number: int) -> str:
    return f"{stem}-{number}{vdir.ENDING}" if number else f"{stem}{vdir.ENDING}"


def put(folder: Path, file: str, text: str, mode: int = 0o600) -> None:
    """Write a card into the folder, whole: until it is complete it has a name that no other program reads."""
    beside = folder / f".{_digest(file)}{vdir.BESIDE}"
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, mode), "wb") as out:
            out.write(text.encode())
        beside.replace(folder / file)
    finally:
        beside.unlink(missing_ok=True)


def put_card(folder: Path, file: str, seen: Seen | None, card: Card, now: str) -> str | None:
    """Make a file say what the card says; `seen` is what was read from it, None where it is to be new.

    Returns its text, None where another program has changed it meanwhile.
    """
    path = folder / file
    if seen is None:
        text = cards_out.card(card, vdir.VERSION)
        if not path.exists():
            put(folder, file, text)
            return text
        return None
    there = _still(path, seen)
    if there is None:
        return None
    written = patched(there, seen.told.card, card, now)
    if written != there:
        put(folder, file, written, path.stat().st_mode & 0o777)
    return written


def take_away(folder: Path, seen: Seen) -> bool:
    """Remove a card from the folder; False where another program has changed it meanwhile."""
    path = folder / seen.file
    if path.exists() and _still(path, seen) is None:
        return False
    path.unlink(missing_ok=True)
    return True


def _still(path: Path, seen: Seen) -> str | None:
    """The text of a file, None where it does not say any more what was read from it."""
    with suppress(FileNotFoundError, vdir.NoCard):
        text, _ = vdir.content(path)
        return text if vdir.told(text) == seen.told else None
    return None


def sweep(folder: Path) -> None:
    """Remove what a run that was cut short has left beside the cards."""
    for left in folder.glob(f".*{vdir.BESIDE}"):
        left.unlink(missing_ok=True)
