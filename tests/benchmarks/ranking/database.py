"""The same weeks through a real netlog database: everything told by netlog's own commands, every ask chosen from it.

`Stored` keeps a trial in a database: people imported with their affiliations, observed ties as acquaintances, targets
and a challenge set, every letter, favour, answer and coffee logged; what to ask next is what `next` would say. `Told`
plays the same rules in memory, and must make the same asks.
"""

from __future__ import annotations

import os
import random
import tempfile
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from netlog.cli import main
from netlog.config import settings
from netlog.rows.files import FileAffiliation, FilePerson
from netlog.rules.asking import PLAIN
from netlog.rules.habits import Habits
from netlog.rules.ranking.evidence import COHORT, FIELD, ROLE, SCHOOL, UNIT, Evidence, Person, Value, pair
from netlog.rules.ranking.policy import suggest, table_list
from netlog.rules.ranking.reach import Lifts, Reach, best_placed
from netlog.rules.ranking.scorer import Model
from netlog.rules.ranking.words import LEVELS
from netlog.store import connection
from netlog.store.reader import asking
from netlog.store.reader.knowing import Knowing
from netlog.store.work import work
from netlog.store.writer.adding import About
from netlog.store.writer.importing import import_rows
from netlog.store.writer.ties import acquaint
from netlog.words import Knows, Origin

from .cups import ASKS_A_WEEK, Diary, Move, World, draw, people_of, play
from .players import STRANGERS, Netlog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .networks import Network

MONDAY = date(2026, 11, 2)
SHARES = (0.0, 0.05)
"""Of each network's trials the share of ties that is known."""

TRIALS = len(SHARES)

TITLES = ("Intern", "Junior", "Mid level", "Senior", "Lead", "Manager", "Director", "VP", "CEO")
"""A title for each of netlog's levels."""


# --- in netlog's words ----------------------------------------------------------------------------


def in_words(network: Network) -> Network:
    """The network as netlog can be told it: class years and second fields belong to a school, roles are levels."""
    people = tuple(Person(p.id, _groups(network, p)) for p in network.people)
    members: dict[tuple[str, Value], list[int]] = {}
    for person in people:
        for kind, values in person.groups.items():
            for value in values:
                members.setdefault((kind, value), []).append(person.id)
    return replace(network, people=people, members={group: tuple(ids) for group, ids in members.items()})


def _groups(network: Network, person: Person) -> dict[str, tuple[Value, ...]]:
    groups = {kind: tuple(f"{kind} {v}" for v in person.groups.get(kind, ())) for kind in (UNIT, SCHOOL)}
    fields = tuple(f"major {v}" for v in person.groups.get(FIELD, ()))
    years = tuple(_year(float(v)) for v in person.groups.get(COHORT, ()))
    if (years or fields[1:]) and not groups[SCHOOL]:
        groups[SCHOOL] = (f"school of {network.name}",)
    roles = sorted({v for p in network.people for v in p.groups.get(ROLE, ())}, key=str)
    levels = tuple(LEVELS[roles.index(v)] for v in person.groups.get(ROLE, ()))
    found: dict[str, tuple[Value, ...]] = {**groups, FIELD: fields, COHORT: years, ROLE: levels}
    return {kind: values for kind, values in found.items() if values}


def _year(value: float) -> int:
    """A class year; seniority and tenure count from 1900."""
    return int(value) if value > 1000 else 1900 + int(value)


def row_of(person: Person) -> FilePerson:
    """A person as a file tells them."""
    groups = {kind: [str(v) for v in person.groups.get(kind, ())] for kind in (UNIT, SCHOOL, FIELD, COHORT)}
    (function, degree), (year,) = [*groups[FIELD], None, None][:2], [*groups[COHORT], None][:1]
    places = [FileAffiliation(unit, "association") for unit in groups[UNIT]]
    places += [
        FileAffiliation(school, "school", role=None if at else degree, end=None if at else year)
        for at, school in enumerate(groups[SCHOOL])
    ]
    title = next((TITLES[LEVELS.index(str(level))] for level in person.groups.get(ROLE, ())), None)
    return FilePerson(person.id + 2, name_of(person.id), title=title, function=function, affiliations=tuple(places))


def name_of(number: int) -> str:
    """A name that nobody else has."""
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, 20)
        letters = "bcdfghjklmnpqrstvwxz"[letter] + "ae"[len(letters) % 2 == 0] + letters
    return f"{letters.capitalize()} Sample"


# --- the trial in a database ----------------------------------------------------------------------


class Stored:
    """netlog's own policy over a netlog database. It records its moves."""

    def __init__(self, world: World, share: float, folder: Path) -> None:
        self.world, self.path = world, folder / "netlog.db"
        self.moves: list[Move] = []
        self.day = MONDAY
        numbers = [world.me, *(p.id for p in people_of(world))]
        self.number = {person: at for at, person in enumerate(numbers, 1)}  # I come first
        self.person = {number: person for person, number in self.number.items()}
        (folder / "config.toml").write_text("silence_days = 1\n", encoding="utf-8")
        self._fill(share)

    def _fill(self, share: float) -> None:
        world, me = self.world, row_of(self.world.network.people[self.world.me])
        self._run("init", "--name", me.name, *_options(me))
        about = About("network.csv", "table", Origin.TABLE, known=True)
        with work(self.path, "import", MONDAY, Habits()) as doing:
            rows = (row_of(p)._replace(known=p.id in world.contacts) for p in people_of(world))
            import_rows(doing, rows, about)
        with work(self.path, "import", MONDAY, Habits()) as doing:
            for one, other in observed(world, share):
                acquaint(doing, self.number[one], self.number[other], Knows.YES, "network")
        self._run("target", "person", *(self._c(who) for who in world.targets))
        end = MONDAY + timedelta(7 * world.weeks - 1)
        self._run("cups", "--goal", f"{world.weeks}", "--by", end.isoformat())
        self._check()

    def _check(self) -> None:
        """netlog sees the people as `in_words` does."""
        with self._reading() as knowing:
            for person in self.world.network.people:
                found = knowing.person(self.number[person.id]).groups
                seen = {kind: {knowing.group(kind, value) for value in values} for kind, values in found.items()}
                said = {kind: set(values) for kind, values in person.groups.items()}
                said |= {COHORT: {f"class of {year}" for year in said[COHORT]}} if COHORT in said else {}
                assert seen == said, (seen, said)

    # --- as a player ------------------------------------------------------------------------------

    def choose(self, diary: Diary, left: int) -> Move | None:
        """What `next` says first, on this ask's own day; the letter or the request is logged at once."""
        self.day = MONDAY + timedelta(7 * diary.week + ASKS_A_WEEK - left)
        with self._reading() as knowing:
            situation = self._search(knowing).situation
            assert situation.asks_left == left
            best = suggest(situation)
        if not best:
            return None
        approach = best[0].approach
        via = None if approach.via is None else self.person[approach.via]
        move = Move(self.person[approach.who.id], approach.way, via, approach.favour)
        self.moves.append(move)
        if move.favour and via is not None:
            self._run("ask-intro", self._c(via), "--to", self._c(move.who), "--sent")
        else:
            self._run("log-message", self._c(move.who))
        return move

    def bring(self, diary: Diary, host: int) -> list[int]:
        """They said yes; the list that `prep` prints."""
        self._run("log-reply", self._c(host), "--yes")
        with self._reading() as knowing:
            search = self._search(knowing)
            listed = table_list(search.situation, search.person(self.number[host]))
        return [self.person[person.id] for person in listed]

    def hear(self, host: int, answers: dict[int, bool], named: Sequence[int]) -> None:
        """What was said at a coffee, or of a favour."""
        if host == self.moves[-1].via:
            self._favour(host, self.moves[-1].who, answers)
            return
        said = [word for t, knows in answers.items() for word in ("--knows" if knows else "--knows-not", self._c(t))]
        said += [word for who in named for word in ("--named", name_of(who))]
        self._run("log-coffee", self._c(host), *said)
        self._run("thank", self._c(host), "--sent")

    def _favour(self, host: int, target: int, answers: dict[int, bool]) -> None:
        knows = answers[target]
        self._run("know", self._c(host), self._c(target), *([] if knows else ["--not"]))
        state = "made" if knows else "declined"
        self._run("log-intro", self._c(host), "--to", self._c(target), "--state", state)
        if knows:
            self._run("log-message", self._c(target))

    # --- netlog -----------------------------------------------------------------------------------

    def _c(self, who: int) -> str:
        return f"c{self.number[who]}"

    def _search(self, knowing: Knowing) -> asking.Search:
        return asking.Search(self._db, self.day, knowing, PLAIN)

    @contextmanager
    def _reading(self) -> Iterator[Knowing]:
        with closing(connection.read(self.path)) as self._db:
            yield Knowing(self._db)

    def _run(self, *words: str) -> None:
        out = StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            code = main.run(["--db", str(self.path), "--today", self.day.isoformat(), *words])
        assert code == 0, f"netlog {' '.join(words)} ended with {code}: {out.getvalue()}"


def _options(row: FilePerson) -> Iterator[str]:
    """What `init` is told of me."""
    for place in row.affiliations:
        yield from (f"--{place.kind}", ":".join([place.organization, place.role or "", place.end or ""]).rstrip(":"))
    for name, value in (("--title", row.title), ("--function", row.function)):
        if value:
            yield from (name, value)


def observed(world: World, share: float) -> list[tuple[int, int]]:
    """The ties that are known beforehand, none of them mine."""
    rng = random.Random(f"{world.seed}/{share}/stored")
    return [tie for tie in world.network.ties if rng.random() < share and world.me not in tie]


# --- the same in memory ---------------------------------------------------------------------------


class Told(Netlog):
    """netlog in memory, its strangers the best placed of the day, and nothing learned twice from what is told twice."""

    def __init__(self, world: World, share: float) -> None:
        self.moves: list[Move] = []
        self.ties = set(observed(world, share))
        self.lifts = Lifts(
            Model(Evidence.learn(world.network.people, self.ties)), [world.network.people[t] for t in world.targets]
        )
        self.denied: set[tuple[int, int]] = set()
        self.lists: list[tuple[int, dict[int, bool]]] = []
        self.closed: list[int] = []
        self.in_play: dict[int, None] = {}
        self.has_news = True
        super().__init__(world, share)

    def learn(self, share: float) -> Reach:
        """The model of everything that is known by now."""
        reach = Reach(self.lifts)
        for host, answers in self.lists:
            reach.answer(self.people[host], answers)
        for told, knows in ((self.denied, False), (self.ties, True)):
            for one, other in told:
                reach.tell(one, other, knows)
                reach.tell(other, one, knows)
        for host in self.closed:
            if host in reach.index:
                reach.close(host)
        return reach

    def weigh(self) -> None:
        """Weigh everybody anew, if there is news."""
        if not self.has_news:
            return
        self.has_news = False
        self.reach = self.learn(0.0)
        world = self.world
        strangers = [p for p in people_of(world) if p.id not in self.reach.index and p.id not in world.contacts]
        sorts = ([p for p in strangers if (p.id in world.near) is near] for near in (True, False))
        best = [p.id for sort in sorts for p in best_placed(self.reach, sort, STRANGERS)]
        self.candidates = dict.fromkeys([*world.targets, *world.contacts, *self.in_play, *best])

    def take_note(self, people: Iterable[int]) -> None:
        """From now on they are in play."""
        self.in_play |= dict.fromkeys(people)
        self.candidates |= dict.fromkeys(people)

    def choose(self, diary: Diary, left: int) -> Move | None:
        self.weigh()
        move = super().choose(diary, left)
        if move is not None:
            self.moves.append(move)
            self.take_note([move.who])
        return move

    def bring(self, diary: Diary, host: int) -> list[int]:
        self.closed.append(host)
        self.has_news = True
        self.weigh()
        return [p.id for p in table_list(self.situation(diary, 1), self.people[host])]

    def hear(self, host: int, answers: dict[int, bool], named: Sequence[int]) -> None:
        """Only what was not known yet is learned from."""
        known = self.ties | self.denied
        if news := {t: knows for t, knows in answers.items() if pair(host, t) not in known}:
            self.lists.append((host, news))
        self.ties |= {pair(host, t) for t in [*(t for t, knows in answers.items() if knows), *named]}
        self.denied |= {pair(host, t) for t, knows in answers.items() if not knows}
        self.take_note(named)
        self.has_news = True


# --- side by side ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """A trial both ways: how many asks, and the first that differs (None: none does) with what each would ask."""

    network: str
    trial: int
    asks: int
    met: int
    differs: tuple[int, Move | None, Move | None] | None

    @property
    def verdict(self) -> str:
        """In words."""
        if self.differs is None:
            return "the same asks"
        place, told, stored = self.differs
        return f"DIFFERS at ask {place + 1}: {told} in memory, {stored} in the database"


def compare(network: Network, trial: int, seed: int) -> Compared:
    """Play a trial in memory and in a database."""
    world = draw(in_words(network), trial, seed)
    share = SHARES[trial]
    told = Told(world, share)
    result = play(world, told)
    with tempfile.TemporaryDirectory() as folder, _netlog_of(Path(folder)):
        stored = Stored(world, share, Path(folder))
        play(world, stored)
    longest = max(len(told.moves), len(stored.moves))
    pairs = [(_at(told.moves, i), _at(stored.moves, i)) for i in range(longest)]
    differs = next(((i, a, b) for i, (a, b) in enumerate(pairs) if a != b), None)
    return Compared(network.name, trial, len(told.moves), result.met, differs)


def _at(moves: Sequence[Move], place: int) -> Move | None:
    return moves[place] if place < len(moves) else None


@contextmanager
def _netlog_of(folder: Path) -> Iterator[None]:
    """netlog with a folder's settings, weighing everybody of a directory, as the player in memory does."""
    before, everybody = os.environ.get("NETLOG_CONFIG"), asking.EVERYBODY
    os.environ["NETLOG_CONFIG"] = str(folder / "config.toml")
    asking.EVERYBODY = 10_000
    settings.cache_clear()
    try:
        yield
    finally:
        asking.EVERYBODY = everybody
        os.environ.pop("NETLOG_CONFIG")
        if before is not None:
            os.environ["NETLOG_CONFIG"] = before
        settings.cache_clear()
