"""The program: parse, run the command, render what it returns, turn every error into a sentence and a code."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from netlog import __version__
from netlog.cli import context
from netlog.cli.commands import HOME
from netlog.cli.group import LazyGroup
from netlog.clock import TODAY_VARIABLE
from netlog.errors import Ambiguous, InvalidInput, NetlogError, StoreError, UsageError
from netlog.render import Page, write

INTERRUPTED = 130
DEBUG_VARIABLE = "NETLOG_DEBUG"

app = typer.Typer(
    cls=LazyGroup,
    invoke_without_command=True,
    rich_markup_mode=None,  # plain help: no boxes, and 50 ms faster
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 80},
    epilog=f"Run `{HOME.name}` alone to see what is due today.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"netlog {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        str | None, typer.Option("--db", metavar="PATH", help="Use this database.", show_default=False)
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="Act as if it were this day.", show_default=False)
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask, even on a terminal.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> Any:
    """Keep the people, introductions and coffees of a job search."""
    context.start(db, today, no_input)
    if as_json:
        context.set_format("json")
    if ctx.invoked_subcommand is None:
        from importlib import import_module

        return import_module(HOME.module).home()
    return None


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run one command line, writing to stdout and stderr. Returns the exit code; raises nothing."""
    frozen = os.environ.get(TODAY_VARIABLE)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot write a name still shows the rest
    try:
        return _run(args)
    except BrokenPipeError:  # the reader has seen enough (`| head`); Python would complain once more at its exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        typer.echo(err=True)
        return INTERRUPTED
    except SystemExit as stop:  # Typer ends so after completion
        return stop.code if isinstance(stop.code, int) else 0
    except typer.TyperException as error:
        return _complain(_usage(error))
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE) and not isinstance(error, NetlogError):
            from traceback import print_exc

            print_exc()
        return _complain(explained(error))
    finally:
        context.forget()
        _restore(TODAY_VARIABLE, frozen)


def _run(args: Sequence[str]) -> int:
    outcome = get_command(app).main(args=list(args), prog_name="netlog", standalone_mode=False)
    if isinstance(outcome, int):  # the exit code of --help, --version, or Ctrl-C
        if outcome == INTERRUPTED:
            raise KeyboardInterrupt
        return outcome
    if outcome is None:
        return 0
    from netlog.render.theme import wants_colour

    here = context.current()
    page = Page(here.width, here.limit(), wants_colour(os.environ, here.stdout_terminal))
    write(outcome, here.format, sys.stdout, sys.stderr, page)
    return int(outcome.exit_code)


def _restore(variable: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = value


# --- errors --------------------------------------------------------------------------------------


def _complain(error: NetlogError) -> int:
    """Say what went wrong on stderr: the sentence, who fits, what to do next. Returns the exit code."""
    context.say(f"netlog: {error.sentence}")
    if isinstance(error, Ambiguous):
        context.say(*(f"  {candidate}" for candidate in error.candidates))
    if error.hint:
        context.say(error.hint)
    return error.exit_code


def _usage(error: typer.TyperException) -> NetlogError:
    """A mistake in the command line, as Typer words it, and where to read more."""
    ctx = getattr(error, "ctx", None)
    return UsageError(error.format_message(), f"`{ctx.command_path if ctx else 'netlog'} --help` says what there is.")


def explained(error: Exception) -> NetlogError:
    """The sentence for whatever else went wrong: the database's refusals, the system's, and what nobody foresaw."""
    if isinstance(error, NetlogError):
        return error
    code = getattr(getattr(error, "orig", error), "sqlite_errorname", None)  # SQLAlchemy keeps sqlite3's error in orig
    if code:
        for start, (sentence, hint) in _STORE_SENTENCES.items():
            if code.startswith(start):
                return StoreError(sentence.format(context.current().database), hint)
    if type(error).__name__ == "ValidationError" and hasattr(error, "errors"):  # pydantic's, too dear to import here
        wrong = error.errors()[0]
        return InvalidInput(f"{wrong['loc'][-1]}: {wrong['msg']}.", "Nothing was written.")
    if isinstance(error, OSError) and error.strerror:
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        return NetlogError(f"{where}{error.strerror}.")
    return NetlogError(
        f"Something happened that netlog did not foresee ({type(error).__name__}: {error}).",
        f"{DEBUG_VARIABLE}=1 shows where; `netlog doctor` checks the database.",
    )


# How sqlite3 names its errors (the first words of sqlite_errorname), and what each means for a person.
_STORE_SENTENCES = {
    "SQLITE_BUSY": ("The database {} is in use by another program.", "Try again when that is done."),
    "SQLITE_LOCKED": ("The database {} is in use by another program.", "Try again when that is done."),
    "SQLITE_NOTADB": ("{} is not a netlog database.", "Name another with --db or NETLOG_DB."),
    "SQLITE_CORRUPT": ("The database {} is damaged.", "`netlog restore` puts the latest backup in its place."),
    "SQLITE_FULL": ("The disk is full, so nothing was written to {}.", "Make room and try again."),
    "SQLITE_READONLY": ("The database {} may not be written to.", "Change its permissions, or name another with --db."),
    "SQLITE_CANTOPEN": ("The database {} cannot be opened.", "See that its folder exists and is yours."),
    "SQLITE_PERM": ("The database {} may not be opened.", "Change its permissions, or name another with --db."),
    "SQLITE_IOERR": ("The disk failed while the database {} was used.", "Copy the file elsewhere, and try again."),
}
