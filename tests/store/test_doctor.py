from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from netlog.rules.habits import Habits
from netlog.rules.names import PersonForm
from netlog.store import doctor, journal
from netlog.store.writer.jobs import add_job
from netlog.store.writer.jobs import step as add_step
from netlog.store.writer.people import add_person, organization
from netlog.words import JobStage, OrganizationKind

from .conftest import MONDAY, State, Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def known(path: Path, step: Step) -> Path:
    """A database with Priya, to whom something was promised."""
    with step("Promised Priya an article.") as work:
        priya = add_person(work, PersonForm("Priya Natarajan", "Senior PM", "Stripe"))
        work.insert_row(
            "message",
            {
                "contact_id": priya, "kind": "outreach", "direction": "sent", "sent_on": "2026-11-02",
                "logged_on": "2026-11-02", "seq": work.seq, "named": 0, "owed": 0,
            },
        )  # fmt: skip
    return path


def problems(path: Path, today: date = MONDAY) -> dict[str, tuple[str, ...]]:
    return {f.check: f.problems for f in doctor.examine(path, today, Habits()) if f.problems}


def elsewhere(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(sql)


@pytest.mark.parametrize("days", [0, 7, 9, 28, 29, 400])
def test_a_database_is_sound_whatever_time_has_passed(days: int, known: Path) -> None:
    assert problems(known, MONDAY + timedelta(days)) == {}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("update contact set stage = 'met'", "c1 Priya Natarajan: stage"),
        ("update contact set next_stage_on = '2027-01-01'", "c1 Priya Natarajan: next_stage_on"),
        ("update contact set organization_id = null, in_play = 0", "c1 Priya Natarajan: in_play, organization_id"),
        ("delete from follow_up", "c1 Priya Natarajan: next_due_on, follow-ups"),
        ("update follow_up set due_on = '2026-12-01'", "c1 Priya Natarajan: next_due_on, follow-ups"),
    ],
)
def test_kept_columns_that_are_not_what_happened_are_found_and_mended_as_one_step(
    sql: str, said: str, known: Path, state: Callable[[], State]
) -> None:
    elsewhere(known, sql)
    wrong = state()
    assert problems(known) == {"kept columns": (said,)}
    assert state() == wrong
    mended = [finding for finding in doctor.mend(known, MONDAY, Habits()) if finding.problems]
    assert [(finding.check, finding.problems, finding.mended) for finding in mended] == [
        ("kept columns", (said,), True)
    ]
    assert problems(known) == {}
    assert journal.undo(known).summary == "Derived stages and follow-ups of 1 contact anew."
    assert state() == wrong


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("update job set stage = 'offer'", "j1 Product manager, Figma: stage"),
        ("update job set applied_on = '2026-10-01'", "j1 Product manager, Figma: applied_on"),
        ("update job_step set stage = 'screening' where id = 2", "j1 Product manager, Figma: stage, applied_on"),
    ],
)
def test_a_job_that_is_not_what_its_steps_say_is_found_and_mended_as_one_step(
    sql: str, said: str, known: Path, step: Step, state: Callable[[], State]
) -> None:
    with step("Applied to Figma.") as work:
        figma = organization(work, "Figma", OrganizationKind.COMPANY)
        job = add_job(work, figma, "Product manager", JobStage.INTERESTED, MONDAY)
        add_step(work, job, JobStage.APPLIED, MONDAY)
    assert problems(known) == {}
    elsewhere(known, sql)
    wrong = state()
    assert problems(known) == {"kept columns": (said,)}
    assert [f.mended for f in doctor.mend(known, MONDAY, Habits()) if f.problems] == [True]
    assert problems(known) == {}
    assert journal.undo(known).summary == "Derived stages and follow-ups of 1 job anew."
    assert state() == wrong


def test_a_name_that_search_does_not_know_is_found_and_mended(known: Path, state: Callable[[], State]) -> None:
    elsewhere(known, "insert into contact_search (contact_search) values ('delete-all')")
    assert problems(known) == {"search": ("the search by name does not know every name as it is",)}
    doctor.mend(known, MONDAY, Habits())
    assert problems(known) == {}
    assert state()["search"] == [(1,)]


def test_a_key_that_does_not_fit_its_name_is_found_and_mended(known: Path) -> None:
    elsewhere(known, "update contact set name_key = 'somebody'")
    assert problems(known) == {"kept columns": ("c1 Priya Natarajan: name_key",)}
    doctor.mend(known, MONDAY, Habits())
    assert problems(known) == {}


def test_a_reference_to_nothing_is_found_and_cannot_be_mended(known: Path) -> None:
    elsewhere(known, "pragma foreign_keys = off; update affiliation set organization_id = 99")
    assert "affiliation 1: its organization is not there" in problems(known)["references"]
    doctor.mend(known, MONDAY, Habits())
    # Nothing is derived from what is not whole.
    assert list(problems(known)) == ["references", "kept columns", "statistics"]


def test_a_database_that_others_can_read_is_found_and_made_private(known: Path) -> None:
    known.chmod(0o644)
    assert problems(known) == {"permissions": (f"{known} can be read by others on this machine",)}
    doctor.mend(known, MONDAY, Habits())
    assert known.stat().st_mode & 0o777 == 0o600


def test_damage_in_the_file_is_found(known: Path) -> None:
    with closing(sqlite3.connect(known)) as db:
        db.execute("pragma journal_mode = delete")
        page = db.execute("select rootpage from sqlite_master where name = 'contact_by_name'").fetchone()[0]
    with known.open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(b"\x00" * 4000)
    found = problems(known)
    assert list(found) == ["file"]
    assert found["file"][0].startswith("SQLite finds damage: ")
