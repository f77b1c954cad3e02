"""How long imports take beside their yardsticks: `importing.py --sqlite-utils PATH [--rounds 3] [--rows 30000]`.

A connections file beside `sqlite-utils insert --csv` of the same rows (limit 1.5 times), the same file once more, and
a vCard file beside vobject that merely parses it (limit 2 times). All run in turn, round after round, so that a slow
minute of the machine slows both; the quickest of each is compared. Then the peak memory of a file and of one that is
four times as long.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = str(Path(__file__).parents[2] / "src")
HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
PREAMBLE = 'Notes:\n"When exporting your connection data, you may notice that some of the e-mails are missing."\n\n'
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FIRST = ("Ana", "Ben", "Carla", "David", "Elena", "Femi", "Grace", "Hugo", "Ines", "Kira", "Liam", "Omar", "Tom")
RANKS = ("Senior ", "Junior ", "Lead ", "", "Head of ", "VP ", "Associate ", "Principal ", "Global ")
WORK = (
    "Product Manager", "Software Engineer", "Data Scientist", "Designer", "Recruiter", "Nurse", "Sales", "Finance",
    "Operations", "Strategy", "Research", "Marketing", "Legal", "Consultant", "Analyst", "Payments", "Growth",
)  # fmt: skip
FIRMS = ("Labs", "Inc.", "Group", "Health", "GmbH", "Bank", "& Sons", "Ltd")

PARSE = (
    "import sys, vobject\n"
    "with open(sys.argv[1], encoding='utf-8') as file:\n"
    "    assert sum(1 for card in vobject.readComponents(file)) == int(sys.argv[2])"
)


def connections(path: Path, count: int, head: str) -> Path:
    """A file as LinkedIn writes it: one in twenty with an e-mail; thousands of names, employers and titles.

    Some employers and names have many people and most have few, as in a real network.
    """
    chance = random.Random(count)
    syllables = [a + b for a in "bcdfghklmnprstv" for b in "aeiou"]

    def word(length: int) -> str:
        return "".join(chance.choices(syllables, k=length)).title()

    def one_of(words: list[str]) -> str:
        return words[int(len(words) * chance.random() ** 2)]

    firsts = [*FIRST, *(word(2) for _ in range(1_500))]
    lasts = [word(3) for _ in range(12_000)]
    firms = [f"{word(3)} {chance.choice(FIRMS)}" for _ in range(18_000)]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number in range(count):
            first, last = one_of(firsts), one_of(lasts)
            email = f"{first}.{last}{number}@example.com".lower() if number % 20 == 0 else ""
            title = chance.choice(RANKS) + chance.choice(WORK)
            title += f" - {chance.choice(WORK)}" if chance.random() < 0.5 else ""
            title += f" {word(2)}" if chance.random() < 0.4 else ""
            day = f"{chance.randint(1, 28):02} {chance.choice(MONTHS)} {chance.randint(2010, 2025)}"
            url = f"https://www.linkedin.com/in/{first.lower()}-{last.lower()}-{number:x}"
            rows.writerow((first, last, url, email, one_of(firms), title, day))
    return path


def cards(path: Path, count: int) -> Path:
    """Cards as a phone writes them."""
    chance = random.Random(count)
    with path.open("w", encoding="utf-8", newline="") as file:
        for number in range(count):
            first, last = chance.choice(FIRST), f"Person{number}"
            file.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nFN:{first} {last}\r\nORG:Firm {number % 900}\r\n"
                f"TITLE:{chance.choice(WORK)}\r\nEMAIL;type=INTERNET;type=HOME:p{number}@example.com\r\n"
                f"TEL;type=CELL:+1 312 555 {number:04}\r\nADR;type=HOME:;;1 Main St;Chicago;IL;60601;USA\r\n"
                f"NOTE:met in {2000 + number % 25}\\, at a fair\r\nUID:{number}-abc\r\nEND:VCARD\r\n"
            )
    return path


def seconds(*command: str, environment: dict[str, str]) -> float:
    """The time of a whole process, by the clock on the wall."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


class Bench:
    """A folder with a database that is made anew for every run but a second import."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("NETLOG_")}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.environment |= {
            "NETLOG_DB": str(folder / "netlog.db"),
            "NETLOG_CONFIG": str(folder / "config.toml"),
            "PYTHONPATH": SOURCE,
        }

    def netlog(self, *args: str) -> float:
        """The time of a command."""
        return seconds(sys.executable, "-m", "netlog", *args, environment=self.environment)

    def anew(self) -> None:
        """An empty database that knows who I am."""
        for left in self.folder.glob("netlog.db*"):
            left.unlink()
        self.netlog("init", "--name", "Dana Reyes")

    def peak(self, path: Path) -> int:
        """The most memory that an import of a file takes, in MiB."""
        self.anew()
        code = (
            "import resource, sys\nfrom netlog.cli import main\n"
            f"main.run(['import', {str(path)!r}])\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        command = (sys.executable, "-c", code)
        ran = subprocess.run(command, check=True, capture_output=True, text=True, env=self.environment)
        return int(ran.stderr.split()[-1]) // 1024


def main() -> int:
    """Print the table; 1 if a limit is passed."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--sqlite-utils", required=True)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--rows", type=int, default=30_000)
    options.add_argument("--cards", type=int, default=8_000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="netlog-importing-") as name:
        folder = Path(name)
        bench = Bench(folder)
        plain, export = connections(folder / "plain.csv", asked.rows, ""), folder / "Connections.csv"
        export.write_text(PREAMBLE + plain.read_text("utf-8"), "utf-8")
        book = cards(folder / "book.vcf", asked.cards)
        times: dict[str, list[float]] = {}
        for round_ in range(asked.rounds):
            bench.anew()
            times.setdefault("connections", []).append(bench.netlog("import", str(export)))
            times.setdefault("again", []).append(bench.netlog("import", str(export)))
            table = (asked.sqlite_utils, "insert", str(folder / f"{round_}.db"), "t", str(plain), "--csv")
            times.setdefault("sqlite-utils", []).append(seconds(*table, environment=bench.environment))
            bench.anew()
            times.setdefault("cards", []).append(bench.netlog("import", str(book)))
            parse = (sys.executable, "-c", PARSE, str(book), str(asked.cards))
            times.setdefault("vobject", []).append(seconds(*parse, environment=bench.environment))
        best = {what: min(taken) for what, taken in times.items()}
        failed = _report(asked.rows, asked.cards, best)
        small = bench.peak(export)
        large = bench.peak(connections(folder / "large.csv", 4 * asked.rows, PREAMBLE))
        print(f"peak memory      {asked.rows:,} rows {small} MiB, {4 * asked.rows:,} rows {large} MiB")
    return 1 if failed or large > 1.25 * small else 0


def _report(rows: int, cards: int, best: dict[str, float]) -> bool:
    failed = False
    for what, mine, other, limit in (
        (f"{rows:,} connections", "connections", "sqlite-utils", 1.5),
        ("the same again", "again", "sqlite-utils", 1.5),
        (f"{cards:,} vCards", "cards", "vobject", 2.0),
    ):
        ratio = best[mine] / best[other]
        failed |= ratio > limit
        print(f"{what:20} {best[mine]:6.2f} s   {other:12} {best[other]:6.2f} s   {ratio:.2f} times (limit {limit})")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
