"""An invitation: one planned meeting as a calendar file (iCalendar, RFC 5545; METHOD as in RFC 5546).

REQUEST where somebody at the table has an e-mail address, so that mail programs offer yes and no; PUBLISH where nobody
has; CANCEL where it was called off. A coffee, lunch or event has the clock of its place, whoever looks at it: floating
time. A call or video call is one instant for people in two places: UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from netlog import __version__
from netlog.rules.names import listed
from netlog.rules.text import one_line, scrub
from netlog.words import MeetingKind, MeetingState

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

BEGINS = b"BEGIN:VCALENDAR"
_BY_WIRE = (MeetingKind.CALL, MeetingKind.VIDEO)
_NO_ADDRESS = "invalid:nomail"  # what calendars write for a person without an e-mail address


class Guest(NamedTuple):
    """A person at the table; the address is "" where none is stored."""

    name: str
    address: str


class Invitation(NamedTuple):
    """What the file says. `starts_at` is local HH:MM, None for a day without a time; `sequence` counts its changes."""

    uid: str
    kind: MeetingKind
    state: MeetingState
    day: date
    starts_at: str | None
    minutes: int
    place: str | None
    me: Guest
    guests: tuple[Guest, ...]
    sequence: int
    written_at: str  # a UTC instant


def invitation(meeting: Invitation) -> bytes:
    """The file. What comes from strangers is escaped by the library; line ends and controls are taken out before."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//netlog//netlog {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method(meeting))
    calendar.add_component(_event(meeting))
    content: bytes = calendar.to_ical()
    return content


def method(meeting: Invitation) -> str:
    """REQUEST, PUBLISH or CANCEL."""
    if meeting.state is MeetingState.CANCELLED:
        return "CANCEL"
    return "REQUEST" if _invited(meeting) else "PUBLISH"


def _invited(meeting: Invitation) -> list[Guest]:
    return [guest for guest in meeting.guests if guest.address]


def _event(meeting: Invitation) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", datetime.fromisoformat(meeting.written_at))
    event.add("sequence", meeting.sequence)
    start, end = times(meeting)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", summary(meeting))
    event.add("description", _description(meeting))
    if meeting.place:
        event.add("location", _plain(meeting.place))
    event.add("status", "CANCELLED" if meeting.state is MeetingState.CANCELLED else "CONFIRMED")
    event.add("organizer", address(meeting.me), encode=False)
    for guest in _invited(meeting):
        event.add("attendee", _attendee(guest), encode=False)
    return event


def times(meeting: Invitation) -> tuple[date, date]:
    """The beginning and the end: days where no time is known, else local time, in UTC for what goes by wire."""
    if meeting.starts_at is None:
        return meeting.day, meeting.day + timedelta(1)
    local = datetime.fromisoformat(f"{meeting.day.isoformat()}T{meeting.starts_at}")
    start = local.astimezone().astimezone(UTC) if meeting.kind in _BY_WIRE else local
    return start, start + timedelta(minutes=meeting.minutes)


_NOUNS = {MeetingKind.VIDEO: "Video call", MeetingKind.EVENT: "Meeting"}


def summary(meeting: Invitation) -> str:
    """ "Coffee: Priya Natarajan and Dana Reyes", on one line."""
    names = [guest.name for guest in (*meeting.guests, meeting.me) if guest.name]
    return _plain(f"{_noun(meeting.kind)}: {listed(names)}")


def kind_told(words: str) -> MeetingKind | None:
    """The kind of which `summary` made the words, None for words of others."""
    noun = words.partition(":")[0]
    return next((kind for kind in MeetingKind if _noun(kind) == noun), None)


def _noun(kind: MeetingKind) -> str:
    return _NOUNS.get(kind, kind.capitalize())


def _description(meeting: Invitation) -> str:
    length = "Half an hour" if meeting.minutes == 30 else f"{meeting.minutes} minutes"
    return f"{length} at most: the job, how you landed it, and what you would advise."


def _attendee(guest: Guest) -> vCalAddress:
    invited = address(guest)
    invited.params["ROLE"] = "REQ-PARTICIPANT"
    invited.params["PARTSTAT"] = "NEEDS-ACTION"
    invited.params["RSVP"] = "TRUE"
    return invited


def address(guest: Guest) -> vCalAddress:
    """Who somebody is, as calendars tell it: mailto with the name."""
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{_plain(guest.address)}" if guest.address else _NO_ADDRESS)
    if guest.name:
        address.params["CN"] = _plain(guest.name).replace('"', "'")  # RFC 5545, 3.2: a parameter holds no quote
    return address


def _plain(text: str) -> str:
    return one_line(scrub(text))
