"""Plans: agreed, moved, called off, listed; and meetings put right."""

import re
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from netlog import words
from netlog.cli.context import current
from netlog.cli.database import reading, writing
from netlog.cli.options import All, MeetingKind, Minutes, New, On, Place, With, completed_by
from netlog.cli.who import Somebody, label, number, several, several_or_new
from netlog.cli.wording import maybe_word, minutes_of, on_day, past_day, word_of
from netlog.errors import AlreadyExists, Ambiguous, InvalidInput, NotFound, UsageError
from netlog.render.result import Column, Done, Listing
from netlog.rows.meetings import MeetingRow
from netlog.rows.who import ContactLine
from netlog.rules.days import Tense, parse_day, parse_moment, short_day
from netlog.rules.names import listed
from netlog.store.reader import agenda as read

if TYPE_CHECKING:
    from netlog.store.work import Value, Work

Args = Annotated[
    list[str],
    typer.Argument(
        metavar="WHO... [WHEN]",
        help='Who, then when: "thu 9:30", "2026-11-05 14:00".',
        autocompletion=completed_by("who"),
    ),
]
Cancelled = Annotated[bool, typer.Option("--cancelled", help="It was called off.")]
NoShow = Annotated[bool, typer.Option("--no-show", help="Somebody did not come.")]
Party = Annotated[
    str | None,
    typer.Option("--by", metavar="WHOM", help="Who called it off or did not come: me or them.", show_default=False),
]
Another = Annotated[bool, typer.Option("--another", help="A second plan, not the first one moved.")]
OnAgreed = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day it was agreed or called off.", show_default=False),
]
Ics = Annotated[
    str | None,
    typer.Option("--ics", metavar="FILE", help="Write it as an invitation for calendars.", show_default=False),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="A meeting by id, as m9.")]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="At what time: 9:30.", show_default=False)]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="WHO",
        help="Who was not there after all; repeatable.",
        autocompletion=completed_by("who"),
        show_default=False,
    ),
]
Learned = Annotated[str | None, typer.Option("--learned", metavar="TEXT", help="About the job.", show_default=False)]
Landed = Annotated[str | None, typer.Option("--landed", metavar="TEXT", help="How they landed it.", show_default=False)]
Advice = Annotated[str | None, typer.Option("--advice", metavar="TEXT", help="Their advice.", show_default=False)]


# --- agenda --------------------------------------------------------------------------------------

COLUMNS: tuple[Column[MeetingRow], ...] = (
    Column("id", "id", lambda row: f"m{row.id}", style="id", min_width=3),
    Column("when", "when", lambda row: when(row), min_width=8),
    Column("who", "who", lambda row: ", ".join(row.contacts), style="name"),
    Column("kind", "what", lambda row: f"{row.kind}, {row.minutes} minutes"),
    Column("place", "where", priority=1),
    Column("state", "", lambda row: _state(row), priority=2),
)

FLAT = ("id", "starts_at", "minutes", "kind", "state", "contacts", "place")


def agenda(all_: All = False) -> Listing[MeetingRow]:
    """List the meetings to come.

    And those planned whose outcome nobody has told yet; --all lists what was held, cancelled or missed too.
    """
    with reading() as db:
        found = read.agenda(db, current().today, everything=all_)
    untold = next((row for row in found if _state(row) == "how did it go?"), None)
    return Listing(
        command="agenda",
        rows=found,
        columns=COLUMNS,
        record=record,
        flat=FLAT,
        title="Agenda",
        footer=(f"netlog log-coffee c{untold.contact_ids[0]}",) if untold else (),
        empty='Nothing is planned. After a yes: netlog schedule WHO "thu 9:30"',
        whole=all_,
    )


def record(row: MeetingRow) -> dict[str, object]:
    """The JSON of one meeting."""
    return {key: getattr(row, key) for key in FLAT} | {"contact_ids": row.contact_ids}


def when(row: MeetingRow) -> str:
    """ "Thu 5 9:30"."""
    day = short_day(date.fromisoformat(row.day_on), current().today)
    return f"{day} {row.time}" if row.time else day


def _state(row: MeetingRow) -> str:
    if row.state != words.MeetingState.PLANNED:
        return row.state
    return "how did it go?" if row.day_on < current().today.isoformat() else ""


# --- schedule ------------------------------------------------------------------------------------


class _Moment(NamedTuple):
    """A planned day, and the time (HH:MM) if one is known."""

    day: date
    time: str | None


def schedule(
    args: Args,
    place: Place = None,
    minutes: Minutes = None,
    kind: MeetingKind = None,
    with_: With = None,
    cancelled: Cancelled = False,
    no_show: NoShow = False,
    by: Party = None,
    on: OnAgreed = None,
    another: Another = False,
    new: New = False,
    ics: Ics = None,
) -> Done:
    """Plan a meeting, move it, or call it off.

    The same person again is a move; --cancelled and --no-show take no WHEN. --ics with what is planned already writes
    the invitation and changes nothing.
    """
    party = maybe_word(words.Party, by, "party")
    if cancelled and no_show:
        raise UsageError("--cancelled and --no-show exclude one another.", "Give one of them.")
    if no_show and ics:
        raise UsageError("A meeting that somebody missed needs no invitation.", "Leave --ics out.")
    if cancelled or no_show:
        state = words.MeetingState.CANCELLED if cancelled else words.MeetingState.NO_SHOW
        return _end(args, state, party, on, ics)
    if party:
        raise UsageError("--by says who called it off or did not come.", "It goes with --cancelled or --no-show.")
    form = _Form(maybe_word(words.MeetingKind, kind, "kind of meeting"), minutes_of(minutes), place)
    return _plan(args, form, with_ or [], past_day(on), another=another, new=new, ics=ics)


class _Form(NamedTuple):
    """What a plan says beside who and when; None where it was not told."""

    kind: words.MeetingKind | None
    minutes: int | None
    place: str | None

    def changes(self) -> "dict[str, Value]":
        """The columns of a meeting that were told."""
        told: dict[str, Value] = {"kind": self.kind and self.kind.value, "minutes": self.minutes, "place": self.place}
        return {name: value for name, value in told.items() if value is not None}


def _plan(
    args: list[str], form: _Form, with_: list[str], agreed: date, *, another: bool, new: bool, ics: str | None
) -> Done:
    who, moment = _who_and_when(args)
    with reading() as db:
        plan = _by_id(db, who)
        people: list[Somebody] = [] if plan else list(several_or_new(db, who, new))
        for other in with_:
            people += [somebody for somebody in several_or_new(db, [other], new) if somebody not in people]
        _check_without_me(people)
        plans = [] if plan else _plans(db, people)
        if ics and not (form.changes() or with_ or another) and (standing := _standing(plan, plans, moment)):
            return _invited(db, Done("schedule", _planned_already(standing), None, {"meeting": standing.id}), ics)
    if not plan:
        _check_no_double(plans, moment, another)
        plan = None if another else _only(plans)
    elif not _is_news(plan, moment):
        raise _same(plan)
    with writing("schedule") as work:
        contacts = [number(work, somebody) for somebody in people]
        if plan:
            done = _moved(work, plan, people, contacts, moment, form, agreed)
        else:
            done = _agreed(work, people, contacts, moment, form, agreed)
        return _invited(work.db, done, ics)


def _invited(db: sqlite3.Connection, done: Done, ics: str | None) -> Done:
    """The same, with the invitation written where one is wanted; in the transaction, which fails with the file."""
    if ics is None:
        return done
    from netlog.cli.invitations import write_invitation

    return done._replace(notes=(*done.notes, *write_invitation(db, done.ids["meeting"], ics)))


def _standing(plan: MeetingRow | None, plans: list[MeetingRow], moment: _Moment) -> MeetingRow | None:
    """The plan that says already what is told now; None where there is none, or several."""
    same = [row for row in ([plan] if plan else plans) if not _is_news(row, moment)]
    return same[0] if len(same) == 1 else None


def _who_and_when(args: list[str]) -> tuple[list[str], _Moment]:
    """The words taken apart: the last one is WHEN, or the last two ("thu" "9:30")."""
    if len(args) < 2:
        raise UsageError("Say who, then when.", 'netlog schedule Priya "thu 9:30"')
    for count in (2, 1):
        if len(args) > count:
            try:
                return args[:-count], _moment(" ".join(args[-count:]))
            except InvalidInput as error:
                refused = error
    if "past" in refused.sentence:
        raise InvalidInput(refused.sentence, f'What has happened: netlog log-coffee "{args[0]}" --on DATE')
    raise refused


def _moment(text: str) -> _Moment:
    day, time = parse_moment(text, today=current().today)
    return _Moment(day, time.strftime("%H:%M") if time else None)


def _by_id(db: sqlite3.Connection, who: list[str]) -> MeetingRow | None:
    """The plan that m9 names; None where people are named."""
    found = re.fullmatch(r"m(\d{1,15})", who[0], re.IGNORECASE) if len(who) == 1 else None
    if not found:
        return None
    row = read.by_id(db, int(found[1]), current().today)
    if row is None or row.state != words.MeetingState.PLANNED:
        raise NotFound(f"There is no plan {who[0]}.", "`netlog agenda` lists them.")
    return row


def _check_without_me(people: list[Somebody]) -> None:
    if any(isinstance(somebody, ContactLine) and somebody.is_me for somebody in people):
        raise InvalidInput("A meeting with yourself is none.", "Say with whom it is.")


def _plans(db: sqlite3.Connection, people: list[Somebody]) -> list[MeetingRow]:
    """The plans that stand with any of these, each once."""
    found = {
        row.id: row
        for somebody in people
        if isinstance(somebody, ContactLine)
        for row in read.plans_with(db, somebody.id, current().today)
    }
    return list(found.values())


def _check_no_double(plans: list[MeetingRow], moment: _Moment, another: bool) -> None:
    """One plan a person and day; the same WHEN again says nothing new."""
    for row in plans:
        if row.day_on == moment.day.isoformat() and (another or not _is_news(row, moment)):
            raise _same(row)


def _is_news(row: MeetingRow, moment: _Moment) -> bool:
    return row.day_on != moment.day.isoformat() or (moment.time or row.time) != row.time


def _same(row: MeetingRow) -> AlreadyExists:
    return AlreadyExists(
        _planned_already(row),
        f"Another time moves it; `netlog edit-meeting m{row.id}` changes the rest.",
    )


def _planned_already(row: MeetingRow) -> str:
    return f"A {row.kind} with {listed(row.contacts)} is planned for {when(row)} already (m{row.id})."


def _only(plans: list[MeetingRow]) -> MeetingRow | None:
    """The one plan, None where there is none. Raises Ambiguous where there are several."""
    if len(plans) > 1:
        lines = tuple(f"m{row.id}  {row.kind} with {', '.join(row.contacts)}, {when(row)}" for row in plans)
        raise Ambiguous("Several plans stand:", "Give the id in place of the name, or --another.", lines)
    return plans[0] if plans else None


def _agreed(
    work: "Work", people: list[Somebody], contacts: list[int], moment: _Moment, form: _Form, agreed: date
) -> Done:
    from netlog.config import settings
    from netlog.store.writer.plans import plan

    meeting = plan(
        work,
        contacts,
        *moment,
        agreed,
        kind=form.kind or words.MeetingKind.COFFEE,
        minutes=form.minutes or settings().meeting_minutes,
        place=form.place,
    )
    said = f"Planned {_meeting(work, meeting)} with {listed([label(one) for one in people])} {_at(moment)}."
    work.summary = said
    return Done("schedule", said, work.seq, {"meeting": meeting, "contacts": contacts})


def _moved(
    work: "Work",
    plan: MeetingRow,
    people: list[Somebody],
    contacts: list[int],
    moment: _Moment,
    form: _Form,
    agreed: date,
) -> Done:
    from netlog.store.writer.plans import move, rewrite

    move(work, plan.id, contacts, moment.day, moment.time, agreed)
    rewrite(work, plan.id, **form.changes())
    names = [*plan.contacts, *(somebody.name for somebody in people if somebody.name not in plan.contacts)]
    said = f"Moved the {plan.kind} with {listed(names)} from {when(plan)} to {_at(moment).removeprefix('for ')}."
    work.summary = said
    notes = []
    if plan.day_on < work.today.isoformat():
        notes.append(f"If it took place on {when(plan)}: netlog undo, netlog log-coffee, and schedule it again.")
    return Done("schedule", said, work.seq, {"meeting": plan.id, "contacts": contacts}, tuple(notes))


def _meeting(work: "Work", meeting: int) -> str:
    kind = work.row("meeting", meeting)["kind"]
    return f"an {kind}" if kind == words.MeetingKind.EVENT else f"a {kind}"


def _at(moment: _Moment) -> str:
    day = on_day(moment.day).removeprefix("on ")
    return f"for {day} at {moment.time}" if moment.time else f"for {day}"


def _end(who: list[str], state: words.MeetingState, party: words.Party | None, on: str | None, ics: str | None) -> Done:
    """A plan was called off, or somebody did not come."""
    from netlog.store.writer.plans import end

    with reading() as db:
        plan = _by_id(db, who) or _only(_plans(db, list(several(db, who))))
        if plan is None:
            raise NotFound(f"No meeting is planned with {' '.join(who)}.", "`netlog agenda` lists what is.")
    planned = date.fromisoformat(plan.day_on)
    day = past_day(on) if on else current().today
    if state is words.MeetingState.NO_SHOW:
        day = _day_missed(plan, planned, on)
    with writing("schedule") as work:
        _check_after_agreed(work, plan, day)
        end(work, plan.id, state, party or words.Party.THEM, day)
        said = _ended(plan, state, party or words.Party.THEM, day)
        work.summary = said
        done = Done("schedule", said, work.seq, {"meeting": plan.id}, _end_notes(plan, state, party))
        return _invited(work.db, done, ics)


def _day_missed(plan: MeetingRow, planned: date, on: str | None) -> date:
    """The day somebody did not come: the planned one, unless told."""
    if planned > current().today:
        hint = "Called off beforehand: --cancelled in place of --no-show."
        raise InvalidInput(f"The {plan.kind} is planned for {when(plan)}; nobody has missed it yet.", hint)
    return past_day(on) if on else planned


def _check_after_agreed(work: "Work", plan: MeetingRow, day: date) -> None:
    agreed = work.row("meeting", plan.id)["agreed_on"]
    if agreed and day.isoformat() < str(agreed):
        since = on_day(date.fromisoformat(str(agreed)))
        raise InvalidInput(f"The {plan.kind} was agreed {since}; it cannot have ended before.", "Give a later --on.")


def _ended(plan: MeetingRow, state: words.MeetingState, party: words.Party, day: date) -> str:
    people = listed(plan.contacts)
    whose = "you" if party is words.Party.ME else "they"
    did = "called it off" if state is words.MeetingState.CANCELLED else "missed it"
    return f"The {plan.kind} with {people} for {when(plan)}: {whose} {did} {on_day(day)}."


def _end_notes(plan: MeetingRow, state: words.MeetingState, party: words.Party | None) -> tuple[str, ...]:
    """What was taken for granted, and how to say otherwise."""
    notes = []
    if party is None:
        notes.append(f"Taken to be them. If it was you: netlog undo, then add --by {words.Party.ME}")
    if len(plan.contacts) > 1:
        notes.append(
            f"That ends it for all. If only one is out: netlog undo, then edit-meeting m{plan.id} --without WHO"
        )
    return tuple(notes)


# --- edit-meeting --------------------------------------------------------------------------------


def edit_meeting(
    id_: Id,
    on: On = None,
    at: At = None,
    kind: MeetingKind = None,
    minutes: Minutes = None,
    place: Place = None,
    learned: Learned = None,
    landed: Landed = None,
    advice: Advice = None,
    with_: With = None,
    without: Without = None,
) -> Done:
    """Correct a meeting that was logged.

    An empty text ("") takes what stood there away.
    """
    from netlog.store.writer.plans import rewrite, seat

    texts = {"place": place, "learned": learned, "landed": landed, "advice": advice}
    with reading() as db:
        row = _found(db, id_)
        coming = _numbers(several(db, with_ or []))
        leaving = _numbers(several(db, without or []))
        _check_seats(row, coming, leaving)
    changes: dict[str, Value] = {name: text.strip() or None for name, text in texts.items() if text is not None}
    if kind is not None:
        changes["kind"] = word_of(words.MeetingKind, kind, "kind of meeting").value
    if minutes is not None:
        changes["minutes"] = minutes_of(minutes)
    changes |= _day_and_time(row, on, at)
    with writing("edit-meeting") as work:
        changed = rewrite(work, row.id, **changes)
        changed = seat(work, row.id, coming, leaving) or changed
        said = f"Changed the {row.kind} with {listed(row.contacts)}, {when(row)} (m{row.id})."
        work.summary = said
        if not changed:
            return Done("edit-meeting", f"Nothing to change: m{row.id} says so already.")
        return Done("edit-meeting", said, work.seq, {"meeting": row.id})


def _found(db: sqlite3.Connection, id_: str) -> MeetingRow:
    found = re.fullmatch(r"m?(\d{1,15})", id_.strip(), re.IGNORECASE)
    row = read.by_id(db, int(found[1]), current().today) if found else None
    if row is None:
        raise NotFound(f"There is no meeting {id_}.", "`netlog agenda --all` lists them with their ids.")
    return row


def _numbers(lines: list[ContactLine]) -> list[int]:
    _check_without_me(list(lines))
    return [line.id for line in lines]


def _check_seats(row: MeetingRow, coming: list[int], leaving: list[int]) -> None:
    missing = set(leaving) - set(row.contact_ids)
    if missing:
        raise NotFound(f"Not everybody of these is at m{row.id}.", f"At it: {', '.join(row.contacts)}.")
    if not {*row.contact_ids, *coming} - set(leaving):
        raise InvalidInput(f"Nobody would be left at m{row.id}.", f"`netlog remove m{row.id}` removes the meeting.")


def _day_and_time(row: MeetingRow, on: str | None, at: str | None) -> "dict[str, Value]":
    """The day as it was, or is planned; the time alone belongs to the day the meeting has."""
    changes: dict[str, Value] = {}
    if on is not None:
        direction: Tense = "future" if row.state == words.MeetingState.PLANNED else "past"
        changes["day_on"] = parse_day(on, today=current().today, direction=direction).isoformat()
    if at is not None:
        changes["starts_at"] = _moment(f"today {at}").time
    return changes
