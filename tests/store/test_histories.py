"""RULES.md, section 5, through the store: random weeks typed at the command line, with undo and redo anywhere."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlog.cli import main
from netlog.cli.database import habits
from netlog.config import settings as settings_of_netlog
from netlog.store import doctor
from netlog.store.reader.cups import cups

ME = 1
PEOPLE = ("Sam Okafor", "Tom Alvarez", "Priya Natarajan", "Dan Wu")
KEPT_ALWAYS = ("step", "change", "sqlite_sequence")  # the journal itself

who = st.sampled_from(PEOPLE)
whom = st.sampled_from((*PEOPLE, "product, Stripe"))
states = st.sampled_from(
    ("wanted", "asked", "named", "promised", "made", "met", "reported", "declined", "lapsed", "declined --by contact")
)

organizations = st.sampled_from(("Stripe", "Figma"))
job_stages = st.sampled_from(("interested", "applied", "screening", "offer", "accepted", "rejected", "silent"))


def _words(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """A command line: fixed words, and words drawn; several words in one text are taken apart at " --"."""
    drawn = st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts))
    return drawn.map(lambda words: [piece for word in words for piece in _pieces(word)])


def _pieces(word: str) -> list[str]:
    first, *options = word.split(" --")
    return [first, *(piece for option in options for piece in f"--{option}".split(" ", 1))]


def _maybe(option: str) -> st.SearchStrategy[list[str]]:
    return st.sampled_from(([], option.split(" ", 1)))


COMMANDS = st.one_of(
    _words("ask-intro", who, "--to", whom),
    _words("log-intro", who, "--to", whom, "--state", states),
    _words("log-intro", who, "--to", whom, "--state", states, "--correct"),
    _words("log-message", who),
    _words("log-message", who, "--kind", st.sampled_from(("outreach", "nudge", "thank-you", "report-back"))),
    _words("log-reply", who),
    _words("log-reply", who, st.sampled_from(("--yes", "--no", "--later 2027-02-01", "--named Eve Moss"))),
    _words("schedule", who, st.sampled_from(("tomorrow", "in 10 days", "in 30 days"))),
    _words("schedule", who, "--with", who, "in 5 days"),
    _words("schedule", who, st.sampled_from(("--cancelled", "--no-show")), "--by", st.sampled_from(("me", "them"))),
    _words("log-coffee", who),
    _words("log-coffee", who, who, "--introduces", who),
    _words("log-coffee", who, "--on", "10 days ago", "--named", "Eve Moss"),
    _words("log-coffee", who, "--kind", "event", "--via", who),
    _words("log-coffee", who, "--promise", "an article"),
    _words("thank", who),
    _words(st.sampled_from(("done", "skip")), st.integers(1, 30).map(lambda n: f"f{n}")),
    _words("snooze", st.integers(1, 30).map(lambda n: f"f{n}"), "9d"),
    _words("rest", who),
    _words("add-job", organizations, "Product manager", "--stage", job_stages),
    _words("add-job", organizations, "Designer", "--via", who, "--stage", job_stages),
    _words("update-job", organizations, job_stages),
    _words("update-job", organizations, "--via", who),
    _words("landed", organizations),
    _words("target", "org", organizations),
    _words("target", "person", who),
    _words("target", "org", organizations, "--remove"),
    _words("pause", "2 weeks"),
    _words("undo"),
    _words("undo"),
    _words("redo"),
)


@dataclass
class Week:
    """A database, the day, and how it looked before and after each step that can be undone."""

    path: Path
    day: date = date(2026, 11, 2)
    before: list[dict[str, list[tuple[object, ...]]]] = field(default_factory=list)

    def run(self, words: list[str]) -> int:
        """Run one command line and return its exit code."""
        return main.run(["--db", str(self.path), "--today", self.day.isoformat(), *words])

    def state(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table but the journal's."""
        with closing(sqlite3.connect(self.path)) as db:
            tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
            kept = [table for table in tables if table not in KEPT_ALWAYS and "search" not in table]
            return {table: db.execute(f"select * from {table} order by id").fetchall() for table in kept}

    def steps(self) -> tuple[int, int]:
        """How many steps stand, and how many are undone."""
        with closing(sqlite3.connect(self.path)) as db:
            found: tuple[int, int] = db.execute(
                "select count(*) filter (where undone_at is null), count(undone_at) from step"
            ).fetchone()
            return found

    def check(self) -> None:
        """What is kept is what is derived, nothing else is wrong either, and the cups are those held, mine left out."""
        wrong = [problem for finding in doctor.examine(self.path, self.day, habits()) for problem in finding.problems]
        assert wrong == [], wrong
        with closing(sqlite3.connect(self.path)) as db:
            meetings = db.execute("select id, kind, state from meeting").fetchall()
            held = {id for id, kind, state in meetings if state == "held" and kind != "event"}
            there = db.execute("select meeting_id, contact_id from attendance").fetchall()
            found = [(cup.meeting_id, cup.contact_id) for cup in cups(db)]
        assert sorted(found) == sorted(pair for pair in there if pair[0] in held and pair[1] != ME)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 12), COMMANDS), min_size=1, max_size=14))
def test_what_is_kept_is_derived_and_undo_is_exact(weeks: list[tuple[int, list[str]]]) -> None:
    settings_of_netlog.cache_clear()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_CONFIG", f"{folder}/config.toml")
        week = Week(Path(folder) / "netlog.db")
        assert week.run(["init", "--name", "Dana Reyes"]) == 0
        for name in PEOPLE:
            assert week.run(["add-contact", name, "--org", "Stripe"]) == 0
        undone = []
        for days, words in weeks:
            week.day += timedelta(days)
            before, (standing, _) = week.state(), week.steps()
            code = week.run(words)
            assert code in (0, 2, 3, 4, 5, 6), (words, code)
            after, (now_standing, _) = week.state(), week.steps()
            week.check()
            if code:
                assert after == before
            elif words[0] == "undo":
                assert after == week.before.pop() if week.before else True
                undone.append(before)
            elif words[0] == "redo":
                assert after == undone.pop()
                week.before.append(before)
            elif now_standing > standing:
                week.before.append(before)
                undone.clear()
