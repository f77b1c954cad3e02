"""`schedule --ics`: an invitation that a calendar reads as it was meant."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from shlex import split
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from .people import everything

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Any]


@pytest.fixture
def story(netlog: Run) -> Run:
    netlog("init", "--name", "Dana Reyes", "--email", "dana@x.org")
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--email", "p@stripe.com", "--email", "second@x.org")
    netlog("add-contact", "Sam Okafor")
    return netlog


@pytest.fixture
def chicago(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/Chicago")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def planned(run: Run, home: Path, words: str) -> tuple[Calendar, Any]:
    """The calendar and its one event that a command line writes."""
    run(*split(words), "--ics", str(home / "i.ics"))
    calendar = Calendar.from_ical((home / "i.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    return calendar, event


def test_it_is_half_an_hour_at_the_clock_of_the_place(story: Run, home: Path) -> None:
    calendar, event = planned(story, home, 'schedule Priya "thu 9:30" --place "Blue Bottle"')
    assert calendar["METHOD"] == "REQUEST"
    assert event.decoded("dtstart") == datetime(2026, 11, 5, 9, 30)  # noqa: DTZ001  # floating time
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=30)
    assert event["SUMMARY"] == "Coffee: Priya Natarajan and Dana Reyes"
    assert (event["LOCATION"], event["STATUS"], event["SEQUENCE"]) == ("Blue Bottle", "CONFIRMED", 0)
    assert event["DESCRIPTION"].startswith("Half an hour at most")
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == ("mailto:dana@x.org", "Dana Reyes")
    assert (event["ATTENDEE"], event["ATTENDEE"].params["CN"]) == ("mailto:p@stripe.com", "Priya Natarajan")
    assert event.decoded("dtstamp") == datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.usefixtures("chicago")
def test_a_call_is_one_instant_for_two_places(story: Run, home: Path) -> None:
    _, event = planned(story, home, 'schedule Priya "thu 9:30" --kind call --minutes 45')
    assert event.decoded("dtstart") == datetime(2026, 11, 5, 15, 30, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 11, 5, 16, 15, tzinfo=UTC)
    assert event["DESCRIPTION"].startswith("45 minutes at most")


def test_moves_raise_the_sequence_and_a_cancellation_cancels_the_same_event(story: Run, home: Path) -> None:
    _, first = planned(story, home, 'schedule Priya "thu 9:30"')
    _, moved = planned(story, home, 'schedule Priya "fri 10:00"')
    calendar, ended = planned(story, home, "schedule Priya --cancelled --by them")
    assert first["UID"] == moved["UID"] == ended["UID"]
    assert [event["SEQUENCE"] for event in (first, moved, ended)] == [0, 1, 2]
    assert (calendar["METHOD"], ended["STATUS"]) == ("CANCEL", "CANCELLED")


def test_without_addresses_it_is_published_and_says_what_is_missing(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Sam Okafor")
    ran = netlog("schedule", "Sam", "thu", "--ics", str(home / "i.ics"))
    calendar = Calendar.from_ical((home / "i.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event
    assert event.decoded("dtstart") == date(2026, 11, 5)
    assert ran.stderr == (
        f"Wrote the invitation to {home}/i.ics.\n"
        "No e-mail address of Sam Okafor is stored, so it does not invite them.\n"
        "No e-mail address of yours is stored for answers: netlog init --email ADDRESS\n"
        "No time is known yet: it stands for the whole day.\n"
    )


def test_the_same_plan_again_with_a_file_writes_the_invitation_and_changes_nothing(story: Run, home: Path) -> None:
    story("schedule", "Priya", "thu 9:30")
    before = everything(home)
    ran = story("schedule", "Priya", "thu 9:30", "--ics", str(home / "i.ics"))
    assert ran.stdout == "A coffee with Priya Natarajan is planned for Thu 5 09:30 already (m1).\n"
    assert everything(home) == before
    assert (home / "i.ics").exists()


@pytest.mark.parametrize("name", ["A;B,C:D\\x", 'Zoë "Z" O\'Neil', "李小龍 🎬", "محمد", "x" * 190, "END:VCALENDAR"])
def test_what_strangers_wrote_stays_text(netlog: Run, home: Path, name: str) -> None:
    netlog("add-contact", name, "--email", "a@b.org")
    _, event = planned(netlog, home, f'schedule c1 "thu 9:30" --place "{"Bar; Foo, Baz: 1"}"')
    assert event["SUMMARY"] == f"Coffee: {name}"
    assert event["LOCATION"] == "Bar; Foo, Baz: 1"
    assert event["ATTENDEE"].params["CN"] == name.replace('"', "'")


def test_a_file_that_is_no_calendar_stays_and_nothing_is_planned(story: Run, home: Path) -> None:
    before = everything(home)
    file = home / "letter.txt"
    file.write_text("mine")
    ran = story("schedule", "Priya", "thu 9:30", "--ics", str(file), code=5)
    assert ran.stderr == f"netlog: {file} is there already, and is no calendar.\nName another file.\n"
    assert (ran.stdout, file.read_text()) == ("", "mine")
    ran = story("schedule", "Priya", "thu 9:30", "--ics", str(home / "no" / "i.ics"), code=3)
    assert ran.stderr == f"netlog: There is no folder {home}/no.\nMake it, or name another file.\n"
    assert everything(home) == before
    assert sorted(path.name for path in home.iterdir() if "ics" in path.name or "new" in path.name) == []


def test_a_missed_meeting_has_no_invitation(story: Run) -> None:
    story("schedule", "Priya", "--no-show", "--ics", "i.ics", code=2)
