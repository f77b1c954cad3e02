"""A folder of vCards and netlog kept equal, and through vdirsyncer a phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netlog.cli.database import path, rehearsing, writing
from netlog.cli.files import first_lines
from netlog.cli.wording import and_more
from netlog.errors import InvalidInput, NetlogError, NotFound
from netlog.render.result import Card, Facts
from netlog.rules.names import counted, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netlog.rows.cards import Left, Seen
    from netlog.store.work import Work
    from netlog.store.writer.syncing import Kept, Outgoing, Settled, Synced

NAMED = 3  # people whom the sentence in the history names


def sync(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of vCards, one a file.")],
    force_delete: Annotated[
        bool, typer.Option("--force-delete", help="Pass on deletions that look like an accident.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")] = False,
) -> Card:
    """Keep a folder of vCards and netlog equal, both ways.

    It is the folder that khard and vdirsyncer use, so it reaches a phone. Everybody you know or who is in play gets a
    card; strangers of rosters and private notes stay here. A change made on both sides: the newer wins, field by field.
    """
    try:
        directory = _directory(folder)
        found, stamp = _read(directory, dry_run)
        with (rehearsing if dry_run else writing)("sync") as work:
            found = _still(directory, found, stamp)
            done, notes = _synced(work, directory, found, force_delete, dry_run)
            work.summary = _summary(directory, done)
            step = work.seq if work.has_written and not dry_run else None
    except OSError as error:
        name = shown(str(error.filename or folder), 200)
        raise NetlogError(f"{name}: {error.strerror}.", "Look whether you may read and write it.") from None
    return _card(directory, done, found, notes, step, dry_run)


def _directory(folder: Path) -> Path:
    """The whole path of the folder. Raises NotFound and InvalidInput where it is none, or one of several."""
    directory = folder.expanduser().resolve()
    name = shown(str(folder), 200)
    if not directory.exists():
        raise NotFound(f"There is no folder {name}.", "Make it, or let `vdirsyncer discover` make it.")
    if not directory.is_dir():
        raise InvalidInput(f"{name} is no folder.", "Name a folder of vCards; `netlog import` takes files.")
    from netlog.formats import vdir

    if not any(vdir.files(directory)):
        inner = sorted(one.name for one in directory.iterdir() if one.is_dir() and any(vdir.files(one)))
        if inner:
            names = and_more([shown(one) for one in inner], NAMED)
            raise InvalidInput(f"{name} holds no cards, but folders of cards: {names}.", "Name one of them.")
    return directory


# --- what is done ---------------------------------------------------------------------------------

_Found = tuple["Sequence[Seen]", "Sequence[Left]"]


def _read(directory: Path, dry_run: bool) -> tuple[_Found, object]:
    """What lies in the folder, before the database is locked, with its stamp. What a crash left there goes."""
    from netlog.formats import vdir, vdir_out

    if not dry_run:
        vdir_out.sweep(directory)
    stamp = vdir.stamp(directory)
    return vdir.read(directory), stamp


def _still(directory: Path, found: _Found, stamp: object) -> _Found:
    """The same, read again where somebody has written since: another `netlog sync` perhaps."""
    from netlog.formats import vdir

    return found if vdir.stamp(directory) == stamp else vdir.read(directory)


def _synced(work: "Work", directory: Path, found: _Found, force: bool, dry_run: bool) -> tuple["Synced", list[str]]:
    """Sync in the command's transaction; the files are written before it ends, so that a crash leaves them right."""
    from netlog.formats import vdir
    from netlog.store.writer import syncing

    texts = syncing.Texts(vdir.told, vdir.body, vdir.normal)
    done = syncing.sync(work, str(directory), found, texts, force=force)
    if dry_run:
        return done, []
    if done.first and work.has_written:
        from netlog.store.backup import backup_before

        backup_before(work, path(), "sync")
    return done, _write(work, directory, done, found)


def _write(work: "Work", directory: Path, done: "Synced", found: _Found) -> list[str]:
    """Write the cards, and note each as agreed on. Returns what is to be said of files that changed meanwhile.

    Of what was to go out, what was written is left: a card may not be able to say it.
    """
    from netlog import clock
    from netlog.formats import vdir, vdir_out
    from netlog.store.writer import syncing

    notes: list[str] = []
    written: list[Outgoing] = []
    taken = {one.file for kind in found for one in kind}
    for out in done.outgoing:
        file = out.file or vdir_out.name_for(out.card.uid, taken)
        text = vdir_out.put_card(directory, file, out.seen, out.card, clock.now())
        taken.add(file)
        if text is None:
            notes.append(_meanwhile(file))
        else:
            told = vdir.told(text)
            syncing.remember(work, str(directory), out.card.id, file, vdir.body(told))
            written += [out] if out.seen is None or told != out.seen.told else []
    done.outgoing = written
    for seen in done.deleted:
        if not vdir_out.take_away(directory, seen):
            notes.append(_meanwhile(seen.file))
    return notes


def _meanwhile(file: str) -> str:
    return f"{shown(file)} changed while it was synced: the next run takes it."


# --- what is said ---------------------------------------------------------------------------------


def _summary(directory: Path, done: "Synced") -> str:
    here = {"added": done.added, "updated": done.updated, "removed": done.removed}
    new, patched = _outgoing(done)
    there = {"added": new, "updated": patched, "removed": done.deleted}
    sides = [f"{side} {counts}" for side, of in (("here", here), ("in the folder", there)) if (counts := _counts(of))]
    sentence = f"Synced {shown(directory.name)}: {'; '.join(sides) or 'nothing to change'}."
    return " ".join([sentence, *map(_conflict, done.conflicts)])


def _counts(of: "dict[str, Any]") -> str:
    return ", ".join(f"{len(some):,} {word}" for word, some in of.items() if some)


def _outgoing(done: "Synced") -> tuple[list["Outgoing"], list["Outgoing"]]:
    """The new cards, and those that are changed."""
    return [one for one in done.outgoing if one.seen is None], [one for one in done.outgoing if one.seen]


def _conflict(settled: "Settled") -> str:
    field, kept, lost, folder_won = settled.conflict
    winner, loser = ("the folder's", "netlog's") if folder_won else ("netlog's", "the folder's")
    who = f"{shown(settled.name)} (c{settled.id})"
    return f"{who}, {field}: {winner} {_said(kept)} stands, {loser} {_said(lost)} does not."


def _said(value: str | None) -> str:
    return f'"{shown(value)}"' if value else "(nothing)"


def _card(directory: Path, done: "Synced", found: _Found, notes: list[str], step: int | None, dry_run: bool) -> Card:
    seen, left = found
    new, patched = _outgoing(done)
    lost = [one for one in left if one.held_somebody]
    notes = [*notes, *map(_kept_note, done.kept)]
    if lost:
        notes.append(f"{counted(len(lost), 'file')} could not be taken: mend what is listed, and sync again.")
    if dry_run:
        notes.append("Nothing was written: this was a rehearsal (--dry-run).")
    counts = {
        "cards read": seen, "added here": done.added, "updated here": done.updated, "removed here": done.removed,
        "cards added": new, "cards updated": patched, "cards removed": done.deleted, "cards renamed": done.renamed,
    }  # fmt: skip
    changed = any(len(some) for word, some in counts.items() if word != "cards read")
    return Card(
        command="sync",
        record=_record(directory, done, found, step),
        blocks=[
            Facts([(word, f"{len(some):,}") for word, some in counts.items() if some or word == "cards read"]),
            first_lines("Changed on both sides", [_conflict(one) for one in done.conflicts]),
            first_lines("Taken with something left out", [f"{shown(file)}: {reason}" for file, reason in done.remarks]),
            first_lines("Left alone", [f"{shown(one.file)}: {one.reason}" for one in left]),
        ],
        title=f"{'Would sync' if dry_run else 'Synced'} {shown(directory.name)}",
        note="" if changed else "nothing to change",
        footer=("netlog contacts · netlog undo",) if step else (),
        notes=tuple(notes),
        exit_code=InvalidInput.exit_code if lost else 0,
    )


def _kept_note(one: "Kept") -> str:
    who = f"{shown(one.name)} (c{one.id})"
    return f"{who} stays although the card was deleted: {one.why}. `netlog remove c{one.id}` removes them."


def _record(directory: Path, done: "Synced", found: _Found, step: int | None) -> dict[str, Any]:
    seen, left = found
    new, patched = _outgoing(done)
    return {
        "folder": str(directory),
        "read": len(seen) + len(left),
        "added": _people(done.added),
        "updated": _people(done.updated),
        "removed": _people(done.removed),
        "cards_added": _people([(one.card.id, one.card.name) for one in new]),
        "cards_updated": _people([(one.card.id, one.card.name) for one in patched]),
        "cards_removed": [seen.file for seen in done.deleted],
        "cards_renamed": [{"from": old, "to": new} for old, new in done.renamed],
        "conflicts": [
            {
                "contact_id": one.id,
                "contact": one.name,
                "field": one.conflict.field,
                "kept": one.conflict.kept,
                "lost": one.conflict.lost,
                "kept_from": "folder" if one.conflict.folder_won else "netlog",
            }
            for one in done.conflicts
        ],
        "kept": [{"contact_id": one.id, "contact": one.name, "why": one.why} for one in done.kept],
        "skipped": [{"file": one.file, "reason": one.reason} for one in left],
        "warnings": [{"file": file, "reason": reason} for file, reason in done.remarks],
        "step": step,
    }


def _people(people: list[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"contact_id": id, "contact": name} for id, name in people]
