"""The paths from me to somebody, each with what is known of every step and the command that acts on it."""

from __future__ import annotations

from itertools import pairwise
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.cli.context import current
from netlog.cli.database import knowing
from netlog.cli.who import handle, in_full
from netlog.cli.wording import anyone_at
from netlog.rules.days import on_partial
from netlog.rules.names import fold
from netlog.rules.ties import acquainted, hindrances, readiness, speaks_against, strength, tied
from netlog.store.reader import introducers as read
from netlog.store.reader import intros
from netlog.store.reader.paths import Circle, ties, warm
from netlog.words import DeclinedBy, FollowUpKind, IntroState, Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from netlog.rows.introductions import IntroRow
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
        standing = [intros.between(self.db, *pair, self.today) for pair in pairwise(chain)]
        for pair, row in zip(pairwise(chain), standing, strict=True):
            evidence = dict.fromkeys(tied(tie, self.today) for tie in told[pair])
            hops.append(Hop(pair[1], *names[pair[1]], tuple(evidence), self._refused(row)))
        return Path(tuple(hops), self._command(first, hops, standing[0] if standing else None))

    def _refused(self, row: IntroRow | None) -> tuple[str, ...]:
        """That the contact would not be introduced to me."""
        is_theirs = row is not None and row.state == IntroState.DECLINED and row.declined_by == DeclinedBy.CONTACT
        if row is None or row.closed_on is None or not is_theirs:
            return ()
        return (f"{row.contact} said no {on_partial(row.closed_on, self.today)}",)

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
            standing = intros.between(self.db, asked.id, guess.target, self.today)
            yield Path(tuple(hops), self._command(asked, hops, standing), guess.chance)

    # --- the command that acts ---

    def _command(self, first: FirstHop, hops: Sequence[Hop], standing: IntroRow | None) -> str:
        """What to do next: what is owed, else to ask the first for the next, or for anybody at the organization.

        `standing` is the introduction between the first two. Where another one to them is under way, that goes on
        before I write myself.
        """
        wanted = hops[1] if len(hops) > 1 else None
        form, asked = self._form(first, wanted, standing), (first.id, first.name)
        if form == _WRITE and (other := self._under_way((wanted or first).id)):
            form, standing, asked = _UNDER_WAY[other.state], other, (other.introducer_id, other.introducer)
        who = handle(self.db, *asked)
        return form.format(
            who=who,
            whom=quote(in_full(self.db, wanted.id, wanted.name)) if wanted else who,
            anyone=quote(anyone_at(self.goal.name)),
            id=standing.id if standing else 0,
        )

    def _form(self, first: FirstHop, wanted: Hop | None, standing: IntroRow | None) -> str:
        if first.owed:
            return _LOOK if first.owed.later_on else _OWED[FollowUpKind(first.owed.kind)]
        if wanted:
            return _UNDER_WAY.get(standing.state if standing else "", _ASK)
        if self.goal.organization is not None and first.stage in _MET:
            return _ASK_FOR_ANYONE
        return _DIRECT.get(first.stage, _WRITE)

    def _under_way(self, contact: int) -> IntroRow | None:
        """The first introduction to somebody that is asked for or promised."""
        states = (IntroState.ASKED, IntroState.PROMISED)
        found = intros.intros(self.db, self.today, contact=contact, states=states)
        return found[0] if found else None


_ASK = "netlog ask-intro {who} --to {whom}"
_ASK_FOR_ANYONE = "netlog ask-intro {who} --to {anyone}"
_WRITE = "netlog draft outreach {whom}"
_OWED = {FollowUpKind.THANK_YOU: "netlog thank {who}", FollowUpKind.ANSWER: "netlog log-message {who}"}
_LOOK = "netlog show {who}"
_MET = (Stage.MET, Stage.THANKED, Stage.ADVOCATE)
# What to do with somebody whom I know and want to reach.
_DIRECT: dict[str, str] = {Stage.SCHEDULED: "netlog prep {who}", **dict.fromkeys(_MET, _LOOK)}
# What to do where the first was asked already.
_UNDER_WAY: dict[str, str] = {
    IntroState.ASKED: "netlog log-message {who} --kind nudge --about i{id}",
    IntroState.PROMISED: "netlog log-message {who} --kind nudge --about i{id}",
    IntroState.NAMED: _WRITE,
    IntroState.DECLINED: "netlog show {whom}",
}
