"""Who introduced us, as a table of people tells it: long ago, and nothing is owed for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netlog.rows.files import Remark
from netlog.rules.days import partial_start
from netlog.rules.names import fold, shown
from netlog.rules.text import MAX_LINE
from netlog.words import IntroState

if TYPE_CHECKING:
    from datetime import date

    from netlog.store.work import Work


@dataclass(frozen=True, slots=True)
class Introduced:
    """A row says that somebody of that name introduced us, on a day that may be partial, or unknown."""

    line: int
    contact: int
    introducer: str
    on: str | None


def introduce(work: Work, told: list[Introduced]) -> list[Remark]:
    """Record each as an introduction that became a meeting, where that opens no follow-up and the introducer is there.

    Else it is kept in the words of how we met, and a remark says why.
    """
    return [remark for one in told if (remark := _introduce(work, one))]


def _introduce(work: Work, told: Introduced) -> Remark | None:
    key = fold(told.introducer)
    found = work.db.execute(
        "select id from contact where (name_key = :key or nickname_key = :key) and id <> :contact and is_me is null",
        {"key": key, "contact": told.contact},
    ).fetchall()
    day = partial_start(told.on) if told.on else None
    reason = _reason(work, len(found), day)
    if reason is None and day is not None:
        _record(work, found[0][0], told.contact, day)
        return None
    _keep_in_words(work, told)
    return Remark(told.line, f"introduced by {shown(told.introducer)}: kept as how we met, since {reason}")


def _reason(work: Work, found: int, day: date | None) -> str | None:
    """Why it cannot be an introduction; None where it can."""
    if found != 1:
        return "nobody of that name is a contact" if not found else f"{found} contacts have that name"
    if day is None:
        return "no day is told"
    return "it is too fresh to be over" if (work.today - day).days <= work.habits.old_days else None


def _record(work: Work, introducer: int, contact: int, day: date) -> None:
    from netlog.store.writer.naming import name_somebody  # pydantic: for the few files that tell of introducers

    between = "select 1 from introduction where introducer_id = ? and contact_id = ?"
    if work.db.execute(between, (introducer, contact)).fetchone() is None:
        name_somebody(work, introducer, contact, IntroState.MET, day)


def _keep_in_words(work: Work, told: Introduced) -> None:
    words = f"introduced by {told.introducer}"
    how_met = work.row("contact", told.contact)["how_met"]
    if not how_met:
        work.update("contact", told.contact, how_met=words)
    elif words not in str(how_met):
        work.update("contact", told.contact, how_met=f"{how_met}; {words}"[:MAX_LINE])
