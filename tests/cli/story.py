"""A story told to netlog command by command, and looked at day by day: stages, introductions, what is owed."""

from __future__ import annotations

import os
import shlex
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from netlog.store.reader import who

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

YEAR = "2026-"


class Story:
    """The clock stands at Mon 2 November 2026 until `on` moves it. Days are written 11-05, or in full."""

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run
        self.today = "2026-11-02"

    def on(self, day: str) -> Story:
        """The clock stands at this day from now on."""
        self.today = _full(day)
        return self

    def do(self, *lines: str, code: int = 0) -> Any:
        """Run command lines; returns what the last one wrote."""
        for line in lines:
            ran = self._run(*shlex.split(line), today=self.today, code=code)
        return ran

    def stages(self) -> str:
        """Everybody in play but me: "Priya asked, Sam connected"."""
        db = sqlite3.connect(os.environ["NETLOG_DB"])
        lines = who.starting_with(db, "", self.today)
        db.close()
        return ", ".join(f"{line.name.split()[0]} {line.stage}" for line in lines)

    def stage(self, name: str) -> str:
        """The stage of one contact, in play or not."""
        return str(self.line(name).stage)

    def line(self, name: str) -> Any:
        """The contact of that name."""
        db = sqlite3.connect(os.environ["NETLOG_DB"])
        (line,) = who.find(db, name, self.today)
        db.close()
        return line

    def intros(self) -> list[str]:
        """Every introduction: "Sam>Priya asked", "Sam>Priya lapsed no-answer", "Sam>product, Stripe promised"."""
        rows = self._run("intros", "--all", "--json", today=self.today).data
        return sorted(
            " ".join(
                filter(
                    None,
                    (
                        f"{_first(row['introducer'])}>{_first(row['contact']) or row['description']}",
                        row["state"],
                        row["declined_by"] if row["state"] == "declined" else None,
                        row["lapsed_why"] if row["state"] == "lapsed" else None,
                    ),
                )
            )
            for row in rows
        )

    def owed(self) -> list[str]:
        """Every follow-up in sight: "nudge Sam 11-11", and the year where it is another one."""
        rows = self._run("followups", "--json", today=self.today).data
        return sorted(f"{row['kind']} {_first(row['contact'])} {row['due_on'].removeprefix(YEAR)}" for row in rows)

    def is_at(
        self, *, stages: str | None = None, intros: list[str] | None = None, owed: list[str] | None = None
    ) -> Story:
        """Assert what is told; what is None may be anything."""
        if stages is not None:
            self._same(self.stages(), stages)
        if intros is not None:
            self._same(self.intros(), sorted(intros))
        if owed is not None:
            self._same(self.owed(), sorted(owed))
        return self

    def _same(self, got: object, wanted: object) -> None:
        assert got == wanted, f"on {self.today} it is\n  {got}\nand should be\n  {wanted}"

    def turns(self, day: str, before: str, after: str) -> Story:
        """Everybody's stages the day before a day, and on it."""
        self.on((date.fromordinal(date.fromisoformat(_full(day)).toordinal() - 1)).isoformat()).is_at(stages=before)
        return self.on(day).is_at(stages=after)


def two_cups(run: Callable[..., Any]) -> Story:
    """Coffee with Sam on Monday; he introduces Priya on Wednesday, whom I meet and thank on Friday 6 November."""
    told = Story(run)
    told.do('init --name "Dana Reyes"', 'add-contact "Sam Okafor" --met 2019')
    told.do('log-coffee Sam --introduces "Priya Natarajan" --learned "Sam likes tea"')
    told.on("11-04").do("log-intro Sam --to Priya --state made", "log-message Priya --by email")
    told.on("11-06").do("log-reply Priya --yes", "log-coffee Priya", "thank Priya")
    return told


def _full(day: str) -> str:
    return day if len(day) == 10 else YEAR + day


def _first(name: str | None) -> str:
    return name.split()[0] if name else ""
