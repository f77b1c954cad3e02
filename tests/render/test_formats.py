"""Every format of a listing, a card and a confirmation."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, NamedTuple

import pytest

from netlog.render import Page, write
from netlog.render.record import guarded
from netlog.render.result import Card, Column, Done, Facts, Lines, Listing, Result, Table


class Pet(NamedTuple):
    id: int
    name: str
    fed: bool | None = None
    tags: tuple[str, ...] = ()


COLUMNS: tuple[Column[Pet], ...] = (Column("id", "id", lambda pet: f"p{pet.id}", style="id"), Column("name", "who"))


def listing(*pets: Pet, **changes: Any) -> Listing[Pet]:
    columns = changes.pop("columns", COLUMNS)
    return Listing("pets", pets, columns, Pet._asdict, ("id", "name", "fed", "tags"), **changes)


def drawn(result: Result, format_: str, page: Page | None = None) -> str:
    out, err = io.StringIO(), io.StringIO()
    write(result, format_, out, err, page)
    assert err.getvalue() == "".join(f"{note}\n" for note in result.notes)
    return out.getvalue()


NASTY = "tab\there\nline\\slash\x1b[0m [b] :smile: |pipe"


def test_tsv_escapes_what_would_end_a_cell_or_a_line() -> None:
    assert drawn(listing(Pet(1, NASTY, True, ("a", "b"))), "tsv") == (
        "id\tname\tfed\ttags\n1\ttab\\there\\nline\\\\slash␛[0m [b] :smile: |pipe\ttrue\ta; b\n"
    )


def test_an_empty_listing_keeps_its_header_in_a_pipe_and_teaches_on_a_screen() -> None:
    nobody = listing(empty="No pets yet. Adopt one: netlog adopt", title="Pets")
    assert drawn(nobody, "tsv") == "id\tname\tfed\ttags\n"
    assert drawn(nobody, "json") == '{"netlog": 1, "command": "pets", "data": []}\n'
    assert drawn(nobody, "table") == "Pets\nNo pets yet. Adopt one: netlog adopt\n"


def test_json_is_one_record_a_line_and_gives_back_what_went_in() -> None:
    text = drawn(listing(Pet(1, NASTY), Pet(2, "李\u202e\x9b\u2028\x7f")), "json")
    assert len(text.splitlines()) == 4
    assert text.replace("\n", "").isprintable()
    assert [each["name"] for each in json.loads(text)["data"]] == [NASTY, "李\u202e\x9b\u2028\x7f"]


def test_half_a_character_can_be_written_as_json() -> None:
    text = drawn(listing(Pet(1, "\ud800")), "json")
    assert json.loads(text.encode("utf-8"))["data"][0]["name"] == "\ud800"


def test_csv_quotes_what_needs_it() -> None:
    text = drawn(listing(Pet(1, 'a "b", c\nd')), "csv")
    assert list(csv.reader(io.StringIO(text)))[1][1] == 'a "b", c\nd'


@pytest.mark.parametrize("cell", ["=1+1", "@cmd", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1", "'=1", "''-5", "'-5"])
def test_csv_guards_a_cell_that_a_spreadsheet_would_run(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["-5", "+1 (517) 555-0100", "-1,234.50", "1e-5", "plain", "'tis", "a=b", "", "+49 30/12"]
)
def test_csv_leaves_numbers_phones_and_words_alone(cell: str) -> None:
    assert guarded(cell) == cell


def test_markdown_escapes_what_markdown_would_read() -> None:
    assert drawn(listing(Pet(1, "a|b <i> *x* [l](u)\nz")), "markdown").splitlines()[2] == (
        "| 1 | a\\|b \\<i\\> \\*x\\* \\[l\\](u)<br>z |  |  |"
    )


CARD = Card(
    "show",
    {
        "name": "Priya",
        "emails": ["a@x", "b@x"],
        "affiliations": [{"organization": "X"}, {"organization": "Y"}],
        "n": None,
    },
    (
        Facts((("e-mail", (("a@x", "id"), ", b@x")), ("city", None)), title="Where"),
        Lines(("one",), title="Timeline"),
        Table((Pet(1, "Rex"),), COLUMNS, title="Pets", note="1"),
        Lines((), title="Nothing"),
    ),
    title="Priya",
    note="c12",
    footer=("netlog thank Priya",),
)


def test_a_card_in_a_pipe_is_key_and_value() -> None:
    assert drawn(CARD, "tsv") == (
        "key\tvalue\nname\tPriya\nemails\ta@x\nemails\tb@x\n"
        "affiliations.1.organization\tX\naffiliations.2.organization\tY\nn\t\n"
    )
    assert drawn(CARD, "csv").splitlines()[:2] == ["key,value", "name,Priya"]


def test_a_card_on_a_screen_shows_its_blocks_and_leaves_out_the_empty_ones() -> None:
    assert drawn(CARD, "table", Page(60)) == (
        "Priya  c12\n\nWhere\n  e-mail  a@x, b@x\n\nTimeline\n  one\n\n"
        "Pets    1\n  id  who\n  p1  Rex\n\nnetlog thank Priya\n"
    )


def test_a_card_is_json_and_markdown_too() -> None:
    assert json.loads(drawn(CARD, "json"))["data"] == CARD.record
    assert "## Timeline\n\n- one\n" in drawn(CARD, "markdown")


@pytest.mark.parametrize("format_", ["table", "tsv", "csv", "markdown"])
def test_a_confirmation_is_its_sentences(format_: str) -> None:
    assert drawn(Done("tag", ("One.", "Two \x1b."), notes=("By the way.",)), format_) == "One.\nTwo ␛.\n"


def test_a_confirmation_as_json_has_the_step_and_the_ids() -> None:
    assert json.loads(drawn(Done("tag", "One.", 3, {"contact_id": 12}), "json"))["data"] == {
        "step": 3,
        "said": ["One."],
        "contact_id": 12,
    }


def test_a_list_in_markdown_keeps_what_belongs_below_what() -> None:
    lines = ("- two cups", "Priya", "   learned: law", "   advice: a page", "      of one side", "", "Sam")
    text = drawn(Card("review", {}, (Lines(lines, "Cups"), Lines((), "Asked"), Table((), COLUMNS, "Due"))), "markdown")
    assert text == (
        "# review\n\n## Cups\n\n- - two cups\n- Priya\n  - learned: law\n  - advice: a page\n    - of one side\n- Sam\n"
    )


def test_objects_of_a_record_have_words_for_a_cell() -> None:
    there = listing(Pet(1, "Rex", tags=("a",)), in_words=lambda pet: {"tags": [f"{tag}!" for tag in pet.tags]})
    assert drawn(there, "tsv").splitlines()[1] == "1\tRex\t\ta!"
    assert json.loads(drawn(there, "json"))["data"][0]["tags"] == ["a"]
