"""Messages: what I wrote, and what they answered."""

import re
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from netlog import words
from netlog.cli.context import current
from netlog.cli.database import reading, writing
from netlog.cli.options import Channel, New, On, Sent, Who
from netlog.cli.who import Somebody, label, named, number, one, one_or_new
from netlog.cli.wording import maybe_word, on_day, past_day
from netlog.errors import InvalidInput, NotFound, UsageError
from netlog.render.result import Done
from netlog.rows.introductions import IntroRow
from netlog.rows.who import ContactLine
from netlog.rules.days import full_day, parse_day
from netlog.store.reader import intros
from netlog.store.reader import messages as read

if TYPE_CHECKING:
    from netlog.store.work import Work

M = words.MessageKind

Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="outreach, nudge, thank-you or report-back.",
        autocompletion=lambda incomplete: [kind for kind in _WRITABLE if kind.startswith(incomplete)],
        show_default=False,
    ),
]
About = Annotated[
    str | None,
    typer.Option(
        "--about", metavar="ID|WHO", help="About which introduction: i7, or to whom it is.", show_default=False
    ),
]
Body = Annotated[
    str | None,
    typer.Option("--body", "--note", metavar="TEXT", help="The words, or a note about them.", show_default=False),
]
Template = Annotated[
    str | None,
    typer.Option("--template", metavar="NAME", help="From which template: outreach, nudge.", show_default=False),
]
Owed = Annotated[bool, typer.Option("--owed", help="Open follow-ups even for what is more than 14 days old.")]
Yes = Annotated[bool, typer.Option("--yes", help="They agree.")]
No = Annotated[bool, typer.Option("--no", help="They would rather not.")]
Later = Annotated[str | None, typer.Option("--later", metavar="DATE", help="Not before that day.", show_default=False)]
Named = Annotated[
    list[str] | None,
    typer.Option(
        "--named", metavar="NAME", help="They named somebody: NAME[, TITLE][ @ ORG]; repeatable.", show_default=False
    ),
]

_WRITABLE = (M.OUTREACH, M.NUDGE, M.THANK_YOU, M.REPORT_BACK)
_NOUNS = {
    M.OUTREACH: "a message",
    M.NUDGE: "a nudge",
    M.THANK_YOU: "a thank-you",
    M.REPORT_BACK: "how it went",
}


# --- log-message ---------------------------------------------------------------------------------


class _About(NamedTuple):
    """What a message is: its kind, the introduction it is about, and what netlog took for granted in that."""

    kind: words.MessageKind
    introduction: int | None = None
    notes: tuple[str, ...] = ()


def log_message(
    who: Who,
    on: On = None,
    by: Channel = None,
    kind: Kind = None,
    about: About = None,
    body: Body = None,
    template: Template = None,
    sent: Sent = False,
    new: New = False,
    owed: Owed = False,
) -> Done:
    """Log a message that you sent.

    While a nudge to them is open, it is that nudge, unless --kind or --template says otherwise. With --template, a
    terminal shows the words and asks whether they were sent; elsewhere, or with --sent, it records.
    """
    day, channel = past_day(on), maybe_word(words.Channel, by, "channel")
    told = _kind(kind) or _kind_of(template)
    with reading() as db:
        somebody = one_or_new(db, who, new)
        _check_not_me(somebody, "A message to yourself is a note.", '`netlog note WHO "..."` keeps one.')
        meant = _meant(db, somebody, told, about)
        if template and not sent and not _was_sent(db, somebody, template):
            return Done("log-message", f"Nothing was recorded; {somebody.name} has not been written to.")
    with writing("log-message") as work:
        from netlog.store.writer.owed import send

        contact = number(work, somebody)
        message = send(
            work,
            contact,
            meant.kind,
            day,
            channel=channel,
            introduction=meant.introduction,
            template=template,
            body=body,
            owed=owed,
        )
        said = f"Logged {_NOUNS[meant.kind]} to {label(somebody)} {on_day(day)}."
        work.summary = said
        ids = {"message": message, "contact": contact, "introduction": meant.introduction}
        return Done("log-message", said, work.seq, ids, meant.notes)


def _kind(text: str | None) -> words.MessageKind | None:
    kind = maybe_word(M, text, "kind of message")
    if kind is M.REQUEST:
        raise UsageError("A request is logged with the introduction it asks for.", "netlog ask-intro WHO --to WHO")
    if kind is M.REPLY:
        raise UsageError("A reply is what they wrote.", "netlog log-reply WHO")
    return kind


def _kind_of(template: str | None) -> words.MessageKind | None:
    """The kind of message that a template makes; None where its name does not say. Raises NotFound for no template."""
    if template is None:
        return None
    from netlog.cli.template import check_exists
    from netlog.rules.drafts import LOGGED_AS, kind_of_template

    check_exists(template)
    kind = kind_of_template(template)
    return _kind(LOGGED_AS[kind]) if kind else None


def _was_sent(db: sqlite3.Connection, somebody: Somebody, template: str) -> bool:
    if not current().interactive:
        return True
    from netlog.cli.sending import message_sent

    return message_sent(db, somebody, template)


def _meant(db: sqlite3.Connection, somebody: Somebody, kind: words.MessageKind | None, about: str | None) -> _About:
    """What the message is, as told, else as what is open suggests."""
    if not isinstance(somebody, ContactLine):
        if about:
            raise NotFound(f"{somebody.name} is new: no introduction is about them yet.")
        return _About(kind or M.OUTREACH)
    if about:
        row = _introduction(db, somebody, about)
        return _About(kind or (M.NUDGE if row.introducer_id == somebody.id else M.OUTREACH), row.id)
    if kind in (M.OUTREACH, M.THANK_YOU):
        return _About(kind)
    return _open_one(db, somebody, kind)


def _open_one(db: sqlite3.Connection, line: ContactLine, kind: words.MessageKind | None) -> _About:
    """The open nudge or report-back that the message is."""
    today = current().today
    waiting = read.waiting(db, line.id, today)
    if kind is M.REPORT_BACK:
        told = [row for row in waiting if row.kind is words.FollowUpKind.REPORT_BACK]
        return _About(kind, told[0].introduction_id if len(told) == 1 else None)
    open_ = [row for row in waiting if row.kind in read.WAITING]
    if not open_ or (kind is None and read.owes_answer(db, line.id, today)):
        return _About(kind or M.OUTREACH)
    first = open_[0]
    notes = []
    if kind is None:
        what = f" about the introduction to {first.introduced}" if first.introduced else ""
        notes.append(f"This is the nudge{what}. If it was something else: netlog undo, then add --kind outreach")
    others = [f"{row.introduced} (--about i{row.introduction_id})" for row in open_[1:] if row.introduction_id]
    if others:
        notes.append(f"They were also asked for {', '.join(others)}.")
    return _About(M.NUDGE, first.introduction_id, tuple(notes))


def _introduction(db: sqlite3.Connection, line: ContactLine, about: str) -> IntroRow:
    """The introduction that --about names: by its id, or by the person at its other end."""
    today = current().today
    id_ = re.fullmatch(r"i(\d{1,15})", about.strip(), re.IGNORECASE)
    if id_:
        row = intros.by_id(db, int(id_[1]), today)
        if row is None or line.id not in (row.introducer_id, row.contact_id):
            raise NotFound(f"There is no introduction {about} with {line.name}.", "`netlog intros --all` lists them.")
        return row
    other = one(db, about)
    found = intros.between(db, line.id, other.id, today) or intros.between(db, other.id, line.id, today)
    if found is None:
        hint = "`netlog intros --all` lists them."
        raise NotFound(f"There is no introduction between {line.name} and {other.name}.", hint)
    return found


def _check_not_me(somebody: Somebody, sentence: str, hint: str) -> None:
    if isinstance(somebody, ContactLine) and somebody.is_me:
        raise InvalidInput(sentence, hint)


# --- log-reply -----------------------------------------------------------------------------------


class _Reply(NamedTuple):
    """What they answered: None where it was neither yes nor no nor later."""

    answer: words.Answer | None
    later: date | None


def log_reply(
    who: Who,
    yes: Yes = False,
    no: No = False,
    later: Later = None,
    named_: Named = None,
    on: On = None,
    by: Channel = None,
    about: About = None,
    body: Body = None,
) -> Done:
    """Log that somebody answered.

    Without --yes, --no or --later it is a word from them that waits for your answer.
    """
    day, channel = past_day(on), maybe_word(words.Channel, by, "channel")
    reply = _answer(yes, no, later)
    with reading() as db:
        line = one(db, who)
        _check_not_me(line, "You need not answer yourself.", "Say who wrote.")
        _check_was_asked(db, line, reply)
        asked = [_introduction(db, line, about)] if about else read.asked_last(db, line.id, current().today)
        people = [named(db, text) for text in named_ or []]
    with writing("log-reply") as work:
        introductions = _write(work, line, reply, day, channel, asked, people, body)
        said = f"Logged that {line.label} {_said(reply)} {on_day(day)}{_naming(people)}."
        work.summary = said
        ids = {"contact": line.id, "introductions": introductions}
        return Done("log-reply", said, work.seq, ids, (*_notes(line, reply, asked), *_plan_notes(work.db, line, reply)))


def _answer(yes: bool, no: bool, later: str | None) -> _Reply:
    if yes + no + (later is not None) > 1:
        raise UsageError("--yes, --no and --later exclude one another.", "Give one of them.")
    if later is not None:
        return _Reply(words.Answer.LATER, parse_day(later, today=current().today, direction="future"))
    return _Reply(words.Answer.YES if yes else words.Answer.NO if no else None, None)


def _check_was_asked(db: sqlite3.Connection, line: ContactLine, reply: _Reply) -> None:
    if reply.answer and not read.had_word(db, line.id):
        raise InvalidInput(
            f"Nothing was sent to {line.name} that this could answer.",
            f"Without --{reply.answer} it is logged as their first word; `netlog log-message` logs what you sent.",
        )


def _write(
    work: "Work",
    line: ContactLine,
    reply: _Reply,
    day: date,
    channel: words.Channel | None,
    asked: list[IntroRow],
    people: list[Somebody | str],
    body: str | None,
) -> list[int]:
    from netlog.store.writer.messages import receive

    message = receive(
        work,
        line.id,
        day,
        answer=reply.answer,
        later=reply.later,
        named=bool(people),
        introduction=asked[0].id if asked else None,
        channel=channel,
        body=body,
    )
    return [_name(work, line, somebody, day, message) for somebody in people]


def _name(work: "Work", line: ContactLine, somebody: Somebody | str, day: date, message: int) -> int:
    from netlog.store.writer.naming import name_somebody

    who = somebody if isinstance(somebody, str) else number(work, somebody)
    return name_somebody(work, line.id, who, words.IntroState.NAMED, day, message=message)


def _said(reply: _Reply) -> str:
    if reply.later:
        return f"put you off until {full_day(reply.later)},"
    return {words.Answer.YES: "said yes", words.Answer.NO: "said no", None: "wrote"}[reply.answer]


def _naming(people: list[Somebody | str]) -> str:
    names = [somebody if isinstance(somebody, str) else label(somebody) for somebody in people]
    return f", naming {', '.join(names)}" if names else ""


def _notes(line: ContactLine, reply: _Reply, asked: list[IntroRow]) -> tuple[str, ...]:
    """What was taken for granted about an introduction they had been asked for, and how to say more."""
    if not asked:
        return ()
    first = asked[0]
    if reply.answer is words.Answer.NO:
        notes = [f"This declines the introduction to {first.to} (i{first.id}), which they were asked for."]
        notes += [f"To decline the one to {row.to}: --about i{row.id}" for row in asked[1:]]
        return tuple(notes)
    command = f'netlog log-intro "{line.name}" --to "{first.to}" --state promised'
    return (f"How far has the introduction to {first.to} come? {command} (or named, made)",)


def _plan_notes(db: sqlite3.Connection, line: ContactLine, reply: _Reply) -> tuple[str, ...]:
    """A no does not call a plan off by itself."""
    if reply.answer is words.Answer.NO and read.has_plan(db, line.id, current().today):
        return (f'A meeting with them is planned. If that is off: netlog schedule "{line.name}" --cancelled --by them',)
    return ()
