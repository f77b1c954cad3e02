"""A term of the score in words: what is known of two people, with its counts, and how much likelier it makes a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.rules.ranking.evidence import COHORT, FAR, FIELD, HOME, ROLE, SCHOOL, UNIT, Relation, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from netlog.rules.ranking.scorer import Term

    Group = Callable[[str, Value], str]

# How somebody stands to a group; the ending is the same of one ("is in product") and of several.
_IN = {
    UNIT: "at {}, now or before",
    COHORT: "of the {}",
    FIELD: "in {}",
    SCHOOL: "from {}",
    HOME: "in {}",
    ROLE: "at {} level",
}
_DIFFERENT = {
    UNIT: "they share no organization",
    COHORT: "they are of different classes",
    FIELD: "they are in different fields",
    SCHOOL: "they are from different schools",
    HOME: "they live in different cities",
    ROLE: "they are at different levels",
}
_UNKNOWN = {
    UNIT: "netlog does not know where both have been",
    COHORT: "netlog does not know the class of both",
    FIELD: "netlog does not know the field of both",
    SCHOOL: "netlog does not know the school of both",
    HOME: "netlog does not know the city of both",
    ROLE: "netlog does not know the level of both",
}
_SAME = 0.05  # closer to once than this, a factor says nothing


def sentence(term: Term, c: str, t: str, group: Group) -> str:
    """What the term says of c knowing t, and what it does to the chance, without a full stop.

    `c` and `t` are their names, `group` names a group of a kind: "both at Stripe, now or before (14 people): 9 times
    likelier". A tie that was told has no factor: it settles the matter.
    """
    words = fact(term, c, t, group)
    return words if term.factor == "known" else f"{words}: {likelier(term.times)}"


def fact(term: Term, c: str, t: str, group: Group) -> str:
    """What is so, without what it means: "Priya is known to know 7 people, 1.4 being usual"."""
    return _FACTS[term.factor](term, c, t, group)


def likelier(times: float) -> str:
    """A factor of the odds: "9 times likelier", "1.4 times less likely", "neither likelier nor less likely"."""
    if abs(times - 1) < _SAME:
        return "neither likelier nor less likely"
    return f"{_figure(times)} times likelier" if times > 1 else f"{_figure(1 / times)} times less likely"


def _figure(number: float) -> str:
    """1.4, 9, 23, 1,200: as many digits as say something."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")


def _affiliation(term: Term, c: str, t: str, group: Group) -> str:
    relation = term.relation
    assert relation
    if relation.how == "shared":
        return f"both {_in(relation, group)} ({_people(term.size)})"
    if relation.how == "apart":
        years = f"{relation.value} year{'' if relation.value == 1 else 's'}"
        return f"their classes are {years}{' or more' if relation.value == FAR else ''} apart"
    return (_UNKNOWN if relation.how == "unknown" else _DIFFERENT)[relation.kind]


def _unlike_me(term: Term, c: str, t: str, group: Group) -> str:
    """`expected` is how alike c and I are in log-odds: above 0, that explains why we know each other."""
    if term.expected > 0:
        return f"what you share with {c} explains that you know each other"
    return f"you know {c} although you share little, as those do who know many"


def _activity(term: Term, c: str, t: str, group: Group) -> str:
    return f"{c} is known to know {_people(term.got)}, {_figure(term.expected)} being usual"


def _circle(term: Term, c: str, t: str, group: Group) -> str:
    return _crowd(term, c, group)


def _their_circle(term: Term, c: str, t: str, group: Group) -> str:
    return _crowd(term, t, group)


def _crowd(term: Term, whose: str, group: Group) -> str:
    """How many of somebody's acquaintances are in a group of the other one's."""
    assert term.relation
    are = "are" if term.got > 1 else "is"
    return f"{_people(term.got)} whom {whose} is known to know {are} {_in(term.relation, group)}"


def _shared(term: Term, c: str, t: str, group: Group) -> str:
    return f"both are known to know {_people(term.got)} in common"


def _known(term: Term, c: str, t: str, group: Group) -> str:
    return f"{c} is known {'' if term.points > 0 else 'not '}to know {t}"


_FACTS: dict[str, Callable[[Term, str, str, Group], str]] = {
    "affiliation": _affiliation,
    "unlike-me": _unlike_me,
    "activity": _activity,
    "circle": _circle,
    "their-circle": _their_circle,
    "shared": _shared,
    "known": _known,
}


def _in(relation: Relation, group: Group) -> str:
    assert relation.value is not None
    return _IN[relation.kind].format(group(relation.kind, relation.value).removesuffix("-level"))


def _people(count: float) -> str:
    return "1 person" if count == 1 else f"{count:,.0f} people" if count else "nobody"
