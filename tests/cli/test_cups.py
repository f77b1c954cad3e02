"""Cups and the challenge at the command line."""

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


def test_without_a_challenge_it_counts(story: Story) -> None:
    data = story.do("cups --json").data
    assert (data["goal"], data["held"], data["people"]) == (None, 2, 2)
    assert data["weeks"] == [{"week": "2026-11-02", "cups": 2, "paused": False}]


def test_a_second_challenge_is_refused_and_told_how_to_change_the_first(story: Story) -> None:
    assert story.do("cups --goal 52").stdout == "Took on 52 cups by Fri 5 November 2027.\n"
    ran = story.do("cups --goal 12", code=5)
    assert (ran.stdout, "netlog cups --change" in ran.stderr) == ("", True)
    story.do("cups --change --goal 12")
    assert story.do("cups --json").data["goal"] == 12


def test_a_steep_challenge_says_how_many_a_week_it_is(story: Story) -> None:
    more_time = "For more time: netlog cups --change --by DATE\n"
    assert story.do("cups --by friday").stderr == f"That is 46 a week. {more_time}"
    assert story.do("cups --change --goal 13 --by 2026-11-19").stderr == f"That is 7 a week. {more_time}"
    assert story.do("cups --change --goal 10").stderr == ""


def test_the_home_screen_says_the_pace_without_guilt(story: Story) -> None:
    story.do("cups --goal 52")
    assert "1 of 52; one a week reaches 52 on 29 Oct" in story.do("cups --format table").stdout
    assert story.do("--json").data["challenge"]["held"] == 1


def test_change_without_a_challenge_exits_3(story: Story) -> None:
    story.do("cups --change --goal 3", code=3)
