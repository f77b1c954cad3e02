"""Two entries that are one person: everything of the one moves to the other (RULES.md 60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rules.names import fold
from netlog.store.derive import key_of
from netlog.store.work import Work, rows
from netlog.store.writer.jobs import touch_if_landed
from netlog.store.writer.people import same_affiliation
from netlog.store.writer.removing import remove_introduction
from netlog.store.writer.targets import person_key, remove_target
from netlog.words import FunctionFrom, IntroState, Knows, MayUseName, Origin

if TYPE_CHECKING:
    from netlog.rules.events import Key

Row = dict[str, Any]


class Joined(NamedTuple):
    """What could not be kept: the introductions between the two, and a name that found no place."""

    introductions: tuple[int, ...]
    lost_name: str | None


def join(work: Work, keep: int, other: int) -> Joined:
    """Move everything of `other` to `keep` and remove `other`. Neither is me, and they are two."""
    between = _introductions_between(work, keep, other)
    for introduction in between:
        remove_introduction(work, introduction)
    lost_name = _fill(work, keep, other)
    for table, key in _UNIQUE.items():
        _move_unique(work, table, key, keep, other)
    _move_affiliations(work, keep, other)
    for table in ("note", "source", "message"):
        _move(work, table, "contact_id", keep, other)
    _move_acquaintances(work, keep, other)
    _move_distinct(work, keep, other)
    _move_cards(work, keep, other)
    _move_introductions(work, keep, other)
    _move(work, "job", "via_id", keep, other)
    _move_target(work, keep, other)
    _move(work, "follow_up", "contact_id", keep, other)
    _fold_follow_ups(work, keep)
    work.delete("contact", other)
    work.touch(keep, *_companions(work, keep))
    touch_if_landed(work)
    work.touched.discard(other)
    return Joined(tuple(between), lost_name)


def _introductions_between(work: Work, keep: int, other: int) -> list[int]:
    """Nobody introduces me to themselves."""
    sql = "select id from introduction where introducer_id in (:a, :b) and contact_id in (:a, :b) order by id"
    return [row[0] for row in work.db.execute(sql, {"a": keep, "b": other})]


def _companions(work: Work, keep: int) -> list[int]:
    """Everybody whose stage, introductions or follow-ups the move may change."""
    found = work.db.execute(
        "select introducer_id from introduction where contact_id = :id"
        " union select contact_id from introduction where introducer_id = :id and contact_id is not null"
        " union select o.contact_id from attendance a join attendance o on o.meeting_id = a.meeting_id"
        " where a.contact_id = :id",
        {"id": keep},
    )
    return [row[0] for row in found]


# --- what it is -----------------------------------------------------------------------------------

_FILLED = ("nickname", "nickname_key", "title", "industry", "city", "how_met", "known_since", "rest_on", "keep_on")


def _fill(work: Work, keep: int, other: int) -> str | None:
    """Empty fields take the other's; a name that differs becomes the nickname, or is returned where there is one."""
    ours, theirs = work.row("contact", keep), work.row("contact", other)
    changes = {field: theirs[field] for field in _FILLED if ours[field] is None}
    if _tells_more(ours, theirs):
        changes |= {"function": theirs["function"], "function_from": theirs["function_from"]}
    changes["known"] = max(int(ours["known"] or 0), int(theirs["known"] or 0))
    changes["added_on"] = min(str(ours["added_on"]), str(theirs["added_on"]))
    if theirs["origin"] == Origin.HAND:
        changes["origin"] = Origin.HAND.value
    lost = None
    if theirs["name_key"] not in (ours["name_key"], ours["nickname_key"]):
        if ours["nickname"] or theirs["nickname"]:
            lost = str(theirs["name"])
        else:
            changes |= {"nickname": theirs["name"], "nickname_key": fold(str(theirs["name"]))}
    work.update("contact", keep, **changes)
    return lost


def _tells_more(ours: Row, theirs: Row) -> bool:
    """A function where there is none, or a told one where ours was only inferred."""
    told = theirs["function_from"] == FunctionFrom.TOLD and ours["function_from"] == FunctionFrom.TITLE
    return theirs["function"] is not None and (ours["function"] is None or told)


# --- what it has ----------------------------------------------------------------------------------

# Of these a contact has each only once, by this column.
_UNIQUE = {
    "email": "address_key",
    "phone": "number_key",
    "link": "url_key",
    "tag": "word_key",
    "attendance": "meeting_id",
}


def _move(work: Work, table: str, column: str, keep: int, other: int) -> None:
    for row in rows(work.db, f"select id from {table} where {column} = ? order by id", (other,)):
        work.update(table, row["id"], **{column: keep})


def _move_unique(work: Work, table: str, key: str, keep: int, other: int) -> None:
    there = {row[0] for row in work.db.execute(f"select {key} from {table} where contact_id = ?", (keep,))}
    for row in rows(work.db, f"select id, {key} from {table} where contact_id = ? order by id", (other,)):
        if row[key] in there:
            work.delete(table, row["id"])
        else:
            work.update(table, row["id"], contact_id=keep)


def _move_affiliations(work: Work, keep: int, other: int) -> None:
    """Two that may be one are folded; the fuller one tells."""
    for row in rows(work.db, "select * from affiliation where contact_id = ? order by id", (other,)):
        told = {field: row[field] for field in ("role", "unit", "start_on", "end_on", "ended")}
        same = same_affiliation(work, keep, row["organization_id"], row["kind"], told)
        if same is None:
            work.update("affiliation", row["id"], contact_id=keep)
        else:
            work.update("affiliation", same, **{field: value for field, value in told.items() if value})
            work.delete("affiliation", row["id"])


def _move_target(work: Work, keep: int, other: int) -> None:
    """Who is after either of the two is after the one they are."""
    is_target = rows(work.db, "select id from target where contact_id = ?", (keep,))
    for row in rows(work.db, "select id from target where contact_id = ?", (other,)):
        if is_target:
            remove_target(work, row["id"])
        else:
            work.update("target", row["id"], contact_id=keep, name_key=person_key(keep))


def _move_acquaintances(work: Work, keep: int, other: int) -> None:
    """Everybody the other knows, keep knows; that the two know each other says nothing any more."""
    for row in rows(work.db, "select * from acquaintance where a_id = :id or b_id = :id order by id", {"id": other}):
        third = row["b_id"] if row["a_id"] == other else row["a_id"]
        a, b = sorted((keep, third))
        there = rows(work.db, "select id from acquaintance where a_id = ? and b_id = ?", (a, b))
        if third != keep and not there:
            work.update("acquaintance", row["id"], a_id=a, b_id=b)
            continue
        work.delete("acquaintance", row["id"])
        if there and row["knows"] == Knows.YES:
            work.update("acquaintance", there[0]["id"], knows=Knows.YES.value)


def _move_cards(work: Work, keep: int, other: int) -> None:
    """The other's card of a folder becomes keep's; where keep has one there, the next `sync` takes the file away."""
    sql = "select folder from synced_card where contact_id = ? and body <> ''"
    there = {row[0] for row in work.db.execute(sql, (keep,))}
    for row in rows(work.db, "select id, folder from synced_card where contact_id = ? order by id", (other,)):
        if row["folder"] in there:
            work.delete("synced_card", row["id"])
        else:
            work.update("synced_card", row["id"], contact_id=keep)


def _move_distinct(work: Work, keep: int, other: int) -> None:
    """Who is not the other is not keep; that the two were said to be two people was wrong."""
    for row in rows(work.db, "select * from distinct_pair where a_id = :id or b_id = :id order by id", {"id": other}):
        a, b = sorted((keep, row["b_id"] if row["a_id"] == other else row["a_id"]))
        there = work.db.execute("select 1 from distinct_pair where a_id = ? and b_id = ?", (a, b)).fetchone()
        if a == b or there:
            work.delete("distinct_pair", row["id"])
        else:
            work.update("distinct_pair", row["id"], a_id=a, b_id=b)


# --- what happened --------------------------------------------------------------------------------


def _move_introductions(work: Work, keep: int, other: int) -> None:
    """Introductions by and to the other; of two with the same third person the further stays."""
    for end, far_end in (("introducer_id", "contact_id"), ("contact_id", "introducer_id")):
        for row in rows(work.db, f"select * from introduction where {end} = ? order by id", (other,)):
            sql = f"select * from introduction where {end} = ? and {far_end} = ? order by id"
            double = rows(work.db, sql, (keep, row[far_end]))
            work.update("introduction", row["id"], **{end: keep})
            if double:
                _fold(work, double[0], row)


def _fold(work: Work, one: Row, two: Row) -> None:
    """One introduction of two: what was told of the less far one is told of the further, dates and all."""
    stays, goes = sorted((one, two), key=lambda row: (-IntroState(row["state"]).rank, row["id"]))
    changes = {field: goes[field] for field in ("description", "meeting_id", "message_id") if stays[field] is None}
    if stays["may_use_name"] == MayUseName.UNKNOWN:
        changes["may_use_name"] = goes["may_use_name"]
    work.update("introduction", stays["id"], **changes)
    for table in ("introduction_step", "message", "follow_up"):
        _move(work, table, "introduction_id", stays["id"], goes["id"])
    _fold_follow_ups(work, stays["introducer_id"])
    work.delete("introduction", goes["id"])


def _fold_follow_ups(work: Work, contact: int) -> None:
    """Of two open ones that are one and the same (RULES.md 0) the one due earlier stays."""
    sql = "select * from follow_up where closed_on is null and contact_id = ? order by due_on, id"
    seen: set[Key] = set()
    for row in rows(work.db, sql, (contact,)):
        key = key_of(row)
        if key in seen:
            work.delete("follow_up", row["id"])
        seen.add(key)
