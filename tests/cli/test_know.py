"""`know`: that two people know each other is kept, shown on both sides, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.people import everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def two(netlog: Run) -> Run:
    netlog("init", "--name", "Dana Reyes")
    netlog("add-contact", "Sam Okafor", "--org", "Acme")
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe")
    return netlog


def test_the_confirmation_names_both_and_says_what_is_so(two: Run) -> None:
    ran = two("know", "sam", "Priya")
    assert ran.stdout == "Sam Okafor, Acme and Priya Natarajan, Stripe know each other.\n"
    assert not ran.stderr
    assert two("know", "Sam", "Priya", "--not").stdout == (
        "Sam Okafor, Acme and Priya Natarajan, Stripe do not know each other.\n"
    )


def test_told_the_other_way_round_it_changes_nothing_and_says_so(two: Run, home: Path) -> None:
    two("know", "Sam", "Priya")
    before = everything(home)
    ran = two("know", "Priya", "Sam", "--json")
    assert ran.data["step"] is None
    assert ran.data["said"] == [
        "Priya Natarajan, Stripe and Sam Okafor, Acme know each other already; nothing changed."
    ]
    assert everything(home) == before


def test_the_newest_word_counts_and_says_what_was_said_before(two: Run) -> None:
    two("know", "Sam", "Priya", "--not")
    ran = two("know", "Sam", "Priya")
    assert ran.stdout.endswith("know each other; until now they were said not to.\n")
    assert [each["name"] for each in two("show", "Sam", "--json").data["knows"]] == ["Priya Natarajan"]


def test_both_sides_show_it(two: Run) -> None:
    two("know", "Sam", "Priya")
    assert two("show", "Sam", "--json").data["knows"] == [{"id": 3, "name": "Priya Natarajan"}]
    assert two("show", "Priya", "--json").data["knows"] == [{"id": 2, "name": "Sam Okafor"}]
    two("know", "Sam", "Priya", "--not")
    assert two("show", "Priya", "--json").data["knows_not"] == [{"id": 2, "name": "Sam Okafor"}]
    assert "does not know  Sam Okafor" in two("show", "Priya", "--format", "table").stdout


def test_undo_takes_it_back(two: Run, home: Path) -> None:
    before = everything(home)
    two("know", "Sam", "Priya")
    assert two("undo").stdout.startswith("Took back: Sam Okafor, Acme and Priya Natarajan, Stripe know each other.")
    assert everything(home) == before


def test_nobody_is_an_acquaintance_of_oneself(two: Run) -> None:
    ran = two("know", "Sam", "Okafor", code=6)
    assert not ran.stdout
    assert ran.stderr == "netlog: Nobody is an acquaintance of oneself.\nName two people.\n"


def test_whom_i_know_is_told_in_the_second_person(two: Run) -> None:
    assert two("know", "Sam", "me").stdout == "You know Sam Okafor, Acme.\n"
    assert two("know", "me", "Sam", "--not").stdout == "You do not know Sam Okafor, Acme.\n"


def test_a_no_after_an_introduction_was_made_is_kept_and_doubted(two: Run) -> None:
    two("log-intro", "Sam", "--to", "Priya", "--state", "made")
    ran = two("know", "Sam", "Priya", "--not")
    assert ran.stderr == (
        "An introduction was made between Sam Okafor and Priya Natarajan; `path` goes on counting it.\n"
    )


@pytest.mark.parametrize(
    ("words", "code"), [(("Sam", "Nobody"), 3), (("Sam", "c99"), 3), (("Sam", ""), 6), (("Sam",), 2)]
)
def test_whoever_is_not_found_is_an_error(two: Run, words: tuple[str, ...], code: int) -> None:
    ran = two("know", *words, code=code)
    assert not ran.stdout
    assert ran.stderr


def test_a_name_that_fits_two_is_ambiguous(two: Run) -> None:
    two("add-contact", "Sam Li")
    assert "c2  Sam Okafor, Acme" in two("know", "Sam", "Priya", code=4).stderr


def test_a_name_with_markup_is_shown_as_it_is(two: Run) -> None:
    two("add-contact", "[bold]Ana[/bold] Lopez")
    assert "[bold]Ana[/bold] Lopez know each other" in two("know", "Sam", "c4").stdout
    assert "[bold]Ana[/bold] Lopez" in two("show", "Sam", "--format", "table").stdout
