"""The journey at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .story import Story, two_cups

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@pytest.fixture
def story(netlog: Callable[..., Any]) -> Story:
    return two_cups(netlog)


def test_the_chain_to_an_offer_begins_with_the_first_contact(story: Story) -> None:
    header = "chain\tstep\tid\tname\twhat\ton\tjob_id\n"
    ran = story.do("journey --to offer")
    assert (ran.stdout, ran.stderr[:14]) == (header, "No offer yet. ")
    story.do('add-job Figma "Product manager" --via Priya --stage offer')
    ran = story.do("journey --to offer --json").data
    assert ran["offers"] == [{"job_id": 1, "chain": [2, 3]}]
    assert [node["id"] for node in ran["nodes"]] == [1, 2, 3]
    assert ran["edges"][0] == {"from": 1, "to": 2, "kind": "known", "on": "2026-11-02"}
    assert story.do("journey --to offer").stdout == (
        f"{header}1\t1\t1\tDana Reyes\t\t\t\n1\t2\t2\tSam Okafor\tcoffee\t2026-11-02\t\n"
        "1\t3\t3\tPriya Natarajan\tcoffee\t2026-11-06\t\n"
        "1\t4\t\tFigma: Product manager\toffer\t2026-11-06\t1\n"
    )
    assert story.do("journey --to offer --format csv").stdout.startswith(f"{header}1\t1".replace("\t", ","))
    assert story.do("journey --to offer --format markdown").stdout == (
        "# Journey\n\n- Dana Reyes -> Sam Okafor (coffee 2 Nov) -> Priya Natarajan (coffee 6 Nov)"
        " -> \\* offer, Figma: Product manager · 6 Nov\n"
    )


def test_a_branch_has_its_own_jobs_and_everybody_whom_its_offers_name(story: Story) -> None:
    story.do("add-job Notion Designer", 'add-job Figma "Product manager" --via Priya --stage offer')
    whole, branch = story.do("journey --json").data, story.do("journey Priya --json").data
    assert [job["via_id"] for job in whole["jobs"]] == [None, 3]
    assert [job["organization"] for job in branch["jobs"]] == ["Figma"]
    assert {id for offer in branch["offers"] for id in offer["chain"]} <= {node["id"] for node in branch["nodes"]}
    assert "Jobs that nobody led to" not in story.do("journey Priya --format table").stdout
    assert story.do("journey").stdout.splitlines()[-1] == "\t\t\t\t\t\t\t\tinterested, Notion"
    assert "Notion" not in story.do("journey Priya").stdout


def test_a_tree_can_be_made_of_the_edges_that_begin_with_me(story: Story) -> None:
    story.do('add-contact "Kit Cold"', "log-coffee Kit --on 2026-11-05")
    edges = [(edge["from"], edge["to"], edge["kind"]) for edge in story.do("journey --json").data["edges"]]
    assert edges == [(1, 2, "known"), (1, 4, "cold"), (2, 3, "met")]


def test_on_a_narrow_screen_a_long_line_goes_on_inside_the_tree(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.do('add-job Figma "Associate product manager of everything else" --via Sam')
    monkeypatch.setenv("COLUMNS", "60")
    assert story.do("journey --format table").stdout.splitlines()[3:7] == [
        "  └─ Sam Okafor  coffee 2 Nov",
        "     │  interested, Figma: Associate product manager of",
        "     │  everything else",
        "     └─ Priya Natarajan  coffee 6 Nov",
    ]


def test_a_circle_of_introducers_ends_and_everybody_stands_there_once(story: Story) -> None:
    story.do("log-intro Priya --to Sam --state made")
    names = [node["name"] for node in story.do("journey --json").data["nodes"]]
    assert sorted(names) == ["Dana Reyes", "Priya Natarajan", "Sam Okafor"]


def test_it_is_drawn_for_documents(story: Story) -> None:
    assert story.do("journey --format mermaid").stdout == (
        'graph LR\n  c1["Dana Reyes"]\n  c2["Sam Okafor"]\n  c3["Priya Natarajan"]\n  c1 --> c2\n  c2 --> c3\n'
    )
    assert story.do("journey Sam --format dot").stdout.startswith("digraph journey {")


def test_the_ledger_counts_by_introducer(story: Story) -> None:
    row = story.do("intros --by-introducer --json").data[0]
    assert (row["introducer"], row["promised"], row["kept"], row["coffees"]) == ("Sam Okafor", 1, 1, 1)


def test_an_offer_has_its_day_and_the_day_it_was_taken(story: Story) -> None:
    story.on("11-09").do('add-job Figma "Product manager" --via Priya --stage offer')
    story.on("11-12").do("landed")
    end = "* offer, Figma: Product manager · 9 Nov, accepted 12 Nov\n"
    assert story.do("journey --to offer --format table").stdout.endswith(f" -> {end}")
    assert story.do("journey --format table").stdout.splitlines()[3:6] == [
        "  └─ * Sam Okafor  coffee 2 Nov",
        "     └─ * Priya Natarajan  coffee 6 Nov",
        f"           {end[:-1]}",
    ]


def test_on_a_screen_a_long_chain_is_a_step_a_line(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.do('add-job Figma "Product manager" --via Priya --stage offer')
    monkeypatch.setenv("COLUMNS", "80")
    assert story.do("journey --to offer --format table").stdout == (
        "  Dana Reyes\n  -> Sam Okafor (coffee 2 Nov)\n  -> Priya Natarajan (coffee 6 Nov)\n"
        "  -> * offer, Figma: Product manager · 6 Nov\n"
    )
    monkeypatch.setenv("COLUMNS", "140")
    assert story.do("journey --to offer --format table").stdout == (
        "  Dana Reyes -> Sam Okafor (coffee 2 Nov) -> Priya Natarajan (coffee 6 Nov)"
        " -> * offer, Figma: Product manager · 6 Nov\n"
    )


def test_who_led_to_nothing_yet_is_told_by_the_stage_and_markdown_has_lists(story: Story) -> None:
    story.do('add-contact "Ana Lopez" --met 2018', "log-message Ana")
    assert story.do("journey --format markdown").stdout == (
        "# Journey\n\n- Dana Reyes (me)\n  - Sam Okafor  coffee 2 Nov\n    - Priya Natarajan  coffee 6 Nov\n"
        "  - Ana Lopez  connected\n"
    )


def test_a_long_tree_is_cut_where_no_screen_ends_it_and_all_gives_it_whole(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.do('add-job Figma "Product manager" --via Priya')
    monkeypatch.setattr("netlog.cli.journey.LONGEST", 2)
    shown = story.do("journey --format table").stdout.splitlines()
    assert shown[2:] == ["  Dana Reyes (me)", "  └─ Sam Okafor  coffee 2 Nov", "", "  2 of 4 lines · --all lists them"]
    assert "lines" not in story.do("journey --format table --all").stdout
    assert len(story.do("journey").stdout.splitlines()) == 4  # a pipe has everybody, behind a header
