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
    assert story.do("journey --to offer").stdout.startswith("No offer yet.")
    story.do('add-job Figma "Product manager" --via Priya --stage offer')
    ran = story.do("journey --to offer --json").data
    assert ran["offers"] == [{"job_id": 1, "chain": [2, 3]}]
    assert story.do("journey --to offer").stdout == (
        "Dana Reyes -> Sam Okafor (coffee 2 Nov) -> Priya Natarajan (coffee 6 Nov)"
        " -> * offer, Figma: Product manager · 6 Nov\n"
    )


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
    assert story.do("journey --to offer").stdout.endswith(f" -> {end}")
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
