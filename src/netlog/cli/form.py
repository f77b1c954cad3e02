"""A contact as a text to be changed in an editor: `key: value` lines, one a fact, read back as differences."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.cli import person
from netlog.errors import InvalidInput, NetlogError
from netlog.rules.names import parse_affiliation, shown
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.store.reader.contacts import Rows
    from netlog.store.writer.people import At, PersonTold

_HEAD = """\
# {name} (c{id}). Change what you like, save, and close the editor.
# A key may stand several times; an empty value, or a line taken out, removes.
# org, school, association and greek are NAME:ROLE:YEARS, as Stripe:Senior PM:2019-
# former-org is a job that was left. known-since is a year, a month or a day.
"""

# Keys that stand once, with the field they fill; and keys of rows, with the table they are kept in.
_SCALARS = {
    "name": "name",
    "nickname": "nickname",
    "title": "title",
    "function": "function",
    "industry": "industry",
    "city": "city",
    "how-met": "how_met",
    "known-since": "known_since",
}
_AFFILIATIONS = {
    "org": OrganizationKind.COMPANY,
    "former-org": OrganizationKind.COMPANY,
    "school": OrganizationKind.SCHOOL,
    "association": OrganizationKind.ASSOCIATION,
    "greek": OrganizationKind.GREEK,
    "other": OrganizationKind.OTHER,
}
_DETAILS = {"email": "email", "phone": "phone", "link": "link", "tag": "tag"}
_TOLD = {"email": person.email, "phone": person.phone, "link": person.link, "tag": person.tag}


class Fact(NamedTuple):
    """A line of the form; `row` is where it is kept (table, number), None for a field of the contact itself."""

    key: str
    value: str
    row: tuple[str, int] | None = None


class Differences(NamedTuple):
    """What the form changes: what is told anew, and the rows that go."""

    told: PersonTold
    dropped: list[tuple[str, int]]


# --- the form -------------------------------------------------------------------------------------


def facts(rows: Rows) -> list[Fact]:
    """What is kept about a contact, line by line, in the order of the form."""
    contact = rows.contact
    # A function that netlog read from the title is left to the title.
    values = contact._asdict() | ({"function": None} if contact.function_inferred else {})
    found = [Fact(key, str(values[field] or "")) for key, field in _SCALARS.items()]
    for affiliation in rows.affiliations:
        form = _form(affiliation.organization, affiliation.role, affiliation.start_on, affiliation.end_on)
        kind = OrganizationKind(affiliation.kind)
        key = next(key for key, of in _AFFILIATIONS.items() if of is kind)
        if key == "org" and affiliation.is_over:
            key = "former-org"
        found.append(Fact(key, form, ("affiliation", affiliation.id)))
    found += [Fact(table, text, (table, id)) for table, id, text in rows.details]
    order = [*_SCALARS, *_AFFILIATIONS, *_DETAILS]
    return sorted(found, key=lambda fact: order.index(fact.key))


def _form(name: str, role: str | None, start: str | None, end: str | None) -> str:
    """The affiliation as `parse_affiliation` reads it."""
    years = ".." if start or end else ""
    if years and all(part is None or len(part) == 4 for part in (start, end)):
        years = "-"
    parts = [name.replace(":", "\\:"), (role or "").replace(":", "\\:"), f"{start or ''}{years}{end or ''}"]
    return ":".join(parts).rstrip(":")


def text(rows: Rows) -> str:
    """The form of a contact; keys of which there is nothing stand empty, to be filled."""
    lines = [(fact.key, fact.value) for fact in facts(rows)]
    there = {key for key, _ in lines}
    lines += [(key, "") for key in (*_AFFILIATIONS, *_DETAILS) if key not in (*there, "former-org", "other")]
    order = [*_SCALARS, *_AFFILIATIONS, *_DETAILS]
    lines.sort(key=lambda line: order.index(line[0]))
    body = "".join(f"{key}: {value}".rstrip() + "\n" for key, value in lines)
    return _HEAD.format(name=shown(rows.contact.name), id=rows.contact.id) + body


# --- read back ------------------------------------------------------------------------------------


def differences(rows: Rows, edited: str, notes: list[str]) -> Differences:
    """What an edited form changes. Raises InvalidInput where it is emptied, a key is unknown or a value cannot be."""
    from netlog.store.writer.people import PersonTold

    before = facts(rows)
    lines = list(_lines(edited))
    if not any(value for _, value in lines):
        hint = f"`netlog remove c{rows.contact.id}` removes a person."
        raise InvalidInput("The form was emptied, so nothing was changed.", hint)
    kept = {(fact.key, fact.value) for fact in before}
    added = [(key, value) for key, value in lines if value and (key, value) not in kept]
    details = PersonTold(
        affiliations=tuple(_at(key, value, notes) for key, value in added if key in _AFFILIATIONS),
        emails=_details("email", added),
        phones=_details("phone", added),
        links=_details("link", added),
        tags=_details("tag", added),
    )
    dropped = [fact.row for fact in before if fact.row and (fact.key, fact.value) not in lines]
    return Differences(details._replace(**_fields_told(before, lines, notes)), dropped)


def _fields_told(before: list[Fact], lines: list[tuple[str, str]], notes: list[str]) -> dict[str, Any]:
    """The fields of the contact whose line is not as it was."""
    told: dict[str, Any] = {}
    for fact in before:
        if fact.key not in _SCALARS:
            continue
        values = [value for key, value in lines if key == fact.key and value] or [""]
        if len(values) > 1:
            raise InvalidInput(f"{fact.key} stands in the form twice, so nothing was changed.", "Keep one of the two.")
        if values[0] != fact.value:
            told[_SCALARS[fact.key]] = _scalar(fact.key, values[0], notes)
    if "known_since" in told:
        told["known"] = bool(told["known_since"])
    return told


def _at(key: str, value: str, notes: list[str]) -> At:
    from netlog.store.writer.people import At

    form = parse_affiliation(person.line("name of the organization", value, notes=notes), _AFFILIATIONS[key])
    return At(form, _AFFILIATIONS[key], ended=key == "former-org")


def _scalar(key: str, value: str, notes: list[str]) -> str:
    if key == "name":
        return person.name(value, notes)
    if key == "known-since" and value:
        return person.met(value)
    return person.line(key, value, notes=notes)


def _details(key: str, added: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(_TOLD[key](value) for of, value in added if of == key)


def _lines(edited: str) -> Iterator[tuple[str, str]]:
    known = {*_SCALARS, *_AFFILIATIONS, *_DETAILS}
    for number, line in enumerate(edited.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        key = key.strip().casefold()
        if not colon or key not in known:
            raise InvalidInput(
                f'Line {number} of the form, "{shown(line)}", has no key that I know. Nothing was changed.',
                f"Keys are {', '.join([*_SCALARS, *_AFFILIATIONS, *_DETAILS])}.",
            )
        yield key, " ".join(value.split())


# --- the editor -----------------------------------------------------------------------------------


def edited(form: str) -> str:
    """The form as the user's editor ($VISUAL, $EDITOR, else vi) leaves it. Raises NetlogError where it cannot run or
    ends with an error.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    with tempfile.TemporaryDirectory(prefix="netlog-") as folder:
        file = Path(folder) / "contact.txt"
        file.write_text(form, encoding="utf-8")
        try:
            code = subprocess.run([*shlex.split(command), str(file)], check=False).returncode
        except (OSError, ValueError) as error:
            raise NetlogError(f"The editor {command!r} cannot be started: {error}.", _HINT) from None
        if code != 0:
            raise NetlogError(f"The editor {command!r} ended with an error ({code}), so nothing was changed.", _HINT)
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""


_HINT = "VISUAL or EDITOR name another one; options change single fields: netlog edit-contact --help"
