"""`log-coffee`: ten seconds from a coffee to what it means, asked in the order in which it is forgotten."""

import sqlite3
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from netlog import words
from netlog.cli.context import ask, choose, current, which
from netlog.cli.database import reading, writing
from netlog.cli.options import MeetingKind, Minutes, New, On, Place, Via, Whos, With, completed_by
from netlog.cli.who import Somebody, label, named, number, one_or_new, several, several_or_new
from netlog.cli.wording import maybe_word, minutes_of, on_day
from netlog.errors import InvalidInput, UsageError
from netlog.render.result import Done
from netlog.rows.who import ContactLine
from netlog.rules.days import parse_day
from netlog.rules.names import listed
from netlog.store.reader import coffee as read

if TYPE_CHECKING:
    from netlog.store.work import Work
    from netlog.store.writer.coffee import Told


class Named(NamedTuple):
    """Whom one of the people at the table named, and how firmly."""

    namer: int  # the place of the namer among the people at the table
    somebody: Somebody | str
    state: words.IntroState
    may_use_name: words.MayUseName = words.MayUseName.UNKNOWN


Names = Annotated[
    list[str] | None,
    typer.Option(
        "--named", metavar="NAME", help="They named somebody: NAME[, TITLE][ @ ORG]; repeatable.", show_default=False
    ),
]
Introduces = Annotated[
    list[str] | None,
    typer.Option(
        "--introduces", metavar="NAME", help="They will introduce me to somebody; repeatable.", show_default=False
    ),
]
Learned = Annotated[str | None, typer.Option("--learned", metavar="TEXT", help="About the job.", show_default=False)]
Landed = Annotated[str | None, typer.Option("--landed", metavar="TEXT", help="How they landed it.", show_default=False)]
Advice = Annotated[str | None, typer.Option("--advice", metavar="TEXT", help="Their advice.", show_default=False)]
Promise = Annotated[
    list[str] | None,
    typer.Option("--promise", metavar="TEXT", help="What I promised them; repeatable.", show_default=False),
]
PromiseBy = Annotated[
    str | None, typer.Option("--by", metavar="DATE", help="Until when I promised it.", show_default=False)
]
Quick = Annotated[bool, typer.Option("--quick", "-q", help="Ask nothing.")]
Another = Annotated[bool, typer.Option("--another", help="A second meeting on the same day.")]
Owed = Annotated[bool, typer.Option("--owed", help="Open follow-ups even for what is more than 14 days old.")]


def _knows(flag: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        flag, metavar="WHO", help=what, autocompletion=completed_by("who"), show_default=False
    )
    return option


KnowsWho = Annotated[list[str] | None, _knows("--knows", "Whom they know; repeatable.")]
KnowsNot = Annotated[list[str] | None, _knows("--knows-not", "Whom they do not know; repeatable.")]


def log_coffee(
    who: Whos,
    on: On = None,
    kind: MeetingKind = None,
    minutes: Minutes = None,
    place: Place = None,
    with_: With = None,
    names: Names = None,
    introduces: Introduces = None,
    learned: Learned = None,
    landed: Landed = None,
    advice: Advice = None,
    promise: Promise = None,
    by: PromiseBy = None,
    knows: KnowsWho = None,
    knows_not: KnowsNot = None,
    via: Via = None,
    new: New = False,
    another: Another = False,
    owed: Owed = False,
    quick: Quick = False,
) -> Done:
    """Log a coffee, a lunch or a call that was held.

    On a terminal it asks what was said, the exit question first; Enter skips, Ctrl-D ends and keeps what is there.
    The day is that of the plan whose outcome is untold, else today.
    """
    from netlog.store.writer.coffee import Told

    if by and not promise and not current().interactive:
        raise UsageError("--by says until when a promise is due, and there is no --promise.")
    told = Told(
        maybe_word(words.MeetingKind, kind, "kind of meeting"), minutes_of(minutes), place, learned, landed, advice
    )
    with reading() as db:
        table = _table(db, who, with_ or [], new)
        plan, day = _which_meeting(db, table[0], on, another)
        there = read.held_on(db, table[0].id, day) if isinstance(table[0], ContactLine) and not another else None
        via_who = one_or_new(db, via, new) if via else None
        ties = [(other, words.Knows.YES) for other in several(db, knows or [])] if knows else []
        ties += [(other, words.Knows.NO) for other in several(db, knows_not or [])] if knows_not else []
        told.promises += [(text, _by(by)) for text in promise or []]
        said = [_told_of(db, text, words.IntroState.PROMISED) for text in introduces or []]
        said += [_told_of(db, text, words.IntroState.NAMED) for text in names or []]
        if current().interactive and not quick:
            with suppress(EOFError, KeyboardInterrupt):  # what was typed so far is kept
                _ask_all(db, table, told, said)
        notes = _likeliest(db, table, via_who)
    with writing("log-coffee") as work:
        return _write(work, table, day, told, said, _Meeting(plan, there), via_who, ties, owed, notes)


class _Meeting(NamedTuple):
    """The plan that came true and the meeting that is logged already, each None where there is none."""

    plan: int | None
    logged: int | None


def _write(
    work: "Work",
    table: list[Somebody],
    day: date,
    told: "Told",
    said: list[Named],
    which_: _Meeting,
    via: Somebody | None,
    ties: list[tuple[ContactLine, words.Knows]],
    owed: bool,
    notes: list[str],
) -> Done:
    from netlog.config import settings
    from netlog.store.writer import coffee as write
    from netlog.store.writer.naming import name_somebody
    from netlog.store.writer.ties import acquaint

    contacts = [number(work, somebody) for somebody in table]
    if via is not None:
        name_somebody(work, number(work, via), contacts[0], words.IntroState.MADE, day, owed=owed)
    if which_.logged is not None:
        write.add_to(work, which_.logged, contacts, told)
        meeting = which_.logged
    else:
        usual = settings().meeting_minutes
        meeting = write.hold(work, contacts, day, told, plan=which_.plan, minutes=usual, owed=owed)
    introductions = []
    for naming in said:
        somebody = naming.somebody if isinstance(naming.somebody, str) else number(work, naming.somebody)
        introductions.append(
            name_somebody(
                work,
                contacts[naming.namer],
                somebody,
                naming.state,
                day,
                may_use_name=naming.may_use_name,
                meeting=meeting,
                owed=owed,
            )
        )
    promises = [write.promise(work, contacts[0], text, until, day) for text, until in told.promises]
    for other, knows in ties:
        acquaint(work, contacts[0], other.id, knows, "told")
    sentences = [_sentence(work, table, meeting, day, added=which_.logged is not None), *_named_sentences(table, said)]
    work.summary = sentences[0]
    ids = {"meeting": meeting, "contacts": contacts, "introductions": introductions, "follow_ups": promises}
    return Done("log-coffee", tuple(sentences), work.seq, ids, tuple(notes))


# --- what the options mean -----------------------------------------------------------------------


def _table(db: sqlite3.Connection, who: list[str], with_: list[str], new: bool) -> list[Somebody]:
    """Everybody at the table, each once, never me."""
    table = several_or_new(db, who, new)
    for other in with_:
        table += [somebody for somebody in several_or_new(db, [other], new) if somebody not in table]
    for somebody in table:
        if isinstance(somebody, ContactLine) and somebody.is_me:
            raise InvalidInput("A coffee with yourself is no coffee.", "Say with whom it was.")
    return table


def _which_meeting(db: sqlite3.Connection, first: Somebody, on: str | None, another: bool) -> tuple[int | None, date]:
    """The plan that came true, if any, and the day: --on, else the plan's, else today."""
    today = current().today
    plan = read.open_plan(db, first.id, today) if isinstance(first, ContactLine) and not another else None
    day = parse_day(on, today=today, direction="past") if on else None
    if plan is None:
        return None, day or today
    return plan.id, day or date.fromisoformat(plan.day_on)


def _by(by: str | None) -> date | None:
    return parse_day(by, today=current().today, direction="future") if by else None


def _told_of(db: sqlite3.Connection, text: str, state: words.IntroState) -> Named:
    return Named(0, named(db, text), state)


def _likeliest(db: sqlite3.Connection, table: list[Somebody], via: Somebody | None) -> list[str]:
    """What netlog takes for granted although nobody said it: that who was asked has brought us together."""
    if via is not None:
        return []
    return [
        f"{intro.introducer} was asked to introduce {intro.contact}; this counts as their introduction. If it was not:"
        f' netlog log-intro "{intro.introducer}" --to "{intro.contact}" --state lapsed --correct'
        for somebody in table
        if isinstance(somebody, ContactLine)
        for intro in read.likeliest_only(db, somebody.id, current().today)
    ]


# --- what it asks --------------------------------------------------------------------------------

QUESTIONS = {
    "learned": "What did you learn about the job?",
    "landed": "How did they land it?",
    "advice": "What is their advice?",
}
_HOW = {"i": "will introduce me", "n": "I may use their name", "t": "only a thought"}
_STATES = {
    "i": (words.IntroState.PROMISED, words.MayUseName.UNKNOWN),
    "n": (words.IntroState.NAMED, words.MayUseName.YES),
    "t": (words.IntroState.NAMED, words.MayUseName.NO),
}


def _ask_all(db: sqlite3.Connection, table: list[Somebody], told: "Told", said: list[Named]) -> None:
    """The exit question first, then the three things, then promises; what options gave is not asked.

    Writes every answer into `told` and `said` at once, so that an interruption loses none.
    """
    if not said:
        _ask_whom(db, table, said)
    for field, question in QUESTIONS.items():
        if getattr(told, field) is None and (answer := ask(question)):
            setattr(told, field, answer)
    if not told.promises:
        _ask_promises(told)


def _ask_whom(db: sqlite3.Connection, table: list[Somebody], said: list[Named]) -> None:
    question = "Whom did they name? (NAME, TITLE @ ORG; Enter: nobody)"
    while answer := ask(question):
        question = "Whom else? (Enter: nobody)"
        try:
            somebody = named(db, answer)
        except InvalidInput as error:
            question = f"{error.sentence} Whom did they name?"
            continue
        said.append(Named(0, somebody, words.IntroState.NAMED))
        state, may_use_name = _STATES[which("How?", _HOW, "t")]
        said[-1] = Named(_namer(table), somebody, state, may_use_name)


def _namer(table: list[Somebody]) -> int:
    """Who of several at the table named them; the first where nobody says."""
    if len(table) == 1:
        return 0
    return choose("Who named them?", [label(somebody) for somebody in table]) or 0


def _ask_promises(told: "Told") -> None:
    question = "Did you promise anything? (Enter: no)"
    while answer := ask(question):
        question = "Anything else? (Enter: no)"
        told.promises.append((answer, None))
        told.promises[-1] = (answer, _ask_by())


def _ask_by() -> date | None:
    while answer := ask("By when? (friday, in 2 weeks; Enter: in a week)"):
        try:
            return parse_day(answer, today=current().today, direction="future")
        except InvalidInput as error:
            typer.echo(error.sentence, err=True)
    return None


# --- what it says --------------------------------------------------------------------------------


def _sentence(work: "Work", table: list[Somebody], meeting: int, day: date, *, added: bool) -> str:
    kind = work.row("meeting", meeting)["kind"]
    noun = f"an {kind}" if kind == words.MeetingKind.EVENT else f"a {kind}"
    people = listed([label(one) for one in table])
    when = on_day(day)
    return f"Added to the {kind} with {people} {when}." if added else f"Logged {noun} with {people} {when}."


def _named_sentences(table: list[Somebody], said: list[Named]) -> list[str]:
    return [f"{table[naming.namer].name} {_SAYS[naming.state]} {_whom(naming.somebody)}." for naming in said]


_SAYS = {words.IntroState.PROMISED: "will introduce", words.IntroState.NAMED: "named"}


def _whom(somebody: Somebody | str) -> str:
    return somebody if isinstance(somebody, str) else label(somebody)
