"""Bare `netlog`: what is due, what comes next, and how the search stands."""

import sqlite3
from datetime import date, timedelta

from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.cli.owed import COLUMNS, OwedLine, counts, hints, in_view, record
from netlog.cli.wording import NOBODY_IN_PLAY, over
from netlog.render.result import Block, Card, Facts, Lines, Record, Table
from netlog.rows.home import AtAGlance, NextMeeting
from netlog.rules.days import long_day, short_day
from netlog.rules.names import counted
from netlog.rules.pace import Pace, standing
from netlog.store.reader.cups import pace_now
from netlog.store.reader.followups import followups
from netlog.store.reader.home import at_a_glance, next_meeting
from netlog.store.reader.jobs import ended

SHOWN = 7  # lines of what is owed; more is no help in the morning
AFTER_SILENCE = 3  # lines after weeks without netlog
SILENCE = timedelta(weeks=3)

BEGIN = (
    ("say who you are", 'netlog init --name "Your Name" --school "Your School"'),
    ("LinkedIn's export", "netlog import Connections.csv"),
    ("the alumni roster", 'netlog import alumni.csv --school "Your School"'),
    ("the first coffee", "netlog log-coffee WHO"),
    ("only looking", "netlog demo"),
)
WELCOME = f"Welcome back. These {AFTER_SILENCE} are enough for today; the rest was let go: netlog followups --all"


def home() -> Card:
    """What is due, what comes next, and one suggestion."""
    today = current().today
    with reading() as db:
        rows = followups(db, today)
        lines, later = in_view(rows, today)
        glance = at_a_glance(db, today)
        meeting = next_meeting(db, today)
        pace = pace_now(db, today)
        footer = hints(db, lines)
        first = _suggestion(db) if glance.has_target else None
        job = ended(db)
    return Card(
        command="netlog",
        record={
            **_record(glance, meeting, pace),
            "landed": job and {"id": job.id, "job": job.label, "on": job.landed_on},
            "next": first and first[0],
            "due": list(map(record, rows)),
        },
        blocks=[
            *([Lines([over(job)])] if job else []),
            *_blocks(lines, later, glance, meeting, pace),
            *([first[1]] if first else []),
        ],
        title=f"netlog · {long_day(today)}",
        note=counts(rows, today),
        footer=footer,
    )


def _suggestion(db: sqlite3.Connection) -> tuple[Record, Block] | None:
    """The first suggestion of `next`, for JSON and the screen; None once the week's asks are made."""
    from netlog.cli.next import best_now, in_a_line, record  # paid only where there is something to aim at

    best = best_now(db)
    if best is None:
        return None
    return record(best), Lines([in_a_line(best)])


def _blocks(
    lines: list[OwedLine], later: int, glance: AtAGlance, meeting: NextMeeting | None, pace: Pace | None
) -> list[Block]:
    """What is owed, then how the search stands; or where to begin."""
    if not glance.stages and not glance.knows_strangers:
        return [Facts(BEGIN, "Nobody is here yet. Begin with")]
    today = current().today
    silent = _was_silent(glance, today)
    shown = lines[: AFTER_SILENCE if silent else SHOWN]
    blocks: list[Block] = [Table(shown, COLUMNS)] if shown else []
    if rest := _rest(len(lines) - len(shown), later, silent):
        blocks.append(Lines([rest]))
    return [*blocks, Lines(_standing(glance, meeting, pace, today))]


def _was_silent(glance: AtAGlance, today: date) -> bool:
    return glance.last_step_on is not None and today - date.fromisoformat(glance.last_step_on) > SILENCE


def _rest(more: int, later: int, silent: bool) -> str:
    if silent and more:
        return WELCOME
    parts = [f"{count} {word}" for count, word in ((more, "more"), (later, "later")) if count]
    return f"{' · '.join(parts)}: netlog followups --all" if parts else ""


def _standing(glance: AtAGlance, meeting: NextMeeting | None, pace: Pace | None, today: date) -> list[str]:
    """The next meeting, the cups and the challenge, and who stands where."""
    lines = []
    if meeting:
        lines.append(f"Next: {_meeting(meeting, today)}")
    if glance.cups:
        lines.append(f"{counted(glance.cups, 'cup')}, {counted(glance.people, 'person', 'people')}")
    if pace:
        lines.append(f"Cups: {standing(pace, today)}")
    if glance.stages:
        lines.append("In play: " + " · ".join(f"{count} {stage}" for stage, count in glance.stages))
    elif glance.knows_strangers:
        lines.append(NOBODY_IN_PLAY)
    return lines


def _meeting(meeting: NextMeeting, today: date) -> str:
    when = " ".join(filter(None, (short_day(date.fromisoformat(meeting.day_on), today), meeting.starts_at)))
    where = f", {meeting.place}" if meeting.place else ""
    return f"{meeting.kind} with {', '.join(meeting.contacts)}, {when}{where}"


def _record(glance: AtAGlance, meeting: NextMeeting | None, pace: Pace | None) -> dict[str, object]:
    """The JSON of the home screen, but for what is due."""
    return {
        "cups": glance.cups,
        "people": glance.people,
        "challenge": pace and {"goal": pace.goal, "held": pace.held, "reached_on": pace.reached_on.isoformat()},
        "stages": dict(glance.stages),
        "next_meeting": None
        if meeting is None
        else {
            "id": meeting.id,
            "kind": meeting.kind,
            "starts_at": meeting.day_on + (f"T{meeting.starts_at}" if meeting.starts_at else ""),
            "place": meeting.place,
            "contacts": list(meeting.contacts),
        },
    }
