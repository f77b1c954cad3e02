"""A calendar to look at: meetings and follow-ups (iCalendar, RFC 5545), each with an identity that stays.

A follow-up is an event of a whole day, not a VTODO: Google's, Apple's and Outlook's calendars show events, and pass
over tasks in a calendar that they subscribe to. It takes no time (TRANSP). Nobody is invited to anything: a calendar
that is published has no attendees (RFC 5546, 3.2.1), so that netlog alone reads the property that tells who they are.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from netlog import __version__
from netlog.formats.invitation import address, summary, times
from netlog.rules.text import block, one_line, scrub
from netlog.words import MeetingState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from icalendar import Alarm, Event

    from netlog.formats.invitation import Invitation

_BEFORE_A_MEETING = timedelta(hours=-1)  # time to read `netlog prep` and to get there
_ON_THE_DAY = timedelta(hours=9)  # of a whole day, which begins at midnight

# Who is at a meeting, as ATTENDEE would have it.
AT_IT = "X-NETLOG-ATTENDEE"
# The identity of a follow-up. What it rests on comes from meetings and messages: a follow-up is never read back.
FOLLOW_UP = re.compile(r"f\d+-[0-9a-f]{32}@netlog")

_STATUS = {MeetingState.CANCELLED: "CANCELLED", MeetingState.NO_SHOW: "CANCELLED"}


class Owed(NamedTuple):
    """A follow-up on its day: its number, the identity and the name of whom it is owed to, what, and why."""

    id: int
    uid: str
    contact: str
    what: str
    because: str
    day: date


def feed(meetings: Iterable[Invitation], owed: Iterable[Owed], today: date, written_at: str) -> Iterator[str]:
    """The calendar, piece by piece. What lies before `today` has no alarm."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//netlog//netlog {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "netlog")
    head, _, foot = _text(calendar.to_ical()).partition("END:VCALENDAR")
    yield head
    stamp = datetime.fromisoformat(written_at)
    for meeting in meetings:
        yield _text(_meeting(meeting, today, stamp).to_ical())
    for follow_up in owed:
        yield _text(_owed(follow_up, today, stamp).to_ical())
    yield f"END:VCALENDAR{foot}"


def _text(content: bytes) -> str:
    return content.decode()


def _meeting(meeting: Invitation, today: date, stamp: datetime) -> Event:
    start, end = times(meeting)
    event = _event(meeting.uid, start, end, summary(meeting), stamp)
    event.add("sequence", meeting.sequence)
    event.add("status", _STATUS.get(meeting.state, "CONFIRMED"))
    if meeting.place:
        event.add("location", one_line(scrub(meeting.place)))
    for guest in meeting.guests:
        event.add(AT_IT, address(guest), encode=False)
    if meeting.state is MeetingState.PLANNED and meeting.day >= today:
        whole_day = meeting.starts_at is None
        event.add_component(_alarm(_ON_THE_DAY if whole_day else _BEFORE_A_MEETING, summary(meeting)))
    return event


def _owed(follow_up: Owed, today: date, stamp: datetime) -> Event:
    words = one_line(scrub(f"{follow_up.what}: {follow_up.contact}"))
    uid = f"f{follow_up.id}-{follow_up.uid}@netlog"
    event = _event(uid, follow_up.day, follow_up.day + timedelta(1), f"{words[:1].upper()}{words[1:]}", stamp)
    event.add("description", block(scrub(follow_up.because)))
    event.add("transp", "TRANSPARENT")
    if follow_up.day >= today:
        event.add_component(_alarm(_ON_THE_DAY, words))
    return event


def _event(uid: str, start: date, end: date, words: str, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", words)
    return event


def _alarm(trigger: timedelta, words: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", trigger)
    alarm.add("description", words)
    return alarm
