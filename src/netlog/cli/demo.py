"""`demo`: half a year of a job search, run command by command on a database of its own."""

import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from netlog.cli import context
from netlog.cli.database import path
from netlog.errors import NetlogError
from netlog.render.result import Card
from netlog.rules.days import add_business_days, is_business_day

FILE_NAME = "demo.db"


def demo() -> Card:
    """Write half a year of a job search to try netlog on.

    The people are invented, the days relative to today. It goes into demo.db beside your own database, which it never
    touches; run again, it is written anew.
    """
    here = context.current()
    target = path().with_name(FILE_NAME)
    for old in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    with as_file(files("netlog.demo")) as folder:
        for day, words in _story((folder / "story.txt").read_text("utf-8"), here.today, folder):
            _run(target, day, words)
    context.start(str(target), here.today.isoformat(), here.no_input)
    context.set_format("json" if here.format == "json" else "table")  # a tour is for eyes, in a pipe too
    from netlog.cli.home import home

    screen = home()
    return screen._replace(command="demo", footer=(*screen.footer, f"Go on with: export NETLOG_DB={_quoted(target)}"))


def _story(text: str, today: date, folder: Path) -> Iterator[tuple[date, list[str]]]:
    """Each line of the story as a day and the words of a command line."""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        ago, _, command = line.partition("|")
        dated = re.sub(r"\{([+-]\d+)\}", lambda found: _day(today, int(found[1])).isoformat(), command)
        yield _day(today, -int(ago)), [word.replace("{folder}", str(folder)) for word in shlex.split(dated)]


def _day(today: date, business_days: int) -> date:
    """The day so many business days from today; counted from Friday where today is none."""
    while not is_business_day(today):
        today -= timedelta(1)
    if business_days >= 0:
        return add_business_days(today, business_days) if business_days else today
    day = today - timedelta(7 * (-business_days // 5))
    for _ in range(-business_days % 5):
        day -= timedelta(3 if day.weekday() == 0 else 1)
    return day


def _run(target: Path, day: date, words: list[str]) -> None:
    """Run one command of the story on its day, silently. Raises NetlogError with what it said if it failed."""
    from netlog.cli.main import run

    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = run(["--db", str(target), "--today", day.isoformat(), "--no-input", *words])
    if code:
        raise NetlogError(f"The demo stopped at `netlog {shlex.join(words)}`: {said.getvalue().strip()}")


def _quoted(target: Path) -> str:
    return shlex.quote(str(target))
