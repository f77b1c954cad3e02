"""How much longer `next`, `path` and `prep` take than a screen: `python -m tests.benchmarks.ranking.speed`.

Two directories: 4,000 people, and 100,000 people with 300,000 affiliations; some of them met, some ties known, targets
set. Whole processes run in turn with a screen and with `import typer`, of which a start-up may take 1.3 times
(tests/benchmarks/startup.py); what is compared is the quickest run of each, which other work on the machine disturbs
least. Exits 1 if a command takes more than 50 ms at 4,000, or 300 ms at 100,000 people, beyond the start-up's budget
(RANKING.md 4).
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.benchmarks.startup import environment, timed

from netlog.store import statistics

LIMITS = {4_000: 0.050, 100_000: 0.300}
FLOOR, BUDGET = "import typer", 1.3
SCREEN = "followups"
COMMANDS = ("next", "path 'Company 3'", "path c500", "prep c10")
RUN = (sys.executable, "-m", "netlog")

TITLES = (
    "Senior Product Manager", "Director of Design", "Software Engineer", "VP Sales", "Analyst", "Intern", "Nurse",
    "Marketing Manager", "Data Scientist", "Teacher",
)  # fmt: skip
SCHOOL = "Michigan State University"
ME = ("--school", f"{SCHOOL}:BA Art:2012", "--greek", "Alpha Phi", "--city", "City 4", "--org", "Company 7")


def roster(folder: Path, people: int) -> Path:
    """An alumni roster: a job, a class and degree, a city each."""
    dice, path = random.Random(people), folder / "roster.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write(["Name", "Title", "Company", "Class year", "Degree", "City"])
        for number in range(people):
            company, degree = int(people / 10 * dice.random() ** 2), dice.choice(("BA Art", "BS Math", "MBA"))
            row = [dice.choice(TITLES), f"Company {company}", dice.randint(1980, 2024), degree]
            write([f"Person{number} S{number:x}son", *row, f"City {dice.randrange(300)}"])
    return path


def widen(path: Path, people: int) -> None:
    """A former employer each, and some thousand ties, row by row; the statistics are counted anew."""
    dice = random.Random(1)
    with closing(sqlite3.connect(path)) as db:
        companies = [row[0] for row in db.execute("select id from organization where kind = 'company'")]
        former = [(contact, dice.choice(companies)) for contact in range(2, people + 2)]
        columns = "contact_id, organization_id, kind, end_on, ended"
        db.executemany(f"insert into affiliation ({columns}) values (?, ?, 'company', '2015', 1)", former)
        ties = {tuple(sorted(dice.sample(range(2, people + 2), 2))) for _ in range(min(people, 5_000) // 2)}
        db.executemany(
            "insert into acquaintance (a_id, b_id, knows, source) values (?, ?, 'yes', 'meeting')", sorted(ties)
        )
        statistics.rebuild(db)
        db.commit()


def fill(folder: Path, people: int, env: dict[str, str]) -> None:
    """A search under way in a directory of so many people."""

    def run(*words: str) -> None:
        subprocess.run([*RUN, *words], env=env, check=True, capture_output=True)

    run("init", "--name", "Dana Reyes", *ME)
    run("import", str(roster(folder, people)), "--school", SCHOOL)
    widen(Path(env["NETLOG_DB"]), people)
    run("target", "function", "product")
    run("target", "org", "Company 3", "Company 50", "Company 101")
    for number in range(10, 94, 7):
        run("edit-contact", f"c{number}", "--met", "2015")
    for number in range(10, 52, 7):
        run("log-coffee", f"c{number}", "--named", f"Person{200 + number} Zed", "--quick")
        run("thank", f"c{number}", "--sent")


def measure(rounds: int, env: dict[str, str]) -> dict[str, float]:
    """The least seconds of the floor and of each command, run in turn after a round to warm up."""
    lines = {command: [*RUN, *shlex.split(command)] for command in (SCREEN, *COMMANDS)}
    lines = {FLOOR: [sys.executable, "-c", FLOOR], **lines}
    times: dict[str, list[float]] = {command: [] for command in lines}
    for number in range(rounds + 1):
        for command, taken in times.items():
            seconds = timed(lines[command], env)
            taken += [seconds] if number else []
    return {command: min(taken) for command, taken in times.items()}


def main() -> int:
    """Measure both directories; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--people", type=int, choices=LIMITS, action="append", help="one directory only")
    options = parser.parse_args()
    slow = False
    for people in options.people or LIMITS:
        with tempfile.TemporaryDirectory() as folder:
            env = environment(Path(folder))
            started = time.perf_counter()
            fill(Path(folder), people, env)
            times = measure(options.rounds, env)
        print(f"\n{people:,} people (made in {time.perf_counter() - started:.0f} s), load {os.getloadavg()[0]:.1f}")
        budget = BUDGET * times[FLOOR]
        print(f"{'':30}beyond {1e3 * budget:.0f} ms, the start-up's budget; beyond {SCREEN}")
        for command, seconds in times.items():
            more, than_screen = seconds - budget, seconds - times[SCREEN]
            verdict = f"{1e3 * more:+5.0f} of {1e3 * LIMITS[people]:.0f} ms; {1e3 * than_screen:+.0f} ms"
            print(f"  {command:20}{1e3 * seconds:6.0f} ms  {verdict if command in COMMANDS else ''}")
            slow |= more > LIMITS[people]
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
