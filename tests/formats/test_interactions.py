"""Tables of what happened."""

from __future__ import annotations

from typing import Any

import pytest

from netlog.errors import InvalidInput
from netlog.rows.files import FileInteraction
from netlog.words import Origin


def test_a_table_with_dates_and_people_is_one_of_interactions(desk: Any) -> None:
    source = desk.source(
        "Date,Who,Type,Notes,Minutes,Place,Company\n2025-11-19,Ann Lee,Coffee chat,likes tea,30 min,Blue Bottle,Figma\n"
    )
    assert (source.format, source.origin, source.unused) == ("interactions", Origin.TABLE, ())
    assert list(source.rows()) == [
        FileInteraction(
            line=2, day="2025-11-19", who=("Ann Lee",), kind="coffee", text="likes tea", company="Figma",
            minutes=30, place="Blue Bottle",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Coffee", "coffee"), ("Coffee chat", "coffee"), ("Meeting", "coffee"),
        ("Informational interview", "coffee"),
        ("1:1", "coffee"), ("in person", "coffee"), ("Lunch meeting", "lunch"), ("drinks", "lunch"),
        ("Phone call", "call"), ("Telefonat", "call"),
        ("Zoom call", "video"), ("Video", "video"), ("MS Teams", "video"), ("Career fair", "event"),
        ("E-mail", "email"),
        ("LinkedIn message", "linkedin"), ("SMS", "text"), ("WhatsApp", "text"), ("Letter", "letter"),
        ("note", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_type_becomes_a_meeting_a_channel_or_a_note(desk: Any, cell: str, kind: str | None) -> None:
    (happened,) = desk.happened(f"Date,Name,Type\n2025-11-19,Ann Lee,{cell}\n")
    assert (happened.kind, desk.remarks) == (kind, [])


def test_an_unknown_type_is_kept_as_a_note_and_told_of(desk: Any) -> None:
    assert desk.happened("Date,Name,Type\n2025-11-19,Ann Lee,Skydive\n")[0].kind is None
    assert desk.remarks == [(2, '"Skydive" is no kind of meeting or message: kept as a note')]


def test_without_a_type_a_length_or_a_place_makes_it_a_coffee(desk: Any) -> None:
    assert desk.happened("Date,Name,Place\n2025-11-19,Ann Lee,Blue Bottle\n")[0].kind == "coffee"


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("Ann Lee; Ben Ito", ("Ann Lee", "Ben Ito")),
        ("Ann Lee & Ben Ito", ("Ann Lee", "Ben Ito")),
        ("Ann Lee, Ben Ito and Lena Cho", ("Ann Lee", "Ben Ito", "Lena Cho")),
        ("Hale, Wren", ("Hale, Wren",)),
        ("Wren Hale, PhD", ("Wren Hale, PhD",)),
        ("a@x.org, b@x.org", ("a@x.org", "b@x.org")),
        ("Andrew Anders", ("Andrew Anders",)),
    ],
)
def test_several_people_are_parted(desk: Any, cell: str, who: tuple[str, ...]) -> None:
    assert desk.happened(f'Date,Attendees,Notes\n2025-11-19,"{cell}",x\n')[0].who == who


def test_an_e_mail_serves_where_there_is_no_name(desk: Any) -> None:
    assert desk.happened("Date,First Name,Last Name,Email,Notes\n2025-11-19,,,a@x.org,x\n")[0].who == ("a@x.org",)


@pytest.mark.parametrize(
    ("cell", "minutes"), [("30", 30), ("45 min", 45), ("0:30", 30), ("1:15:00", 75), ("1.5 h", 90), ("1 hr 15 min", 75)]
)
def test_a_length_is_read_as_minutes(desk: Any, cell: str, minutes: int) -> None:
    assert desk.happened(f"Date,Name,Duration\n2025-11-19,Ann Lee,{cell}\n")[0].minutes == minutes


def test_a_message_has_a_direction_and_its_subject(desk: Any) -> None:
    text = 'date,channel,direction,contact,subject,body\n2026-10-23T10:00,email,out,ann-lee,Hello,"Hi Ann,\nbye"\n'
    (happened,) = desk.happened(text)
    assert (happened.kind, happened.direction, happened.text) == ("email", "sent", "Hello\nHi Ann,\nbye")


def test_rows_with_nobody_or_no_day_are_skipped(desk: Any) -> None:
    desk.read("Date,Name,Notes\n2025-11-19,,on the company\n,Ann Lee,x\n30 Feb 2025,Ann Lee,x\n3/4/2025,Ann Lee,x\n")
    assert [(line, held) for line, _, held in desk.skipped] == [(2, False), (3, True), (4, True), (5, True)]
    assert "say --dates dmy or --dates mdy" in desk.skipped[-1][1]


def test_a_told_order_of_dates_is_used(desk: Any) -> None:
    assert desk.happened("Date,Name,Notes\n3/4/2025,Ann Lee,x\n", day_order="mdy")[0].day == "2025-03-04"


def test_a_table_of_people_with_a_date_is_still_of_people(desk: Any) -> None:
    assert desk.source("Name,Phone,Date,Notes\n").format == "table"


def test_interactions_need_a_date(desk: Any) -> None:
    with pytest.raises(InvalidInput, match="no column for a date"):
        desk.source("Name,Notes\n", format="interactions")
