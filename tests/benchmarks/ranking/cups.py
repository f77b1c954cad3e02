"""Task 2: 52 cups. A year of asks in a real network with hidden chances (RANKING.md 2)."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from netlog.rules.ranking.evidence import Census, Person, Value
from netlog.rules.ranking.policy import Way, is_near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .networks import Network

WEEKS = 52
ASKS_A_WEEK = 3
FAVOURS = 2
LIST = 5
FIRST_CONTACTS = 5
STRONG = 1.5
NEAR_WARM = 1.3
SECOND = 0.5


@dataclass(frozen=True, slots=True)
class Move:
    """One ask: to whom, which way, through whom; a favour asks `via` to introduce `who`."""

    who: int
    way: Way
    via: int | None = None
    favour: bool = False


@dataclass(frozen=True)
class World:
    """A trial: who I am, what I want, and what nobody tells me. Every player meets the same draws."""

    network: Network
    seed: str
    me: int
    contacts: tuple[int, ...]
    goal: tuple[str, Value]
    targets: tuple[int, ...]
    weeks: int
    near: frozenset[int]
    rates: dict[Way, float]
    notice: float
    odds: tuple[float, ...]
    generosity: tuple[int, ...]
    coins: tuple[tuple[float, float], ...]

    def chance(self, move: Move, asked: int) -> float:
        """The true P(yes), given that `via` knows them."""
        rate = self.rates[move.way]
        odds = rate / (1 - rate) * self.odds[move.who] * SECOND**asked
        if move.way is Way.WARM and move.via is not None:
            odds *= self.warmth(move.who, move.via)
        return odds / (1 + odds)

    def warmth(self, who: int, via: int) -> float:
        """What nearness to me and a strong or weak tie to the introducer do to the odds."""
        strength = STRONG if self.network.is_strong(who, via) else 1 / STRONG
        return strength * (NEAR_WARM if who in self.near else 1.0)

    def knows(self, a: int, b: int) -> bool:
        """The truth."""
        return b in self.network.adjacent[a]

    def names(self, host: int, listed: Sequence[int], met: set[int]) -> list[int]:
        """Whom a host names: those on the list they know, goal holders they notice, others; up to their generosity."""
        lots = random.Random(f"{self.seed}/{host}")
        noticed = {t for t in self.targets if lots.random() < self.notice}
        known = sorted(self.network.adjacent[host] - {self.me} - met)
        lots.shuffle(known)
        place = {t: i for i, t in enumerate(listed)}
        known.sort(key=lambda who: (place.get(who, LIST), who not in noticed))
        return known[: self.generosity[host]]


def draw(network: Network, trial: int, seed: int) -> World:
    """The trial of this number."""
    name = f"{network.name}/{trial}/{seed}"
    rng = random.Random(name)
    goal = rng.choice(network.goals)
    targets = network.members[goal]
    me = rng.choice(
        [p.id for p in network.people if len(network.adjacent[p.id]) >= FIRST_CONTACTS and p.id not in targets]
    )
    census = Census()
    for person in network.people:
        census.count(person)
    people = network.people
    return World(
        network=network,
        seed=name,
        me=me,
        contacts=tuple(rng.sample(sorted(network.adjacent[me]), FIRST_CONTACTS)),
        goal=goal,
        targets=targets,
        weeks=min(WEEKS, network.size // 4),
        near=frozenset(p.id for p in people if p.id != me and is_near(people[me], p, census)),
        rates={
            Way.NONE: rng.uniform(0.08, 0.18),
            Way.NEAR: rng.uniform(0.15, 0.30),
            Way.WARM: rng.uniform(0.55, 0.80),
            Way.FIRST: 0.85,
        },
        notice=rng.uniform(0.3, 0.7),
        odds=tuple(math.exp(0.7 * rng.gauss(0, 1)) for _ in people),
        generosity=tuple(rng.choices((0, 1, 2, 3), (0.2, 0.3, 0.3, 0.2), k=network.size)),
        coins=tuple((rng.random(), rng.random()) for _ in people),
    )


@dataclass
class Diary:
    """What I did and heard so far: all that a player may go by, besides affiliations."""

    week: int = 0
    met: list[int] = field(default_factory=list)
    named: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter[int] = field(default_factory=Counter)
    used: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    favours: Counter[int] = field(default_factory=Counter)
    told: dict[int, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    history: dict[Way, tuple[int, int]] = field(default_factory=dict)

    def ways(self, who: int) -> list[int]:
        """Who named them and was not used yet, while another ask is allowed."""
        return [h for h in self.named.get(who, ()) if h not in self.used[who]] if self.asked[who] < 2 else []

    def can_write(self, who: int) -> bool:
        """A letter goes once, to who was not named."""
        return not self.asked[who] and who not in self.named

    def count(self, move: Move, yes: bool) -> None:
        """Note an ask and its answer."""
        asked, agreed = self.history.get(move.way, (0, 0))
        self.history[move.way] = (asked + 1, agreed + yes)
        self.asked[move.who] += 1
        if move.via is not None:
            self.used[move.who].add(move.via)


class Player(Protocol):
    """Somebody who searches."""

    def choose(self, diary: Diary, left: int) -> Move | None:
        """The next ask, with so many left this week; None to let the week pass."""

    def bring(self, diary: Diary, host: int) -> list[int]:
        """The list for the table: up to five people."""

    def hear(self, host: int, answers: dict[int, bool], named: Sequence[int]) -> None:
        """What a host said: of the list (or of a favour), and whom they named."""


@dataclass(frozen=True, slots=True)
class Result:
    """Goal holders met, the cup of the first (one more than the weeks if none), asks, cups."""

    met: int
    first: int
    asks: int
    cups: int


def play(world: World, player: Player) -> Result:
    """Run the weeks."""
    diary, asks = Diary(), 0
    for week in range(world.weeks):
        diary.week = week
        for left in range(ASKS_A_WEEK, 0, -1):
            move = player.choose(diary, left)
            if move is None:
                break
            asks += 1
            if ask(world, diary, player, move):
                coffee(world, diary, player, move.who)
                break
    goals = [cup for cup, who in enumerate(diary.met, 1) if who in world.targets]
    return Result(len(goals), goals[0] if goals else world.weeks + 1, asks, len(diary.met))


def ask(world: World, diary: Diary, player: Player, move: Move) -> bool:
    """One ask and whether it ends in a coffee."""
    check(diary, move)
    if move.favour and move.via is not None:
        diary.favours[move.via] += 1
        knows = world.knows(move.via, move.who)
        diary.told[move.via][move.who] = knows
        player.hear(move.via, {move.who: knows}, ())
        if not knows:
            return False
    asked = diary.asked[move.who]
    yes = world.coins[move.who][asked] < world.chance(move, asked)
    diary.count(move, yes)
    return yes


def check(diary: Diary, move: Move) -> None:
    """Hold players to the rules."""
    assert move.who not in diary.met
    assert diary.asked[move.who] < 2
    if move.favour:
        assert move.via in diary.met
        assert diary.favours[move.via] < FAVOURS
    elif move.way is Way.WARM:
        assert move.via in diary.ways(move.who)
    else:
        assert not diary.asked[move.who]


def coffee(world: World, diary: Diary, player: Player, host: int) -> None:
    """Half an hour with a host: the list, true answers, names."""
    diary.met.append(host)
    listed = player.bring(diary, host)
    assert len(listed) <= LIST
    answers = {who: world.knows(host, who) for who in listed}
    named = world.names(host, listed, set(diary.met))
    diary.told[host].update(answers)
    diary.told[host].update(dict.fromkeys(named, True))
    for who in named:
        diary.named[who].append(host)
    player.hear(host, answers, named)


def people_of(world: World) -> list[Person]:
    """Everybody but me."""
    return [p for p in world.network.people if p.id != world.me]
