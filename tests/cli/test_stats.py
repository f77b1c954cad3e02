"""Rates at the command line."""

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


def test_a_request_is_answered_by_a_no_and_its_cup_is_with_whom_they_introduced(story: Story) -> None:
    story.on("11-09").do(
        'add-contact "Lena Cho" --org Notion',
        "ask-intro Sam --to Lena --by text",
        "log-intro Sam --to Lena --state made",
    )
    story.on("11-10").do('add-contact "Jo Park"', "ask-intro Priya --to Jo --by phone")
    story.on("11-11").do("log-intro Priya --to Jo --state declined", "log-coffee Lena")
    rows = {row["name"]: row for row in story.do("stats --json").data["sendings"]}
    counts = {
        name: [rows[name][what]["count"] for what in ("replied", "met", "introduced")] for name in ("text", "phone")
    }
    assert counts == {"text": [1, 1, 1], "phone": [1, 0, 0]}


def test_who_agreed_to_meet_has_answered(story: Story) -> None:
    story.on("11-09").do('add-contact "Lena Cho"', "log-message Lena --by letter")
    story.on("11-10").do('schedule Lena "2026-11-12 09:00"')
    (letter,) = [row for row in story.do("stats --json").data["sendings"] if row["name"] == "letter"]
    assert (letter["replied"]["count"], letter["met"]["count"], letter["waiting"]) == (1, 0, 0)
