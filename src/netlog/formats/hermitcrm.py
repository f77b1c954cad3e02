"""The Markdown folder of hermitcrm: companies with contacts and interactions, each a file with front matter.

companies/NAME/company.md, companies/NAME/contacts/WHO.md, companies/NAME/interactions/WHEN-HOW.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.errors import InvalidInput
from netlog.formats.draft import Draft
from netlog.formats.filedates import read_date
from netlog.formats.textfile import open_text
from netlog.rows.files import FileInteraction, FilePerson, Remark, Skipped
from netlog.rules.text import MAX_NOTE, block, one_line, scrub
from netlog.words import Channel, Direction, MeetingKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

_LONGEST = 1 << 20
_FENCE = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)(.*)", re.DOTALL)
_FIELD = re.compile(r"([a-z_]+):[ \t]*(.*)")
_AT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?")
_KINDS: dict[str, str] = {
    "meeting": MeetingKind.COFFEE.value,
    "call": MeetingKind.CALL.value,
    "video": MeetingKind.VIDEO.value,
    "email": Channel.EMAIL.value,
    "linkedin": Channel.LINKEDIN.value,
    "text": Channel.TEXT.value,
    "sms": Channel.TEXT.value,
    "letter": Channel.LETTER.value,
}
_DIRECTIONS = {"out": Direction.SENT.value, "in": Direction.RECEIVED.value}


def is_folder(path: Path) -> bool:
    """Whether the folder is one of hermitcrm's: it has companies with contacts."""
    return next((path / "companies").glob("*/company.md"), None) is not None


def is_contact(text: str) -> bool:
    """Whether a Markdown file is one contact of such a folder."""
    fields = _front_matter(text)[0]
    return "first_name" in fields and "email" in fields


def folder(path: Path) -> Iterator[FileRow]:
    """Everybody in the folder, then what happened with them; rows are numbered by file."""
    number = 0
    for company in sorted((path / "companies").glob("*/company.md")):
        firm = _read(company)[0].get("name", "")
        known: dict[str, FilePerson] = {}
        for file in sorted(company.parent.glob("contacts/*.md")):
            number += 1
            rows = list(_contact(number, file, firm))
            for row in rows:
                if isinstance(row, FilePerson):
                    known[file.stem] = row
            yield from rows
        for file in sorted(company.parent.glob("interactions/*.md")):
            number += 1
            yield _interaction(number, file, known, firm)


def contact(file: TextFile) -> Iterator[FileRow]:
    """One contact's file, with the company's beside it."""
    company = file.path.parent.parent / "company.md"
    yield from _contact(1, file.path, _read(company)[0].get("name", "") if company.is_file() else "")


def _contact(number: int, path: Path, firm: str) -> Iterator[FileRow]:
    fields, body = _read(path)
    if not fields:
        yield Remark(number, f"{path.name} cannot be read")
    name = f"{fields.get('first_name', '')} {fields.get('last_name', '')}"
    yield from Draft(
        number,
        [name],
        emails=[fields.get("email", "")],
        phones=[fields.get("phone", "")],
        links=[fields.get("linkedin", "")],
        titles=[fields.get("title", "")],
        companies=[firm],
        notes=[body],
    ).rows()


def _interaction(number: int, path: Path, known: dict[str, FilePerson], firm: str) -> FileInteraction | Skipped:
    fields, body = _read(path)
    who = known.get(fields.get("contact", ""))
    if who is None:
        return Skipped(number, f"{path.name}: about a company and nobody in it", held_somebody=False)
    at = _AT.match(fields.get("date", ""))
    if not at or not isinstance(read_date(at[1]), str):
        return Skipped(number, f"{path.name} says no day")
    return FileInteraction(
        line=number,
        day=at[1],
        who=(who.name,),
        kind=_KINDS.get(fields.get("channel", "").casefold()),
        direction=_DIRECTIONS.get(fields.get("direction", "").casefold()),
        text=block("\n".join((fields.get("subject", ""), body)))[:MAX_NOTE] or None,
        company=firm or None,
        people=(who,),
        uid=path.stem[:180],
        starts_at=at[2],
    )


def _read(path: Path) -> tuple[dict[str, str], str]:
    try:
        return _front_matter(open_text(path).text(_LONGEST))
    except InvalidInput:
        return {}, ""


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields between the fences, quotation marks taken off, and what follows; lists are none of ours."""
    found = _FENCE.match(text)
    if not found:
        return {}, text
    pairs = (_FIELD.fullmatch(line) for line in found[1].split("\n"))
    fields = {pair[1]: _unquoted(one_line(scrub(pair[2]))) for pair in pairs if pair}
    return fields, scrub(found[2])


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text[1:-1].replace('\\"', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text
