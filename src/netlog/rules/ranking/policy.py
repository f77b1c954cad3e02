"""Whom to ask next: the chance of a yes times what the yes is worth (RANKING.md 2, docs/explanation/ranking.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from netlog.rules.ranking.evidence import ROLE, Census, Person
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
"""The rate of yeses before the user's own history, and after how many asks the history weighs as much (RANKING.md 2)."""

NEAR_WARM = 1.3
"""Odds of a yes to a warm ask when I share a small group with them too (RANKING.md 2)."""

SECOND = 0.5
"""Odds of a yes to a second ask (RANKING.md 2)."""

LIST_LENGTH = 5
"""Names on the list at the table."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The policy's settings; each default was measured (docs/explanation/ranking.md).

    `names` weighs what a person may lead to, `enough` is how many targets one coffee can give at most, `likeliest` weighs
    the surest of them, `burnt` what a refused letter spoils, `named` what a second person naming a target is worth.
    """

    names: float = 2.0
    enough: float = 1.5
    each: float = 0.5
    likeliest: float = 2.0
    burnt: float = 0.3
    named: float = 0.35


@dataclass(frozen=True, slots=True)
class Approach:
    """One way to ask one person.

    `via` is who named them (a warm ask) or shall introduce them (a favour); `asked` how often they were asked before;
    `knows` the chance that `via` knows them, 1 where that is known. `odds` collects what else raises or lowers a yes:
    they were asked much of late, I helped them.
    """

    who: Person
    way: Way
    via: int | None = None
    favour: bool = False
    near: bool = False
    asked: int = 0
    knows: float = 1.0
    odds: float = 1.0


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody I met who may be asked for a favour; `used` are the targets already asked for by way of them."""

    who: Person
    used: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an ask's score: target, names, likeliest, waiting (minus what the week's other asks are worth) or burnt."""

    factor: str
    points: float


@dataclass(frozen=True, slots=True)
class Ask:
    """A suggestion: the approach, the chance of a yes, what the yes is worth, and the pieces that sum to the score."""

    approach: Approach
    chance: float
    worth: float
    pieces: tuple[Piece, ...]

    @property
    def score(self) -> float:
        """The sum of the pieces."""
        return math.fsum(piece.points for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a suggestion rests on.

    `left` is the share of the search that is left after this week (0 to 1), `asks_left` how many asks this week has.
    `rates` are those of `rates`. `near` are the targets with whom I share a small group, `asked` how often each was asked.
    """

    reach: Reach
    rates: Mapping[Way, float]
    left: float
    asks_left: int = 3
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
