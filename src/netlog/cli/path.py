"""`path`: who could introduce me to a person, or to anybody at an organization."""

import sqlite3
from collections.abc import Iterator, Sequence
from shlex import quote
from typing import Annotated, Any, NamedTuple

import typer

from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.cli.introducers import Finder, Goal, Hop, Path
from netlog.cli.options import completed_by
from netlog.cli.who import handle, one
from netlog.cli.wording import and_more, anyone_at, labelled
from netlog.errors import InvalidInput, NotFound
from netlog.render.result import Block, Card, Facts, Line, Lines, Listing, Result
from netlog.rows.introductions import IntroRow
from netlog.rows.who import ContactLine
from netlog.rules.filling import called
from netlog.rules.names import counted, fold, shown
from netlog.rules.ties import CAME
from netlog.store.reader import introducers as read
from netlog.store.reader import intros, targets, who
from netlog.store.reader.ids import is_id
from netlog.words import IntroState, Stage

_S = IntroState

WhoOrOrganization = Annotated[
    str,
    typer.Argument(
        metavar="WHO|ORG",
        help="A person, by name, e-mail or id; or an organization, by its name.",
        autocompletion=completed_by("goal"),
    ),
]
Most = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many.")]

FLAT = ("rank", "target", "chain", "confidence", "evidence", "command")


def path(goal: WhoOrOrganization, limit: Most = 5) -> Result:
    """Show who could introduce you to a person or organization.

    First the chains of people who know each other, one for each of your contacts who could begin it: the shortest, then
    those that are known best. After them contacts who are likely to know the person, with what speaks for it.
    """
    with reading() as db:
        meant = _meant(db, goal)
        finder = Finder(db, meant, limit)
        paths = list(finder.paths())[:limit]
        advice = () if paths else tuple(_advice(db, meant, finder))
        notes = tuple(_notes(db, meant))
    if current().format == "table":
        return _card(meant, paths, finder.known, advice)._replace(notes=notes)
    nobody = () if paths else (_nobody(meant), *(" ".join(each) for each in advice))
    return Listing(
        command="path",
        rows=list(enumerate(paths, 1)),
        columns=(),
        record=lambda row: _record(meant, *row),
        flat=FLAT,
        notes=(*notes, *nobody),
    )


# --- whom it leads to ----------------------------------------------------------------------------


def _meant(db: sqlite3.Connection, text: str) -> Goal:
    """The person, as WHO finds them, or the organization of that name or alias.

    What is the whole name of an organization is not taken for the start of a person's. Raises as `one` does.
    """
    organization = targets.organization(db, text) if fold(text) else None
    people = who.find(db, text, current().today.isoformat()) if text.strip() else []
    if organization and not any(_is_whole(line, text) for line in people):
        id, name = organization
        others = f" {people[0].label} is c{people[0].id}." if len(people) == 1 else ""
        return Goal(name, name, None, id, f"{name} is taken for the organization.{others}" if people else "")
    try:
        line = one(db, text)
    except NotFound as error:
        if who.is_me(db, text):
            raise _me() from None
        raise _nothing(error, text) from None
    if line.is_me:
        raise _me()
    note = f"{line.label} (c{line.id}) is taken, not the organization." if organization else ""
    return Goal(line.name, line.label, line, note=note)


def _me() -> InvalidInput:
    return InvalidInput("That is you.", "Name somebody whom you want to meet, or an organization.")


def _nothing(error: NotFound, text: str) -> NotFound:
    """That nobody and nothing is called so, with what the text may have been meant for."""
    sentence = error.sentence.replace("Nobody is", "Nobody and no organization is", 1)
    as_target = f"`netlog target org {quote(shown(text))}` sets an organization as a target."
    return NotFound(sentence, error.hint if is_id(text) else f"{error.hint} {as_target}")


def _is_whole(line: ContactLine, text: str) -> bool:
    """Whether the text says all of a contact's name, or is their e-mail or id."""
    return fold(line.name) == fold(text) or "@" in text or fold(text) in ("me", f"c{line.id}", f"{line.id}")


def _notes(db: sqlite3.Connection, goal: Goal) -> Iterator[str]:
    """What the words were taken for, and what a new ask would go past."""
    if goal.note:
        yield goal.note
    if goal.contact is None:
        return
    if goal.contact.stage == Stage.QUIET:
        yield f"{goal.name} is quiet: a no, or no answer."
    for row in _under_way(db, goal.contact.id):
        yield f"{row.introducer} {CAME[_S(row.state)]} to {goal.name} (i{row.id}): that is under way."


def _under_way(db: sqlite3.Connection, contact: int) -> Sequence[IntroRow]:
    """The introductions to somebody that were asked for, or promised."""
    return intros.intros(db, current().today, contact=contact, states=(_S.ASKED, _S.PROMISED))


# --- where no path leads -------------------------------------------------------------------------


class _Advice(NamedTuple):
    """The nearest way in: a sentence and a command line."""

    words: str
    command: str


_NAMED = 3


def _nobody(goal: Goal) -> str:
    return f"No one you know leads to {goal.label}, as far as netlog is told."


def _advice(db: sqlite3.Connection, goal: Goal, finder: Finder) -> Iterator[_Advice]:
    if goal.contact is None:
        yield from _to_organization(db, goal, finder.there)
        return
    name, short = goal.name, handle(db, goal.contact.id, goal.name)
    way = read.way_in(db, goal.contact.id, finder.circle.me)
    if way.known_to:
        names = and_more(way.known_to, _NAMED)
        yield _Advice(f"{name} is known to know {names}, whom you do not know:", f"netlog show {short}")
    if way.others > 0:
        others = counted(way.others, "more person", "more people")
        yield _Advice(f"{others} of {way.organization} on your list:", f"netlog path {quote(str(way.organization))}")
    if way.shared and not any(_under_way(db, goal.contact.id)):
        shared = and_more(way.shared, _NAMED)
        yield _Advice(f"You share {shared}, so write to {name} yourself:", f"netlog draft outreach {short}")
    yield _Advice(f"Ask at your next coffee who knows {name}, and keep the answer:", f"netlog know WHO {short}")


def _to_organization(db: sqlite3.Connection, goal: Goal, people: int) -> Iterator[_Advice]:
    assert goal.organization is not None
    name, whom = quote(goal.name), quote(anyone_at(goal.name))
    if people:
        there = counted(people, "person", "people")
        yield _Advice(f"{there} there on your list, none of whom you know:", f"netlog contacts --org {name}")
    elif read.is_school(db, goal.organization):
        studied = "Nobody who works there is on your list. Who studied there is another matter:"
        yield _Advice(studied, f"netlog contacts --school {name}")
    yield _Advice("Ask somebody who knows more people than you:", f"netlog ask-intro WHO --to {whom}")


# --- the screen ----------------------------------------------------------------------------------


def _card(goal: Goal, paths: Sequence[Path], known: int, advice: Sequence[_Advice]) -> Card:
    blocks: list[Block] = [_block(rank, each, goal) for rank, each in enumerate(paths, 1)]
    if not paths:
        lines: list[Line] = [line for each in advice for line in (each.words, (f"  {each.command}",))]
        blocks = [Lines([_nobody(goal)]), Lines(lines, title="The nearest way in")]
    return Card("path", {}, blocks, f"Paths to {goal.label}", _count(paths, known))


def _count(paths: Sequence[Path], known: int) -> str:
    """ "2 known · 3 likely", "5 of 13 known"."""
    shown = sum(each.is_known for each in paths)
    guessed = len(paths) - shown
    said = f"{shown} of {known:,} known" if known > shown else f"{shown} known" if shown else ""
    return " · ".join(filter(None, (said, f"{guessed} likely" if guessed else "")))


def _block(rank: int, each: Path, goal: Goal) -> Facts:
    """One path: who, then why each knows the next, then what to do."""
    return Facts(tuple(_facts(each)), title=f"{rank}  {_title(each, goal)}")


def _title(each: Path, goal: Goal) -> str:
    chain = " -> ".join(hop.name for hop in each.hops)
    if goal.organization is not None and each.hops[-1].title:
        chain = f"{chain}, {each.hops[-1].title}"
    if each.formerly:
        return f"{chain} · formerly at {goal.name}"
    return chain if each.is_known else f"{chain} · {_guess(each.confidence)}"


def _guess(chance: float) -> str:
    """The chance in a word: the model ranks better than it counts, so the figure is left to JSON."""
    return "likely" if chance >= 0.5 else "perhaps" if chance >= 0.2 else "a long shot"


def _facts(each: Path) -> Iterator[tuple[str, Line]]:
    names = _calls(each.hops)
    first, *rest = each.hops
    yield from labelled(f"you know {names[0]}", first.evidence)
    yield from labelled("but", first.but)
    does = "knows" if each.is_known else "may know"
    for before, name, hop in zip(names, names[1:], rest, strict=False):
        yield from labelled(f"{before} {does} {name}", hop.evidence)
        yield from labelled("but", hop.but)
    yield "next", each.command


def _calls(hops: Sequence[Hop]) -> list[str]:
    """What each is called beside the others: the first name, the whole one where two share it."""
    short = [called(hop.name) for hop in hops]
    return [name if short.count(name) == 1 else hop.name for name, hop in zip(short, hops, strict=True)]


# --- JSON and TSV --------------------------------------------------------------------------------


def _record(goal: Goal, rank: int, each: Path) -> dict[str, Any]:
    return {
        "rank": rank,
        "target": goal.name,
        "chain": [hop.name for hop in each.hops],
        "confidence": round(each.confidence, 3),
        "evidence": [_evidence(hop) for hop in each.hops],
        "command": each.command,
        "hops": [{"contact": hop.name, "contact_id": hop.id, "evidence": _evidence(hop)} for hop in each.hops],
    }


def _evidence(hop: Hop) -> str:
    return "; ".join((*hop.evidence, *(f"but {words}" for words in hop.but)))
