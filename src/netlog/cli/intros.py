"""Introductions: asked for, logged as they come along, listed."""

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from netlog import words
from netlog.cli.context import current
from netlog.cli.database import reading, writing
from netlog.cli.options import All, Channel, MaybeWho, New, On, Sent, Who, completed_by
from netlog.cli.who import Somebody, label, named, number, one, one_or_new
from netlog.cli.wording import maybe_word, on_day, past_day, word_of
from netlog.errors import AlreadyExists, InvalidInput, NotFound, UsageError
from netlog.render.result import Column, Done, Listing
from netlog.rows.introductions import IntroducerRow, IntroRow
from netlog.rows.who import ContactLine
from netlog.rules.days import short_day
from netlog.rules.functions import canonical_function
from netlog.rules.names import DescriptionForm, PersonForm, fold, organization_key, parse_description, shown
from netlog.store.reader import intros as read
from netlog.store.reader import sending

if TYPE_CHECKING:
    from netlog.store.work import Work

S = words.IntroState


def _who_option(flag: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        flag, metavar="WHO", help=what, autocompletion=completed_by("who"), show_default=False
    )
    return option


ToWhom = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="WHO",
        help='A person, or a description: "anyone in product at Stripe".',
        autocompletion=completed_by("who"),
        show_default=False,
    ),
]
State = Annotated[
    str,
    typer.Option(
        "--state",
        metavar="STATE",
        help="wanted, asked, named, promised, made, met, reported, declined or lapsed.",
        autocompletion=lambda incomplete: [state for state in S if state.startswith(incomplete)],
        show_default=False,
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="In this state; repeatable.", show_default=False),
]
DeclinedBy = Annotated[
    str | None,
    typer.Option("--by", metavar="WHOM", help="Who declined: introducer or contact.", show_default=False),
]
Why = Annotated[
    str | None,
    typer.Option(
        "--why", metavar="WHY", help="Why it lapsed: no-answer, met-another-way or not-needed.", show_default=False
    ),
]
MayUseName = Annotated[
    bool | None,
    typer.Option("--may-use-name/--may-not-use-name", help="May I write that they sent me?", show_default=False),
]
Correct = Annotated[bool, typer.Option("--correct", help="As if it had always been so, even backwards.")]
NewIntro = Annotated[bool, typer.Option("--new", help="A new introduction, to a new person if need be.")]
Owed = Annotated[bool, typer.Option("--owed", help="Open follow-ups even for what is more than 14 days old.")]
From = Annotated[str | None, _who_option("--from", "Only by this introducer.")]
ByIntroducer = Annotated[
    bool, typer.Option("--by-introducer", help="A line an introducer: asked, kept, and what came of it.")
]
ToFilter = Annotated[str | None, _who_option("--to", "Only to this person.")]


# --- intros --------------------------------------------------------------------------------------

_MAY: dict[str, str] = {words.MayUseName.YES: "yes", words.MayUseName.NO: "no", words.MayUseName.UNKNOWN: ""}

COLUMNS: tuple[Column[IntroRow], ...] = (
    Column("id", "id", lambda row: f"i{row.id}", style="id", min_width=3),
    Column("introducer", "introducer", style="name"),
    Column("to", "to", style="name"),
    Column("state", "state", lambda row: _state_in_words(row), min_width=len("lapsed: met-another-way")),
    Column("since", "since", lambda row: _day(row.since), priority=1, min_width=6),
    Column("may_use_name", "use their name", lambda row: _MAY[row.may_use_name], priority=2, min_width=14),
)

FLAT = (
    "id", "introducer", "contact", "description", "state", "asked_on", "named_on", "promised_on", "made_on", "met_on",
    "reported_on", "declined_by", "lapsed_why", "may_use_name",
)  # fmt: skip


def intros(
    who: MaybeWho = None, from_: From = None, to: ToFilter = None, state: States = None,
    by_introducer: ByIntroducer = False, all_: All = False,
) -> Listing[Any]:  # fmt: skip
    """List introductions and their states.

    The open ones; --all lists the others too. --by-introducer counts, for each introducer, how often they were asked,
    what they promised and kept, what it led to, and what you did for them.
    """
    if by_introducer:
        if who or from_ or to or state:
            raise UsageError("--by-introducer counts all introductions.", "Leave out the other options.")
        return _by_introducer(all_)
    states = [word_of(S, text, "state of an introduction") for text in state or []]
    with reading() as db:
        found = read.intros(
            db,
            current().today,
            either=_id(db, who),
            introducer=_id(db, from_),
            contact=_id(db, to),
            states=states or (None if all_ else read.OPEN),
        )
    return Listing(
        command="intros",
        rows=found,
        columns=COLUMNS if any(_MAY[row.may_use_name] for row in found) else COLUMNS[:-1],
        record=record,
        flat=FLAT,
        title="Introductions",
        footer=("netlog log-intro WHO --to WHO --state made",) if found else (),
        empty='No introduction is open. Ask for one: netlog ask-intro WHO --to "anyone in product at Stripe"',
        whole=all_,
    )


_INTRODUCERS: tuple[Column[IntroducerRow], ...] = (
    Column("introducer", "introducer", style="name", min_width=14),
    Column("asked", "asked", align="right", min_width=5),
    Column("last_asked_on", "last", lambda row: _day(row.last_asked_on), min_width=5),
    Column("promised", "promised", align="right", priority=2, min_width=4),
    Column("kept", "kept", align="right", min_width=4),
    Column("coffees", "coffees", align="right", min_width=7),
    Column("jobs", "jobs", align="right", min_width=4),
    Column("done_for_them", "done for them", align="right", priority=1, min_width=13),
)
_INTRODUCER = (
    "introducer_id", "introducer", "asked", "last_asked_on", "promised", "kept", "coffees", "jobs", "done_for_them",
)  # fmt: skip


def _by_introducer(all_: bool) -> Listing[IntroducerRow]:
    with reading() as db:
        found = read.by_introducer(db, current().today)
    return Listing(
        command="intros",
        rows=found,
        columns=_INTRODUCERS,
        record=IntroducerRow._asdict,
        flat=_INTRODUCER,
        title="Introductions by introducer",
        empty='Nobody was asked yet: netlog ask-intro WHO --to "anyone in product at Stripe"',
        whole=all_,
    )


def record(row: IntroRow) -> dict[str, object]:
    """The JSON of one introduction."""
    return {key: getattr(row, key) for key in (*FLAT[:2], "introducer_id", "contact_id", *FLAT[2:])}


def _id(db: sqlite3.Connection, who: str | None) -> int | None:
    return None if who is None else one(db, who).id


def _state_in_words(row: IntroRow) -> str:
    if row.state == S.DECLINED:
        return f"declined by {row.declined_by}"
    return f"lapsed: {row.lapsed_why}" if row.state == S.LAPSED and row.lapsed_why else row.state


def _day(day: str | None) -> str:
    return short_day(date.fromisoformat(day), current().today) if day else ""


# --- ask-intro -----------------------------------------------------------------------------------


def ask_intro(who: Who, to: ToWhom, on: On = None, by: Channel = None, new: New = False, sent: Sent = False) -> Done:
    """Ask somebody to introduce you to a person.

    On a terminal it shows words to send and asks whether they were sent; elsewhere, or with --sent, it records.
    """
    day, channel = past_day(on), maybe_word(words.Channel, by, "channel")
    with reading() as db:
        introducer = one(db, who)
        somebody = named(db, to)
        if isinstance(somebody, PersonForm):
            somebody = one_or_new(db, to, new)
        _check_ends(introducer, somebody)
        standing = _standing(db, introducer, somebody)
        if standing:
            _check_asking(standing)
        if not sent and not _was_sent(db, introducer, somebody):
            return Done("ask-intro", f"Nothing was recorded; {introducer.name} has not been asked.")
    were_shown = current().interactive and not sent
    template = "intro-request" if were_shown else None
    with writing("ask-intro") as work:
        introduction = _ask(work, introducer, somebody, standing, day, channel, template)
        said = f"Asked {introducer.label} {on_day(day)} for an introduction to {_whom(somebody)}."
        work.summary = said
        return Done("ask-intro", said, work.seq, {"introduction": introduction})


def _ask(
    work: "Work",
    introducer: ContactLine,
    somebody: Somebody | str,
    standing: IntroRow | None,
    day: date,
    channel: words.Channel | None,
    template: str | None,
) -> int:
    from netlog.store.writer import intros as write
    from netlog.store.writer.owed import send

    who = somebody if isinstance(somebody, str) else number(work, somebody)
    introduction = standing.id if standing else write.begin(work, introducer.id, who)
    write.move(work, introduction, S.ASKED, day)
    kind = words.MessageKind.REQUEST
    send(work, introducer.id, kind, day, channel=channel, introduction=introduction, template=template)
    return introduction


def _was_sent(db: sqlite3.Connection, introducer: ContactLine, somebody: Somebody | str) -> bool:
    if not current().interactive:
        return True
    from netlog.cli.sending import ask_intro_sent

    return ask_intro_sent(db, introducer, somebody)


def _check_ends(introducer: ContactLine, somebody: Somebody | str) -> None:
    """Nobody introduces me to themselves or to me, and I introduce nobody to myself."""
    if introducer.is_me:
        raise InvalidInput("You cannot introduce yourself.", "Name somebody who knows them.")
    if isinstance(somebody, ContactLine) and somebody.is_me:
        raise InvalidInput("An introduction to yourself is none.", "Name the person you want to meet.")
    if isinstance(somebody, ContactLine) and somebody.id == introducer.id:
        raise InvalidInput(
            f"{introducer.name} cannot introduce you to {introducer.name}.",
            f'To write to them: netlog log-message "{introducer.name}"',
        )


def _standing(db: sqlite3.Connection, introducer: ContactLine, somebody: Somebody | str) -> IntroRow | None:
    """What there is between the two; of a description, the newest open one in the same words."""
    if isinstance(somebody, ContactLine):
        return read.between(db, introducer.id, somebody.id, current().today)
    if isinstance(somebody, str):
        same = [
            row
            for row in read.unnamed(db, introducer.id, current().today)
            if fold(row.description or "") == fold(somebody)
        ]
        return same[-1] if same else None
    return None


def _check_asking(standing: IntroRow) -> None:
    """Asking comes after nothing but a wish, a no, or silence."""
    if standing.state == S.ASKED:
        hint = f'To ask again: netlog log-message "{standing.introducer}" --kind nudge --about i{standing.id}'
        raise AlreadyExists(
            f"{standing.introducer} was asked for {standing.to} {_since(standing)} (i{standing.id}).", hint
        )
    if S(standing.state).rank > S.ASKED.rank:
        raise _backwards(standing, S.ASKED)


def _backwards(standing: IntroRow, state: words.IntroState) -> InvalidInput:
    return InvalidInput(
        f"The introduction to {standing.to} by {standing.introducer} is {standing.state} already"
        f" ({_since(standing)}, i{standing.id}); it cannot go back to {state}.",
        f'If that was a slip: netlog log-intro "{standing.introducer}" --to "{standing.to}" --state {state} --correct',
    )


def _since(row: IntroRow) -> str:
    return on_day(date.fromisoformat(row.since)) if row.since else "as a wish"


def _whom(somebody: Somebody | str) -> str:
    return somebody if isinstance(somebody, str) else label(somebody)


# --- log-intro -----------------------------------------------------------------------------------


class _Told(NamedTuple):
    """What `log-intro` was told of an introduction."""

    state: words.IntroState
    on: date | None
    declined_by: words.DeclinedBy | None
    lapsed_why: words.LapsedWhy | None
    may_use_name: words.MayUseName | None
    correct: bool
    owed: bool

    @property
    def day(self) -> date:
        """The day it happened: as told, else today."""
        return self.on or current().today


class _Which(NamedTuple):
    """The introduction meant (None: a new one), to whom, and whether a description becomes that person."""

    standing: IntroRow | None
    somebody: Somebody | str
    fills: bool = False


def log_intro(
    who: Who,
    to: ToWhom,
    state: State,
    on: On = None,
    by: DeclinedBy = None,
    why: Why = None,
    may_use_name: MayUseName = None,
    correct: Correct = False,
    new: NewIntro = False,
    owed: Owed = False,
) -> Done:
    """Log how far an introduction has come.

    It goes forward, steps may be left out; declined and lapsed ones may be opened again. Backwards takes --correct.
    """
    told = _told(state, on, by, why, may_use_name, correct, owed)
    with reading() as db:
        introducer = one(db, who)
        which = _which(db, introducer, to, told, new)
        _check_ends(introducer, which.somebody)
        if which.standing and not told.correct and not which.fills:
            _check_step(which.standing, told)
    with writing("log-intro") as work:
        introduction = _write(work, introducer, which, told)
        said = _sentence(introducer, which, told)
        work.summary = said
        return Done("log-intro", said, work.seq, {"introduction": introduction}, _notes(introducer, which, told))


def _told(
    state: str,
    on: str | None,
    by: str | None,
    why: str | None,
    may_use_name: bool | None,
    correct: bool,
    owed: bool,
) -> _Told:
    to_state = word_of(S, state, "state of an introduction")
    declined_by = maybe_word(words.DeclinedBy, by, "side that declines")
    lapsed_why = maybe_word(words.LapsedWhy, why, "reason to lapse")
    if declined_by and to_state is not S.DECLINED:
        raise InvalidInput("--by says who declined.", "It goes with --state declined.")
    if lapsed_why and to_state is not S.LAPSED:
        raise InvalidInput("--why says why an introduction lapsed.", "It goes with --state lapsed.")
    if to_state is S.DECLINED:
        declined_by = declined_by or words.DeclinedBy.INTRODUCER
    may = None if may_use_name is None else words.MayUseName.YES if may_use_name else words.MayUseName.NO
    return _Told(to_state, past_day(on) if on else None, declined_by, lapsed_why, may, correct, owed)


def _which(db: sqlite3.Connection, introducer: ContactLine, to: str, told: _Told, new: bool) -> _Which:
    """The introduction meant: the one between the two, else one to somebody unnamed whom this person may be."""
    somebody = named(db, to)
    standing = None if new and isinstance(somebody, str) else _standing(db, introducer, somebody)
    if standing and isinstance(somebody, str) and not _goes_on(standing, told):
        standing = None  # the same wish a second time
    if standing or isinstance(somebody, str):
        if not standing and told.state.rank < 0:
            raise NotFound(
                f'No introduction to "{shown(to)}" by {introducer.name} is open.', "`netlog intros --all` lists all."
            )
        return _Which(standing, somebody)
    unnamed = [] if new or told.correct else _unnamed(db, introducer, somebody, told)
    if unnamed:
        return _Which(unnamed[0], somebody, fills=True)
    if isinstance(somebody, PersonForm):
        somebody = one_or_new(db, to, new)
    return _Which(None, somebody)


def _goes_on(standing: IntroRow, told: _Told) -> bool:
    return told.correct or told.state.rank < 0 or S(standing.state).rank < told.state.rank


def _unnamed(
    db: sqlite3.Connection, introducer: ContactLine, somebody: ContactLine | PersonForm, told: _Told
) -> list[IntroRow]:
    """The introducer's open ones without a name that this step can be of: who fits the words first, then the oldest."""
    if told.state.rank <= S.ASKED.rank:
        return []
    can = [row for row in read.unnamed(db, introducer.id, current().today) if S(row.state).rank <= told.state.rank]
    function = sending.function(db, somebody.id) if isinstance(somebody, ContactLine) else None
    return sorted(can, key=lambda row: not _fits(parse_description(row.description or ""), somebody, function))


def _fits(form: DescriptionForm, somebody: ContactLine | PersonForm, function: str | None) -> bool:
    """Whether a person can be the one described: where and what are the same, as far as both are known."""
    if form.organization and organization_key(form.organization) != organization_key(somebody.organization or ""):
        return False
    if not form.what:
        return bool(form.organization)
    if function and fold(canonical_function(form.what)) == fold(function):
        return True
    title = fold(somebody.title or "")
    return fold(form.what) in title if title else bool(form.organization)


def _check_step(standing: IntroRow, told: _Told) -> None:
    """Forward, or to an end, or open again after one. Raises InvalidInput, or AlreadyExists where it is so already."""
    is_at, to = S(standing.state), told.state
    if to is is_at and told.may_use_name is None:
        raise AlreadyExists(
            f"The introduction to {standing.to} by {standing.introducer} is {is_at} already"
            f" ({_since(standing)}, i{standing.id}).",
            "To put its day right: --correct --on DATE.",
        )
    if 0 <= to.rank < is_at.rank or (to.rank < 0 and is_at.rank > S.MADE.rank):
        raise _backwards(standing, to)
    is_turn = to.rank < 0 or is_at.rank < 0
    if is_turn and standing.since and told.day.isoformat() < standing.since and standing.lapsed_why != "no-answer":
        raise InvalidInput(
            f"The introduction to {standing.to} was {is_at} {_since(standing)}; {to} cannot have come before.",
            "Give a later day with --on, or put it right with --correct.",
        )


def _write(work: "Work", introducer: ContactLine, which: _Which, told: _Told) -> int:
    from netlog.store.writer import intros as write

    who = which.somebody if isinstance(which.somebody, str) else number(work, which.somebody)
    introduction = which.standing.id if which.standing else write.begin(work, introducer.id, who)
    if which.fills and isinstance(who, int):
        write.fill(work, introduction, who)
    if told.may_use_name:
        write.allow_name(work, introduction, told.may_use_name)
    why = told.lapsed_why or _likeliest_why(which.standing, told)
    if told.correct and which.standing:
        write.correct(work, introduction, told.state, told.on, declined_by=told.declined_by, lapsed_why=why)
    elif not which.standing or which.standing.state != told.state:
        write.move(
            work,
            introduction,
            told.state,
            told.day,
            declined_by=told.declined_by,
            lapsed_why=why,
            owed=told.owed,
        )
    return introduction


def _likeliest_why(standing: IntroRow | None, told: _Told) -> words.LapsedWhy | None:
    """Why an introduction lapsed, where nobody says: a cup came another way, nobody knew of the wish, else silence."""
    if told.state is not S.LAPSED:
        return None
    if standing and standing.met_on:
        return words.LapsedWhy.MET_ANOTHER_WAY
    if standing and standing.state == S.WANTED:
        return words.LapsedWhy.NOT_NEEDED
    return words.LapsedWhy.NO_ANSWER


def _sentence(introducer: ContactLine, which: _Which, told: _Told) -> str:
    state = told.state.value
    if told.state is S.DECLINED:
        state = f"declined by {'them' if told.declined_by == words.DeclinedBy.CONTACT else introducer.name}"
    when = "" if told.state is S.WANTED else f" {on_day(told.day)}"
    if told.correct and told.on is None:
        when = ", as if it had always been so"
    return f"Introduction to {_whom(which.somebody)} by {introducer.label}: {state}{when}."


def _notes(introducer: ContactLine, which: _Which, told: _Told) -> tuple[str, ...]:
    if not which.fills or which.standing is None:
        return ()
    again = f'netlog log-intro "{introducer.name}" --to "{_name(which.somebody)}" --state {told.state} --new'
    filled = f'i{which.standing.id}, "{which.standing.description}"'
    return (f"This counts as {filled}. If it is another one: netlog undo, then {again}",)


def _name(somebody: Somebody | str) -> str:
    return somebody if isinstance(somebody, str) else somebody.name
