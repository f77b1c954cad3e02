"""Files that come in: LinkedIn's export, alumni rosters, address books, and one's own tables."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from netlog.cli.context import current, say
from netlog.cli.database import path, reading, rehearsing, snapshot, writing
from netlog.cli.options import Tags
from netlog.errors import InvalidInput, NotFound, UsageError
from netlog.render.result import Block, Card, Facts, Lines
from netlog.rules.names import counted, shown
from netlog.words import Origin

if TYPE_CHECKING:
    from netlog.formats.sniff import Source
    from netlog.rows.files import FileRow
    from netlog.store.work import Work
    from netlog.store.writer.importing import Report

SHOWN = 10  # rows of each kind that a screen lists
NAMED = 60  # columns of which nothing is taken that are named
LONG = 1 << 20  # bytes of a file whose reading is shown as it goes
STDIN = Path("-")
LONGEST_TAG, LONGEST_NAME = 60, 200  # as netlog.records has them


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="LinkedIn's zip, a table, vCards, a calendar, a folder, - (stdin)."),
    ],
    school: Annotated[
        str | None, typer.Option("--school", metavar="NAME", help="Everybody in it was there.", show_default=False)
    ] = None,
    tag: Tags = None,
    not_met: Annotated[bool, typer.Option("--not-met", help="I do not know these people yet.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")] = False,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="What it is, where netlog errs.", show_default=False)
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help="What a column holds; repeatable.", show_default=False),
    ] = None,
    dates: Annotated[
        Literal["dmy", "mdy"] | None, typer.Option("--dates", help="How to read 3/4/2026.", show_default=False)
    ] = None,
) -> Card:
    """Import a LinkedIn export, an alumni roster or a table.

    A zip or a folder is taken file by file. Each FILE is one undo step, and the database is backed up before. The same
    file twice adds nothing.
    """
    how = _How(
        school=_named(school),
        tags=tuple(_tag(word) for word in tag or ()),
        not_met=not_met,
        dry_run=dry_run,
        format=format_,
        columns=dict(_mapping(text) for text in map_ or ()),
        dates=dates,
    )
    taken: list[_Taken] = []
    worst = 0
    for file in dict.fromkeys(files):
        try:
            taken += _take_input(how) if file == STDIN else _take(file, how)
        except (InvalidInput, NotFound) as error:
            if len(files) == 1:
                raise
            say(f"netlog: {error.sentence}", *filter(None, [error.hint]))
            worst = max(worst, error.exit_code)
    return _card(taken, how, max([worst, *(_exit_code(one) for one in taken)]))


# --- what was asked for --------------------------------------------------------------------------


@dataclass(slots=True)
class _How:
    """The options. `backed_up`: one copy of the database before the first write of a command is enough."""

    school: str | None
    tags: tuple[str, ...]
    not_met: bool
    dry_run: bool
    format: str | None
    columns: dict[str, str]
    dates: Literal["dmy", "mdy"] | None
    backed_up: bool = False


def _named(school: str | None) -> str | None:
    if school is None:
        return None
    name = " ".join(school.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput("That is no name of a school.", 'Write it as --school "Michigan State University".')
    return name


def _tag(word: str) -> str:
    tag = " ".join(word.split())
    if not tag or len(tag) > LONGEST_TAG:
        raise InvalidInput(f"A tag has from 1 to {LONGEST_TAG} characters.", "Write it as --tag mentor.")
    return tag


def _mapping(text: str) -> tuple[str, str]:
    column, equals, name = text.rpartition("=")
    if not equals or not column.strip() or not name.strip():
        raise UsageError(
            f"--map {text} does not say which column holds which field.", "Write it as --map 'Firm=company'."
        )
    return column.strip(), name.strip()


# --- one file ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Taken:
    """One file's report, the step it made (None: nothing was written), and what is to be said on stderr.

    A `member` is a file of a zip or folder, all of which are one step.
    """

    file: Path
    format: str
    report: "Report"
    step: int | None = None
    member: bool = False
    notes: list[str] = field(default_factory=list)


def _take_input(how: _How) -> list[_Taken]:
    """Import what comes through a pipe. It is written to a file first: a file is looked at before it is read."""
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    if sys.stdin is None:  # closed
        raise InvalidInput("Nothing comes in on standard input.", "Name a file.")
    with TemporaryDirectory(prefix="netlog-") as folder:
        spooled = Path(folder) / "stdin"
        with spooled.open("wb") as file:
            copyfileobj(sys.stdin.buffer, file)
        taken = _take(spooled, how)
    for one in taken:
        one.file = one.file.relative_to(folder)
    return taken


def _take(file: Path, how: _How) -> list[_Taken]:
    """Import one file, or every file of a zip or folder in one step. Raises InvalidInput where it cannot be read."""
    from netlog.formats import archive, exported
    from netlog.formats.csvfile import read_head
    from netlog.formats.sniff import open_source
    from netlog.store.reader.who import my_names

    with reading() as db:
        mine = my_names(db)

    def open_file(path: Path) -> "Source":
        return open_source(
            path,
            format=how.format,
            school=how.school,
            columns=how.columns,
            day_order=how.dates,
            me=mine,
            today=current().today,
        )

    if file.is_file() and exported.printed_by(read_head(file)[0]) == "export":
        return [_take_export(file, how)]
    if not archive.is_archive(file):
        return _take_all([(file, open_file(file))], how, file.name)
    with archive.opened(file, open_file) as found:
        left = [f"{left.name} ({_clause(left.reason)})" for left in found.left]
        taken = _take_all([(file / source.name, source) for source in found.sources], how, file.name, left)
    for one in taken:
        one.member = True
    taken[-1].notes += _left_out(file, left)
    return taken


def _take_export(file: Path, how: _How) -> _Taken:
    """Read an export of netlog back, into an empty database; into the one that it tells of, nothing."""
    from netlog.formats import exported
    from netlog.store.writer.importing import Report
    from netlog.store.writer.restoring import restore

    if how.school or how.tags or how.not_met or how.columns or how.format not in (None, exported.FORMAT):
        raise InvalidInput(f"{file.name} is an export of netlog, and is taken as it is.", "Import it without options.")
    if there := _is_held(file):
        return _Taken(file, exported.FORMAT, Report(unchanged=there))
    with (rehearsing if how.dry_run else writing)("import") as work:
        with exported.opened(file) as found:
            stored = restore(work, found.head, found.rows, file.name)
        work.summary = f"Imported {file.name}: {stored.contacts:,} contacts, {stored.rows:,} records in all."
        step = work.seq if work.has_written and not how.dry_run else None
    return _Taken(file, exported.FORMAT, Report(added=stored.contacts, people_added=stored.contacts), step)


def _is_held(file: Path) -> int:
    """How many contacts an export has that tells exactly what this database holds; 0 for any other."""
    from netlog.formats.exported import written
    from netlog.store.reader.export import Part, how_many, parts

    everything = Part(None, private=True)
    with snapshot() as db, file.open("rb") as content:
        pieces = (piece.encode() for piece in written(*parts(db, everything)))
        is_same = all(content.read(len(piece)) == piece for piece in pieces) and not content.read(1)
        return how_many(db) if is_same else 0


def _left_out(file: Path, left: list[str]) -> list[str]:
    if not left:
        return []
    more = f", and {len(left) - SHOWN:,} more" if len(left) > SHOWN else ""
    return [f"Left out of {file.name}: {', '.join(left[:SHOWN])}{more}."]


def _clause(sentence: str) -> str:
    return sentence.rstrip(".")


def _take_all(
    sources: list[tuple[Path, "Source"]], how: _How, name: str, left: list[str] | None = None
) -> list[_Taken]:
    """Import these in one step. With `left`, the members of an archive that turn out to be broken are named there."""
    with (rehearsing if how.dry_run else writing)("import") as work:
        taken = []
        for file, source in sources:
            try:
                taken.append(_take_source(work, file, source, how))
            except InvalidInput as error:
                if left is None:
                    raise
                left.append(f"{file.name} ({_clause(error.sentence)})")
        if not taken:
            raise InvalidInput(f"{name} holds nothing that netlog reads.", *(left or [])[:1])
        work.summary = _sentence(name, [one.report for one in taken])
        step = _kept(work, how)
    for one in taken:
        one.step = step
    return taken


def _take_source(work: "Work", file: Path, source: "Source", how: _How) -> _Taken:
    from netlog.config import settings
    from netlog.store.reader.who import my_number
    from netlog.store.writer.adding import About
    from netlog.store.writer.importing import import_rows

    known = source.known and not how.not_met
    shows_ties = known and source.origin is Origin.LINKEDIN
    mine = my_number(work.db)
    about = About(
        file_name=file.name[-LONGEST_NAME:],
        format=source.format,
        origin=source.origin,
        known=known,
        tags=how.tags,
        me=mine if shows_ties else None,
        minutes=settings().meeting_minutes,
    )
    report = import_rows(work, _followed(source, file.name), about)
    notes = _notes(source, report, nobody_is_me=shows_ties and mine is None)
    return _Taken(file, source.format, report, notes=notes)


def _kept(work: "Work", how: _How) -> int | None:
    """The step that this import is, None if it wrote nothing. The database is copied as it was before the command."""
    if how.dry_run or not work.has_written:
        return None
    from netlog.store.backup import backup_before

    how.backed_up = how.backed_up or backup_before(work, path(), "import")
    return work.seq


def _followed(source: "Source", name: str) -> "Iterator[FileRow]":
    """The rows, with a bar on stderr while a long file is read; only a terminal shows one."""
    if source.size < LONG or not sys.stderr.isatty():
        yield from source.rows()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=source.size)
        for count, row in enumerate(source.rows()):
            if count % 500 == 0:
                bar.update(task, completed=source.position())
            yield row


def _sentence(name: str, reports: "list[Report]") -> str:
    added, updated = sum(report.added for report in reports), sum(report.updated for report in reports)
    counts = ", ".join(f"{count:,} {word}" for word, count in (("added", added), ("updated", updated)) if count)
    return f"Imported {name}: {counts or 'nothing new'}."


def _notes(source: "Source", report: "Report", *, nobody_is_me: bool) -> list[str]:
    notes = []
    if source.unused:
        names = [shown(name, 40) for name in source.unused[:NAMED]]
        more = f" and {len(source.unused) - NAMED:,} more" if len(source.unused) > NAMED else ""
        hint = " To have one taken: --map 'COLUMN=FIELD'." if source.takes_map else ""
        notes.append(f"Columns that netlog does not use: {', '.join(names)}{more}.{hint}")
    if nobody_is_me and report.taken:
        notes.append("Run `netlog init` to say who you are, then import again: it marks whom you know.")
    return notes


# --- the report ----------------------------------------------------------------------------------


def _exit_code(one: _Taken) -> int:
    """0 if a row was taken or there were only hidden profiles; 6 if somebody could not be taken, or nothing could."""
    lost = any(skipped.held_somebody for skipped in one.report.skipped)
    return InvalidInput.exit_code if lost or _is_empty(one) else 0


def _is_empty(one: _Taken) -> bool:
    """Nothing was taken. A LinkedIn file of hidden profiles alone is as it should be, and so is one of many."""
    only_hidden = one.format == "linkedin" and bool(one.report.skipped)
    return not (one.report.taken or only_hidden or one.member)


def _card(taken: Sequence[_Taken], how: _How, exit_code: int) -> Card:
    """One report, or one for each of several files, or of a zip or folder, under `files`."""
    records = [_record(one) for one in taken]
    notes = [note for one in taken for note in (*one.notes, *_losses(one))]
    if how.dry_run:
        notes.append("Nothing was written: this was a rehearsal (--dry-run).")
    single = taken[0] if len(taken) == 1 and not taken[0].member else None
    return Card(
        command="import",
        record=records[0] if single else {"files": records},
        blocks=[block for one in taken for block in _blocks(one, "" if single else one.file.name)],
        title=("Would import " if how.dry_run else "Imported ")
        + (single.file.name if single else counted(len(taken), "file")),
        note=single.format if single else "",
        footer=("netlog contacts · netlog undo",) if any(one.step for one in taken) else (),
        notes=tuple(notes),
        exit_code=exit_code,
    )


def _record(one: _Taken) -> dict[str, Any]:
    report = one.report
    return {
        "file": str(one.file),
        "format": one.format,
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "people_added": report.people_added,
        "connected": report.connected,
        "leads": report.leads,
        "skipped": [{"line": row.line, "reason": row.reason} for row in report.skipped],
        "warnings": [{"line": row.line, "reason": row.reason} for row in report.warnings],
        "possible_duplicates": [
            {"line": d.line, "name": d.name, "contact_id": d.contact_id, "contact": d.contact}
            for d in report.possible_duplicates
        ],
        "batch": one.step,
    }


def _losses(one: _Taken) -> list[str]:
    """What exit code 6 is about."""
    lost = sum(skipped.held_somebody for skipped in one.report.skipped)
    if lost:
        rows, them = counted(lost, "row"), "them" if lost > 1 else "it"
        return [f"{rows} of {one.file.name} could not be taken: mend {them} in the file, and import it again."]
    if _is_empty(one):
        return [f"Nothing in {one.file.name} could be taken. Export it again, and look whether it holds people."]
    return []


def _blocks(one: _Taken, title: str) -> list[Block]:
    report = one.report
    counts = [
        (word, f"{count:,}")
        for word, count in (
            ("read", report.read),
            ("added", report.added),
            ("updated", report.updated),
            ("unchanged", report.unchanged),
            ("skipped", len(report.skipped)),
        )
    ]
    if one.format == "interactions" or (report.people_added != report.added and one.format != "jobs"):
        counts.append(("people added", f"{report.people_added:,}"))
    counts += [(word, f"{n:,}") for word, n in (("connected", report.connected), ("leads", report.leads)) if n]
    doubtful = [f"line {d.line}: {d.name}, perhaps {d.contact} (c{d.contact_id})" for d in report.possible_duplicates]
    return [
        Facts(counts, title=title),
        first_lines("Skipped", [f"line {row.line}: {row.reason}" for row in report.skipped]),
        first_lines("Taken with something changed", [f"line {row.line}: {row.reason}" for row in report.warnings]),
        first_lines("Possible duplicates", doubtful),
    ]


def first_lines(title: str, lines: list[str]) -> Lines:
    """A block of as many lines as a screen lists, and how many more there are."""
    more = len(lines) - SHOWN
    return Lines([*lines[:SHOWN], *([f"and {more:,} more (--json lists all)"] if more > 0 else [])], title=title)
