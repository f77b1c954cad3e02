"""Calendars: events as meetings, held, planned, moved, cancelled, once or in a series."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from netlog.rows.files import FileInteraction, FilePerson

TODAY = date(2026, 11, 2)


def event(*lines: str, uid: str = "1", start: str = "DTSTART:20261019T093000", who: str = "ana@figma.com") -> str:
    people = [f"ATTENDEE;CN=Ana Lopez:mailto:{who}"] if who else []
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", start, *people, *lines, "END:VEVENT", ""))


def calendar(*events: str, outer: str = "") -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{outer}{''.join(events)}END:VCALENDAR\r\n"


def meetings(desk: Any, *events: str, outer: str = "", **options: Any) -> list[FileInteraction]:
    found: list[FileInteraction] = desk.happened(calendar(*events, outer=outer), today=TODAY, **options)
    return found


def test_an_event_with_somebody_is_a_meeting_held(desk: Any) -> None:
    (meeting,) = meetings(
        desk,
        event(
            "DTEND:20261019T101500", "SUMMARY:Coffee with Ana", "LOCATION:Blue Bottle", "DESCRIPTION:bring the\\, list"
        ),
    )
    assert meeting == FileInteraction(
        line=3,
        day="2026-10-19",
        who=("Ana Lopez <ana@figma.com>",),
        kind="coffee",
        text="Coffee with Ana\nbring the, list",
        minutes=45,
        place="Blue Bottle",
        people=(FilePerson(3, "Ana Lopez", emails=("ana@figma.com",)),),
        uid="1",
        state="held",
        starts_at="09:30",
    )


@pytest.mark.parametrize(
    ("start", "state"), [("20261101T235900", "held"), ("20261102T080000", "planned"), ("20271101T080000", "planned")]
)
def test_what_is_today_or_later_is_planned(desk: Any, start: str, state: str) -> None:
    assert [m.state for m in meetings(desk, event(start=f"DTSTART:{start}"))] == [state]


@pytest.mark.parametrize(
    ("lines", "outer"),
    [
        (["STATUS:CANCELLED"], ""),
        ([], "METHOD:CANCEL\r\n"),
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org"], ""),
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:me@work.org"], "X-WR-CALNAME:me@work.org\r\n"),
    ],
)
def test_what_was_cancelled_or_declined_by_me_is_cancelled(desk: Any, lines: list[str], outer: str) -> None:
    found = meetings(desk, event(*lines), outer=outer, me=["me@example.org"])
    assert [m.state for m in found] == ["cancelled"]


def test_an_event_that_everybody_declined_was_not_held(desk: Any) -> None:
    declined = event("ATTENDEE;PARTSTAT=DECLINED:mailto:ana@figma.com", who="")
    assert [m.state for m in meetings(desk, declined)] == ["cancelled"]


def test_rooms_groups_those_who_declined_and_i_are_not_at_it(desk: Any) -> None:
    (meeting,) = meetings(
        desk,
        event(
            "ORGANIZER;CN=Me:mailto:Me@Example.org", "ATTENDEE;CUTYPE=ROOM:mailto:room@figma.com",
            "ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@figma.com", "ATTENDEE;CUTYPE=GROUP:mailto:all@figma.com",
            "ATTENDEE;PARTSTAT=DECLINED;CN=No:mailto:no@figma.com", 'ATTENDEE;CN="Doe, John":mailto:jd@figma.com',
            "ATTENDEE:mailto:x@resource.calendar.google.com", "ATTENDEE;CN=Ana Lopez:MAILTO:ANA@figma.com",
        ),
        me=["me@example.org"],
    )  # fmt: skip
    assert meeting.who == ("Ana Lopez <ana@figma.com>", "John Doe <jd@figma.com>")


def test_an_event_alone_is_skipped_and_one_without_a_day_gives_its_people(desk: Any) -> None:
    assert meetings(desk, event(who=""), event(start="SUMMARY:some day")) == []
    assert desk.skipped == [(3, "an event without anybody else", False)]
    assert [row.name for row in desk.rows if isinstance(row, FilePerson)] == ["Ana Lopez"]
    assert desk.remarks == [(7, "the event says no day: its people were taken, and no meeting")]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["SUMMARY:Lunch"], "lunch"),
        (["SUMMARY:Phone call"], "call"),
        (["SUMMARY:Catch up", "LOCATION:https://zoom.us/j/1"], "video"),
        (["SUMMARY:Spring mixer"], "event"),
        (["SUMMARY:Ana"], "coffee"),
        ([f"ATTENDEE:mailto:p{n}@x.org" for n in "abc"], "event"),
        (["SUMMARY:1:1", "RRULE:FREQ=WEEKLY;COUNT=1"], "event"),
    ],
)
def test_the_kind_is_what_the_event_calls_itself(desk: Any, lines: list[str], kind: str) -> None:
    assert [m.kind for m in meetings(desk, event(*lines))] == [kind]


def test_a_whole_day_is_an_event_without_a_time(desk: Any) -> None:
    (meeting,) = meetings(desk, event(start="DTSTART;VALUE=DATE:20261019"))
    assert (meeting.kind, meeting.day, meeting.starts_at, meeting.minutes) == ("event", "2026-10-19", None, None)


def test_a_time_in_utc_is_read_in_the_calendars_zone_and_others_as_they_stand(desk: Any) -> None:
    found = meetings(
        desk,
        event(start="DTSTART:20261020T013000Z"),
        event(uid="2", start="DTSTART;TZID=Europe/Berlin:20261019T140000"),
        event(uid="3", start="DTSTART;TZID=Our Office:20261019T140000"),
        outer="X-WR-TIMEZONE:America/New_York\r\n",
    )
    assert [(m.day, m.starts_at) for m in found] == [("2026-10-19", "21:30"), *[("2026-10-19", "14:00")] * 2]


def test_a_series_is_its_days_less_those_taken_out(desk: Any) -> None:
    found = meetings(desk, event("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20261026T093000", "RDATE:20261030T093000"))
    assert [(m.day, m.state, m.uid) for m in found] == [
        ("2026-10-19", "held", "1/2026-10-19"),
        ("2026-10-26", "cancelled", "1/2026-10-26"),
        ("2026-10-30", "held", "1/2026-10-30"),
        ("2026-11-02", "planned", "1/2026-11-02"),
        ("2026-11-09", "planned", "1/2026-11-09"),
    ]


def test_a_day_of_a_series_that_was_moved_or_cancelled_is_not_another_meeting(desk: Any) -> None:
    moved = event("RECURRENCE-ID:20261026T093000", start="DTSTART:20261028T110000")
    gone = event("RECURRENCE-ID:20261102T093000", "STATUS:CANCELLED", start="DTSTART:20261102T093000")
    found = meetings(desk, moved, event("RRULE:FREQ=WEEKLY;COUNT=3"), gone)
    assert sorted((m.uid, m.day, m.state) for m in found) == [
        ("1/2026-10-19", "2026-10-19", "held"),
        ("1/2026-10-26", "2026-10-28", "held"),
        ("1/2026-11-02", "2026-11-02", "cancelled"),
    ]


def test_a_series_across_the_change_of_clocks_keeps_its_hour_and_its_replaced_day(desk: Any) -> None:
    series = event("RRULE:FREQ=DAILY;UNTIL=20261026T170000Z", start="DTSTART;TZID=Europe/Berlin:20261024T180000")
    moved = event("RECURRENCE-ID:20261025T170000Z", start="DTSTART;TZID=Europe/Berlin:20261025T200000")
    found = meetings(desk, series, moved)
    assert sorted((m.day, m.starts_at) for m in found) == [
        ("2026-10-24", "18:00"),
        ("2026-10-25", "20:00"),
        ("2026-10-26", "18:00"),
    ]


def test_of_several_versions_the_newest_counts(desk: Any) -> None:
    old, new = event("SEQUENCE:1"), event("SEQUENCE:2", start="DTSTART:20261020T100000")
    assert [m.day for m in meetings(desk, new, old)] == ["2026-10-20"]


def test_two_events_that_share_a_uid_by_mistake_stay_two(desk: Any) -> None:
    found = meetings(desk, event(), event(start="DTSTART:20261020T100000"))
    assert [(m.day, m.uid) for m in found] == [("2026-10-19", "1"), ("2026-10-20", "1/2026-10-20T10:00:00")]


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"])
def test_a_series_without_end_goes_a_year_ahead_and_is_cut(desk: Any, rule: str) -> None:
    found = meetings(desk, event(f"RRULE:{rule}", start="DTSTART:19800102T093000"))
    assert len(found) <= 366
    assert "2027-10-29" <= found[-1].day <= "2027-11-03"
    assert "the last 366 were taken" in desk.remarks[-1][1]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=BOO",
        "FREQ=DAILY;COUNT=x", "FREQ=DAILY;UNTIL=nonsense",
        "FREQ=YEARLY;BYHOUR=0,1,2;BYMINUTE=0,1;BYSECOND=0,1", "FREQ=DAILY;INTERVAL=99999999999999999999",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_followed_takes_no_time_and_leaves_the_first_meeting(desk: Any, rule: str) -> None:
    begun = time.process_time()
    found = meetings(desk, event(f"RRULE:{rule}", start="DTSTART:20001019T093000"))
    assert found[0].day == "2000-10-19"
    assert time.process_time() - begun < 3


def test_thousands_of_endless_series_are_bounded(desk: Any) -> None:
    begun = time.process_time()
    many = (event("RRULE:FREQ=DAILY", uid=str(n), start="DTSTART:19000101T090000") for n in range(300))
    meetings(desk, *many)
    assert time.process_time() - begun < 20


def test_broken_lines_and_unclosed_events_cost_only_themselves(desk: Any) -> None:
    broken = event('ATTENDEE;CN="open:mailto:x', "DURATION:garbage", "SEQUENCE:x", "no colon", "GEO:a;b")
    open_one = "BEGIN:VEVENT\r\nUID:9\r\nATTENDEE:mailto:a@b.org\r\n"
    found = meetings(desk, broken, open_one, event(uid="2", start="DTSTART:20261030T093000"))
    assert ("2026-10-30", "held") in [(m.day, m.state) for m in found]
    assert "2026-10-19" in [m.day for m in found]
    assert (13, "the event has no end", True) in desk.skipped


def test_several_calendars_and_bare_events_are_one_file(desk: Any) -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:X\r\nEND:VTIMEZONE\r\n"
    content = calendar(event()) + calendar(event(uid="2"), outer=f"METHOD:CANCEL\r\n{zone}") + event(uid="3")
    found = desk.happened(content, today=TODAY)
    assert sorted((m.uid, m.state) for m in found) == [("1", "held"), ("2", "cancelled"), ("3", "held")]


def test_tasks_and_free_times_are_no_events(desk: Any) -> None:
    assert desk.read("BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nEND:VTODO\r\nEND:VCALENDAR\r\n", today=TODAY)
    assert desk.remarks == [(1, "no events in it")]
