"""A suggestion in words: whom to ask, why, how likely a yes is and what that rests on. Pure.

Every sentence is made of facts that were read, and of nothing else; a test asks the database again.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.asking import MOST_HELP
from netlog.rules.names import listed
from netlog.rules.ranking.policy import NEAR_WARM, PRIORS, SECOND, Way
from netlog.words import Origin, TargetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from netlog.rows.asking import Hit, Shared, Standing
    from netlog.rules.ranking.policy import Ask, Piece

DIGITS = 3
"""Points are printed with so many decimals, and a score is the sum of what is printed."""


class Action(StrEnum):
    """What a person does about a suggestion."""

    ASK_INTRO = "ask-intro"
    WRITE = "write"
    RECONNECT = "reconnect"
    MEET = "meet"


class Likeliest(NamedTuple):
    """The target whom somebody is likeliest to know, how likely, and what speaks for it ("" where nothing does)."""

    name: str
    chance: float
    fact: str


class Grounds(NamedTuple):
    """What a suggestion rests on.

    `pieces` sum to its score. `who` is None for somebody unlisted at an organization, which `hits` names. `named` are
    those who gave the name, and when; `fact` is what speaks for `via` knowing them. `expected` counts the people still
    to meet whom they are expected to know, of `targets` ("38 people who fit your targets", "" of less than two).
    `tired`, `kept` and `in_touch` count how often they (of a favour: `via`) were asked lately, what I did for them, and
    how often we met, or I heard from them.
    """

    ask: Ask
    pieces: tuple[Piece, ...]
    action: Action
    who: Standing | None
    via: Standing | None = None
    hits: tuple[Hit, ...] = ()
    shared: tuple[Shared, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    fact: str = ""
    expected: float = 0.0
    targets: str = ""
    likeliest: Likeliest | None = None
    history: tuple[int, int] = (0, 0)
    last: str | None = None
    answered: bool = False
    moved: bool = False
    tired: int = 0
    kept: int = 0
    in_touch: int = 0
    tire_percent: int = 100
    help_percent: int = 100


class Reason(NamedTuple):
    """A term of the score, in words."""

    factor: str
    points: float
    text: str


# --- the line -----------------------------------------------------------------------------------


def headline(g: Grounds) -> str:
    """ "Ask Ben Ito to introduce Ana Lopez"."""
    return _HEADLINES[g.action].format(whom(g), g.via.name if g.via else "")


_HEADLINES = {
    Action.ASK_INTRO: "Ask {1} to introduce {0}",
    Action.WRITE: "Write to {0}",
    Action.MEET: "Meet {0}",
    Action.RECONNECT: "Get back in touch with {0}",
}


def whom(g: Grounds) -> str:
    """The name, or "somebody at Notion"."""
    return g.who.name if g.who else f"somebody at {g.hits[0].name}"


def reason(g: Grounds) -> str:
    """Why, in one sentence without a full stop: what they are to my search, and what connects us."""
    return "; ".join(filter(None, [_what(g), _connection(g), *_ties(g)]))


def _what(g: Grounds) -> str:
    """ "Product Manager at Figma (product manager and Figma, your 1st and 2nd target)"."""
    place = _place(g)
    if not g.hits:
        return ", ".join(filter(None, [place, _leads(g)]))
    return f"{place} ({_targets(g)})" if place else _targets(g)


def _place(g: Grounds) -> str:
    if g.who is None:
        return f"nobody you list is at {g.hits[0].name}"
    org = next((hit.name for hit in g.hits if hit.kind == TargetKind.ORGANIZATION), g.who.organization)
    work = g.who.title or g.who.function
    return " at ".join(filter(None, [work, org])) if work else f"at {org}" if org else ""


def _targets(g: Grounds) -> str:
    """ "your 1st target" of one person or place, else "product manager and Figma, your 1st and 3rd target"."""
    said = f"your {listed([ordinal(hit.rank) for hit in g.hits])} target"
    is_named = g.hits[0].kind in (TargetKind.ORGANIZATION, TargetKind.PERSON) and not g.hits[1:]
    return said if is_named else f"{listed([hit.name for hit in g.hits])}, {said}"


def _leads(g: Grounds) -> str:
    """ "likely to know about 2.3 of 38 people who fit your targets"; of fewer, whom, and what speaks for it."""
    if g.likeliest is None or (g.targets and g.expected >= 0.5):  # nearer to one than to none
        return _number(g)
    fact = f": {g.likeliest.fact}" if g.likeliest.fact else ""
    return f"who may know {g.likeliest.name}{fact}"


def _number(g: Grounds) -> str:
    return f"likely to know about {g.expected:.1f} of {g.targets or 'those who fit your targets'}"


def _connection(g: Grounds) -> str:
    """How I know them, or who names them."""
    if g.named and g.action is Action.WRITE:
        return f"{listed([name for name, _ in g.named])} named them {g.named[0][1]}".rstrip()
    if g.answered:
        return "they answered you, and you have not met"
    if g.ask.approach.way is not Way.FIRST or g.who is None:
        return ""
    if g.last:
        return f"last in touch {g.last}{', and in a new job since' if g.moved else ''}"
    return f"{_known(g.who)}, with nothing since" if g.action is Action.RECONNECT else _known(g.who)


def _known(who: Standing) -> str:
    how = {Origin.LINKEDIN: "connected on LinkedIn", Origin.ADDRESS_BOOK: "in your address book"}.get(
        Origin(who.origin), "you know each other"
    )
    since = f" since {who.known_since[:4]}" if who.known_since and who.origin != Origin.ADDRESS_BOOK else ""
    return f"{how}{since}{f' ({who.how_met})' if who.how_met else ''}"


def _ties(g: Grounds) -> Iterator[str]:
    """What I share with them; of a favour, what the two share."""
    if g.via and g.ask.approach.favour and g.fact:
        yield f"{g.via.name} may know them: {g.fact}" if g.ask.approach.knows < 1 else g.fact
    if g.shared and not g.ask.approach.favour:
        yield f"you share {listed([_shared(place) for place in g.shared])}"


def _shared(place: Shared) -> str:
    return f"{place.organization} (class of {place.year})" if place.year else place.organization


# --- the terms ----------------------------------------------------------------------------------


def reasons(g: Grounds) -> tuple[Reason, ...]:
    """The terms of the score; what is printed of them sums to the printed score."""
    return tuple(Reason(factor, round(points, DIGITS), _TERMS[factor](g)) for factor, points in g.pieces)


def score(found: Iterable[Reason]) -> float:
    """The printed score."""
    return round(sum(reason.points for reason in found), DIGITS)


def _target_term(g: Grounds) -> str:
    names = listed([f"{hit.name} ({ordinal(hit.rank)})" for hit in g.hits])
    return f"fits your target{'s' if len(g.hits) > 1 else ''} {names}"


def _names_term(g: Grounds) -> str:
    return f"who may know one of {g.targets}" if g.targets and g.expected < 0.5 else _leads(g)


def _likeliest_term(g: Grounds) -> str:
    if g.likeliest is None:
        return "whom they are likeliest to know"
    fact = f": {g.likeliest.fact}" if g.likeliest.fact else ""
    return f"likeliest to know {g.likeliest.name}, {about(g.likeliest.chance)}{fact}"


def _weak_term(g: Grounds) -> str:
    name = g.via.name if g.via else whom(g)
    return f"you met {name}, or heard from them, {_times(g.in_touch)}: moderately weak ties bring most"


def _waiting_term(g: Grounds) -> str:
    return "a yes ends the week, and what its other asks might bring"


def _burnt_term(g: Grounds) -> str:
    return "a letter that is refused spoils a later introduction"


_TERMS: dict[str, Callable[[Grounds], str]] = {
    "target": _target_term,
    "names": _names_term,
    "likeliest": _likeliest_term,
    "weak-tie": _weak_term,
    "waiting": _waiting_term,
    "burnt": _burnt_term,
}


# --- the chance ---------------------------------------------------------------------------------

OF_WAY = {
    Way.WARM: "asks through somebody",
    Way.FIRST: "asks of people you know",
    Way.NEAR: "letters to people of your groups",
    Way.NONE: "letters to strangers",
}


def chance_because(g: Grounds) -> tuple[str, ...]:
    """Where the chance of a yes comes from, each a sentence without a full stop."""
    return tuple(_because(g))


def _because(g: Grounds) -> Iterator[str]:
    approach, (asked, yes) = g.ask.approach, g.history
    prior, trust = PRIORS[approach.way]
    start = f"{prior:.0%} to begin with, which weighs as {trust:.0f} asks".replace("%", " %")
    if asked:
        yield f"{_answered(yes, asked, OF_WAY[approach.way])} ({start})"
    else:
        yield f"none of your {OF_WAY[approach.way]} is decided yet: {start}"
    if approach.favour:
        name = g.via.name if g.via else ""
        yield f"{name} knows {whom(g)}: {'certainly' if approach.knows == 1 else about(approach.knows)}"
    yield from _odds(g)


def _answered(yes: int, asked: int, what: str) -> str:
    """ "8 of your 12 letters to strangers were answered"."""
    if asked > 1:
        return f"{yes} of your {asked} {what} {'was' if yes == 1 else 'were'} answered"
    return f"of your {what} one came to an end, and it was {'' if yes else 'not '}answered"


def _odds(g: Grounds) -> Iterator[str]:
    approach = g.ask.approach
    if approach.asked:
        yield f"asked before, without an answer: the odds times {SECOND**approach.asked:g}"
    if approach.way is Way.WARM and approach.near:
        yield f"you are of one small group: the odds times {NEAR_WARM:g}"
    if g.tired and g.tire_percent != 100:
        yield f"asked {_times(g.tired)} of late: the odds times {(g.tire_percent / 100) ** g.tired:.2g}"
    if g.kept and g.help_percent != 100:
        helped = (g.help_percent / 100) ** min(g.kept, MOST_HELP)
        yield f"you kept a promise, or told how it went, {_times(g.kept)}: the odds times {helped:.2g}"


# --- words --------------------------------------------------------------------------------------


def about(chance: float) -> str:
    """A chance as one says it: "about 2 in 3", "about 1 in 12", "less than 1 in 20"."""
    if chance < 1 / 20:
        return "less than 1 in 20"
    yes, of = min(_SAID, key=lambda said: abs(math.log(said[0] / said[1] / chance)))
    return f"about {yes} in {of}"


_SAID = ((1, 20), (1, 15), (1, 12), (1, 10), (1, 8), (1, 6), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3),
         (3, 4), (4, 5), (9, 10), (19, 20))  # fmt: skip


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
