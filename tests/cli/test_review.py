"""The review at the command line."""

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


def test_anonymous_hides_stored_numbers_and_links_however_they_are_written(story: Story) -> None:
    story.do("edit-contact Priya --phone 4155550101 --link https://www.linkedin.com/in/priya-n")
    story.do('note Priya "linkedin.com/in/priya-n @priya-n +1 415 555 0101"', 'note Priya "secret" --private')
    ran = story.do("review --anonymous --json")
    assert [note["note"] for note in ran.data["notes"]] == ["(address) PN3 (phone)"]
    assert "secret" not in ran.stdout


def test_it_is_written_to_a_file(story: Story, tmp_path: Any) -> None:
    file = tmp_path / "review.md"
    assert story.do(f"review -o {file}").stdout == f"Wrote the review to {file}.\n"
    assert file.read_text("utf-8").startswith("# Review · Dana Reyes")
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_kept_names_its_days_in_full(story: Story) -> None:
    assert "Sam Okafor: coffee on Mon 2\n" in story.do("review --format table").stdout
    text = story.do("review --format markdown").stdout
    assert "Sam Okafor: coffee on Mon 2 November 2026\n" in text
    assert "today" not in text


def test_a_span_that_ends_before_it_begins_is_no_span(story: Story) -> None:
    ran = story.do("review --from 2026-10-01 --to 2026-09-01", code=6)
    assert ran.stderr.endswith("Turn --from and --to around.\n")


def test_jobs_are_told_and_the_offer_taken_has_landed(story: Story) -> None:
    story.do('add-job Figma "Product manager" --via Priya --stage applied', "update-job Figma offer", "landed")
    assert story.do("review --json").data["jobs"] == [
        {"on": "2026-11-06", "job": "Figma: Product manager", "stage": stage}
        for stage in ("applied", "offer", "landed")
    ]


def test_in_markdown_what_was_learned_stands_below_the_cup(story: Story) -> None:
    text = story.do("review --format markdown").stdout
    assert "- Mon 2 November: coffee with Sam Okafor\n  - learned: Sam likes tea\n- Fri 6 November: coffee" in text
    assert "## Notes" not in text
