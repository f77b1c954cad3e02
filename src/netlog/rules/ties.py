"""Why two people are held to know each other, in words, and how much that is worth."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from netlog.rules.days import on_partial, short_partial
from netlog.words import IntroState, Stage

if TYPE_CHECKING:
    from datetime import date

    from netlog.rows.paths import FirstHop, TieRow


class Strength(IntEnum):
    """How a tie is known, the surest first: an introduction made, a meeting of both with me, a word, a file."""

    INTRODUCED = 0
    MET_TOGETHER = 1
    TOLD = 2
    IMPORTED = 3


_STRENGTHS = {"meeting": Strength.MET_TOGETHER, "told": Strength.TOLD, "introduction": Strength.TOLD}


def strength(tie: TieRow) -> Strength:
    """How sure a tie is. A name given or an introduction promised is a word, as long as nothing came of it."""
    return Strength.INTRODUCED if tie.how == "made" else _STRENGTHS.get(tie.source, Strength.IMPORTED)


# How far an introduction came, as a sentence goes on after the introducer's name.
CAME = {
    IntroState.ASKED: "was asked to introduce you",
    IntroState.NAMED: "gave you the name",
    IntroState.PROMISED: "promised to introduce you",
    IntroState.MADE: "introduced you",
}
_INTRODUCTIONS = {
    "made": "{introducer} introduced you to {contact}{when}",
    "promised": "{introducer} promised{when} to introduce you to {contact}",
    "named": "{introducer} gave you the name of {contact}{when}",
}


def tied(tie: TieRow, today: date) -> str:
    """Why two contacts know each other, without a full stop: "Tom Alvarez introduced you to Priya on 6 Oct"."""
    if tie.how:
        when = f" {on_partial(tie.on, today)}" if tie.on else ""
        return _INTRODUCTIONS[tie.how].format(introducer=tie.introducer, contact=tie.contact, when=when)
    if tie.source == "meeting":
        return f"you met them together{f' {on_partial(tie.on, today)}' if tie.on else ''}"
    since = f" since {short_partial(tie.on, today)}" if tie.on else ""
    if strength(tie) is Strength.TOLD:
        return f"they know each other{since}, as you noted"
    return f"they know each other{since}, says a file ({tie.source})"


def acquainted(first: FirstHop, today: date) -> str:
    """How I know somebody, without a full stop: "met on Thu 19, introduced you before"."""
    known = f"you met {on_partial(first.last_met_on, today)}" if first.last_met_on else _unmet(first, today)
    return f"{known}, introduced you before" if first.stage == Stage.ADVOCATE else known


def _unmet(first: FirstHop, today: date) -> str:
    if first.stage == Stage.SCHEDULED:
        return "you are to meet"
    if first.linked_on is not None:
        return f"connected since {short_partial(first.linked_on, today)}" if first.linked_on else "connected"
    if first.known:
        return f"known since {short_partial(first.known_since, today)}" if first.known_since else "known before netlog"
    return "you are in touch" if first.stage in _READY else "you know each other, as you noted"


def readiness(first: FirstHop) -> int:
    """Who is asked first of several: an advocate, then whoever was thanked, met, is to be met; then the others."""
    return _READY.index(first.stage) if first.stage in _READY else len(_READY)


_READY = (Stage.ADVOCATE, Stage.THANKED, Stage.MET, Stage.SCHEDULED, Stage.CONNECTED)


def speaks_against(first: FirstHop) -> bool:
    """Whether others are better asked first; who is owed something is asked all the same, once that is done."""
    is_put_off = first.owed is not None and first.owed.later_on is not None
    return bool(first.rest_on or first.declined) or is_put_off or first.stage == Stage.QUIET


def hindrances(first: FirstHop, today: date) -> list[str]:
    """What to think of before asking somebody for a favour; nothing for most."""
    words = []
    if first.rest_on:
        words.append(f"left alone since {short_partial(first.rest_on, today)}")
    if first.declined:
        when = f" {on_partial(first.declined_on, today)}" if first.declined_on else ""
        words.append(f"would not introduce you to {first.declined}{when}")
    if first.stage == Stage.QUIET:
        words.append("gone quiet")
    if first.owed and first.owed.later_on:
        words.append(f"asked you to write again {on_partial(first.owed.later_on, today)}")
    elif first.owed:
        words.append(f"you owe them {'an' if first.owed.kind == 'answer' else 'a'} {first.owed.kind} first")
    return words
