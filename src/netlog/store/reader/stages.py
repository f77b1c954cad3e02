"""Where contacts stand and since when: the view `passages`, folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rows.people import PipelineRow
from netlog.words import Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netlog.rows.people import ContactRow

# By what of the view `passages` people first come to a stage, in the order in which they come on.
FIRST_BY = {
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


class History(NamedTuple):
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


def since(db: sqlite3.Connection, contact: ContactRow, today: date) -> str | None:
    """Since when a contact stands where it stands, in play or not; a partial date where it is one, None if unknown."""
    row = PipelineRow(*(getattr(contact, field) for field in PipelineRow._fields))
    return history(db, [row], contact.id).standing(row, today.isoformat())[1]


def history(db: sqlite3.Connection, rows: Sequence[PipelineRow], contact: int | None = None) -> History:
    """The view `passages`, of everybody or of one, folded in one walk."""
    folded = History({stage: {} for stage in FIRST_BY}, {stage: {} for stage in _LAST_BY})
    firsts, lasts = _by_what(FIRST_BY, folded.first), _by_what(_LAST_BY, folded.last)
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
    _complete(folded.first, thanks, rows)
    return folded


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
