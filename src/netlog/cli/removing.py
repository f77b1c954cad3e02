"""`remove`: whatever has an id, with what hangs on it."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from netlog.cli.context import confirm, current
from netlog.cli.database import reading, writing
from netlog.errors import InvalidInput, NotFound, UsageError
from netlog.render.result import Done
from netlog.rules.names import counted, listed, shown
from netlog.store.reader import ids as read
from netlog.store.reader import who
from netlog.store.reader.ids import Thing

if TYPE_CHECKING:
    from netlog.store.work import Work

Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...", help="Ids: c12, m9, i7, f41, n3 (a note), x5 (a message), j3 (a job).", show_default=False
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before a person is removed.")]


def remove(ids: Ids, yes: Yes = False) -> Done:
    """Remove anything by its id: a person, a meeting, a note.

    A person goes with all that was logged with them; `netlog undo` brings everything back.
    """
    with reading() as db:
        things = list(dict.fromkeys(_thing(db, text) for text in ids))
        found = [_found(db, table, id) for table, id in things]
        people = [thing for thing in found if thing.table == "contact"]
        logged = read.logged_with(db, [thing.id for thing in people])
        with_them = listed([counted(count, what) for what, count in logged.items() if count])
    if people and not yes and not _sure(people, with_them):
        return Done("remove", "Nothing was removed.")
    with writing("remove") as work:
        notes = [note for thing in found for note in _remove(work, thing)]
        also = f", with {with_them}" if with_them else ""
        work.summary = f"Removed {'; '.join(thing.words for thing in found)}{also}."
        removed = {"removed": [f"{text}" for text in ids]}
        return Done("remove", work.summary, work.seq, removed, tuple(notes))


def _thing(db: sqlite3.Connection, text: str) -> tuple[str, int]:
    """The table and number. Raises UsageError, which says the id where a name was given."""
    named = read.parse(text)
    if named:
        return named
    found = who.find(db, text, current().today.isoformat())
    hint = "; ".join(f"{line.label} is c{line.id}" for line in found[:3])
    raise UsageError(
        f'"{shown(text)}" is no id of something that can be removed.', f"{hint or '`netlog show WHO` says the ids'}."
    )


def _found(db: sqlite3.Connection, table: str, id: int) -> Thing:
    """The row. Raises NotFound, or InvalidInput where it is not for removing."""
    found = read.thing(db, table, id, current().today)
    letter = next(letter for letter, of in read.TABLES.items() if of == table)
    if found is None:
        raise NotFound(f"There is no {letter}{id}.", "`netlog show WHO` says the ids.")
    if table == "contact" and found.row["is_me"]:
        raise InvalidInput("That is you.", "`netlog edit-contact me` changes what is kept about you.")
    if table == "follow_up" and found.row["kind"] != "promise":
        raise InvalidInput(
            f"f{id} is owed because of what happened, and only a promise can be removed.",
            f"`netlog skip f{id}` closes it.",
        )
    return found


def _sure(people: Sequence[Thing], with_them: str) -> bool:
    """Ask before people are removed. Raises UsageError where nobody can be asked."""
    names = ", ".join(f"{thing.words} (c{thing.id})" for thing in people)
    what = f"{names}, with {with_them}" if with_them else names
    if not current().interactive:
        raise UsageError(f"This would remove {what}.", "--yes does it; `netlog undo` brings it back.")
    return confirm(f"Remove {what}?")


def _remove(work: "Work", thing: Thing) -> list[str]:
    """Remove a row with what hangs on it, unless it went with another. Returns what is to be said about it."""
    from netlog.store.writer import removing as write
    from netlog.store.writer.jobs import remove_job

    if read.thing(work.db, thing.table, thing.id, work.today) is None:
        return []
    if thing.table == "contact":
        write.remove_contact(work, thing.id)
    elif thing.table == "meeting":
        kept = write.remove_meeting(work, thing.id)
        return [f"What was named there stays: {', '.join(f'i{id}' for id in kept)}"] if kept else []
    elif thing.table == "introduction":
        write.remove_introduction(work, thing.id)
    elif thing.table == "message":
        write.remove_message(work, thing.id)
    elif thing.table == "job":
        remove_job(work, thing.id)
    else:
        write.remove_row(work, thing.table, thing.id)
    return []
