"""Business days, partial dates, days in words and words for days. Today is Mon 23 Nov 2026 unless it says otherwise."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.errors import InvalidInput
from netlog.rules import days
from netlog.rules.days import (
    Tense,
    add_business_days,
    add_months,
    full_day,
    is_business_day,
    long_day,
    next_business_day,
    parse_day,
    parse_moment,
    parse_partial,
    parse_until,
    parse_years,
    partial_end,
    partial_start,
    short_day,
    weekday_day,
)

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def past(text: str, today: date = TODAY) -> str:
    return parse_day(text, today=today, direction="past").isoformat()


def future(text: str, today: date = TODAY) -> str:
    return parse_day(text, today=today, direction="future").isoformat()


def refusal(text: str, direction: Tense = "past") -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        parse_day(text, today=TODAY, direction=direction)
    return caught.value


# --- business days ------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "day"), [(1, 3), (3, 5), (5, 9), (7, 11), (20, 30)])
def test_business_days_count_as_rules_page_says(n: int, day: int) -> None:
    assert add_business_days(date(2026, 11, 2), n) == date(2026, 11, day)


def test_business_days_leave_out_weekends_and_holidays() -> None:
    thanksgiving = frozenset({date(2026, 11, 26)})
    assert add_business_days(date(2026, 11, 25), 1, thanksgiving) == date(2026, 11, 27)
    assert next_business_day(date(2026, 11, 28)) == date(2026, 11, 30)
    assert next_business_day(TODAY) == TODAY
    assert next_business_day(date(2026, 11, 26), thanksgiving) == date(2026, 11, 27)


@given(DAYS, st.integers(1, 60), st.frozensets(DAYS, max_size=5))
def test_a_later_business_day_is_one_and_counts_back(day: date, n: int, holidays: frozenset[date]) -> None:
    then = add_business_days(day, n, holidays)
    assert is_business_day(then, holidays)
    assert then > day
    days_between = (day + timedelta(days=more) for more in range(1, (then - day).days + 1))
    assert sum(is_business_day(between, holidays) for between in days_between) == n


def test_no_business_days_on_is_the_day_itself_and_negative_ones_lie_before() -> None:
    saturday = date(2026, 11, 28)
    assert add_business_days(saturday, 0) == saturday
    assert add_business_days(saturday, -1) == date(2026, 11, 27)


@given(DAYS, st.integers(-600, 600))
def test_months_on_stay_in_their_month(day: date, n: int) -> None:
    then = add_months(day, n)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == n
    assert then.day <= day.day


# --- partial dates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("2011", "2011"),
        ("2011-05", "2011-05"),
        ("2011-5", "2011-05"),
        ("2011-05-03", "2011-05-03"),
        ("May 2011", "2011-05"),
        ("5/2011", "2011-05"),
    ],
)
def test_a_partial_date_is_kept_as_exact_as_it_is(text: str, partial: str) -> None:
    assert parse_partial(text) == partial


@pytest.mark.parametrize(
    "text", ["", "11", "2011-13", "2011-00", "2011-02-30", "2011-05-00", "0000", "3011", "soon", "x" * 200]
)
def test_no_partial_date(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_partial(text)


def test_a_partial_date_spans_its_days() -> None:
    assert (partial_start("2011"), partial_end("2011")) == (date(2011, 1, 1), date(2011, 12, 31))
    assert (partial_start("2012-02"), partial_end("2012-02")) == (date(2012, 2, 1), date(2012, 2, 29))
    assert partial_start("2011-05-03") == partial_end("2011-05-03") == date(2011, 5, 3)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2011", ("2011", None)),
        ("2008-2012", ("2008", "2012")),
        ("2008–2012", ("2008", "2012")),
        ("2008 to 2012", ("2008", "2012")),
        ("2019-", ("2019", None)),
        ("2019-present", ("2019", None)),
        ("-2012", (None, "2012")),
        ("2011-05", ("2011-05", None)),
        ("2011-05..", ("2011-05", None)),
        ("2019-03..2021-06", ("2019-03", "2021-06")),
        ("2019-03-2021-06", ("2019-03", "2021-06")),
        ("2008-15", ("2008", "2015")),
    ],
)
def test_years(text: str, span: tuple[str | None, str | None]) -> None:
    assert parse_years(text, single="start") == span


def test_a_single_year_may_be_an_end() -> None:
    assert parse_years("2011", single="end") == (None, "2011")


def test_years_that_may_be_a_month_are_refused_with_both_readings() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_years("2008-12", single="start")
    assert caught.value.sentence == '"2008-12" can be read as December 2008 or as 2008 to 2012.'
    assert caught.value.hint == "Write 2008-12.. or 2008-2012."
    assert parse_years("2008-12..", single="start") == ("2008-12", None)


@pytest.mark.parametrize("text", ["", "-", "..", "2012-2008", "soon", "2011-13-14", "-present"])
def test_no_years(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_years(text, single="start")


# --- words to days ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-19", "2026-11-19"), ("2026-11-2", "2026-11-02"), ("2026/11/19", "2026-11-19"),
        ("20261119", "2026-11-19"),
        ("today", "2026-11-23"), ("this morning", "2026-11-23"), ("Yesterday", "2026-11-22"),
        ("last night", "2026-11-22"),
        ("day before yesterday", "2026-11-21"),
        ("monday", "2026-11-23"), ("tue", "2026-11-17"), ("Tues.", "2026-11-17"), ("on friday", "2026-11-20"),
        ("last tuesday", "2026-11-17"), ("last monday", "2026-11-16"), ("this thu", "2026-11-19"),
        ("friday last week", "2026-11-20"), ("tuesday afternoon", "2026-11-17"), ("weekend", "2026-11-21"),
        ("3 days ago", "2026-11-20"), ("3d", "2026-11-20"), ("a week ago", "2026-11-16"),
        ("two weeks ago", "2026-11-09"),
        ("a couple of weeks ago", "2026-11-09"), ("1 month ago", "2026-10-23"), ("last week", "2026-11-16"),
        ("2 business days ago", "2026-11-19"), ("5bd", "2026-11-16"), ("end of last month", "2026-10-31"),
        ("19 Nov", "2026-11-19"), ("Nov 19", "2026-11-19"), ("19th of November", "2026-11-19"),
        ("nov19", "2026-11-19"),
        ("24 Nov", "2025-11-24"), ("19 November 2025", "2025-11-19"), ("November 19th, 2025", "2025-11-19"),
        ("7-Feb-22", "2022-02-07"), ("08 Feb 2026", "2026-02-08"), ("Thu, Nov 19", "2026-11-19"),
        ("29 feb", "2024-02-29"),
        ("Fri 20", "2026-11-20"), ("the 20th", "2026-11-20"), ("the 30th", "2026-10-30"), ("31st", "2026-10-31"),
        ("13/4/2026", "2026-04-13"), ("4/13/2026", "2026-04-13"), ("13.04.26", "2026-04-13"),
        ("3/3/2026", "2026-03-03"),
        ("19/11", "2026-11-19"), ("tue 3/11/2026", "2026-11-03"), ("٢٠٢٦-١١-١٩", "2026-11-19"),
        ("gestern", "2026-11-22"), ("il y a 3 jours", "2026-11-20"), ("19 novembre", "2026-11-19"),
    ],
)  # fmt: skip
def test_days_of_what_happened(text: str, day: str) -> None:
    assert past(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-23"), ("tomorrow", "2026-11-24"), ("tomorrow evening", "2026-11-24"),
        ("tuesday", "2026-11-24"), ("monday", "2026-11-30"), ("this thu", "2026-11-26"),
        ("this monday", "2026-11-23"),
        ("next friday", "2026-12-04"), ("next monday", "2026-11-30"), ("friday next week", "2026-12-04"),
        ("coming mon", "2026-11-30"), ("by friday", "2026-11-27"),
        ("in 2 weeks", "2026-12-07"), ("2w", "2026-12-07"), ("3 days from now", "2026-11-26"),
        ("in a month", "2026-12-23"),
        ("5bd", "2026-11-30"), ("in 7 business days", "2026-12-02"), ("next week", "2026-11-30"),
        ("in a year", "2027-11-23"),
        ("19 Nov", "2027-11-19"), ("24 nov", "2026-11-24"), ("Fri 27", "2026-11-27"), ("the 5th", "2026-12-05"),
        ("end of month", "2026-11-30"), ("end of the week", "2026-11-27"), ("end of year", "2026-12-31"),
        ("eom", "2026-11-30"),
        ("start of next month", "2026-12-01"), ("end of next month", "2026-12-31"), ("weekend", "2026-11-28"),
        ("demain", "2026-11-24"), ("in einer woche", "2026-11-30"), ("2027-01-05", "2027-01-05"),
    ],
)  # fmt: skip
def test_days_of_plans(text: str, day: str) -> None:
    assert future(text) == day


def test_the_last_day_of_a_short_month_stands_for_a_missing_one() -> None:
    assert future("in 1 month", date(2027, 1, 31)) == "2027-02-28"


def test_holidays_count_for_business_days() -> None:
    holidays = frozenset({date(2026, 11, 24)})
    assert parse_day("1bd", today=TODAY, direction="future", holidays=holidays) == date(2026, 11, 25)


def test_a_numeric_date_that_can_be_read_two_ways_is_refused_with_both_and_how_to_write_them() -> None:
    error = refusal("3/4/2026")
    assert error.sentence == '"3/4/2026" can be read as 3 April 2026 or as 4 March 2026.'
    assert error.hint == "Write 2026-04-03 for 3 April 2026 or 2026-03-04 for 4 March 2026."


@pytest.mark.parametrize(
    "text",
    ["03.04.26", "3-4-2026", "3 4 2026", "3/4", "3.4.", "04/03/26", "26-03-04", "le 3/4/2026", "yesterday 3/4/2026"],
)
def test_no_numeric_date_is_guessed(text: str) -> None:
    refusal(text)
    refusal(text, "future")


def test_a_numeric_date_is_refused_even_if_one_reading_lies_the_wrong_way() -> None:
    refusal("3/12/2026")


def test_the_order_of_day_and_month_can_be_told() -> None:
    assert parse_day("3/4/2026", today=TODAY, direction="past", day_order="DMY") == date(2026, 4, 3)
    assert parse_day("3/4/2026", today=TODAY, direction="past", day_order="MDY") == date(2026, 3, 4)


def test_what_happened_cannot_lie_in_the_future() -> None:
    assert refusal("tomorrow").sentence == "Tue 24 November 2026 lies in the future; what happened cannot."
    for text in ("2027-01-01", "next friday", "in 2 weeks", "24 November 2026", "demain"):
        assert "lies in the future" in refusal(text).sentence


def test_a_plan_cannot_lie_in_the_past() -> None:
    assert refusal("yesterday", "future").sentence == "Sun 22 November 2026 lies in the past; a plan cannot."
    for text in ("2026-11-22", "last friday", "3 days ago", "19 November 2026"):
        assert "lies in the past" in refusal(text, "future").sentence


def test_a_weekday_that_does_not_fit_is_told() -> None:
    assert refusal("Fri 19 Nov").sentence == '"Fri 19 Nov" is no Friday: it would be Thu 19 November 2026.'
    assert "no Thursday" in refusal("Thu 20").sentence


@pytest.mark.parametrize("text", ["30 Feb", "2026-02-30", "31/4/2026", "2026-13-01", "0/0/2026", "the 32nd"])
def test_an_impossible_day_is_told(text: str) -> None:
    assert "does not exist in the calendar" in refusal(text).sentence


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "20", "1", "this", "week", "this week", "nov 2025", "2026-11", "mar", "soon", "christmas",
        "10:30", "3pm",
        "yesterday 3pm", "2 hours ago", "2 m", "90000 years ago", "9999 years ago", "'; drop table", "\x00",
        "[bold]", "1/1/1",
        "tuesday tuesday", "in -3 days", "1e3d", "x" * 100,
    ],
)  # fmt: skip
def test_other_texts_are_refused_with_a_next_step(text: str) -> None:
    assert refusal(text).hint


def test_an_endless_text_is_refused_before_it_is_read_and_not_repeated() -> None:
    error = refusal("9" * 1_000_000)
    assert "too long" in error.sentence
    assert len(error.sentence) < 120


@given(DAYS, DAYS)
def test_an_iso_day_is_read_as_it_is_written(day: date, today: date) -> None:
    direction: Tense = "past" if day <= today else "future"
    assert parse_day(day.isoformat(), today=today, direction=direction) == day


@given(DAYS, st.integers(-25, 25))
def test_days_as_screens_write_them_are_read_back(today: date, off: int) -> None:
    day = today + timedelta(days=off)
    direction: Tense = "past" if day <= today else "future"
    assert parse_day(long_day(day), today=today, direction=direction) == day
    assert parse_day(full_day(day), today=today, direction=direction) == day
    assert parse_day(short_day(day, today), today=today, direction=direction) == day


@given(DAYS, st.sampled_from(days.WEEKDAYS))
def test_a_weekday_alone_is_the_nearest_in_the_direction(today: date, name: str) -> None:
    before = parse_day(name, today=today, direction="past")
    after = parse_day(name, today=today, direction="future")
    assert 0 <= (today - before).days <= 6
    assert 1 <= (after - today).days <= 7
    assert days.WEEKDAYS[before.weekday()] == days.WEEKDAYS[after.weekday()] == name


WORDS = st.lists(
    st.sampled_from(
        [
            *("in", "a", "3", "12", "2026", "31", "29th", "the", "of", "last", "next", "this", "fri", "tuesday", "nov"),
            *("week", "weeks", "days", "month", "year", "ago", "end", "at", "9:30", "3pm", "noon", "14h", "today", "/"),
            *(".", "2w", "bd", "from", "now", "0", "99999", "weekend", "couple", "@", ",", "1-2-3", "demain", "il y a"),
        ]
    ),
    max_size=6,
).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=110) | WORDS, st.sampled_from(["past", "future"]), DAYS)
def test_any_text_is_a_day_on_the_right_side_or_refused(text: str, direction: Tense, today: date) -> None:
    with suppress(InvalidInput):
        day = parse_day(text, today=today, direction=direction)
        assert day <= today if direction == "past" else day >= today


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=110) | WORDS, DAYS)
def test_any_text_is_a_moment_a_day_or_refused(text: str, today: date) -> None:
    with suppress(InvalidInput):
        day, at = parse_moment(text, today=today)
        assert day >= today
        assert at is None or isinstance(at, time)
    with suppress(InvalidInput):
        assert parse_until(text, today=today) >= today
    with suppress(InvalidInput):
        assert partial_start(parse_partial(text)) <= partial_end(parse_partial(text))
    with suppress(InvalidInput):
        assert parse_years(text, single="end") != (None, None)


def test_the_short_list_is_read_without_dateparser() -> None:
    code = (
        "import sys; from datetime import date; from netlog.rules.days import parse_day, parse_moment;"
        "t = date(2026, 11, 23);"
        "[parse_day(x, today=t, direction='past') for x in"
        " ('2026-11-19', 'today', 'yesterday', 'tue', 'last tuesday', '3 days ago', '19 Nov', 'Fri 20', '13/4/2026')];"
        "parse_moment('thu 9:30', today=t); sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- moments, spans -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("thu 9:30", "2026-11-26", time(9, 30)), ("tomorrow at 3pm", "2026-11-24", time(15)),
        ("fri noon", "2026-11-27", time(12)),
        ("2027-03-03 09:30", "2027-03-03", time(9, 30)), ("2027-03-03T09:30", "2027-03-03", time(9, 30)),
        ("3 pm thursday", "2026-11-26", time(15)), ("tomorrow 14h30", "2026-11-24", time(14, 30)),
        ("14h demain", "2026-11-24", time(14)),
        ("thursday 9.30am", "2026-11-26", time(9, 30)), ("thu 9.30", "2026-11-26", time(9, 30)),
        ("thu at 9", "2026-11-26", time(9)),
        ("12am fri", "2026-11-27", time(0)), ("12pm fri", "2026-11-27", time(12)),
        ("Thu 26 Nov 9:30 p.m.", "2026-11-26", time(21, 30)),
        ("next tue 10 o'clock", "2026-12-01", time(10)), ("26 nov @ 10", "2026-11-26", time(10)),
        ("fri 03:30", "2026-11-27", time(3, 30)),
        ("this afternoon at 4pm", "2026-11-23", time(16)), ("15:00", "2026-11-23", time(15)),
        ("tomorrow", "2026-11-24", None),
        ("13.12. 10:00", "2026-12-13", time(10)), ("Thu 26", "2026-11-26", None), ("in 3 days", "2026-11-26", None),
    ],
)  # fmt: skip
def test_moments(text: str, day: str, at: time | None) -> None:
    assert parse_moment(text, today=TODAY) == (date.fromisoformat(day), at)


def test_an_hour_of_the_night_that_may_mean_the_afternoon_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_moment("thu 3:30", today=TODAY)
    assert caught.value.sentence == '"thu 3:30" can be read as 03:30 or as 15:30.'
    assert caught.value.hint == "Write 03:30 or 15:30."


@pytest.mark.parametrize(
    "text",
    ["thu 25:00", "thu 9:75", "13pm", "0am", "thu at 3", "thu 9", "thu 9:30-10:00", "9:30 10:30", "2027-03-03T09:30Z",
     "in 3h", "in 3 hours", "yesterday 9:30", "thu 9.10", "", "at", "fri midnight"],
)  # fmt: skip
def test_no_moment(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_moment(text, today=TODAY)


@given(DAYS, st.times())
def test_a_moment_is_read_as_it_is_written(day: date, at: time) -> None:
    minute = at.replace(second=0, microsecond=0)
    assert parse_moment(f"{day} {minute:%H:%M}", today=day) == (day, minute)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3d", "2026-11-26"),
        ("1 month", "2026-12-23"),
        ("until friday", "2026-11-27"),
        ("5bd", "2026-11-30"),
        ("2027-01-05", "2027-01-05"),
    ],
)
def test_until(text: str, day: str) -> None:
    assert parse_until(text, today=TODAY).isoformat() == day


# --- days to words ------------------------------------------------------------------------------


def test_days_are_written_in_english() -> None:
    assert weekday_day(date(2026, 11, 20)) == "Fri 20"
    assert long_day(TODAY) == "Mon 23 November"
    assert full_day(TODAY) == "Mon 23 November 2026"


def test_a_short_day_names_what_is_needed() -> None:
    assert short_day(TODAY, TODAY) == "today"
    assert short_day(date(2026, 11, 20), TODAY) == "Fri 20"
    assert short_day(date(2026, 12, 18), TODAY) == "Fri 18"
    assert short_day(date(2026, 10, 20), TODAY) == "20 Oct"
    assert short_day(date(2025, 11, 20), TODAY) == "20 Nov 2025"


def test_around_a_short_february_a_short_day_names_the_month() -> None:
    assert short_day(date(2026, 2, 20), date(2026, 3, 6)) == "20 Feb"
    assert short_day(date(2026, 3, 20), date(2026, 3, 6)) == "20 Mar"


@given(DAYS)
def test_no_two_days_near_today_look_alike(today: date) -> None:
    near = [short_day(today + timedelta(days=off), today) for off in range(-30, 31)]
    assert len(set(near)) == len(near)
