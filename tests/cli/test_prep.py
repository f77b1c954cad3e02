"""`prep`: one page for the half hour, from what is stored."""

from __future__ import annotations

from collections.abc import Callable
from shlex import split
from typing import TYPE_CHECKING, Any

import pytest

from .people import everything

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Any]
SCHOOL = "Michigan State University"
METHOD = [
    "What does your job look like, from one week to the next?",
    "How did you land it?",
    "What would you advise somebody in my place?",
]
AGAIN = "You told me how you landed it: what would you do the same way today?"
EXIT = "Whom else should I talk to?"


@pytest.fixture
def story(netlog: Run) -> Run:
    """Dana, and Priya, met once and to be met again."""
    lines = (
        f'init --name "Dana Reyes" --school "{SCHOOL}::2024"',
        'add-contact "Tom Alvarez"',
        'add-contact "Priya Natarajan" --org Stripe --org "Acme:PM:2015-2019" --title "Senior PM"',
        f'edit-contact Priya --school "{SCHOOL}::2011"',
        "log-intro Tom --to Priya --state made --on 2026-10-20",
        'log-message Priya --by email --body "Hello from East Lansing" --on 2026-10-21',
        "log-reply Priya --yes --on 2026-10-22",
        "log-coffee Priya --on 2026-10-30 --learned 'Half law' --landed 'Wrote to somebody' --advice 'Bring one page'",
        'note Priya "Runs on Tuesdays" --private',
        'schedule Priya "thu 9:30" --place "Blue Bottle"',
    )
    for line in lines:
        netlog(*split(line))
    return netlog


def test_the_page_fits_a_narrow_terminal_and_says_it_all(story: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert story("prep", "Priya", "--format", "table").stdout == (
        "Priya Natarajan  coffee, Thu 5 November 09:30\n"
        "\n"
        "  who        Senior PM, Stripe\n"
        "  before     Acme (PM)\n"
        "  you share  Michigan State University · 2011\n"
        "  through    Tom Alvarez introduced you on Tue 20\n"
        "  where      Blue Bottle\n"
        "\n"
        "Said before\n"
        "  today   private: Runs on Tuesdays\n"
        "  Fri 30  coffee\n"
        "          learned: Half law\n"
        "          landed it: Wrote to somebody\n"
        "          advice: Bring one page\n"
        "  Thu 22  they wrote: yes\n"
        "  Wed 21  you sent: outreach · Hello from East Lansing\n"
        "\n"
        "The minutes\n"
        "  minute  what\n"
        "  00-02   thank Priya; say that you will end on time\n"
        "  02-09   the job\n"
        "  09-15   how Priya landed it\n"
        "  15-21   advice\n"
        "  21-24   your own questions\n"
        "  24-28   whom else to talk to, and may you use Priya's name\n"
        "  28-30   thanks; what you promise, and by when\n"
        "\n"
        "Questions\n"
        f"  1  {METHOD[0]}\n"
        f"  2  {AGAIN}\n"
        f"  3  {METHOD[2]}\n"
        "  4  Your advice on Friday was: Bring one page. What should come next?\n"
        "  5  You went from Acme to Stripe: what made you change?\n"
        f"  6  {EXIT}\n"
        "\n"
        "netlog log-coffee Priya\n"
    )


def test_a_stranger_gets_the_methods_questions_and_the_exit_question_last(netlog: Run) -> None:
    netlog("add-contact", "Ana Lopez")
    ran = netlog("prep", "Ana", "--json")
    assert ran.data["questions"] == [*METHOD, EXIT]
    assert (ran.data["plan"], ran.data["meetings"], ran.data["through"]) == (None, [], [])
    assert ran.stderr == ""
    assert 'netlog schedule Ana "thu 9:30"' in netlog("prep", "Ana", "--format", "table").stdout


def test_there_are_never_more_than_six_questions(story: Run) -> None:
    questions = story("prep", "Priya", "--json").data["questions"]
    assert len(questions) == 6
    assert questions[:3] == [METHOD[0], AGAIN, METHOD[2]], "how Priya landed it was told"
    assert questions[-1] == EXIT


@pytest.mark.parametrize("width", ["60", "80", "90", "140"])
def test_the_names_to_ask_about_come_likeliest_first_each_with_its_why(
    story: Run, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    for name, title in (("Ana Lopez", "Product Manager"), ("Ben Ito", "Designer"), ("Zoe Nix", "Intern")):
        story("add-contact", name, "--org", "Stripe", "--title", title)
    story("add-contact", "Eve Moss", "--org", "Figma")
    story("target", "org", "Figma", "Stripe")
    story("know", "Priya", "Zoe")
    asked = story("prep", "Priya", "--json").data["ask_about"]
    assert asked[0]["contact"] == "Zoe Nix"
    assert [name["chance"] for name in asked] == sorted((name["chance"] for name in asked), reverse=True)
    monkeypatch.setenv("COLUMNS", width)
    screen = story("prep", "Priya", "--format", "table").stdout.partition("Do you know any of these?")[2]
    assert "both at" in screen, screen
    assert "about 9 in 10 " in screen or "certainly" in screen or "19 in 20" in screen, screen


def test_the_minutes_follow_the_length_of_the_plan(story: Run) -> None:
    story("edit-meeting", "m2", "--minutes", "60")
    parts = story("prep", "Priya", "--json").data["minutes"]
    assert [(part["start"], part["end"]) for part in parts][-1] == (56, 60)
    story("edit-meeting", "m2", "--minutes", "5")
    parts = story("prep", "Priya", "--json").data["minutes"]
    assert all(part["start"] < part["end"] for part in parts)
    assert parts[-1]["end"] == 5


def test_json_keeps_what_was_said_apart(story: Run) -> None:
    data = story("prep", "Priya", "--json").data
    assert data["shared"] == [{"organization": SCHOOL, "kind": "school"}]
    assert data["through"][0]["introducer"] == "Tom Alvarez"
    assert data["meetings"][0]["advice"] == "Bring one page"
    assert [(message["direction"], message["on"]) for message in data["messages"]] == [
        ("received", "2026-10-22"),
        ("sent", "2026-10-21"),
    ]
    assert data["notes"][0] == {"id": 1, "on": "2026-11-02", "text": "Runs on Tuesdays", "private": True}
    assert (data["plan"]["id"], data["plan"]["starts_at"]) == (2, "2026-11-05T09:30")


def test_markdown_is_a_page_with_headings(story: Run) -> None:
    text = story("prep", "Priya", "--format", "markdown").stdout
    assert text.startswith("# Priya Natarajan\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Said before",
        "## The minutes",
        "## Questions",
    ]


def test_it_writes_nothing(story: Run, home: Path) -> None:
    before = everything(home)
    story("prep", "Priya")
    assert everything(home) == before


@pytest.mark.parametrize(("who", "code"), [("me", 6), ("Zzyzx", 3)])
def test_who_cannot_be_met_is_a_sentence(story: Run, who: str, code: int) -> None:
    ran = story("prep", who, code=code)
    assert ran.stdout == ""
    assert ran.stderr.startswith("netlog: ")
