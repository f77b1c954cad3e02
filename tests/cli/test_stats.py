"""Rates at the command line."""

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


def test_rates_come_with_counts_and_intervals(story: Story) -> None:
    (everything, *_) = story.do("stats --json").data["sendings"]
    assert (everything["sent"], everything["replied"]["count"], everything["replied"]["of"]) == (1, 1, 1)
    assert everything["replied"]["low"] < 0.25
    assert everything["met"]["count"] == 1


def test_cold_and_referred_jobs_are_told_apart(story: Story) -> None:
    story.do('add-job Figma "Product manager" --via Priya --stage interview', 'add-job Acme "Analyst" --stage applied')
    jobs = story.do("stats --json").data["jobs"]
    assert [(job["way"], job["applied"], job["interview"]["count"]) for job in jobs] == [
        ("cold", 1, 0), ("referred", 1, 1)
    ]  # fmt: skip
