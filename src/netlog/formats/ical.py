"""iCalendar files: events with other people become meetings, held or planned, moved or cancelled, once or in a series.

icalendar parses each event, cut out before (see contentlines). A meeting is known again by its UID; one of a series by
the UID and the day it had in the series, wherever it was moved to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from netlog.formats.contentlines import Blocks
from netlog.formats.draft import turned
from netlog.formats.feed import AT_IT, FOLLOW_UP
from netlog.formats.interactions import meeting_kind
from netlog.formats.invitation import kind_told
from netlog.rows.files import FileInteraction, FilePerson, Remark, Skipped
from netlog.rules.text import MAX_LINE, MAX_NAME, MAX_NOTE, block, one_line, scrub, word_set
from netlog.words import MeetingKind, MeetingState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from netlog.formats.contentlines import Block
    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

_WANTED = word_set(
    "UID SUMMARY DESCRIPTION LOCATION DTSTART DTEND DURATION ATTENDEE ORGANIZER STATUS RRULE RDATE EXDATE "
    "RECURRENCE-ID SEQUENCE LAST-MODIFIED X-NETLOG-ATTENDEE"
)
_OUTER = frozenset({"METHOD", "X-WR-TIMEZONE", "X-WR-CALNAME"})

# A year from today is as far as anybody plans; a daily meeting of one year has fewer occurrences than this.
_AHEAD = timedelta(days=366)
_MOST_OCCURRENCES = 366
# What is looked at to find them: fifty years of days for one event, and a bound for all events of a file.
_MOST_STEPS, _MOST_STEPS_IN_ALL = 20_000, 400_000
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_OFTEN = re.compile(r"FREQ=(?:DAILY|WEEKLY)", re.IGNORECASE)
_BY_THE_DAY = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
# More than three others are no conversation.
_CUP = 3
_MOST_PEOPLE = 200
_LONGEST_UID = 180
_NO_PERSON = frozenset({"ROOM", "RESOURCE", "GROUP"})
_NO_PERSON_DOMAINS = ("resource.calendar.google.com", "group.calendar.google.com", "group.v.calendar.google.com")
_ONLINE = re.compile(r"zoom\.us|meet\.google|teams\.(?:microsoft|live)|webex\.com|whereby\.com|jit\.si", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@/<>]+@[^\s@/<>]+")


@dataclass(frozen=True, slots=True)
class _Event:
    """One VEVENT. `start` is None where it says no day; `instead_of` is the day of the series that it replaces."""

    line: int
    uid: str
    start: date | None  # a datetime, with or without zone, or a day
    minutes: int | None
    people: tuple[FilePerson, ...]
    summary: str
    text: str
    place: str | None
    cancelled: bool
    version: tuple[int, str]
    instead_of: date | None
    rule: str
    more: tuple[date, ...]
    fewer: frozenset[date]
    exported: bool  # by netlog, whose words on it are made of what is told besides


def events(file: TextFile, today: date, me: Collection[str] = ()) -> Iterator[FileRow]:
    """Every meeting with somebody else up to a year from today. `me` are my e-mail addresses.

    A meeting that is today still counts as planned. Whoever declined is not at it; what I declined is cancelled.
    """
    mine = {address.casefold() for address in me}
    found: list[_Event] = []
    owed = 0
    for cut in Blocks(file, "VEVENT", _WANTED.__contains__, _OUTER):
        if not cut.closed:
            yield Skipped(cut.line, "the event has no end", held_somebody=_names_somebody(cut))
            continue
        if _is_owed(cut):
            owed += 1
            continue
        found.append(_event(cut, mine))
        yield from (Remark(cut.line, remark) for remark in cut.remarks)
    if owed:
        yield Remark(1, f"{owed} of netlog's own follow-ups left out: they follow from what happened")
    elif not found:
        yield Remark(1, "no events in it")
    yield from _Calendar(found, today).rows()


def _names_somebody(cut: Block) -> bool:
    return any(found.name in ("ATTENDEE", "ORGANIZER", AT_IT) for found in cut.properties)


def _is_owed(cut: Block) -> bool:
    return any(found.name == "UID" and FOLLOW_UP.fullmatch(found.value.strip()) for found in cut.properties)


# --- one event --------------------------------------------------------------------------------------


def _event(cut: Block, me: set[str]) -> _Event:
    from icalendar import Event  # 190 ms, for calendars only

    lines = [found.plain.replace("\r", "").replace("\n", "\\n") for found in cut.properties]
    try:
        event: Any = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "")))
    except Exception:  # whatever a library makes of strangers' text: line by line, what it can read
        lines = [line for line in lines if _is_readable(line)]
        event = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "")))
        cut.remarks.append("a broken event, read line by line")
    zone = _zone(cut.outer.get("X-WR-TIMEZONE", ""))
    start = _local(_value(event, "DTSTART"), zone)
    mine = me | {cut.outer.get("X-WR-CALNAME", "").casefold()}
    people, declined = _people(event, cut.line, mine)
    status = str(event.get("STATUS", "")).upper()
    return _Event(
        line=cut.line,
        uid=one_line(scrub(str(event.get("UID", ""))))[:_LONGEST_UID],
        start=start,
        minutes=_minutes(event, start, zone),
        people=people,
        summary=one_line(scrub(str(event.get("SUMMARY", ""))))[:MAX_LINE],
        text=block(scrub(str(event.get("DESCRIPTION", "")))),
        place=one_line(scrub(str(event.get("LOCATION", ""))))[:MAX_LINE] or None,
        cancelled=declined or status == "CANCELLED" or cut.outer.get("METHOD", "").upper() == "CANCEL",
        version=(_number(event), str(_value(event, "LAST-MODIFIED") or "")),
        instead_of=_day(_local(_value(event, "RECURRENCE-ID"), _zone_of(start) or zone)),
        rule=_rule(event),
        more=tuple(filter(None, (_local(value, zone) for value in _dates(event, "RDATE")))),
        fewer=frozenset(filter(None, (_day(_local(value, zone)) for value in _dates(event, "EXDATE")))),
        exported=AT_IT in event,
    )


def _is_readable(line: str) -> bool:
    from icalendar import Event

    try:
        Event.from_ical(f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n")
    except Exception:  # as above
        return False
    return True


def _value(event: Any, name: str) -> Any:
    """The date, time or length of a property; None where it is missing or broken."""
    found = event.get(name)
    try:
        return (found[0] if isinstance(found, list) else found).dt if found else None
    except Exception:  # icalendar 7 raises an error of its own for a broken value
        return None


def _dates(event: Any, name: str) -> list[Any]:
    """Every date of RDATE or EXDATE; of a period its start."""
    found = event.get(name, [])
    try:
        values = [value.dt for dates in (found if isinstance(found, list) else [found]) for value in dates.dts]
    except Exception:  # as above
        return []
    return [value[0] if isinstance(value, tuple) else value for value in values[:_MOST_STEPS]]


def _number(event: Any) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _rule(event: Any) -> str:
    found = event.get("RRULE")
    rule = found[0] if isinstance(found, list) else found
    try:
        return str(rule.to_ical().decode()) if rule else ""
    except Exception:  # as above
        return ""


def _zone(name: str) -> tzinfo | None:
    """The calendar's zone, None for the machine's own."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _zone_of(start: date | None) -> tzinfo | None:
    return start.tzinfo if isinstance(start, datetime) else None


def _local(value: Any, zone: tzinfo | None) -> date | None:
    """A time in UTC as the calendar's, else the machine's; other times stay as the clock on the wall shows them."""
    if isinstance(value, datetime) and value.tzinfo and str(value.tzinfo) in ("UTC", "Etc/UTC"):
        return value.astimezone(zone)
    return value if isinstance(value, date) else None


def _day(value: date | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _minutes(event: Any, start: date | None, zone: tzinfo | None) -> int | None:
    """The length in minutes, None for whole days and for what cannot be."""
    length = _value(event, "DURATION")
    end = _local(_value(event, "DTEND"), zone)
    if isinstance(start, datetime) and isinstance(end, datetime) and bool(start.tzinfo) == bool(end.tzinfo):
        length = end - start
    if not isinstance(length, timedelta) or not isinstance(start, datetime):
        return None
    minutes = round(length.total_seconds() / 60)
    return minutes if 0 < minutes <= 24 * 60 else None


def _people(event: Any, line: int, me: set[str]) -> tuple[tuple[FilePerson, ...], bool]:
    """Whoever else is at the event, each once, and whether it was declined: by me, or by everybody else."""
    people: dict[str, FilePerson] = {}
    others = refusals = 0
    for address in (*_listed(event, "ORGANIZER"), *_listed(event, "ATTENDEE"), *_listed(event, AT_IT)):
        person = _person(address, line)
        if person is None:
            continue
        declined = str(address.params.get("PARTSTAT", "")).upper() == "DECLINED"
        if me.intersection(map(str.casefold, person.emails)):
            if declined:
                return tuple(people.values()), True
            continue
        others += 1
        refusals += declined
        key = next(iter(person.emails), person.name).casefold()
        known = people.get(key)
        if declined:
            people.pop(key, None)
        elif known is None or known.name in known.emails:
            people[key] = person
    return tuple(people.values())[:_MOST_PEOPLE], 0 < others == refusals


def _listed(event: Any, name: str) -> list[Any]:
    found = event.get(name, [])
    return [value for value in (found if isinstance(found, list) else [found]) if hasattr(value, "params")]


def _person(address: Any, line: int) -> FilePerson | None:
    """An attendee or organizer who is a person and has a name or an e-mail address."""
    params = address.params
    email = re.sub(r"^(?:mailto:\s*)+", "", one_line(scrub(str(address))), flags=re.IGNORECASE)
    email = email if _EMAIL.fullmatch(email) and not email.endswith(".invalid:nomail") else ""
    name = (
        turned(one_line(scrub(str(params.get("CN", "")))).strip("'\"").replace("<", "").replace(">", ""))[:MAX_NAME]
        or email
    )
    if str(params.get("CUTYPE", "")).upper() in _NO_PERSON or email.casefold().endswith(_NO_PERSON_DOMAINS):
        return None
    return FilePerson(line=line, name=name, emails=(email,) if email else ()) if name else None


# --- all events of a file ---------------------------------------------------------------------------


class _Calendar:
    """The events of a file as they hang together: versions of one, and series with what replaces single days."""

    def __init__(self, found: Iterable[_Event], today: date) -> None:
        self._today = today
        self._steps = _MOST_STEPS_IN_ALL
        self._events = _newest(found)
        self._replaced = {(event.uid, event.instead_of) for event in self._events if event.instead_of and event.uid}

    def rows(self) -> Iterator[FileRow]:
        for event in self._events:
            yield from self._rows(event)

    def _rows(self, event: _Event) -> Iterator[FileRow]:
        if not event.people and not (event.cancelled and event.uid and event.start):
            yield Skipped(event.line, "an event without anybody else", held_somebody=False)
        elif event.start is None:
            yield from event.people
            yield Remark(event.line, "the event says no day: its people were taken, and no meeting")
        elif not 1900 <= event.start.year < 2100:
            yield Skipped(event.line, f"{event.start.isoformat()} is no day of anybody living")
        elif event.instead_of:
            yield self._meeting(event, event.start, event.instead_of)
            if event.rule or event.more:
                yield Remark(event.line, "one day of a series: the other days that it names were left out")
        elif event.rule or event.more:
            yield from self._series(event, event.start)
        else:
            yield self._meeting(event, event.start, None)

    def _series(self, event: _Event, start: date) -> Iterator[FileRow]:
        days, remark = self._occurrences(event, start)
        last = self._today + _AHEAD
        wanted = [when for day, when in sorted(days.items()) if day <= last and (event.uid, day) not in self._replaced]
        if len(wanted) > _MOST_OCCURRENCES:
            remark = remark or f"a series of {len(wanted):,} meetings: the last {_MOST_OCCURRENCES} were taken"
        for when in wanted[-_MOST_OCCURRENCES:]:
            day = _day(when)
            left_out = day in event.fewer
            yield self._meeting(replace(event, cancelled=True) if left_out else event, when, day)
        if remark:
            yield Remark(event.line, remark)

    def _occurrences(self, event: _Event, start: date) -> tuple[dict[date, date], str]:
        """Every day of a series with its time, none after a year from today, and what could not be followed."""
        days = {day: when for when in (*event.more, start) if (day := _day(when))}
        if not event.rule:
            return days, ""
        if self._steps <= 0:
            return days, "so many series are in the file that of this one only the first meeting was taken"
        try:
            found = self._follow(event.rule, start)
        except (ValueError, TypeError, OverflowError, AttributeError):
            return days, "its rule of recurrence cannot be read: the first meeting was taken"
        for when in found:
            days.setdefault(when.date(), _at(start, when))
        return days, "" if len(found) < _MOST_STEPS else "it recurs without end: not all of it was followed"

    def _follow(self, rule: str, start: date) -> list[datetime]:
        """The occurrences by the clock on the wall. Raises ValueError for a rule that cannot be followed."""
        from dateutil.rrule import rrulestr

        parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
        if parts.get("FREQ") not in _BY_THE_DAY or int(parts.get("INTERVAL", "1")) < 1 or not _may_happen(parts):
            raise ValueError(rule)
        end = datetime.combine(self._today + _AHEAD, time.max)
        if "UNTIL" in parts:  # taken out, for the rule is followed without zones
            end = min(end, _until(parts.pop("UNTIL"), start))
        plain = ";".join(f"{name}={value}" for name, value in parts.items() if name not in _TIMES)
        first = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
        found: list[datetime] = []
        for when in islice(rrulestr(plain, dtstart=first), _MOST_STEPS):
            if when > end:
                break
            found.append(when)
        self._steps -= len(found)
        return found

    def _meeting(self, event: _Event, when: date, day_of_series: date | None) -> FileInteraction | Skipped:
        day = _day(when) or self._today
        state = MeetingState.PLANNED if day >= self._today else MeetingState.HELD
        uid = f"{event.uid}/{day_of_series.isoformat()}" if day_of_series and event.uid else event.uid
        return FileInteraction(
            line=event.line,
            day=day.isoformat(),
            who=tuple(map(_written, event.people)),
            kind=_kind(event).value,
            text=None if event.exported else "\n".join(filter(None, (event.summary, event.text)))[:MAX_NOTE] or None,
            minutes=event.minutes,
            place=event.place,
            people=event.people,
            uid=uid or None,
            state=(MeetingState.CANCELLED if event.cancelled else state).value,
            starts_at=when.strftime("%H:%M") if isinstance(when, datetime) else None,
        )


def _written(person: FilePerson) -> str:
    """ "Ana Lopez <ana@example.org>", or what there is of it."""
    email = next(iter(person.emails), "")
    return f"{person.name} <{email}>" if email and person.name != email else person.name


def _newest(found: Iterable[_Event]) -> list[_Event]:
    """Of several versions of one event the newest. Two events that share a UID by mistake stay two."""
    newest: dict[object, _Event] = {}
    for event in found:
        key: object = (event.uid, event.instead_of) if event.uid else event.line
        known = newest.get(key)
        if known and known.version == event.version and known.start != event.start:
            event = replace(event, uid=f"{event.uid}/{event.start.isoformat()}" if event.start else "")
            key = (event.uid, event.line)
            known = None
        if known is None or event.version >= known.version:
            newest[key] = event
    return sorted(newest.values(), key=lambda event: event.line)


def _may_happen(parts: dict[str, str]) -> bool:
    """Whether a rule's months have its days at all: for the 30th of February the calendar is searched to its end."""
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    days = [abs(int(day)) for day in parts.get("BYMONTHDAY", "1").split(",")]
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return any(day <= longest[month - 1] for month in months for day in days if 1 <= month <= 12)


def _until(text: str, start: date) -> datetime:
    """The last moment of a rule by the clock of its start; of a mere day, or a series of whole days, the day's end."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo and isinstance(start, datetime) and start.tzinfo:
        moment = moment.astimezone(start.tzinfo)
    is_day = "T" not in text or not isinstance(start, datetime)
    return datetime.combine(moment.date(), time.max) if is_day else moment.replace(tzinfo=None)


def _at(start: date, when: datetime) -> date:
    return when.replace(tzinfo=start.tzinfo) if isinstance(start, datetime) else when.date()


def _kind(event: _Event) -> MeetingKind:
    """What netlog called it, or what it calls itself; else a coffee, or a video call where it has the link of one.

    Whole days, crowds and what recurs every day or week are events: a staff meeting is nobody's cup.
    """
    if event.exported and (kind := kind_told(event.summary)):
        return kind
    if not isinstance(event.start, datetime) or len(event.people) > _CUP or _OFTEN.search(event.rule):
        return MeetingKind.EVENT
    named = meeting_kind(event.summary)
    if named in (None, MeetingKind.COFFEE) and _ONLINE.search(f"{event.place} {event.text}"):
        return MeetingKind.VIDEO
    return named or MeetingKind.COFFEE
