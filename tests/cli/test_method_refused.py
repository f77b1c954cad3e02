"""What the method cannot take: a sentence, a code, nothing on stdout, and the database as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .people import everything
from .story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any


@pytest.fixture
def circle(netlog: Callable[..., Any]) -> Story:
    """Ana introduced Ben, Ben Cy, and Cy Ana; nobody led to Dee. Two jobs, a target and a challenge."""
    told = Story(netlog)
    told.do('init --name "Dana Reyes"', 'add-contact "Ana Ash"', 'add-contact "Ben Birch"', 'add-contact "Cy Cole"')
    told.do('add-contact "Dee Doe"', "log-intro Ana --to Ben --state made", "log-intro Ben --to Cy --state made")
    told.do("log-intro Cy --to Ana --state made", 'add-job Stripe "PM" --via Ana', "update-job Stripe rejected")
    return told.do('add-job Figma "PM" --via Cy --stage offer', "target org Stripe", "cups --goal 52") and told


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("journey --to Dee", 3, "netlog: Nobody has led to Dee Doe yet.\nWho could: netlog path Dee\n"),
        ("journey --to Zed", 3, 'netlog: Nobody is called "Zed".\n'),
        ("journey Ana --to offer", 2, "netlog: WHO and --to ask for two things.\nGive one of them.\n"),
        (
            "log-intro Ana --to Ana --state made",
            6,
            "netlog: Ana Ash cannot introduce you to Ana Ash.\nTo write to them: netlog log-message ",
        ),
        ("update-job Notion offer", 3, 'netlog: There is no job at "Notion".\n'),
        ("update-job Fig offer", 3, 'netlog: There is no job at "Fig".\n'),
        ("update-job Figma accepted --on tomorrow", 6, "netlog: Tue 3 November 2026 lies in the future;"),
        ("landed Notion", 3, 'netlog: There is no job at "Notion".\n'),
        ("landed Stripe", 6, "netlog: PM, Stripe (j1) is no offer yet: rejected.\n"),
        ("landed Figma --on tomorrow", 6, "netlog: Tue 3 November 2026 lies in the future;"),
        ("landed Figma --on 2026-10-01", 6, "netlog: PM, Figma (j2) came to offer on Mon 2 November;"),
        (
            "cups --goal 12 --by 2027-03-01",
            5,
            "netlog: There is a challenge already: 52 cups by Mon 1 November 2027.\n",
        ),
        ("cups --goal 0", 2, "netlog: Invalid value for '--goal': 0 is not in the range 1<=x<=1000.\n"),
        ("cups --change --goal 12 --by yesterday", 6, "netlog: Sun 1 November 2026 lies in the past;"),
        ("target org Stripe", 5, "netlog: Stripe is a target already.\n"),
        ("target planet Mars", 6, 'netlog: There is no kind of target "planet".\n'),
        ("target person Zed", 3, 'netlog: Nobody is called "Zed".\n'),
        ("draft poem Ana", 6, 'netlog: There is no kind of draft "poem".\n'),
        ("draft confirm Ana", 3, "netlog: No meeting is planned with Ana Ash.\n"),
        ("draft outreach Ana --template nope", 3, 'netlog: There is no template "nope".\n'),
    ],
)
def test_it_is_refused_in_a_sentence_and_nothing_is_written(
    circle: Story, home: Path, line: str, code: int, said: str
) -> None:
    before = everything(home)
    ran = circle.do(line, code=code)
    assert ran.stdout == ""
    assert ran.stderr.startswith(said)
    assert everything(home) == before


def test_a_landing_that_came_to_nothing_is_refused_a_second_time(circle: Story, home: Path) -> None:
    circle.do("landed")
    before = everything(home)
    for line, code in (("landed", 5), ("landed Figma", 5), ("landed Stripe", 5), ("update-job Figma rejected", 6)):
        ran = circle.do(line, code=code)
        assert (ran.stdout, "If it came to nothing: netlog remove j2" in ran.stderr) == ("", True)
    assert everything(home) == before


def test_a_job_at_an_unknown_organization_is_kept_and_said(circle: Story) -> None:
    ran = circle.do("add-job Notion Designer")
    assert ran.stdout == "Added j3: Designer, Notion, interested on Mon 2 November.\n"
    assert ran.stderr == "Notion is new to netlog; nobody you list is there. It is kept as an organization.\n"


def test_a_circle_of_three_is_shown_from_any_of_them_with_everybody_once(circle: Story) -> None:
    people = [line for line in circle.do("journey --format table").stdout.splitlines() if ": PM" not in line]
    assert people[2:6] == [
        "  Dana Reyes (me)",
        "  * Ana Ash  advocate · through Cy Cole",
        "  └─ * Ben Birch  made 2 Nov",
        "     └─ * Cy Cole  made 2 Nov",
    ]
    assert circle.do("journey --to offer --format markdown").stdout == (
        "# Journey\n\n- Dana Reyes -> Ana Ash -> Ben Birch (made 2 Nov) -> Cy Cole (made 2 Nov)"
        " -> \\* offer, Figma: PM · 2 Nov\n"
    )
    assert circle.do("journey --to Ben --format markdown").stdout == (
        "# Journey\n\n- Dana Reyes -> Cy Cole -> Ana Ash (made 2 Nov) -> Ben Birch (made 2 Nov)\n"
    )
    assert [row.split("\t")[2] for row in circle.do("journey Ben").stdout.splitlines()[1:]] == ["Ben Birch", "Cy Cole"]


def test_from_somebody_who_led_to_nobody_it_is_that_one_line(circle: Story) -> None:
    assert circle.do("journey Dee").stdout.splitlines()[1:] == ["0\t5\tDee Doe\tlead\t0\t\t\t\t"]
