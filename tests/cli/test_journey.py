"""The journey at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@pytest.fixture
def story(netlog: Callable[..., Any]) -> Story:
    told = Story(netlog)
    told.do('init --name "Dana Reyes"', 'add-contact "Sam Okafor" --met 2019')
    told.do('log-coffee Sam --introduces "Priya Natarajan" --learned "Sam likes tea"')
    told.on("11-04").do("log-intro Sam --to Priya --state made", "log-message Priya --by email")
    told.on("11-06").do("log-reply Priya --yes", "log-coffee Priya", "thank Priya")
    return told


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
