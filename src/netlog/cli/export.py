"""`export`: everything, or some people, for other programs, for a reader, or for netlog itself."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from netlog import clock
from netlog.cli.context import current
from netlog.cli.database import reading, snapshot
from netlog.cli.filters import filtered
from netlog.cli.options import one_of
from netlog.cli.outfile import require_free, write_private
from netlog.errors import UsageError
from netlog.render.result import Document, Done, Listing
from netlog.rules.keeping import in_turn
from netlog.rules.names import counted, shown, slug
from netlog.store.reader import contacts as read
from netlog.store.reader.contacts import Wanted
from netlog.words import FollowUpKind

if TYPE_CHECKING:
    from netlog.formats.feed import Owed
    from netlog.formats.invitation import Invitation
    from netlog.rows.owed import FollowUpRow

JSON = "json"  # what netlog reads back whole
INDEX = "index.md"
BOM = b"\xef\xbb\xbf"  # before CSV in a file: without it Excel takes UTF-8 for its country's code page

NOBODY = "Nobody fits; fewer options find more. The file to write to is named by --output."

_AT_ONCE = 2_000  # rows of CSV in memory

VCardVersion = Literal["3.0", "4.0"]


class Selection(NamedTuple):
    """Whom to write, in the order of `contacts`; `everything` where no filter narrows it."""

    ids: list[int]
    everything: bool
    private: bool
    vcard: VCardVersion
    today: date


# A page of a folder: the file's name, and its text.
Pages = Iterator[tuple[str, str]]


class Form(NamedTuple):
    """A format: how its files end, how it is written as one text and, where each contact may have a file, as pages."""

    suffix: str
    written: Callable[[sqlite3.Connection, Selection], Iterator[str]]
    pages: Callable[[sqlite3.Connection, Selection], Pages] | None = None
    front: str = ""  # the page that leads to the others
    first: bytes = b""
    sentence: str = "Wrote {} to {}."


@filtered
def export(
    wanted: Wanted,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="json (if not told), csv, vcard, ics or markdown.",
            autocompletion=one_of(("json", "csv", "vcard", "ics", "markdown")),
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="Write it to this file or folder.", show_default=False),
    ] = None,
    private: Annotated[
        bool | None,
        typer.Option(
            "--private/--no-private",
            help="With or without private notes; if not told, JSON alone has them.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
    vcard_version: Annotated[VCardVersion, typer.Option("--vcard-version", help="Which vCard.")] = "3.0",
) -> Document | Done:
    """Write your data for netlog, another program or a reader.

    JSON holds everything but the history of steps, and `netlog import` reads it back as it was. A calendar has meetings
    and what is owed. Markdown and vCards in a folder are a file for each contact.
    """
    form = _form(format_)
    here = current()
    with reading() as db:
        ids, unknown = read.numbers(db, wanted, here.today)
    chosen = Selection(
        ids=ids,
        everything=wanted == Wanted(),
        private=form is FORMS[JSON] if private is None else private,
        vcard=vcard_version,
        today=here.today,
    )
    notes = tuple(f"netlog knows no {shown(what, 200)}." for what in unknown)
    if not ids and not chosen.everything:
        notes += (NOBODY,)
    if output is None:
        return Document("export", _streamed(form, chosen), notes)
    path = _write(form, chosen, Path(output).expanduser(), folder=output.endswith("/"), force=force)
    said = form.sentence.format(counted(len(ids), "contact"), shown(str(path), 200))
    return Done("export", said, notes=notes)


def _form(word: str | None) -> Form:
    if word is not None and word not in FORMS:
        raise UsageError(f'There is no format "{shown(word)}" to export.', f"Choose {', '.join(FORMS)}.")
    return FORMS[word or JSON]


# --- where to -------------------------------------------------------------------------------------


def _streamed(form: Form, chosen: Selection) -> Iterator[str]:
    """The text, of one moment."""
    with snapshot() as db:
        yield from form.written(db, chosen)


def _write(form: Form, chosen: Selection, path: Path, *, folder: bool, force: bool) -> Path:
    """Write to a file, or into a folder: a page for each contact where the format has pages. Returns where it is."""
    if folder or path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if form.pages is not None:
            _write_pages(form.pages, _names(form, chosen), chosen, path, force=force)
            return path
        path /= f"netlog.{form.suffix}"
    write_private(path, _streamed(form, chosen), force=force, first=form.first)
    return path


def _write_pages(
    pages: Callable[[sqlite3.Connection, Selection], Pages],
    names: list[str],
    chosen: Selection,
    folder: Path,
    *,
    force: bool,
) -> None:
    """Write every page, or none where one of them is there already."""
    for name in names:
        require_free(folder / name, force=force)
    with snapshot() as db:
        for name, text in pages(db, chosen):
            write_private(folder / name, [text], force=force)


def _names(form: Form, chosen: Selection) -> list[str]:
    """The names of all pages."""
    with reading() as db:
        names = [_file(id, name, form.suffix) for id, name in read.names(db, chosen.ids)]
    return [*names, form.front] if form.front else names


def _file(id: int, name: str, suffix: str) -> str:
    """A contact's file; the number keeps two of one name apart."""
    return f"{'-'.join(filter(None, (slug(name)[:100], f'c{id}')))}.{suffix}"


# --- JSON, CSV ------------------------------------------------------------------------------------


def _json(db: sqlite3.Connection, chosen: Selection) -> Iterator[str]:
    from netlog.formats.exported import written
    from netlog.store.reader.export import Part, parts

    part = Part(None if chosen.everything else chosen.ids, chosen.private)
    yield from written(*parts(db, part))


def _csv(db: sqlite3.Connection, chosen: Selection) -> Iterator[str]:
    from netlog.formats.spreadsheet import COLUMNS, PRIVATE, cells
    from netlog.render import Page
    from netlog.render.record import csv
    from netlog.store.reader.export import notes

    def rows(ids: list[int]) -> Iterator[dict[str, Any]]:
        told = notes(db, ids)
        for entry in read.entries(db, ids, chosen.today):
            yield cells(entry, *told.get(entry.contact.id, ((), ())))

    columns = (*COLUMNS, PRIVATE) if chosen.private else COLUMNS
    yield from csv(Listing("export", (), (), dict, columns), Page())
    for start in range(0, len(chosen.ids), _AT_ONCE):
        table = Listing("export", list(rows(chosen.ids[start : start + _AT_ONCE])), (), dict, columns)
        yield from islice(csv(table, Page()), 1, None)


# --- vCard, Markdown ------------------------------------------------------------------------------


def _vcards(db: sqlite3.Connection, chosen: Selection) -> Iterator[str]:
    yield from (text for _, text in _cards(db, chosen))


def _cards(db: sqlite3.Connection, chosen: Selection) -> Pages:
    from netlog.formats.cards_out import card
    from netlog.store.reader.cards import cards

    for facts in cards(db, chosen.ids, private=chosen.private):
        yield _file(facts.id, facts.name, "vcf"), card(facts, chosen.vcard)


def _document(db: sqlite3.Connection, chosen: Selection) -> Iterator[str]:
    """One page after the other."""
    before = ""
    for text in _texts(db, chosen):
        yield f"{before}{text}"
        before = "\n"


def _texts(db: sqlite3.Connection, chosen: Selection) -> Iterator[str]:
    from netlog.formats.pages import page
    from netlog.store.reader.card import card

    for id in chosen.ids:
        yield page(card(db, id, chosen.today), private=chosen.private)


def _pages(db: sqlite3.Connection, chosen: Selection) -> Pages:
    """A page for each contact, and one that leads to them."""
    from netlog.formats.pages import index

    names = [_file(id, name, "md") for id, name in read.names(db, chosen.ids)]
    yield from zip(names, _texts(db, chosen), strict=True)
    people = read.entries(db, chosen.ids, chosen.today)
    listed = (
        (entry.contact.name, entry.contact.organization or "", name) for entry, name in zip(people, names, strict=True)
    )
    yield INDEX, index(listed)


# --- calendar -------------------------------------------------------------------------------------


def _calendar(db: sqlite3.Connection, chosen: Selection) -> Iterator[str]:
    from netlog.formats.feed import feed

    yield from feed(_meetings(db, chosen), _owed(db, chosen), chosen.today, clock.now())


def _meetings(db: sqlite3.Connection, chosen: Selection) -> "Iterator[Invitation]":
    """Every meeting with any of them, planned, held or called off. My own name says nothing in my own calendar."""
    from netlog.cli.invitations import described
    from netlog.formats.invitation import Guest
    from netlog.store.reader.agenda import agenda
    from netlog.store.reader.invitation import to_tell
    from netlog.words import MeetingState

    among = set(chosen.ids)
    for row in agenda(db, chosen.today, everything=True):
        if not among.isdisjoint(row.contact_ids):
            meeting = described(to_tell(db, row.id))
            yield meeting._replace(state=MeetingState(row.state), me=Guest("", ""))


def _owed(db: sqlite3.Connection, chosen: Selection) -> "Iterator[Owed]":
    from netlog.formats.feed import Owed
    from netlog.store.reader.export import uids
    from netlog.store.reader.followups import to_come

    among = set(chosen.ids)
    rows = [row for row in to_come(db, chosen.today) if row.contact_id in among]
    known = uids(db, {row.contact_id for row in rows})
    for row in in_turn(rows):
        yield Owed(row.id, known[row.contact_id], row.contact, row.what, row.because, _day(row, chosen.today))


def _day(row: "FollowUpRow", today: date) -> date:
    """When it is shown: what is due earlier, today; keeping in touch has no hurry, and stays where it is."""
    day = date.fromisoformat(row.day)
    return day if row.kind == FollowUpKind.KEEP_IN_TOUCH else max(day, today)


FORMS: Mapping[str, Form] = {
    JSON: Form("json", _json, sentence="Wrote {} and all that belongs to them to {}."),
    "csv": Form("csv", _csv, first=BOM),
    "vcard": Form("vcf", _vcards, _cards),
    "ics": Form("ics", _calendar, sentence="Wrote what is planned and owed with {} to {}."),
    "markdown": Form("md", _document, _pages, INDEX),
}
