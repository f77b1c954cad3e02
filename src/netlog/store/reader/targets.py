"""Targets, and how well each is covered (RULES.md 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rows.search import JobRow, PersonThere, TargetEntry, TargetRow
from netlog.rules.names import fold, organization_key
from netlog.store.reader.followups import owed_first
from netlog.words import Coverage, Stage, TargetKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date

K = TargetKind

# Who is best known first: an advocate introduces, somebody quiet answers no more.
_NEAREST = (
    Stage.ADVOCATE,
    Stage.THANKED,
    Stage.MET,
    Stage.SCHEDULED,
    Stage.CONNECTED,
    Stage.LEAD,
    Stage.ASKED,
    Stage.QUIET,
)
_RANK = {stage.value: rank for rank, stage in enumerate(_NEAREST)}
_COVERED = {Stage.ADVOCATE: Coverage.ADVOCATE} | dict.fromkeys(_NEAREST[1:5], Coverage.ACQUAINTED)


def targets(db: sqlite3.Connection, today: date) -> list[TargetEntry]:
    """Every target in its rank, with coverage."""
    found = [TargetRow._make(row) for row in db.execute(f"select {_COLUMNS} from targets order by rank, id")]
    waiting = _Waiting(db, today)
    return [_entry(db, target, waiting) for target in found]


def find(db: sqlite3.Connection, kind: TargetKind, key: str) -> TargetRow | None:
    """The target of this kind and identity; None where there is none."""
    sql = f"select {_COLUMNS} from targets where kind = ? and name_key = ?"
    found = db.execute(sql, (kind.value, key)).fetchone()
    return TargetRow._make(found) if found else None


def called(db: sqlite3.Connection, text: str) -> list[int]:
    """The targets whose name or rank the text is, else those with a word that begins so, the dearest first."""
    found = db.execute("select id, name, rank from targets order by rank, id").fetchall()
    key = fold(text)
    exact = [id for id, name, rank in found if key and (key == fold(name) or text.strip() == str(rank))]
    return exact or [id for id, name, _ in found if key and f" {key}" in f" {fold(name)}"]


_COLUMNS = ", ".join(TargetRow._fields)


def organization(db: sqlite3.Connection, name: str) -> tuple[int, str] | None:
    """The organization of that name or alias, its number and name; None where there is none. Never one much like it."""
    found = db.execute(
        "select id, name from organization where name_key = :key union all select o.id, o.name"
        " from organization_alias a join organization o on o.id = a.organization_id where a.alias_key = :key",
        {"key": organization_key(name)},
    ).fetchone()
    return (found[0], found[1]) if found else None


def coverage(people: Iterable[PersonThere]) -> Coverage:
    """The best that holds of those there now."""
    best = min((_RANK[person.stage] for person in people), default=None)
    return Coverage.NOBODY if best is None else _COVERED.get(_NEAREST[best], Coverage.KNOWN_OF)


# --- people ---------------------------------------------------------------------------------------

_PERSON = """
select c.id, c.name, case when c.next_stage_on <= :today then c.next_stage else c.stage end, c.in_play,
  case when c.rest_on is null then 0 else 1 end, c.name_key
from contact c where c.is_me is null and
"""
# Schools aside: who studied there is not there now.
THERE = "kind <> 'school' and ended = 0 and end_on is null"
_HERE = f"organization_id = :id and {THERE}"
_LEFT = "organization_id = :id and kind <> 'school' and (ended = 1 or end_on is not null)"


def people_at(db: sqlite3.Connection, organization: int, today: date) -> tuple[PersonThere, ...]:
    """Who is at an organization now, the best known first."""
    where = f"c.id in (select contact_id from affiliation where {_HERE})"
    return _people(db, where, _Waiting(db, today), id=organization)


class _Waiting:
    """Whom I owe a thank-you or an answer, who asked to hear later, and who is being introduced; the day."""

    def __init__(self, db: sqlite3.Connection, today: date) -> None:
        self.day = today.isoformat()
        owed = owed_first(db, today)
        self.owed = {id: first.kind for id, first in owed.items() if first.later_on is None}
        self.later = owed.keys() - self.owed.keys()
        open_ = (
            "select contact_id from intros where contact_id is not null and"
            " case when next_state_on <= :today then next_state else state end in ('asked', 'promised', 'made')"
        )
        self.introduced = {row[0] for row in db.execute(open_, {"today": self.day})}


def _people(db: sqlite3.Connection, where: str, waiting: _Waiting, **bound: object) -> tuple[PersonThere, ...]:
    found = db.execute(f"{_PERSON} {where}", {"today": waiting.day, **bound}).fetchall()
    found.sort(key=lambda row: (_RANK[row[2]], -row[3], row[5], row[0]))
    return tuple(
        PersonThere(
            id, name, stage, in_play, rests or id in waiting.later, waiting.owed.get(id), id in waiting.introduced
        )
        for id, name, stage, in_play, rests, _ in found
    )


def _entry(db: sqlite3.Connection, target: TargetRow, waiting: _Waiting) -> TargetEntry:
    if target.kind != K.ORGANIZATION:
        people = _fitting(db, target, waiting)
        return TargetEntry(target, coverage(people).value, people, (), ())
    at = {"id": target.organization_id}
    people = _people(db, f"c.id in (select contact_id from affiliation where {_HERE})", waiting, **at)
    gone = (
        f"c.id in (select contact_id from affiliation where {_LEFT})"
        f" and c.id not in (select contact_id from affiliation where {_HERE})"
    )
    sql = f"select {', '.join(JobRow._fields)} from jobs where organization_id = :id order by id"
    jobs = tuple(JobRow._make(row) for row in db.execute(sql, at))
    return TargetEntry(target, coverage(people).value, people, _people(db, gone, waiting, **at), jobs)


# --- who fits what is no organization -------------------------------------------------------------

# Strangers of a roster are leads to find with `contacts`; they cover nothing.
_KNOWN = "(c.in_play = 1 or c.known = 1)"
_WORDS_OF = {K.INDUSTRY: "industry", K.TITLE: "title"}


def fits_anybody(db: sqlite3.Connection, kind: TargetKind, key: str) -> bool:
    """Whether there is anybody, stranger or not, of this function, industry or title."""
    return next(_fits(db, kind, key, "c.is_me is null"), None) is not None


def _fits(db: sqlite3.Connection, kind: TargetKind, key: str, whom: str) -> Iterator[int]:
    """Of `whom` those who have this function, or all the words of this industry or title in a row."""
    if kind is K.FUNCTION:
        yield from (row[0] for row in db.execute(f"select c.id from contact c where function = ? and {whom}", (key,)))
        return
    column = _WORDS_OF[kind]
    found = db.execute(f"select c.id, {column} from contact c where {column} is not null and {whom}")
    yield from (id for id, text in found if f" {key} " in f" {fold(text)} ")


def _fitting(db: sqlite3.Connection, target: TargetRow, waiting: _Waiting) -> tuple[PersonThere, ...]:
    if target.contact_id is not None:
        return _people(db, "c.id = :id", waiting, id=target.contact_id)
    ids = set(_fits(db, K(target.kind), target.name_key, _KNOWN))
    return tuple(person for person in _people(db, _KNOWN, waiting) if person.id in ids) if ids else ()
