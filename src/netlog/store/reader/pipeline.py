"""The people in play by stage, since when they stand there, and how many come on from one stage to the next."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from netlog.rows.looking_back import Passage, Pipeline, PipelineRow, Waiting
from netlog.store.reader.contacts import Wanted, contacts, numbers
from netlog.words import Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from netlog.rows.people import ContactRow

# By what of the view `passages` people first come to a stage, in the order in which they come on.
_FIRST_BY = {
    Stage.ASKED: ("outreach", "sent", "thank-you", "asked", "promised"),
    Stage.CONNECTED: ("reply", "no", "made", "agreed", "planned", "held", "cup"),
    Stage.SCHEDULED: ("agreed", "planned"),
    Stage.MET: ("cup",),
    Stage.THANKED: (),  # by a thank-you, but only after a cup
    Stage.ADVOCATE: ("helped",),
}
# By what they stand there since: the newest approach, plan or end is the one that counts.
_LAST_BY = {
    Stage.ASKED: ("outreach", "asked", "promised"),
    Stage.SCHEDULED: ("planned",),
    Stage.QUIET: ("no", "ended", "missed"),
}

Days = dict[int, str]  # a day by contact


class _History(NamedTuple):
    """The first day of everybody at each stage, and the last on which they were brought there anew."""

    first: dict[str, Days]
    last: dict[str, Days]

    def standing(self, row: PipelineRow, today: str) -> tuple[str, str | None]:
        """A contact's stage, and the day of what brought it there; None where the record does not tell."""
        if row.next_stage and row.next_stage_on and row.next_stage_on <= today:
            return row.next_stage, row.next_stage_on
        stage = row.stage
        if stage == Stage.LEAD:
            return stage, row.added_on
        if stage == Stage.CONNECTED and row.known_since:
            return stage, row.known_since
        return stage, self.last.get(stage, {}).get(row.id) or self.first.get(stage, {}).get(row.id)


def pipeline(db: sqlite3.Connection, wanted: Wanted, today: date, *, passages: bool = True) -> Pipeline:
    """Everybody in play whom `wanted` describes, by stage, and the count of the strangers whom it describes.

    Without `passages` nobody counts who came on from stage to stage, a tenth of the time in 10,000 meetings.
    """
    rows = [PipelineRow._make(row) for row in db.execute(f"select {', '.join(PipelineRow._fields)} from pipeline")]
    unknown: tuple[str, ...] = ()
    strangers = None
    if wanted != Wanted():
        ids, unknown = numbers(db, wanted._replace(in_play=True), today)
        among = set(ids)
        rows = [row for row in rows if row.id in among]
        strangers = contacts(db, wanted, today, limit=1).total - len(ids)
    history, iso = _history(db, rows), today.isoformat()
    by_stage: dict[str, list[Waiting]] = {stage: [] for stage in Stage}
    for row in rows:
        stage, day = history.standing(row, iso)
        by_stage[stage].append(Waiting(row.id, row.name, day, _waited(day, today)))
    stages = tuple((stage, tuple(sorted(people, key=_longest_first))) for stage, people in by_stage.items())
    came_on = tuple(_passage(history.first, *pair, rows) for pair in pairwise(_FIRST_BY)) if passages else ()
    return Pipeline(stages, came_on, _strangers(db) if strangers is None else strangers, unknown)


def since(db: sqlite3.Connection, contact: ContactRow, today: date) -> str | None:
    """Since when a contact stands where it stands, in play or not; a partial date where it is one, None if unknown."""
    row = PipelineRow(*(getattr(contact, field) for field in PipelineRow._fields))
    return _history(db, [row], contact.id).standing(row, today.isoformat())[1]


def _history(db: sqlite3.Connection, rows: Sequence[PipelineRow], contact: int | None = None) -> _History:
    """The view `passages`, of everybody or of one, folded in one walk."""
    history = _History({stage: {} for stage in _FIRST_BY}, {stage: {} for stage in _LAST_BY})
    firsts, lasts = _by_what(_FIRST_BY, history.first), _by_what(_LAST_BY, history.last)
    thanks: list[tuple[int, str]] = []
    where = "" if contact is None else " where contact_id = :id"
    for who, what, day in db.execute(f"select contact_id, what, day_on from passages{where}", {"id": contact}):
        for days in firsts.get(what, ()):
            if who not in days or day < days[who]:
                days[who] = day
        for days in lasts.get(what, ()):
            if who not in days or day > days[who]:
                days[who] = day
        if what == "thank-you":
            thanks.append((who, day))
    _complete(history.first, thanks, rows)
    return history


def _by_what(stages: Mapping[Stage, Sequence[str]], days: Mapping[str, Days]) -> dict[str, list[Days]]:
    found: dict[str, list[Days]] = {}
    for stage, several in stages.items():
        for what in several:
            found.setdefault(what, []).append(days[stage])
    return found


def _complete(first: Mapping[str, Days], thanks: Sequence[tuple[int, str]], rows: Sequence[PipelineRow]) -> None:
    """Who was met had agreed to it, then or earlier. Who counts as thanked without a note is so since the first cup."""
    met, thanked = first[Stage.MET], first[Stage.THANKED]
    for contact, day in met.items():
        first[Stage.SCHEDULED].setdefault(contact, day)
    for contact, day in thanks:
        if contact in met and met[contact] <= day < thanked.get(contact, "~"):
            thanked[contact] = day
    for row in rows:
        if row.stage == Stage.THANKED and row.id in met:
            thanked.setdefault(row.id, met[row.id])


def _waited(since: str | None, today: date) -> int | None:
    """For how many days; None where the record does not tell the day."""
    whole = since is not None and len(since) == len("2026-11-02")
    return today.toordinal() - _ordinal(since) if since and whole else None


@cache
def _ordinal(day: str) -> int:
    """The number of a day; of 10,000 people many share one."""
    return date.fromisoformat(day).toordinal()


def _longest_first(person: Waiting) -> tuple[bool, int, str, int]:
    return person.days is None, -(person.days or 0), person.name, person.id


def _passage(first: Mapping[str, Days], stage: Stage, next_stage: Stage, rows: Sequence[PipelineRow]) -> Passage:
    """Who was met counts as connected and scheduled too; what came before a stage did not come of it."""
    from statistics import median  # with what it imports 10 ms, which a card need not pay

    here, there = first[stage], first[next_stage]
    came = [(here[row.id], there.get(row.id, "")) for row in rows if row.id in here]
    between = [_ordinal(then) - _ordinal(day) for day, then in came if then >= day]
    return Passage(stage, next_stage, len(came), len(between), median(between) if between else None)


def _strangers(db: sqlite3.Connection) -> int:
    """Everybody else but me: two counts along indexes instead of a walk through all."""
    sql = (
        "select (select count(*) from contact) - (select count(*) from contact where in_play = 1)"
        " - (select count(*) from contact where is_me = 1 and in_play = 0)"
    )
    return int(db.execute(sql).fetchone()[0])
