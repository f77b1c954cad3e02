"""Both tasks of RANKING.md in one command: `python -m tests.benchmarks.ranking [FOLDER ... --unit COLUMN ...]`.

Two trials a network of task 2 go through a real netlog database and must make the same asks as in memory; the command
fails where they do not.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, field
from functools import lru_cache, partial
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

from netlog.rules.ranking.evidence import KINDS

from .cups import Player, Result, World, draw, play
from .database import TRIALS, Compared, compare
from .knowing import SHARES, measure
from .networks import CHECK, DEV, Network, Source, data_folder, load
from .players import (
    Netlog,
    NetlogImpatient,
    NetlogRecipe,
    NetlogWithoutFavours,
    NetlogWithoutList,
    NetlogWithTruth,
    Planner,
    ThriftyPlanner,
    Thumb,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LEAST_PEOPLE = 70
"""Task 2 needs a network of at least so many."""

PLAYERS: dict[str, Callable[[World], Player]] = {
    "random": partial(Thumb, order=("any", "strangers")),
    "first in first out": partial(Thumb, order=("known", "letters", "strangers")),
    "named targets first": partial(Thumb, order=("named_targets", "known", "letters", "strangers")),
    "cold letters first": partial(Thumb, order=("letters", "named_targets", "known", "strangers")),
    "letters + favours + list": partial(
        Thumb, order=("named_targets", "favours", "letters", "known", "strangers"), list_and_favours=True
    ),
    "favours + list, letters last": partial(
        Thumb, order=("named_targets", "favours", "known", "letters", "strangers"), list_and_favours=True
    ),
    "RANKING.md's constants": NetlogRecipe,
    "netlog, U = 0": NetlogImpatient,
    "netlog without the list": NetlogWithoutList,
    "netlog without favours": NetlogWithoutFavours,
    "netlog": Netlog,
    "netlog, 5 % of ties known": partial(Netlog, share=0.05),
    "netlog, 20 % of ties known": partial(Netlog, share=0.2),
    "netlog, true ties known": NetlogWithTruth,
    "planner": Planner,
    "planner, netlog's constants": ThriftyPlanner,
}
DATABASE = "in a netlog database"
"""In place of a player's name: the trials that go through a database, side by side with the same in memory."""

SMALL = 1_000
"""`--quick` plays in a database on networks of at most so many people."""

QUICK = ("cold letters first", "letters + favours + list", "netlog", "planner")


@dataclass(frozen=True)
class Job:
    """A piece of work for one process: task 1 at a share, or task 2 with a player, or in a database.

    `count` is how many queries or trials; in a database the most people of a network (0: any).
    """

    task: int
    network: str
    source: Source = field(hash=False)
    root: Path
    column: float | str
    count: int
    seed: int


@lru_cache(maxsize=2)
def network_of(name: str, folder: str, root: Path) -> Network:
    """A network, kept for the next job of this process."""
    return load(name, SOURCES[name, folder], root)


SOURCES: dict[tuple[str, str], Source] = {}


def work(job: Job) -> tuple[Job, object]:
    """Do a job: task 1 gives (asks, hits) by scorer, task 2 the results of the trials."""
    SOURCES[job.network, job.source.folder] = job.source
    network = network_of(job.network, job.source.folder, job.root)
    if isinstance(job.column, float):
        return job, measure(network, job.column, job.count, job.seed)
    if network.size < LEAST_PEOPLE or not network.goals:
        return job, []
    if job.column == DATABASE:
        small_enough = network.size <= (job.count or network.size)
        return job, [compare(network, trial, job.seed) for trial in range(TRIALS) if small_enough]
    return job, [play(world, PLAYERS[job.column](world)) for world in worlds(network, job.count, job.seed)]


def worlds(network: Network, trials: int, seed: int) -> Iterable[World]:
    """The trials, one at a time."""
    return (draw(network, trial, seed) for trial in range(trials))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its tables. 1 where a trial in a database went another way than in memory."""
    options = parse(argv)
    started = time.perf_counter()
    jobs = [job for job in plan(options) if options.task in (0, job.task)]
    with Pool(options.workers) as pool:
        done = dict(pool.imap_unordered(work, jobs))
    print_knowing({j: r for j, r in done.items() if isinstance(r, dict)})
    lists = {job: results for job, results in done.items() if isinstance(results, list) and results}
    print_cups({job: results for job, results in lists.items() if job.column != DATABASE})
    compared = [one for job, results in lists.items() if job.column == DATABASE for one in results]
    print_compared(compared)
    print(f"\n{time.perf_counter() - started:.0f} s, seed {options.seed}")
    return int(any(one.differs for one in compared))


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.ranking", description=__doc__)
    parser.add_argument(
        "folder", nargs="*", type=Path, help="folders of nodes.csv and edges.csv (default: the DEV networks)"
    )
    for kind in KINDS:
        parser.add_argument(f"--{kind}", metavar="COLUMN[,COLUMN]", help=f"the columns that hold the {kind}")
    parser.add_argument("--goal", default="", metavar="KIND[,KIND]", help="the kinds that make goals in task 2")
    parser.add_argument("--tie", help="take edges of this kind only")
    parser.add_argument("--least", type=float, default=0.0, help="take edges of at least this weight")
    parser.add_argument("--check", action="store_true", help="the CHECK networks instead of DEV")
    parser.add_argument("--task", type=int, choices=(0, 1, 2), default=0, help="one task only")
    parser.add_argument("--quick", action="store_true", help="a fifth of the queries, 8 trials, the main players")
    parser.add_argument("--trials", type=int, default=0, help="trials a network and player in task 2 (default: 40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args(argv)


def plan(options: argparse.Namespace) -> list[Job]:
    """The jobs, the longest first."""
    queries, trials = (120, 8) if options.quick else (600, 40)
    trials = options.trials or trials
    jobs = []
    for name, (root, source) in chosen(options).items():
        jobs += [Job(1, name, source, root, share, queries, options.seed) for share in SHARES]
        players = QUICK if options.quick else tuple(PLAYERS)
        if source.goal:
            jobs += [Job(2, name, source, root, player, trials, options.seed) for player in players]
            jobs.append(Job(2, name, source, root, DATABASE, SMALL if options.quick else 0, options.seed))
    return sorted(jobs, key=_longest_first)


def _longest_first(job: Job) -> tuple[int, bool, int]:
    ties = (job.root / job.source.folder / "edges.csv").stat().st_size
    return (-job.task, job.column != DATABASE, -ties)


def chosen(options: argparse.Namespace) -> dict[str, tuple[Path, Source]]:
    """The networks to run on, by name."""
    if not options.folder:
        return {name: (data_folder(), source) for name, source in (CHECK if options.check else DEV).items()}
    columns = {kind: tuple(getattr(options, kind).split(",")) for kind in KINDS if getattr(options, kind)}
    goal = tuple(kind for kind in options.goal.split(",") if kind)
    return {
        folder.name: (folder.parent, Source(folder.name, columns, goal, options.tie, options.least))
        for folder in options.folder
    }


def print_knowing(done: dict[Job, dict[str, tuple[float, float]]]) -> None:
    """Task 1: mean asks by network, and over the networks with hit@1."""
    if not done:
        return
    print("\nWho knows whom: mean asks until somebody knows the target (1 is perfect)")
    columns = list(next(iter(done.values())))
    print_row("network", "f", columns)
    jobs = sorted(done, key=lambda job: (job.network, job.column))
    for job in jobs:
        print_row(job.network, f"{job.column}", [f"{done[job][c][0]:.2f}" for c in columns])
    for share in sorted({job.column for job in jobs if isinstance(job.column, float)}):
        of = [done[job] for job in jobs if job.column == share]
        for part, label in enumerate(("mean asks", "hit@1")):
            print_row(label, f"{share}", [f"{sum(r[c][part] for r in of) / len(of):.3f}" for c in columns])


def print_row(name: str, share: str, cells: Iterable[str]) -> None:
    """One line of the first table."""
    print(f"{name:16}{share:>6}", *(f"{cell:>20}" for cell in cells))


def print_cups(done: dict[Job, list[Result]]) -> None:
    """Task 2: means over the networks, and the share of the planner on each."""
    if not done:
        return
    networks = sorted({job.network for job in done})
    met = {(job.column, job.network): mean(r.met for r in results) for job, results in done.items()}
    print("\n52 cups: goal holders met; share of the planner; the cup of the first; asks; cups")
    print(f"{'player':30}{'met':>7}{'share':>7}{'first':>7}{'asks':>7}{'cups':>7} |", *(f"{n:>14}" for n in networks))
    for player in (p for p in PLAYERS if (p, networks[0]) in met):
        of = [results for job, results in done.items() if job.column == player]
        shares = [met[player, n] / max(0.01, met["planner", n]) for n in networks]
        fields = (
            f"{mean(met[player, n] for n in networks):7.2f}{mean(shares):7.3f}"
            f"{mean(mean(r.first for r in rs) for rs in of):7.2f}{mean(mean(r.asks for r in rs) for rs in of):7.1f}"
            f"{mean(mean(r.cups for r in rs) for rs in of):7.1f} |"
        )
        print(f"{player:30}{fields}", *(f"{share:14.3f}" for share in shares))


def print_compared(compared: Iterable[Compared]) -> None:
    """The trials that went through a database, and where one parted from memory."""
    found = sorted(compared, key=lambda one: (one.network, one.trial))
    if found:
        print("\nThrough a netlog database and in memory: asks, goal holders met, and whether the asks are the same")
    for one in found:
        print(f"{one.network:16} trial {one.trial}{one.asks:7}{one.met:5}   {one.verdict}")


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean."""
    found = list(values)
    return sum(found) / len(found)


if __name__ == "__main__":
    sys.exit(main())
