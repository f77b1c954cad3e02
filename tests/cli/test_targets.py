"""Targets and their coverage: set, taken away, and shown with the next move, which works."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from .people import everything, roster
from .story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any


@pytest.fixture
def story(netlog: Callable[..., Any]) -> Story:
    """Sam, whom I know, and Priya of Stripe, whom I do not."""
    told = Story(netlog)
    told.on("10-01").do(
        'init --name "Dana Reyes"',
        'add-contact "Sam Okafor" --met 2019',
        'add-contact "Priya Natarajan" --org Stripe --title "Senior PM"',
    )
    return told.on("11-02")


def covered(story: Story, name: str = "Stripe") -> tuple[str, list[str], list[str], str]:
    """Coverage, the people, who left, and the next move of one target."""
    (row,) = [row for row in story.do("targets --json").data if row["name"] == name]
    people = [f"{person['name'].split()[0]} {person['stage']}" for person in row["contacts"]]
    return row["coverage"], people, [person["name"].split()[0] for person in row["formerly"]], row["next_move"]


def move_works(story: Story, move: str) -> None:
    """A next move is a command line that ends well."""
    assert move.startswith("netlog ")
    assert story.do(shlex.join(shlex.split(move)[1:])).code == 0


# --- setting --------------------------------------------------------------------------------------


def test_several_at_once_are_ranked_in_the_order_given_behind_those_there_are(story: Story) -> None:
    assert story.do('target function "product manager"').stdout == "Set target function product manager.\n"
    ran = story.do("target org Stripe Figma Notion")
    assert ran.stdout == "Set targets org Stripe, org Figma and org Notion.\n"
    assert ran.stderr == (
        "Figma is new to netlog; nobody you list is there. It is kept as an organization.\n"
        "Notion is new to netlog; nobody you list is there. It is kept as an organization.\n"
    )
    rows = story.do("targets --json").data
    assert [(row["rank"], row["kind"], row["name"]) for row in rows] == [
        (1, "function", "product manager"),
        (2, "org", "Stripe"),
        (3, "org", "Figma"),
        (4, "org", "Notion"),
    ]


def test_a_target_that_exists_is_refused_by_identity(story: Story, home: Path) -> None:
    story.do("target org Stripe Figma", "target function PM", "target person Priya", 'target title "Head of Product"')
    before = everything(home)
    assert story.do('target org "Stripe, Inc."', code=5).stderr == (
        "netlog: Stripe is a target already.\n`netlog targets` lists them; --remove takes one away.\n"
    )
    story.do("target org stripe FIGMA", code=5)
    story.do('target function "product management"', code=5)
    story.do('target person "priya natarajan"', code=5)
    story.do('target title "head of product"', code=5)
    assert everything(home) == before
    ran = story.do("target org Stripe Notion")
    assert ran.stdout == "Set target org Notion.\n"
    assert ran.stderr.startswith("Stripe is a target already.\nNotion is new to netlog;")


def test_a_target_that_fits_nobody_is_kept_and_said(story: Story) -> None:
    assert story.do("target industry Whaling").stderr == "Nobody you list fits the industry Whaling yet. It is kept.\n"
    assert story.do('target title "Senior PM"').stderr == ""
    assert len(story.do("targets --json").data) == 2


def test_removing_closes_the_ranks_and_undo_restores_them(story: Story, home: Path) -> None:
    story.do("target org Stripe Figma Notion")
    before = everything(home)
    assert story.do("target org Figma --remove").stdout == "No longer after target org Figma.\n"
    assert [(row["rank"], row["name"]) for row in story.do("targets --json").data] == [(1, "Stripe"), (2, "Notion")]
    story.do("undo")
    assert everything(home) == before
    assert story.do("target org Acme --remove", code=3).stderr == (
        "netlog: There is no target org Acme.\n`netlog targets` lists them.\n"
    )


def test_a_file_names_targets_one_a_line(story: Story, home: Path) -> None:
    file = home / "wishes.txt"
    file.write_text("# the dearest first\norg: Stripe\n\nPERSON: Priya Natarajan\nfunction:product\n", "utf-8")
    assert story.do(f"target --from {file}").stdout == (
        "Set targets org Stripe, person Priya Natarajan and function product.\n"
    )
    file.write_text("Figma\nNotion: the company\n", "utf-8")
    story.do(f"target org --from {file}")
    assert [row["name"] for row in story.do("targets --json").data][3:] == ["Figma", "Notion: the company"]
    assert story.do(f"target --from {file}", code=6).stderr == (
        'netlog: Line 1 of wishes.txt says no kind: "Figma".\n'
        "Write it as org: Stripe, or name the kind for all of them (function, industry, title, org or person).\n"
    )
    story.do("target --from /nowhere.txt", code=3)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("target", 2),
        ("target org", 2),
        ("target planet Mars", 6),
        ('target org ""', 6),
        ("target person Nobody", 3),
        ("target person me", 6),
        (f"target title {'x' * 300}", 6),
    ],
)
def test_a_target_that_cannot_be_is_refused(story: Story, home: Path, line: str, code: int) -> None:
    before = everything(home)
    ran = story.do(line, code=code)
    assert ran.stdout == ""
    assert ran.stderr
    assert everything(home) == before


# --- coverage -------------------------------------------------------------------------------------


def test_coverage_is_the_best_of_those_there_now(story: Story) -> None:
    story.do("target org Figma Stripe", "target function product")
    assert covered(story, "Figma") == ("nobody", [], [], "netlog path Figma")
    assert covered(story) == ("known of", ["Priya lead"], [], "netlog draft outreach Priya")
    story.do("log-message Priya")
    assert covered(story) == ("known of", ["Priya asked"], [], "netlog show Priya")
    story.do("log-reply Priya --yes")
    assert covered(story) == ("acquainted", ["Priya connected"], [], "netlog log-message Priya")
    story.do('schedule Priya "thu 9:30"')
    assert covered(story) == ("acquainted", ["Priya scheduled"], [], "netlog prep Priya")
    story.on("11-05").do("log-coffee Priya")
    assert covered(story) == ("acquainted", ["Priya met"], [], "netlog thank Priya")
    story.do("thank Priya")
    move = "netlog ask-intro Priya --to 'anyone in product at Stripe'"
    assert covered(story) == ("acquainted", ["Priya thanked"], [], move)
    story.do('log-intro Priya --to "Dan Wu" --state made --new', "log-message Dan")
    assert covered(story) == ("advocate", ["Priya advocate"], [], move)


def test_every_next_move_is_a_command_that_works(story: Story) -> None:
    story.do("target org Figma Stripe", "target person Priya", "target function product")
    for line in ("log-message Sam", "log-message Priya", "log-reply Priya", "log-coffee Priya", "thank Priya"):
        for row in story.do("targets --json").data:
            move_works(story, row["next_move"])
        story.do(line)
    for row in story.do("targets --json").data:
        move_works(story, row["next_move"])


def test_56_who_leaves_counts_no_more_and_is_named_as_formerly(story: Story) -> None:
    story.do("target org Stripe", 'add-job Stripe "PM" --via Priya --stage applied', "thank Priya")
    assert covered(story)[:3] == ("advocate", ["Priya advocate"], [])
    story.do("edit-contact Priya --left Stripe")
    assert covered(story) == ("nobody", [], ["Priya"], "netlog ask-intro Priya --to 'anyone at Stripe'")
    assert story.stage("Priya") == "advocate"  # a referral already given stays
    story.is_at(owed=[])
    assert not [finding for finding in story.do("doctor --json").data if finding["problems"]]


def test_56_what_is_open_with_who_leaves_stays(story: Story) -> None:
    story.do('add-contact "Lena Cho"', "ask-intro Priya --to Lena")
    story.is_at(intros=["Priya>Lena asked"], owed=["nudge Priya 11-11"]).do("edit-contact Priya --left Stripe")
    story.is_at(intros=["Priya>Lena asked"], owed=["nudge Priya 11-11"])


def test_24_who_asked_to_hear_later_is_left_alone_until_then(story: Story) -> None:
    story.do('add-contact "Kim Lee" --org Notion --met 2020', "target org Notion")
    assert covered(story, "Notion")[-1] == "netlog draft outreach Kim"
    story.do("log-message Kim", "log-reply Kim --later 2027-01-05")
    assert "Kim" not in covered(story, "Notion")[-1]


def test_names_match_by_identity_and_alias_never_by_substring(story: Story, home: Path) -> None:
    story.do('add-contact "Eve Moss" --org "Stripe Press"', 'add-contact "Jo Park" --org "Amazon Web Services (AWS)"')
    story.do("target org Stripe AWS")
    assert covered(story)[1] == ["Priya lead"]
    assert covered(story, "Amazon Web Services (AWS)")[1] == ["Jo lead"]


def test_strangers_of_a_roster_are_known_of_at_an_organization_and_cover_no_function(
    netlog: Callable[..., Any], home: Path
) -> None:
    story = Story(netlog)
    roster(netlog, home)
    story.do("target org Figma", "target function product", 'target org "Michigan State University"')
    assert covered(story, "Figma")[:2] == ("known of", ["Ana lead"])
    assert covered(story, "product")[:2] == ("nobody", [])
    assert covered(story, "Michigan State University")[:2] == ("nobody", [])  # who studied there is not there


def test_the_next_move_asks_nothing_of_who_rests_and_writes_past_no_introduction(story: Story) -> None:
    story.do("target org Stripe", "ask-intro Sam --to Priya")
    assert covered(story)[3] == "netlog show Priya"
    story.do('add-contact "Ana Lopez" --org Stripe')
    assert covered(story)[3] == "netlog draft outreach Ana"
    story.do("rest Ana", "rest Priya")
    assert covered(story)[3] == "netlog path Stripe"


def test_whom_a_file_says_i_know_is_written_to(story: Story) -> None:
    story.do("target org Stripe", 'add-contact "Gita Delgado" --org Stripe --met 2019')
    assert covered(story)[3] == "netlog draft outreach Gita"


def test_a_person_a_title_and_an_industry_are_covered_by_who_fits(story: Story) -> None:
    story.do(
        "edit-contact Priya --industry Payments",
        "target person Priya",
        "target title PM",
        "target industry payments",
        "target title P",
    )
    rows = story.do("targets --json").data
    assert [(row["name"], row["coverage"]) for row in rows] == [
        ("Priya Natarajan", "known of"),
        ("PM", "known of"),
        ("payments", "known of"),
        ("P", "nobody"),
    ]


def test_the_jobs_at_a_target_stand_beside_it(story: Story) -> None:
    story.do("target org Stripe", 'add-job Stripe "PM" --stage applied')
    (row,) = story.do("targets --json").data
    assert row["jobs"] == [{"id": 1, "role": "PM", "stage": "applied"}]


def test_removing_and_merging_people_keeps_targets_right(story: Story) -> None:
    story.do('add-contact "Priya N"', "target person c3", "target person c4", "target org Stripe", "merge c3 c4")
    assert [(row["rank"], row["name"]) for row in story.do("targets --json").data] == [
        (1, "Priya Natarajan"),
        (2, "Stripe"),
    ]
    story.do("target person Priya", code=5)
    story.do("remove c3 --yes")
    assert [(row["rank"], row["name"]) for row in story.do("targets --json").data] == [(1, "Stripe")]
    story.do("undo")
    assert len(story.do("targets --json").data) == 2


def test_after_the_landing_only_what_is_owed_is_left_to_do(story: Story) -> None:
    story.do("target org Stripe Figma", "log-coffee Priya", "thank Priya")
    assert covered(story)[3].startswith("netlog ask-intro Priya")
    story.do('add-job Stripe "Product manager" --stage offer', "landed")
    assert [row["next_move"] for row in story.do("targets --json").data] == ["netlog thank Priya", None]
    story.do("target org Notion")
    assert story.do("targets --json").data[2]["next_move"] == "netlog path Notion", "the search goes on"


def test_who_is_only_in_a_roster_fits_a_function(story: Story, home: Path) -> None:
    roster(story._run, home)
    assert story.do("target function product").stderr == ""


def test_in_a_pipe_people_and_jobs_are_words(story: Story) -> None:
    story.do("target org Stripe", 'add-job Stripe "Product manager" --stage applied')
    assert story.do("targets").stdout.splitlines()[1].split("\t")[3:6] == [
        "known of", "Priya Natarajan (lead)", "j1 Product manager (applied)"
    ]  # fmt: skip
