"""Care: taking steps back, pausing, copies of the database, its health, and the settings."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from netlog import config as settings_file
from netlog.cli.context import confirm, current
from netlog.cli.database import habits, path, reading, writing
from netlog.cli.options import All, MaybeWho
from netlog.cli.who import one
from netlog.config import Setting
from netlog.errors import NotFound, UsageError
from netlog.render.result import Column, Done, Listing
from netlog.rows.care import Finding, PauseLine, StepLine
from netlog.rules.days import full_day, parse_day, parse_until, short_day
from netlog.rules.names import counted

NO_DATABASE = "There is no database yet; the first command that writes makes it."

Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


# --- undo, redo, history -------------------------------------------------------------------------


def undo() -> Done:
    """Take back the last step, and say what it was."""
    from netlog.store import journal

    step = journal.undo(path())
    return Done("undo", f"Took back: {step.summary}", step.id, notes=("`netlog redo` does it again.",))


def redo() -> Done:
    """Do again what undo took back."""
    from netlog.store import journal

    step = journal.redo(path())
    return Done("redo", f"Did again: {step.summary}", step.id)


STEPS: tuple[Column[StepLine], ...] = (
    Column("done_at", "when", lambda step: _moment(step.done_at), style="dim", min_width=14),
    Column("summary", "what", lambda step: _done(step), min_width=30, wraps=True),
)


def _done(step: StepLine) -> str:
    return f"{step.summary} · taken back" if step.undone_at else step.summary


def _moment(instant: str) -> str:
    """A UTC instant as a person here reads it: "today 14:05"."""
    local = datetime.fromisoformat(instant).astimezone()
    return f"{short_day(local.date(), current().today)} {local:%H:%M}"


def _step(step: StepLine) -> dict[str, object]:
    return {key: getattr(step, key) for key in STEP_KEYS}


STEP_KEYS = ("id", "done_at", "command", "summary", "undone_at")


def history(who: MaybeWho = None, all_: All = False) -> Listing[StepLine]:
    """List the steps taken, the latest first."""
    from netlog.store.reader.history import steps, steps_about

    limit = current().limit(all_)
    with reading() as db:
        line = one(db, who) if who is not None else None
        found, total = steps_about(db, line.id, limit) if line else steps(db, limit)
    return Listing(
        command="history",
        rows=found,
        columns=STEPS,
        record=_step,
        flat=STEP_KEYS,
        total=total,
        title=f"History of {line.label}" if line else "History",
        footer=("netlog undo",),
        empty="Nothing was written yet. Begin with: netlog init",
        whole=all_,
    )


# --- pause ---------------------------------------------------------------------------------------


def pause(
    when: Annotated[
        str | None, typer.Argument(metavar="[WHEN]", help='How long, or until when: "2 weeks", friday.')
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="From which day, if not today.", show_default=False)
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="End the pause today, or call off the next one.")] = False,
) -> Done:
    """Pause the search for a while, without blame.

    Nudges, chases and keeping in touch wait, and no approach closes itself meanwhile. Thank-yous, answers and promises
    do not wait. Without WHEN it says which pauses there are.
    """
    if end:
        if when or from_:
            raise UsageError("--end takes neither a day nor --from.", "`netlog pause --end` ends the pause today.")
        return _end_pause()
    if when is None:
        if from_:
            raise UsageError("--from needs to know how long.", 'For example `netlog pause "2 weeks" --from monday`.')
        return _pauses()
    return _pause(when, from_)


def _pause(when: str, from_: str | None) -> Done:
    today = current().today
    holidays = habits().holidays
    start = parse_day(from_, today=today, direction="future", holidays=holidays) if from_ else today
    until = parse_until(when, today=start, holidays=holidays)
    with writing("pause") as work:
        from netlog.store.writer.pause import pause as write_pause

        id = write_pause(work, start, until)
        work.summary = f"Paused from {full_day(start)} until {full_day(until)}."
        said = f"{work.summary} Nudges, chases and keeping in touch wait until then."
        return Done("pause", said, work.seq, {"pause_id": id})


def _end_pause() -> Done:
    if not path().exists():
        raise NotFound("There is no pause to end.", NO_DATABASE)
    with writing("pause") as work:
        from netlog.store.writer.pause import end_pause

        ended = end_pause(work)
        running = date.fromisoformat(ended.start_on) < work.today
        work.summary = f"{'Ended' if running else 'Called off'} the pause {_span(ended)}."
        return Done("pause", work.summary, work.seq, {"pause_id": ended.id})


def _pauses() -> Done:
    from netlog.store.reader.pauses import pauses_from

    with reading() as db:
        found = pauses_from(db, current().today)
    said = tuple(f"A pause {_span(line)}." for line in found)
    return Done("pause", said or ("No pause is running, and none is to come.",))


def _span(line: PauseLine) -> str:
    return f"from {full_day(date.fromisoformat(line.start_on))} until {full_day(date.fromisoformat(line.end_on))}"


# --- backup and restore --------------------------------------------------------------------------


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to, if not beside the database.", show_default=False)
    ] = None,
) -> Done:
    """Copy the database to a dated file."""
    from netlog.store import backup as store

    source = path()
    if not source.exists():
        raise NotFound(f"There is nothing to copy: {source} is not there.", NO_DATABASE)
    target = store.backup(source, "by-hand", current().today) if file is None else file
    if file is not None:
        store.copy(source, file)
    return Done("backup", f"Copied the database to {target}.", ids={"file": str(target)})


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)], yes: Yes = False
) -> Done:
    """Put a backup back in place of the database.

    The database as it is now is copied beside it first.
    """
    from netlog.store import backup as store

    here = current()
    contents = store.contents(file)
    offer = f"{file} holds {counted(contents.people, 'contact')}; {_last_step(contents.last_step_at)}."
    if not yes and not confirm(f"{offer}\nPut it in place of {path()}?"):
        if here.interactive:
            return Done("restore", "Nothing was changed.")
        raise UsageError(f"{offer} Nothing was changed.", "--yes puts it in place of the database.")
    kept = store.restore(path(), file, here.today)
    notes = (f"What was there before is in {kept}.",) if kept else ()
    return Done("restore", f"Put {file} in place of {path()}: {counted(contents.people, 'contact')}.", notes=notes)


def _last_step(instant: str | None) -> str:
    if instant is None:
        return "nothing was written to it yet"
    return f"it was last written to on {full_day(datetime.fromisoformat(instant).astimezone().date())}"


# --- doctor --------------------------------------------------------------------------------------

FINDINGS: tuple[Column[Finding], ...] = (
    Column("check", "what", lambda finding: finding.check, min_width=12),
    Column("problems", "found", lambda finding: _found(finding), min_width=30, wraps=True),
)
SHOWN = 5  # problems of one check on a screen


def _found(finding: Finding) -> str:
    if not finding.problems:
        return "sound"
    more = len(finding.problems) - SHOWN
    said = "; ".join(finding.problems[:SHOWN]) + (f"; and {more:,} more" if more > 0 else "")
    return f"mended: {said}" if finding.mended else said


def _finding(finding: Finding) -> dict[str, object]:
    return {"check": finding.check, "problems": list(finding.problems), "mended": finding.mended}


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be derived anew, as one step.")] = False,
) -> Listing[Finding]:
    """Check that the database is sound, and mend it."""
    from netlog.store import doctor as store

    findings: list[Finding] = []
    if path().exists():
        findings = (store.mend if fix else store.examine)(path(), current().today, habits())
    wrong = [finding for finding in findings if finding.problems and not finding.mended]
    return Listing(
        command="doctor",
        rows=findings,
        columns=FINDINGS,
        record=_finding,
        flat=("check", "problems", "mended"),
        title="Doctor",
        footer=_remedies({finding.check for finding in wrong}, fixed=fix),
        empty=NO_DATABASE,
        whole=True,
        exit_code=1 if wrong else 0,
    )


def _remedies(wrong: set[str], *, fixed: bool) -> tuple[str, ...]:
    if wrong & {"file", "references"}:
        return ("netlog restore FILE puts a backup back",)
    return ("netlog doctor --fix",) if wrong and not fixed else ()


# --- config --------------------------------------------------------------------------------------

SETTINGS: tuple[Column[dict[str, Any]], ...] = (
    Column("name", "name", lambda line: line["name"], style="name", min_width=18),
    Column("value", "value", lambda line: _written(line["value"]), min_width=8),
    Column("default", "default", lambda line: _written(line["default"]), style="dim", priority=2, min_width=8),
    Column("source", "whose advice", lambda line: line["source"], style="dim", priority=1),
    Column("sentence", "what it does", lambda line: line["sentence"], min_width=40, wraps=True),
)
SETTING_KEYS = ("name", "value", "default", "sentence", "source", "takes")


def config(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One setting.", show_default=False)] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="Its new value.", show_default=False)] = None,
    default: Annotated[bool, typer.Option("--default", help="Take the setting out: its default counts.")] = False,
) -> Listing[dict[str, Any]] | Done:
    """Show the settings, or change one.

    A list of days is written with commas: 2026-12-25,2026-12-26.
    """
    if default and (name is None or value is not None):
        raise UsageError(
            "--default takes the name of one setting.", "For example `netlog config nudge_days --default`."
        )
    if name is None:
        return _settings(settings_file.table())
    if value is None and not default:
        return _settings((_setting(name),))
    return _change(_setting(name), value)


def _setting(name: str) -> Setting:
    for line in settings_file.table():
        if line.name == name:
            return line
    names = ", ".join(line.name for line in settings_file.table())
    raise NotFound(f"There is no setting {name!r}.", f"There are {names}.")


def _change(line: Setting, words: str | None) -> Done:
    """Set it, or take it out where `words` is None."""
    value = None if words is None else settings_file.from_words(line.name, words)
    file = settings_file.keep(line.name, value)
    said = f"{line.name} is now {_written(line.default if value is None else value)}"
    said += ", the default." if value is None else f" (in {file})."
    note = "What is open keeps its days until something happens with that person; at once by netlog doctor --fix."
    decides_over_days = path().exists() and hasattr(habits(), line.name)
    return Done("config", said, ids={"name": line.name}, notes=(note,) if decides_over_days else ())


def _settings(lines: tuple[Setting, ...]) -> Listing[dict[str, Any]]:
    values = settings_file.settings()._asdict()
    rows = [line._asdict() | {"value": values[line.name], "takes": line.takes} for line in lines]
    return Listing(
        command="config",
        rows=rows,
        columns=SETTINGS,
        record=lambda row: {key: _plain(row[key]) for key in SETTING_KEYS},
        flat=SETTING_KEYS,
        title=f"Settings · {settings_file.config_path()}",
        footer=("netlog config NAME VALUE · netlog config NAME --default",),
        whole=True,
    )


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(day.isoformat() for day in value) or "none"
    return str(value)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
