"""The paths from me to somebody, each with what is known of every step and the command that acts on it."""

from __future__ import annotations

from itertools import pairwise
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.cli.context import current
from netlog.cli.database import knowing
from netlog.cli.who import handle
from netlog.rules.names import fold, is_description
from netlog.rules.ties import acquainted, hindrances, on, readiness, speaks_against, strength, tied
from netlog.store.reader import introducers as read
from netlog.store.reader import intros, who
from netlog.store.reader.paths import Circle, ties, warm
from netlog.words import DeclinedBy, FollowUpKind, IntroState, Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from netlog.rows.paths import Chain, FirstHop, Named, TieRow
    from netlog.rows.who import ContactLine

    Told = Mapping[tuple[int, int], Sequence[TieRow]]


class Goal(NamedTuple):
    """Whom the paths lead to: a contact, or whoever is at an organization. `note` says what was taken."""

    name: str
    label: str
    contact: ContactLine | None
    organization: int | None = None
    note: str = ""


class Hop(NamedTuple):
    """Somebody on a path, and why the one before them, or I, know them; `but` is what to think of before asking."""

    id: int
    name: str
    title: str | None
    evidence: tuple[str, ...]
    but: tuple[str, ...] = ()


class Path(NamedTuple):
    """A path from me; `confidence` is the chance that each on it knows the next, 1 where that is known."""

    hops: tuple[Hop, ...]
    command: str
    confidence: float = 1.0
    formerly: bool = False  # the last of them has left the organization

    @property
    def is_known(self) -> bool:
        """Whether nothing on it is guessed."""
        return self.confidence == 1


class Finder:
    """The paths to one goal.

    `known` counts those found on which nothing is guessed, also beyond `most`; `there` those at the organization.
    """

    def __init__(self, db: sqlite3.Connection, goal: Goal, most: int) -> None:
        self.db, self.goal, self.most = db, goal, most
        self.today = current().today
        self.circle = Circle(db, self.today)
        self.known = 0
        self.there = 0

    def paths(self) -> Iterator[Path]:
        """The best first: those that are known, at an organization also through who left it, then likely ones."""
        if self.goal.organization is not None:
            yield from self._to_organization(self.goal.organization)
            return
        assert self.goal.contact
        target = self.goal.contact.id
        known = self._known({target})
        yield from known
        if not (known and len(known[0].hops) == 1):
            yield from self._likely({target}, self.most - len(known), {path.hops[0].id for path in known})

    def _to_organization(self, organization: int) -> Iterator[Path]:
        here, left = read.people_at(self.db, organization)
        self.there = len(here)
        found = self._known(here)
        found += [path._replace(formerly=True) for path in self._told([(id,) for id in self.circle.among(left)])]
        yield from found
        if not found:
            yield from self._likely(here, self.most, set())

    def _known(self, goals: set[int]) -> list[Path]:
        """The paths on which everybody is known to know the next: to goals whom I know myself, then to the others."""
        mine = self.circle.among(goals)
        direct = self._told([(id,) for id in mine])
        wanted = self.most - len(direct)
        return direct + (self._told(warm(self.db, self.circle, goals - mine, wanted)) if wanted > 0 else [])

    def _told(self, chains: Collection[Chain]) -> list[Path]:
        """The best of some chains with all that is said of them: few hops, nothing against asking, sure ties, stage."""
        self.known += len(chains)
        told = ties(self.db, (pair for chain in chains for pair in pairwise(chain)))
        first = read.firsts(self.db, {chain[0] for chain in chains}, self.circle.me, self.today)

        def order(chain: Chain) -> tuple[Any, ...]:
            asked = first[chain[0]]
            weakest = sorted((min(map(strength, told[pair])) for pair in pairwise(chain)), reverse=True)
            return len(chain), speaks_against(asked), weakest, readiness(asked), fold(asked.name), chain

        best = sorted(chains, key=order)[: self.most]
        names = read.names(self.db, {id for chain in best for id in chain})
        return [self._path(chain, first[chain[0]], told, names) for chain in best]

    def _path(self, chain: Chain, first: FirstHop, told: Told, names: Mapping[int, Named]) -> Path:
        hops = [self._first(first)]
        for before, id in pairwise(chain):
            evidence = dict.fromkeys(tied(tie, self.today) for tie in told[before, id])
            hops.append(Hop(id, *names[id], tuple(evidence), self._refused(before, id)))
        return Path(tuple(hops), self._command(first, hops))

    def _refused(self, introducer: int, contact: int) -> tuple[str, ...]:
        """That the contact would not be introduced to me."""
        row = intros.between(self.db, introducer, contact, self.today)
        is_theirs = row is not None and row.state == IntroState.DECLINED and row.declined_by == DeclinedBy.CONTACT
        return (f"{row.contact} said no {on(row.closed_on, self.today)}",) if row and is_theirs else ()

    def _first(self, first: FirstHop) -> Hop:
        evidence, but = acquainted(first, self.today), hindrances(first, self.today)
        return Hop(first.id, first.name, first.title, (evidence,), tuple(but))

    def _likely(self, wanted: set[int], most: int, without: set[int]) -> Iterator[Path]:
        """Through those who are likely to know somebody wanted, though nothing tells of it."""
        if most < 1 or not wanted:
            return
        found = read.likely(self.db, knowing(self.db), self.circle, wanted, most, without)
        first = read.firsts(self.db, {guess.contact for guess in found}, self.circle.me, self.today)
        names = read.names(self.db, {guess.target for guess in found})
        for guess in sorted(found, key=lambda one: (speaks_against(first[one.contact]), -one.chance)):
            asked = first[guess.contact]
            hops = [self._first(asked), Hop(guess.target, *names[guess.target], guess.reasons)]
            yield Path(tuple(hops), self._command(asked, hops), guess.chance)

    # --- the command that acts ---

    def _command(self, first: FirstHop, hops: Sequence[Hop]) -> str:
        """What to do next: what is owed, else to ask the first for the next, or for anybody at the organization."""
        short = handle(self.db, first.id, first.name)
        if first.owed:
            return _OWED[FollowUpKind(first.owed)].format(who=short)
        if len(hops) > 1:
            return self._ask(first, short, hops[1])
        if self.goal.organization is not None and first.stage in _MET:
            return f"netlog ask-intro {short} --to {quote(f'anyone at {self.goal.name}')}"
        return self._past_nothing(first.id, _DIRECT.get(first.stage, _WRITE).format(whom=short, who=short))

    def _ask(self, first: FirstHop, short: str, wanted: Hop) -> str:
        """To ask for the introduction, or what comes next where that was done."""
        standing = intros.between(self.db, first.id, wanted.id, self.today)
        form = _UNDER_WAY.get(standing.state if standing else "", "netlog ask-intro {who} --to {whom}")
        said = form.format(who=short, whom=self._whom(wanted), id=standing.id if standing else 0)
        return self._past_nothing(wanted.id, said) if form == _WRITE else said

    def _past_nothing(self, contact: int, command: str) -> str:
        """The command; where an introduction to them is under way, that one goes on before I write myself."""
        open_ = intros.intros(self.db, self.today, contact=contact, states=(IntroState.ASKED, IntroState.PROMISED))
        if not open_ or not command.startswith(_WRITE.partition(" {")[0]):
            return command
        short = handle(self.db, open_[0].introducer_id, open_[0].introducer)
        return _UNDER_WAY[open_[0].state].format(who=short, id=open_[0].id)

    def _whom(self, hop: Hop) -> str:
        """What `--to` calls somebody: the name where that is plain and theirs alone, else the id."""
        words = hop.name.replace("-", "").replace("'", "").split()
        is_plain = len(words) > 1 and all(word.isalpha() for word in words) and not is_description(hop.name)
        found = who.find(self.db, hop.name, self.today.isoformat()) if is_plain else ()
        return quote(hop.name) if [line.id for line in found] == [hop.id] else f"c{hop.id}"


_WRITE = "netlog draft outreach {whom}"
_OWED = {FollowUpKind.THANK_YOU: "netlog thank {who}", FollowUpKind.ANSWER: "netlog log-message {who}"}
_MET = (Stage.MET, Stage.THANKED, Stage.ADVOCATE)
# What to do with somebody whom I know and want to reach.
_DIRECT: dict[str, str] = {Stage.SCHEDULED: "netlog prep {who}", **dict.fromkeys(_MET, "netlog show {who}")}
# What to do where the first was asked already.
_UNDER_WAY: dict[str, str] = {
    IntroState.ASKED: "netlog log-message {who} --kind nudge --about i{id}",
    IntroState.PROMISED: "netlog log-message {who} --kind nudge --about i{id}",
    IntroState.NAMED: _WRITE,
    IntroState.DECLINED: "netlog show {whom}",
}
