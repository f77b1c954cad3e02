"""Kept columns and follow-ups: what rules/loop.py derives, written for the contacts to whom something happened.

The reach of an event is one introduction wide. So the contacts written are those touched, whoever sat at a table with
them, and whoever would introduce me to any of these; the history read is theirs and that of the contacts they
introduce, whose cups decide what became of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rules import events as ev
from netlog.rules.events import Key
from netlog.rules.loop import Derived, IntroNow, StageNow, run
from netlog.rules.state import FollowUp, Intro, Who
from netlog.store.chain import chain_to
from netlog.store.work import Work, marks, rows
from netlog.words import (
    Answer,
    ClosedHow,
    DeclinedBy,
    FollowUpKind,
    IntroState,
    JobStage,
    LapsedWhy,
    MeetingKind,
    MeetingState,
    MessageKind,
    Origin,
    Party,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from netlog.rules.events import Event
    from netlog.rules.habits import Habits

K = FollowUpKind

Row = dict[str, Any]


class History(NamedTuple):
    """What rules/loop.py reads, and the contacts whose outcome it can tell in full (`whole`)."""

    whole: frozenset[int]
    people: tuple[Who, ...]
    introductions: tuple[Intro, ...]
    events: tuple[Event, ...]

    def derived(self, today: date, habits: Habits) -> Derived:
        """What follows from it."""
        return run(self.people, self.introductions, self.events, today, habits)


def derive(work: Work) -> None:
    """Write what the touched contacts' history comes to. Each write is journaled like any other.

    What is told after a landing may change who led there; then it concerns both chains.
    """
    if not work.touched:
        return
    landings = _landings(work.db)
    _derive_touched(work)
    while (now := _landings(work.db)) != landings:
        work.touch(*(contact for landing in (*landings, *now) for contact in landing.chain))
        landings = now
        _derive_touched(work)


def _derive_touched(work: Work) -> None:
    history = load(work.db, work.touched, one_answer_is_enough=work.habits.outreach_rule == "3b7")
    derived = history.derived(work.today, work.habits)
    for introduction in history.introductions:
        if introduction.contact in history.whole or introduction.introducer in history.whole:
            work.update("introduction", introduction.id, **introduction_columns(derived.introductions[introduction.id]))
    _keep_plans(work, history, derived)
    _keep_follow_ups(work, history.whole, derived)
    for contact in sorted(history.whole):
        work.update("contact", contact, **contact_columns(work.db, contact, derived.contacts[contact]))


# --- columns ------------------------------------------------------------------------------------


def introduction_columns(now: IntroNow) -> dict[str, str | None]:
    """The kept columns of an introduction."""
    on = {f"{state}_on": _text(now.on.get(IntroState(state))) for state in _DATED}
    ended = now.on.get(now.state) if now.state in (IntroState.DECLINED, IntroState.LAPSED) else None
    return {
        **on,
        "state": now.state.value,
        "next_state": now.next_state.value if now.next_state else None,
        "next_state_on": _text(now.next_state_on),
        "closed_on": _text(ended),
        "declined_by": now.declined_by.value if now.declined_by else None,
        "lapsed_why": now.lapsed_why.value if now.lapsed_why else None,
    }


_DATED = ("asked", "named", "promised", "made", "met", "reported")


def contact_columns(db: sqlite3.Connection, contact: int, now: StageNow) -> dict[str, str | int | None]:
    """The kept columns of a contact, read after its follow-ups were written."""
    due = db.execute(
        "select min(case when snoozed_until > due_on then snoozed_until else due_on end) from follow_up"
        " where contact_id = ? and closed_on is null",
        (contact,),
    ).fetchone()[0]
    return {
        "stage": now.stage.value,
        "next_stage": now.next_stage.value if now.next_stage else None,
        "next_stage_on": _text(now.next_stage_on),
        "last_met_on": _text(now.last_met_on),
        "next_due_on": due,
        "in_play": int(_in_play(db, contact)),
        "organization_id": employer(db, contact),
    }


def job_columns(db: sqlite3.Connection, job: int) -> dict[str, str | None]:
    """The kept columns of a job: the stage of the newest step, and the day of the first application."""
    sql = "select stage, step_on from job_step where job_id = ? order by step_on, seq, id"
    steps = db.execute(sql, (job,)).fetchall()
    applied = next((day for stage, day in steps if stage == JobStage.APPLIED), None)
    return {"stage": steps[-1][0] if steps else JobStage.INTERESTED.value, "applied_on": applied}


def _in_play(db: sqlite3.Connection, contact: int) -> bool:
    """RULES.md 3: entered by hand, or something is going on; never me."""
    found = db.execute(
        "select is_me is null and (origin = :hand or keep_on is not null"
        " or exists (select 1 from message where contact_id = :id)"
        " or exists (select 1 from attendance where contact_id = :id)"
        " or exists (select 1 from introduction where contact_id = :id)"
        " or exists (select 1 from introduction where introducer_id = :id)"
        " or exists (select 1 from note where contact_id = :id and from_file = 0)"
        " or exists (select 1 from job where via_id = :id)"
        " or exists (select 1 from follow_up where contact_id = :id)) from contact where id = :id",
        {"id": contact, "hand": Origin.HAND.value},
    ).fetchone()
    return bool(found[0])


def employer(db: sqlite3.Connection, contact: int) -> int | None:
    """The organization of the present job: the latest begun of those not ended; None where there is none."""
    found = db.execute(
        "select organization_id from affiliation where contact_id = ? and kind = 'company' and ended = 0"
        " and end_on is null order by coalesce(start_on, '') desc, id desc limit 1",
        (contact,),
    ).fetchone()
    return found[0] if found else None


def _keep_plans(work: Work, history: History, derived: Derived) -> None:
    for meeting in {event.meeting for event in history.events if isinstance(event, ev.Planned)}:
        work.update("meeting", meeting, gone_on=_text(derived.gone.get(meeting)))


# --- follow-ups ---------------------------------------------------------------------------------


def _keep_follow_ups(work: Work, contacts: frozenset[int], derived: Derived) -> None:
    """Make these contacts' open rows equal to what is derived: ids stay with their key, closed rows stay closed."""
    standing = open_rows(work.db, contacts)
    wanted = still_to_come(derived, contacts, work.today)
    for key, row in standing.items():
        if key in wanted:
            work.update("follow_up", row["id"], **follow_up_columns(wanted.pop(key), work.today))
        else:
            closed = _how_closed(derived, key, work.today)
            work.update("follow_up", row["id"], closed_seq=work.seq, **closed)
    for key, follow_up in wanted.items():
        columns = follow_up_columns(follow_up, work.today)
        if key.promise is not None:  # closed while its contact was left alone; its words are in that row
            work.update("follow_up", key.promise, closed_on=None, closed_seq=None, closed_how=None, **columns)
            continue
        work.insert_row("follow_up", {"kind": key.kind.value, "contact_id": key.contact, "seq": work.seq, **columns})


def open_rows(db: sqlite3.Connection, contacts: Iterable[int]) -> dict[Key, Row]:
    """The follow-ups of these contacts that nobody has closed, as they stand."""
    contacts = list(contacts)
    found = rows(
        db,
        f"select * from follow_up where closed_on is null and contact_id in ({marks(contacts)}) order by id",
        contacts,
    )
    return {key_of(row): row for row in found}


def still_to_come(derived: Derived, contacts: frozenset[int], today: date) -> dict[Key, FollowUp]:
    """What is open today or will open by itself; the earliest of a key."""
    wanted: dict[Key, FollowUp] = {}
    for follow_up in sorted(derived.follow_ups, key=lambda f: f.opened_on):
        over = follow_up.closed_on is not None and follow_up.closed_on <= today
        if not over and follow_up.key.contact in contacts:
            wanted.setdefault(follow_up.key, follow_up)
    return wanted


def follow_up_columns(follow_up: FollowUp, today: date) -> Row:
    """The kept columns of an open follow-up. What will end it counts from the day on which it does."""
    return {
        "meeting_id": follow_up.meeting,
        "introduction_id": follow_up.introduction,
        "job_id": follow_up.job,
        "reason": follow_up.reason.value,
        "reason_on": follow_up.reason_on.isoformat(),
        "opened_on": follow_up.opened_on.isoformat(),
        "due_on": follow_up.due_on.isoformat(),
        "shows_on": follow_up.shows_on.isoformat(),
        "closes_on": _text(follow_up.closed_on or follow_up.closes_on),
    }


def _how_closed(derived: Derived, key: Key, today: date) -> Row:
    """When and how the follow-up of this key ended; overtaken today where the history knows nothing of it any more."""
    ends = [f for f in derived.follow_ups if f.key == key and f.closed_on and f.closed_how]
    last = max(ends, key=lambda f: f.closed_on or today, default=None)
    if last is None or last.closed_how is None:
        return {"closed_on": today.isoformat(), "closed_how": ClosedHow.OVERTAKEN.value}
    return {"closed_on": _text(last.closed_on), "closed_how": last.closed_how.value}


def key_of(row: Row) -> Key:
    """The key of a stored follow-up (RULES.md 0: one open per kind, person and subject)."""
    kind = FollowUpKind(row["kind"])
    return Key(
        kind,
        row["contact_id"],
        introduction=row["introduction_id"] if kind in (K.NUDGE, K.CHASE, K.REPORT_BACK) else None,
        meeting=row["meeting_id"] if kind is K.OUTCOME else None,
        promise=row["id"] if kind is K.PROMISE else None,
        job=row["job_id"] if kind is K.CHASE else None,
    )


# --- history ------------------------------------------------------------------------------------


def load(db: sqlite3.Connection, touched: Iterable[int], *, one_answer_is_enough: bool = False) -> History:
    """The history that decides over the touched contacts, their tables, and whoever would introduce me to any of these.

    `one_answer_is_enough` (rule 3b7) counts those at one organization to whom I wrote as one table.
    """
    whole = _with(db, touched, _AT_ONE_TABLE)
    if one_answer_is_enough:
        whole = _with(db, whole, _COLLEAGUES)
    whole = _with(db, whole, "select introducer_id from introduction where contact_id in ({})")
    known = _with(
        db, whole, "select contact_id from introduction where introducer_id in ({}) and contact_id is not null"
    )
    introductions = _introductions(db, whole, known)
    ends = {i["introducer_id"] for i in introductions} | {i["contact_id"] for i in introductions} - {None}
    meetings = _meetings(db, known)
    events = [*_messages(db, known, introductions), *_told(meetings), *_steps(db, introductions)]
    events += [*_promises(db, known), *_decisions(db, known, meetings), *_kept(db, known)]
    events += [*_referrals(db, known), *_landings(db)]
    attending = {contact for event in events for contact in getattr(event, "contacts", ())}
    return History(
        frozenset(whole),
        tuple(_people(db, known | ends | attending)),
        tuple(Intro(i["id"], i["introducer_id"], i["contact_id"]) for i in introductions),
        tuple(events),
    )


_AT_ONE_TABLE = (
    "select contact_id from attendance where meeting_id in (select meeting_id from attendance where contact_id in ({}))"
)
_COLLEAGUES = (
    "select id from contact where organization_id in (select organization_id from contact where id in ({}))"
    " and exists (select 1 from message where contact_id = contact.id)"
)


def _with(db: sqlite3.Connection, contacts: Iterable[int], sql: str) -> set[int]:
    contacts = set(contacts)
    return contacts | {row[0] for row in db.execute(sql.format(marks(contacts)), tuple(contacts))}


def _introductions(db: sqlite3.Connection, whole: set[int], known: set[int]) -> list[Row]:
    sql = (
        f"select id, introducer_id, contact_id from introduction where introducer_id in ({marks(whole)})"
        f" or contact_id in ({marks(known)}) order by id"
    )
    return rows(db, sql, (*whole, *known))


def _people(db: sqlite3.Connection, contacts: set[int]) -> list[Who]:
    sql = f"select id, known, is_me, rest_on, organization_id from contact where id in ({marks(contacts)}) order by id"
    return [
        Who(id, bool(known), bool(is_me), rest_on is not None, organization)
        for id, known, is_me, rest_on, organization in db.execute(sql, tuple(contacts))
    ]


def _messages(db: sqlite3.Connection, contacts: set[int], introductions: list[Row]) -> list[Event]:
    """To and from the contacts, and to whom the introductions are asked of.

    Which of them an import told is what the step says that stored them.
    """
    about = [i["id"] for i in introductions]
    sql = (
        "select message.*, step.command = 'import' as imported from message left join step on step.id = message.seq"
        f" where contact_id in ({marks(contacts)}) or introduction_id in ({marks(about)}) order by message.id"
    )
    found = rows(db, sql, (*contacts, *about))
    return [_received(row) if row["direction"] == "received" else _sent(row) for row in found]


def _sent(row: Row) -> Event:
    return ev.Sent(
        **_when(row, "sent_on"),
        imported=bool(row["imported"]),
        contact=row["contact_id"],
        kind=MessageKind(row["kind"]),
        introduction=row["introduction_id"],
    )


def _received(row: Row) -> Event:
    return ev.Received(
        **_when(row, "sent_on"),
        imported=bool(row["imported"]),
        contact=row["contact_id"],
        introduction=row["introduction_id"],
        answer=Answer(row["answer"]) if row["answer"] else None,
        later_on=_day(row["later_on"]),
        named=bool(row["named"]),
    )


def _steps(db: sqlite3.Connection, introductions: list[Row]) -> list[Event]:
    ids = [i["id"] for i in introductions]
    found = rows(db, f"select * from introduction_step where introduction_id in ({marks(ids)})", ids)
    return [
        ev.Step(
            **_when(row, "step_on"),
            introduction=row["introduction_id"],
            state=IntroState(row["state"]),
            declined_by=DeclinedBy(row["declined_by"]) if row["declined_by"] else None,
            lapsed_why=LapsedWhy(row["lapsed_why"]) if row["lapsed_why"] else None,
        )
        for row in found
    ]


def _meetings(db: sqlite3.Connection, contacts: set[int]) -> list[Row]:
    """Every meeting with any of the contacts, with who was there and how it was moved."""
    sql = (
        f"select * from meeting where id in (select meeting_id from attendance where contact_id in ({marks(contacts)}))"
    )
    found = {row["id"]: row | {"contacts": [], "moves": []} for row in rows(db, sql, contacts)}
    ids = list(found)
    for move in rows(db, f"select * from move where meeting_id in ({marks(ids)}) order by id", ids):
        found[move["meeting_id"]]["moves"].append(move)
    sql = f"select meeting_id, contact_id from attendance where meeting_id in ({marks(ids)}) order by id"
    for meeting, contact in db.execute(sql, ids):
        found[meeting]["contacts"].append(contact)
    return list(found.values())


def _told(meetings: list[Row]) -> list[Event]:
    """Every meeting is one to four events: agreed, moved, and what became of it."""
    return [event for row in meetings for event in _meeting(row)]


def _meeting(row: Row) -> list[Event]:
    moves = row["moves"]
    who = {"meeting": row["id"], "contacts": tuple(row["contacts"])}
    events: list[Event] = []
    if row["agreed_on"]:
        first = moves[0]["from_on"] if moves else row["day_on"]
        agreed = date.fromisoformat(row["agreed_on"])
        events.append(ev.Planned(on=agreed, logged=agreed, seq=row["agreed_seq"], day=date.fromisoformat(first), **who))
    for move in moves:
        moved = date.fromisoformat(move["moved_on"])
        events.append(ev.Planned(on=moved, logged=moved, seq=move["seq"], day=date.fromisoformat(move["to_on"]), **who))
    outcome = _outcome(row, who)
    return [*events, outcome] if outcome else events


def _outcome(row: Row, who: dict[str, Any]) -> Event | None:
    party = Party(row["party"]) if row["party"] else None
    state = MeetingState(row["state"])
    if state is MeetingState.HELD:
        return ev.Held(**_when(row, "day_on"), is_cup=row["kind"] != MeetingKind.EVENT.value, **who)
    if state is MeetingState.CANCELLED:
        return ev.Cancelled(**_when(row, "told_on"), by=party, **who)
    if state is MeetingState.NO_SHOW:
        return ev.NoShow(**_when(row, "told_on"), by=party or Party.THEM, **who)
    return None


def _promises(db: sqlite3.Connection, contacts: set[int]) -> list[Event]:
    sql = f"select * from follow_up where kind = 'promise' and contact_id in ({marks(contacts)})"
    return [
        ev.Promised(
            on=date.fromisoformat(row["opened_on"]),
            logged=date.fromisoformat(row["opened_on"]),
            seq=row["seq"],
            contact=row["contact_id"],
            follow_up=row["id"],
            due=date.fromisoformat(row["due_on"]),
        )
        for row in rows(db, sql, contacts)
    ]


def _decisions(db: sqlite3.Connection, contacts: set[int], meetings: list[Row]) -> list[Event]:
    """What the user closed by hand: whatever was skipped, and promises kept; the rest has a message or meeting.

    A skipped outcome ends the plan for everybody at the table.
    """
    ids = [row["id"] for row in meetings]
    sql = (
        f"select * from follow_up where (contact_id in ({marks(contacts)})"
        f" or (kind = 'outcome' and meeting_id in ({marks(ids)}))) and closed_seq is not null"
        " and (closed_how = 'skipped' or (kind = 'promise' and closed_how = 'done'))"
    )
    return [
        ev.Decided(
            on=date.fromisoformat(row["closed_on"]),
            logged=date.fromisoformat(row["closed_on"]),
            seq=row["closed_seq"],
            key=key_of(row),
            how=ClosedHow(row["closed_how"]),
        )
        for row in rows(db, sql, (*contacts, *ids))
    ]


def _referrals(db: sqlite3.Connection, contacts: set[int]) -> list[Event]:
    """A job through a contact: promised while it is only of interest, given with the first step that goes on.

    A job that came to an end before any such step takes its promise along: nobody was referred.
    """
    sql = (
        "select s.*, j.via_id, j.stage as now from job_step s join job j on j.id = s.job_id"
        f" where j.via_id in ({marks(contacts)}) order by s.step_on, s.seq, s.id"
    )
    first: dict[tuple[int, bool], Event] = {}
    for row in rows(db, sql, contacts):
        stage = JobStage(row["stage"])
        if (stage is JobStage.INTERESTED and JobStage(row["now"]).is_over) or stage in _ENDS:
            continue
        given = stage is not JobStage.INTERESTED
        event = ev.Referral(**_when(row, "step_on"), contact=row["via_id"], job=row["job_id"], given=given)
        first.setdefault((row["job_id"], given), event)
    return list(first.values())


_ENDS = (JobStage.DECLINED, JobStage.REJECTED, JobStage.SILENT)


def _landings(db: sqlite3.Connection) -> list[ev.Landed]:
    """The end of the search concerns everybody."""
    found = rows(db, "select l.*, 0 as owed, j.via_id from landing l join job j on j.id = l.job_id order by l.id")
    return [
        ev.Landed(
            **_when(row, "landed_on"), chain=tuple(chain_to(db, row["via_id"], date.fromisoformat(row["landed_on"])))
        )
        for row in found
    ]


def _kept(db: sqlite3.Connection, contacts: set[int]) -> list[Event]:
    sql = f"select id, keep_on from contact where keep_on is not null and id in ({marks(contacts)})"
    return [
        ev.Kept(on=date.fromisoformat(keep_on), logged=date.fromisoformat(keep_on), seq=0, contact=id)
        for id, keep_on in db.execute(sql, tuple(contacts))
    ]


def _when(row: Row, day: str) -> dict[str, Any]:
    return {
        "on": date.fromisoformat(row[day]),
        "logged": date.fromisoformat(row["logged_on"]),
        "seq": row["seq"],
        "owed": bool(row["owed"]),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
