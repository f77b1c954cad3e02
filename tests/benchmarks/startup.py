"""How long whole commands take beside their floor: `startup.py [--rounds 15] [--contacts 0 100000]`.

A floor is what cannot be avoided: the imports that a command of its kind needs, in a process that does nothing else.
Commands and floors run in turn, round after round, so that a slow minute of the machine slows both; what is compared
are the medians. Exits 1 if a limit is passed. A case whose command does not exist yet is named and left out.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

SOURCE = str(Path(__file__).parents[2] / "src")
sys.path.insert(0, SOURCE)

from netlog.cli.commands import find  # noqa: E402  # the path comes first

TYPER = "import typer"
TABLE = "import typer, rich.table"


class Case(NamedTuple):
    """A command line ({n} is the round), the code it stands beside, and how many times that it may take.

    `limit` fails the run, `stretch` is what we hope for. `complete` is a line that bash completes instead.
    """

    name: str
    argv: tuple[str, ...]
    floor: str
    limit: float
    stretch: float
    complete: str = ""

    @property
    def command(self) -> str:
        """The command of the table that must exist, "" for none."""
        first = self.complete.split()[1] if self.complete else self.argv[0]
        return "" if first.startswith("-") else first


CASES = (
    Case("--version", ("--version",), TYPER, 1.15, 1.0),
    Case("--help", ("--help",), TYPER, 1.3, 1.15),
    Case("followups, in a pipe", ("followups",), TYPER, 1.3, 1.15),
    Case(
        "contacts, in a pipe",
        ("contacts", "--school", "Michigan", "--function", "product", "-n", "25"),
        TYPER,
        1.3,
        1.15,
    ),
    Case("show, in a pipe", ("show", "Priya"), TYPER, 1.3, 1.15),
    Case("intros, in a pipe", ("intros",), TYPER, 1.3, 1.15),
    Case("followups, as JSON", ("followups", "--json"), TYPER, 1.3, 1.15),
    Case("followups, as a table", ("followups", "--format", "table"), TABLE, 1.5, 1.3),
    Case("show, as a table", ("show", "Priya", "--format", "table"), TABLE, 1.5, 1.3),
    Case("completing a command", (), TYPER, 1.3, 1.15, complete="netlog foll"),
    Case("completing a name", (), TYPER, 1.3, 1.15, complete="netlog show pri"),
    Case("add-contact", ("add-contact", "Ana Lopez {n}", "--org", "Figma"), TABLE, 2.4, 1.6),
    Case("log-coffee", ("log-coffee", "Priya", "--learned", "Thing {n}", "--quick"), TABLE, 2.4, 1.6),
)

SETUP = (
    ("init", "--name", "Dana Reyes", "--school", "Michigan State University:BA Advertising:2024"),
    ("add-contact", "Priya Natarajan", "--org", "Stripe", "--title", "Senior product manager"),
    ("log-coffee", "Priya", "--quick"),
)


def environment(folder: Path) -> dict[str, str]:
    """A home of its own, modules compiled as an installed package's are, and the colours of a terminal."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("NETLOG", "PYTHON"))}
    return kept | {
        "PYTHONPATH": SOURCE,
        "PYTHONPYCACHEPREFIX": str(folder / "pycache"),
        "NETLOG_DB": str(folder / "netlog.db"),
        "NETLOG_CONFIG": str(folder / "config.toml"),
        "FORCE_COLOR": "1",
    }


def exists(case: Case) -> bool:
    """Whether the command of the case has been written."""
    if not case.command or case.complete == "netlog foll":
        return True
    needed = find_spec(find(case.command).module) is not None
    return needed and (not case.complete or find_spec("netlog.cli.completion") is not None)


def call(case: Case, number: int, env: dict[str, str]) -> float:
    """Seconds of one run of the case. Raises CalledProcessError if it does not end with 0."""
    argv = [word.replace("{n}", str(number)) for word in case.argv]
    if case.complete:
        position = str(len(case.complete.split()) - 1)
        env = env | {"_NETLOG_COMPLETE": "complete_bash", "COMP_WORDS": case.complete, "COMP_CWORD": position}
    return timed([sys.executable, "-m", "netlog", *argv], env)


def timed(argv: list[str], env: dict[str, str]) -> float:
    """Seconds of one process, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(argv, env=env, check=True, capture_output=True)
    return time.perf_counter() - start


def roster(folder: Path, size: int) -> Path:
    """An alumni roster of `size` people, always the same."""
    dice = random.Random(52)
    jobs = ("Product manager", "Software engineer", "Account executive", "Teacher", "Nurse", "Analyst")
    first = ("Ana", "Ben", "Chidi", "Dan", "Eun", "Fatima", "Grace", "Hugo", "Ines", "Jo")
    path = folder / "roster.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Name,Class Year,Employer,Job Title,Email\n")
        for number in range(size):
            name = f"{dice.choice(first)} {dice.choice('BCDFGHKLMNPRST')}{number:x}son"
            year, company = dice.randint(1980, 2024), f"Company {dice.randint(1, max(size // 20, 1))}"
            file.write(f"{name},{year},{company},{dice.choice(jobs)},p{number}@example.org\n")
    return path


def prepare(folder: Path, contacts: int, env: dict[str, str]) -> None:
    """Fill the database by netlog's own commands."""
    steps = list(SETUP)
    if contacts:
        steps.append(("import", str(roster(folder, contacts)), "--school", "Michigan State University"))
    for step in steps:
        if find_spec(find(step[0]).module) is not None:
            timed([sys.executable, "-m", "netlog", *step], env)


def measure(cases: list[Case], rounds: int, env: dict[str, str]) -> dict[str, float]:
    """The median seconds of every case (by its name) and floor (by its code), run in turn after a round to warm up."""
    seconds: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        for floor in (TYPER, TABLE):
            seconds.setdefault(floor, []).append(timed([sys.executable, "-c", floor], env))
        for case in cases:
            seconds.setdefault(case.name, []).append(call(case, number, env))
    return {name: median(values[1:]) for name, values in seconds.items()}


def report(cases: list[Case], times: dict[str, float]) -> bool:
    """Print the table; False if a limit is passed."""
    print(f"{'':26}{'ms':>8}{'ratio':>8}{'limit':>8}{'stretch':>9}   beside")
    for floor in (TYPER, TABLE):
        print(f"{'':26}{times[floor] * 1000:8.1f}{'1.00':>8}{'':>17}   {floor}")
    good = True
    for case in cases:
        ratio = times[case.name] / times[case.floor]
        verdict = "" if ratio <= case.stretch else "over the stretch" if ratio <= case.limit else "OVER THE LIMIT"
        good = good and ratio <= case.limit
        numbers = f"{times[case.name] * 1000:8.1f}{ratio:8.2f}{case.limit:8.2f}{case.stretch:9.2f}"
        print(f"{case.name:26}{numbers}   {case.floor:26}{verdict}".rstrip())
    return good


def main() -> int:
    """Measure at every size asked for; the exit code."""
    parser = argparse.ArgumentParser(description="How long whole commands take beside their floor.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--contacts", type=int, nargs="+", default=[0, 100_000], help="sizes of the imported roster")
    asked = parser.parse_args()
    cases = [case for case in CASES if exists(case)]
    missing = [case.name for case in CASES if case not in cases]
    if missing:
        print(f"not written yet: {', '.join(missing)}")
    good = True
    for contacts in asked.contacts:
        with tempfile.TemporaryDirectory() as name:
            env = environment(Path(name))
            prepare(Path(name), contacts, env)
            print(f"\n{contacts:,} contacts imported, medians of {asked.rounds} rounds")
            good = report(cases, measure(cases, asked.rounds, env)) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
