"""Dates as files write them."""

from __future__ import annotations

import pytest

from netlog.formats.filedates import DateColumn, DayOrder, Numeric, Reading, read_date, read_years


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-02-08", "2026-02-08"),
        ("2026/2/8", "2026-02-08"),
        ("2026.02.08", "2026-02-08"),
        ("2026-02-08T09:00", "2026-02-08"),
        ("2024-07-01T11:54:49.95+00:00", "2024-07-01"),
        ("2025-06-01 14:03:22 UTC", "2025-06-01"),
        ("08 Feb 2026", "2026-02-08"),
        ("7-Feb-22", "2022-02-07"),
        ("15 September 2026", "2026-09-15"),
        ("Feb 8, 2026", "2026-02-08"),
        ("Thu, February 8th, 2024, 2:37 PM", "2024-02-08"),
        ("8. März 2026", "2026-03-08"),
        ("08 Mrz 2026", "2026-03-08"),
        ("8 févr. 2026", "2026-02-08"),
        ("1er août 2024", "2024-08-01"),
        ("12 juin 2024", "2024-06-12"),
        ("12 juil. 2024", "2024-07-12"),
        ("8 de diciembre de 2026", "2026-12-08"),
        ("3 ene 2024", "2024-01-03"),
        ("3 gennaio 2024", "2024-01-03"),
        ("3 mag 2024", "2024-05-03"),
        ("4 out. 2024", "2024-10-04"),
        ("9 mrt. 2024", "2024-03-09"),
        ("2026年2月8日", "2026-02-08"),
        ("8.2.2026", "2026-02-08"),
        ("08.02.26", "2026-02-08"),
        ("5/5/2023", "2023-05-05"),
        ("2011-05", "2011-05"),
        ("05/2011", "2011-05"),
        ("May 2011", "2011-05"),
        ("2011年", "2011"),
        ("2011", "2011"),
    ],
)
def test_a_date_is_read_in_its_language_and_order(text: str, value: str) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    "text",
    ["30 Feb 2026", "2026-13-01", "32.1.2026", "13/13/2026", "yesterday", "8 Feb", "Feb", "12345", "1826-01-01",
     "8 Feb 9 Mar 2026", "1 2 Feb 2026", "0 Feb 2026", "99999999999999999999 Feb 2026"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_two_numbers_stay_open_until_the_order_is_known() -> None:
    assert read_date("3/4/2026") == Numeric(3, 4, 2026)


def column(cells: list[str], order: DayOrder | None = None, unless: DayOrder | None = None) -> list[Reading]:
    dates = DateColumn(order, lambda: cells, unless)
    return [dates.read(cell) for cell in cells]


def test_one_date_that_cannot_be_otherwise_decides_the_whole_column() -> None:
    assert [r.value for r in column(["3/4/2026", "4/15/2026"])] == ["2026-03-04", "2026-04-15"]
    assert [r.value for r in column(["3/4/2026", "15/4/2026"])] == ["2026-04-03", "2026-04-15"]


def test_an_undecided_column_takes_no_such_date_and_says_both() -> None:
    (reading,) = column(["3/4/2026"])
    assert reading == (None, '"3/4/2026" may be 3 April 2026 or 4 March 2026; say --dates dmy or --dates mdy')


def test_a_column_that_contradicts_itself_is_undecided_but_for_what_is_plain() -> None:
    assert [r.value for r in column(["3/4/2026", "15/4/2026", "4/15/2026"])] == [None, "2026-04-15", "2026-04-15"]


def test_a_told_order_decides() -> None:
    assert [r.value for r in column(["3/4/2026", "4-3-26"], order="dmy")] == ["2026-04-03", "2026-03-04"]


def test_a_told_order_makes_the_other_order_impossible() -> None:
    assert column(["10/15/2023"], order="dmy") == [Reading(None, '"10/15/2023" is no date')]


def test_a_default_order_is_told_of_once() -> None:
    first, second = column(["3/4/2026", "5/4/2026"], unless="mdy")
    assert first == ("2026-03-04", '"3/4/2026" was read as 4 March 2026, and so were the others like it')
    assert second == ("2026-05-04", "")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2011", (None, "2011")),
        ("2011.0", (None, "2011")),
        ("'11", (None, "2011")),
        ("’98", (None, "1998")),
        ("11", (None, "2011")),
        ("Class of 2011", (None, "2011")),
        ("Class of 2011 - Business", (None, "2011")),
        ("BA '08, MBA '12", (None, "2012")),
        ("2007-2011", ("2007", "2011")),
        ("2007–14", ("2007", "2014")),
        ("2019 - present", ("2019", None)),
        ("May 2011", (None, "2011-05")),
        ("2011-05", (None, "2011-05")),
        ("5/15/2011", (None, "2011")),
        ("alumna", (None, None)),
    ],
)
def test_a_class_year_is_read(text: str, years: tuple[str | None, str | None]) -> None:
    assert read_years(text) == years
