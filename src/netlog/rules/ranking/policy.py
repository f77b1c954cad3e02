"""Whom to ask next: the chance of a yes times what the yes is worth (RANKING.md 2, docs/explanation/ranking.md)."""

from __future__ import annotations

import heapq
import math
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.ranking.evidence import ROLE, Census, Person
from netlog.rules.ranking.reach import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netlog.rules.ranking.reach import Reach


class Way(StrEnum):
    """How an ask reaches somebody; each way has its own rate of yeses."""

    FIRST = "first"  # I know them
    NEAR = "near"  # a letter to somebody with whom I share a small group
    NONE = "none"  # a letter to a stranger
    WARM = "warm"  # through somebody who named or introduces them


PRIORS: Mapping[Way, tuple[float, float]] = {
    Way.WARM: (0.65, 8),
    Way.FIRST: (0.85, 10),
    Way.NEAR: (0.20, 20),
    Way.NONE: (0.12, 20),
}
"""The rate of yeses before any history, and after how many asks the user's own weighs as much (RANKING.md 2)."""

NEAR_WARM = 1.3
"""Odds of a yes to a warm ask when I share a small group with them too (RANKING.md 2)."""

SECOND = 0.5
"""Odds of a yes to a second ask (RANKING.md 2)."""

LIST_LENGTH = 5
"""Names on the list at the table."""


class Settings(NamedTuple):
    """The policy's settings; each default was measured (docs/explanation/ranking.md).

    `names` weighs what a person may lead to, `enough` is how many targets one coffee can give at most and `each` how
    fast it gets there, `likeliest` weighs the surest of them, `burnt` what a refused letter to a target spoils, `named`
    what a second person naming a target is worth.
    """

    names: float = 2.0
    enough: float = 1.5
    each: float = 0.5
    likeliest: float = 1.0
    burnt: float = 0.2
    named: float = 0.35


class Approach(NamedTuple):
    """One way to ask one person.

    `via` is who named them (a warm ask) or shall introduce them (a favour); `asked` how often they were asked before;
    `knows` the chance that `via` knows them, 1 where that is known. `odds` collects what else raises or lowers a yes:
    they were asked much of late, I helped them. `weak` is what a moderately weak tie adds to whom they lead to.
    """

    who: Person
    way: Way
    via: int | None = None
    favour: bool = False
    near: bool = False
    asked: int = 0
    knows: float = 1.0
    odds: float = 1.0
    weak: float = 0.0


class Wanted(NamedTuple):
    """An open target who may still be asked through somebody. `named`: somebody named them and that way is unused."""

    who: Person
    near: bool = False
    asked: int = 0
    named: bool = False
    odds: float = 1.0


class Host(NamedTuple):
    """Somebody I met who may be asked for a favour; `used` are the targets they named or were asked about already.

    `odds` and `weak` are theirs as in Approach.
    """

    who: Person
    used: frozenset[int] = frozenset()
    odds: float = 1.0
    weak: float = 0.0


class Piece(NamedTuple):
    """A part of an ask's score: target, names, likeliest, weak-tie, burnt or waiting (for the week's other asks)."""

    factor: str
    points: float


class Ask(NamedTuple):
    """A suggestion: the approach, the chance of a yes, what the yes is worth, and what a no would spoil.

    `waiting` is what the week's other asks are worth, which a yes costs. `pieces` tells what the worth is made of.
    """

    approach: Approach
    chance: float
    worth: float
    burnt: float = 0.0
    waiting: float = 0.0

    @property
    def score(self) -> float:
        """What the ask is worth; by this suggestions are ordered."""
        return self.chance * (self.worth - self.waiting) - self.burnt


class Situation(NamedTuple):
    """Everything a suggestion rests on.

    `left` is the share of the search that is left after this week (0 to 1), `asks_left` how many asks this week has,
    `approaches` the asks that are possible but for favours, which follow from `hosts` and `wanted`.
    """

    reach: Reach
    rates: Mapping[Way, float]
    left: float
    asks_left: int
    approaches: Sequence[Approach]
    hosts: Sequence[Host] = ()
    wanted: Sequence[Wanted] = ()
    settings: Settings = Settings()


def rates(history: Mapping[Way, tuple[int, int]]) -> dict[Way, float]:
    """The rate of yeses a way, from (asked, yes) of the user's own asks and PRIORS."""
    learned = {}
    for way, (prior, trust) in PRIORS.items():
        asked, yes = history.get(way, (0, 0))
        learned[way] = (yes + trust * prior) / (asked + trust)
    return learned


def chance(approach: Approach, rates: Mapping[Way, float]) -> float:
    """P(yes): the odds of the way's rate, times what is known of this ask, and P(via knows them) for a favour."""
    rate = rates[approach.way]
    odds = rate / (1 - rate) * approach.odds * SECOND**approach.asked
    if approach.way is Way.WARM and approach.near:
        odds *= NEAR_WARM
    return approach.knows * odds / (1 + odds)


def is_near(me: Person, other: Person, census: Census) -> bool:
    """Whether the two share an affiliation, not a role, of at most a quarter of everybody (RANKING.md 2)."""
    return any(
        value in other.groups.get(kind, ()) and census.size(kind, value) <= census.everybody.people / 4
        for kind, values in me.groups.items()
        if kind != ROLE
        for value in values
    )


def suggest(situation: Situation, limit: int = 1) -> list[Ask]:
    """The best asks, best first: argmax p (worth - U) - burnt (RANKING.md 2). Equal scores keep a fixed order.

    U is what the asks left in the week are worth, so long shots come first and the sure coffee last.
    """
    asks = [_ask(situation, approach) for approach in situation.approaches]
    asks += favours(situation)
    if waiting := patience(asks, situation.asks_left - 1):
        asks = [ask._replace(waiting=waiting) for ask in asks]
    return heapq.nsmallest(limit, asks, key=_order)


def patience(asks: Iterable[Ask], left: int) -> float:
    """What so many asks are worth, one after the other until a yes: U_r = U_(r-1) + max p (worth - U_(r-1))."""
    pairs = [(ask.chance, ask.worth) for ask in asks]
    total = 0.0
    for _ in range(left):
        total += max((chance * (worth - total) for chance, worth in pairs), default=0.0)
    return total


def _order(ask: Ask) -> tuple[float, int, int]:
    return (-settled(ask.score), ask.approach.who.id, ask.approach.via or -1)


def _ask(situation: Situation, approach: Approach) -> Ask:
    p = chance(approach, situation.rates)
    burnt = 0.0
    if approach.way in (Way.NEAR, Way.NONE) and situation.reach.is_open(approach.who.id):
        burnt = (1 - p) * situation.settings.burnt * situation.rates[Way.WARM] * situation.left
    return Ask(approach, p, worth(situation, approach.who, approach.weak), burnt)


def worth(situation: Situation, who: Person, weak: float = 0.0) -> float:
    """What meeting somebody is worth in targets: 1 if they are the dearest, and those they lead to.

    `weak` is the share that a moderately weak tie adds to whom they lead to.
    """
    target, names, surest = _worth(situation, who)
    return target + (1 + weak) * (names + surest)


def _worth(situation: Situation, who: Person) -> tuple[float, float, float]:
    """Being a target, the targets they are expected to know (with saturation), and the likeliest of them.

    A target named at a coffee is worth less and less towards the end, as there is less time to meet them.
    """
    settings = situation.settings
    weight = settings.names * math.sqrt(situation.left) * situation.rates[Way.WARM]
    expected, likeliest = situation.reach.outlook(who)
    names = weight * settings.enough * (1 - math.exp(-settings.each * expected / settings.enough))
    return situation.reach.dearness(who.id), names, weight * settings.likeliest * likeliest


def pieces(situation: Situation, ask: Ask) -> tuple[Piece, ...]:
    """What an ask's score is the sum of, but for rounding; what comes to nothing is left out."""
    target, names, surest = _worth(situation, ask.approach.who)
    parts = (
        Piece("target", ask.chance * target),
        Piece("names", ask.chance * names),
        Piece("likeliest", ask.chance * surest),
        Piece("weak-tie", ask.chance * ask.approach.weak * (names + surest)),
        Piece("waiting", -ask.chance * ask.waiting),
        Piece("burnt", -ask.burnt),
    )
    return tuple(piece for piece in parts if piece.points)


def favours(situation: Situation) -> list[Ask]:
    """For each host the one target whom to ask them for: the highest P(host knows) x P(yes) x worth."""
    goals = [(w, chance(_favour(w, -1, 1.0), situation.rates), worth(situation, w.who)) for w in situation.wanted]
    asks = []
    for host in situation.hosts:
        chances, index = situation.reach.chances(host.who), situation.reach.index
        best = max(
            (
                (settled(chances[index[w.who.id]] * p * value), -w.who.id, w, p, value)
                for w, p, value in goals
                if w.who.id not in host.used
            ),
            key=lambda found: found[:2],
            default=None,
        )
        if best and best[0] > 0:
            asks.append(_asked_of(situation, host, *best[2:], chances[index[best[2].who.id]]))
    return asks


def _asked_of(situation: Situation, host: Host, wanted: Wanted, p: float, value: float, knows: float) -> Ask:
    """The favour as this host would do it; `p` and `value` are those of a host who stands like any other."""
    approach = _favour(wanted, host.who.id, knows)._replace(odds=wanted.odds * host.odds, weak=host.weak)
    if host.odds != 1:
        p = chance(approach._replace(knows=1.0), situation.rates)
    if host.weak:
        value = worth(situation, wanted.who, host.weak)
    return Ask(approach, knows * p, value)


def _favour(wanted: Wanted, host: int, knows: float) -> Approach:
    return Approach(wanted.who, Way.WARM, host, True, wanted.near, wanted.asked, knows, wanted.odds)


def table_list(situation: Situation, host: Person) -> list[Person]:
    """The five names to ask a host about: the highest P(host knows t) x what being named raises P(yes) of t by x dear.

    Targets of whom it is known that the host does not know them, or that are not `wanted` any more, are left out.
    """
    chances, index = situation.reach.chances(host), situation.reach.index
    fits = [
        (chances[index[w.who.id]] * situation.reach.dearness(w.who.id) * _gain(situation, w), w.who)
        for w in situation.wanted
    ]
    best = heapq.nsmallest(LIST_LENGTH, (f for f in fits if f[0] > 0), key=lambda f: (-settled(f[0]), f[1].id))
    return [who for _, who in best]


def _gain(situation: Situation, wanted: Wanted) -> float:
    """What being named raises: nearly all for the unnamed, little for who can be asked warmly already."""
    if wanted.named:
        return situation.settings.named
    warm = chance(_favour(wanted, -1, 1.0), situation.rates)
    if wanted.asked:
        return warm
    return warm - situation.rates[Way.NEAR if wanted.near else Way.NONE] / 2
