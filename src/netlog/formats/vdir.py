"""A vdir: a folder of vCards, one a file, as khard and vdirsyncer keep it (vdirsyncer.pimutils.org, "The Vdir Format").

Reading finds what each file says of whom. Writing changes the lines that netlog knows and leaves all others alone, and
puts every file in place whole, under a name that others pass over until then.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netlog.formats import cards_out, vcard
from netlog.formats.draft import Draft
from netlog.formats.textfile import Line, TextFile
from netlog.rows.cards import Card, Left, Seen, Told
from netlog.rows.files import FilePerson, Remark, Skipped
from netlog.rules.sync import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = ".vcf"
BESIDE = ".netlog.tmp"  # vdirsyncer and khard take no file with this ending
VERSION: cards_out.Version = "3.0"  # of new cards: every CardDAV server and phone has it

_LARGEST = 32 << 20  # bytes; a card with a picture as large as a camera makes it
_BREAK = re.compile(r"\r\n|\r|\n")
_REV = re.compile(r"^(?:[\w-]+\.)?REV(?:;[^:\r\n]*)?:([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_END = "END:VCARD\r\n"
PLAIN_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,100}")


class NoCard(Exception):
    """A text is no card of one person: the reason, and whether it is a card of somebody all the same."""

    def __init__(self, reason: str, *, held_somebody: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.held_somebody = held_somebody


# --- reading --------------------------------------------------------------------------------------


def read(folder: Path) -> tuple[list[Seen], list[Left]]:
    """The cards of the folder in the order of their files' names, and the files that are left alone."""
    seen: list[Seen] = []
    left: list[Left] = []
    for file in sorted(files(folder)):
        try:
            text, written_at = content(folder / file)
            seen.append(Seen(file, told(text), written_at))
        except FileNotFoundError:  # taken away meanwhile
            continue
        except OSError as error:
            left.append(Left(file, f"cannot be read: {error.strerror}", held_somebody=True))
        except NoCard as problem:
            left.append(Left(file, problem.reason, problem.held_somebody))
    return seen, left


def files(folder: Path) -> Iterator[str]:
    """The names of the cards' files."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.lower().endswith(ENDING) and not entry.name.startswith(".") and entry.is_file():
                yield entry.name


def stamp(folder: Path) -> frozenset[tuple[str, int, int]]:
    """The names, times and sizes of the cards' files: another one where any was written since."""
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.stat(follow_symlinks=False)) for entry in entries]
    return frozenset((name, status.st_mtime_ns, status.st_size) for name, status in found)


def told(text: str) -> Told:
    """What the text of one card says. Raises NoCard."""
    rows = list(vcard.cards(in_memory(text)))
    people = [row for row in rows if isinstance(row, FilePerson | Skipped)]
    if not people:
        raise NoCard("holds no card", held_somebody=bool(text.strip()))
    if len(people) > 1:
        raise NoCard(f"holds {len(people)} cards: a folder of cards has each in its own file", held_somebody=True)
    (person,) = people
    if isinstance(person, Skipped):
        raise NoCard(person.reason, held_somebody=person.held_somebody)
    return Told(facts_of(person), person, _rev(text), tuple(row.reason for row in rows if isinstance(row, Remark)))


def normal(facts: Card) -> Card:
    """The contact's facts as they will be read back from a card: cleaned, and without what a card cannot hold."""
    draft = Draft(
        0,
        names=[facts.name],
        nicknames=[facts.nickname or ""],
        emails=list(facts.emails),
        phones=list(facts.phones),
        links=list(facts.links),
        titles=[facts.title or ""],
        companies=[facts.organization or ""],
        cities=[facts.city or ""],
        tags=list(facts.tags),
    )
    row = next(draft.rows())
    person = row if isinstance(row, FilePerson) else FilePerson(0, facts.name)
    return facts_of(person)._replace(id=facts.id, uid=facts.uid, notes=joined(facts.notes))


def body(telling: Told) -> str:
    """What is kept of a card: everything that netlog knows of it, as a card."""
    text = cards_out.card(telling.card, VERSION)
    return f"{text.removesuffix(_END)}REV:{telling.rev}\r\n{_END}" if telling.rev else text


def in_memory(text: str) -> TextFile:
    """A text as a file that the readers of formats take."""
    return _InMemory(Path(), len(text), "utf-8", guessed=False, content=text)


@dataclass(slots=True)
class _InMemory(TextFile):
    """A text that is there already."""

    content: str = ""

    def _lines(self, encoding: str) -> Iterator[Line]:
        for number, text in enumerate(_BREAK.split(self.content), 1):
            yield Line(number, text)


def content(path: Path) -> tuple[str, str]:
    """A file's text, and when it was written. Raises NoCard, OSError."""
    status = path.stat()
    if status.st_size > _LARGEST:
        raise NoCard(f"has {status.st_size >> 20:,} MB, which no card has", held_somebody=True)
    try:
        path.name.encode()
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeError:
        raise NoCard("is not UTF-8", held_somebody=True) from None
    return text, _instant(datetime.fromtimestamp(status.st_mtime, UTC))


def facts_of(person: FilePerson) -> Card:
    """What a card keeps of a person whom a file tells."""
    return Card(
        0,
        person.source_key or "",
        person.name,
        person.nickname,
        person.title,
        person.company,
        person.city,
        person.emails,
        person.phones,
        person.links,
        person.tags,
        joined(person.notes),
    )


def _rev(text: str) -> str | None:
    """The instant of the card's last change as it tells it, None where it tells none."""
    found = _REV.search(text)
    try:
        moment = datetime.fromisoformat(found[1].strip()) if found else None
    except ValueError:
        return None
    if moment is None:
        return None
    return _instant(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
