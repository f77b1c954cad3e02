"""The review at the command line."""

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


def test_it_is_headed_with_my_name_and_the_days_and_leaves_private_notes_out(story: Story) -> None:
    story.do('note Priya "prefers mornings"', 'note Priya "secret" --private')
    ran = story.do("review --format markdown")
    head = "# Review · Dana Reyes · Sat 31 October 2026 to Fri 6 November 2026"
    assert ran.stdout.splitlines()[0] == head
    assert "prefers mornings" in ran.stdout
    assert "secret" not in ran.stdout
    assert story.do("review --json").data["thanked_within_a_day"] == {"thanked": 1, "of": 2}


def test_anonymous_leaves_only_my_name(story: Story) -> None:
    ran = story.do("review --anonymous --json")
    assert ran.data["person"] == "Dana Reyes"
    assert [cup["contact"] for cup in ran.data["cups"]] == ["SO2", "PN3"]
    assert not any(name in ran.stdout for name in ("Sam", "Okafor", "Priya"))


def test_it_is_written_to_a_file(story: Story, tmp_path: Any) -> None:
    file = tmp_path / "review.md"
    assert story.do(f"review -o {file}").stdout == f"Wrote the review to {file}.\n"
    assert file.read_text("utf-8").startswith("# Review · Dana Reyes")
