"""Tables on a screen: aligned in every script, cut where it is narrow, never wider than the page."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style as RichStyle

from netlog.render import Page
from netlog.render.result import Card, Column, Facts, Lines, Listing, Style, Table
from netlog.render.terminal import fitted, table
from netlog.render.text import clean
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


WIDE = ["Zoe\u0308 A\u030angstro\u0308m", "李小龍", "محمد علي", "👨\u200d👩\u200d👧 film", "한국어", "नमस्ते", "Priya"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_row_of_a_wide_listing_ends_where_its_columns_end_in_cells(width: int) -> None:
    columns = (
        Column[Person]("name", "who", style="name", min_width=5),
        Column[Person]("city", "why", min_width=10),
        Column[Person]("name", "again", align="right", min_width=5),
    )
    long = "李小龍 knows Zoe\u0308 👨\u200d👩\u200d👧 and everybody else of her school, and all their friends"
    people = [Person(name, long) for name in WIDE]
    lines = drawn(Listing("people", people, columns, Person._asdict, ("name",)), width)
    assert {cell_len(line) for line in lines} == {min(width, 2 + 12 + 2 + cell_len(long) + 2 + 12)}


@pytest.mark.parametrize(
    ("width", "heads"), [(60, "id who what"), (80, "id who what why"), (120, "id who what why where")]
)
def test_columns_leave_a_narrow_screen_by_their_priority(width: int, heads: str) -> None:
    def column(title: str, priority: int, min_width: int) -> Column[Person]:
        return Column("name", title, lambda person: title * 20, priority=priority, min_width=min_width)

    columns = (
        column("id", 0, 5),
        column("who", 0, 20),
        column("what", 0, 20),
        column("why", 1, 20),
        column("where", 2, 20),
    )
    listing = Listing("people", [Person("Priya")], columns, Person._asdict, ("name",))
    assert drawn(listing, width)[0].split() == heads.split()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_facts_wrap_below_their_first_word_and_labels_line_up(width: int) -> None:
    words = "李小龍 محمد Zoe\u0308 👨\u200d👩\u200d👧 Priya " * 8
    facts = Facts((("knows", words), ("名前", "short"), ("left out", None), ("left out", "")))
    lines = drawn(Card("show", {}, (facts,)), width)
    assert lines[0].startswith("  knows  李小龍")
    assert lines[-1] == "  名前   short"
    assert all(line.startswith(" " * 9) and line[9] != " " for line in lines[1:-1])
    assert all(width - 6 <= cell_len(line) <= width for line in lines[:-2])
    assert " ".join(lines[:-1]).split()[1:] == words.split()


def test_title_and_note_stand_at_the_two_ends_or_on_two_lines() -> None:
    people = listing(Person("Priya " * 5), title="People", note="1 here")
    assert drawn(people)[0] == "People                             1 here"
    assert drawn(people, 12)[:2] == ["People", "1 here"]


@pytest.mark.parametrize("text", ["[bold]Ana[/bold] :smile:", "[link=https://example.org]x[/link]", "\\[red]", "[/]"])
def test_markup_and_emoji_codes_stay_as_they_are(text: str) -> None:
    assert drawn(listing(Person(text)))[1] == f"  {text}  Lansing"
    card = Card("show", {}, (Facts(((text, text),), title=text), Lines((text,))), title=text, footer=(text,))
    assert drawn(card) == [text, "", text, f"  {text}  {text}", "", f"  {text}", "", text]


def test_numbers_days_and_addresses_get_no_colour_of_their_own() -> None:
    data = "1,234 2026-11-02 https://example.org 'x' True a@example.org"
    assert drawn(listing(Person("", data)), colour=True)[1].strip() == data


def test_without_colour_there_is_no_escape_sequence_and_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # the page decides, not the environment
    people = listing(Person("Ana"), title="People", note="1", footer=("netlog show Ana",))
    plain, coloured = drawn(people), drawn(people, colour=True)
    assert "\x1b" not in "".join(plain)
    assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in coloured] == plain
    assert coloured[2] == "  \x1b[1mAna\x1b[0m  Lansing"


def test_a_column_is_no_wider_than_its_cap_and_numbers_stand_at_the_right() -> None:
    columns = (Column[Person]("name", "n", align="right"), Column[Person]("city", "where", max_width=6))
    lines = drawn(Listing("people", [Person("9"), Person("1,234")], columns, Person._asdict, ("name",)))
    assert lines == ["      n  where", "      9  Lansi…", "  1,234  Lansi…"]


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
    assert fitted(columns, [20, 20, 20], 52) == {0: 15, 1: 15, 2: 16}
    assert fitted(columns, [20, 20, 20], 38) == {0: 17, 2: 17}
    assert fitted(columns, [20, 20, 20], 11) == {0: 9}


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.integers(min_value=20, max_value=100))
def test_nothing_is_ever_wider_than_the_page(names: list[str], width: int) -> None:
    for line in drawn(listing(*map(Person, names), title="Some people", note="one note"), width):
        assert cell_len(line) <= width


@given(st.text(max_size=60), st.integers(min_value=3, max_value=30))
def test_a_cut_ends_in_dots_and_what_fits_is_kept(text: str, width: int) -> None:
    column = Column[Person]("name", "", max_width=width)
    cell = drawn(Listing("people", [Person(text)], [column], Person._asdict, ("name",)))[1][2:]
    whole = clean(text)
    assert cell_len(cell) <= width
    assert cell == whole.rstrip() if cell_len(whole) <= width else cell.endswith("…")


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


def test_the_theme_knows_every_style_and_no_colour_that_vanishes_on_a_light_or_dark_ground() -> None:
    assert set(STYLES) == set(get_args(Style)) - {""}
    for words in STYLES.values():
        colour = RichStyle.parse(words).color
        assert colour is None or colour.name in {"red", "green", "blue", "magenta", "cyan"}


def test_a_table_in_a_card_has_its_own_head_line() -> None:
    columns = (Column[Person]("name", "who"), Column[Person]("city", "where", align="right"))
    card = Card("show", {}, (Table([Person("Ana")], columns, "People", "1 here"), Table([], columns, "Nobody")))
    assert drawn(card) == ["People  1 here", "  who    where", "  Ana  Lansing"]


def test_a_word_longer_than_a_line_is_folded_between_whole_characters() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    lines = drawn(Card("show", {}, (Lines((f"learned: {'製品の仕事' * 5} and {family * 20} end",)),)), 30)
    assert all(cell_len(line) <= 30 for line in lines)
    assert "".join(line[2:] for line in lines) == f"learned: {'製品の仕事' * 5} and {family * 20} end"
    assert {part for line in lines for part in re.split("[^👨👩👧👦\u200d]+", line)} - {""} <= {
        family * n for n in range(21)
    }


def test_a_folded_word_leaves_no_blank_at_the_head_of_a_line() -> None:
    lines = drawn(Card("show", {}, (Lines((f"ab {'x' * 36} yz",)),)), 20)
    assert lines == ["  ab xxxxxxxxxxxxxxx", "  xxxxxxxxxxxxxxxxxx", "  xxx yz"]


def test_the_lines_of_a_list_hang_and_a_long_title_wraps() -> None:
    lines = drawn(Card("review", {}, (Lines(("one two three four", "five"), hang=2),), "Review of a week"), 12)
    assert lines == ["Review of a", "week", "", "  one two", "    three", "    four", "  five"]


def test_ids_numbers_and_short_words_are_never_cut_and_heads_stay_whole() -> None:
    columns = (
        Column[Person]("name", "id", lambda person: "c123456", style="id", min_width=3),
        Column[Person]("name", "introducer", min_width=3),
        Column[Person]("city", "stage", lambda person: "asked", min_width=3),
        Column[Person]("city", "waiting", lambda person: "1,234 days", align="right", min_width=3),
    )
    for width in range(42, 80):
        head, row = drawn(Listing("people", [Person("Priya " * 9)], columns, Person._asdict, ("name",)), width)
        assert head.split() == ["id", "introducer", "stage", "waiting"]
        assert re.fullmatch(r"  c123456  Priya .*…  asked  1,234 days", row)


def test_what_wraps_is_narrowed_before_anything_is_cut() -> None:
    columns = (Column[Person]("name", "who", min_width=5), Column[Person]("city", "why", min_width=10, wraps=True))
    people = [Person("Priya Natarajan", "coffee on Thu 19; she will introduce Dan Wu")]
    lines = drawn(Listing("people", people, columns, Person._asdict, ("name",)), 40)
    assert lines[1:] == ["  Priya Natarajan  coffee on Thu 19; she", "                   will introduce Dan Wu"]


def test_blanks_that_end_a_coloured_line_are_gone() -> None:
    columns = (Column[Person]("name", "n", style="good"), Column[Person]("city", "c", style="dim"))
    lines = drawn(Listing("people", [Person("1", "2   ")], columns, Person._asdict, ("name",)), colour=True)
    assert lines[1] == "  \x1b[32m1\x1b[0m  \x1b[2m2\x1b[0m"


WORDS = st.text(st.sampled_from("ab 李語👨\u200d👩e\u0301🇲🇽قم-\t\n\u0301\ufe0f"), max_size=120)


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(min_value=20, max_value=60), st.sampled_from([0, 2, 6]))
def test_no_line_of_a_card_is_wider_than_the_page_and_nothing_is_lost(words: list[str], width: int, hang: int) -> None:
    facts = Facts([("note", text) for text in words])
    lines = drawn(Card("show", {}, (Lines(words, hang=hang), facts), words[0]), width)
    assert [line for line in lines if cell_len(line) > width] == []
    shown = re.sub(r"\s", "", "".join(lines)).replace("note", "")
    said = [clean(text) for text in (words[0], *words, *words)]
    assert shown == re.sub(r"\s", "", "".join(text for text in said if text))
