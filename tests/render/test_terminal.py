"""Tables on a screen: aligned in every script, cut where it is narrow, never wider than the page."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from netlog.render import Page
from netlog.render.result import Card, Column, Lines, Listing
from netlog.render.terminal import fitted, table
from netlog.render.theme import STYLES, wants_colour


class Person(NamedTuple):
    name: str
    city: str = "Lansing"


def listing(*people: Person, **changes: Any) -> Listing[Person]:
    columns = (Column[Person]("name", "who", style="name"), Column[Person]("city", "where", priority=1))
    return Listing("people", people, columns, Person._asdict, ("name", "city"), **changes)


def drawn(result: Listing[Any] | Card, width: int = 80, rows: int | None = None, colour: bool = False) -> list[str]:
    return "".join(table(result, Page(width, rows, colour))).splitlines()


def test_columns_line_up_in_every_script() -> None:
    names = ["Priya", "李小龍", "محمد", "Zoe\u0308", "🎬 film", "한국어"]
    lines = drawn(listing(*map(Person, names)))
    assert {cell_len(line[: line.index("Lansing")]) for line in lines[1:]} == {11}


def test_title_and_note_stand_at_the_two_ends_or_on_two_lines() -> None:
    people = listing(Person("Priya " * 5), title="People", note="1 here")
    assert drawn(people)[0] == "People                             1 here"
    assert drawn(people, 12)[:2] == ["People", "1 here"]


def test_markup_and_emoji_codes_stay_as_they_are() -> None:
    assert drawn(listing(Person("[bold]Ana[/bold] :smile:")))[1].startswith("  [bold]Ana[/bold] :smile:  ")


def test_no_line_ends_in_blanks_and_data_brings_no_escape_sequence() -> None:
    lines = drawn(listing(Person("\x1b[31mred", ""), Person("x", "y"), title="T"), colour=True)
    assert "\x1b[31m" not in "".join(lines)
    assert all(line == line.rstrip() for line in lines)


def test_a_screenful_says_how_many_there_are() -> None:
    people = [Person(f"P{number}") for number in range(40)]
    assert drawn(listing(*people, total=104233), rows=25)[-1] == "25 of 104,233 · --all lists them"
    assert drawn(listing(*people), rows=25)[-1] == "25 of 40 · --all lists them"
    assert len(drawn(listing(*people, whole=True), rows=25)) == 41


def test_a_narrow_screen_shortens_first_and_drops_last() -> None:
    columns = (Column[Any]("a", "a"), Column[Any]("b", "b", priority=2), Column[Any]("c", "c", priority=1))
    assert fitted(columns, [20, 20, 20], 70) == {0: 20, 1: 20, 2: 20}
    assert fitted(columns, [20, 20, 20], 50) == {0: 15, 1: 15, 2: 16}
    assert fitted(columns, [20, 20, 20], 36) == {0: 17, 2: 17}
    assert fitted(columns, [20, 20, 20], 9) == {0: 9}


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.integers(min_value=20, max_value=100))
def test_nothing_is_ever_wider_than_the_page(names: list[str], width: int) -> None:
    for line in drawn(listing(*map(Person, names), title="Some people", note="one note"), width):
        assert cell_len(line) <= width


@given(st.text(max_size=30), st.integers(min_value=1, max_value=30))
def test_a_cut_fits_and_keeps_what_fits(text: str, width: int) -> None:
    short = cut(text, width)
    assert width_of(short) <= width
    assert short == text or short.endswith("…")


def test_lines_of_a_card_wrap_with_their_indent_and_keep_addresses_whole() -> None:
    long = "https://example.org/" + "x" * 30
    lines = drawn(Card("show", {}, (Lines((f"  see {long} and more words than fit",)),)), 30)
    assert lines == ["    see", f"    {long}", "    and more words than fit"]


def test_a_style_that_changes_inside_a_word_does_not_break_it() -> None:
    lines = drawn(Card("show", {}, (Lines(((("Priya", "name"), ", Stripe"),)),)), colour=True)
    assert lines == ["  \x1b[1mPriya\x1b[0m, Stripe"]


@pytest.mark.parametrize(
    ("variables", "terminal", "wanted"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(variables: dict[str, str], terminal: bool, wanted: bool) -> None:
    assert wants_colour(variables, terminal) is wanted


def test_the_theme_uses_no_colour_that_vanishes_on_a_light_or_dark_ground() -> None:
    vanishing = {"30", "33", "37", "90", "93", "97"}
    assert not vanishing & {part for code in CODES.values() for part in code.split(";")}
