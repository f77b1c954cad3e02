"""`next`: whom to ask, why, how likely a yes is, and the command that does it."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote
from typing import Annotated, Any, NamedTuple

import typer

from netlog.cli.context import current
from netlog.cli.database import reading, search
from netlog.cli.options import completed_by
from netlog.cli.who import handle, in_full, one
from netlog.cli.wording import anyone_at, function_of, over
from netlog.errors import NotFound, UsageError
from netlog.render.result import Block, Card, Column, Lines, Listing, Result, Style, Table
from netlog.rules.asking import no_favour, no_letter
from netlog.rules.days import short_day
from netlog.rules.names import counted, shown
from netlog.rules.ranking.policy import PRIORS, Ask, Way
from netlog.rules.suggesting import (
    OF_WAY,
    Action,
    Grounds,
    Reason,
    about,
    chance_because,
    headline,
    reason,
    reasons,
    score,
    whom,
)
from netlog.store.reader.asking import Search
from netlog.store.reader.jobs import landed
from netlog.store.reader.pauses import pause_on
from netlog.store.reader.suggesting import best_asks, suggestions, week
from netlog.store.reader.targets import called

SHOWN = 5

Why = Annotated[bool, typer.Option("--why", help="Add what makes up each score and each chance.")]
Number = Annotated[
    int | None,
    typer.Option(
        "--number", "-n", metavar="N", min=1, max=100, show_default=False,
        help=f"At most so many; {SHOWN} if not told, but all of a week.",
    ),
]  # fmt: skip
ForTarget = Annotated[
    str | None, typer.Option("--target", metavar="TEXT", help="Only towards this target.", show_default=False)
]
ForWeek = Annotated[bool, typer.Option("--week", help="The asks that this week has left, in order: long shots first.")]
WhyNot = Annotated[
    str | None,
    typer.Option(
        "--why-not", metavar="WHO", help="Why somebody is not suggested.", autocompletion=completed_by("who"),
        show_default=False,
    ),
]  # fmt: skip
Rates = Annotated[bool, typer.Option("--rates", help="Your own rates of a yes, by the way you asked.")]

FLAT = (
    "rank", "action", "contact", "contact_id", "via", "via_id", "chance", "score", "reason", "command",
)  # fmt: skip


class Suggestion(NamedTuple):
    """A suggestion, ready to be shown."""

    rank: int
    grounds: Grounds
    command: str
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """The sum of the printed terms."""
        return score(self.reasons)


def next(
    target: ForTarget = None,
    number: Number = None,
    why: Why = False,
    for_week: ForWeek = False,
    why_not: WhyNot = None,
    rates: Rates = False,
) -> Result:
    """Show whom to ask next, why, and the command that does it.

    An introduction to ask for, a person to write to, somebody to meet, an old tie to revive: the best of each, each
    judged by itself. --week gives the order for a week instead, in which a yes saves the other asks.
    """
    if sum([for_week, rates, why_not is not None]) > 1:
        raise UsageError("--week, --rates and --why-not exclude one another.", "Give one of them.")
    with reading() as db:
        found = search(db, _meant(db, target))
        if rates:
            return _rates(found)
        if why_not is not None:
            return _why_not(db, found, why_not)
        chosen = week(found)[:number] if for_week else suggestions(found, number or SHOWN)
        lines = [made_out(found, rank, grounds) for rank, grounds in enumerate(chosen, 1)]
        empty = "" if lines else _empty(db, found)
        note = _week_note(db, found, planned=for_week) if lines else ""
    if current().format == "table":
        title = "This week's asks, in order" if for_week else "Whom to ask next"
        return Card("next", {}, _blocks(lines, empty, why=why), title, note, _footer(lines, why=why))
    notes = (note,) if note and not note.endswith(_LEFT) else ()
    return Listing(
        "next", lines, (), record, (*FLAT, "reasons", "chance_because") if why else FLAT, empty=empty,
        notes=(empty,) if empty and current().format != "json" else notes,
    )  # fmt: skip


def _meant(db: sqlite3.Connection, text: str | None) -> list[int] | None:
    """The targets that a text means; None where none was given. Raises NotFound where it means none."""
    if text is None:
        return None
    found = called(db, text)
    if not found:
        hint = "`netlog targets` lists them; `netlog target` adds one."
        raise NotFound(f'No target of yours is called "{shown(text)}".', hint)
    return found


def best_now(db: sqlite3.Connection) -> Suggestion | None:
    """The first suggestion, for the home screen; None where there is none, or this week's asks are made."""
    found = search(db)
    rests = not found.asks_left or pause_on(db, current().today)
    best = [] if rests else suggestions(found, 1)
    return made_out(found, 1, best[0]) if best else None


def in_a_line(line: Suggestion) -> str:
    """ "Write to Ana Lopez, about 2 in 3: netlog draft outreach Ana"; the reasons are for `next` to tell."""
    return f"{headline(line.grounds)}, {about(line.grounds.ask.chance)}: {line.command}"


# --- one suggestion -------------------------------------------------------------------------------


def made_out(found: Search, rank: int, grounds: Grounds) -> Suggestion:
    """A suggestion with its command and its terms."""
    return Suggestion(rank, grounds, _command(found, grounds), reasons(grounds))


def _command(found: Search, grounds: Grounds) -> str:
    """The command line that acts on it."""
    if grounds.action is Action.ASK_INTRO:
        assert grounds.via
        via = handle(found.db, grounds.via.id, grounds.via.name)
        return f"netlog ask-intro {quote(via)} --to {quote(_to(found, grounds))}"
    assert grounds.who
    return f"netlog draft outreach {quote(handle(found.db, grounds.who.id, grounds.who.name))}"


def _to(found: Search, grounds: Grounds) -> str:
    """Whom `--to` names: somebody, or of an organization anybody who does what I am after."""
    if grounds.who is None:
        return anyone_at(grounds.hits[0].name, function_of(found.targets))
    return in_full(found.db, grounds.who.id, grounds.who.name)


def record(line: Suggestion) -> dict[str, Any]:
    """The JSON of one suggestion."""
    grounds = line.grounds
    approach = grounds.ask.approach
    return {
        "rank": line.rank,
        "action": str(grounds.action),
        "contact": grounds.who.name if grounds.who else None,
        "contact_id": grounds.who.id if grounds.who else None,
        "description": None if grounds.who else whom(grounds),
        "via": grounds.via.name if grounds.via else None,
        "via_id": approach.via,
        "chance": round(grounds.ask.chance, 3),
        "score": line.score,
        "reason": reason(grounds),
        "reasons": [each._asdict() for each in line.reasons],
        "chance_because": list(chance_because(grounds)),
        "command": line.command,
    }


# --- the screen -----------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A line of the screen."""

    rank: str
    chance: str
    text: str
    style: Style = ""


_COLUMNS: tuple[Column[_Line], ...] = (
    Column("rank", "", style="id", align="right", min_width=2),
    Column("chance", "a yes", min_width=12),
    Column("text", "whom, and why", style=lambda line: line.style, min_width=30, wraps=True),
)


def _blocks(lines: Sequence[Suggestion], empty: str, *, why: bool) -> list[Block]:
    if not lines:
        return [Lines([empty])]
    return [Table([row for line in lines for row in _rows(line, why=why)], _COLUMNS)]


def _rows(line: Suggestion, *, why: bool) -> Iterator[_Line]:
    """The suggestion, its command, and with --why what makes up its score and its chance."""
    grounds = line.grounds
    yield _Line(str(line.rank), about(grounds.ask.chance), f"{headline(grounds)}: {reason(grounds)}")
    if why:
        for each in line.reasons:
            yield _Line("", "", f"{each.points:+.3f}  {each.text}", "dim")
        yield _Line("", "", f"{line.score:+.3f}  the score", "dim")
        for because in chance_because(grounds):
            yield _Line("", "", because, "dim")
    yield _Line("", "", line.command, "strong")


_LEFT = "left this week"


def _week_note(db: sqlite3.Connection, found: Search, *, planned: bool) -> str:
    """How many asks are left, or why they can wait."""
    if pause := pause_on(db, current().today):
        return f"the search is paused until {short_day(date.fromisoformat(pause.end_on), current().today)}"
    if not found.asks_left:
        return "this week's asks are made; these are for Monday"
    return (
        f"{found.asks_left} of {found.manners.asks_a_week} {_LEFT}"
        if planned
        else (f"{counted(found.asks_left, 'ask')} {_LEFT}")
    )


def _footer(lines: Sequence[Suggestion], *, why: bool) -> tuple[str, ...]:
    if not lines:
        return ()
    return ("netlog next --week",) if why else ("netlog next --why", "netlog next --week")


# --- nobody ---------------------------------------------------------------------------------------


def _empty(db: sqlite3.Connection, found: Search) -> str:
    """Why there is nobody, and the nearest step."""
    if not found.knowing.evidence.census.everybody.people:
        return "Nobody is here yet. Begin with: netlog init, then netlog import Connections.csv or alumni.csv"
    if not found.targets and (job := landed(db)):
        return f"{over(job)} A new search begins with: netlog target"
    if not found.targets:
        return "Say first what you are after: netlog target org Stripe Figma, or netlog target function design"
    if not found.hits and not found.unlisted:
        return "Nobody you list fits a target. Find people: netlog import alumni.csv, or netlog add-contact"
    if not found.hits:
        name = min(found.unlisted.values()).name  # the dearest
        return f"Nobody you list is at {name} now. The nearest way in: netlog path {quote(name)}"
    waiting = [said for id in found.hits if (said := no_letter(found.whether(id)))]
    if not waiting:
        return "Nobody you know, or list, leads to a target. Find people: netlog import alumni.csv"
    return f"Nobody can be asked today. {waiting[0]} The nearest step: netlog followups"


# --- why not --------------------------------------------------------------------------------------


def _why_not(db: sqlite3.Connection, found: Search, text: str) -> Card:
    """Why somebody is not suggested, to be met and for a favour; or where they stand on the list."""
    line = one(db, text)
    of = found.whether(line.id)
    letter, favour = no_letter(of), no_favour(of)
    place = _place(found, line.id)
    said = list(dict.fromkeys(_reasons_why_not(found, line.id, line.name, letter, favour, place)))
    return Card(
        command="next",
        record={"contact": line.name, "contact_id": line.id, "rank": place.number if place else None, "reasons": said},
        blocks=[Lines(said)],
        title=line.label,
        footer=(f"netlog show {handle(db, line.id, line.name)}",),
    )


class _Place(NamedTuple):
    """Where somebody stands: in the plain list of `next`, else among all `of` that there are, by score."""

    number: int
    of: int | None = None


def _place(found: Search, contact: int) -> _Place | None:
    if number := _number(best_asks(found, SHOWN), contact):
        return _Place(number)
    everything = best_asks(found)
    number = _number(everything, contact)
    return _Place(number, len(everything)) if number else None


def _number(asks: Sequence[Ask], contact: int) -> int | None:
    """The number of the first ask that names somebody."""
    return min((number for number, ask in enumerate(asks, 1) if contact in _named(ask)), default=None)


def _named(ask: Ask) -> tuple[int | None, ...]:
    approach = ask.approach
    return (approach.via, approach.who.id) if approach.favour else (approach.who.id,)


def _reasons_why_not(
    found: Search, contact: int, name: str, letter: str | None, favour: str | None, place: _Place | None
) -> Iterator[str]:
    if place is not None:
        where = "of the list" if place.of is None else f"by score, of all {place.of}"
        yield f"{name} is suggested: number {place.number} {where}."
        return
    if letter:
        yield letter
    elif contact not in found.candidates:
        yield f"{name} fits no target, and shares no small group with you or with those who do."
    else:
        yield f"{name} may be asked, but nothing says that it would lead to a target."
    if favour and contact in found.met:
        yield favour


# --- rates ----------------------------------------------------------------------------------------


class _Rate(NamedTuple):
    """How often one way of asking brought a yes: the user's own counts, and the rate with the prior in it."""

    way: str
    what: str
    asked: int
    yes: int
    prior: float
    weight: int
    rate: float


_RATES: tuple[Column[_Rate], ...] = (
    Column("what", "ask", min_width=20),
    Column("yes", "yes", lambda row: f"{row.yes} of {row.asked}", min_width=7),
    Column(
        "prior", "to begin with", lambda row: f"{100 * row.prior:.0f} %, as {row.weight} asks", priority=1, min_width=14
    ),
    Column("rate", "now", lambda row: about(row.rate), min_width=12),
)


def _rates(found: Search) -> Listing[_Rate]:
    now = found.rates
    rows = [
        _Rate(str(way), OF_WAY[way], *found.history.get(way, (0, 0)), PRIORS[way][0], int(PRIORS[way][1]), now[way])
        for way in (Way.FIRST, Way.WARM, Way.NEAR, Way.NONE)
    ]
    return Listing(
        "next", rows, _RATES, _rate_record, ("way", "asked", "yes", "prior", "weight", "rate"),
        title="Your rates of a yes", note="an answer still to come is not counted",
    )  # fmt: skip


def _rate_record(row: _Rate) -> dict[str, Any]:
    return {
        "way": row.way, "asked": row.asked, "yes": row.yes, "prior": row.prior, "weight": row.weight,
        "rate": round(row.rate, 3),
    }  # fmt: skip
