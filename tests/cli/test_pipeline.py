"""The pipeline at the command line."""

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


def test_the_pipeline_counts_each_of_the_eight_stages_and_says_who_waits(story: Story) -> None:
    rows = story.do("pipeline --json").data
    assert [row["stage"] for row in rows] == [
        "lead", "asked", "connected", "scheduled", "met", "thanked", "advocate", "quiet"
    ]  # fmt: skip
    assert [(row["stage"], row["contacts"]) for row in rows if row["count"]] == [
        ("thanked", [{"id": 3, "name": "Priya Natarajan", "since": "2026-11-06", "waiting_days": 0}]),
        ("advocate", [{"id": 2, "name": "Sam Okafor", "since": "2026-11-04", "waiting_days": 2}]),
    ]


def test_in_a_pipe_it_is_a_line_a_person(story: Story) -> None:
    ran = story.do("pipeline")
    assert (ran.stdout, ran.stderr) == (
        "stage\tid\tname\tsince\twaiting_days\nthanked\t3\tPriya Natarajan\t2026-11-06\t0\n"
        "advocate\t2\tSam Okafor\t2026-11-04\t2\n",
        "",
    )


def test_an_unknown_filter_is_said(story: Story) -> None:
    assert story.do("pipeline --org Nowhere").stderr == "netlog knows no organization Nowhere.\n"
