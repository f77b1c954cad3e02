"""The options and arguments that several commands share, each defined once.

A command module names them as annotations (`who: Who`, `all_: All = False`); it does not start with
`from __future__ import annotations`, because Typer reads the annotations when the command runs. `--json` and
`--format` are added to every command by the group and never declared.
"""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperOption

from netlog.cli import context

FORMATS = ("table", "tsv", "json", "csv", "markdown")

Candidate = str | tuple[str, str]  # what completes a word, with or without a line of help


def completed_by(kind: str) -> Callable[[typer.Context, str], list[Candidate]]:
    """A completion hook that finds `kind` in netlog.cli.completion when a shell asks, and never fails.

    The function there is called as `kind(incomplete)`; `current()` knows --db and --today by then.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[Candidate]:
        try:
            from importlib import import_module

            root = ctx.find_root().params
            context.start(root.get("db"), root.get("today"), no_input=True)
            candidates = getattr(import_module("netlog.cli.completion"), kind)(incomplete)
            return list(candidates)
        except Exception:  # a shell shows what is printed here in the middle of the line being typed
            return []

    return complete


def one_of(values: tuple[str, ...]) -> Callable[[str], list[str]]:
    """A completion hook for a closed list of words."""

    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return complete


# --- arguments -----------------------------------------------------------------------------------

Who = Annotated[
    str,
    typer.Argument(
        metavar="WHO", help="A name, the start of one, an e-mail or an id.", autocompletion=completed_by("who")
    ),
]
Whos = Annotated[
    list[str],
    typer.Argument(
        metavar="WHO...", help="Names, starts of names, e-mails or ids.", autocompletion=completed_by("who")
    ),
]
MaybeWho = Annotated[
    str | None,
    typer.Argument(metavar="[WHO]", help="Only this person.", autocompletion=completed_by("who"), show_default=False),
]
FollowUps = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Follow-ups by id, as f41.", autocompletion=completed_by("follow_up")),
]
FollowUp = Annotated[
    str, typer.Argument(metavar="ID", help="A follow-up by id, as f41.", autocompletion=completed_by("follow_up"))
]
When = Annotated[str, typer.Argument(metavar="WHEN", help="A day in words: friday, in 2 weeks, 2026-11-03.")]

# --- options -------------------------------------------------------------------------------------

All = Annotated[bool, typer.Option("--all", "-a", help="List everything, not a screenful.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="When it happened: yesterday, last tuesday.", show_default=False),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="DATE", help="Until when: friday, in 2 weeks.", show_default=False)
]
To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="WHO", help="The person to reach.", autocompletion=completed_by("who"), show_default=False
    ),
]
Via = Annotated[
    str | None,
    typer.Option(
        "--via", metavar="WHO", help="Who gave me the name.", autocompletion=completed_by("who"), show_default=False
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="WHO", help="Who else was there.", autocompletion=completed_by("who"), show_default=False
    ),
]
New = Annotated[bool, typer.Option("--new", help="Add the person if nobody has that name.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Keep a note with it.", show_default=False)]
Place = Annotated[str | None, typer.Option("--place", metavar="TEXT", help="Where.", show_default=False)]
Minutes = Annotated[int | None, typer.Option("--minutes", metavar="N", help="How long.", show_default=False)]
MeetingKind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="coffee, lunch, call, video or event.",
        autocompletion=one_of(("coffee", "lunch", "call", "video", "event")),
        show_default=False,
    ),
]
Channel = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="HOW",
        help="email, linkedin, text, letter, phone or in-person.",
        autocompletion=one_of(("email", "linkedin", "text", "letter", "phone", "in-person")),
        show_default=False,
    ),
]
Sent = Annotated[bool, typer.Option("--sent", help="It is sent: record it, do not ask.")]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", metavar="TAG", help="A tag; repeatable.", autocompletion=completed_by("tag"), show_default=False
    ),
]


def _affiliation(flag: str, kind: str, what: str) -> Any:
    return typer.Option(
        flag,
        metavar="NAME[:ROLE[:YEARS]]",
        help=f"{what}; repeatable.",
        autocompletion=completed_by(kind),
        show_default=False,
    )


School = Annotated[list[str] | None, _affiliation("--school", "school", "A school, with degree and years")]
Association = Annotated[list[str] | None, _affiliation("--association", "association", "A professional association")]
Greek = Annotated[list[str] | None, _affiliation("--greek", "greek", "A fraternity or sorority")]
Organization = Annotated[list[str] | None, _affiliation("--org", "organization", "A company or other organization")]


# --- the output options, added to every command by the group -------------------------------------


def _take_format(formats: tuple[str, ...]) -> Callable[[typer.Context, Any, str | None], None]:
    """The callback of --format: checks the word and tells the invocation."""

    def take(ctx: typer.Context, param: Any, value: str | None) -> None:
        if value is None or ctx.resilient_parsing:
            return
        if value not in formats:
            raise typer.BadParameter(f"there is no format {value!r}; choose {_or(formats)}.")
        context.set_format(value)

    return take


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _take_json(ctx: typer.Context, param: Any, value: bool) -> None:
    """The callback of --json."""
    if value and not ctx.resilient_parsing:
        context.set_format("json")


def output_options(writes: bool, more: tuple[str, ...] = ()) -> list[TyperOption]:
    """--json, and for commands that read --format too, which knows the words of `more` beside the usual ones.

    They tell the invocation and pass nothing to the command.
    """
    as_json = TyperOption(
        param_decls=["--json"],
        is_flag=True,
        default=False,
        expose_value=False,
        callback=_take_json,
        help="Print JSON; short for --format json." if not writes else "Print what was done as JSON.",
    )
    if writes:
        return [as_json]
    formats = (*FORMATS, *more)
    chosen = TyperOption(
        param_decls=["--format"],
        metavar="FORMAT",
        expose_value=False,
        callback=_take_format(formats),
        help=f"{_or(formats)}.",
        autocompletion=lambda ctx, args, incomplete: [f for f in formats if f.startswith(incomplete or "")],
    )
    return [chosen, as_json]
