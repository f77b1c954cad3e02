"""Warm paths in the store: what is a tie, whom I know, and which chains are the shortest."""

from __future__ import annotations

import random
from collections import deque
from contextlib import closing
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from tests.store.conftest import MONDAY

from netlog.store import connection
from netlog.store.reader import paths as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

ME = 1
Pairs = set[tuple[int, int]]


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """An empty database in memory."""
    with closing(connection.connect(":memory:")) as opened:
        connection.install(opened)
        yield opened


def people(db: sqlite3.Connection, count: int, known: Iterable[int] = ()) -> None:
    """Contacts 1 to `count`, the first of them me; I knew `known` before netlog."""
    knew = set(known)
    db.executemany(
        "insert into contact (id, uid, name, name_key, origin, added_on, known, is_me, stage, in_play)"
        " values (?, ?, ?, ?, 'hand', '2026-11-02', ?, ?, 'lead', 0)",
        [(id, f"u{id}", f"P{id}", f"p{id}", int(id in knew), 1 if id == ME else None) for id in range(1, count + 1)],
    )


def tie(db: sqlite3.Connection, a: int, b: int, source: str = "told", knows: str = "yes") -> None:
    sql = "insert into acquaintance (a_id, b_id, knows, source) values (?, ?, ?, ?)"
    db.execute(sql, (min(a, b), max(a, b), knows, source))


def introduce(db: sqlite3.Connection, who: int, to: int, **days: str) -> None:
    columns = ", ".join(days)
    marks = ", ".join(f"'{day}'" for day in days.values())
    db.execute(
        f"insert into introduction (introducer_id, contact_id, may_use_name, state, {columns})"
        f" values ({who}, {to}, 'unknown', 'named', {marks})"
    )


def warm(db: sqlite3.Connection, goals: Iterable[int], most: int = 9) -> list[tuple[int, ...]]:
    return read.warm(db, read.Circle(db, MONDAY), goals, most)


# --- shortest chains between two -----------------------------------------------------------------


def test_there_is_one_chain_to_oneself_and_none_to_somebody_apart(db: sqlite3.Connection) -> None:
    people(db, 4)
    tie(db, 2, 3)
    assert read.shortest(db, 2, 2) == [(2,)]
    assert read.shortest(db, 2, 3) == [(2, 3)]
    assert read.shortest(db, 2, 4) == []
    assert read.shortest(db, 2, 99) == []


def test_i_am_on_no_chain_between_others(db: sqlite3.Connection) -> None:
    people(db, 3)
    tie(db, ME, 2)
    tie(db, ME, 3)
    assert read.shortest(db, 2, 3) == []


def test_a_circle_is_walked_both_ways_round(db: sqlite3.Connection) -> None:
    people(db, 7)
    for a, b in ((2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 2)):
        tie(db, a, b)
    assert read.shortest(db, 2, 5) == [(2, 3, 4, 5), (2, 7, 6, 5)]
    assert read.shortest(db, 2, 5, limit=1) == [(2, 3, 4, 5)]


def counted(ties: Pairs, start: int, goal: int) -> tuple[int, int]:
    """How long the shortest chains are and how many, by a breadth-first search in memory; (0, 0) where none is."""
    next_to: dict[int, set[int]] = {}
    for a, b in ties:
        next_to.setdefault(a, set()).add(b)
        next_to.setdefault(b, set()).add(a)
    far, ways, queue = {start: 0}, {start: 1}, deque([start])
    while queue:
        here = queue.popleft()
        for there in next_to.get(here, ()):
            if there not in far:
                far[there], ways[there] = far[here] + 1, 0
                queue.append(there)
            if far[there] == far[here] + 1:
                ways[there] += ways[here]
    return (far[goal], ways[goal]) if goal in far else (0, 0)


@pytest.mark.parametrize("seed", range(6))
def test_random_networks_agree_with_a_search_in_memory(db: sqlite3.Connection, seed: int) -> None:
    rng = random.Random(seed)
    people(db, 40)
    ties = set(rng.sample(list(combinations(range(2, 41), 2)), rng.choice((30, 50, 120))))
    for a, b in ties:
        tie(db, a, b)
    for start, goal in (rng.sample(range(2, 41), 2) for _ in range(40)):
        chains = read.shortest(db, start, goal)
        length, number = counted(ties, start, goal)
        assert len(chains) == len(set(chains)) == number
        assert all(len(chain) == length + 1 for chain in chains)
        assert all((min(step), max(step)) in ties for chain in chains for step in pairwise(chain))


# --- what is a tie -------------------------------------------------------------------------------


def test_a_name_given_a_promise_and_an_introduction_made_are_ties_and_a_wish_is_none(db: sqlite3.Connection) -> None:
    people(db, 6)
    introduce(db, 2, 3, named_on="2026-10-01")
    introduce(db, 4, 3, promised_on="2026-10-01")
    introduce(db, 3, 5, made_on="2026-10-01")
    introduce(db, 3, 6, asked_on="2026-10-01")
    assert read.shortest(db, 2, 5) == [(2, 3, 5)]
    assert read.shortest(db, 4, 5) == [(4, 3, 5)]
    assert read.shortest(db, 2, 6) == []


def test_who_is_said_not_to_know_somebody_is_no_hop_unless_they_introduced_them(db: sqlite3.Connection) -> None:
    people(db, 5)
    tie(db, 2, 3, knows="no")
    introduce(db, 2, 3, named_on="2026-10-01")
    assert read.shortest(db, 2, 3) == []
    tie(db, 4, 5, knows="no")
    introduce(db, 5, 4, made_on="2026-10-01")
    assert read.shortest(db, 4, 5) == [(4, 5)]


def test_of_several_things_told_of_a_tie_the_strongest_comes_first(db: sqlite3.Connection) -> None:
    people(db, 3)
    tie(db, 2, 3, "vcard")
    introduce(db, 2, 3, named_on="2026-10-01")
    introduce(db, 3, 2, made_on="2026-10-02")
    told = read.ties(db, [(2, 3)])[2, 3]
    assert [(row.source, row.how) for row in told] == [
        ("introduction", "made"),
        ("introduction", "named"),
        ("vcard", None),
    ]
    assert read.ties(db, [(3, 2)])[3, 2] == told


# --- whom I know ---------------------------------------------------------------------------------


def test_my_circle_is_who_is_connected_or_known_or_told_to_be(db: sqlite3.Connection) -> None:
    people(db, 9, known=(2,))
    for id, stage in ((3, "connected"), (4, "advocate"), (5, "asked"), (6, "quiet")):
        db.execute("update contact set stage = ? where id = ?", (stage, id))
    db.execute("update contact set stage = 'lead', next_stage = 'connected', next_stage_on = '2026-11-02' where id = 7")
    tie(db, ME, 8)
    tie(db, ME, 3, knows="no")
    circle = read.Circle(db, MONDAY)
    assert circle.everybody == circle.among(range(12)) == {2, 4, 7, 8}


def test_without_me_the_circle_is_who_stands_near(db: sqlite3.Connection) -> None:
    people(db, 3, known=(2,))
    db.execute("update contact set is_me = null")
    assert read.Circle(db, MONDAY).everybody == {2}


# --- chains from somebody I know -----------------------------------------------------------------


def test_one_chain_for_each_whom_i_could_ask_and_nobody_between_is_known_to_me(db: sqlite3.Connection) -> None:
    people(db, 9, known=(2, 3, 4))
    for a, b in ((2, 9), (3, 8), (8, 9), (4, 2), (4, 3)):
        tie(db, a, b)
    assert warm(db, [9]) == [(2, 9), (3, 8, 9)]


def test_where_there_are_enough_no_longer_ones_are_looked_for(db: sqlite3.Connection) -> None:
    people(db, 9, known=(2, 3))
    for a, b in ((2, 9), (3, 8), (8, 9)):
        tie(db, a, b)
    assert warm(db, [9], most=1) == [(2, 9)]


def test_of_several_chains_from_one_the_surest_is_taken(db: sqlite3.Connection) -> None:
    people(db, 6, known=(2,))
    tie(db, 2, 3, "vcard")
    tie(db, 3, 6, "vcard")
    tie(db, 2, 4, "meeting")
    introduce(db, 4, 6, made_on="2026-10-01")
    tie(db, 2, 5, "told")
    tie(db, 5, 6, "told")
    assert warm(db, [6]) == [(2, 4, 6)]


def test_any_of_several_goals_ends_a_chain_and_those_i_know_are_none(db: sqlite3.Connection) -> None:
    people(db, 9, known=(2, 3))
    for a, b in ((2, 8), (3, 7), (7, 9)):
        tie(db, a, b)
    assert warm(db, [8, 9, 3]) == [(2, 8)]
    assert warm(db, [3]) == []
    assert warm(db, [6]) == []


@pytest.mark.parametrize("few", [0, 3, 2_000])
@pytest.mark.parametrize("seed", range(4))
def test_from_one_end_or_from_both_the_chains_are_as_long(
    db: sqlite3.Connection, seed: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "FEW", few)
    monkeypatch.setattr(read, "_MOST", few)
    rng = random.Random(seed)
    known = set(rng.sample(range(2, 61), 6))
    people(db, 60, known)
    ties = set(rng.sample(list(combinations(range(2, 61), 2)), 70))
    for a, b in ties:
        tie(db, a, b)
    for goal in set(range(2, 61)) - known:
        chains = warm(db, [goal], most=1)
        lengths = [length for length in (counted(ties, start, goal)[0] for start in known) if length]
        assert bool(chains) == bool(lengths)
        assert {len(chain) - 1 for chain in chains} == ({min(lengths)} if lengths else set())
        assert len({chain[0] for chain in chains}) == len(chains)
        for chain in chains:
            assert set(chain) & known == {chain[0]}
            assert {(min(step), max(step)) for step in pairwise(chain)} <= ties
