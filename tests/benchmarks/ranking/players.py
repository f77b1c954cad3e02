"""The players of task 2: rules of thumb, netlog's policy, netlog with the truth, and the all-knowing greedy planner."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from netlog.rules.ranking.evidence import KINDS, Evidence, Person, Value, relations
from netlog.rules.ranking.policy import Approach, Host, Settings, Situation, Wanted, Way, rates, suggest, table_list
from netlog.rules.ranking.reach import Lifts, Reach, best_placed
from netlog.rules.ranking.scorer import Model

from .cups import FAVOURS, LIST, Diary, Move, World, people_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .networks import Network

STRANGERS = 60
"""Strangers near, and as many others, to whom a letter is considered besides the targets."""

RECIPE = Settings(likeliest=2.0, burnt=0.105)
"""RANKING.md's own policy: the planner keeps to it, so that it stays the same yardstick."""

_lifts: dict[tuple[str, tuple[str, Value]], Lifts] = {}


class Thumb:
    """A rule of thumb: the order in which it takes what is possible; and whether it brings a list and asks favours."""

    def __init__(self, world: World, order: Sequence[str], list_and_favours: bool = False) -> None:
        self.world, self.order, self.list_and_favours = world, order, list_and_favours
        self.rng = random.Random(f"{world.seed}/player")
        self.letters = list(world.targets)
        self.strangers = [p.id for p in people_of(world) if p.id not in {*world.targets, *world.contacts}]
        self.rng.shuffle(self.letters)
        self.rng.shuffle(self.strangers)
        self.letters.sort(key=lambda who: who not in world.near)
        self.queue = list(world.contacts)

    def choose(self, diary: Diary, left: int) -> Move | None:
        for source in self.order:
            moves = getattr(self, f"_{source}")(diary)
            move: Move | None = next(moves, None)
            if move is not None:
                return move
        return None

    def bring(self, diary: Diary, host: int) -> list[int]:
        if not self.list_and_favours:
            return []
        people = self.world.network.people
        open_ = [t for t in self.letters if t not in diary.met and t not in diary.told[host]]

        def alike(target: int) -> int:
            return sum(r.how == "shared" for k in KINDS for r in relations(k, people[host], people[target]))

        return sorted(open_, key=alike, reverse=True)[:LIST]

    def hear(self, host: int, answers: dict[int, bool], named: Sequence[int]) -> None:
        self.queue.extend(who for who in named if who not in self.queue)

    def _known(self, diary: Diary) -> Iterator[Move]:
        for who in self.queue:
            if who in self.world.contacts:
                if who not in diary.met and not diary.asked[who]:
                    yield Move(who, Way.FIRST)
            elif who not in diary.met and diary.ways(who):
                yield Move(who, Way.WARM, diary.ways(who)[0])

    def _named_targets(self, diary: Diary) -> Iterator[Move]:
        return (move for move in self._known(diary) if move.who in self.world.targets)

    def _any(self, diary: Diary) -> Iterator[Move]:
        moves = list(self._known(diary))
        if moves:
            yield self.rng.choice(moves)

    def _letters(self, diary: Diary) -> Iterator[Move]:
        return self._cold(diary, self.letters)

    def _strangers(self, diary: Diary) -> Iterator[Move]:
        return self._cold(diary, self.strangers)

    def _cold(self, diary: Diary, whom: Iterable[int]) -> Iterator[Move]:
        for who in whom:
            if who not in self.world.contacts and who not in diary.met and diary.can_write(who):
                yield Move(who, Way.NEAR if who in self.world.near else Way.NONE)

    def _favours(self, diary: Diary) -> Iterator[Move]:
        for host in diary.met:
            for target, knows in diary.told[host].items():
                able = diary.favours[host] < FAVOURS and diary.asked[target] < 2 and host not in diary.used[target]
                if knows and able and target in self.world.targets and target not in diary.met:
                    yield Move(target, Way.WARM, host, favour=True)


class Netlog:
    """netlog's own policy over netlog's own scorer: `suggest` and `table_list` of `netlog.rules.ranking`."""

    settings = Settings()

    def __init__(self, world: World, share: float = 0.0) -> None:
        self.world = world
        self.people = world.network.people
        self.reach = self.learn(share)
        strangers = [p for p in people_of(world) if p.id not in self.reach.index]
        near = self.pick([p for p in strangers if p.id in world.near])
        others = self.pick([p for p in strangers if p.id not in world.near])
        self.candidates = dict.fromkeys([*world.targets, *world.contacts, *near, *others])

    def pick(self, strangers: list[Person]) -> list[int]:
        """The strangers to whom a letter is considered."""
        return [p.id for p in best_placed(self.reach, strangers, STRANGERS)]

    def learn(self, share: float) -> Reach:
        """The model over affiliations and a share of all ties; with none it is the same for a goal, and kept."""
        world, key = self.world, (self.world.network.name, self.world.goal)
        targets = [self.people[t] for t in world.targets]
        if not share:
            if key not in _lifts:
                _lifts[key] = Lifts(Model(Evidence.learn(self.people)), targets)
            return Reach(_lifts[key])
        rng = random.Random(f"{world.seed}/{share}")
        ties = [tie for tie in world.network.ties if rng.random() < share]
        reach = Reach(Lifts(Model(Evidence.learn(self.people, ties)), targets))
        for a, b in ties:
            reach.tell(a, b, True)
            reach.tell(b, a, True)
        return reach

    def situation(self, diary: Diary, left: int) -> Situation:
        return Situation(
            reach=self.reach,
            rates=self.rates(diary),
            left=(self.world.weeks - 1 - diary.week) / self.world.weeks,
            asks_left=left,
            approaches=[a for who in self.candidates if who not in diary.met for a in self.approaches(diary, who)],
            hosts=[Host(self.people[h], self.used(diary, h)) for h in diary.met if diary.favours[h] < FAVOURS],
            wanted=self.wanted(diary),
            settings=self.settings,
        )

    def rates(self, diary: Diary) -> dict[Way, float]:
        return rates(diary.history)

    def used(self, diary: Diary, host: int) -> frozenset[int]:
        return frozenset(t for t in self.world.targets if host in diary.used[t] or host in diary.named.get(t, ()))

    def wanted(self, diary: Diary) -> list[Wanted]:
        """The targets to be asked through somebody; of my own contacts those who were asked and did not come."""
        near, people = self.world.near, self.people
        return [
            Wanted(people[t], t in near, diary.asked[t], bool(diary.ways(t)))
            for t in self.world.targets
            if t not in diary.met and diary.asked[t] < 2 and (diary.asked[t] or t not in self.world.contacts)
        ]

    def approaches(self, diary: Diary, who: int) -> Iterator[Approach]:
        person, near = self.people[who], who in self.world.near
        if who in self.world.contacts:
            if not diary.asked[who]:
                yield Approach(person, Way.FIRST, near=near)
        elif diary.can_write(who):
            yield Approach(person, Way.NEAR if near else Way.NONE, near=near)
        else:
            for host in diary.ways(who)[:1]:
                yield Approach(person, Way.WARM, host, near=near, asked=diary.asked[who])

    def choose(self, diary: Diary, left: int) -> Move | None:
        best = suggest(self.situation(diary, left))
        if not best:
            return None
        approach = best[0].approach
        return Move(approach.who.id, approach.way, approach.via, approach.favour)

    def bring(self, diary: Diary, host: int) -> list[int]:
        if host in self.reach.index:
            self.reach.close(host)
        return [p.id for p in table_list(self.situation(diary, 1), self.people[host])]

    def hear(self, host: int, answers: dict[int, bool], named: Sequence[int]) -> None:
        self.reach.answer(self.people[host], answers)
        for who in named:
            self.reach.tell(host, who, True)
            self.candidates.setdefault(who)


class NetlogImpatient(Netlog):
    """netlog without looking ahead in the week (U = 0)."""

    def situation(self, diary: Diary, left: int) -> Situation:
        return super().situation(diary, 1)


class NetlogWithoutList(Netlog):
    """netlog that brings no list."""

    def bring(self, diary: Diary, host: int) -> list[int]:
        super().bring(diary, host)
        return []


class NetlogWithoutFavours(Netlog):
    """netlog that asks no favours."""

    def used(self, diary: Diary, host: int) -> frozenset[int]:
        return frozenset(self.world.targets)


class NetlogRecipe(Netlog):
    """The policy with the constants of RANKING.md."""

    settings = RECIPE


class TrueReach(Reach):
    """Who truly knows whom."""

    def __init__(self, network: Network, targets: Sequence[Person]) -> None:
        super().__init__(Lifts(Model(Evidence.learn(())), targets), base=1.0)
        self.network = network

    def chances(self, x: Person) -> list[float]:
        circle = self.network.adjacent[x.id]
        return [float(t in circle and self.is_open(t)) for t in self.index]

    def answer(self, host: Person, answers: object) -> None:
        """Nothing to learn."""


class NetlogWithTruth(Netlog):
    """netlog when it knows who knows whom."""

    def learn(self, share: float) -> Reach:
        return TrueReach(self.world.network, [self.people[t] for t in self.world.targets])


class Planner(NetlogWithTruth):
    """The all-knowing greedy planner: knows the ties and the odds, not the coins."""

    settings = RECIPE

    def rates(self, diary: Diary) -> dict[Way, float]:
        return self.world.rates

    def pick(self, strangers: list[Person]) -> list[int]:
        def yes_and_names(person: Person) -> float:
            return self.world.chance(Move(person.id, Way.NONE), 0) * (0.5 + self.reach.outlook(person)[0])

        return [p.id for p in sorted(strangers, key=yes_and_names, reverse=True)[:STRANGERS]]

    def approaches(self, diary: Diary, who: int) -> Iterator[Approach]:
        person, near, odds = self.people[who], who in self.world.near, self.world.odds[who]
        for approach in super().approaches(diary, who):
            if approach.way is not Way.WARM:
                yield Approach(person, approach.way, near=near, odds=odds)
        for favour, host in self.introducers(diary, who):
            strength = self.world.warmth(who, host) / (1.3 if near else 1.0)
            yield Approach(person, Way.WARM, host, favour, near, diary.asked[who], odds=odds * strength)

    def introducers(self, diary: Diary, who: int) -> Iterator[tuple[bool, int]]:
        """(whether it takes a favour, who) of everybody met through whom they can be asked now."""
        yield from ((False, host) for host in diary.ways(who))
        if who in self.world.targets and diary.asked[who] < 2:
            for host in diary.met:
                able = self.world.knows(host, who) and diary.favours[host] < FAVOURS
                if able and host not in diary.used[who] and host not in diary.named.get(who, ()):
                    yield (True, host)

    def used(self, diary: Diary, host: int) -> frozenset[int]:
        return frozenset(self.world.targets)


class ThriftyPlanner(Planner):
    """The planner with netlog's constants in place of the recipe's: a harder yardstick."""

    settings = Settings()
