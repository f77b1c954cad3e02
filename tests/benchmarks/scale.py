"""How much longer commands take with 100,000 contacts and 10,000 meetings than with 100: `scale.py [--rounds 3]`.

The small database is filled by netlog's own commands; the large one is the small one a thousand times over, row by row,
so that the stages and follow-ups kept in it are what would be derived. Whole processes run in turn, round after round;
what is compared is the quickest run of each, which other work on the machine disturbs least. Exits 1 if a limit is
passed. Bare `netlog` also ranks whom to ask next, and the statistics for that are not copied: it is left out.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.startup import environment, roster, timed  # the path comes first

SMALL, TIMES = 100, 1000
LIMIT = 3.0

# Looked at on a screen and read by programs; of the other commands a pipe is enough.
BOTH_WAYS = ("pipeline", "stats", "journey")
IN_A_PIPE = ("cups", "review", "targets", "jobs", "agenda")
CASES = (
    *((name, form) for name in BOTH_WAYS for form in ("tsv", "table")),
    *((name, "tsv") for name in IN_A_PIPE),
)

STRIDE = 1000  # more than any table of the small database has rows
# Each row of these tables stands there once, however many people there are; the statistics are those of the small one.
ONCE = (
    *("step", "change", "challenge", "pause", "target", "job", "job_step", "landing"),
    *("profile", "mass", "tally", "distinct_pair"),
)
# What is not mine.
NOT_MINE = {
    "contact": "is_me is null",
    "organization": "id not in (select organization_id from affiliation where contact_id = 1)",
    "affiliation": "contact_id <> 1",
}
# What tells a copy from its original, where a number alone would not.
TOLD_APART = {
    "contact": ("uid", "name", "name_key"),
    "organization": ("name", "name_key"),
    "email": ("address", "address_key"),
    "meeting": ("uid",),
}


def happened(folder: Path, people: Path) -> Path:
    """A tenth of a roster was written to, answered and met, one a fortnight, the last one three weeks ago."""
    emails = [line.rsplit(",", 1)[1] for line in people.read_text(encoding="utf-8").splitlines()[1:]]
    path = folder / "happened.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Date,Email,Type,Direction,Notes\n")
        for number, email in enumerate(emails[:: len(emails) // (SMALL // 10)]):
            day = date.today() - timedelta(21 + 14 * number)
            file.write(f"{day - timedelta(9)},{email},email,out,Could we talk for half an hour?\n")
            file.write(f"{day - timedelta(7)},{email},email,in,Gladly\n{day},{email},coffee,,About the job\n")
    return path


def prepare(folder: Path, env: dict[str, str]) -> None:
    """Fill the small database: the people, ten coffees, who led to whom, a target and a job."""
    people = roster(folder, SMALL)
    for step in (
        ("init", "--name", "Dana Reyes", "--school", "Michigan State University:BA Advertising:2024"),
        ("import", str(people), "--school", "Michigan State University"),
        ("import", str(happened(folder, people))),
        ("log-intro", "c2", "--to", "c12", "--state", "made", "--on", "180 days ago"),
        ("log-intro", "c12", "--to", "c22", "--state", "named", "--on", "150 days ago"),
        ("log-intro", "c22", "--to", "c33", "--state", "made", "--on", "120 days ago"),
        ("target", "org", "Company 1", "Company 2"),
        ("add-job", "Company 1", "Product manager", "--via", "c22", "--stage", "offer", "--on", "20 days ago"),
        ("cups", "--goal", "52"),
    ):
        subprocess.run([sys.executable, "-m", "netlog", *step], env=env, check=True, capture_output=True)


def multiply(path: Path, times: int) -> None:
    """Everybody but me `times` over, with all that belongs to them; what is mine and what stands once stays single."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma synchronous = off")
        db.execute("begin")  # foreign keys are off, as SQLite has them from the start
        found = db.execute("select name, sql from sqlite_master where type = 'table'").fetchall()
        tables = [name for name, sql in found if "AUTOINCREMENT" in sql and name not in ONCE]
        originals = {table: f"select id from {table} where {NOT_MINE.get(table, 'true')}" for table in tables}
        kept = {table: {id for (id,) in db.execute(sql)} for table, sql in originals.items()}
        for table in tables:
            db.execute(_copies(db, table, kept), {"times": times})
        db.execute("commit")
        db.execute("pragma wal_checkpoint(truncate)")


def _copies(db: sqlite3.Connection, table: str, kept: dict[str, set[int]]) -> str:
    """The statement that copies a table's rows: ids move on, and what points to a row that is copied moves with it."""
    points_to = {row[3]: row[2] for row in db.execute(f"pragma foreign_key_list({table})")} | {"id": table}
    columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
    copied = [
        _copy(column, TOLD_APART.get(table, ()), kept.get(points_to.get(column, ""), set())) for column in columns
    ]
    return (
        "with recursive number (n) as (select 1 union all select n + 1 from number where n < :times - 1)"
        f" insert into {table} ({', '.join(columns)}) select {', '.join(copied)} from {table} cross join number"
        f" where id in ({_listed(kept[table])})"
    )


def _copy(column: str, told_apart: tuple[str, ...], moving: set[int]) -> str:
    if moving:
        return f"{column} + case when {column} in ({_listed(moving)}) then n * {STRIDE} else 0 end"
    return f"{column} || ' ' || n" if column in told_apart else column


def _listed(ids: set[int]) -> str:
    return ", ".join(map(str, sorted(ids)))


def measure(envs: tuple[dict[str, str], ...], rounds: int) -> dict[tuple[str, str], list[float]]:
    """The least seconds of every case in each environment, run in turn after a round to warm up."""
    seconds: dict[tuple[str, str], tuple[list[float], ...]] = {case: ([], []) for case in CASES}
    for _ in range(rounds + 1):
        for (name, form), several in seconds.items():
            argv = [sys.executable, "-m", "netlog", name, "--format", form]
            for env, kept in zip(envs, several, strict=True):
                kept.append(timed(argv, env))
    return {case: [min(kept[1:]) for kept in several] for case, several in seconds.items()}


def report(times: dict[tuple[str, str], list[float]]) -> bool:
    """Print the table; False if a limit is passed."""
    print(f"{'':22}{SMALL:>10,}{SMALL * TIMES:>10,}{'ratio':>8}{'limit':>8}")
    good = True
    for (name, form), (small, large) in times.items():
        ratio = large / small
        good = good and ratio <= LIMIT
        how = "in a pipe" if form == "tsv" else "as a table"
        numbers = f"{small * 1000:7.0f} ms{large * 1000:7.0f} ms{ratio:8.2f}{LIMIT:8.2f}"
        print(f"{name:10}{how:12}{numbers}{'' if ratio <= LIMIT else '   OVER THE LIMIT'}")
    return good


def main() -> int:
    """Build both databases and measure; the exit code."""
    parser = argparse.ArgumentParser(description="How much longer commands take with a thousand times as many people.")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name, "small"), Path(name, "large")
        small.mkdir()
        prepare(small, environment(small))
        shutil.copytree(small, large)
        multiply(large / "netlog.db", TIMES)
        return 0 if report(measure((environment(small), environment(large)), asked.rounds)) else 1


if __name__ == "__main__":
    sys.exit(main())
