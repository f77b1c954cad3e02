"""Warm paths on every network of ../shared/data, with the lengths and numbers that networkx found (EXPECTED.json)."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from netlog.store import connection
from netlog.store.reader.paths import shortest

from .test_files_read import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NETWORKS = SHARED / "data" / "networks"
FACTS: dict[str, Any] = json.loads((SHARED / "data" / "EXPECTED.json").read_text("utf-8"))["networks"]
KINDS = [
    pytest.param(name, kind, facts["warm_path_examples"], id=f"{name}-{kind}")
    for name, network in FACTS.items()
    for kind, facts in network["per_kind"].items()
    if facts.get("warm_path_examples")
]

Pair = tuple[int, int]


class Network(NamedTuple):
    """A network as a netlog database: the contacts' numbers by the names of its nodes, and its ties, smaller first."""

    path: Path
    numbers: dict[str, int]
    ties: set[Pair]


def stored(name: str, kind: str, path: Path) -> Network:
    """A database whose contacts are the nodes, and whose acquaintances are the ties of a kind."""
    ties: set[tuple[str, str]] = set()
    for row in rows(NETWORKS / name / "edges.csv"):
        if row.get("kind", kind) == kind and row["source"] != row["target"]:
            ties.add((row["source"], row["target"]))
    nodes = [row["id"] for row in rows(NETWORKS / name / "nodes.csv")]
    everybody = dict.fromkeys([*nodes, *chain.from_iterable(sorted(ties))])
    numbers = {node: number for number, node in enumerate(everybody, 1)}
    pairs = {(min(numbers[a], numbers[b]), max(numbers[a], numbers[b])) for a, b in ties}
    with closing(connection.write(path)) as db:
        db.execute("begin")
        db.executemany(
            "insert into contact (id, uid, name, name_key, origin, added_on, known, stage, in_play)"
            " values (?, ?, ?, ?, 'roster', '2026-11-02', 0, 'lead', 0)",
            [(number, f"u{number}", f"Node {node}", f"node {node}") for node, number in numbers.items()],
        )
        sql = "insert into acquaintance (a_id, b_id, knows, source) values (?, ?, 'yes', 'told')"
        db.executemany(sql, sorted(pairs))
        db.execute("commit")
    return Network(path, numbers, pairs)


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def steps(found: list[int] | tuple[int, ...]) -> set[Pair]:
    return {(min(pair), max(pair)) for pair in pairwise(found)}


def test_there_are_networks_to_search() -> None:
    assert len(KINDS) > 15, f"no networks in {NETWORKS}: set NETLOG_SHARED"


@pytest.mark.parametrize(("name", "kind", "examples"), KINDS)
def test_the_shortest_chains_are_as_long_and_as_many_as_there_are(
    name: str, kind: str, examples: list[dict[str, Any]], tmp_path: Path
) -> None:
    network = stored(name, kind, tmp_path / "netlog.db")
    with closing(connection.read(network.path)) as db:
        for example in examples:
            start, goal = network.numbers[example["from"]], network.numbers[example["to"]]
            chains = shortest(db, start, goal)
            assert len(set(chains)) == len(chains) == example["number_of_shortest_paths"]
            assert {len(each) - 1 for each in chains} == {example["shortest_path_edges"]}
            assert {(each[0], each[-1]) for each in chains} == {(start, goal)}
            assert set().union(*map(steps, chains)) <= network.ties
            assert tuple(network.numbers[node] for node in example["one_path"]) in chains
            assert shortest(db, start, goal, 2) == chains[:2]
            assert {each[::-1] for each in shortest(db, goal, start)} == set(chains)


@pytest.mark.parametrize(("name", "kind", "examples"), KINDS)
def test_as_one_of_them_i_am_led_to_another_as_shortly(
    name: str, kind: str, examples: list[dict[str, Any]], tmp_path: Path, run: Callable[..., Any]
) -> None:
    network = stored(name, kind, tmp_path / "netlog.db")
    for example in examples:
        me, goal = network.numbers[example["from"]], network.numbers[example["to"]]
        with closing(sqlite3.connect(network.path)) as db:
            db.execute("update contact set is_me = null")
            db.execute("update contact set is_me = 1 where id = ?", (me,))
            db.commit()
        paths = [found for found in run("path", f"c{goal}", "-n", "3") if found["confidence"] == 1]
        led = [me, *(hop["contact_id"] for hop in paths[0]["hops"])]
        assert (len(led) - 1, led[-1]) == (example["shortest_path_edges"], goal)
        assert len({found["hops"][0]["contact_id"] for found in paths}) == len(paths)
        for found in paths:
            assert steps([me, *(hop["contact_id"] for hop in found["hops"])]) <= network.ties
            assert all(hop["evidence"] for hop in found["hops"])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """The data that a command line on this test's database prints as JSON."""
    from netlog.cli import main

    monkeypatch.setenv("NETLOG_CONFIG", str(tmp_path / "config.toml"))

    def ran(*words: str) -> Any:
        capsys.readouterr()
        assert main.run(["--today", "2026-11-02", "--db", str(tmp_path / "netlog.db"), *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)["data"]

    return ran
