"""What is owed: the list, and the four ways in which a line leaves it."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from netlog import words
from netlog.cli.context import current
from netlog.cli.database import reading, writing
from netlog.cli.options import All, Channel, FollowUp, FollowUps, Note, On, Sent, When, Whos
from netlog.cli.who import handle, several
from netlog.cli.wording import maybe_word, on_day, past_day
from netlog.errors import InvalidInput, NotFound
from netlog.render.result import Column, Done, Listing, Style
from netlog.rows.owed import FollowUpEntry, FollowUpRow
from netlog.rows.who import ContactLine
from netlog.rules.days import long_day, parse_until, short_day
from netlog.rules.keeping import in_turn
from netlog.store.reader.followups import follow_up
from netlog.store.reader.followups import followups as read_followups

SOON_DAYS = 7
KEEP_IN_TOUCH_A_WEEK = 2  # RULES.md 1

K = words.FollowUpKind


# --- followups -----------------------------------------------------------------------------------


class OwedLine(NamedTuple):
    """A line of the screen: one follow-up, or several of one kind to one person."""

    first: FollowUpRow
    times: int
    when: str
    is_late: bool
    is_today: bool

    @property
    def what(self) -> str:
        """ "nudge", or "nudge: 2 introductions" where several are one line."""
        if self.times == 1:
            return self.first.what
        return f"{self.first.what}: {self.times} {'introductions' if self.first.promised else 'times'}"


COLUMNS: tuple[Column[OwedLine], ...] = (
    Column("id", "id", lambda line: f"f{line.first.id}", style="id", min_width=3),
    Column("due", "due", lambda line: line.when, style=lambda line: _when_style(line), min_width=5),
    Column("who", "who", lambda line: line.first.contact, style="name"),
    Column("what", "what", lambda line: line.what, min_width=14),  # "thank-you note" is not cut
    Column("because", "because", lambda line: line.first.because, min_width=14, wraps=True),
)

FLAT = ("id", "due_on", "days_overdue", "kind", "contact", "contact_id", "what", "because", "snoozed_until")


def _when_style(line: OwedLine) -> Style:
    return "late" if line.is_late else "soon" if line.is_today else ""


def record(row: FollowUpRow) -> dict[str, object]:
    """The JSON of one follow-up."""
    return {key: getattr(row, key) for key in FLAT}


def followups(all_: All = False) -> Listing[Any]:
    """List what you owe, the earliest first."""
    here = current()
    with reading() as db:
        rows = read_followups(db, here.today)
        if here.format != "table":
            return Listing("followups", rows, (), record, FLAT)
        soon, later = in_view(rows, here.today, everything=all_)
        return Listing(
            command="followups",
            rows=soon,
            columns=COLUMNS,
            record=lambda line: record(line.first),
            flat=FLAT,
            title=f"Follow-ups · {long_day(here.today)}",
            note=counts(rows, here.today, later),
            footer=hints(db, soon),
            empty=_nothing(later),
            whole=True,
        )


def in_view(rows: Sequence[FollowUpRow], today: date, *, everything: bool = False) -> tuple[list[OwedLine], int]:
    """The lines of the screen, and how many more lie over a week ahead.

    Keeping in touch is never urgent: it shows only where nothing else is open for that person, two a week at most.
    """
    horizon = (today + timedelta(SOON_DAYS)).isoformat()
    urgent = [row for row in rows if row.kind != K.KEEP_IN_TOUCH]
    gentle = [row for row in in_turn(rows) if row.kind == K.KEEP_IN_TOUCH]
    soon = [row for row in urgent if everything or row.due_on <= horizon]
    if not everything:
        gentle = [row for row in gentle if row.due_on <= horizon][:KEEP_IN_TOUCH_A_WEEK]
    return list(_folded([*soon, *gentle], today)), len(urgent) - len([row for row in urgent if row in soon])


def _folded(rows: Sequence[FollowUpRow], today: date) -> Iterator[OwedLine]:
    """Follow-ups of one kind to one person are one line, that of the earliest."""
    groups: dict[tuple[str, int], list[FollowUpRow]] = {}
    for row in rows:
        own = row.id if row.kind == K.PROMISE else 0  # every promise is its own
        groups.setdefault((f"{row.kind}{own}", row.contact_id), []).append(row)
    for group in groups.values():
        first = group[0]
        due = date.fromisoformat(first.day)
        when = "soon" if first.kind == K.KEEP_IN_TOUCH and due < today else short_day(due, today)
        yield OwedLine(first, len(group), when, first.days_overdue > 0, due == today)


def counts(rows: Sequence[FollowUpRow], today: date, later: int = 0) -> str:
    """ "1 earlier · 2 today · 2 in the next 7 days"; keeping in touch is not counted. "" where nothing is owed."""
    due = [row.day for row in rows if row.kind != K.KEEP_IN_TOUCH]
    now, horizon = today.isoformat(), (today + timedelta(SOON_DAYS)).isoformat()
    parts = (
        (sum(day < now for day in due), "earlier"),
        (sum(day == now for day in due), "today"),
        (sum(now < day <= horizon for day in due), f"in the next {SOON_DAYS} days"),
        (later, "later"),
    )
    return " · ".join(f"{count} {word}" for count, word in parts if count)


def _nothing(later: int) -> str:
    if later:
        return f"Nothing is owed in the next {SOON_DAYS} days; {later} later (--all lists them)."
    return "Nothing is owed. After a coffee: netlog log-coffee WHO, and the thank-you stands here."


# The command that a kind of follow-up asks for.
_COMMANDS = {
    K.THANK_YOU: "netlog thank {who}",
    K.OUTCOME: "netlog log-coffee {who}",
    K.ANSWER: "netlog log-message {who}",
}


def hints(db: sqlite3.Connection, lines: Sequence[OwedLine]) -> tuple[str, ...]:
    """Commands that work on what is shown: one for the first line, then the other three ways."""
    if not lines:
        return ()
    ids = [f"f{line.first.id}" for line in lines]
    first = lines[0].first
    short = handle(db, first.contact_id, first.contact)
    command = _COMMANDS.get(K(first.kind), f"netlog done {ids[0]}").format(who=short)
    others = [ids[min(place, len(ids) - 1)] for place in (1, 2, 3)]
    hints = [command, f"netlog done {others[0]}", f"netlog snooze {others[1]} 3d", f"netlog skip {others[2]}"]
    return (" · ".join(dict.fromkeys(hints)),)


# --- done, skip, snooze --------------------------------------------------------------------------


def done(ids: FollowUps) -> Done:
    """Do a follow-up: log what it stands for as sent today."""
    from netlog.store.writer.owed import do

    with writing("done") as work:
        rows = _open(work.db, ids)
        for row in rows:
            _check_can_be_done(row)
        for row in rows:
            do(work, row)
        said = [f"Done: {row.what} to {row.contact}." for row in rows]
        work.summary = " ".join(said)
        return Done("done", tuple(said), work.seq, {"follow_ups": [row.id for row in rows]})


def skip(ids: FollowUps) -> Done:
    """Close a follow-up without claiming that it was done."""
    from netlog.store.writer.owed import close

    with writing("skip") as work:
        rows = _open(work.db, ids)
        for row in rows:
            close(work, row, words.ClosedHow.SKIPPED)
        said = [f"Skipped: {row.what} to {row.contact}." for row in rows]
        work.summary = " ".join(said)
        return Done("skip", tuple(said), work.seq, {"follow_ups": [row.id for row in rows]})


def snooze(id_: FollowUp, when: When) -> Done:
    """Put a follow-up off until a later day."""
    from netlog.store.writer.owed import snooze as put_off

    today = current().today
    until = parse_until(when, today=today)
    if until <= today:
        raise InvalidInput("A follow-up is put off to a later day.", f"netlog snooze {id_} 3d")
    with writing("snooze") as work:
        (row,) = _open(work.db, [id_])
        put_off(work, row, until)
        said = f"Put off until {long_day(until)}: {row.what} to {row.contact}."
        work.summary = said
        return Done("snooze", said, work.seq, {"follow_ups": [row.id], "snoozed_until": until.isoformat()})


def _open(db: sqlite3.Connection, ids: Sequence[str]) -> list[FollowUpEntry]:
    """The open follow-ups of these ids, each once. Raises NotFound, or InvalidInput where one is closed."""
    rows = {}
    for id_ in ids:
        number = re.fullmatch(r"f?(\d{1,15})", id_.strip(), re.IGNORECASE)
        row = follow_up(db, int(number[1]), current().today) if number else None
        if row is None:
            raise NotFound(f"There is no follow-up {id_}.", "`netlog followups` lists them with their ids.")
        if row.ended:
            hint = "`netlog undo` takes back the last step."
            raise InvalidInput(f"f{row.id} is not open any more: {row.ended}.", hint)
        rows[row.id] = row
    return list(rows.values())


def _check_can_be_done(row: FollowUpEntry) -> None:
    if row.kind == K.OUTCOME and row.shows_on > current().today.isoformat():
        raise InvalidInput(
            f"f{row.id} asks how a meeting went that is still to come.", "`netlog agenda` lists what is planned."
        )


# --- thank ---------------------------------------------------------------------------------------


def thank(whos: Whos, by: Channel = None, on: On = None, sent: Sent = False, note: Note = None) -> Done:
    """Thank somebody for a coffee or an introduction.

    On a terminal it shows words to send and asks whether they were sent; elsewhere, or with --sent, it records.
    """
    from netlog.store.writer.owed import send

    today = current().today
    day = past_day(on)
    channel = maybe_word(words.Channel, by, "channel")
    with reading() as db:
        people = several(db, whos)
        thanked = [line for line in people if sent or _was_sent(db, line, channel)]
        meetings = {line.id: _thanked_for(db, line.id, today) for line in thanked}
    if not thanked:
        return Done("thank", "Nothing was recorded; the thank-you still stands.")
    were_shown = current().interactive and not sent
    template = words.MessageKind.THANK_YOU.value if were_shown else None
    with writing("thank") as work:
        for line in thanked:
            kind = words.MessageKind.THANK_YOU
            about = meetings[line.id]
            send(work, line.id, kind, day, channel=channel, meeting=about, template=template, body=note)
        names = ", ".join(line.label for line in thanked)
        work.summary = f"Thanked {names} {on_day(day)}."
        return Done("thank", work.summary, work.seq, {"contacts": [line.id for line in thanked]})


def _thanked_for(db: sqlite3.Connection, contact: int, today: date) -> int | None:
    """The meeting of the thank-you owed; None where none is."""
    found = [row for row in read_followups(db, today, contact) if row.kind == K.THANK_YOU]
    owed = follow_up(db, found[0].id, today) if found else None
    return owed.meeting_id if owed else None


def _was_sent(db: sqlite3.Connection, line: ContactLine, channel: words.Channel | None) -> bool:
    if not current().interactive:
        return True
    from netlog.cli.sending import thank_you_sent

    return thank_you_sent(db, line, channel)
