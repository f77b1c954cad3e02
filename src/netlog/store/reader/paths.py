"""Warm paths: the shortest chains of people who know each other, searched from both ends over indexed queries."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from netlog.rows.paths import Chain, TieRow
from netlog.rules.ties import Strength, strength
from netlog.store.reader.who import my_number
from netlog.store.work import select_in
from netlog.words import Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

Pair = tuple[int, int]
Onward = dict[int, set[int]]  # from each of a path to those who come next on a shortest one

FEW = 2_000  # people on the rim of a search from the target alone; beyond, it goes on from both ends


def shortest(db: sqlite3.Connection, start: int, goal: int, limit: int | None = None) -> list[Chain]:
    """The shortest chains of known ties between two contacts, by number, at most `limit` of them; [] where none leads.

    Both ends belong to a chain; from a contact to the same one it is that contact alone. I am in none: see `Circle`.
    """
    near, far = _Side(db, {start}), _Side(db, {goal})
    onward = _between(near, far, _meeting(near, far, set()))
    return list(islice(_walk(onward, start, goal), limit))


def warm(db: sqlite3.Connection, circle: Circle, goals: Iterable[int], most: int) -> list[Chain]:
    """Chains from somebody I know to one of `goals`, whom I do not know; nobody between is known to me.

    One for each whom I could ask first, the strongest of theirs: the shortest, and where these are fewer than `most`
    those a tie longer. The shorter come first.
    """
    wanted = set(goals)
    chains: list[Chain] = []
    asked = circle.among(wanted)
    wanted -= asked
    while wanted and len(chains) < most:
        onward, starts = _inward(db, circle, wanted, asked)
        found = _strongest(db, onward, starts)
        if not found or (chains and len(found[0]) > len(chains[0]) + 1):
            break
        chains += found
        asked |= starts
    return chains


# --- whom I know ---------------------------------------------------------------------------------

_KNOWN_STAGES = (Stage.CONNECTED, Stage.SCHEDULED, Stage.MET, Stage.THANKED, Stage.ADVOCATE)
_MOST = 5_000  # contacts asked about one by one
_STAGE = "case when next_stage_on <= :today then next_stage else stage end"


class Circle:
    """Whom I know: connected or further, known before netlog, or said to be an acquaintance; unless said not to be."""

    def __init__(self, db: sqlite3.Connection, today: date) -> None:
        self._db = db
        self._day = today.isoformat()
        self.me = my_number(db)
        stages = ", ".join(f"'{stage}'" for stage in _KNOWN_STAGES)
        self._is_known = f"(known = 1 or {_STAGE.replace(':today', repr(self._day))} in ({stages}))"

    def among(self, ids: Iterable[int]) -> set[int]:
        """Those of some contacts whom I know; I am not among them."""
        asked = set(ids)
        if len(asked) > _MOST:
            return asked & self.everybody
        sql = f"select id from contact where id in ({{}}) and is_me is null and {self._is_known}"
        known = {id for (id,) in select_in(self._db, sql, sorted(asked))}
        yes, no = self._said(asked)
        return (known | yes) - no

    @cached_property
    def everybody(self) -> set[int]:
        """All whom I know. It reads every contact, which is the shorter way where very many are asked about."""
        known = {id for (id,) in self._db.execute(f"select id from contact where is_me is null and {self._is_known}")}
        yes, no = self._said(None)
        return (known | yes) - no

    def _said(self, ids: set[int] | None) -> tuple[set[int], set[int]]:
        """Of some contacts, or all, those of whom it was said that I know them, and that I do not."""
        said: dict[str, set[int]] = {"yes": set(), "no": set()}
        for one, other in (("a_id", "b_id"), ("b_id", "a_id")) if self.me is not None else ():
            sql = f"select {other}, knows from acquaintance where {one} = {self.me}"
            rows = self._db.execute(sql) if ids is None else select_in(self._db, f"{sql} and {other} in ({{}})", ids)
            for id, knows in rows:
                said[knows].add(id)
        return said["yes"], said["no"]


# --- the search ----------------------------------------------------------------------------------

# Who was said not to know somebody does not introduce them, unless they have.
_TIES = """
select {one}, {other} from ties t
where {one} in ({{}}) and (source <> 'introduction'
  or not exists (select 1 from acquaintance d where d.a_id = t.a_id and d.b_id = t.b_id and d.knows = 'no')
  or exists (select 1 from introduction i where coalesce(i.made_on, i.met_on, i.reported_on) is not null
    and ((i.introducer_id = t.a_id and i.contact_id = t.b_id) or (i.introducer_id = t.b_id and i.contact_id = t.a_id))))
"""
_BOTH_WAYS = tuple(_TIES.format(one=one, other=other) for one, other in (("a_id", "b_id"), ("b_id", "a_id")))


class _Side:
    """One end of a search: `reached` has all found from it with those next to them on the way back, `rim` the last."""

    def __init__(self, db: sqlite3.Connection, ids: set[int]) -> None:
        self._db = db
        self.reached: dict[int, AbstractSet[int]] = dict.fromkeys(ids, frozenset())
        self.rim = ids

    def grow(self, barred: set[int]) -> None:
        """One tie further, in every direction but to those barred."""
        found: dict[int, set[int]] = {}
        for sql in _BOTH_WAYS:
            for here, there in select_in(self._db, sql, sorted(self.rim)):
                if there not in self.reached and there not in barred:
                    found.setdefault(there, set()).add(here)
        self.reached |= found
        self.rim = set(found)


def _meeting(near: _Side, far: _Side, barred: set[int]) -> set[int]:
    """Where the two sides meet first, each step taken at the smaller rim; nobody where they never do."""
    while near.rim and far.rim:
        if met := near.rim & far.rim:
            return met
        min(near, far, key=lambda side: len(side.rim)).grow(barred)
    return set()


def _inward(db: sqlite3.Connection, circle: Circle, goals: set[int], barred: set[int]) -> tuple[Onward, set[int]]:
    """The shortest ways to the goals from those I know, and who they begin with; nobody barred is on them.

    From the goals alone as long as few are reached: it asks of these only whether I know them.
    """
    far = _Side(db, goals)
    while far.rim and len(far.rim) <= FEW:
        if met := circle.among(far.rim) - barred:
            return _between(None, far, met), met
        far.grow(barred)
    near = _Side(db, circle.everybody - barred if far.rim else set())
    onward = _between(near, far, _meeting(near, far, barred))
    return onward, {id for id in onward if id in near.reached and not near.reached[id]}


def _between(near: _Side | None, far: _Side, met: set[int]) -> Onward:
    """From everybody on a shortest way to those who come next."""
    onward: Onward = {}
    rim = met
    while rim and near:
        for id in rim:
            for before in near.reached[id]:
                onward.setdefault(before, set()).add(id)
        rim = {before for id in rim for before in near.reached[id]}
    rim = met
    while rim:
        for id in rim:
            if far.reached[id]:
                onward.setdefault(id, set()).update(far.reached[id])
        rim = {after for id in rim for after in far.reached[id]}
    return onward


def _walk(onward: Onward, here: int, goal: int) -> Iterator[Chain]:
    """Every chain onward from here, in the order of numbers."""
    if here == goal:
        yield (here,)
    for there in sorted(onward.get(here, ())):
        for rest in _walk(onward, there, goal):
            yield (here, *rest)


# --- which is the strongest ----------------------------------------------------------------------


def _strongest(db: sqlite3.Connection, onward: Onward, starts: set[int]) -> list[Chain]:
    """The best chain from each start: the fewest weak ties, then the lowest numbers."""
    known = ties(db, ((here, there) for here, next_ in onward.items() for there in next_))
    best: dict[int, tuple[tuple[int, ...], Chain]] = {}

    def from_(here: int) -> tuple[tuple[int, ...], Chain]:
        if here not in best:
            ways = [_longer(here, known.get((here, there), ()), from_(there)) for there in onward.get(here, ())]
            best[here] = min(ways, default=((0,) * len(Strength), (here,)))
        return best[here]

    return [chain for _, chain in sorted(from_(start) for start in starts)]


def _longer(here: int, tied: Iterable[TieRow], rest: tuple[tuple[int, ...], Chain]) -> tuple[tuple[int, ...], Chain]:
    """A chain with one more in front; its weight counts ties from the weakest kind to the strongest."""
    weight, chain = rest
    kind = min(map(strength, tied), default=Strength.IMPORTED)
    place = len(Strength) - 1 - kind
    return (*weight[:place], weight[place] + 1, *weight[place + 1 :]), (here, *chain)


_SAID = "select a_id, b_id, source, since_on from acquaintance where knows = 'yes' and a_id in ({})"
_INTRODUCED = """
select i.introducer_id, i.contact_id, s.name, c.name, coalesce(i.made_on, i.met_on, i.reported_on), i.promised_on,
  i.named_on
from introduction i join contact s on s.id = i.introducer_id join contact c on c.id = i.contact_id
where coalesce(i.made_on, i.met_on, i.reported_on, i.promised_on, i.named_on) is not null and i.introducer_id in ({})
"""


def ties(db: sqlite3.Connection, pairs: Iterable[Pair]) -> Mapping[Pair, list[TieRow]]:
    """All that says that two contacts know each other, the strongest first; of pairs of which nothing does, nothing."""
    found: dict[Pair, list[TieRow]] = {}
    wanted: dict[Pair, list[Pair]] = {}
    for pair in pairs:
        wanted.setdefault((min(pair), max(pair)), []).append(pair)

    def keep(one: int, other: int, tie: TieRow) -> None:
        for pair in wanted.get((min(one, other), max(one, other)), ()):
            found.setdefault(pair, []).append(tie)

    for one, other, source, since in select_in(db, _SAID, sorted({a for a, _ in wanted})):
        keep(one, other, TieRow(None, None, source, None, since))
    for one, other, introducer, contact, *days in select_in(db, _INTRODUCED, sorted({id for p in wanted for id in p})):
        how, on = next((how, on) for how, on in zip(("made", "promised", "named"), days, strict=True) if on)
        keep(one, other, TieRow(introducer, contact, "introduction", how, on))
    for rows in found.values():
        rows.sort(key=strength)
    return found
