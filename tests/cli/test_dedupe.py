"""`dedupe`: entries that may be one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

LINKEDIN = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Priya,Natarajan,https://www.linkedin.com/in/priya,,Stripe,Senior PM,02 Nov 2025
Jonathan,Smith,https://www.linkedin.com/in/jsmith,,Figma,Designer,02 Nov 2025
Maria,Garcia,https://www.linkedin.com/in/mg1,,Notion,PM,02 Nov 2025
Maria,Garcia,https://www.linkedin.com/in/mg2,,Notion,PM,03 Nov 2025
"""


@pytest.fixture
def book(netlog: Run, tmp_path: Path) -> Run:
    """Four connections of LinkedIn (c1 to c4), and Priya (c5), Jonathan (c6) and a namesake of Priya's (c7) anew."""
    (tmp_path / "Connections.csv").write_text(LINKEDIN)
    netlog("import", str(tmp_path / "Connections.csv"))
    netlog("add-contact", "Priya Natarajan", "--phone", "+1 415 555 0100")
    netlog("add-contact", "Jonathon Smith", "--org", "Figma", "--title", "Designer")
    return netlog


def found(netlog: Run) -> list[tuple[int, int, float]]:
    return [(pair["keep_id"], pair["other_id"], pair["confidence"]) for pair in netlog("dedupe", "--json").data]


def test_likely_pairs_are_listed_with_reasons_and_change_nothing(book: Run) -> None:
    ran = book("dedupe")
    assert (ran.stdout.splitlines(), ran.stderr) == (
        [
            "confidence\tkeep_id\tkeep\tother_id\tother\tbecause",
            "0.89\t6\tJonathon Smith, Figma\t2\tJonathan Smith, Figma"
            "\tthe names are spelled nearly alike; both at Figma; both Designer",
            "0.6\t5\tPriya Natarajan\t1\tPriya Natarajan, Stripe\tthe same name",
        ],
        "",
    )
    assert len(book("history", "--json").data) == 3


def test_two_profiles_are_two_people_although_all_else_agrees(book: Run) -> None:
    assert not {3, 4} & {id for keep, other, _ in found(book) for id in (keep, other)}


def test_me_is_nobodys_double(book: Run) -> None:
    book("init", "--name", "Priya Natarajan")
    me = book("show", "me", "--json").data["id"]
    assert me not in {id for keep, other, _ in found(book) for id in (keep, other)}


def test_auto_merges_what_is_sure_in_one_step_and_says_what_is_left(book: Run) -> None:
    before = book("contacts", "--json").stdout
    ran = book("dedupe", "--auto", "--above", "60")
    assert (ran.stdout, ran.stderr) == (
        "Merged 2 pairs of entries.\n"
        "  Jonathan Smith, Figma (c2) into Jonathon Smith, Figma (c6)\n"
        "  Priya Natarajan, Stripe (c1) into Priya Natarajan (c5)\n",
        "",
    )
    priya = book("show", "c5", "--json").data
    assert (priya["organization"], priya["phones"], priya["links"]) == (
        "Stripe",
        ["+1 415 555 0100"],
        ["https://www.linkedin.com/in/priya"],
    )
    assert found(book) == []
    book("undo")
    assert book("contacts", "--json").stdout == before


def test_auto_leaves_what_is_less_sure_and_no_step(book: Run) -> None:
    ran = book("dedupe", "--auto", "--above", "95")
    assert (ran.stdout, ran.stderr) == (
        "No pair is sure enough to be merged.\n",
        "2 pairs are less sure: netlog dedupe\n",
    )
    assert len(book("history", "--json").data) == 3


def test_three_entries_of_one_person_become_one(netlog: Run) -> None:
    for number in range(3):
        netlog("add-contact", "Ana Lopez", "--org", "Figma", "--phone", "+1 415 555 0100", "--city", f"City {number}",
               code=None)  # fmt: skip
    netlog("dedupe", "--auto")
    assert [entry["name"] for entry in netlog("contacts", "--json").data] == ["Ana Lopez"]
    netlog("doctor")


def test_a_phone_with_its_country_and_without_is_one(netlog: Run) -> None:
    netlog("add-contact", "Ann Bee", "--phone", "+1 415 555 0101")
    netlog("add-contact", "Ann B", "--phone", "(415) 555-0101")
    (pair,) = netlog("dedupe", "--json").data
    assert pair["because"] == ["the same first name", "the same phone, which ends in 55550101"]


def test_above_without_auto_is_refused(netlog: Run) -> None:
    ran = netlog("dedupe", "--above", "80", code=2)
    assert (ran.stdout, ran.stderr) == ("", "netlog: --above goes with --auto.\nnetlog dedupe --auto --above 80\n")


def test_nothing_alike_is_a_sentence(netlog: Run) -> None:
    assert netlog("dedupe", "--json").data == []
    assert netlog("dedupe", "--format", "table").stdout == "Perhaps one person\nNo two entries look like one person.\n"
