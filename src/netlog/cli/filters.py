"""The options that say which contacts: `contacts` lists them, `export` writes them."""

import re
from collections.abc import Callable
from functools import wraps
from inspect import Signature, signature
from typing import Annotated, Any

import typer

from netlog.cli.options import completed_by
from netlog.cli.wording import word_of
from netlog.rules.days import parse_years
from netlog.store.reader.contacts import Wanted
from netlog.words import Stage

MENTOR = "mentor"


def _filter(flag: str, what: str, metavar: str = "NAME", completion: str = "") -> Any:
    complete = completed_by(completion) if completion else None
    return typer.Option(flag, metavar=metavar, help=what, autocompletion=complete, show_default=False)


Text = Annotated[
    str | None,
    typer.Argument(metavar="[TEXT]", help="A name, an employer or an e-mail, or how one begins.", show_default=False),
]
Schools = Annotated[list[str] | None, _filter("--school", "Studied there; repeatable: any of them.", "NAME", "school")]
Greeks = Annotated[list[str] | None, _filter("--greek", "In this fraternity or sorority.", "NAME", "greek")]
Associations = Annotated[list[str] | None, _filter("--association", "In this association.", "NAME", "association")]
Organizations = Annotated[list[str] | None, _filter("--org", "Works there now.", "NAME", "organization")]
Functions = Annotated[list[str] | None, _filter("--function", "Has this job function.", "NAME", "function")]
Industries = Annotated[list[str] | None, _filter("--industry", "In this industry.")]
Cities = Annotated[list[str] | None, _filter("--city", "Lives or works there.")]
ClassOf = Annotated[str | None, _filter("--class-of", "Left school then: 2012, 2008-2015, 2008-.", "YEARS")]
Mentor = Annotated[bool, typer.Option("--mentor", help="Willing to mentor: tagged so.")]
Stages = Annotated[list[str] | None, _filter("--stage", f"{', '.join(Stage)}.", "STAGE")]
TagFilter = Annotated[list[str] | None, _filter("--tag", "Has this tag.", "TAG", "tag")]
InPlay = Annotated[bool, typer.Option("--in-play", help="Something is going on with them.")]
NotAsked = Annotated[bool, typer.Option("--not-asked", help="Never written to, asked for, or met.")]


def wanted(
    text: Text = None,
    school: Schools = None,
    function: Functions = None,
    org: Organizations = None,
    greek: Greeks = None,
    association: Associations = None,
    industry: Industries = None,
    city: Cities = None,
    class_of: ClassOf = None,
    mentor: Mentor = False,
    stage: Stages = None,
    tag: TagFilter = None,
    in_play: InPlay = False,
    not_asked: NotAsked = False,
) -> Wanted:
    """Which contacts the options mean."""
    since, until = _years(class_of) if class_of else (None, None)
    tags = [*(tag or []), *([MENTOR] if mentor else [])]
    return Wanted(
        text=text,
        organizations=tuple(org or ()),
        schools=tuple(school or ()),
        associations=tuple(association or ()),
        greeks=tuple(greek or ()),
        functions=tuple(function or ()),
        industries=tuple(industry or ()),
        cities=tuple(city or ()),
        stages=tuple(word_of(Stage, word, "stage") for word in stage or ()),
        tags=tuple(tags),
        class_from=since,
        class_to=until,
        in_play=in_play,
        not_asked=not_asked,
    )


def _years(text: str) -> tuple[str | None, str | None]:
    """--class-of as two years, each None where it is open."""
    if re.fullmatch(r"\s*\d{4}\s*", text):
        return text.strip(), text.strip()
    start, end = parse_years(text, single="end")
    return start and start[:4], end and end[:4]


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `wanted` before its own; what they mean is its argument `wanted`.

    Typer reads a function's signature, so the signature is put together instead of being written once for each command.
    """
    filters = signature(wanted).parameters
    own = [parameter for name, parameter in signature(command).parameters.items() if name != "wanted"]

    @wraps(command)
    def run(**given: Any) -> Any:
        meant = wanted(**{name: given.pop(name) for name in filters})
        return command(wanted=meant, **given)

    run.__signature__ = Signature([*filters.values(), *own])  # type: ignore[attr-defined]  # as inspect documents it
    return run
