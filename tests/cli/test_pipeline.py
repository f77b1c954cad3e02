"""The pipeline at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .story import Story, two_cups

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
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
    assert story.do("pipeline --org Nowhere").stderr == "Nobody: netlog knows no organization Nowhere.\n"


def test_strangers_are_counted_as_the_filter_describes_them(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "alumni.csv"
    file.write_text("Name,Title\nAnn Ash,Designer\nBen Birch,Designer\nCy Cole,Lawyer\n", "utf-8")
    story.do(f"import {file}")
    assert story.do("pipeline").stderr == "3 strangers are not listed: netlog contacts\n"
    unfit = "Nobody in play fits. Among strangers: netlog contacts, with the same options"
    assert story.do("pipeline --function design").stderr == f"{unfit}\n"
    story.do("log-message Ann")
    rest = "1 stranger is not listed: netlog contacts, with the same options"
    assert story.do("pipeline --function design").stderr == f"{rest}\n"
    assert story.do("pipeline --function design --format table").stdout.endswith(f"\n\n{rest}\n")


def test_a_filter_that_describes_nobody_at_all_says_what_contacts_says(story: Story) -> None:
    story.do('edit-contact Priya --title "Product manager"')
    for words in ("--function nope", "--tag nope", "--org Nowhere"):
        said = story.do(f"contacts {words}").stderr
        assert story.do(f"pipeline {words}").stderr == said
        assert said.strip() in story.do(f"pipeline {words} --format table").stdout
