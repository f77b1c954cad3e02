"""`draft`: words to send, made of what is stored and checked; sending them is logged by other commands."""

import shlex
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from netlog.cli import sending
from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.cli.options import Who, completed_by
from netlog.cli.outfile import write_over_own
from netlog.cli.template import Words, check_exists, fill_in, names
from netlog.cli.who import Somebody, handle, named, one
from netlog.cli.wording import maybe_word, on_day, word_of
from netlog.config import settings
from netlog.errors import InvalidInput, UsageError
from netlog.render.result import Block, Card, Facts, Line, Lines
from netlog.rows.introductions import IntroRow
from netlog.rows.who import ContactLine
from netlog.rules.drafts import Check, Draft, DraftBy, DraftKind, checks
from netlog.rules.filling import Filling, Known, called, fill, through
from netlog.rules.ties import CAME
from netlog.store.reader import drafts as read
from netlog.words import IntroState, MayUseName

Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=f"{', '.join(list(DraftKind)[:-1])} or {list(DraftKind)[-1]}.",
        autocompletion=lambda incomplete: [kind for kind in DraftKind if kind.startswith(incomplete)],
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="WHO",
        help='With intro-request: a person, or a description: "product, Stripe".',
        autocompletion=completed_by("who"),
        show_default=False,
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="HOW",
        help="email, linkedin or invitation (LinkedIn's short note).",
        autocompletion=lambda incomplete: [by for by in DraftBy if by.startswith(incomplete)],
        show_default=False,
    ),
]
Template = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="NAME",
        help="Another template than that of the kind.",
        autocompletion=lambda incomplete: [name for name in names() if name.startswith(incomplete)],
        show_default=False,
    ),
]
Open = Annotated[bool, typer.Option("--open", help="Open them in the mail program.")]
Eml = Annotated[str | None, typer.Option("--eml", metavar="FILE", help="Write them as a letter.", show_default=False)]
Copy = Annotated[bool, typer.Option("--copy", help="Put them on the clipboard.")]


def draft(
    kind: Kind,
    who: Who,
    to: To = None,
    by: By = None,
    template: Template = None,
    open_: Open = False,
    eml: Eml = None,
    copy: Copy = False,
) -> Card:
    """Make words to send, from what is stored, and check them.

    Nothing is recorded; the last line is the command that will, once they are sent. Your own templates go into the
    folder `templates` beside the settings.
    """
    told = _told(kind, by, template, to)
    with reading() as db:
        line = one(db, who)
        if line.is_me:
            raise InvalidInput("A letter to yourself needs no draft.", "Say to whom.")
        made = _made(db, line, told, to)
    notes = [*_past_an_open_one(made), *_hand_over(made, open_=open_, eml=eml, copy=copy)]
    return _card(made, notes)


class _Told(NamedTuple):
    """What the command line says of the words."""

    kind: DraftKind
    by: DraftBy
    by_is_told: bool
    template: str


class _Made(NamedTuple):
    """The words, with everything that the screen says about them."""

    told: _Told
    line: ContactLine
    known: Known
    words: Words
    checks: tuple[Check, ...]
    command: str

    @property
    def emails(self) -> tuple[str, ...]:
        return self.known.card.entry.emails


def _told(kind: str, by: str | None, template: str | None, to: str | None) -> _Told:
    of = word_of(DraftKind, kind, "kind of draft")
    how = maybe_word(DraftBy, by, "way to send it") or DraftBy.EMAIL
    if of is DraftKind.INTRO_REQUEST and not to:
        raise UsageError("Say to whom the introduction is.", 'netlog draft intro-request WHO --to "product, Stripe"')
    if to and of is not DraftKind.INTRO_REQUEST:
        raise UsageError("--to goes with intro-request.", f"netlog draft {of} WHO")
    if how is DraftBy.INVITATION and of is not DraftKind.OUTREACH:
        raise UsageError("An invitation carries the first words.", "netlog draft outreach WHO --by invitation")
    own = f"{of}-{how}" if how is DraftBy.INVITATION else str(of)
    if template is not None:
        check_exists(template)
    return _Told(of, how, by is not None, template or own)


def _made(db: sqlite3.Connection, line: ContactLine, told: _Told, to: str | None) -> _Made:
    today = current().today
    known = read.known(db, line.id, today)
    somebody = named(db, to) if to else None
    filling = fill(known, today, None if somebody is None else sending.target(db, somebody))
    sending.check_fits(told.kind, filling)
    words = fill_in(told.template, filling)
    found = checks(_to_check(told, words, filling, known), settings().invitation_characters)
    return _Made(told, line, known, words, found, _command(db, line, told, somebody))


def _to_check(told: _Told, words: Words, filling: Filling, known: Known) -> Draft:
    row = through(known.card)
    names = [filling.introducer, called(filling.introducer) if filling.introducer else "", filling.shared_name]
    met = [filling.meeting.what] if filling.meeting else []
    return Draft(
        kind=told.kind,
        text=words.text,
        by=told.by,
        connections=tuple(filter(None, [*names, *met])),
        known=filling.known,
        unsure=row.introducer if row and not filling.introduced and row.may_use_name == MayUseName.UNKNOWN else "",
    )


def _command(db: sqlite3.Connection, line: ContactLine, told: _Told, to: Somebody | str | None) -> str:
    """The command line that records the words as sent."""
    who = handle(db, line.id, line.name)
    by = f" --by {DraftBy.LINKEDIN if told.by is DraftBy.INVITATION else told.by}" if told.by_is_told else ""
    if to is None:
        return f"netlog log-message {who} --template {shlex.quote(told.template)}{by}"
    whom = to if isinstance(to, str) else handle(db, to.id, to.name) if isinstance(to, ContactLine) else to.name
    return f"netlog ask-intro {who} --to {shlex.quote(whom)}{by}"


# --- what is done with them -----------------------------------------------------------------------


def _past_an_open_one(made: _Made) -> Iterator[str]:
    """Who is about to introduce us; writing past them may spoil it."""
    if made.told.kind is not DraftKind.OUTREACH:
        return
    for row in made.known.card.introductions:
        if row.contact_id == made.line.id and row.state in (IntroState.ASKED, IntroState.PROMISED):
            yield f"{row.introducer} {_waits(row)}: i{row.id} is open, and writing past it may spoil it."


def _waits(row: IntroRow) -> str:
    from datetime import date

    verb = CAME[IntroState(row.state)]
    return f"{verb} {on_day(date.fromisoformat(row.since))}" if row.since else verb


def _hand_over(made: _Made, *, open_: bool, eml: str | None, copy: bool) -> Iterator[str]:
    if (open_ or eml) and not made.emails:
        yield f"No e-mail address of {made.line.name} is stored: netlog edit-contact c{made.line.id} --email ADDRESS"
    if eml:
        yield f"Wrote {_write_letter(made, eml)}."
    if copy:
        yield sending.copy(made.words.text)
    if open_:
        yield sending.mail(made.words, made.emails)


def _write_letter(made: _Made, file: str) -> str:
    from netlog.formats.eml import BEGINS, Party, letter

    mine = made.known.mine
    sender = Party(mine.contact.name, next(iter(mine.emails), "")) if mine else Party("", "")
    receiver = Party(made.line.name, next(iter(made.emails), ""))
    content = letter(sender, receiver, made.words.subject, made.words.text)
    return str(write_over_own(file, content, BEGINS, "draft of a letter"))


# --- the screen -----------------------------------------------------------------------------------


def _card(made: _Made, notes: Sequence[str]) -> Card:
    spoken = tuple(_narrated(made)) if current().format in ("tsv", "markdown") else ()
    return Card(
        command="draft",
        record=_record(made),
        blocks=tuple(_blocks(made)),
        title=f"{made.told.kind} to {made.line.label}",
        note=f"template {made.told.template}",
        footer=("Once it is sent:", made.command),
        notes=(*notes, *spoken),
        plain=made.words.text,
    )


def _record(made: _Made) -> dict[str, Any]:
    return {
        "kind": str(made.told.kind),
        "contact": made.line.name,
        "contact_id": made.line.id,
        "emails": list(made.emails),
        "by": str(made.told.by),
        "template": made.told.template,
        "subject": made.words.subject or None,
        "text": made.words.text,
        "checks": [check._asdict() for check in made.checks],
        "command": made.command,
    }


def _blocks(made: _Made) -> Iterator[Block]:
    is_letter = made.told.by is DraftBy.EMAIL
    heads = (("to", ", ".join(made.emails)), ("subject", made.words.subject)) if is_letter else ()
    yield Facts(heads)
    yield Lines(made.words.text.splitlines())
    yield Facts([(check.check, _verdict(check)) for check in made.checks], title="Checks")


def _verdict(check: Check) -> Line:
    """The words say what the colour says."""
    return ("ok", "good") if check.ok else ("look", "soon"), f"{'   ' if check.ok else ' '}{check.text}"


def _narrated(made: _Made) -> Iterator[str]:
    """For stderr, where stdout has the words alone: what to look at, and how to log it."""
    yield from (f"{check.check}: {check.text}" for check in made.checks if not check.ok)
    yield f"Once it is sent: {made.command}"
